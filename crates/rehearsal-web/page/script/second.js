// A second window for whoever plays the patient; where windows of a file may not talk with each other,
// a code word that brings another machine to the same place.

const CHANNEL = "mynareader-rehearsal";
const second = { window: null, channel: null };

function openChannel(heard) {
    try {
        second.channel = new BroadcastChannel(CHANNEL);
        second.channel.onmessage = ({ data }) => heard(data);
    } catch {
        second.channel = null;
    }
    // Pages of a file have no origin that could be named; nothing personal is ever said here.
    window.addEventListener("message", ({ data, source }) => {
        if (source && (source === second.window || source === window.opener)) heard(data);
    });
}

function tellOther(message) {
    // By one way, or an act would be done twice.
    const other = second.window ?? window.opener;
    if (other && !other.closed) other.postMessage(message, "*");
    else second.channel?.postMessage(message);
}

function hearFromSecond(message) {
    if (message?.act) doAct(message.act);
    if (message?.hello) sendToSecond();
}

function openSecond() {
    if (!second.channel && !second.window) openChannel(hearFromSecond);
    settings.byHand = true;
    second.window = window.open(`${location.href.split(/[?#]/)[0]}?second#lang=${settings.lang}&patient=${settings.patient}&hand=1`, "mynareader-second");
    clearTimeout(play.timer);
    redraw();
}

function sendToSecond() {
    if (!second.channel && !second.window) return;
    tellOther({ shown: { stand: play.shown?.stand }, reader, patient: { ...patient } });
}

function showSecond() {
    document.body.className = "at-play at-second";
    document.title = t("secondTitle");
    fill($("main"), h("p", { class: "loading" }, t("secondWaits")));
    const act = (word) => tellOther({ act: word });
    openChannel((message) => {
        if (!message?.reader) return;
        Object.assign(reader, message.reader);
        Object.assign(patient, message.patient);
        settings.byHand = true;
        announce(reader.spoken);
        fill($("main"), h("div", { class: "stage" }, h("div", { id: "reader" }, readerScreen(message.shown.stand, act)), h("div", { id: "patient" }, patientStrip(message.shown.stand, act))));
    });
    tellOther({ hello: true });
}

// Code words: the case, the day, and one sign for each act since its beginning.

const SIGNS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ANYWHERE = ["silent", "cancel", "remove-card", "staff-cancel", "more-time", "mark-valid", "mark-struck-through", "staff-confirm",
    "staff-confirm-proxy", "mode unattended", "mode visual", "mode pin-only", "gives-up", "usual"];
const WITHOUT_CARD = ["place-card", "phone-wanted", "nobody", "silent", "staff-confirm", "staff-confirm-proxy", "mode unattended", "mode visual", "mode pin-only"];

function wordsOf(stand) {
    if (stand.kind === "idle") return WITHOUT_CARD;
    if (stand.kind === "leaving") return ["take-card", "silent"];
    const words = [...stand.choices.map((choice) => choice.word), ...ANYWHERE];
    return stand.hint && !words.includes(stand.hint.word) ? [...words, stand.hint.word] : words;
}

function actSign(stand, word) {
    return SIGNS[wordsOf(stand).indexOf(word)] ?? "-";
}

function codeWord() {
    const number = about.scenarios.findIndex((scenario) => scenario.name === play.current.scenario.name);
    if (number < 0 || play.acts.includes("-")) return "―";
    const days = Math.round((Date.parse(settings.day) - Date.parse("2024-01-01")) / 86400000);
    return `${number.toString(36)}.${days.toString(36)}.${play.acts.join("")}`;
}

async function takeCode(text) {
    const [number, days, acts] = text.trim().split(".");
    const scenario = about.scenarios[Number.parseInt(number, 36)];
    const day = new Date(Date.parse("2024-01-01") + Number.parseInt(days, 36) * 86400000);
    if (!scenario || Number.isNaN(day.getTime()) || acts === undefined) {
        complain(t("codeWrong"));
        return;
    }
    settings.day = day.toISOString().slice(0, 10);
    const pace = settings.pace;
    settings.pace = 0;
    const hand = settings.byHand;
    settings.byHand = true;
    try {
        await begin([scenario]);
        for (const sign of acts) {
            const word = wordsOf(play.shown.stand)[SIGNS.indexOf(sign)];
            if (!word) throw new Error(t("codeWrong"));
            play.skipsMoments = true;
            await doAct(word);
        }
    } catch (trouble) {
        showSetup();
        complain(trouble);
    } finally {
        play.skipsMoments = false;
        settings.pace = pace;
        settings.byHand = hand || play.acts.length > 0;
        if (play.token) redraw();
    }
}
