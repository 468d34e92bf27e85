// The beginning: read the link, start the library, show the form or what the link asks for.

function showBar() {
    document.documentElement.lang = settings.lang;
    document.title = t("title");
    fill($("bar"),
        h("strong", { class: "brand" }, settings.own.logo && h("img", { src: settings.own.logo, alt: "", class: "logo" }), t("title")),
        h("span", { id: "progress" }),
        h("span", { class: "spring" }),
        h("button", { type: "button", class: "quiet", id: "restart", onclick: showSetup }, t("restart")),
        h("button", { type: "button", class: "quiet", lang: settings.lang === "ja" ? "en" : "ja", onclick: switchLanguage }, t("other")));
}

async function switchLanguage() {
    settings.lang = settings.lang === "ja" ? "en" : "ja";
    await readAbout();
    showBar();
    if (settings.maker) showMaker();
    else showSetup();
}

async function main() {
    const given = readLink();
    showBar();
    if (given.has("second")) {
        showSecond();
        return;
    }
    // Some browsers learn of their voices late.
    window.speechSynthesis?.addEventListener("voiceschanged", () => { if (play.shown && !play.busy) redraw(); });
    await startLibrary();
    await readOwn($("own").textContent);
    // What the link says goes before what the file says.
    readLink();
    showBar();
    await readAbout();
    document.body.dataset.ready = Math.round(performance.now());
    const wanted = about.scenarios.find((scenario) => scenario.name === given.get("case"));
    if (settings.maker) showMaker();
    else if (wanted) begin([wanted]);
    else showSetup();
}

window.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    complain(event.reason);
});

main().catch((trouble) => {
    fill($("main"), h("p", { class: "loading" }, `${t("error")}: ${trouble.message}`));
});
