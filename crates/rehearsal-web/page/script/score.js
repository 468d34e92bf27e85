// What matters, from the journals and the choices.

function entries(journals, name) {
    return journals.flatMap((journal) => journal.lines).map((line) => line.entry).filter((entry) => entry === name || (typeof entry === "object" && name in entry))
        .map((entry) => (typeof entry === "object" ? entry[name] : entry));
}

// Each line: what, whether it went well, and what the library says to it.
function scoreOf(result) {
    const { choices, journals } = result;
    const of = (kind) => choices.filter((choice) => choice.kind === kind);
    const lines = [];
    const add = (key, list, ok, better) => {
        if (list.length) lines.push({ key, ok: list.every(ok), better: list.filter((one) => !ok(one)).map(better).flat(), codes: list.filter((one) => !ok(one)).map((one) => one.code) });
    };
    add("noBlame", of("say"), (choice) => choice.ok, (choice) => choice.better);
    add("patientFirst", of("do"), (choice) => choice.patientFirst, (choice) => choice.better[0]);
    add("rightOrder", of("do"), (choice) => choice.ok, (choice) => choice.better.join(" → "));
    add("rightMove", of("next"), (choice) => choice.ok, (choice) => choice.better);
    add("rightPaper", of("hand"), (choice) => choice.ok, (choice) => (choice.better.length ? choice.better.join("、") : t("noPapers")));
    add("rightCall", [...of("call"), ...of("have")], (choice) => choice.ok, (choice) => (choice.better.length ? choice.better.join("、") : t("noCalls")));
    const pins = entries(journals, "pin-judged");
    const decisions = entries(journals, "last-try");
    if (pins.some((judged) => judged.judgement === "wrong") || decisions.length) {
        const kept = decisions.every((decision) => decision.decision !== "spend");
        lines.push({ key: "lastTry", ok: kept, better: kept ? [] : [t("lastTrySpent")], codes: [] });
    }
    if (result.switched) {
        const back = result.mode === result.firstMode;
        lines.push({ key: "modeBack", ok: back, better: back ? [] : [t("modeStillOn")], codes: [] });
    }
    if (journals.length) lines.push({ key: "cardReturned", ok: !result.left, better: result.left ? [t("cardLeft")] : [], codes: [] });
    return lines;
}

function wasMissed(result) {
    return result.score.some((line) => !line.ok);
}
