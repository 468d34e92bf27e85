// What is set before a rehearsal: by the form, by the link, or by the data that a maker put into the
// file. Nothing is stored: the link is the memory.

// Today in Japan.
function today() {
    return new Date(Date.now() + 9 * 3600000).toISOString().slice(0, 10);
}

const settings = {
    lang: "ja",
    day: today(),
    name: "",
    model: "",
    has: [],
    lacks: [],
    subsidy: true,
    level: "week",
    count: 3,
    patient: "calm",
    byHand: false,
    clock: 1,
    pace: 1,
    guide: false,
    maker: false,
    missed: [],
    own: {},
};

async function readOwn(text) {
    const own = JSON.parse(text || "{}");
    // Words and rules at the counter: checked whole by the library, or refused whole.
    if (own.guidance) await ask({ ask: "own", text: Array.isArray(own.guidance) ? own.guidance.join("\n") : own.guidance });
    settings.own = own;
    for (const key of ["lang", "name", "model", "has", "lacks", "subsidy"]) {
        if (own[key] !== undefined) settings[key] = own[key];
    }
    for (const [lang, words] of Object.entries(own.words ?? {})) {
        Object.assign(WORDS[lang] ?? {}, words);
    }
}

function readLink() {
    const given = new URLSearchParams(location.search);
    for (const [key, value] of new URLSearchParams(location.hash.slice(1))) given.set(key, value);
    const list = (key) => (given.get(key) ?? "").split(",").filter(Boolean);
    if (given.has("lang")) settings.lang = given.get("lang") === "en" ? "en" : "ja";
    if (/^\d{4}-\d\d-\d\d$/.test(given.get("day") ?? "")) settings.day = given.get("day");
    for (const key of ["name", "model", "level", "patient"]) if (given.has(key)) settings[key] = given.get(key);
    for (const key of ["has", "lacks", "missed"]) if (given.has(key)) settings[key] = list(key);
    if (given.has("count")) settings.count = Math.min(10, Math.max(1, Number(given.get("count")) || 3));
    if (given.has("clock")) settings.clock = Number(given.get("clock")) || 0;
    if (given.has("pace")) settings.pace = Number(given.get("pace")) || 0;
    settings.subsidy = given.get("subsidy") !== "no" && settings.subsidy;
    settings.byHand = given.get("hand") === "1";
    settings.guide = given.get("guide") === "1";
    settings.maker = given.has("maker");
    return given;
}

// The link that sets all this again.
function link() {
    const given = new URLSearchParams();
    for (const key of ["lang", "day", "name", "model", "level", "patient"]) if (settings[key]) given.set(key, settings[key]);
    for (const key of ["has", "lacks", "missed"]) if (settings[key].length) given.set(key, settings[key].join(","));
    given.set("count", settings.count);
    given.set("clock", settings.clock);
    if (!settings.subsidy) given.set("subsidy", "no");
    if (settings.byHand) given.set("hand", "1");
    if (settings.guide) given.set("guide", "1");
    return `${location.href.split(/[?#]/)[0]}${settings.maker ? "?maker" : ""}#${given}`;
}

function standing(flag) {
    if (settings.has.includes(flag)) return "has";
    return settings.lacks.includes(flag) ? "lacks" : "unknown";
}

function setStanding(flag, value) {
    settings.has = settings.has.filter((known) => known !== flag);
    settings.lacks = settings.lacks.filter((known) => known !== flag);
    if (value !== "unknown") settings[value].push(flag);
}
