//! Counters that a key cannot have. Every key of the card counts; readers are reported to answer the
//! query of tries by themselves, with `6300` (nfc-pcsc#37, #104, #139; acsccid#30). Such an answer is
//! not the card's word: to the query it is "unknown", and to a VERIFY "outcome unknown".

use mynareader::application::ToSign;
use mynareader::application::jpki::Jpki;
use mynareader::application::record::Signed;
use mynareader::application::surface::Surface;
use mynareader::application::text::Text;
use mynareader::card::{
    Card, CardError, CardErrorKind, Floor, LastTryAccepted, Profile, UnknownCause, Verification,
};
use mynareader::facts::{Key, Tries};
use mynareader::secret::{BirthDateKey, CodeB, CodeBPolicy, Pin, SignaturePassword, TextPin};
use mynareader::transport::{LinkErrorKind, Sent};
use mynareader_emulator::{
    At, CardHandle, Fault, KeyRef, Misbehaviour, Personas, Policy, VirtualCard, hostile,
};

/// Presents a value for the key that is surely wrong.
fn present(card: &mut Card<'_>, key: Key, floor: Floor) -> Result<Verification, CardError> {
    let code = CodeB::from_ascii(b"99999999999999").unwrap();
    let agreed = || {
        CodeBPolicy::TYPED
            .agree(core::slice::from_ref(&code), 0)
            .unwrap()
    };
    match key {
        Key::AuthenticationPin => {
            let pin = Pin::from_ascii(b"9713").unwrap();
            Jpki::new(card).verify_authentication_pin(&pin, floor)
        }
        Key::SignaturePassword => {
            let password = SignaturePassword::from_ascii(b"WRONG1").unwrap();
            Jpki::new(card).verify_signature_password(&password, floor)
        }
        Key::TextPin => {
            let pin = TextPin::from_ascii(b"9713").unwrap();
            Text::new(card).verify_pin(&pin, floor)
        }
        Key::TextCodeB => Text::new(card).verify_code_b(agreed()),
        Key::CodeB => Surface::new(card).verify_code_b(agreed()),
        Key::BirthDate => {
            let key = BirthDateKey::from_ascii(b"999999").unwrap();
            Surface::new(card).verify_birth_date(&key, floor)
        }
        _ => panic!("{key:?} is not presented here"),
    }
}

const KEYS: [(Key, KeyRef, u8); 6] = [
    (Key::AuthenticationPin, KeyRef::AUTHENTICATION_PIN, 3),
    (Key::SignaturePassword, KeyRef::SIGNATURE_PASSWORD, 5),
    (Key::TextPin, KeyRef::TEXT_PIN, 3),
    (Key::TextCodeB, KeyRef::TEXT_CODE_B, 10),
    (Key::CodeB, KeyRef::CODE_B, 10),
    (Key::BirthDate, KeyRef::BIRTH_DATE, 10),
];

/// What a key with so many tries cannot answer to the query: `6300`, a number above its greatest, and
/// the words that tell nothing.
fn not_the_cards_word(most: u8) -> impl Iterator<Item = u16> {
    (u16::from(most) + 1..=15)
        .map(|left| 0x63C0 + left)
        .chain([0x6300, 0x6301, 0x63BF, 0x63FF, 0x9000])
}

fn adult() -> (VirtualCard, CardHandle) {
    let card = Personas::at("2026-11-22".parse().unwrap())
        .unwrap()
        .get("adult")
        .unwrap()
        .card()
        .unwrap();
    let handle = card.handle();
    (card, handle)
}

/// Nothing is presented on the reader's word, whichever key it is and whatever the reader says.
///
/// Holds: R3
#[test]
fn a_counter_that_the_key_cannot_have_lets_nothing_be_presented() {
    for (key, _, most) in KEYS {
        for answer in not_the_cards_word(most) {
            let (mut link, seen) = adult();
            seen.add_fault(hostile::answers_queries_itself(answer));
            let mut card = Card::new(&mut link, Profile::my_number_card());
            assert_eq!(card.tries(key), Ok(Tries::Unknown), "{key}: {answer:04X}");
            let error = present(&mut card, key, Floor::Keep(0)).unwrap_err();
            assert!(
                matches!(
                    error.kind,
                    CardErrorKind::TooFewTries {
                        tries: Tries::Unknown,
                        ..
                    }
                ),
                "{key}: {answer:04X}: {error}"
            );
            drop(card);
            assert_eq!(seen.presentations(), 0, "{key}: {answer:04X}");
        }
    }
}

/// The separate decision still lets it be presented, once for each decision, and what the card says
/// then is believed.
#[test]
fn the_separate_decision_presents_it_once() {
    let (mut link, seen) = adult();
    seen.add_fault(hostile::answers_queries_itself(0x6300));
    let mut card = Card::new(&mut link, Profile::my_number_card());
    let decided = Floor::Override(LastTryAccepted::after_warning());
    let result = present(&mut card, Key::AuthenticationPin, decided);
    assert_eq!(result, Ok(Verification::Wrong(Tries::Left(2))));
    drop(card);
    assert_eq!(seen.presentations(), 1);
}

/// As an answer to a VERIFY it tells nothing of how the value was judged: a wrong value leaves one try
/// less than the key can have, at most.
///
/// Holds: R3
#[test]
fn as_an_answer_to_a_verify_it_leaves_the_outcome_unknown() {
    for (key, reference, most) in KEYS {
        for left in u16::from(most)..=15 {
            answered(key, reference, 0x63C0 + left);
        }
        for answer in [0x6300, 0x6301, 0x63FF] {
            answered(key, reference, answer);
        }
    }
}

fn answered(key: Key, reference: KeyRef, answer: u16) {
    let (mut link, seen) = adult();
    let before = seen.tries_left(reference).unwrap();
    // The card judges, and the reader says something of its own.
    seen.add_fault(hostile::speaks_over_verify(answer));
    let mut card = Card::new(&mut link, Profile::my_number_card());
    let error = present(&mut card, key, Floor::DEFAULT).unwrap_err();
    let CardErrorKind::OutcomeUnknown {
        key: named,
        cause: UnknownCause::Status(status),
    } = error.kind
    else {
        panic!("{key}: {answer:04X}: {error}");
    };
    assert_eq!((named, status.value()), (key, answer));
    // The counter comes before anything else, and then it is the card's.
    assert_eq!(card.unsettled(), Some(key));
    assert!(matches!(
        present(&mut card, key, Floor::DEFAULT).unwrap_err().kind,
        CardErrorKind::Unsettled(_)
    ));
    assert_eq!(card.tries(key), Ok(Tries::Left(before - 1)));
    assert_eq!(card.unsettled(), None);
    drop(card);
    assert_eq!(seen.presentations(), 1, "{key}: {answer:04X}");
}

/// A number that is right for the key, and not below what it was, is not the card's word either.
///
/// Holds: R3
#[test]
fn a_wrong_value_takes_a_try() {
    let (mut link, seen) = adult();
    seen.with_chip(|chip| {
        chip.eeprom_mut()
            .set_tries_left(KeyRef::AUTHENTICATION_PIN, 2)
    });
    seen.add_fault(Fault::at_presentation(1, Misbehaviour::status(0x63C2)));
    let mut card = Card::new(&mut link, Profile::my_number_card());
    let error = present(&mut card, Key::AuthenticationPin, Floor::DEFAULT).unwrap_err();
    assert!(
        matches!(error.kind, CardErrorKind::OutcomeUnknown { .. }),
        "{error}"
    );
}

/// Where the reader answers VERIFY and query by itself, the counter stays unknown, nothing more is
/// presented, and leaving the card ends what a right PIN may have opened.
///
/// Holds: R3
#[test]
fn an_unknown_counter_settles_nothing_and_nothing_stays_verified() {
    let (mut link, seen) = adult();
    seen.add_fault(hostile::answers_queries_itself(0x6300));
    seen.add_fault(hostile::speaks_over_verify(0x6300));
    let personas = Personas::at("2026-11-22".parse().unwrap()).unwrap();
    let right = personas.get("adult").unwrap().pin().unwrap();
    let right = Pin::from_ascii(right.as_bytes()).unwrap();
    let mut card = Card::new(&mut link, Profile::my_number_card());
    let decided = Floor::Override(LastTryAccepted::after_warning());
    let result = Jpki::new(&mut card).authenticate(&ToSign::digest(&[7; 32]), &right, decided);
    let Err(error) = result.map(|_: Signed| ()) else {
        panic!("signed on the reader's word");
    };
    assert!(
        matches!(error.kind, CardErrorKind::OutcomeUnknown { .. }),
        "{error}"
    );
    assert_eq!(card.tries(Key::AuthenticationPin), Ok(Tries::Unknown));
    assert_eq!(card.unsettled(), Some(Key::AuthenticationPin));
    card.leave().unwrap();
    assert!(!seen.is_verified(KeyRef::AUTHENTICATION_PIN));
    assert_eq!(seen.presentations(), 1);
}

/// After a change of which the outcome is not known nothing counts as verified, though the old value
/// was right.
#[test]
fn a_change_of_unknown_outcome_leaves_nothing_verified() {
    let (mut link, seen) = adult();
    seen.add_fault(Fault {
        at: At::Instruction(0x24),
        what: Misbehaviour::status(0x6300),
    });
    let personas = Personas::at("2026-11-22".parse().unwrap()).unwrap();
    let right = personas.get("adult").unwrap().pin().unwrap();
    let pin = |digits: &str| Pin::from_ascii(digits.as_bytes()).unwrap();
    let mut card = Card::new(&mut link, Profile::my_number_card());
    let changed =
        Jpki::new(&mut card).change_authentication_pin(&pin(right), &pin("4321"), Floor::DEFAULT);
    assert!(matches!(
        changed.unwrap_err().kind,
        CardErrorKind::OutcomeUnknown { .. }
    ));
    assert!(!card.is_verified(Key::AuthenticationPin));
    card.leave().unwrap();
    assert!(!seen.is_verified(KeyRef::AUTHENTICATION_PIN));
}

/// Whether a wrong value takes back what a right one has opened is not known of every card: leaving goes
/// by the worse. So it does where the second value never left the machine.
#[test]
fn what_was_verified_before_a_wrong_value_is_left_behind() {
    let personas = Personas::at("2026-11-22".parse().unwrap()).unwrap();
    let adult = personas.get("adult").unwrap();
    let mut policy = Policy::DEFAULT;
    policy.wrong_verify_revokes = false;
    let torn = Misbehaviour::TornBefore {
        kind: LinkErrorKind::Broken,
        sent: Sent::No,
    };
    for trouble in [None, Some(Fault::at_presentation(2, torn))] {
        let mut link = VirtualCard::new(adult.chip_with(policy).unwrap());
        let seen = link.handle();
        if let Some(fault) = trouble {
            seen.add_fault(fault);
        }
        let mut card = Card::new(&mut link, Profile::my_number_card());
        let right = Pin::from_ascii(adult.pin().unwrap().as_bytes()).unwrap();
        assert_eq!(
            Jpki::new(&mut card).verify_authentication_pin(&right, Floor::DEFAULT),
            Ok(Verification::Accepted)
        );
        let second = present(&mut card, Key::AuthenticationPin, Floor::DEFAULT);
        assert!(!matches!(second, Ok(Verification::Accepted)), "{second:?}");
        assert!(seen.is_verified(KeyRef::AUTHENTICATION_PIN));
        card.leave().unwrap();
        assert!(!seen.is_verified(KeyRef::AUTHENTICATION_PIN));
        assert!(seen.is_powered());
    }
}

/// A profile cannot make the card side believe more than the key can have.
///
/// Holds: R3
#[test]
fn a_profile_gives_no_key_more_tries_than_it_can_have() {
    for (key, _, most) in KEYS {
        for tries in [0, most + 1, 15, u8::MAX] {
            let mut profile = Profile::my_number_card();
            profile.keys.get_mut(&key).unwrap().tries = tries;
            let refused = profile.check().unwrap_err().to_string();
            assert!(refused.contains("number of tries"), "{key}: {refused}");
            // Nor does one that nobody checked.
            assert!(profile.key(key).unwrap().tries <= most);
        }
    }
    let mut profile = Profile::my_number_card();
    profile.keys.get_mut(&Key::AuthenticationPin).unwrap().tries = 15;
    let (mut link, seen) = adult();
    seen.add_fault(hostile::answers_queries_itself(0x63C9));
    let mut card = Card::new(&mut link, profile);
    assert_eq!(card.tries(Key::AuthenticationPin), Ok(Tries::Unknown));
}
