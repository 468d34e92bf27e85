// The terminal's screen and what the staff can do: at the terminal, at the reader, for the patient.

const terminal = { code: null, title: "", lines: [] };

function hearStaff(said) {
    if (said.kind === "advice") {
        terminal.code = said.code;
        terminal.title = said.guidance.official;
        terminal.lines.unshift({ kind: "code", text: said.guidance.line });
        return;
    }
    const mark = { centre: "centre", staff: said.kind }[said.who];
    terminal.lines.unshift({ kind: mark, text: said.lines.join(" ") });
    if (said.who === "staff") announce(said.lines.join(" "));
}

// The staff's acts in what is asked now: a heading, and [word, text] of each.
function staffActs(stand) {
    if (stand?.kind === "idle") {
        return [
            [t("forPatient"), [...(settings.byHand ? [] : [["place-card", t("askCard")], ["phone-wanted", t("askPhone")]]), ["silent", t("waitAWhile")],
                ...(settings.byHand ? [] : [["nobody", t("nextPatient"), "primary"]])]],
            [t("atTerminal"), [["staff-confirm", t("tick")]]],
            [t("other_"), [["staff-confirm-proxy", t("tickProxy")]], "rare"],
        ];
    }
    if (stand?.kind === "leaving") {
        return settings.byHand ? [] : [[t("forPatient"), [["take-card", t("takeCard")], ["silent", t("leaveCard")]]]];
    }
    if (stand?.kind !== "asked") return [];
    const groups = [];
    if (stand.waits !== "patient") {
        groups.push([t("onReader"), stand.choices.map((choice) => [choice.word, choice.text, "primary"])]);
    } else if (!settings.byHand) {
        const open = patientChoices(stand).filter((choice) => choice.open && !/^(wrong|back)$/.test(choice.word));
        groups.push([`${t("forPatient")}（${t("suggest")}）`, open.map((choice) => [choice.word, choice.text])]);
    }
    groups.push([t("atTerminal"), [["staff-confirm", t("tick")], ["staff-cancel", t("cancel")], ...(settings.byHand ? [] : [["remove-card", t("takeOut")]])]]);
    groups.push([t("other_"), [
        ["more-time", t("moreTime")],
        ["mark-valid", t("markValid")],
        ["mark-struck-through", t("markStruck")],
        ["staff-confirm-proxy", t("tickProxy")],
    ], "rare"]);
    return groups;
}

const MODES = [["unattended", "unattended"], ["visual", "visual"], ["pin-only", "pinOnly"]];

function terminalScreen(shown, doAct) {
    const { stand } = shown;
    const idleOrAsked = ["idle", "asked"].includes(stand.kind);
    return h("section", { class: "terminal", "aria-label": t("terminal") },
        h("header", { class: "panel-head" }, h("h2", {}, t("terminal")), h("small", {}, t("terminalHint"))),
        h("div", { class: `code-plate ${terminal.code ? "lit" : ""}` },
            h("span", { class: "code" }, terminal.code ?? "– – –"), h("span", {}, terminal.code ? terminal.title : t("noCode"))),
        h("div", { class: "modes", role: "group", "aria-label": t("mode") }, h("span", { class: "label" }, t("mode")),
            MODES.map(([mode, key]) => h("button", {
                type: "button", class: "mode", "data-act": `mode ${mode}`, "aria-pressed": String(shown.mode === mode), disabled: !idleOrAsked,
                onclick: () => doAct(`mode ${mode}`),
            }, t(key)))),
        h("div", { class: "acts" }, staffActs(stand).filter(([, acts]) => acts.length).map(([heading, acts, rare]) => {
            const buttons = acts.map(([word, text, kind]) => h("button", { type: "button", class: kind ?? "", "data-act": word, onclick: () => doAct(word) }, text));
            if (rare) return h("details", { class: "act-group", open: acts.some(([word]) => settings.guide && word === stand.hint?.word) }, h("summary", { class: "label" }, heading), h("div", { class: "act-group" }, buttons));
            return h("div", { class: "act-group", role: "group", "aria-label": heading }, h("p", { class: "label" }, heading), buttons);
        }),
            h("span", { class: "example-place", "data-for": "staff" })),
        terminal.lines.length > 0 && h("div", { class: "log" }, h("p", { class: "label" }, t("log")),
            h("ul", {}, terminal.lines.slice(0, 5).map((line) => h("li", { class: `line-${line.kind}` }, line.text)))));
}
