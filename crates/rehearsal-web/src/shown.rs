//! What the page shows of guidance, journals and exchanges, as JSON.

use mynareader_emulator::Exchange;
use mynareader_reception::fault::FaultCode;
use mynareader_reception::guidance::{Book, LadderStep, Message, Party, SeenToday, Situation};
use serde_json::{Value, json};

/// Guidance for a code, whole: what to say, what to do, what still works and why.
pub fn guidance(book: &Book, code: FaultCode, situation: &Situation) -> Value {
    let language = situation.language;
    let guidance = book.advise(code, situation);
    let steps: Vec<_> = guidance
        .staff
        .iter()
        .map(|step| {
            json!({
                "id": step.action.name(),
                "part": step.part.name(),
                "way": step.way.map(LadderStep::name),
                "heading": book.text(Message::Label(step.part.label()), language),
                "text": step.text,
            })
        })
        .collect();
    let ladder: Vec<_> = guidance
        .next_steps
        .iter()
        .map(|next| {
            json!({
                "id": next.step.name(),
                "name": next.name,
                "possible": next.is_possible(),
                "standing": book.text(Message::Standing(next.standing), language),
                "why": next.reason,
            })
        })
        .collect();
    let calls: Vec<_> = guidance
        .calls
        .iter()
        .map(|call| {
            let have: Vec<_> = call
                .have
                .iter()
                .map(|(have, text)| json!({ "id": have.name(), "text": text }))
                .collect();
            json!({ "id": call.party.name(), "text": call.text, "have": have })
        })
        .collect();
    let parties: Vec<_> = Party::ALL
        .iter()
        .map(|party| json!({ "id": party.name(), "text": book.text(Message::Party(*party), language) }))
        .collect();
    let leaflets: Vec<_> = guidance
        .leaflets
        .iter()
        .map(|id| json!({ "id": id.name(), "title": book.text(Message::Leaflet(*id), language), "staff": id.is_for_staff() }))
        .collect();
    let papers: Vec<_> = guidance
        .papers
        .iter()
        .map(|paper| json!({ "id": paper.name(), "title": book.paper_title(*paper, language) }))
        .collect();
    let upset: Vec<_> = guidance
        .upset
        .iter()
        .map(|it| json!({ "id": it.upset.name(), "complaint": it.complaint, "text": it.answer }))
        .collect();
    let seen = match guidance.seen_today {
        SeenToday::Yes(_) => "yes",
        SeenToday::OnCondition(_) => "on-condition",
        SeenToday::No => "no",
    };
    json!({
        "code": code.to_string(),
        "title": guidance.title,
        "official": guidance.official_title,
        "line": guidance.codes_line(),
        "patient": guidance.patient,
        "reading": guidance.patient_reading,
        "steps": steps,
        "ladder": ladder,
        "calls": calls,
        "parties": parties,
        "opening": guidance.opening,
        "leaflets": leaflets,
        "papers": papers,
        "upset": upset,
        "notes": guidance.notes.iter().map(|note| note.text).collect::<Vec<_>>(),
        "phrase": guidance.phrase.map(|(_, text)| text),
        "seen": seen,
    })
}

/// One exchange with the card: the header of the command and lengths, never what stands in them.
pub fn exchange(exchange: &Exchange) -> Value {
    let header: Vec<_> = exchange
        .command
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let (length, error) = match &exchange.delivered {
        Ok(bytes) => (Some(bytes.len()), None),
        Err(error) => (None, Some(error.to_string())),
    };
    json!({
        "number": exchange.number,
        "header": header.concat(),
        "sent": exchange.command.len(),
        "received": length,
        "status": exchange.status().map(|status| format!("{status:04X}")),
        "error": error,
        "took_ms": exchange.took.as_millis(),
    })
}
