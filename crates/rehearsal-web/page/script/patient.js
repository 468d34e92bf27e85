// The patient before the counter: who they are, what they do and say, and what whoever plays them may do.

const patient = { does: "", says: "", kind: "calm" };

function patientActs(stand) {
    const acts = {
        idle: [["place-card", "placeCard"], ["phone-wanted", "usePhone"], ["nobody", "goHome"]],
        asked: [["silent", "doNothing"], ["cancel", "stop"], ["remove-card", "pullCard"]],
        leaving: [["take-card", "takesCard"], ["silent", "doNothing"]],
    };
    return acts[stand?.kind] ?? [];
}

function patientStrip(stand, doAct) {
    return h("section", { class: "patient", "aria-label": t("patient") },
        drawPatient(patient.kind),
        h("div", { class: "bubble-side" },
            h("p", { class: "who" }, t(patient.kind)),
            patient.does && h("p", { class: "does" }, `▷ ${patient.does}`),
            patient.says && h("p", { class: "says" }, patient.says)),
        settings.byHand && patientActs(stand).length > 0 && h("div", { class: "patient-acts", role: "group", "aria-label": t("patientDoes") },
            h("p", { class: "label" }, t("patientDoes")),
            patientActs(stand).map(([word, key]) => h("button", { type: "button", "data-act": word, onclick: () => doAct(word) }, t(key))),
            h("span", { class: "example-place", "data-for": "patient" })));
}
