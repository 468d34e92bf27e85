//! The tasks on the card. Each opens a session on the chip and leaves it.
#![forbid(unsafe_code)]

use super::chip::{Identity, Known, Options};
use super::slot::Slot;
use super::symptom::{application_symptom, card_symptom};
use mynareader_card::application::face_flow;
use mynareader_card::application::jpki::{Jpki, Presence};
use mynareader_card::application::outside;
use mynareader_card::application::record::{DerCertificate, RecordedDate, Signed};
use mynareader_card::application::surface::{FaceRecord, Surface};
use mynareader_card::application::{ApplicationError, ToSign};
use mynareader_card::card::{Card, CardErrorKind, Floor, LastTryAccepted, Operation, Verification};
use mynareader_card::certificate::{Assessment, Certificate, Revocation};
use mynareader_card::secret::CodeBPolicy;
use mynareader_facts::calendar::Date;
use mynareader_facts::{CertificateState, Key, TokenKind, Tries};
use mynareader_reception::fault::{
    FaultCode, Happened, RecordStructure, RecordTrouble, Step, Symptom, diagnose,
};
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{Answer, CardFacts};
use mynareader_transport::{LinkErrorKind, Transport};

fn failed(symptom: Symptom) -> Answer {
    Answer::Failed(diagnose(&symptom).code)
}

/// Opens a session, lets something be done, and leaves the chip with nothing verified.
fn session<T>(
    transport: &mut dyn Transport,
    options: &Options,
    known: &mut Known,
    task: impl FnOnce(&mut Card<'_>, &mut Known) -> T,
) -> T {
    let mut card = Card::new(transport, options.profile.clone());
    if known.in_blocks {
        card.read_in_blocks();
    }
    let result = task(&mut card, known);
    known.in_blocks = card.reads_in_blocks();
    if let Some(key) = card.unsettled() {
        // Until its counter is read the card takes nothing else, and could only be left by taking
        // its power away; over PC/SC that would be the end of the check-in.
        let _ = card.tries(key);
    }
    // Where leaving fails, dropping the session takes the power away.
    let _ = card.leave();
    result
}

/// What the chip is.
pub(super) fn identify(
    transport: &mut dyn Transport,
    options: &Options,
    known: &mut Known,
    day: Date,
) -> Answer {
    session(transport, options, known, |card, known| {
        // Read while no application is selected yet: one exchange now, none before the card is
        // released. A phone has none, and is known by what its application tells.
        let id = outside::card_identification(card);
        let identified = face_flow::identify(card);
        let kind = identified.token_kind();
        known.identity = match (kind, id) {
            (TokenKind::Card, Ok(id)) => Some(Identity::of(&id)),
            (TokenKind::Card, Err(_)) => None,
            _ => identified
                .token
                .as_ref()
                .ok()
                .map(|token| Identity::of_phone(token, None)),
        };
        known.expiry = identified.expiry.as_ref().ok().and_then(RecordedDate::day);
        identify_card(card, options, &identified, known, day)
    })
}

fn identify_card(
    card: &mut Card<'_>,
    options: &Options,
    identified: &face_flow::Identified,
    known: &mut Known,
    day: Date,
) -> Answer {
    let kind = identified.token_kind();
    if let Err(error) = &identified.token {
        return failed(application_symptom(Step::Identify, kind, error));
    }
    if matches!(kind, TokenKind::JukiCard | TokenKind::Unknown) {
        return Answer::Identified(CardFacts {
            kind,
            pin_tries: Tries::Unknown,
            code_b_tries: Tries::Unknown,
            face_only: false,
            certificate: CertificateState::Unknown,
            card_expiry: None,
        });
    }
    let pin_tries = match &identified.authentication_tries {
        Ok(tries) => *tries,
        Err(error) if matches!(error.kind, CardErrorKind::Link(_)) => {
            return failed(card_symptom(Step::Identify, kind, error));
        }
        Err(_) => Tries::Unknown,
    };
    let absent = identified
        .availability
        .as_ref()
        .is_ok_and(|there| there.authentication == Presence::Absent);
    let certificate = if absent {
        CertificateState::Absent
    } else {
        let der = face_flow::certificate(card, kind).ok();
        let phone = matches!(kind, TokenKind::Android | TokenKind::Iphone);
        if let (true, Ok(token), Some(der)) = (phone, &identified.token, &der) {
            known.identity = Some(Identity::of_phone(token, Some(der)));
        }
        der.map_or(CertificateState::Unknown, |der| {
            certificate_state(&der, options, kind, day)
        })
    };
    let unsigned = identified
        .availability
        .as_ref()
        .is_ok_and(|there| !there.signature.is_present());
    let mut code_b_tries = Tries::Unknown;
    let mut face_only = false;
    if kind == TokenKind::Card {
        code_b_tries = match Surface::new(card).code_b_tries() {
            Ok(tries) => tries,
            Err(error) => return failed(card_symptom(Step::OpenSurface, kind, &error)),
        };
        // A card without signature certificate whose PINs are all blocked: likely a face-only
        // card, as far as the chip can tell [I] card.md §1.16.
        face_only = unsigned
            && pin_tries.is_blocked()
            && card.tries(Key::TextPin).is_ok_and(Tries::is_blocked);
    }
    Answer::Identified(CardFacts {
        kind,
        pin_tries,
        code_b_tries,
        face_only,
        certificate,
        card_expiry: known.expiry,
    })
}

/// By its dates only: whether it is revoked is for the centre to say.
fn certificate_state(
    der: &DerCertificate,
    options: &Options,
    kind: TokenKind,
    day: Date,
) -> CertificateState {
    let Ok(certificate) = Certificate::parse(der.as_der()) else {
        return CertificateState::Unknown;
    };
    let policy = options.validity.with_token(kind);
    Assessment::with_release_day(
        certificate.validity(),
        Revocation::Unknown,
        day,
        policy,
        options.release_day,
    )
    .state
}

/// Code B, the photo, its signature and the live-card challenge; and what the journal is to say of
/// it beside the answer.
pub(super) fn read_face(
    transport: &mut dyn Transport,
    options: &Options,
    known: &mut Known,
    policy: CodeBPolicy,
    slot: &mut Slot,
) -> (Answer, Option<Entry>) {
    let mut challenge = [0; 32];
    if getrandom::fill(&mut challenge).is_err() {
        return (Answer::Failed(FaultCode::TERMINAL_APPLICATION), None);
    }
    let answer = {
        let Ok(code) = policy.agree(&slot.readings, slot.failed_readings) else {
            return (Answer::Failed(FaultCode::CARD_FACE_UNREADABLE), None);
        };
        session(transport, options, known, |card, known| {
            judge_face(
                options,
                known.expiry,
                face_flow::face(card, code, &challenge),
            )
        })
    };
    match answer {
        Ok((record, traced)) => {
            slot.record = Some(record);
            (
                Answer::RecordRead,
                (!traced).then_some(Entry::RecordUntraced),
            )
        }
        Err(answer) => (answer, None),
    }
}

/// The record, and whether the key that signed it was traced to an authority.
fn judge_face(
    options: &Options,
    expiry: Option<Date>,
    face: face_flow::Face,
) -> Result<(FaceRecord, bool), Answer> {
    const KIND: TokenKind = TokenKind::Card;
    let record_trouble = |trouble| {
        failed(Symptom::new(
            Step::ReadPhoto,
            Happened::Record {
                structure: RecordStructure::FaceRecord,
                trouble,
                offset: 0,
            },
        ))
    };
    match face.verification {
        Ok(Verification::Accepted) => {}
        Ok(Verification::Wrong(tries)) => return Err(Answer::CodeBWrong { tries }),
        Ok(Verification::Blocked) => {
            return Err(Answer::CodeBWrong {
                tries: Tries::Blocked,
            });
        }
        Err(error) => return Err(failed(card_symptom(Step::VerifyCodeB, KIND, &error))),
    }
    let check = |step, result: Option<Result<(), ApplicationError>>| match result {
        Some(Ok(())) => Ok(()),
        Some(Err(error)) => Err(failed(application_symptom(step, KIND, &error))),
        None => Err(record_trouble(RecordTrouble::Signature)),
    };
    let record = match face.record {
        Some(Ok(record)) => record,
        Some(Err(error)) => {
            return Err(failed(application_symptom(Step::ReadPhoto, KIND, &error)));
        }
        None => return Err(record_trouble(RecordTrouble::Missing)),
    };
    check(Step::ReadPhoto, face.signature)?;
    let Some(Ok(certificate)) = face.certificate else {
        return Err(record_trouble(RecordTrouble::Signature));
    };
    // The record's own signature is worth what the certificate of its key is worth: a forged chip
    // brings both.
    let traced = options
        .anchors
        .verify(::core::slice::from_ref(&certificate), options.accept);
    if let Err(error) = &traced
        && !options.untraced.allows(error)
    {
        return Err(record_trouble(RecordTrouble::Signature));
    }
    check(Step::ProveGenuine, face.challenge)?;
    // The expiry in the record is not signed: where both places were read they must agree.
    if let (Some(outside), Some(inside)) = (expiry, record.unsigned_expiry().day())
        && outside != inside
    {
        return Err(record_trouble(RecordTrouble::Signature));
    }
    if record.photo().is_none() {
        return Err(record_trouble(RecordTrouble::Missing));
    }
    Ok((record, traced.is_ok()))
}

/// How the PIN is to be verified.
#[derive(Clone, Copy)]
pub(super) struct AskedPin {
    pub(super) kind: TokenKind,
    /// It was decided that the last try may be spent.
    pub(super) last_try: bool,
    pub(super) rehearsal: bool,
}

/// What the card is to sign. A rehearsal has no challenge of the centre's and draws one; anybody
/// else must have the centre's, or the signature would prove nothing to it.
fn challenge(slot: &mut Slot, rehearsal: bool) -> Option<ToSign> {
    let held = slot.challenge.take();
    if held.is_some() || !rehearsal {
        return held;
    }
    let mut digest = [0; 32];
    getrandom::fill(&mut digest).ok()?;
    Some(ToSign::digest(&digest))
}

/// The PIN, once, and the signature over the challenge. Without a challenge no PIN is presented.
pub(super) fn verify_pin(
    transport: &mut dyn Transport,
    options: &Options,
    known: &mut Known,
    asked: AskedPin,
    slot: &mut Slot,
) -> Answer {
    let AskedPin { kind, last_try, .. } = asked;
    let (Some(challenge), Some(pin)) = (challenge(slot, asked.rehearsal), slot.pin.take()) else {
        return Answer::Failed(FaultCode::TERMINAL_APPLICATION);
    };
    let floor = if last_try {
        Floor::Override(LastTryAccepted::after_warning())
    } else {
        Floor::DEFAULT
    };
    let signed = session(transport, options, known, |card, _| {
        Jpki::new(card).authenticate(&challenge, &pin, floor)
    });
    match signed {
        Ok(Signed::Signature(signature)) => {
            slot.signature = Some(signature);
            Answer::PinVerified
        }
        Ok(Signed::Refused(Verification::Wrong(tries))) => Answer::PinWrong { tries },
        Ok(Signed::Refused(Verification::Blocked | Verification::Accepted)) => Answer::PinWrong {
            tries: Tries::Blocked,
        },
        // Refused before it was sent, or perhaps judged: either way the counter has to be read.
        Err(error)
            if matches!(
                error.kind,
                CardErrorKind::TooFewTries { .. }
                    | CardErrorKind::OutcomeUnknown { .. }
                    | CardErrorKind::Unsettled(_)
            ) =>
        {
            Answer::PinUnjudged
        }
        Err(error) => {
            let step = if matches!(error.operation, Operation::Sign(_)) {
                Step::Sign
            } else {
                Step::VerifyPin
            };
            failed(card_symptom(step, kind, &error))
        }
    }
}

/// The tries left of the PIN.
pub(super) fn read_tries(
    transport: &mut dyn Transport,
    options: &Options,
    known: &mut Known,
    kind: TokenKind,
) -> Answer {
    match session(transport, options, known, |card, _| {
        card.tries(Key::AuthenticationPin)
    }) {
        Ok(tries) => Answer::TriesRead { tries },
        Err(error) => failed(card_symptom(Step::VerifyPin, kind, &error)),
    }
}

/// What the chip is known by, after somebody else had it: in which application they left it is not
/// known, and whether it lost its power in between depends on the link.
pub(super) fn identity(
    transport: &mut dyn Transport,
    options: &Options,
    known: &mut Known,
    kind: TokenKind,
) -> Result<Identity, LinkErrorKind> {
    session(transport, options, known, |card, known| {
        card.forget();
        if kind != TokenKind::Card {
            let token = match Jpki::new(card).token() {
                Ok(token) => token,
                Err(error) => return Err(link_kind(&error)),
            };
            let gave_certificate = matches!(
                known.identity,
                Some(Identity::Phone {
                    certificate: Some(_),
                    ..
                })
            );
            let der = gave_certificate.then(|| face_flow::certificate(card, token.kind()));
            // A phone that gave its certificate before and does not now is another one.
            return match der {
                Some(Err(ApplicationError::Card(error))) if error.link().is_some() => {
                    Err(link_kind(&error.into()))
                }
                Some(Ok(der)) => Ok(Identity::of_phone(&token, Some(&der))),
                Some(Err(_)) | None => Ok(Identity::of_phone(&token, None)),
            };
        }
        match outside::card_identification(card) {
            Ok(id) => Ok(Identity::of(&id)),
            Err(error) => Err(link_kind(&error)),
        }
    })
}

fn link_kind(error: &ApplicationError) -> LinkErrorKind {
    match error {
        ApplicationError::Card(error) => error
            .link()
            .map_or(LinkErrorKind::Broken, |error| error.kind),
        _ => LinkErrorKind::Broken,
    }
}

/// The end of a patient on the card: out of the application, power off.
pub(super) fn end(transport: &mut dyn Transport, options: &Options) {
    // The power goes away on drop too; a card that is gone has none.
    let _ = Card::new(transport, options.profile.clone()).end();
}
