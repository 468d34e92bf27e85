use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Personas {
    Personas::at(day("2026-11-22")).unwrap()
}

#[test]
fn every_persona_has_a_card() {
    for persona in &today() {
        persona.card().unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
#[ignore = "writes files to look at"]
fn dump() {
    let personas = today();
    let image = personas.get("adult").unwrap().image().unwrap();
    for (app, ef, name) in [
        (crate::emulator::App::Jpki, 0x000A, "auth"),
        (crate::emulator::App::Jpki, 0x0001, "sign"),
        (crate::emulator::App::Surface, 0x0002, "face"),
        (crate::emulator::App::Text, 0x0002, "text2"),
    ] {
        std::fs::write(format!("/tmp/dump-{name}"), image.content(app, ef).unwrap()).unwrap();
    }
    for root in crate::emulator::authority::Root::ALL {
        std::fs::write(format!("/tmp/dump-{root:?}"), root.certificate().unwrap()).unwrap();
    }
}
