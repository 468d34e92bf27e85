//! What `qualify` makes of what was measured: the card profile that it proposes, and a second program that gets
//! to the card.

use std::time::Duration;

use mynareader::card::{File, Profile};
use mynareader::transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Transport,
};
use mynareader_cli::qualify::guard::{Bench, Sample};
use mynareader_cli::qualify::idle;
use mynareader_cli::qualify::measure::{Measured, Secrets, measure};
use mynareader_cli::qualify::plan::plan;
use mynareader_cli::qualify::proposal::{Proposal, propose};
use mynareader_cli::qualify::report::Report;
use mynareader_console::Lang;
use mynareader_emulator::{Day, Fault, Misbehaviour, Personas, VirtualCard};
use serde_json::Value;

const DAY: &str = "2026-11-22";

fn sample(took_ms: u64, outcome: u16) -> Sample {
    Sample {
        header: [0, 0xB0, 0, 0],
        data: 4,
        outcome: Ok(outcome),
        took: Duration::from_millis(took_ms),
    }
}

fn measured_as(samples: &[(&str, Sample)]) -> Measured {
    let samples = samples.iter();
    Measured {
        samples: samples
            .map(|(name, one)| ((*name).to_owned(), *one))
            .collect(),
        ..Measured::default()
    }
}

#[test]
fn a_profile_is_proposed_that_the_loader_takes_and_none_where_the_built_in_one_fits() {
    let known = Profile::my_number_card();
    let quick = measured_as(&[
        ("first-cold", sample(20, 0x6F00)),
        ("select/jpki", sample(20, 0x9000)),
        ("tries/authentication-pin", sample(20, 0x63C3)),
        ("exchange", sample(5_000, 0x9000)),
    ]);
    assert_eq!(propose(&known, &quick), Proposal::None);

    let mut slow = measured_as(&[
        ("first-cold", sample(20, 0x6985)),
        ("select/jpki", sample(20, 0x9000)),
        ("exchange", sample(5_001, 0x9000)),
        ("extended/1024", sample(90_000, 0x9000)),
    ]);
    let most = known.file(File::FaceRecord).unwrap().most;
    slow.face_record = Some(most);
    let Proposal::Changes(lines) = propose(&known, &slow) else {
        panic!("nothing is proposed");
    };
    for line in [
        "-exchange_ms = 10000",
        "+exchange_ms = 16000",
        "+long_read_ms = 120000",
        "+first_command = \"throw-away\"",
    ] {
        assert!(lines.iter().any(|one| one == line), "{line} in {lines:#?}");
    }
    // Applied to the known text, they give a profile that the loader takes, and nothing is less than before.
    let mut text = known.to_toml();
    let (mut before, mut at) = (None, 0);
    for line in &lines {
        if let Some(old) = line.strip_prefix('-') {
            before = Some(old);
        } else if let (Some(new), Some(old)) = (line.strip_prefix('+'), before.take()) {
            let place = at + text[at..].find(old).unwrap();
            text.replace_range(place..place + old.len(), new);
        } else {
            at = text.find(line.as_str()).unwrap();
        }
    }
    let proposed = Profile::from_toml(&text).unwrap();
    assert!(proposed.limits.exchange_ms > known.limits.exchange_ms);
    assert_eq!(proposed.keys, known.keys);
    assert!(proposed.file(File::FaceRecord).unwrap().most >= most);
}

/// A reader that says that four tries are left of a PIN that has three: no profile is made of it.
#[test]
fn a_profile_with_more_tries_than_a_key_has_is_refused_by_the_loader() {
    for (name, word) in [
        ("tries/authentication-pin", 0x63C4),
        ("tries/signature-password", 0x63C6),
        ("tries/code-b", 0x63CF),
    ] {
        let measured = measured_as(&[(name, sample(20, word))]);
        let known = Profile::my_number_card();
        let Proposal::Refused(why) = propose(&known, &measured) else {
            panic!("{name} {word:04X} is proposed");
        };
        assert!(why.contains("tries"), "{why}");
        let report = Report {
            measured: &measured,
            link: LinkCapabilities::EXTENDED,
        };
        let troubles = report.troubles(Lang::En);
        assert!(
            troubles
                .iter()
                .any(|one| one.contains("no card profile fits")),
            "{troubles:?}"
        );
        assert_eq!(report.json()["profile"], Value::Null);
    }
}

/// A virtual card that a second program gets to, or does not.
struct Visited(VirtualCard, Result<(), LinkErrorKind>);

impl Transport for Visited {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        self.0.transmit(command, response, limit)
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.0.capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.0.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.0.power_down()
    }
}

impl Bench for Visited {
    fn reopen(&mut self) -> Result<(), LinkError> {
        self.0.reset()
    }

    fn second_program(&mut self) -> Option<Result<(), LinkErrorKind>> {
        if self.1.is_ok() {
            // What it does to the first one's session.
            self.0.handle().reset_behind_the_back();
        }
        Some(self.1)
    }
}

#[test]
fn a_second_program_that_gets_to_the_card_is_named() {
    let personas = Personas::at(DAY.parse::<Day>().unwrap()).unwrap();
    for (outcome, told, trouble) in [
        (Ok(()), "admitted", Some("a second program got to the card")),
        (Err(LinkErrorKind::Shared), "shared", None),
        (
            Err(LinkErrorKind::Driver),
            "driver",
            Some("when a second program tries"),
        ),
    ] {
        let card = personas.get("adult").unwrap().card().unwrap();
        let acts = plan(&Profile::my_number_card(), &[]);
        let none = Secrets::default();
        let measured = measure(Visited(card, outcome), &acts, &none, &mut |_| true);
        let report = Report {
            measured: &measured,
            link: LinkCapabilities::EXTENDED,
        };
        assert_eq!(report.json()["second_program"], told);
        let troubles = report.troubles(Lang::En).join("\n");
        match trouble {
            Some(trouble) => assert!(troubles.contains(trouble), "{troubles}"),
            None => assert_eq!(troubles, ""),
        }
        // It goes on without the card where it was taken from it.
        assert_eq!(
            measured.broke.is_some(),
            outcome.is_ok(),
            "{:?}",
            measured.broke
        );
    }
}

/// A card that was left alone answers, has lost its link, or does not come back; each is told, and the power
/// goes in the end.
#[test]
fn what_comes_of_leaving_the_card_alone_is_told() {
    const SELECT: [u8; 15] = [
        0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01,
    ];
    let persona = Personas::at(DAY.parse::<Day>().unwrap()).unwrap();
    let persona = persona.get("adult").unwrap();
    let alone = Duration::from_millis(5);
    for (faults, link, comes_back, troubles) in [
        (vec![], None, true, 0),
        (
            vec![Fault::at_exchange(2, Misbehaviour::Reset)],
            Some("reset"),
            true,
            1,
        ),
        (
            vec![Fault::at_exchange(2, Misbehaviour::RemovedBefore)],
            Some("card-removed"),
            false,
            1,
        ),
    ] {
        let mut card = persona.card().unwrap().with_faults(faults);
        let look = card.handle();
        let seen = idle::watch(&mut card, &SELECT, alone).unwrap();
        assert_eq!(seen.first.err().map(LinkErrorKind::name), link);
        assert_eq!(seen.comes_back, comes_back);
        assert!(!look.is_powered() && look.presentations() == 0);
        let measured = Measured {
            idle: Some(seen),
            ..Measured::default()
        };
        let report = Report {
            measured: &measured,
            link: LinkCapabilities::EXTENDED,
        };
        let json: Value = serde_json::from_str(&report.json().to_string()).unwrap();
        assert_eq!(json["idle"]["left_alone_ms"], 5);
        assert_eq!(json["idle"]["comes_back"], comes_back);
        assert_eq!(json["idle"]["link"].as_str(), link);
        let told = report.troubles(Lang::En);
        let about = told.iter().filter(|line| line.contains("left alone"));
        assert_eq!(about.count(), troubles, "{told:?}");
    }
    // A card that does not answer at all has nothing to tell.
    let mut card = persona.card().unwrap();
    card.handle().remove();
    assert_eq!(idle::watch(&mut card, &SELECT, alone), None);
}
