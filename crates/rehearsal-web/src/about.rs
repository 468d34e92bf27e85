//! What there is to practise, and where: scenarios, personas, equipment, models, codes.

use mynareader_emulator::Personas;
use mynareader_facts::calendar::Date;
use mynareader_reception::fault::{FaultCode, known};
use mynareader_reception::guidance::{
    Book, Facility, Have, LeafletId, Message, Paper, ScreenText, Situation,
};
use mynareader_reception::reception::State;
use mynareader_rehearsal::scenario::Scenario;
use mynareader_rehearsal::stage::turn;
use serde_json::{Value, json};

use crate::session::language;

/// All of it, in a language.
pub fn about(book: &Book, lang: &str, day: Date) -> Result<Value, String> {
    let language = language(lang)?;
    let scenarios = Scenario::built_in()
        .map(|scenario| {
            let scenario = scenario?;
            Ok(json!({
                "name": scenario.name,
                "code": scenario.code,
                "title": scenario.title(language),
                "persona": scenario.persona,
                "mode": scenario.config.mode,
                "day": scenario.day.map(|day| day.to_string()),
                "needs": scenario.needs(),
            }))
        })
        .collect::<Result<Vec<_>, String>>()?;
    let japanese = language.tag().starts_with("ja");
    let laid = day.to_string().parse().map_err(|_| "the day")?;
    let personas = Personas::at(laid).map_err(|error| error.to_string())?;
    let personas: Vec<_> = personas
        .iter()
        .map(|persona| {
            let summary = if japanese {
                persona.summary_ja()
            } else {
                persona.summary_en()
            };
            json!({ "name": persona.name(), "summary": summary })
        })
        .collect();
    let models: Vec<_> = book
        .models()
        .iter()
        .map(|model| {
            let maker = book.maker(model.maker).map(|maker| maker.name.clone());
            json!({ "name": model.name, "maker": maker })
        })
        .collect();
    let codes: Vec<_> = (0..1000)
        .map(FaultCode::national)
        .filter(|code| known(*code).is_some())
        .map(|code| {
            let mut situation = Situation::on(day);
            situation.language = language;
            let guidance = book.advise(code, &situation);
            json!({ "code": code.to_string(), "title": guidance.title, "official": guidance.official_title })
        })
        .collect();
    let leaflets: Vec<_> = LeafletId::ALL
        .iter()
        .map(|id| {
            let title = book.text(Message::Leaflet(*id), language);
            json!({ "id": id.name(), "title": title, "staff": id.is_for_staff() })
        })
        .collect();
    let papers: Vec<_> = Paper::ALL
        .iter()
        .map(|paper| json!({ "id": paper.name(), "title": book.paper_title(*paper, language) }))
        .collect();
    let states: Vec<_> = State::ALL
        .iter()
        .filter_map(|state| {
            let deeds: Vec<_> = turn::of(*state)
                .map(|deed| json!({ "word": deed.word, "text": deed.text(language) }))
                .collect();
            (!deeds.is_empty()).then(|| json!({ "state": state.name(), "deeds": deeds }))
        })
        .collect();
    let haves: Vec<_> = Have::ALL
        .iter()
        .map(|have| json!({ "id": have.name(), "text": book.text(Message::Have(*have), language) }))
        .collect();
    Ok(json!({
        "scenarios": scenarios,
        "personas": personas,
        "models": models,
        "codes": codes,
        "leaflets": leaflets,
        "papers": papers,
        "states": states,
        "haves": haves,
        "welcome": book.text(Message::Screen(ScreenText::Welcome), language),
        "facility": Facility::names().map(|(name, _)| name).collect::<Vec<_>>(),
        "edition": book.edition(),
        "known_up_to": book.known_up_to().to_string(),
    }))
}
