//! The virtual card's people on any day, and what the card side makes of each.

use mynareader::application::face_flow;
use mynareader::application::vouched::Unvouched;
use mynareader::card::{Card, Profile};
use mynareader::certificate::{Certificate, Role};
use mynareader::emulator::{Day, FIRST_DAY, LAST_DAY, Personas};
use mynareader::secret::{CodeB, CodeBPolicy};

use crate::input::{Input, utf8};
use crate::said;
use crate::steps::judge;

/// A day by its numbers, one of the people; or a day and a name as texts.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let which = input.byte();
    let text = if which & 1 == 0 {
        let (year, month, day) = (
            1900 + input.word() % 300,
            input.byte() % 14,
            input.byte() % 33,
        );
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        input.text().to_owned()
    };
    let day = match text.parse::<Day>() {
        Ok(day) => day,
        Err(error) => return said::error(&error),
    };
    let personas = match Personas::at(day) {
        Ok(personas) => {
            assert!((FIRST_DAY..=LAST_DAY).contains(&day));
            personas
        }
        Err(error) => return said::error(&error),
    };
    assert_eq!(personas.day(), day);
    if let Err(error) = personas.get(utf8(input.short())) {
        said::error(&error);
    }
    let all = personas.iter().as_slice();
    let persona = &all[usize::from(which / 2) % all.len()];
    let _ = (
        persona.summary_ja(),
        persona.summary_en(),
        persona.face(),
        persona.centre(),
    );
    let _ = (
        persona.holder_name(),
        persona.address(),
        persona.sex(),
        persona.birth_date(),
    );
    let _ = (
        persona.certificate_end(),
        persona.card_end(),
        persona.photo().map(<[u8]>::len),
    );
    let mut chip = match persona.card() {
        Ok(card) => card,
        Err(error) => return said::error(&error),
    };
    let mut card = Card::new(&mut chip, Profile::my_number_card());
    let found = face_flow::identify(&mut card);
    if let Ok(der) = face_flow::certificate(&mut card, found.token_kind())
        && let Ok(certificate) = Certificate::parse(der.as_der())
    {
        let meaning = certificate.policy().and_then(|policy| policy.meaning());
        assert!(meaning.is_none_or(|(role, _)| role == Role::Authentication));
    }
    if let Some(code) = persona.code_b() {
        let code = [CodeB::from_ascii(code.as_bytes()).expect("as it is printed")];
        let agreed = CodeBPolicy::TYPED.agree(&code, 0).expect("one reading");
        let face = face_flow::face(&mut card, agreed, &[0x5A; 32]);
        if let Some(Ok(record)) = face.record {
            let record: Unvouched = record;
            judge(record);
        }
    }
}
