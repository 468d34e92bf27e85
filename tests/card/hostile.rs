//! Cards and bytes that mean harm: typed errors, a bounded number of exchanges, no panic, and a
//! stack of 256 KiB for all of it.

use std::sync::{Arc, OnceLock};
use std::thread;

use crate::objects::object;
use mynareader::application::common::CardInformation;
use mynareader::application::face_flow;
use mynareader::application::jpki::{Availability, Jpki, Token};
use mynareader::application::surface::{AgeRecord, BasicData, FaceRecord, Surface};
use mynareader::application::text::{BasicAttributes, IntegrityRecord};
use mynareader::application::{common, outside};
use mynareader::card::{Card, CardErrorKind, File, Floor, Profile};
use mynareader::facts::TokenKind;
use mynareader::secret::{CodeB, CodeBPolicy, Pin};
use mynareader::tlv::{MAX_OBJECTS, Reader, Structure, Tag, TlvError, TlvErrorKind, locate};
use mynareader_emulator::{
    At, Chip, Day, Fault, Image, Link, Misbehaviour, Personas, Policy, VirtualCard, hostile,
};
use proptest::prelude::*;

/// In a thread with little stack: recursion that follows the card's bytes would end it.
fn on_a_small_stack<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> R {
    thread::Builder::new()
        .stack_size(256 * 1024)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap()
}

const FILES: [File; 17] = [
    File::AuthenticationCertificate,
    File::AuthenticationCaCertificate,
    File::SignatureCertificate,
    File::SignatureCaCertificate,
    File::TokenInformation,
    File::CertificateAvailability,
    File::AgeRecord,
    File::FaceRecord,
    File::SurfaceBasicData,
    File::SurfaceCertificate,
    File::NumberRecord,
    File::BasicAttributes,
    File::IntegrityRecord,
    File::TextCertificate,
    File::TextBasicData,
    File::TextKeyRecord,
    File::CardInformation,
];

/// No file of the card needs more: 32 KiB in blocks of 251, one attempt, a few short answers.
const MOST_FOR_A_FILE: u32 = 160;

fn adult() -> VirtualCard {
    // Issuing a card costs several RSA signatures; one will do.
    static IMAGE: OnceLock<Arc<Image>> = OnceLock::new();
    let image = IMAGE.get_or_init(|| {
        let personas = Personas::at("2026-11-22".parse::<Day>().unwrap()).unwrap();
        personas.get("adult").unwrap().image().unwrap()
    });
    VirtualCard::new(Chip::new(image.clone(), Policy::DEFAULT))
}

/// Everything that can be done with a card, and what the dearest single step cost.
fn everything(fault: &Fault, link: Link) -> u32 {
    let mut dearest = 0;
    let mut step = |work: &mut dyn FnMut(&mut Card<'_>)| {
        // A card for each step, so that a step is not spared by what went wrong before.
        let mut chip = adult().with_link(link).with_faults([fault.clone()]);
        let mut card = Card::new(&mut chip, Profile::my_number_card());
        let before = card.traffic().exchanges;
        work(&mut card);
        dearest = dearest.max(card.traffic().exchanges - before);
    };
    for file in FILES {
        step(&mut |card| {
            let _ = card.read(file);
        });
    }
    let pin = Pin::from_ascii(b"1234").unwrap();
    let readings = [CodeB::from_ascii(b"55021720352285").unwrap()];
    let agreed = CodeBPolicy::TYPED.agree(&readings, 0).unwrap();
    step(&mut |card| {
        let _ = Jpki::new(card).verify_authentication_pin(&pin, Floor::DEFAULT);
    });
    step(&mut |card| {
        let _ = Surface::new(card).sign_challenge(&[1; 32]);
    });
    step(&mut |card| {
        let _ = outside::expiry(card);
    });
    step(&mut |card| {
        let _ = outside::card_identification(card);
    });
    step(&mut |card| {
        let _ = common::Common::new(card).card_information();
    });
    // And the whole flow, whatever comes.
    let mut chip = adult().with_link(link).with_faults([fault.clone()]);
    let mut card = Card::new(&mut chip, Profile::my_number_card());
    let identified = face_flow::identify(&mut card);
    let _ = face_flow::certificate(&mut card, identified.token_kind());
    let _ = face_flow::face(&mut card, agreed, &[7; 32]);
    assert!(card.traffic().exchanges < 4 * MOST_FOR_A_FILE);
    let _ = card.end();
    dearest
}

#[test]
fn a_hostile_card_costs_a_bounded_number_of_exchanges() {
    on_a_small_stack(|| {
        let faults = [
            ("more for ever", hostile::endless_more(0x00)),
            ("one more for ever", hostile::endless_more(0x01)),
            (
                "the wrong length for ever",
                hostile::endless_wrong_length(0x01),
            ),
            (
                "the wrong length for ever",
                hostile::endless_wrong_length(0x00),
            ),
            ("one byte at a time", hostile::at_most(1)),
            ("seven bytes at a time", hostile::at_most(7)),
            ("4 GiB", hostile::announces_four_gibibytes()),
            (
                "a length of eight bytes",
                hostile::announces_eight_length_bytes(),
            ),
            ("filler without end", hostile::endless_filler()),
            ("nothing", hostile::endless_nothing()),
            ("half a status word", hostile::half_a_status_word()),
            ("no status word", hostile::no_status_word()),
            ("the longest answers", hostile::longest_answers()),
            (
                "more, a byte each time",
                Fault::always(Misbehaviour::Answer(vec![0x30, 0x61, 0x01])),
            ),
        ];
        for (name, fault) in &faults {
            for link in [Link::EXTENDED, Link::SHORT, Link::SHORT_FRAMED] {
                let dearest = everything(fault, link);
                assert!(dearest <= MOST_FOR_A_FILE, "{name}: {dearest} exchanges");
            }
        }
    });
}

#[test]
fn a_card_that_answers_for_ever_is_told_so() {
    for fault in [
        hostile::at_most(1),
        Fault {
            at: At::Instruction(0xC0),
            what: Misbehaviour::Answer(vec![0x30, 0x61, 0x01]),
        },
    ] {
        let endless_reads = Fault {
            at: At::Instruction(0xB0),
            what: Misbehaviour::Answer(vec![0x30, 0x61, 0x01]),
        };
        let mut faults = vec![fault.clone()];
        if matches!(fault.at, At::Instruction(0xC0)) {
            faults.push(endless_reads);
        }
        let mut chip = adult().with_link(Link::SHORT).with_faults(faults);
        let mut card = Card::new(&mut chip, Profile::my_number_card());
        let error = card.read(File::AuthenticationCertificate).unwrap_err();
        assert_eq!(error.kind, CardErrorKind::TooManyExchanges, "{fault:?}");
    }
}

#[test]
fn an_object_of_4_gib_is_refused_after_its_header() {
    let mut chip = adult().with_faults([hostile::announces_four_gibibytes()]);
    let mut card = Card::new(&mut chip, Profile::my_number_card());
    let readings = [CodeB::from_ascii(b"55021720352285").unwrap()];
    let agreed = CodeBPolicy::TYPED.agree(&readings, 0).unwrap();
    let _ = Surface::new(&mut card).verify_code_b(agreed).unwrap();
    let before = card.traffic().exchanges;
    let error = card.read(File::FaceRecord).unwrap_err();
    assert!(
        matches!(
            error.kind,
            CardErrorKind::Record(TlvError {
                structure: Structure::FaceRecord,
                kind: TlvErrorKind::TooLong { .. } | TlvErrorKind::LengthTooLong,
                ..
            })
        ),
        "{error}"
    );
    assert_eq!(card.traffic().exchanges - before, 1);
}

/// All parsers of records.
fn parse_all(bytes: &[u8]) {
    let _ = FaceRecord::parse(bytes.to_vec().into()).map(|record| {
        let _ = record.public_key();
        let _ = record.photo_size();
        for image in [
            record.name(),
            record.address(),
            record.unsigned_security_code(),
        ] {
            let _ = image.size();
        }
        format!("{record:?}")
    });
    let _ = AgeRecord::parse(bytes.to_vec().into()).map(|record| {
        let _ = record.public_key();
    });
    let _ = BasicData::parse(bytes);
    let _ = BasicAttributes::parse(bytes.to_vec().into());
    let _ = IntegrityRecord::parse(bytes);
    let _ = CardInformation::parse(bytes);
    let _ = Token::parse(bytes);
    let _ = Availability::parse(bytes);
    let _ = Reader::new(Structure::Other, bytes).walk().count();
}

/// One level deeper than anybody needs, and then thousands.
#[test]
fn deep_nesting_ends_with_an_error_and_not_with_the_stack() {
    on_a_small_stack(|| {
        // The card's records have three levels; nine are refused already.
        for levels in [9, 64, 1_000, 4_000] {
            let mut bytes = vec![0x05, 0x00];
            for _ in 0..levels {
                bytes = object(0x30, &bytes);
            }
            parse_all(&bytes);
            let error = Reader::new(Structure::Other, &bytes)
                .walk()
                .find_map(Result::err)
                .unwrap();
            assert_eq!(error.kind, TlvErrorKind::TooDeep);
            let outer = object(0xFF20, &bytes);
            let error = FaceRecord::parse(outer.into()).unwrap_err();
            assert_eq!(error.structure, Structure::FaceRecord);
            let error = mynareader::certificate::Certificate::parse(&bytes);
            assert!(error.is_err());
        }
    });
}

#[test]
fn many_objects_end_with_an_error() {
    let flat = [0x05, 0x00].repeat(40_000);
    let error = Reader::new(Structure::Other, &flat)
        .walk()
        .find_map(Result::err)
        .unwrap();
    assert_eq!(error.kind, TlvErrorKind::TooManyObjects);
    assert_eq!(error.offset, MAX_OBJECTS * 2);
    let mut reader = Reader::new(Structure::Other, &flat);
    let error = loop {
        if let Err(error) = reader.next() {
            break error;
        }
        assert!(reader.offset() < flat.len(), "all forty thousand were read");
    };
    assert_eq!(error.kind, TlvErrorKind::TooManyObjects);
}

/// The face record of the virtual card, for altering.
fn face_record() -> Vec<u8> {
    let mut chip = adult();
    let mut card = Card::new(&mut chip, Profile::my_number_card());
    let readings = [CodeB::from_ascii(b"55021720352285").unwrap()];
    let agreed = CodeBPolicy::TYPED.agree(&readings, 0).unwrap();
    let mut surface = Surface::new(&mut card);
    let _ = surface.verify_code_b(agreed).unwrap();
    card.read(File::FaceRecord).unwrap().to_vec()
}

#[test]
fn a_record_cut_anywhere_names_itself_and_a_byte() {
    on_a_small_stack(|| {
        let record = face_record();
        for length in (0..record.len()).step_by(97).chain(0..64) {
            let error = FaceRecord::parse(record[..length].to_vec().into()).unwrap_err();
            assert_eq!(error.structure, Structure::FaceRecord);
            assert!(error.offset <= length, "{error}");
        }
    });
}

/// Holds: R7
#[test]
fn a_table_of_offsets_that_contradicts_the_objects_is_refused() {
    let record = face_record();
    let outer = locate(Structure::FaceRecord, &record, Tag::new(0xFF20)).unwrap();
    let table = outer.children().unwrap().expect(Tag::new(0xDF21)).unwrap();
    for entry in 0..9 {
        let mut altered = record.clone();
        altered[table.value_range().start + 2 * entry + 1] ^= 0x01;
        let error = FaceRecord::parse(altered.into()).unwrap_err();
        let TlvErrorKind::OffsetTable { stated, actual } = error.kind else {
            panic!("{error}")
        };
        assert_eq!(stated ^ actual, 1);
        assert_eq!(error.offset, actual);
    }
}

#[test]
fn objects_missing_repeated_or_added_are_refused() {
    let record = face_record();
    let outer = locate(Structure::FaceRecord, &record, Tag::new(0xFF20)).unwrap();
    let mut reader = outer.children().unwrap();
    let mut objects = Vec::new();
    while let Some(object) = reader.next().unwrap() {
        objects.push(object.whole().to_vec());
    }
    let build = |objects: &[Vec<u8>]| object(0xFF20, &objects.concat());
    assert!(FaceRecord::parse(build(&objects).into()).is_ok());
    for at in 0..objects.len() {
        let mut fewer = objects.clone();
        fewer.remove(at);
        assert!(
            FaceRecord::parse(build(&fewer).into()).is_err(),
            "without {at}"
        );
        let mut twice = objects.clone();
        twice.insert(at, objects[at].clone());
        assert!(
            FaceRecord::parse(build(&twice).into()).is_err(),
            "{at} twice"
        );
    }
    let mut more = objects.clone();
    more.push(vec![0xDF, 0x2B, 0x00]);
    assert!(FaceRecord::parse(build(&more).into()).is_err());
    let mut filled = objects.clone();
    filled.push(vec![0xFF; 4]);
    assert!(
        FaceRecord::parse(build(&filled).into()).is_err(),
        "filler inside"
    );
}

/// A photo whose headers state a size that nobody should allocate.
#[test]
fn a_photo_that_states_a_size_beyond_belief_is_refused() {
    let record = face_record();
    let at = |needle: &[u8]| {
        record
            .windows(needle.len())
            .position(|w| w == needle)
            .unwrap()
    };
    // ihdr: height and width after its name; SIZ: width and height 4 bytes after its length.
    let places = [
        at(b"ihdr") + 4,
        at(b"ihdr") + 8,
        at(&[0xFF, 0x4F, 0xFF, 0x51]) + 8,
    ];
    for place in places {
        let mut altered = record.clone();
        altered[place] = 0x7F;
        let parsed = FaceRecord::parse(altered.into()).unwrap();
        let error = parsed.photo_size().unwrap().unwrap_err();
        assert_eq!(error.structure, Structure::Jpeg2000);
        assert!(error.offset.abs_diff(place) < 32, "{error}");
    }
    // Headers that disagree with each other.
    let mut altered = record.clone();
    altered[at(b"ihdr") + 7] ^= 0x01;
    let parsed = FaceRecord::parse(altered.into()).unwrap();
    assert!(parsed.photo_size().unwrap().is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_bytes_make_a_parser_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        parse_all(&bytes);
        for tag in [0xFF10_u32, 0xFF20, 0xFF30, 0xFF40, 0x7F21] {
            parse_all(&object(tag, &bytes));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_face_record_with_altered_bytes_makes_no_parser_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
    ) {
        static RECORD: OnceLock<Vec<u8>> = OnceLock::new();
        let mut record = RECORD.get_or_init(face_record).clone();
        for (at, value) in changes {
            let at = at.index(record.len().min(2_000));
            record[at] = value;
        }
        parse_all(&record);
        record.truncate(cut.index(record.len()));
        parse_all(&record);
    }
}

/// Random answers to everything: typed errors and an end.
#[test]
fn random_answers_end() {
    on_a_small_stack(|| {
        for seed in 0..200_u64 {
            let fault = Fault::always(Misbehaviour::rewrite(move |command, answer| {
                let mut state = seed ^ (answer.len() as u64) << 8 ^ u64::from(command[3]);
                let mut next = move || {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1);
                    (state >> 33) as u8
                };
                match next() % 8 {
                    0..=3 => answer.to_vec(),
                    4 => vec![0x61, next()],
                    5 => vec![0x6C, next()],
                    6 => (0..next()).map(|_| next()).chain([0x90, 0x00]).collect(),
                    _ => (0..next() % 4).map(|_| next()).collect(),
                }
            }));
            let mut chip = adult().with_faults([fault]);
            let mut card = Card::new(&mut chip, Profile::my_number_card());
            let readings = [CodeB::from_ascii(b"55021720352285").unwrap()];
            let agreed = CodeBPolicy::TYPED.agree(&readings, 0).unwrap();
            let _ = face_flow::identify(&mut card);
            let _ = face_flow::certificate(&mut card, TokenKind::Card);
            let _ = face_flow::face(&mut card, agreed, &[7; 32]);
            for file in FILES {
                let _ = card.read(file);
            }
            assert!(card.traffic().exchanges < 20 * MOST_FOR_A_FILE);
        }
    });
}
