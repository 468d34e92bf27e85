// The reader's screen, as a patient sees it.

// `aloud`: each screen is read aloud as it comes.
const reader = { aloud: false, lines: [], kind: "screen", reading: null, spoken: null, note: "", card: false, phone: false };

// What needs a part of the reader to fail is no choice of the patient's.
function patientChoices(stand) {
    if (stand?.kind !== "asked" || stand.waits !== "patient") return [];
    return stand.choices.filter((choice) => !choice.word.endsWith("-dead"));
}

function hearScreen(said) {
    reader.lines = said.lines;
    reader.kind = said.kind;
    reader.spoken = said.spoken ?? said.lines[0];
    reader.reading = said.guidance?.reading ?? null;
    reader.note = "";
    announce(reader.spoken);
    if (reader.aloud) speak(reader.reading ?? reader.spoken);
}

// A voice of this machine: some browsers have voices that send the text away to be spoken.
function localVoice() {
    const voices = "speechSynthesis" in window ? speechSynthesis.getVoices() : [];
    return voices.find((voice) => voice.localService && voice.lang.startsWith(settings.lang));
}

function speak(text) {
    const voice = localVoice();
    if (!voice) return;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = 0.9;
    speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
}

function toggleAloud(event) {
    reader.aloud = !reader.aloud && Boolean(localVoice());
    event.currentTarget.setAttribute("aria-pressed", String(reader.aloud));
    if (reader.aloud) speak(reader.reading ?? reader.spoken ?? "");
    else if (!localVoice()) announce(t("noVoice"));
    else speechSynthesis.cancel();
}

function readerScreen(stand, doAct) {
    const [first, ...rest] = reader.lines;
    const choices = patientChoices(stand);
    // The methods stand as buttons below.
    const more = rest.filter((line) => !/^\s*[●─]/u.test(line));
    return h("section", { class: "reader", "aria-label": t("reader") },
        h("header", { class: "panel-head" }, h("h2", {}, t("reader")), h("small", {}, t("readerHint")), h("span", { class: "spring" }),
            h("button", { type: "button", class: "aid", "aria-pressed": String(reader.aloud), disabled: !localVoice(), title: localVoice() ? null : t("noVoice"), onclick: toggleAloud }, drawSpeaker(), t("speak")),
            h("button", { type: "button", class: "aid", "aria-pressed": String(document.body.classList.contains("large-type")), onclick: (event) => {
                const on = document.body.classList.toggle("large-type");
                event.currentTarget.setAttribute("aria-pressed", String(on));
            } }, h("strong", { "aria-hidden": "true" }, "A"), t("large"))),
        h("div", { class: "bezel" },
            h("div", { class: `screen kind-${reader.kind}` },
                h("p", { class: "message" }, first ?? ""),
                more.map((line) => h("p", { class: "extra" }, line.trim())),
                reader.reading && h("p", { class: "kana", lang: "ja" }, `${t("reading")}${colon()}${reader.reading}`),
                h("div", { class: "buttons" }, choices.map((choice) =>
                    h("button", { type: "button", class: "touch", "data-act": choice.word, disabled: !choice.open, onclick: () => doAct(choice.word) },
                        (choice.why ?? choice.text).replace(/^「(.*)」(を選ぶ|を押す)$/u, "$1"))))),
            h("p", { class: "device-note" }, reader.note),
            drawSlot(reader.card, reader.phone)));
}
