//! Guidance as text for a terminal, and as JSON.

use std::fmt::Write as _;

use mynareader::guidance::{
    Book, Guidance, Label, LadderStep, Language, Message, NextStep, SeenToday, Standing,
};
use serde_json::{Value, json};

fn seen(guidance: &Guidance<'_>) -> (&'static str, Option<&'static str>) {
    match guidance.seen_today {
        SeenToday::Yes(step) => ("yes", Some(step.name())),
        SeenToday::OnCondition(step) => ("on-condition", Some(step.name())),
        SeenToday::No => ("no", None),
    }
}

fn seen_words<'b>(guidance: &Guidance<'_>, of: &dyn Fn(Label) -> &'b str) -> String {
    let (label, by) = match guidance.seen_today {
        SeenToday::Yes(step) => (Label::SeenYes, Some(step)),
        SeenToday::OnCondition(step) => (Label::SeenOnCondition, Some(step)),
        SeenToday::No => (Label::SeenNo, None),
    };
    let name = guidance
        .next_steps
        .iter()
        .find(|next| Some(next.step) == by)
        .map_or(String::new(), |next| {
            format!("{}{}{}", of(Label::Opens), next.name, of(Label::Closes))
        });
    format!("{}{name}", of(label))
}

/// For people.
pub fn text(book: &Book, guidance: &Guidance<'_>, language: Language) -> String {
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = lines(&mut out, book, guidance, language);
    out
}

fn lines(
    out: &mut String,
    book: &Book,
    guidance: &Guidance<'_>,
    language: Language,
) -> std::fmt::Result {
    writeln!(out, "{}", guidance.codes_line())?;
    if guidance.title != guidance.official_title {
        writeln!(out, "{}", guidance.title)?;
    }
    if let Some(maker) = guidance.maker {
        writeln!(out, "{maker}")?;
    }
    let of = |message| book.text(message, language);
    let label = |label| of(Message::Label(label));
    let [retry, device, today] = [Label::Retry, Label::Device, Label::SeenToday].map(label);
    let [open, colon, close] = [Label::Opens, Label::Colon, Label::Closes].map(label);
    // A retry that the situation closes, or leaves on a condition, is told with its reason, not with the
    // code's class.
    let closed = guidance
        .next_steps
        .iter()
        .find(|next| next.step == LadderStep::Retry && next.standing != Standing::Possible);
    let again = closed.map_or_else(|| of(Message::Retry(guidance.retry)), |next| next.reason);
    writeln!(out, "{retry}{colon}{again}")?;
    if let Some(fault) = guidance.device_fault {
        writeln!(out, "{device}{colon}{}", of(Message::DeviceFault(fault)))?;
    }
    writeln!(out, "{today}{colon}{}", seen_words(guidance, &label))?;
    writeln!(out, "\n■ {}\n  {}", label(Label::Patient), guidance.patient)?;
    if let Some(reading) = guidance.patient_reading {
        writeln!(
            out,
            "  {open}{}{colon}{reading}{close}",
            label(Label::Reading)
        )?;
    }
    writeln!(out, "\n■ {}", label(Label::Staff))?;
    let (mut part, mut number) = (None, 0_usize);
    for steps in guidance.staff_by_way() {
        let Some(first) = steps.first() else { continue };
        if part.replace(first.part) != Some(first.part) {
            writeln!(out, " {}", label(first.part.label()))?;
        }
        // One of several ways, each with its own steps; they do not come after each other.
        if let Some(way) = guidance.way(first) {
            writeln!(out, "     ・{}{colon}{}", way.name, way.reason)?;
            for (at, step) in (1..).zip(steps) {
                writeln!(out, "        {at}) {}", step.text)?;
            }
            continue;
        }
        for step in steps {
            number = number.saturating_add(1);
            writeln!(out, "  {number}. {}", step.text)?;
        }
    }
    writeln!(out, "\n■ {}", label(Label::Upset))?;
    for upset in &guidance.upset {
        writeln!(out, "  {} → {}", upset.complaint, upset.answer)?;
    }
    if !guidance.notes.is_empty() {
        writeln!(out, "\n■ {}", label(Label::Notes))?;
        for note in &guidance.notes {
            writeln!(out, "  - {}", note.text)?;
        }
    }
    writeln!(out, "\n■ {}", label(Label::Ladder))?;
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
        writeln!(out, "\n■ {}", label(Label::Call))?;
        for call in &guidance.calls {
            let have: Vec<_> = call.have.iter().map(|(_, text)| *text).collect();
            writeln!(
                out,
                "  {}\n      {}{colon}{}",
                call.text,
                label(Label::Have),
                have.join(" / ")
            )?;
        }
    }
    if let Some(opening) = &guidance.opening {
        writeln!(out, "  {}{colon}{opening}", label(Label::Opening))?;
    }
    for (what, text) in [
        (Label::Manual, guidance.manual),
        (Label::Support, guidance.support),
    ] {
        if let Some(text) = text {
            writeln!(out, "  {}{colon}{text}", label(what))?;
        }
    }
    if let Some((_, phrase)) = guidance.phrase {
        writeln!(out, "\n■ {}\n  {phrase}", label(Label::Phrase))?;
    }
    if !guidance.leaflets.is_empty() {
        writeln!(out, "\n■ {}", label(Label::Leaflets))?;
        for leaflet in &guidance.leaflets {
            let title = book.text(Message::Leaflet(*leaflet), language);
            writeln!(out, "  {title}{open}{leaflet}{close}")?;
        }
    }
    if !guidance.papers.is_empty() {
        writeln!(out, "\n■ {}", label(Label::Papers))?;
        for paper in &guidance.papers {
            writeln!(
                out,
                "  {}{open}{paper}{close}",
                book.paper_title(*paper, language)
            )?;
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
        "device_fault": guidance.device_fault.map(|fault| fault.name()),
        "patient": guidance.patient,
        "patient_reading": guidance.patient_reading,
        "staff": guidance.staff.iter().map(|step| json!({ "part": step.part.name(), "way": step.way.map(|way| way.name()), "text": step.text })).collect::<Vec<_>>(),
        "notes": guidance.notes.iter().map(|note| note.text).collect::<Vec<_>>(),
        "next_steps": steps,
        "seen_today": seen,
        "seen_by": by,
        "call": calls,
        "phrase": guidance.phrase.map(|(_, text)| text),
        "opening": guidance.opening,
        "manual": guidance.manual,
        "support": guidance.support,
        "upset": guidance.upset.iter().map(|upset| json!({ "complaint": upset.complaint, "answer": upset.answer })).collect::<Vec<_>>(),
        "papers": guidance.papers.iter().map(|paper| paper.name()).collect::<Vec<_>>(),
        "leaflets": guidance.leaflets.iter().map(|leaflet| leaflet.name()).collect::<Vec<_>>(),
    })
}
