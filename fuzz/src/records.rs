//! Every parser of what lies on a card but X.509 certificates: files, TLV objects, answers, commands.

use core::fmt::Debug;

use mynareader::apdu::{Command, Expected, Header as ApduHeader, Response, StatusWord};
use mynareader::application::ToSign;
use mynareader::application::common::CardInformation;
use mynareader::application::jpki::{Availability, Token};
use mynareader::application::record::RecordedDate;
use mynareader::application::surface::{AgeRecord, BasicData, FaceRecord, NumberRecord};
use mynareader::application::text::{BasicAttributes, IndividualNumber, IntegrityRecord};
use mynareader::card::Content;
use mynareader::certificate::{
    Accept, CvAnchors, CvCertificate, Hierarchy, RsaPublicKey, UntracedIssuer,
};
use mynareader::tlv::{
    Header, MAX_DEPTH, MAX_LEADING_JUNK, Object, Reader, Structure, Tag, extent, locate,
};

use crate::input::Input;
use crate::said;

/// The first byte says which parser.
pub fn run(data: &[u8]) {
    let Some((&which, rest)) = data.split_first() else {
        return;
    };
    match which % 14 {
        0 => walk(rest),
        1 => find(rest),
        2 => face(rest),
        3 => age(rest),
        4 => told(BasicData::parse(rest), |it| {
            let _ = (it.features(), it.key(), it.municipality());
        }),
        5 => attributes(rest),
        6 => told(CardInformation::parse(rest), |it| {
            let _ = (it.serial(), it.municipality(), it.expiry().day());
        }),
        7 => told(Token::parse(rest), |it| {
            let _ = (
                it.kind(),
                it.label(),
                it.model(),
                it.serial_digest(),
                it.pin_lengths(),
            );
        }),
        8 => {
            told(Availability::parse(rest), |_| {});
            if let Some(date) = RecordedDate::from_ascii(rest) {
                assert_eq!(date.digits().as_slice(), rest);
                said::debug(date.day());
            }
        }
        9 => card_verifiable(rest),
        10 => command(rest),
        11 => answer(rest),
        12 => {
            told(NumberRecord::parse(content(rest)), |it| {
                said::debug(it.image().size());
            });
            told(IndividualNumber::parse(content(rest)), |it| {
                assert!(it.digits().iter().all(u8::is_ascii_digit));
            });
        }
        _ => key(rest),
    }
}

fn content(bytes: &[u8]) -> Content {
    bytes.to_vec().into()
}

/// What came of a parser: looked at, or put into words.
fn told<T: Debug, E: core::error::Error + 'static>(result: Result<T, E>, look: impl FnOnce(&T)) {
    match result {
        Ok(value) => {
            said::debug(&value);
            look(&value);
        }
        Err(error) => said::error(&error),
    }
}

fn some_key() -> RsaPublicKey {
    RsaPublicKey::from_parts(&[0xFF; 256], &[1, 0, 1]).expect("a key by its shape")
}

/// An object lies within the bytes, and its value within it.
fn within(object: &Object<'_>, bytes: &[u8]) {
    let (whole, value) = (object.range(), object.value_range());
    assert!(whole.start == object.offset() && whole.end <= bytes.len());
    assert!(whole.start <= value.start && value.end == whole.end);
    assert_eq!(&bytes[whole], object.whole());
    assert_eq!(&bytes[value], object.value());
    assert!(object.depth() <= MAX_DEPTH);
}

fn walk(bytes: &[u8]) {
    let structures = [Structure::Other, Structure::FaceRecord];
    for structure in structures {
        let mut before = 0;
        for object in Reader::new(structure, bytes).walk() {
            match object {
                Ok(object) => {
                    within(&object, bytes);
                    // In the order of the bytes: a walk never goes back.
                    assert!(object.offset() >= before);
                    before = object.offset();
                    said::debug(&object);
                    let _ = object.tag().to_string();
                    said_of(object.exactly::<8>());
                    said_of(object.between(1, 2));
                    said_of(object.children());
                    said_of(object.inside());
                }
                Err(error) => said::error(&error),
            }
        }
    }
    let mut reader = Reader::new(Structure::Other, bytes);
    for tag in [0x30, 0xDF21, 0x7F21] {
        said_of(reader.optional(Tag::new(tag)));
        said_of(reader.expect(Tag::new(tag)));
    }
    said_of(reader.finish());
    let _ = (reader.offset(), reader.is_at_end());
}

fn said_of<T, E: core::error::Error + 'static>(result: Result<T, E>) {
    if let Err(error) = result {
        said::error(&error);
    }
}

fn find(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let structure = Structure::Other;
    let tag = Tag::new(input.one(&[0xFF20, 0xFF30, 0xFF40, 0x7F21, 0x30, 0x05]));
    let junk = usize::try_from(input.number()).unwrap_or(usize::MAX);
    let rest = input.rest();
    let found = locate(structure, rest, tag);
    match &found {
        Ok(object) => {
            within(object, rest);
            assert!(object.offset() <= MAX_LEADING_JUNK);
            assert!(object.tag() == tag);
        }
        Err(error) => said::error(error),
    }
    match extent(structure, rest, tag, junk) {
        Ok(Some(end)) => {
            // Where the whole object is there, both agree that it is, unless an earlier place in
            // the junk looked like one.
            if let (Ok(object), true) = (&found, junk >= MAX_LEADING_JUNK) {
                assert!(end <= rest.len() || object.range().end != end);
            }
        }
        Ok(None) => {}
        Err(error) => said::error(&error),
    }
    told(Header::parse(structure, rest, junk), |header| {
        let _ = header.total_length();
    });
}

fn face(bytes: &[u8]) {
    told(FaceRecord::parse(content(bytes)), |record| {
        said_of(record.public_key());
        said_of(record.verify(&some_key()));
        for image in [
            record.name(),
            record.address(),
            record.unsigned_security_code(),
        ] {
            assert!(image.as_bytes().len() <= bytes.len());
            said_of(image.size());
        }
        if let Some(Err(error)) = record.photo_size() {
            said::error(&error);
        }
        let _ = (record.birth_date().day(), record.unsigned_expiry().day());
        said::debug(record.sex());
    });
}

fn age(bytes: &[u8]) {
    told(AgeRecord::parse(content(bytes)), |record| {
        said_of(record.public_key());
        said_of(record.verify(&some_key()));
        let _ = record.birth_date().day();
    });
}

/// The attributes, a length before them, and the record that vouches for them.
fn attributes(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let attributes = BasicAttributes::parse(content(input.chunk()));
    let rest = input.rest();
    told(IntegrityRecord::parse(rest).map(Debugless), |record| {
        if let Ok(attributes) = &attributes {
            said_of(record.0.verify(attributes, &some_key()));
        }
        if let Ok(number) = IndividualNumber::parse(content(rest)) {
            let _ = record.0.vouches_for(&number);
        }
    });
    told(attributes, |it| {
        let _ = (
            it.name().len(),
            it.address().len(),
            it.birth_date().day(),
            it.sex(),
        );
    });
}

/// The integrity record shows nothing of itself.
struct Debugless<T>(T);

impl<T> Debug for Debugless<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("..")
    }
}

/// Certificates of the card's own kind, one after the other, and the chain that they make.
fn card_verifiable(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let mut chain = Vec::new();
    while !input.is_empty() && chain.len() < 6 {
        let one = input.chunk();
        for parsed in [
            CvCertificate::parse(one),
            CvCertificate::parse_data_object(one),
        ] {
            told(parsed, |certificate| {
                let (issuer, subject) = (certificate.issuer(), certificate.subject());
                let _ = (issuer.label(), issuer.tail(), subject.is_test_authority());
                said_of(certificate.verify(&some_key()));
                said_of(certificate.verify(certificate.public_key()));
                chain.push(certificate.clone());
            });
        }
    }
    let mut anchors = CvAnchors::new();
    for certificate in chain.iter().take(2) {
        anchors.add(
            certificate.issuer(),
            certificate.public_key().clone(),
            Hierarchy::Test,
        );
        anchors.add(certificate.issuer(), some_key(), Hierarchy::Production);
    }
    for anchors in [&anchors, &CvAnchors::new(), crate::people::anchors()] {
        for accept in [Accept::ProductionOnly, Accept::ProductionAndTest] {
            match anchors.verify(&chain, accept) {
                Ok(traced) => said::debug(traced),
                Err(error) => {
                    said::error(&error);
                    assert!(!UntracedIssuer::Refuse.allows(&error));
                    let _ = UntracedIssuer::Report.allows(&error);
                }
            }
        }
    }
}

fn command(bytes: &[u8]) {
    told(Command::decode(bytes), |command| {
        assert_eq!(command.as_bytes(), bytes);
        assert!(command.data_length() < bytes.len());
        said::debug(command.header());
        for expected in [1, 255, 256, 257, 65_536]
            .into_iter()
            .filter_map(Expected::new)
        {
            let again = command.expecting(expected);
            let decoded = Command::decode(again.as_bytes()).expect("it was made here");
            assert_eq!(decoded.expected(), Some(expected));
            assert_eq!(decoded.data_length(), command.data_length());
        }
        let _ = (
            command.expected().map(Expected::bytes),
            command.is_extended(),
        );
    });
    // And built from the same bytes.
    let mut input = Input::new(bytes);
    let header = ApduHeader::new(input.byte(), input.byte(), input.byte(), input.byte());
    let expected = Expected::new(u32::try_from(input.number()).unwrap_or(u32::MAX));
    let data = input.rest();
    let built = match expected {
        Some(expected) => Command::case4(header, data, expected),
        None => Command::case3(header, data),
    };
    told(built, |command| {
        let decoded = Command::decode(command.as_bytes()).expect("it was made here");
        assert_eq!(decoded.data_length(), data.len());
        assert_eq!(decoded.expected(), expected);
    });
    said::debug(Command::case1(header));
}

fn answer(bytes: &[u8]) {
    told(Response::parse(bytes), |response| {
        assert_eq!(response.data().len() + 2, bytes.len());
        status(response.status());
    });
}

fn status(word: StatusWord) {
    said::plain(&word.to_string());
    said::debug(word.meaning());
    for most in [0, 1, 3, 10, 15, 255] {
        let tries = word.tries(most);
        said::plain(&tries.to_string());
        if let Some(count) = tries.count() {
            assert!(count <= most, "{word} says {count} of {most}");
        }
    }
}

/// A key by its numbers, and all that may be checked with one.
fn key(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let key = RsaPublicKey::from_parts(input.chunk(), input.short());
    let (message, signature) = (input.short(), input.rest());
    told(key, |key| {
        said_of(key.verify_pkcs1v15_sha256(message, signature));
        said_of(key.verify_pkcs1v15_sha256_digest(message, signature));
        said_of(key.verify_pss_sha256(message, signature));
        said_of(key.verify_pss_sha256_digest(&[7; 32], signature));
        let _ = (
            key.bits(),
            key.signature_length(),
            key.modulus(),
            key.exponent(),
        );
    });
    for to_sign in [
        ToSign::padded(message),
        ToSign::bare_hash(message),
        ToSign::message(message),
        ToSign::pss_message(message),
    ] {
        told(to_sign, |it| said::debug(it.scheme()));
    }
}
