//! What a session can ask of a card, by number.

use mynareader::application::common::Common;
use mynareader::application::jpki::Jpki;
use mynareader::application::surface::{Surface, check_challenge};
use mynareader::application::text::Text;
use mynareader::application::vouched::{DifferingExpiry, Terms, Unvouched};
use mynareader::application::{ToSign, face_flow, outside};
use mynareader::card::{Application, Card, DataObject, File, Floor, LastTryAccepted};
use mynareader::certificate::{Accept, RsaPublicKey, UntracedIssuer};
use mynareader::facts::{Key, TokenKind};
use mynareader::secret::{
    BirthDateKey, CodeA, CodeB, CodeBPolicy, Pin, SignaturePassword, TextPin,
};

use crate::people;
use crate::said;

/// How many different steps there are.
pub const STEPS: u8 = 64;

const FILES: [File; 18] = [
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
    File::IndividualNumber,
    File::BasicAttributes,
    File::IntegrityRecord,
    File::TextCertificate,
    File::TextBasicData,
    File::TextKeyRecord,
    File::CardInformation,
];

const KEYS: [Key; 7] = [
    Key::AuthenticationPin,
    Key::SignaturePassword,
    Key::TextPin,
    Key::CodeB,
    Key::TextCodeB,
    Key::BirthDate,
    Key::CodeA,
];

const CODE: &[u8] = b"55021720352285";
const CHALLENGE: [u8; 32] = [0x5A; 32];

/// A session, and what was asked for in it.
pub struct Session {
    kind: TokenKind,
    /// How many presentations were asked for.
    pub asked: usize,
    /// Whether a last try was given free.
    pub decided: bool,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            kind: TokenKind::Unknown,
            asked: 0,
            decided: false,
        }
    }
}

/// Debug and, where it failed, the words.
fn done<T, E: core::error::Error + 'static>(result: Result<T, E>) -> Option<T> {
    result.map_err(|error| said::error(&error)).ok()
}

impl Session {
    /// One step. Its exchanges are bounded, and while an outcome is unknown nothing is presented.
    pub fn step(&mut self, card: &mut Card<'_>, number: u8, last_try: bool) {
        let before = card.traffic().exchanges;
        self.decided |= last_try;
        let floor = if last_try {
            Floor::Override(LastTryAccepted::after_warning())
        } else {
            Floor::DEFAULT
        };
        self.take(card, number % STEPS, floor);
        said::debug(&*card);
        let cost = card.traffic().exchanges - before;
        // Three records in blocks of 251 bytes, each up to 64 KiB, at the most.
        assert!(cost <= 520, "step {number} took {cost} exchanges");
    }

    fn take(&mut self, card: &mut Card<'_>, number: u8, floor: Floor) {
        let right = Pin::from_ascii(b"1234").expect("a PIN");
        let wrong = Pin::from_ascii(b"9999").expect("a PIN");
        let password = SignaturePassword::from_ascii(b"ABC123").expect("a password");
        let text_pin = TextPin::from_ascii(b"1234").expect("a PIN");
        let code = [CodeB::from_ascii(CODE).expect("a code")];
        let policy = CodeBPolicy {
            agreeing: 1,
            tries_kept: 1,
        };
        let agreed = || policy.agree(&code, 0).expect("one reading agrees");
        let asks = matches!(number, 5..=19);
        self.asked += usize::from(asks);
        match number {
            0 => {
                let found = face_flow::identify(card);
                self.kind = found.token_kind();
                done(found.expiry);
                done(found.availability);
                done(found.authentication_tries);
            }
            1 => {
                done(face_flow::certificate(card, self.kind));
            }
            2 => {
                done(Common::new(card).card_information());
                done(Common::new(card).select());
            }
            3 => {
                done(outside::expiry(card));
                done(outside::municipality(card));
                done(outside::card_identification(card));
            }
            4 => {
                let mut surface = Surface::new(card);
                done(surface.basic_data());
                done(surface.certificate());
                if let Some(signature) = done(surface.sign_challenge(&CHALLENGE)) {
                    let key = RsaPublicKey::from_parts(&[0xFF; 256], &[1, 0, 1]).expect("a key");
                    done(check_challenge(&CHALLENGE, &signature, &key));
                }
                done(surface.code_b_tries());
                done(surface.birth_date_tries());
            }
            5 => self.face(card, agreed()),
            6 => {
                done(Jpki::new(card).verify_authentication_pin(&right, floor));
            }
            7 => {
                done(Jpki::new(card).verify_authentication_pin(&wrong, floor));
            }
            8 => {
                let message = ToSign::message(b"hello").expect("something to sign");
                done(Jpki::new(card).authenticate(&message, &right, floor));
            }
            9 => {
                done(Jpki::new(card).authenticate(&ToSign::digest(&[7; 32]), &wrong, floor));
            }
            10 => {
                done(Jpki::new(card).sign(&ToSign::digest_info(&[1; 32]), &password, floor));
            }
            11 => {
                done(Jpki::new(card).change_authentication_pin(&right, &wrong, floor));
            }
            12 => {
                let other = SignaturePassword::from_ascii(b"XYZ789").expect("a password");
                done(Jpki::new(card).change_signature_password(&password, &other, floor));
            }
            13 => {
                done(Jpki::new(card).signature_certificate(&password, floor));
            }
            14 => {
                let android = TokenKind::Android;
                done(Jpki::new(card).authentication_certificate(android, Some((&right, floor))));
            }
            15 => {
                let mut surface = Surface::new(card);
                let key = BirthDateKey::from_ascii(b"550217").expect("six digits");
                done(surface.verify_birth_date(&key, floor));
                if let Some(record) = done(surface.age_record()) {
                    done(record.public_key());
                }
            }
            16 => {
                let mut surface = Surface::new(card);
                let key = CodeA::from_ascii(b"123456789018").expect("twelve digits");
                done(surface.verify_code_a(&key, floor));
                done(surface.number_record());
            }
            17 => {
                let mut text = Text::new(card);
                done(text.verify_pin(&text_pin, floor));
                let attributes = done(text.basic_attributes());
                let integrity = done(text.integrity_record());
                done(text.individual_number());
                done(text.pin_tries());
                done(text.certificate());
                drop((attributes, integrity));
            }
            18 => {
                done(Text::new(card).verify_code_b(agreed()));
                done(Text::new(card).code_b_tries());
            }
            19 => {
                let other = TextPin::from_ascii(b"4321").expect("a PIN");
                done(Text::new(card).change_pin(&text_pin, &other, floor));
            }
            20..=37 => {
                done(card.read(FILES[usize::from(number - 20)]));
            }
            38..=44 => {
                let key = KEYS[usize::from(number - 38)];
                let unsettled = card.unsettled();
                if done(card.tries(key)).is_some_and(|tries| tries.count().is_some())
                    && unsettled == Some(key)
                {
                    assert_eq!(card.unsettled(), None, "the counter was read");
                }
            }
            45 => {
                done(card.reset());
            }
            46 => card.forget(),
            47 => card.read_in_blocks(),
            48 => {
                let _ = (
                    card.reads_in_blocks(),
                    card.is_over(),
                    card.link(),
                    card.profile(),
                );
            }
            49 => {
                let mut jpki = Jpki::new(card);
                done(jpki.token());
                done(jpki.availability());
                done(jpki.signature_tries());
                done(jpki.authentication_ca_certificate());
                done(jpki.signature_ca_certificate());
            }
            50 => {
                for object in [
                    DataObject::Issuer,
                    DataObject::CardRecognition,
                    DataObject::Expiry,
                    DataObject::KeyIdentifier,
                    DataObject::Certificate,
                    DataObject::ContactAtr,
                ] {
                    done(card.data_object(object));
                }
            }
            _ => {
                let all = [
                    Application::Jpki,
                    Application::Surface,
                    Application::Text,
                    Application::Common,
                    Application::IssuerSecurityDomain,
                ];
                done(card.select(all[usize::from(number) % all.len()]));
            }
        }
    }

    fn face(&mut self, card: &mut Card<'_>, code: mynareader::secret::AgreedCodeB<'_>) {
        let face = face_flow::face(card, code, &CHALLENGE);
        done(face.tries_before);
        done(face.verification);
        if let Some(Ok(record)) = face.record {
            judge(record);
        }
    }

    /// The session's end, in one of its ways.
    pub fn end(&self, card: Card<'_>, how: usize) {
        match how % 4 {
            0 => {
                done(card.end());
            }
            1 => {
                done(card.hand_over());
            }
            2 => {
                done(card.leave());
            }
            _ => drop(card),
        }
    }
}

/// By all terms that there are.
pub fn judge(mut record: Unvouched) {
    done(record.certificate().map(|it| said::debug(it)));
    done(record.signature());
    done(record.presence());
    let inside = record.record().unsigned_expiry().day();
    for image in [
        record.record().name(),
        record.record().address(),
        record.record().unsigned_security_code(),
    ] {
        said::debug(image.as_bytes().len());
        done(image.size());
    }
    if let Some(size) = record.record().photo_size() {
        done(size);
    }
    said::debug(record.record());
    for differing_expiry in [
        DifferingExpiry::Refuse,
        DifferingExpiry::Report,
        DifferingExpiry::TrustSigned,
    ] {
        for (untraced, outside) in [
            (UntracedIssuer::Refuse, inside),
            (UntracedIssuer::Report, "2035-02-17".parse().ok()),
        ] {
            let terms = Terms {
                anchors: people::anchors(),
                accept: Accept::ProductionAndTest,
                untraced,
                differing_expiry,
                expiry_outside: outside,
                certificate_last_day: inside,
            };
            record = match record.judge(&terms) {
                Ok(vouched) => {
                    // A photo comes only out of a record whose proofs hold.
                    assert!(vouched.proofs().signature().is_ok());
                    assert!(vouched.proofs().presence().is_ok());
                    said::debug(&vouched);
                    let _ = (
                        vouched.issuer(),
                        vouched.last_day(),
                        vouched.expiry_differs(),
                    );
                    if let Some(photo) = vouched.photo() {
                        done(photo.size());
                    }
                    vouched.into_unvouched()
                }
                Err((refusal, record)) => {
                    said::error(&refusal);
                    record
                }
            };
        }
    }
}
