// A code has come: what the staff say, do, hand over and whom they call. Each choice is answered by the
// library's own words.

// The steps to put into order: the first of each part, for this patient before the device and later. Those
// of one way among several stand beside the others and have no place in the order.
function stepsToOrder(guidance) {
    const parts = new Map();
    for (const step of guidance.steps.filter((step) => !step.way)) parts.set(step.part, [...(parts.get(step.part) ?? []), step]);
    const [first = [], ...others] = [...parts.values()];
    return [...first.slice(0, 2), ...others.flatMap((steps) => steps.slice(0, 1)), ...first.slice(2)]
        .slice(0, 4)
        .sort((one, other) => guidance.steps.indexOf(one) - guidance.steps.indexOf(other));
}

function say(guidance) {
    const lang = settings.lang;
    const complaint = patient.kind === "upset" && shuffled(guidance.upset)[0];
    const good = complaint ? complaint.text : guidance.patient;
    patient.says = PATIENT_SAYS[complaint ? `upset-${complaint.id}` : patient.kind]?.[lang] ?? PATIENT_SAYS.calm[lang];
    announce(patient.says);
    return {
        good,
        options: shuffled([
            { text: good, kind: "good" },
            { text: shuffled(BLAMING[lang])[0], kind: "blame" },
            { text: shuffled(LEAVING_ALONE[lang])[0], kind: "alone" },
        ]),
    };
}

function answered(ok, title, ...rest) {
    return h("div", { class: `answer ${ok ? "ok" : "better"}`, role: "status" }, h("strong", {}, ok ? `✓ ${t("good")}` : `${t("look")}${colon()}${title}`), ...rest);
}

function printButton(id, title) {
    return h("button", { type: "button", class: "paper", "data-print": id, onclick: () => printSheet(id) }, drawPrinter(), title);
}

// Asks one question; `decided` says what came of it. Resolves when the staff go on.
function question(place, heading, hint, body, ready, decide) {
    return new Promise((done) => {
        const next = h("button", { type: "button", class: "primary", disabled: !ready(), "data-step": "check" }, t("check"));
        const box = h("div", { class: "question" }, h("h3", {}, heading), hint && h("p", { class: "hint" }, hint), body, next);
        box.addEventListener("change", () => { next.disabled = !ready(); });
        box.addEventListener("picked", () => { next.disabled = !ready(); });
        next.addEventListener("click", () => {
            if (next.dataset.step === "check") {
                box.append(decide());
                body.inert = true;
                next.textContent = t("next");
                next.dataset.step = "next";
                box.append(next);
                next.focus();
                markHints();
            } else done();
        });
        fill(place, box);
        (box.querySelector("input, .step-choice") ?? next).focus({ preventScroll: true });
        markHints();
    });
}

function picks(type, name, options, isRight) {
    const body = h("div", { class: "options" }, options.map((option) => h("label", { class: "option" },
        h("input", { type, name, value: option.id, "data-right": isRight(option) ? "yes" : null }), h("span", {}, option.text ?? option.title))));
    const chosen = () => [...body.querySelectorAll("input:checked")].map((input) => input.value);
    return { body, chosen };
}

async function askSay(place, guidance, record) {
    const { good, options } = say(guidance);
    redrawPatient();
    const numbered = options.map((option, at) => ({ ...option, id: String(at) }));
    const { body, chosen } = picks("radio", "say", numbered, (option) => option.kind === "good");
    await question(place, t("say"), null, body, () => chosen().length === 1, () => {
        const { kind } = numbered[Number(chosen()[0])];
        record({ kind: "say", ok: kind === "good", blamed: kind === "blame", better: good });
        patient.says = kind === "good" ? "" : patient.says;
        return answered(kind === "good", t("better"), h("p", { class: "sentence" }, good));
    });
}

async function askDo(place, guidance, record) {
    const right = stepsToOrder(guidance);
    if (right.length < 2) return;
    const order = [];
    const body = h("div", { class: "options" });
    const draw = () => {
        for (const choice of body.children) {
            const at = order.indexOf(choice.dataset.step);
            choice.querySelector(".number").textContent = at < 0 ? "" : String(at + 1);
            choice.setAttribute("aria-pressed", String(at >= 0));
            choice.dataset.right = right[order.length]?.id === choice.dataset.step ? "yes" : "";
        }
        body.dispatchEvent(new Event("picked", { bubbles: true }));
        markHints();
    };
    for (const step of shuffled(right)) {
        body.append(h("button", { type: "button", class: "option step-choice", "data-step": step.id, onclick: () => {
            const at = order.indexOf(step.id);
            if (at >= 0) order.splice(at);
            else order.push(step.id);
            draw();
        } }, h("span", { class: "number" }), h("span", {}, step.text)));
    }
    draw();
    await question(place, t("do"), t("doHint"), body, () => order.length === right.length, () => {
        const ok = order.every((id, at) => id === right[at].id);
        const first = right.find((step) => step.id === order[0]);
        record({ kind: "do", ok, patientFirst: first.part === right[0].part, better: right.map((step) => step.text) });
        return answered(ok, t("order"), h("ol", {}, right.map((step) => h("li", {}, step.text))));
    });
}

// Which step of the ladder is open today. What is not is answered with its reason.
async function askNext(place, guidance, record) {
    const open = guidance.ladder.filter((next) => next.possible);
    const closed = shuffled(guidance.ladder.filter((next) => !next.possible)).slice(0, 2);
    if (!open.length || !closed.length) return;
    const options = shuffled([open[0], ...closed]).map((next) => ({ ...next, text: next.name }));
    const { body, chosen } = picks("radio", "next", options, (option) => option.possible);
    await question(place, t("move"), null, body, () => chosen().length === 1, () => {
        const picked = options.find((option) => option.id === chosen()[0]);
        const because = (next) => h("li", {}, h("strong", {}, next.name), colon(), next.why);
        record({ kind: "next", ok: picked.possible, better: picked.possible ? [] : [`${picked.name}${colon()}${picked.why}`, `${open[0].name}${colon()}${open[0].why}`] });
        return answered(picked.possible, t("move"), h("ul", {}, (picked.possible ? [picked] : [picked, open[0]]).map(because)));
    });
}

async function askHand(place, guidance, record) {
    const right = [...guidance.papers, ...guidance.leaflets.filter((leaflet) => !leaflet.staff)];
    const ids = new Set(right.map((paper) => paper.id));
    const others = shuffled([...about.leaflets.filter((leaflet) => !leaflet.staff), ...about.papers].filter((paper) => !ids.has(paper.id)));
    const options = shuffled([...right.slice(0, 3), ...others.slice(0, Math.max(1, 4 - right.length))]);
    const nothing = { id: "", text: t("nothing") };
    const { body, chosen } = picks("checkbox", "hand", [...options, nothing], (option) => (right.length ? ids.has(option.id) : option.id === ""));
    await question(place, t("hand"), null, body, () => chosen().length > 0, () => {
        const given = chosen().filter(Boolean);
        const ok = right.length ? given.length > 0 && !chosen().includes("") && given.every((id) => ids.has(id)) : given.length === 0;
        record({ kind: "hand", ok, better: right.map((paper) => paper.title) });
        return answered(ok, right.length ? t("papers") : t("noPapers"), h("p", {}, right.map((paper) => printButton(paper.id, paper.title))));
    });
}

async function askCall(place, guidance, record) {
    const ids = new Set(guidance.calls.map((call) => call.id));
    const others = shuffled(guidance.parties.filter((party) => !ids.has(party.id))).slice(0, 2);
    const nobody = { id: "", text: t("nobody") };
    const { body, chosen } = picks("radio", "call", [...shuffled([...guidance.calls.slice(0, 1), ...others]), nobody],
        (option) => (ids.size ? ids.has(option.id) : option.id === ""));
    let ok = false;
    await question(place, t("call"), null, body, () => chosen().length === 1, () => {
        const [id] = chosen();
        // Not to call at once is no mistake where somebody else is to be called only if it goes on.
        ok = ids.size ? ids.has(id) : id === "";
        record({ kind: "call", ok, better: guidance.calls.map((call) => call.text) });
        return answered(ok, ids.size ? t("calls") : t("noCalls"), h("ul", {}, guidance.calls.map((call) => h("li", {}, call.text))));
    });
    const [call] = guidance.calls;
    if (!call?.have.length) return;
    const needed = new Set(call.have.map((have) => have.id));
    const wrong = shuffled(about.haves.filter((have) => !needed.has(have.id))).slice(0, 2);
    const list = picks("checkbox", "have", shuffled([...call.have, ...wrong]), (have) => needed.has(have.id));
    await question(place, t("have"), call.text, list.body, () => list.chosen().length > 0, () => {
        const all = list.chosen().length === needed.size && list.chosen().every((id) => needed.has(id));
        record({ kind: "have", ok: all, better: call.have.map((have) => have.text) });
        return answered(all, t("have"), h("ul", {}, call.have.map((have) => h("li", {}, have.text))), guidance.opening && h("p", { class: "sentence" }, guidance.opening));
    });
}

// What still works today and why, as the library has it.
function showLadder(place, guidance) {
    return new Promise((done) => {
        const rung = (next) => h("li", {}, h("strong", {}, next.name), h("span", { class: "why" }, next.why));
        const open = guidance.ladder.filter((next) => next.possible);
        const closed = guidance.ladder.filter((next) => !next.possible);
        fill(place, h("div", { class: "question" },
            h("h3", {}, t("todayPossible")), h("ul", { class: "ladder" }, open.slice(0, 6).map(rung)),
            h("details", {}, h("summary", {}, t("notToday")), h("ul", { class: "ladder" }, closed.map(rung))),
            guidance.phrase && h("p", {}, t("toCounter"), h("span", { class: "sentence" }, guidance.phrase)),
            guidance.notes.map((note) => h("p", { class: "hint" }, note)),
            h("button", { type: "button", class: "primary", "data-right": "yes", onclick: done }, t("goOn"))));
        markHints();
    });
}

async function moment(place, guidance, record) {
    place.hidden = false;
    const body = h("div", {});
    fill(place, h("h2", {}, t("yourTurn"), h("span", { class: "code-tag" }, guidance.code), guidance.title), body);
    place.scrollIntoView({ block: "nearest" });
    announce(`${t("yourTurn")} ${guidance.code} ${guidance.title}`);
    for (const part of [askSay, askDo, askNext, askHand, askCall]) await part(body, guidance, (choice) => record({ ...choice, code: guidance.code }));
    await showLadder(body, guidance);
    fill(place);
    place.hidden = true;
}
