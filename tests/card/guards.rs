//! The guards on which a patient's tries depend: docs/card.md, R1 to R12. For each,
//! `tests/mutants/` has a patch that takes it out, and `make check-mutants` shows that the test
//! named there turns red.

use crate::chip;

use chip::{CODE_B, COMMON, Chip, JPKI, PIN, Reply, SURFACE, TEXT, object, sw, token};
use mynareader::application::ToSign;
use mynareader::application::jpki::{Jpki, Protected};
use mynareader::application::record::Signed;
use mynareader::application::surface::Surface;
use mynareader::application::{ApplicationError, common, outside};
use mynareader::card::profile::FirstCommand;
use mynareader::card::{
    Application, Card, CardErrorKind, DataObject, File, Floor, LastTryAccepted, Operation, Profile,
    UnknownCause, Verification,
};
use mynareader::facts::{Key, TokenKind, Tries};
use mynareader::secret::{CodeB, CodeBPolicy, Pin, SignaturePassword};
use mynareader::transport::{LinkCapabilities, LinkErrorKind};

fn short() -> Chip {
    Chip::new(LinkCapabilities::SHORT)
}

fn extended() -> Chip {
    Chip::new(LinkCapabilities::EXTENDED)
}

fn card(chip: &mut Chip) -> Card<'_> {
    Card::new(chip, Profile::my_number_card())
}

fn pin(value: &[u8]) -> Pin {
    Pin::from_ascii(value).unwrap()
}

fn is_verify(command: &[u8]) -> bool {
    command[1] == 0x20 && command.len() > 4
}

fn is_query(command: &[u8]) -> bool {
    command[1] == 0x20 && command.len() <= 5
}

/// R1: the query of tries is exactly four bytes.
///
/// Holds: R1
#[test]
fn the_query_of_tries_has_four_bytes() {
    let mut chip = short();
    assert_eq!(
        card(&mut chip).tries(Key::AuthenticationPin),
        Ok(Tries::Left(3))
    );
    let query = chip.log.iter().find(|command| command[1] == 0x20).unwrap();
    assert_eq!(query[..], [0x00, 0x20, 0x00, 0x98]);
}

/// R2: an answer that asks for more, or for another length, is not followed after a VERIFY; nor is
/// anything sent again. The outcome is unknown.
///
/// Holds: R2
#[test]
fn a_verify_is_sent_once_whatever_the_answer() {
    for answer in [
        0x6104, 0x6C04, 0x6C00, 0x6700, 0x6F00, 0x6100, 0x9100, 0x0000,
    ] {
        let mut chip = short().with(move |command, _| {
            if is_verify(command) {
                sw(answer)
            } else {
                Reply::Chip
            }
        });
        let error = Jpki::new(&mut card(&mut chip))
            .verify_authentication_pin(&pin(b"9999"), Floor::DEFAULT)
            .unwrap_err();
        assert!(
            matches!(
                error.kind,
                CardErrorKind::OutcomeUnknown {
                    key: Key::AuthenticationPin,
                    cause: UnknownCause::Status(status),
                } if status.value() == answer
            ),
            "{answer:04X}: {error}"
        );
        assert_eq!(chip.sent(0x20), 1, "{answer:04X}");
        assert_eq!(chip.sent(0xC0), 0, "{answer:04X}: no GET RESPONSE");
        let after = chip
            .log
            .iter()
            .position(|command| is_verify(command))
            .unwrap();
        // Nothing follows but the end of the session.
        assert_eq!(chip.log[after + 1..].len(), 1, "{answer:04X}");
        assert_eq!(chip.log[after + 1][1], 0xA4);
    }
}

/// "Done" without a signature is no signature.
#[test]
fn a_signature_that_is_not_there_is_an_error() {
    let mut chip = short().with(|command, _| match command[1] {
        0x2A => sw(0x9000),
        _ => Reply::Chip,
    });
    let mut session = card(&mut chip);
    let result =
        Jpki::new(&mut session).authenticate(&ToSign::digest(&[7; 32]), &pin(PIN), Floor::DEFAULT);
    assert_eq!(result.unwrap_err().kind, CardErrorKind::NoSignature);
}

/// R2: nor is a signature or a change.
///
/// Holds: R2
#[test]
fn a_signature_and_a_change_are_sent_once_whatever_the_answer() {
    for answer in [0x6104, 0x6C00, 0x6700, 0x6F00] {
        let mut chip = short().with(move |command, _| {
            if matches!(command[1], 0x2A | 0x24) {
                sw(answer)
            } else {
                Reply::Chip
            }
        });
        let mut session = card(&mut chip);
        let mut jpki = Jpki::new(&mut session);
        let result = jpki.authenticate(&ToSign::digest(&[7; 32]), &pin(PIN), Floor::DEFAULT);
        assert_eq!(result.unwrap_err().status_word().unwrap().value(), answer);
        drop(session);
        assert_eq!((chip.sent(0x2A), chip.sent(0x20)), (1, 1));
        assert_eq!(
            chip.sent(0xC0) + chip.log.iter().filter(|c| c[1] == 0xC0).count(),
            0
        );

        let mut session = card(&mut chip);
        let mut jpki = Jpki::new(&mut session);
        let result = jpki.change_authentication_pin(&pin(PIN), &pin(b"4321"), Floor::DEFAULT);
        assert!(matches!(
            result.unwrap_err().kind,
            CardErrorKind::OutcomeUnknown { .. }
        ));
        assert_eq!(session.unsettled(), Some(Key::AuthenticationPin));
        drop(session);
        assert_eq!(chip.sent(0x24), 1);
        assert_eq!(
            chip.log.iter().filter(|command| command[1] == 0xC0).count(),
            0
        );
    }
}

/// R3: 63C0, 6983 and 6984 are blocked, and nothing else is.
///
/// Holds: R3
#[test]
fn blocked_is_told_apart_from_the_rest() {
    let verified = |answer: u16| {
        let mut chip = short().with(move |command, _| {
            if is_verify(command) {
                sw(answer)
            } else {
                Reply::Chip
            }
        });
        Jpki::new(&mut card(&mut chip)).verify_authentication_pin(&pin(b"9999"), Floor::DEFAULT)
    };
    assert_eq!(verified(0x63C2), Ok(Verification::Wrong(Tries::Left(2))));
    assert_eq!(verified(0x63C0), Ok(Verification::Wrong(Tries::Blocked)));
    assert_eq!(verified(0x6983), Ok(Verification::Blocked));
    assert_eq!(verified(0x6984), Ok(Verification::Blocked));

    let queried = |answer: u16| {
        let mut chip = short().with(move |command, _| {
            if is_query(command) {
                sw(answer)
            } else {
                Reply::Chip
            }
        });
        card(&mut chip).tries(Key::AuthenticationPin)
    };
    assert_eq!(queried(0x63C0), Ok(Tries::Blocked));
    assert_eq!(queried(0x6983), Ok(Tries::Blocked));
    assert_eq!(queried(0x6984), Ok(Tries::Blocked));
    assert_eq!(queried(0x9000), Ok(Tries::Unknown));
    // A driver that takes the last digit of anything would say "2 left" here.
    assert_eq!(
        queried(0x6A82).unwrap_err().status_word().unwrap().value(),
        0x6A82
    );
}

/// R3 and the floor: a query answered with 9000 tells nothing, so nothing is presented.
///
/// Holds: R3
#[test]
fn tries_that_the_card_does_not_tell_are_not_spent() {
    let mut chip = short().with(|command, _| {
        if is_query(command) {
            sw(0x9000)
        } else {
            Reply::Chip
        }
    });
    let error = Jpki::new(&mut card(&mut chip))
        .verify_authentication_pin(&pin(PIN), Floor::DEFAULT)
        .unwrap_err();
    assert!(matches!(
        error.kind,
        CardErrorKind::TooFewTries {
            tries: Tries::Unknown,
            ..
        }
    ));
    assert_eq!(chip.sent(0x20), 0);
}

/// A blocked key is not presented again.
#[test]
fn a_blocked_key_is_left_alone() {
    for floor in [
        Floor::DEFAULT,
        Floor::Keep(0),
        Floor::Override(LastTryAccepted::after_warning()),
    ] {
        let mut chip = short();
        chip.keys.get_mut(&(JPKI, 0x18)).unwrap().1 = 0;
        let result = Jpki::new(&mut card(&mut chip)).verify_authentication_pin(&pin(PIN), floor);
        assert_eq!(result, Ok(Verification::Blocked));
        assert_eq!(chip.sent(0x20), 0);
    }
}

/// The last try is spent only by an explicit decision.
///
/// Holds: I2
#[test]
fn the_last_try_is_kept() {
    let mut chip = short();
    chip.keys.get_mut(&(JPKI, 0x18)).unwrap().1 = 1;
    // A floor of zero, as a setting may have it, is no decision.
    for floor in [Floor::DEFAULT, Floor::Keep(0)] {
        let error = Jpki::new(&mut card(&mut chip))
            .verify_authentication_pin(&pin(PIN), floor)
            .unwrap_err();
        assert_eq!(
            error.kind,
            CardErrorKind::TooFewTries {
                key: Key::AuthenticationPin,
                tries: Tries::Left(1),
                kept: 1,
            }
        );
    }
    assert_eq!(chip.sent(0x20), 0);

    let floor = Floor::Override(LastTryAccepted::after_warning());
    let result = Jpki::new(&mut card(&mut chip)).verify_authentication_pin(&pin(PIN), floor);
    assert_eq!(result, Ok(Verification::Accepted));
    assert_eq!(chip.sent(0x20), 1);
}

/// The tries are read before the first VERIFY.
#[test]
fn the_query_comes_before_the_verify() {
    let mut chip = short();
    let _ = Jpki::new(&mut card(&mut chip)).verify_authentication_pin(&pin(PIN), Floor::DEFAULT);
    let query = chip.log.iter().position(|command| is_query(command));
    let verify = chip.log.iter().position(|command| is_verify(command));
    assert!(query.is_some() && query < verify);
}

/// Code B is not presented when its policy keeps as many tries as are left.
///
/// Holds: I3
#[test]
fn code_b_is_not_presented_against_a_low_counter() {
    let readings = [
        CodeB::from_ascii(CODE_B).unwrap(),
        CodeB::from_ascii(CODE_B).unwrap(),
    ];
    let agreed = CodeBPolicy::DEFAULT.agree(&readings, 0).unwrap();
    for (left, presented) in [(10, 1), (6, 1), (5, 0), (1, 0)] {
        let mut chip = short();
        chip.keys.get_mut(&(SURFACE, 0x12)).unwrap().1 = left;
        let _ = Surface::new(&mut card(&mut chip)).verify_code_b(agreed);
        assert_eq!(chip.sent(0x20), presented, "{left} left");
    }
}

/// After a torn VERIFY everything but that counter is refused, and nothing is sent.
#[test]
fn after_a_torn_verify_the_counter_is_read_before_anything_else() {
    for kind in [
        LinkErrorKind::TimedOut,
        LinkErrorKind::Broken,
        LinkErrorKind::Reset,
    ] {
        let mut torn = false;
        let mut chip = short().with(move |command, _| {
            if is_verify(command) && !torn {
                torn = true;
                return Reply::Torn(kind);
            }
            Reply::Chip
        });
        let mut session = card(&mut chip);
        let mut jpki = Jpki::new(&mut session);
        let error = jpki
            .verify_authentication_pin(&pin(b"9999"), Floor::DEFAULT)
            .unwrap_err();
        assert!(matches!(
            error.kind,
            CardErrorKind::OutcomeUnknown { cause: UnknownCause::Link(link), .. } if link.kind == kind
        ));
        let before = session.traffic().exchanges;
        let refused = CardErrorKind::Unsettled(Key::AuthenticationPin);
        let mut jpki = Jpki::new(&mut session);
        let again = jpki.verify_authentication_pin(&pin(PIN), Floor::DEFAULT);
        assert_eq!(again.unwrap_err().kind, refused);
        assert_eq!(jpki.signature_tries().unwrap_err().kind, refused);
        assert_eq!(
            session.select(Application::Surface).unwrap_err().kind,
            refused
        );
        assert_eq!(
            session.read(File::TokenInformation).unwrap_err().kind,
            refused
        );
        assert_eq!(
            session.data_object(DataObject::Expiry).unwrap_err().kind,
            refused
        );
        let signed = Surface::new(&mut session).sign_challenge(&[1; 32]);
        assert_eq!(signed.unwrap_err().kind, refused);
        assert_eq!(session.traffic().exchanges, before, "nothing was sent");

        assert_eq!(session.tries(Key::AuthenticationPin), Ok(Tries::Left(2)));
        assert_eq!(session.unsettled(), None);
        assert!(session.read(File::TokenInformation).is_ok());
        drop(session);
        assert_eq!(chip.sent(0x20), 1);
    }
}

/// An answer without a status word to a VERIFY leaves the outcome unknown.
#[test]
fn an_incomplete_answer_to_a_verify_leaves_the_outcome_unknown() {
    for bytes in [vec![], vec![0x90]] {
        let mut chip = short().with(move |command, _| {
            if is_verify(command) {
                Reply::Bytes(bytes.clone())
            } else {
                Reply::Chip
            }
        });
        let mut session = card(&mut chip);
        let result = Jpki::new(&mut session).verify_authentication_pin(&pin(PIN), Floor::DEFAULT);
        assert!(matches!(
            result.unwrap_err().kind,
            CardErrorKind::OutcomeUnknown {
                cause: UnknownCause::Incomplete(_),
                ..
            }
        ));
        assert_eq!(session.unsettled(), Some(Key::AuthenticationPin));
    }
}

/// Where it is certain that nothing was sent, the outcome is not unknown, and nothing is repeated.
#[test]
fn a_verify_that_was_not_sent_is_an_ordinary_link_error() {
    let mut chip = short().with(|command, _| {
        if is_verify(command) {
            Reply::NotSent(LinkErrorKind::Driver)
        } else {
            Reply::Chip
        }
    });
    let mut session = card(&mut chip);
    let error = Jpki::new(&mut session)
        .verify_authentication_pin(&pin(PIN), Floor::DEFAULT)
        .unwrap_err();
    assert!(matches!(error.kind, CardErrorKind::Link(_)));
    assert_eq!(session.unsettled(), None);
    drop(session);
    assert_eq!(chip.sent(0x20), 0);
}

/// What the card said of a counter is not believed after a VERIFY that changed it.
#[test]
fn a_counter_is_not_remembered_beyond_a_verify() {
    let mut chip = short();
    let mut session = card(&mut chip);
    let mut jpki = Jpki::new(&mut session);
    assert_eq!(jpki.authentication_tries(), Ok(Tries::Left(3)));
    let wrong = jpki.verify_authentication_pin(&pin(b"9999"), Floor::DEFAULT);
    assert_eq!(wrong, Ok(Verification::Wrong(Tries::Left(2))));
    assert_eq!(jpki.authentication_tries(), Ok(Tries::Left(2)));
    let right = jpki.verify_authentication_pin(&pin(PIN), Floor::DEFAULT);
    assert_eq!(right, Ok(Verification::Accepted));
    assert_eq!(jpki.authentication_tries(), Ok(Tries::Left(3)));
}

/// R4: what is not exactly a key's format never reaches the card, because it never becomes a
/// secret.
///
/// Holds: R4
#[test]
fn a_malformed_value_never_becomes_a_secret() {
    for bad in [
        &b"12345"[..],
        b"123",
        b"12a4",
        "１２３４".as_bytes(),
        b"\x11\x12\x13\x14",
    ] {
        assert!(Pin::from_ascii(bad).is_err());
    }
    for bad in [&b"abc123"[..], b"ABCDEF", b"12345", b"AB12C"] {
        assert!(SignaturePassword::from_ascii(bad).is_err());
    }
    assert!(CodeB::from_ascii(b"1980021720352285").is_err());
}

/// R5: what identifies the card comes from its data objects and files.
///
/// Holds: R5
#[test]
fn identity_comes_from_the_card_and_not_from_the_link() {
    let mut chip = short().with(|command, _| match command {
        [0x00, 0xCA, 0x00, 0x45, ..] => Reply::Bytes(b"CARD-0001\x90\x00".to_vec()),
        [0x00, 0xB2, 0x01, 0x0C, 0x00] => {
            Reply::Bytes(b"\x01\x1C1234567890123451310120350217\x90\x00".to_vec())
        }
        _ => Reply::Chip,
    });
    chip.files.insert((COMMON, 1), vec![]);
    let mut session = card(&mut chip);
    let identification = outside::card_identification(&mut session).unwrap();
    assert_eq!(identification.as_bytes(), b"CARD-0001");
    let information = common::Common::new(&mut session)
        .card_information()
        .unwrap();
    assert_eq!(information.serial(), b"123456789012345");
    assert_eq!(information.expiry().digits(), b"20350217");
}

/// R6: filler behind an object is not taken for content, and foreign bytes before it are skipped.
///
/// Holds: R6
#[test]
fn files_are_read_by_the_length_of_their_object() {
    for mut chip in [short(), extended()] {
        let record = object(&[0xFF, 0x20], 900, 0);
        let mut file = vec![0x00, 0x01];
        file.extend(&record);
        // A photo may end in FF; here the object itself does.
        let last = file.len() - 1;
        file[last] = 0xFF;
        file.extend([0xFF; 300]);
        chip.files.insert((SURFACE, 0x02), file.clone());
        let content = card(&mut chip).read(File::FaceRecord).unwrap();
        assert_eq!(content[..], file[..902]);
    }
}

/// R9: out of the application and power down, at the end and on drop, after errors too.
///
/// Holds: R9
#[test]
fn every_end_leaves_the_application_and_takes_the_power() {
    fn select_isd(command: &[u8]) -> bool {
        command
            == [
                0x00, 0xA4, 0x04, 0x0C, 0x07, 0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00,
            ]
    }
    let mut chip = short();
    let mut session = card(&mut chip);
    let _ = Jpki::new(&mut session).verify_authentication_pin(&pin(PIN), Floor::DEFAULT);
    session.end().unwrap();
    assert!(select_isd(chip.log.last().unwrap()));
    assert_eq!(chip.power_downs, 1);

    let mut chip = short();
    drop(card(&mut chip));
    assert!(select_isd(chip.log.last().unwrap()));
    assert_eq!(chip.power_downs, 1);

    // After an unknown outcome.
    let mut chip = short().with(|command, _| {
        if is_verify(command) {
            Reply::Torn(LinkErrorKind::TimedOut)
        } else {
            Reply::Chip
        }
    });
    let _ = Jpki::new(&mut card(&mut chip)).verify_authentication_pin(&pin(PIN), Floor::DEFAULT);
    assert!(select_isd(chip.log.last().unwrap()));
    assert_eq!(chip.power_downs, 1);

    // The chip does not answer any more: the power goes all the same.
    let mut chip = short().with(|_, _| Reply::Torn(LinkErrorKind::Mute));
    card(&mut chip).end().unwrap();
    assert_eq!(chip.power_downs, 1);
}

/// A card that is handed over has nothing verified in it, and keeps its power.
///
/// Holds: R9
#[test]
fn a_card_that_is_handed_over_has_left_the_application() {
    let mut chip = short();
    let mut session = card(&mut chip);
    let _ = Jpki::new(&mut session).verify_authentication_pin(&pin(PIN), Floor::DEFAULT);
    session.hand_over().unwrap();
    assert_eq!(chip.log.last().unwrap()[5], 0xA0);
    assert_eq!(chip.power_downs, 0);

    // Nor is one handed over of which a counter has to be read.
    let mut chip = short().with(|command, _| {
        if is_verify(command) {
            Reply::Torn(LinkErrorKind::TimedOut)
        } else {
            Reply::Chip
        }
    });
    let mut session = card(&mut chip);
    let _ = Jpki::new(&mut session).verify_authentication_pin(&pin(PIN), Floor::DEFAULT);
    assert!(session.hand_over().is_err());
    assert_eq!(chip.power_downs, 1);

    let mut chip = short().with(|command, _| {
        if command[1] == 0xA4 && command[5] == 0xA0 {
            sw(0x6F00)
        } else {
            Reply::Chip
        }
    });
    let mut session = card(&mut chip);
    let _ = Jpki::new(&mut session).select();
    assert!(session.hand_over().is_err());
    assert_eq!(chip.power_downs, 1, "what cannot be left is switched off");
}

/// R10: extended length is tried on READ BINARY only, falls back once, and is remembered.
///
/// Holds: R10
#[test]
fn extended_length_is_tried_once_and_never_on_verify_or_signature() {
    let ways: [fn() -> Reply; 7] = [
        || sw(0x6700),
        || sw(0x6A86),
        || sw(0x6D00),
        || Reply::NotSent(LinkErrorKind::OversizedCommand),
        || Reply::Torn(LinkErrorKind::Broken),
        || Reply::Torn(LinkErrorKind::TimedOut),
        || Reply::Bytes(vec![0x30]),
    ];
    for way in ways {
        let mut chip = extended().with(move |command, _| {
            if command[1] == 0xB0 && command.len() == 7 {
                way()
            } else {
                Reply::Chip
            }
        });
        let expected = chip.files[&(JPKI, 0x0A)].clone();
        let mut tried = 0;
        {
            let mut session = card(&mut chip);
            for _ in 0..2 {
                let content = session.read(File::AuthenticationCertificate).unwrap();
                assert_eq!(content[..], expected[..]);
            }
            let signed = Jpki::new(&mut session)
                .authenticate(&ToSign::digest(&[7; 32]), &pin(PIN), Floor::DEFAULT)
                .unwrap();
            assert!(matches!(signed, Signed::Signature(_)));
        }
        for command in &chip.log {
            let is_extended = command.len() > 5 && command[4] == 0;
            assert!(!is_extended || command[1] == 0xB0, "{:02X?}", &command[..4]);
            tried += usize::from(is_extended);
        }
        assert!(tried <= 1);
    }
}

/// R10: an answer that the link cut short is gone on with, and nothing is read twice.
///
/// Holds: R10
#[test]
fn an_extended_answer_that_was_cut_short_is_gone_on_with() {
    let mut chip = extended().with(|command, _| {
        if command[1] == 0xB0 && command.len() == 7 {
            Reply::Cut(520)
        } else {
            Reply::Chip
        }
    });
    let expected = chip.files[&(JPKI, 0x0A)].clone();
    let mut session = card(&mut chip);
    let content = session.read(File::AuthenticationCertificate).unwrap();
    assert_eq!(content[..], expected[..]);
    // The small answer of before was no proof; from now on it is blocks at once.
    let content = session.read(File::AuthenticationCertificate).unwrap();
    assert_eq!(content[..], expected[..]);
    drop(session);
    let reads: Vec<_> = chip
        .log
        .iter()
        .filter(|command| command[1] == 0xB0)
        .collect();
    // 1600 bytes: 520 extended, then 1080 in five blocks; the second time seven blocks.
    assert_eq!(reads[0].len(), 7);
    assert_eq!(reads[1][..], [0x00, 0xB0, 0x02, 0x08, 0x00]);
    assert_eq!(reads.len(), 1 + 5 + 7);
    assert!(reads[1..].iter().all(|command| command.len() == 5));
}

/// R11: the PIN is not asked for a certificate that is free, and is on a phone.
///
/// Holds: R11
#[test]
fn the_pin_is_presented_for_the_certificate_on_a_phone_only() {
    let value = pin(PIN);
    let given = Some((&value, Floor::DEFAULT));
    for kind in [TokenKind::Card, TokenKind::Unknown, TokenKind::Iphone] {
        let mut chip = short();
        let certificate = Jpki::new(&mut card(&mut chip)).authentication_certificate(kind, given);
        assert!(matches!(certificate, Ok(Protected::Certificate(_))));
        assert_eq!(chip.sent(0x20), 0, "{kind:?}");
    }
    let mut chip = short();
    let mut session = card(&mut chip);
    let mut jpki = Jpki::new(&mut session);
    assert_eq!(
        jpki.authentication_certificate(TokenKind::Android, None),
        Err(ApplicationError::PinNeeded)
    );
    assert_eq!(session.traffic().exchanges, 0);
    let mut jpki = Jpki::new(&mut session);
    let certificate = jpki.authentication_certificate(TokenKind::Android, given);
    assert!(matches!(certificate, Ok(Protected::Certificate(_))));
    // Once accepted, it is not presented again.
    let certificate = jpki.authentication_certificate(TokenKind::Android, None);
    assert!(matches!(certificate, Ok(Protected::Certificate(_))));
    drop(session);
    assert_eq!(chip.sent(0x20), 1);
}

/// R12: a build without the feature has no way to code A; the flow never touches its key.
///
/// Holds: R12
#[test]
fn the_face_flow_never_touches_code_a() {
    let readings = [
        CodeB::from_ascii(CODE_B).unwrap(),
        CodeB::from_ascii(CODE_B).unwrap(),
    ];
    let agreed = CodeBPolicy::DEFAULT.agree(&readings, 0).unwrap();
    let mut chip = extended();
    {
        let mut session = card(&mut chip);
        let _ = mynareader::application::face_flow::identify(&mut session);
        let _ = mynareader::application::face_flow::certificate(&mut session, TokenKind::Card);
        let _ = mynareader::application::face_flow::face(&mut session, agreed, &[9; 32]);
    }
    let mut application = 0;
    for command in &chip.log {
        if command[1] == 0xA4 {
            application = command[command.len() - 1];
        }
        assert_ne!(
            (application, command[1], command[3] & 0x1F),
            (SURFACE, 0x20, 0x13)
        );
        assert_ne!(application, TEXT);
        assert_ne!(command[..3], [0x00, 0xB0, 0x85], "the rendered number");
    }
    assert_eq!(chip.sent(0x20), 1);
}

/// A reset drops what was selected, verified and counted.
#[test]
fn a_reset_drops_everything() {
    let mut reads = 0;
    let mut chip = short().with(move |command, _| {
        if command[..2] == [0x00, 0xB0] {
            reads += 1;
            if reads == 1 {
                return Reply::NotSent(LinkErrorKind::Reset);
            }
        }
        Reply::Chip
    });
    let mut session = card(&mut chip);
    let mut jpki = Jpki::new(&mut session);
    let accepted = jpki.verify_authentication_pin(&pin(PIN), Floor::DEFAULT);
    assert_eq!(accepted, Ok(Verification::Accepted));
    assert_eq!(jpki.signature_tries(), Ok(Tries::Left(5)));
    assert!(session.is_verified(Key::AuthenticationPin));
    assert!(session.read(File::TokenInformation).is_err());
    assert!(!session.is_verified(Key::AuthenticationPin));
    assert!(session.read(File::TokenInformation).is_ok());
    assert_eq!(session.tries(Key::SignaturePassword), Ok(Tries::Left(5)));
    drop(session);
    let selects = chip
        .log
        .iter()
        .filter(|c| c[1] == 0xA4 && c[5] == 0xD3)
        .count();
    assert_eq!(selects, 2, "selected again");
    let queries = chip
        .log
        .iter()
        .filter(|c| c[1] == 0x20 && c.len() == 4 && c[3] == 0x9B);
    assert_eq!(queries.count(), 2, "asked again");
}

/// A removal ends the session: nothing is sent any more.
#[test]
fn a_removal_ends_the_session() {
    for kind in [
        LinkErrorKind::CardRemoved,
        LinkErrorKind::NoCard,
        LinkErrorKind::ReaderGone,
        LinkErrorKind::ServiceGone,
    ] {
        let mut chip = short().with(move |command, _| {
            if command[1] == 0xB0 {
                Reply::NotSent(kind)
            } else {
                Reply::Chip
            }
        });
        let mut session = card(&mut chip);
        assert!(session.read(File::TokenInformation).is_err());
        assert!(session.is_over());
        let sent = session.traffic().exchanges;
        let error = session.tries(Key::AuthenticationPin).unwrap_err();
        assert_eq!(error.kind, CardErrorKind::SessionOver);
        assert!(session.select(Application::Surface).is_err());
        assert_eq!(session.traffic().exchanges, sent);
        session.end().unwrap();
        assert_eq!(chip.power_downs, 1);
    }
}

/// A card that was taken away has no power. One behind a service that stopped, or in a reader that is
/// gone, may have: that is told, with what may come of it, whatever the session met before.
#[test]
fn power_that_may_have_stayed_is_told_and_why_that_matters() {
    for (met, at_the_end, told) in [
        (None, LinkErrorKind::ServiceGone, true),
        (None, LinkErrorKind::CardRemoved, false),
        (
            Some(LinkErrorKind::ServiceGone),
            LinkErrorKind::ServiceGone,
            true,
        ),
        (
            Some(LinkErrorKind::ReaderGone),
            LinkErrorKind::ReaderGone,
            true,
        ),
        (Some(LinkErrorKind::NoCard), LinkErrorKind::NoCard, true),
        (Some(LinkErrorKind::Refused), LinkErrorKind::Refused, true),
        (
            Some(LinkErrorKind::CardRemoved),
            LinkErrorKind::ReaderGone,
            false,
        ),
    ] {
        let mut chip = short().with(move |command, _| match met {
            Some(kind) if command[1] == 0xB0 => Reply::NotSent(kind),
            _ => Reply::Chip,
        });
        chip.keeps_power = Some(at_the_end);
        let mut session = card(&mut chip);
        assert_eq!(session.read(File::TokenInformation).is_err(), met.is_some());
        let ended = session.end();
        assert_eq!(chip.power_downs, 1);
        if !told {
            assert_eq!(ended, Ok(()), "{met:?}");
            continue;
        }
        let error = ended.unwrap_err();
        assert_eq!(error.operation, Operation::PowerDown);
        assert_eq!(error.link().map(|link| link.kind), Some(at_the_end));
        let text = error.to_string();
        assert!(
            text.contains(
                "until the card is taken away, what the patient unlocked may stay usable"
            ),
            "{text}"
        );
    }
}

/// Another application leaves the keys of the first one unverified.
#[test]
fn another_application_ends_what_was_verified() {
    let mut chip = short();
    let mut session = card(&mut chip);
    let accepted = Jpki::new(&mut session).verify_authentication_pin(&pin(PIN), Floor::DEFAULT);
    assert_eq!(accepted, Ok(Verification::Accepted));
    session.select(Application::Surface).unwrap();
    assert!(!session.is_verified(Key::AuthenticationPin));
}

/// What is to be signed is at hand before the PIN: the signature directly follows the VERIFY.
#[test]
fn the_signature_directly_follows_the_verify() {
    let mut chip = short();
    let signed = Jpki::new(&mut card(&mut chip))
        .authenticate(&ToSign::digest(&[7; 32]), &pin(PIN), Floor::DEFAULT)
        .unwrap();
    assert!(matches!(signed, Signed::Signature(_)));
    let verify = chip
        .log
        .iter()
        .position(|command| is_verify(command))
        .unwrap();
    assert_eq!(chip.log[verify + 1][..5], [0x80, 0x2A, 0x02, 0x97, 32]);
}

/// A PIN that is not accepted signs nothing.
#[test]
fn a_refused_pin_signs_nothing() {
    let mut chip = short();
    let signed = Jpki::new(&mut card(&mut chip))
        .authenticate(&ToSign::digest(&[7; 32]), &pin(b"9999"), Floor::DEFAULT)
        .unwrap();
    assert_eq!(signed, Signed::Refused(Verification::Wrong(Tries::Left(2))));
    assert_eq!(chip.sent(0x2A), 0);
}

/// The six schemes: P1 and data as the card takes them, lengths refused before anything is sent.
#[test]
fn the_six_schemes_are_sent_as_the_card_takes_them() {
    let schemes = [
        (0x00, ToSign::padded(&[1; 51]).unwrap(), 51),
        (0x01, ToSign::bare_hash(&[1; 40]).unwrap(), 40),
        (0x02, ToSign::digest(&[1; 32]), 32),
        (0x03, ToSign::message(&[1; 255]).unwrap(), 255),
        (0x04, ToSign::pss_digest(&[1; 32]), 32),
        (0x05, ToSign::pss_message(&[1; 7]).unwrap(), 7),
    ];
    for (p1, input, length) in schemes {
        let mut chip = short();
        let _ = Jpki::new(&mut card(&mut chip)).authenticate(&input, &pin(PIN), Floor::DEFAULT);
        let command = chip.log.iter().find(|command| command[1] == 0x2A).unwrap();
        assert_eq!(command[..5], [0x80, 0x2A, p1, 0x97, length]);
        assert_eq!(command.len(), 5 + usize::from(length) + 1);
    }
    assert!(ToSign::padded(&[1; 246]).is_err());
    assert!(ToSign::padded(&[]).is_err());
    assert!(ToSign::message(&[1; 256]).is_err());
}

/// A first command answered with 6F00 is sent again, once, and only then.
#[test]
fn a_card_may_stumble_over_its_first_command() {
    let mut chip = short().with(|_, number| if number == 1 { sw(0x6F00) } else { Reply::Chip });
    assert!(card(&mut chip).select(Application::Jpki).is_ok());
    let mut chip = short().with(|_, number| if number <= 2 { sw(0x6F00) } else { Reply::Chip });
    assert!(card(&mut chip).select(Application::Jpki).is_err());
    let mut chip = short().with(|_, number| if number == 2 { sw(0x6F00) } else { Reply::Chip });
    let mut session = card(&mut chip);
    session.select(Application::Jpki).unwrap();
    assert!(session.select(Application::Surface).is_err());

    // The policies are values of the profile.
    let mut profile = Profile::my_number_card();
    profile.first_command = FirstCommand::ThrowAway;
    let mut chip = short().with(|_, number| if number == 1 { sw(0x6F00) } else { Reply::Chip });
    Card::new(&mut chip, profile.clone())
        .select(Application::Jpki)
        .unwrap();
    assert_eq!(chip.log[0][5], 0xA0);
    profile.first_command = FirstCommand::Plain;
    let mut chip = short().with(|_, number| if number == 1 { sw(0x6F00) } else { Reply::Chip });
    assert!(
        Card::new(&mut chip, profile)
            .select(Application::Jpki)
            .is_err()
    );
}

/// Another card is another value: nothing but the profile says where things lie.
#[test]
fn the_profile_decides_where_things_lie() {
    let mut profile = Profile::my_number_card();
    profile.files.get_mut(&File::TokenInformation).unwrap().id = 0x1A;
    profile.keys.remove(&Key::SignaturePassword);
    let mut chip = short();
    chip.files.insert((JPKI, 0x1A), token(b"JPKIAPICCTOKEN"));
    let mut session = Card::new(&mut chip, profile);
    let mut jpki = Jpki::new(&mut session);
    assert_eq!(jpki.token().unwrap().kind(), TokenKind::JukiCard);
    let error = jpki.signature_tries().unwrap_err();
    assert_eq!(error.kind, CardErrorKind::NotInProfile);
}

/// The text of an error says operation, exchange and status word, and nothing of the value.
#[test]
fn errors_say_where_and_what() {
    let mut chip = short().with(|command, _| {
        if is_verify(command) {
            sw(0x6F00)
        } else {
            Reply::Chip
        }
    });
    let error = Jpki::new(&mut card(&mut chip))
        .verify_authentication_pin(&pin(b"7391"), Floor::DEFAULT)
        .unwrap_err();
    assert_eq!(error.exchange, 3);
    assert_eq!(
        error.to_string(),
        "presenting the authentication PIN failed at exchange 3: whether the authentication PIN \
         was judged is not known, its tries must be read first; the card answered 6F00, the chip \
         reports a failure of its own"
    );
    assert!(!format!("{error:?}").contains("7391"));
}

/// A wrong value takes back what an earlier right one has opened.
#[test]
fn a_wrong_value_is_not_taken_for_verified() {
    let mut chip = short();
    let mut session = card(&mut chip);
    let mut jpki = Jpki::new(&mut session);
    let _ = jpki.verify_authentication_pin(&pin(PIN), Floor::DEFAULT);
    let _ = jpki.verify_authentication_pin(&pin(b"9999"), Floor::DEFAULT);
    assert!(!session.is_verified(Key::AuthenticationPin));
}

/// "Done" and nothing more is no identification, and the error does not call it too long.
#[test]
fn an_empty_identification_is_refused_as_empty() {
    let mut chip = short().with(|command, _| {
        if command[1] == 0xCA {
            sw(0x9000)
        } else {
            Reply::Chip
        }
    });
    let error = outside::card_identification(&mut card(&mut chip)).unwrap_err();
    assert!(
        matches!(
            error,
            ApplicationError::Record(mynareader::tlv::TlvError {
                kind: mynareader::tlv::TlvErrorKind::Truncated {
                    needed: 1,
                    available: 0
                },
                ..
            })
        ),
        "{error}"
    );
}
