// The sheet at the end, and what else is printed: leaflets and forms, as the library writes them.

const WALL = ["001", "003", "004", "005", "006", "011", "016", "901"];

async function showSheet() {
    const results = [...play.results];
    stopPlay();
    document.body.className = "at-sheet";
    settings.missed = results.filter(wasMissed).map((result) => result.scenario.name).filter((name) => name !== "own-code");
    const ladders = await Promise.all(WALL.map((code) => ask({ ask: "advise", code, lang: settings.lang, day: settings.day, ...setUp() })));
    const missed = results.flatMap((result) => result.score.filter((line) => !line.ok).map((line) => ({ ...line, scenario: result.scenario })));
    fill($("main"), h("article", { class: "paper-sheet" },
        h("header", {}, settings.own.logo && h("img", { src: settings.own.logo, alt: "", class: "logo" }), h("h1", {}, t("sheet")),
            h("p", {}, `${settings.name ? `${settings.name}　` : ""}${t("date")}${colon()}${settings.day}`)),
        h("h2", {}, t("cases")),
        h("table", { class: "results" }, h("tbody", {}, results.map((result) => h("tr", {},
            h("td", { class: "code-tag" }, result.codes.join(" ") || result.scenario.code || "―"), h("td", {}, result.scenario.title),
            h("td", { class: "marks" }, result.score.map((line) => h("span", { class: line.ok ? "ok" : "better" }, `${line.ok ? "✓" : "△"}${t(line.key)} `))))))),
        h("h2", {}, t("again")),
        missed.length ? h("ul", { class: "again" }, missed.slice(0, 8).map((line) => h("li", {}, h("strong", {}, `${line.codes.join(" ")} ${t(line.key)}${colon()}`), line.better.slice(0, 2).join(" ／ ")))) : h("p", {}, t("nothingAgain")),
        h("h2", {}, t("ladder")),
        h("table", { class: "wall" }, h("tbody", {}, ladders.map((guidance) => h("tr", {}, h("th", { scope: "row" }, guidance.code), h("td", {}, guidance.title),
            h("td", {}, guidance.ladder.filter((next) => next.possible).slice(0, 4).map((next) => next.name).join(" → ")))))),
        h("p", { class: "hint" }, `${t("knownUpTo")}${colon()}${about.known_up_to}（${about.edition}）`),
        h("div", { class: "sheet-acts" },
            h("button", { type: "button", class: "primary", id: "print-sheet", onclick: () => window.print() }, drawPrinter(), t("printSheet")),
            settings.missed.length > 0 && h("button", { type: "button", onclick: () => begin(casesOf("missed")) }, t("repeat")),
            h("button", { type: "button", onclick: showSetup }, t("restart")))));
    // The link remembers what was missed, where a page may change its own.
    try {
        history.replaceState(null, "", link());
    } catch {
        location.hash = link().split("#")[1];
    }
    window.scrollTo(0, 0);
}

// A leaflet or a form, in a frame of its own that is printed.
async function printSheet(id) {
    const { html } = await ask({ ask: "sheet", id, lang: settings.lang, day: settings.day, facility: settings.name || t("namePlace"), model: settings.model || null,
        smartphone: { has: true, lacks: false }[standing("smartphone")] ?? null });
    $("print-frame")?.remove();
    const frame = h("iframe", { id: "print-frame", title: id, srcdoc: html, "aria-hidden": "true", tabindex: "-1" });
    document.body.append(frame);
    await new Promise((loaded) => { frame.onload = loaded; });
    frame.dataset.loaded = "yes";
    frame.contentWindow.print();
}
