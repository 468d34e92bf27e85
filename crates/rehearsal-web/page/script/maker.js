// The maker's page (`?maker`): persona and misbehaviour, every state and deadline, exchanges and journal,
// and the run as a scenario's file, which `checkin --scenario` plays.

const maker = { exchanges: [], steps: [], trace: [], text: null };

const MISBEHAVIOURS = [["", "none"], ["torn-before", "tornBefore"], ["torn-after", "tornAfter"], ["reset", "reset"], ["mute", "mute"], ["slow 2000", "slow"]];

function showMaker() {
    stopPlay();
    document.body.className = "at-setup";
    const form = { persona: "adult", does: "", exchange: 5, mode: "unattended", scenario: "", devices: false };
    const set = (key) => (value) => { form[key] = value; };
    fill($("main"), h("section", { class: "hero" }, h("h1", {}, `${t("title")} – maker`)),
        h("form", { class: "setup", onsubmit: (event) => { event.preventDefault(); beginMaker(form); } },
            h("section", { class: "card" },
                field(t("case"), select([["", "―"], ...about.scenarios.map((scenario) => [scenario.name, `${scenario.name}  ${scenario.title}`])], "", set("scenario"), "scenario")),
                h("div", { class: "pair" },
                    field(t("persona"), select(about.personas.map((persona) => [persona.name, `${persona.name}  ${persona.summary}`]), form.persona, set("persona"), "persona")),
                    field(t("mode"), select(MODES.map(([mode, key]) => [mode, t(key)]), form.mode, set("mode"), "mode"))),
                h("div", { class: "pair" },
                    field(t("misbehaviour"), select(MISBEHAVIOURS.map(([word, key]) => [word, t(key)]), "", set("does"), "does")),
                    field(t("atExchange"), h("input", { type: "number", name: "exchange", min: 1, max: 500, value: form.exchange, oninput: (event) => { form.exchange = Number(event.target.value); } }))),
                h("label", { class: "tick" }, h("input", { type: "checkbox", onchange: (event) => { form.devices = event.target.checked; } }), t("devices")),
                h("button", { type: "submit", class: "primary big" }, t("begin")))));
}

// A scenario of nothing but a persona and what its card does wrong.
function writtenCase(form) {
    const card = form.does ? `\n[[card]]\nexchange = ${form.exchange}\ndoes = "${form.does}"\n` : "";
    return `title.ja = "書き出した予行演習"\ntitle.en = "An exported rehearsal"\nsource = "the maker's page"\npersona = "${form.persona}"\nmode = "${form.mode}"\n\n[ends]\noutcome = "admitted"\n${card}`;
}

async function beginMaker(form) {
    Object.assign(maker, { exchanges: [], steps: [], trace: [], journals: [], text: null });
    settings.byHand = true;
    settings.guide = true;
    settings.clock = 0;
    settings.pace = 0;
    const scenario = about.scenarios.find((known) => known.name === form.scenario)
        ?? { name: `${form.persona}`, title: `${form.persona} ${form.does}`, code: null, needs: [] };
    Object.assign(play, { cases: [scenario], at: 0, results: [] });
    const text = form.scenario ? null : writtenCase(form);
    await startCase({ ask: "begin", scenario: scenario.name, text, lang: settings.lang, day: settings.day, devices: form.devices, ...setUp() });
}

function makerSees(shown) {
    maker.exchanges.push(...shown.exchanges);
    maker.steps.push({ state: shown.state, now: shown.now, deadline: shown.deadline, said: shown.said.map((said) => `${said.who}/${said.kind}`).join(" ") });
    maker.trace.push(...shown.trace);
    maker.journals = shown.journals;
    drawMaker();
}

function table(heads, rows) {
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": heads.join(", ") }, h("table", {}, h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
        h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell) => h("td", {}, String(cell ?? ""))))))));
}

function drawMaker() {
    const states = about.states.filter(({ state }) => /authenticating|querying|registering|delivering|obtaining|passcode|scanning|comparing/.test(state));
    const choice = { at: states[0], word: null };
    const word = h("input", { type: "text", "aria-label": t("prepare"), placeholder: "011", list: "prepare-words" });
    const state = select(states.map((known) => [known.state, known.state]), states[0].state, (value) => { choice.at = states.find((known) => known.state === value); }, "prepare");
    state.setAttribute("aria-label", t("steps"));
    fill($("maker-panel"),
        h("h2", {}, "maker"),
        h("div", { class: "prepare" }, h("span", {}, t("prepare")), state, word,
            h("datalist", { id: "prepare-words" }, states.flatMap((known) => known.deeds.map((deed) => h("option", { value: deed.word }, deed.text)))),
            h("button", { type: "button", onclick: async () => {
                try {
                    await ask({ ask: "prepare", state: state.value, word: word.value });
                    word.value = "";
                } catch (trouble) {
                    complain(trouble);
                }
            } }, "OK")),
        h("h3", {}, t("steps")), table(["state", "ms", "deadline", ""], maker.steps.map((step) => [step.state, step.now, step.deadline, step.said])),
        h("h3", {}, t("trace")), table(["", ""], maker.trace.map((line) => [line[0] === "<" ? "←" : "→", line.slice(2)])),
        h("h3", {}, t("exchanges")), table(["#", "CLA INS P1 P2", "→", "←", "SW", "ms", ""], maker.exchanges.map((one) => [one.number, one.header, one.sent, one.received, one.status, one.took_ms, one.error])),
        h("h3", {}, t("journal")), table(["ms", ""], (maker.journals ?? []).flatMap((journal) => journal.lines.map((line) => [line.after_ms, JSON.stringify(line.entry)]))),
        h("button", { type: "button", id: "export", onclick: exportRun, disabled: !maker.journals?.length }, t("export")),
        maker.text && h("div", {}, h("p", { class: "hint" }, t("exported")), h("pre", { id: "exported", tabindex: "0" }, maker.text)));
}

async function exportRun() {
    const { text } = await ask({ ask: "export" });
    maker.text = text;
    drawMaker();
    const file = h("a", { href: `data:application/toml;charset=utf-8,${encodeURIComponent(text)}`, download: "rehearsal.toml" }, "rehearsal.toml");
    $("exported").before(file);
    file.focus();
}

function makerEnds() {
    drawMaker();
}
