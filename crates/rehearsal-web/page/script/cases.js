// Which cases there are, and which are drawn.

let about = null;

async function readAbout() {
    about = await ask({ ask: "about", lang: settings.lang, day: settings.day });
}

// The first week: what a newcomer meets on most days. An outage: what is not the patient's nor the card's.
const FIRST_WEEK = ["001", "002", "003", "004", "006", "015", "101", "102"];
const OUTAGE = ["008", "011", "012", "013", "014", "901", "902", "903", "904", "905", "906"];

function levelOf(scenario) {
    if (OUTAGE.includes(scenario.code)) return "outage";
    if (/outage|disaster/.test(scenario.name)) return "outage";
    if (FIRST_WEEK.includes(scenario.code)) return "week";
    if (["mode-unattended", "mode-visual", "fallback-face-to-staff", "fallback-face-to-pin"].includes(scenario.name)) return "week";
    return "daily";
}

// Only what exists at this facility is practised.
function isHere(scenario) {
    return scenario.needs.every((need) => (need === "subsidy" ? settings.subsidy : !settings.lacks.includes(need)));
}

function casesOf(level) {
    const here = about.scenarios.filter(isHere);
    if (level === "all") return here;
    if (level === "missed") return here.filter((scenario) => settings.missed.includes(scenario.name));
    if (level === "daily") return [ownCodeCase(), ...here.filter((scenario) => levelOf(scenario) === "daily")];
    return here.filter((scenario) => levelOf(scenario) === level);
}

function draw(level, count) {
    return shuffled(casesOf(level)).slice(0, count);
}
