//! The values for the My Number card of 2016 and later.
#![forbid(unsafe_code)]

use super::{
    Aid, Application, DataObject, File, FileEntry, FirstCommand, Key, KeyEntry, Limits, Profile,
    Shape, SigningKey, SigningKeyEntry,
};
use crate::tlv::{MAX_LEADING_JUNK, Tag};

/// Nothing behind this offset can be reached with the 15 bits of READ BINARY.
const REACHABLE: usize = 0x8000;

/// Certificates are 1.3 to 1.8 kB on test cards \[V\].
const CERTIFICATE: usize = 8 * 1024;

/// The other records are below 1 kB on test cards \[V\].
const RECORD: usize = 4 * 1024;

pub(super) fn profile() -> Profile {
    Profile {
        name: "my-number-card".to_owned(),
        applications: applications().into(),
        files: files().into_iter().collect(),
        keys: keys().into(),
        signing_keys: signing_keys().into(),
        data_objects: data_objects().into(),
        first_command: FirstCommand::default(),
        limits: Limits {
            exchange_ms: 10_000,
            long_read_ms: 30_000,
            signature_ms: 20_000,
        },
    }
}

fn applications() -> [(Application, Aid); 6] {
    let aid = |bytes: &[u8]| Aid(bytes.to_vec());
    [
        // [C]; the five national ones by myna-card, jpki/myna and others.
        (
            Application::Jpki,
            aid(&[0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01]),
        ),
        (
            Application::Surface,
            aid(&[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02]),
        ),
        (
            Application::Text,
            aid(&[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08]),
        ),
        (
            Application::Juki,
            aid(&[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x01]),
        ),
        (
            Application::Common,
            aid(&[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00]),
        ),
        // [M][1] myna-card 3.3.4: leaves the application and clears what was verified in it.
        (
            Application::IssuerSecurityDomain,
            aid(&[0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00]),
        ),
    ]
}

fn files() -> Vec<(File, FileEntry)> {
    use Application::{Common, Jpki, Surface, Text};

    let object = |application, id, tag, junk, most| FileEntry {
        application,
        id,
        shape: Shape::Object {
            tag: Tag::new(tag),
            junk,
        },
        most,
    };
    let bytes = |application, id, length: u16| FileEntry {
        application,
        id,
        shape: Shape::Bytes(length),
        most: usize::from(length),
    };
    // Foreign bytes are looked for before FF10 and FF20 only: one report has two before the
    // FF20 of the text application on cards of 2023 [1].
    let junk = MAX_LEADING_JUNK;
    vec![
        // JPKI [C]; EF 0001 needs the password [X: one source says it does not].
        (
            File::SignatureCertificate,
            object(Jpki, 0x01, 0x30, 0, CERTIFICATE),
        ),
        (
            File::SignatureCaCertificate,
            object(Jpki, 0x02, 0x30, 0, CERTIFICATE),
        ),
        (File::TokenInformation, bytes(Jpki, 0x06, 160)),
        (File::CertificateAvailability, bytes(Jpki, 0x08, 3)),
        (
            File::AuthenticationCertificate,
            object(Jpki, 0x0A, 0x30, 0, CERTIFICATE),
        ),
        (
            File::AuthenticationCaCertificate,
            object(Jpki, 0x0B, 0x30, 0, CERTIFICATE),
        ),
        // 券面事項確認AP [V] on test-card records.
        (File::AgeRecord, object(Surface, 0x01, 0xFF10, junk, RECORD)),
        (
            File::FaceRecord,
            object(Surface, 0x02, 0xFF20, junk, REACHABLE),
        ),
        (
            File::SurfaceBasicData,
            object(Surface, 0x03, 0xFF30, junk, RECORD),
        ),
        (
            File::SurfaceCertificate,
            object(Surface, 0x04, 0x7F21, 0, RECORD),
        ),
        (
            File::NumberRecord,
            object(Surface, 0x05, 0xFF40, junk, RECORD),
        ),
        // 券面事項入力補助AP [V]. The integrity record covers EF 0001 with its filler, hence
        // the fixed length.
        (File::IndividualNumber, bytes(Text, 0x01, 17)),
        (
            File::BasicAttributes,
            object(Text, 0x02, 0xFF20, junk, RECORD),
        ),
        (
            File::IntegrityRecord,
            object(Text, 0x03, 0xFF30, junk, RECORD),
        ),
        (File::TextCertificate, object(Text, 0x04, 0x7F21, 0, RECORD)),
        (
            File::TextBasicData,
            object(Text, 0x05, 0xFF40, junk, RECORD),
        ),
        (
            File::TextKeyRecord,
            object(Text, 0x07, 0xFF50, junk, RECORD),
        ),
        // 共通カードAP [M].
        (
            File::CardInformation,
            FileEntry {
                application: Common,
                id: 0x01,
                shape: Shape::Record(1),
                most: 256,
            },
        ),
    ]
}

/// Tries: 3 and 5 \[C\], 10 for the printed codes \[1\], self-checked by a tool that is used on
/// real cards.
fn keys() -> [(Key, KeyEntry); 7] {
    let entry = |application, id, tries| KeyEntry {
        application,
        id,
        tries,
    };
    [
        (Key::AuthenticationPin, entry(Application::Jpki, 0x18, 3)),
        (Key::SignaturePassword, entry(Application::Jpki, 0x1B, 5)),
        (Key::TextPin, entry(Application::Text, 0x11, 3)),
        (Key::TextCodeB, entry(Application::Text, 0x15, 10)),
        (Key::CodeB, entry(Application::Surface, 0x12, 10)),
        (Key::BirthDate, entry(Application::Surface, 0x11, 10)),
        (Key::CodeA, entry(Application::Surface, 0x13, 10)),
    ]
}

/// P2 `80|SFI` gives the same signatures as the current file \[M\]; the application keys are
/// addressed with `00` \[C\].
fn signing_keys() -> [(SigningKey, SigningKeyEntry); 4] {
    let entry = |application, reference| SigningKeyEntry {
        application,
        reference,
    };
    [
        (SigningKey::Authentication, entry(Application::Jpki, 0x97)),
        (SigningKey::Signature, entry(Application::Jpki, 0x9A)),
        (SigningKey::Surface, entry(Application::Surface, 0x00)),
        (SigningKey::Text, entry(Application::Text, 0x00)),
    ]
}

/// \[M\]\[1\] myna-card 3.3.4.
fn data_objects() -> [(DataObject, u16); 8] {
    [
        (DataObject::Issuer, 0x0042),
        (DataObject::CardIdentification, 0x0045),
        (DataObject::CardRecognition, 0x0066),
        (DataObject::Municipality, 0x00F0),
        (DataObject::Expiry, 0x00F2),
        (DataObject::KeyIdentifier, 0x00F7),
        (DataObject::Certificate, 0x00F8),
        (DataObject::ContactAtr, 0x5F51),
    ]
}
