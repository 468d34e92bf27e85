//! Guidance as text for a terminal, and as JSON.

use std::fmt::Write as _;

use mynareader::guidance::{Book, Guidance, LadderStep, Language, Message, NextStep, SeenToday};
use serde_json::{Value, json};

/// The words around the guidance.
struct Frame {
    colon: &'static str,
    brackets: [&'static str; 2],
    patient: &'static str,
    reading: &'static str,
    staff: &'static str,
    notes: &'static str,
    ladder: &'static str,
    call: &'static str,
    have: &'static str,
    phrase: &'static str,
    leaflets: &'static str,
    facts: [&'static str; 3],
    seen: [&'static str; 3],
}

const JA: Frame = Frame {
    colon: "：",
    brackets: ["（", "）"],
    patient: "患者さんへ",
    reading: "読み",
    staff: "職員の手順",
    notes: "覚え書き",
    ladder: "次の一手",
    call: "連絡先",
    have: "手元に",
    phrase: "市区町村の窓口で",
    leaflets: "渡す・見る用紙",
    facts: ["もう一度", "機器", "今日の受診"],
    seen: [
        "ふだんの負担割合でできます",
        "条件つきでできます",
        "ふだんの負担割合での方法がありません",
    ],
};

const EN: Frame = Frame {
    colon: ": ",
    brackets: [" (", ")"],
    patient: "To the patient",
    reading: "Reading",
    staff: "Steps for the staff",
    notes: "Notes",
    ladder: "Next steps",
    call: "Whom to call",
    have: "at hand",
    phrase: "At the municipal counter",
    leaflets: "Leaflets",
    facts: ["Again", "Device", "Seen today"],
    seen: [
        "yes, at the ordinary share",
        "on a condition",
        "no way at the ordinary share",
    ],
};

fn seen(guidance: &Guidance<'_>) -> (&'static str, Option<&'static str>) {
    match guidance.seen_today {
        SeenToday::Yes(step) => ("yes", Some(step.name())),
        SeenToday::OnCondition(step) => ("on-condition", Some(step.name())),
        SeenToday::No => ("no", None),
    }
}

fn seen_words(guidance: &Guidance<'_>, frame: &Frame) -> String {
    let [yes, condition, no] = frame.seen;
    let (words, by) = match guidance.seen_today {
        SeenToday::Yes(step) => (yes, Some(step)),
        SeenToday::OnCondition(step) => (condition, Some(step)),
        SeenToday::No => (no, None),
    };
    let name = guidance
        .next_steps
        .iter()
        .find(|next| Some(next.step) == by)
        .map_or(String::new(), |next| {
            let [open, close] = frame.brackets;
            format!("{open}{}{close}", next.name)
        });
    format!("{words}{name}")
}

/// For people.
pub fn text(book: &Book, guidance: &Guidance<'_>, language: Language) -> String {
    let frame = if language.base() == Language::JA {
        &JA
    } else {
        &EN
    };
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = lines(&mut out, book, guidance, language, frame);
    out
}

fn lines(
    out: &mut String,
    book: &Book,
    guidance: &Guidance<'_>,
    language: Language,
    frame: &Frame,
) -> std::fmt::Result {
    writeln!(out, "{}", guidance.codes_line())?;
    if guidance.title != guidance.official_title {
        writeln!(out, "{}", guidance.title)?;
    }
    if let Some(maker) = guidance.maker {
        writeln!(out, "{maker}")?;
    }
    let [retry, device, today] = frame.facts;
    let colon = frame.colon;
    let [open, close] = frame.brackets;
    let of = |message| book.text(message, language);
    // A retry that the situation closes is told with its reason, not with the code's class.
    let closed = guidance
        .next_steps
        .iter()
        .find(|next| next.step == LadderStep::Retry && !next.is_possible());
    let again = closed.map_or_else(|| of(Message::Retry(guidance.retry)), |next| next.reason);
    writeln!(out, "{retry}{colon}{again}")?;
    writeln!(
        out,
        "{device}{colon}{}",
        of(Message::DeviceFault(guidance.device_fault))
    )?;
    writeln!(out, "{today}{colon}{}", seen_words(guidance, frame))?;
    writeln!(out, "\n■ {}\n  {}", frame.patient, guidance.patient)?;
    if let Some(reading) = guidance.patient_reading {
        writeln!(out, "  {open}{}{colon}{reading}{close}", frame.reading)?;
    }
    writeln!(out, "\n■ {}", frame.staff)?;
    for (number, step) in (1..).zip(&guidance.staff) {
        writeln!(out, "  {number}. {}", step.text)?;
    }
    if !guidance.notes.is_empty() {
        writeln!(out, "\n■ {}", frame.notes)?;
        for note in &guidance.notes {
            writeln!(out, "  - {}", note.text)?;
        }
    }
    writeln!(out, "\n■ {}", frame.ladder)?;
    for (possible, mark) in [(true, '○'), (false, '×')] {
        for next in &guidance.next_steps {
            if next.is_possible() == possible {
                let standing = book.text(Message::Standing(next.standing), language);
                let NextStep { name, reason, .. } = next;
                writeln!(out, "  {mark} {name} [{standing}] {reason}")?;
            }
        }
    }
    if !guidance.calls.is_empty() {
        writeln!(out, "\n■ {}", frame.call)?;
        for call in &guidance.calls {
            let have: Vec<_> = call.have.iter().map(|(_, text)| *text).collect();
            writeln!(
                out,
                "  {}\n      {}{colon}{}",
                call.text,
                frame.have,
                have.join(" / ")
            )?;
        }
    }
    if let Some((_, phrase)) = guidance.phrase {
        writeln!(out, "\n■ {}\n  {phrase}", frame.phrase)?;
    }
    if !guidance.leaflets.is_empty() {
        writeln!(out, "\n■ {}", frame.leaflets)?;
        for leaflet in &guidance.leaflets {
            let title = book.text(Message::Leaflet(*leaflet), language);
            writeln!(out, "  {title}{open}{leaflet}{close}")?;
        }
    }
    Ok(())
}

/// For programs: one object.
pub fn object(guidance: &Guidance<'_>, language: Language) -> Value {
    let (seen, by) = seen(guidance);
    let steps: Vec<_> = guidance
        .next_steps
        .iter()
        .map(|next| {
            json!({
                "step": next.step.name(),
                "name": next.name,
                "possible": next.is_possible(),
                "standing": next.standing.name(),
                "why": next.reason,
                "reason": next.why.name(),
                "ordinary_share": next.ordinary_share,
            })
        })
        .collect();
    let calls: Vec<_> = guidance
        .calls
        .iter()
        .map(|call| {
            let have: Vec<_> = call.have.iter().map(|(_, text)| *text).collect();
            json!({ "party": call.party.name(), "text": call.text, "have": have })
        })
        .collect();
    json!({
        "code": guidance.code.to_string(),
        "terminal_code": guidance.terminal_code.map(|code| code.to_string()),
        "lang": language.tag(),
        "name": guidance.title,
        "official_name": guidance.official_title,
        "maker": guidance.maker,
        "category": guidance.category.map(|category| category.name()),
        "audience": guidance.audience.name(),
        "severity": guidance.severity.name(),
        "affects": guidance.affects.iter_names().map(|(name, _)| name.to_lowercase()).collect::<Vec<_>>(),
        "retry": guidance.retry.name(),
        "device_fault": guidance.device_fault.name(),
        "patient": guidance.patient,
        "patient_reading": guidance.patient_reading,
        "staff": guidance.staff.iter().map(|step| step.text).collect::<Vec<_>>(),
        "notes": guidance.notes.iter().map(|note| note.text).collect::<Vec<_>>(),
        "next_steps": steps,
        "seen_today": seen,
        "seen_by": by,
        "call": calls,
        "phrase": guidance.phrase.map(|(_, text)| text),
        "leaflets": guidance.leaflets.iter().map(|leaflet| leaflet.name()).collect::<Vec<_>>(),
    })
}
