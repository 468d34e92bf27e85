//! What each task costs on the wire: exchanges, bytes sent, bytes received. The numbers are the
//! least possible; `docs/exchanges.md` derives them. A change that costs a patient another
//! exchange turns these tests red.

use crate::chip;

use chip::{CODE_B, Chip, JPKI, PIN, Reply, SURFACE, sw};
use mynareader::application::ToSign;
use mynareader::application::face_flow;
use mynareader::application::jpki::Jpki;
use mynareader::application::record::Signed;
use mynareader::application::surface::Surface;
use mynareader::card::{Card, File, Floor, Profile, Verification};
use mynareader::facts::{TokenKind, Tries};
use mynareader::secret::{CodeB, CodeBPolicy, Pin};
use mynareader::transport::{LinkCapabilities, LinkErrorKind, ShortBlock};
use mynareader_emulator::{Day, ExtendedFailure, Personas};

const FRAMED: LinkCapabilities = LinkCapabilities {
    short_block: ShortBlock::Framed,
    ..LinkCapabilities::SHORT
};

/// The links that a reader may have; the last claims extended length and fails it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Extended,
    Short256,
    Short251,
    Pretending,
}

fn chip(link: Link) -> Chip {
    match link {
        Link::Extended => Chip::new(LinkCapabilities::EXTENDED),
        Link::Short256 => Chip::new(LinkCapabilities::SHORT),
        Link::Short251 => Chip::new(FRAMED),
        Link::Pretending => Chip::new(LinkCapabilities::EXTENDED).with(|command, _| {
            if command.len() == 7 && command[1] == 0xB0 {
                sw(0x6700)
            } else {
                Reply::Chip
            }
        }),
    }
}

/// Exchanges, bytes sent and bytes received of a task, without the end of the session.
fn cost(link: Link, task: impl FnOnce(&mut Card<'_>)) -> (u32, u64, u64) {
    let mut chip = chip(link);
    let mut card = Card::new(&mut chip, Profile::my_number_card());
    task(&mut card);
    let traffic = card.traffic();
    drop(card);
    // The library's own count is that of the wire; the end costs one more.
    assert_eq!(
        chip.log.len(),
        usize::try_from(traffic.exchanges).unwrap() + 1
    );
    let sent: usize = chip.log[..chip.log.len() - 1].iter().map(Vec::len).sum();
    assert_eq!(u64::try_from(sent).unwrap(), traffic.bytes_sent);
    (
        traffic.exchanges,
        traffic.bytes_sent,
        traffic.bytes_received,
    )
}

/// A certificate of 1600 bytes: S X, or S R(SFI) R x 6.
#[test]
fn the_authentication_certificate() {
    let task = |card: &mut Card<'_>| {
        let certificate = Jpki::new(card).authentication_certificate(TokenKind::Card, None);
        assert_eq!(
            certificate.unwrap().certificate().unwrap().as_der().len(),
            1600
        );
    };
    assert_eq!(cost(Link::Extended, task), (2, 22, 1604));
    assert_eq!(cost(Link::Short256, task), (8, 50, 1616));
    assert_eq!(cost(Link::Short251, task), (8, 50, 1616));
    // The short way and one attempt.
    assert_eq!(cost(Link::Pretending, task), (9, 57, 1618));
}

/// The attempt is made once in a session.
///
/// Holds: R10
#[test]
fn a_failed_attempt_is_remembered() {
    let twice = |card: &mut Card<'_>| {
        for _ in 0..2 {
            card.read(File::AuthenticationCertificate).unwrap();
        }
    };
    assert_eq!(cost(Link::Pretending, twice), (9 + 7, 57 + 35, 1618 + 1614));
}

/// The tries of a PIN: S Q.
#[test]
fn the_tries_of_the_pin() {
    for link in [
        Link::Extended,
        Link::Short256,
        Link::Short251,
        Link::Pretending,
    ] {
        let task = |card: &mut Card<'_>| {
            assert_eq!(Jpki::new(card).authentication_tries(), Ok(Tries::Left(3)));
        };
        assert_eq!(cost(link, task), (2, 19, 4), "{link:?}");
    }
}

/// PIN and signature over a hash: S Q V G.
#[test]
fn pin_and_signature() {
    for link in [
        Link::Extended,
        Link::Short256,
        Link::Short251,
        Link::Pretending,
    ] {
        let task = |card: &mut Card<'_>| {
            let pin = Pin::from_ascii(PIN).unwrap();
            let signed =
                Jpki::new(card).authenticate(&ToSign::digest(&[7; 32]), &pin, Floor::DEFAULT);
            assert!(matches!(signed, Ok(Signed::Signature(_))));
        };
        assert_eq!(cost(link, task), (4, 66, 264), "{link:?}");
    }
}

/// Tries that the card told in this session are not asked for again: S Q, later V G.
#[test]
fn tries_that_are_known_are_not_asked_for_again() {
    let task = |card: &mut Card<'_>| {
        let mut jpki = Jpki::new(card);
        assert_eq!(jpki.authentication_tries(), Ok(Tries::Left(3)));
        let pin = Pin::from_ascii(PIN).unwrap();
        let signed = jpki.authenticate(&ToSign::digest(&[7; 32]), &pin, Floor::DEFAULT);
        assert!(matches!(signed, Ok(Signed::Signature(_))));
    };
    assert_eq!(cost(Link::Extended, task), (4, 66, 264));
}

/// Code B and a face record of 10,000 bytes: S Q V X, or S Q V R(SFI) R x 39.
#[test]
fn code_b_and_the_face_record() {
    let task = |card: &mut Card<'_>| {
        let readings = [
            CodeB::from_ascii(CODE_B).unwrap(),
            CodeB::from_ascii(CODE_B).unwrap(),
        ];
        let agreed = CodeBPolicy::DEFAULT.agree(&readings, 0).unwrap();
        let accepted = Surface::new(card).verify_code_b(agreed);
        assert_eq!(accepted, Ok(Verification::Accepted));
        assert_eq!(card.read(File::FaceRecord).unwrap().len(), 10_000);
    };
    assert_eq!(cost(Link::Extended, task), (4, 45, 10_008));
    assert_eq!(cost(Link::Short256, task), (43, 238, 10_086));
    // 39 blocks of 251 and one of 211: as many.
    assert_eq!(cost(Link::Short251, task), (43, 238, 10_086));
    assert_eq!(cost(Link::Pretending, task), (44, 245, 10_088));
}

/// Filler behind the object is not fetched in blocks.
///
/// Holds: R6
#[test]
fn filler_is_not_fetched() {
    let mut chip = Chip::new(LinkCapabilities::SHORT);
    chip.files
        .insert((SURFACE, 0x02), chip::object(&[0xFF, 0x20], 1000, 5000));
    let mut card = Card::new(&mut chip, Profile::my_number_card());
    assert_eq!(card.read(File::FaceRecord).unwrap().len(), 1000);
    assert_eq!(card.traffic().exchanges, 1 + 4);
}

/// A small file is read with one short command, whatever the link; it proves nothing about
/// extended length, and a later long answer may still break the link.
#[test]
fn small_files_cost_one_exchange() {
    for link in [Link::Extended, Link::Short251] {
        let task = |card: &mut Card<'_>| {
            let mut jpki = Jpki::new(card);
            assert_eq!(jpki.token().unwrap().kind(), TokenKind::Card);
            assert!(jpki.availability().unwrap().authentication.is_present());
        };
        assert_eq!(cost(link, task), (3, 15 + 5 + 5, 2 + 162 + 5));
    }
    let mut chip = Chip::new(LinkCapabilities::EXTENDED).with(|command, _| {
        if command.len() == 7 {
            Reply::Torn(LinkErrorKind::OversizedAnswer)
        } else {
            Reply::Chip
        }
    });
    let expected = chip.files[&(JPKI, 0x0A)].clone();
    let mut card = Card::new(&mut chip, Profile::my_number_card());
    assert!(card.read(File::TokenInformation).is_ok());
    assert_eq!(
        card.read(File::AuthenticationCertificate).unwrap()[..],
        expected[..]
    );
    assert_eq!(card.traffic().exchanges, 1 + 1 + 1 + 7);
}

/// The whole face flow on the virtual card, from power-up to power-down: the instruction of each
/// exchange, in order. `docs/exchanges.md` shows step by step why none can be spared.
#[test]
fn the_whole_face_flow() {
    const SELECT: u8 = 0xA4;
    const READ: u8 = 0xB0;
    const VERIFY: u8 = 0x20;
    const SIGN: u8 = 0x2A;
    const GET_DATA: u8 = 0xCA;

    let personas = Personas::at("2026-11-22".parse::<Day>().unwrap()).unwrap();
    let persona = personas.get("adult").unwrap();
    let code = CodeB::from_ascii(persona.code_b().unwrap().as_bytes()).unwrap();
    let readings = [code];
    let agreed = CodeBPolicy::TYPED.agree(&readings, 0).unwrap();

    let flow = |link: mynareader_emulator::Link| {
        let mut chip = persona.card().unwrap().with_link(link);
        let handle = chip.handle();
        let mut card = Card::new(&mut chip, Profile::my_number_card());
        let identified = face_flow::identify(&mut card);
        let certificate = face_flow::certificate(&mut card, identified.token_kind()).unwrap();
        let face = face_flow::face(&mut card, agreed, &[7; 32]);
        card.end().unwrap();
        // Everything that the flow is for was had.
        let record = face.record.unwrap().unwrap();
        assert_eq!(
            identified.expiry.unwrap(),
            record.record().unsigned_expiry()
        );
        assert_eq!(identified.authentication_tries, Ok(Tries::Left(3)));
        assert_eq!(face.tries_before, Ok(Tries::Left(10)));
        assert_eq!((record.signature(), record.presence()), (Ok(()), Ok(())));
        assert!(!handle.is_powered());
        let log = handle.log();
        let instructions: Vec<u8> = log.iter().map(|exchange| exchange.command[1]).collect();
        assert!(!certificate.as_der().is_empty());
        instructions
    };

    let instructions = flow(mynareader_emulator::Link::EXTENDED);
    assert_eq!(
        instructions,
        [
            GET_DATA, // the card's expiry
            SELECT, READ, VERIFY, READ, READ, // JPKI: token, tries, availability, certificate
            SELECT, VERIFY, VERIFY, READ, READ,
            SIGN,   // surface: tries, code B, records, challenge
            SELECT, // out of the application
        ]
    );
    let thirteen = instructions.len();
    assert_eq!(thirteen, 13);

    for (link, block, attempts) in [
        (mynareader_emulator::Link::SHORT, 256, 0),
        (mynareader_emulator::Link::SHORT_FRAMED, 251, 0),
        (
            mynareader_emulator::Link::failing_extended(ExtendedFailure::Refused(0x6700)),
            256,
            1,
        ),
        (
            mynareader_emulator::Link::failing_extended(ExtendedFailure::Broken),
            256,
            1,
        ),
    ] {
        let mut chip = persona.card().unwrap();
        let mut card = Card::new(&mut chip, Profile::my_number_card());
        // The lengths, learnt on an extended link.
        let certificate = card.read(File::AuthenticationCertificate).unwrap().len();
        let accepted = Surface::new(&mut card).verify_code_b(agreed);
        assert_eq!(accepted, Ok(Verification::Accepted));
        let record = card.read(File::FaceRecord).unwrap().len();
        let issuer = card.read(File::SurfaceCertificate).unwrap().len();
        drop(card);
        let blocks: usize = [certificate, record, issuer]
            .iter()
            .map(|length| length.div_ceil(block))
            .sum();
        let instructions = flow(link);
        assert_eq!(
            instructions.len(),
            thirteen - 3 + blocks + attempts,
            "{block}"
        );
    }
}
