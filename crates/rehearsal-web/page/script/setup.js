// The form before a rehearsal.

function field(label, control, hint) {
    return h("label", { class: "field" }, h("span", { class: "label" }, label), control, hint && h("span", { class: "hint" }, hint));
}

function select(options, value, change, name) {
    return h("select", { onchange: (event) => change(event.target.value), name },
        options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)));
}

function choiceRow(name, options, value, change) {
    return h("div", { class: "choices", role: "radiogroup" }, options.map(([key, text, hint]) =>
        h("label", { class: "choice" },
            h("input", { type: "radio", name, value: key, checked: key === value, onchange: () => change(key) }),
            h("span", { class: "choice-body" }, h("strong", {}, text), hint && h("small", {}, hint)))));
}

function showSetup() {
    stopPlay();
    document.body.className = "at-setup";
    const refresh = () => { $("setup-link").value = link(); };
    const set = (key, convert = (value) => value) => (value) => { settings[key] = convert(value); refresh(); };
    const flags = about.facility.filter((flag) => !["disaster", "outage-mode-open", "pharmacy"].includes(flag));
    const circumstances = ["pharmacy", "outage-mode-open", "disaster"];
    const standings = [["unknown", t("unknown")], ["has", t("has")], ["lacks", t("lacks")]];
    const levels = ["week", "daily", "outage", ...(settings.missed.length ? ["missed"] : [])];
    const level = levels.includes(settings.level) ? settings.level : "week";
    settings.level = level;
    const startCases = () => { settings.level = level_(); begin(draw(settings.level, settings.count)); };
    const level_ = () => document.querySelector("input[name=level]:checked").value;
    fill($("main"),
        h("section", { class: "hero" },
            settings.own.logo && h("img", { src: settings.own.logo, alt: "", class: "logo" }),
            h("h1", {}, t("title")), h("p", {}, t("subtitle"))),
        h("form", { class: "setup", onsubmit: (event) => { event.preventDefault(); startCases(); } },
            h("section", { class: "card" },
                h("h2", {}, t("practise")),
                h("h3", {}, t("level")),
                choiceRow("level", levels.map((key) => [key, t(key), t(`${key}Hint`)]), level, set("level")),
                h("div", { class: "pair" },
                    h("div", {}, h("h3", {}, t("count")), choiceRow("count", [["3", t("three")], ["10", t("ten")]], String(settings.count === 10 ? 10 : 3), set("count", Number))),
                    h("div", {}, h("h3", {}, t("clock")), choiceRow("clock", [["1", t("clockNormal")], ["3", t("clockSlow")], ["0", t("clockOff")]], String(settings.clock), set("clock", Number)))),
                h("h3", {}, t("patient")),
                h("div", { class: "choices people", role: "radiogroup" }, ["calm", "hurry", "upset", "carer", "child", "hearing"].map((kind) =>
                    h("label", { class: "choice" },
                        h("input", { type: "radio", name: "patient", value: kind, checked: kind === settings.patient, onchange: () => set("patient")(kind) }),
                        h("span", { class: "choice-body" }, drawPatient(kind), h("strong", {}, t(kind)))))),
                h("div", { class: "pair" },
                    h("label", { class: "tick" }, h("input", { type: "checkbox", checked: settings.byHand, onchange: (event) => set("byHand")(event.target.checked) }), t("byHand")),
                    h("label", { class: "tick" }, h("input", { type: "checkbox", checked: settings.guide, onchange: (event) => set("guide")(event.target.checked) }), t("guide"))),
                h("button", { class: "primary big", type: "submit" }, t("start")),
                h("details", { class: "pick" }, h("summary", {}, t("chooseCase")),
                    h("ul", {}, [ownCodeCase(), ...about.scenarios.filter(isHere)].map((scenario) => h("li", {},
                        h("button", { type: "button", class: "row", "data-case": scenario.name, onclick: () => begin([scenario]) },
                            h("span", { class: "code-tag" }, scenario.code ?? "―"), h("span", {}, scenario.title))))))),
            h("section", { class: "card" },
                h("h2", {}, t("facility")),
                field(t("name"), h("input", { type: "text", value: settings.name, placeholder: t("namePlace"), maxlength: 60, oninput: (event) => set("name")(event.target.value) })),
                h("div", { class: "pair" },
                    field(t("day"), h("input", { type: "date", value: settings.day, min: "2024-12-02", max: "2035-12-31", required: true, onchange: (event) => event.target.value && set("day")(event.target.value) })),
                    field(t("model"), select([["", t("unknownModel")], ...about.models.map((model) => [model.name, model.maker ? `${model.name}（${model.maker}）` : model.name])], settings.model, set("model"), "model"))),
                h("h3", {}, t("equipment")),
                h("div", { class: "equipment" }, [...flags, ...circumstances].map((flag) =>
                    field(t("facility_")[flag] ?? flag, select(standings, standing(flag), (value) => { setStanding(flag, value); refresh(); }, flag))),
                    field(t("subsidy"), select([["has", t("has")], ["lacks", t("lacks")]], settings.subsidy ? "has" : "lacks", (value) => set("subsidy")(value === "has"), "subsidy"))),
                field(t("link"), h("input", { id: "setup-link", type: "text", readonly: true, value: link(), onfocus: (event) => event.target.select() })),
                field(t("loadOwn"), h("input", { type: "file", accept: "application/json,.json", onchange: loadOwn })),
                field(t("typeCode"), h("input", { type: "text", autocomplete: "off", spellcheck: "false", onchange: (event) => takeCode(event.target.value) }), t("codeHint")))));
    $("setup-link").value = link();
}

async function loadOwn(event) {
    const [file] = event.target.files;
    if (!file) return;
    try {
        await readOwn(await file.text());
        await readAbout();
        showBar();
        showSetup();
    } catch (trouble) {
        complain(trouble);
    }
}
