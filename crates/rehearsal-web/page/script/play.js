// A rehearsal that is going on: cases one after the other, each act by act.

const play = { cases: [], at: 0, results: [], current: null, shown: null, busy: false, token: null, timer: null, ticker: null, until: 0, acts: [], lastAt: 0 };

const OWN_CODE = "1:0x0012";

// A code of a maker's own, as one kind of case: the reader shows it before the check-in.
function ownCodeCase() {
    return { name: "own-code", plays: "mode-unattended", code: null, title: t("ownCodeTitle"), needs: [], ownCode: settings.own.code ?? OWN_CODE };
}

function stopPlay() {
    play.token = null;
    clearTimeout(play.timer);
    clearInterval(play.ticker);
    play.current = null;
    if ($("progress")) $("progress").textContent = "";
}

async function begin(cases) {
    if (!cases.length) return;
    Object.assign(play, { cases, at: 0, results: [] });
    await startCase();
}

function setUp() {
    return { facility: settings.has, lacks: settings.lacks, model: settings.model || null };
}

async function startCase(question = null) {
    stopPlay();
    const scenario = play.cases[play.at];
    const token = {};
    Object.assign(play, { token, busy: true, acts: [], shown: null });
    play.current = { scenario, choices: [], seen: new Set(), journals: [], switched: false, left: false, score: [], firstMode: null, mode: null, codes: [] };
    Object.assign(reader, { lines: [about.welcome], kind: "screen", reading: null, spoken: null, note: "", card: false, phone: scenario.needs.includes("smartphone") });
    // A child comes with somebody, whatever else was chosen.
    const kind = /^(child|infant)/.test(scenario.persona ?? "") ? "child" : settings.patient;
    Object.assign(patient, { does: "", says: "", kind });
    Object.assign(terminal, { code: null, title: "", lines: [] });
    document.body.className = `at-play${document.body.classList.contains("large-type") ? " large-type" : ""}`;
    fill($("main"),
        h("h1", { class: "case-title" }, h("small", {}, `${t("case")} ${play.at + 1} / ${play.cases.length}`), h("span", { id: "case-title" }, settings.guide || settings.maker || play.cases.length === 1 ? scenario.title : t("arrives"))),
        h("div", { class: "stage" }, h("div", { id: "reader" }), h("div", { id: "counter" }, h("section", { id: "moment", class: "moment", hidden: true }), h("div", { id: "terminal" })), h("div", { id: "patient" })),
        h("div", { id: "clock", class: "clock", "aria-hidden": "true" }),
        h("footer", { class: "second-line" },
            h("button", { type: "button", class: "quiet", onclick: openSecond }, t("second")),
            h("span", { id: "codeword", class: "hint" })),
        settings.maker && h("section", { id: "maker-panel", class: "maker" }));
    $("progress").textContent = `${play.at + 1} / ${play.cases.length}`;
    $("main").focus({ preventScroll: true });
    window.scrollTo(0, 0);
    const shown = await ask(question ?? { ask: "begin", scenario: scenario.plays ?? scenario.name, lang: settings.lang, day: settings.day, ...setUp() });
    play.current.firstMode = shown.mode;
    if (scenario.ownCode) {
        play.shown = shown;
        redraw();
        const guidance = await ask({ ask: "advise", code: scenario.ownCode, lang: settings.lang, day: settings.day, ...setUp() });
        hearStaff({ who: "staff", kind: "advice", code: scenario.ownCode, guidance });
        hearScreen({ kind: "advice", lines: [guidance.patient], guidance });
        redraw();
        await moment($("moment"), guidance, (choice) => play.current.choices.push(choice));
    }
    await present(shown, token);
}

// Somebody does something; nothing while something is still being shown.
async function doAct(word) {
    if (play.busy || !play.token) return;
    const { token } = play;
    play.busy = true;
    clearTimeout(play.timer);
    clearInterval(play.ticker);
    const { stand } = play.shown;
    play.acts.push(actSign(stand, word));
    if (word.startsWith("mode ")) play.current.switched = true;
    if (stand.kind === "leaving" && word === "silent") play.current.left = true;
    patient.says = "";
    try {
        await present(await ask({ ask: "act", word }), token);
    } catch (trouble) {
        play.busy = false;
        if (play.token === token) arrange();
        complain(trouble);
    }
}

async function present(shown, token) {
    const before = play.shown;
    play.shown = { ...shown, stand: { kind: "busy" }, mode: before?.mode ?? shown.mode };
    if (settings.maker) makerSees(shown);
    for (const said of shown.said) {
        if (play.token !== token) return;
        await presentOne(said, token);
    }
    if (play.token !== token) return;
    play.shown = shown;
    play.current.journals = shown.journals;
    play.current.mode = shown.mode;
    play.current.outcome = shown.outcome;
    play.busy = false;
    arrange();
}

async function presentOne(said, token) {
    if (said.who === "patient") hearScreen(said);
    else if (said.who === "patient-acts") patient.does = said.lines.join(" ");
    else if (said.who === "device") reader.note = said.lines.join(" ");
    else hearStaff(said);
    // The card lies there from its being placed to its being taken.
    reader.card = reader.card || said.who === "patient";
    redraw();
    if (said.who === "staff" && said.kind === "advice" && !play.current.seen.has(said.code)) {
        play.current.seen.add(said.code);
        play.current.codes.push(said.code);
        if (!settings.maker && !play.skipsMoments) await moment($("moment"), said.guidance, (choice) => play.current.choices.push(choice));
    } else await wait((said.who === "patient" ? 900 : 600) * settings.pace);
    if (play.token === token) redraw();
}

function redraw() {
    const shown = play.shown ?? { stand: { kind: "busy" } };
    const focus = document.activeElement?.dataset?.act;
    fill($("reader"), readerScreen(shown.stand, doAct));
    fill($("terminal"), terminalScreen(shown, doAct));
    redrawPatient();
    if (focus) document.querySelector(`#main [data-act="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
    sendToSecond();
}

function redrawPatient() {
    fill($("patient"), patientStrip(play.shown?.stand, doAct));
}

// Everything stands as it is asked now; what comes by itself is set going.
function arrange() {
    const { shown } = play;
    const { stand } = shown;
    reader.card = stand.kind === "asked" || stand.kind === "leaving";
    redraw();
    $("codeword").textContent = `${t("code")}${colon()}${codeWord()}`;
    if (stand.kind === "over") {
        endCase();
        return;
    }
    placeExample(stand);
    markHints();
    startClock();
    const { hint } = stand;
    const patients = hint && !hint.staff && hint.word !== "gives-up" && hint.word !== "nobody" && !(stand.kind === "leaving" && hint.word === "silent");
    if (settings.byHand || settings.maker || !patients) return;
    if (hint.word !== "spend") {
        play.timer = setTimeout(() => doAct(hint.word), 1500 * settings.pace);
        return;
    }
    // The staff have time to keep the patient from their last try.
    patient.says = t("onceMore");
    redraw();
    markHints();
    if (settings.clock) play.timer = setTimeout(() => doAct(hint.word), 12000 * settings.clock);
}

// In the example what comes next is marked; where there is no button for it, one is made.
function placeExample(stand) {
    if (!settings.guide || !stand.hint) return;
    const { word, staff, text } = stand.hint;
    if (document.querySelector(`#main [data-act="${CSS.escape(word)}"]:not(:disabled)`)) return;
    const place = document.querySelector(`.example-place[data-for="${staff || !settings.byHand ? "staff" : "patient"}"]`) ?? document.querySelector(".example-place");
    const names = { silent: t("doNothing"), "gives-up": t("giveUp"), usual: t("usual"), cancel: t("stop"), "remove-card": t("pullCard"), "staff-cancel": t("cancel") };
    fill(place, h("button", { type: "button", class: "example", "data-act": word, onclick: () => doAct(word) }, `${t("model_")}${colon()}${text ?? names[word] ?? word}`));
}

function markHints() {
    for (const marked of document.querySelectorAll("[data-hint]")) marked.removeAttribute("data-hint");
    if (!settings.guide) return;
    const { stand } = play.shown ?? {};
    if (!$("moment")?.hidden) {
        for (const right of document.querySelectorAll("#moment [data-right=yes]")) (right.closest("label") ?? right).setAttribute("data-hint", "");
        return;
    }
    if (stand?.hint) document.querySelector(`#main [data-act="${CSS.escape(stand.hint.word)}"]:not(:disabled)`)?.setAttribute("data-hint", "");
}

// The clock runs as it would. When the time is over, nobody has done anything.
function startClock() {
    const { now, deadline, stand } = play.shown;
    clearInterval(play.ticker);
    if (!settings.clock || deadline === null || stand.kind === "idle") {
        $("clock").textContent = "";
        return;
    }
    const until = performance.now() + (deadline - now) * settings.clock;
    const draw = () => {
        const left = Math.max(0, until - performance.now());
        $("clock").textContent = `${t("left")} ${Math.ceil(left / 1000 / settings.clock)} ${t("secondsLeft")}`;
        if (left === 0) {
            clearInterval(play.ticker);
            doAct("silent");
        }
    };
    draw();
    play.ticker = setInterval(draw, 250);
}

function endCase() {
    const { current } = play;
    clearInterval(play.ticker);
    current.score = scoreOf(current);
    $("case-title").textContent = current.scenario.title;
    play.results.push(current);
    const last = play.at + 1 >= play.cases.length;
    const place = $("moment");
    place.hidden = false;
    fill(place, h("h2", {}, t("caseDone")),
        current.outcome && h("p", { class: "outcome" }, current.outcome.words),
        h("ul", { class: "score" }, current.score.map((line) => h("li", { class: line.ok ? "ok" : "better" },
            h("strong", {}, `${line.ok ? "✓" : "△"} ${t(line.key)}`), line.better.map((text) => h("p", {}, text))))),
        h("button", { type: "button", class: "primary", id: "next-case", onclick: () => {
            if (last) showSheet();
            else {
                play.at += 1;
                startCase();
            }
        } }, last ? t("toSheet") : t("nextCase")));
    $("next-case").focus({ preventScroll: true });
    if (settings.maker) makerEnds();
}
