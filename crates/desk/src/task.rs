//! The tasks on the card. Each opens a session on the chip and leaves it.
#![forbid(unsafe_code)]

use super::chip::{Identity, Known, Options};
use super::slot::Slot;
use super::symptom::{
    application_symptom, card_symptom, certificate_symptom, face_record_symptom,
    face_refusal_symptom,
};
use super::watch::{Watch, Watched};
use mynareader_card::application::face_flow;
use mynareader_card::application::jpki::{Availability, Jpki, Presence};
use mynareader_card::application::outside;
use mynareader_card::application::record::{DerCertificate, RecordedDate, Signed};
use mynareader_card::application::surface::Surface;
use mynareader_card::application::vouched::Vouched;
use mynareader_card::application::{ApplicationError, ToSign};
use mynareader_card::card::{Card, CardErrorKind, Floor, LastTryAccepted, Operation, Verification};
use mynareader_card::certificate::{Assessment, Certificate, Revocation};
use mynareader_card::secret::CodeBPolicy;
use mynareader_facts::calendar::Date;
use mynareader_facts::{CertificateState, Key, TokenKind, Tries};
use mynareader_reception::fault::{Fault, FaultCode, RecordTrouble, Step, Symptom};
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{Ahead, Answer, CardFacts};
use mynareader_transport::{LinkError, LinkErrorKind, Sent, Transport};

fn failed(symptom: Symptom) -> Answer {
    Answer::Failed(Fault::from(&symptom))
}

/// Opens a session, lets something be done as long as it is waited for, and leaves the chip with nothing
/// verified.
fn session<T>(
    transport: &mut dyn Transport,
    watch: &Watch<'_>,
    options: &Options,
    known: &mut Known,
    task: impl FnOnce(&mut Card<'_>, &mut Known) -> T,
) -> T {
    let mut watched = Watched {
        link: transport,
        watch,
    };
    session_over(&mut watched, options, known, |card, known| {
        let result = task(card, known);
        if let Some(key) = card.unsettled() {
            // Until its counter is read the card takes nothing else, and could only be left by taking
            // its power away; over PC/SC that would be the end of the check-in.
            watch.settle();
            let _ = card.tries(key);
        }
        watch.leave();
        result
    })
}

/// The same over any link, without a watch.
pub(super) fn session_over<T>(
    link: &mut dyn Transport,
    options: &Options,
    known: &mut Known,
    task: impl FnOnce(&mut Card<'_>, &mut Known) -> T,
) -> T {
    let mut card = Card::new(link, options.profile.clone());
    if known.in_blocks {
        card.read_in_blocks();
    }
    let result = task(&mut card, known);
    known.in_blocks = card.reads_in_blocks();
    // Where leaving fails, dropping the session takes the power away.
    let _ = card.leave();
    result
}

/// What the chip is. What is read ahead of a card comes later: here is only what the screen with the
/// methods needs.
pub(super) fn identify(
    transport: &mut dyn Transport,
    watch: &Watch<'_>,
    options: &Options,
    known: &mut Known,
    day: Date,
    ahead: Ahead,
) -> Answer {
    session(transport, watch, options, known, |card, known| {
        // Read while no application is selected yet: one exchange now, none before the card is
        // released. A phone has none, and is known by what its application tells.
        let id = outside::card_identification(card);
        let identified = face_flow::first_look(card);
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
        identify_card(card, options, &identified, known, day, ahead)
    })
}

fn identify_card(
    card: &mut Card<'_>,
    options: &Options,
    identified: &face_flow::FirstLook,
    known: &mut Known,
    day: Date,
    ahead: Ahead,
) -> Answer {
    let kind = identified.token_kind();
    if let Err(error) = &identified.token {
        return failed(application_symptom(Step::Identify, kind, error));
    }
    let mut facts = CardFacts {
        kind,
        pin_tries: Tries::Unknown,
        code_b_tries: Tries::Unknown,
        face_only: false,
        certificate: CertificateState::Unknown,
        card_expiry: None,
    };
    if matches!(kind, TokenKind::JukiCard | TokenKind::Unknown) {
        return Answer::Identified(facts);
    }
    facts.card_expiry = known.expiry;
    facts.pin_tries = match &identified.authentication_tries {
        Ok(tries) => *tries,
        Err(error) if matches!(error.kind, CardErrorKind::Link(_)) => {
            return failed(card_symptom(Step::Identify, kind, error));
        }
        Err(error) => {
            known.see(&card_symptom(Step::Identify, kind, error));
            Tries::Unknown
        }
    };
    // A phone is held there for a moment only.
    let ahead = if kind == TokenKind::Card {
        ahead
    } else {
        Ahead::empty()
    };
    if !ahead.contains(Ahead::CERTIFICATE) {
        let (state, der) = read_certificate(card, options, known, kind, day);
        facts.certificate = state;
        if let (true, Ok(token), Some(der)) = (kind.is_phone(), &identified.token, &der) {
            known.identity = Some(Identity::of_phone(token, Some(der)));
        }
    }
    if kind == TokenKind::Card {
        if facts.pin_tries.is_blocked() {
            facts.face_only = looks_face_only(card, known);
        }
        if !ahead.contains(Ahead::CODE_B_TRIES) {
            facts.code_b_tries = match Surface::new(card).code_b_tries() {
                Ok(tries) => tries,
                Err(error) => return failed(card_symptom(Step::OpenSurface, kind, &error)),
            };
        }
    }
    Answer::Identified(facts)
}

/// Which certificates there are; read once.
fn availability(card: &mut Card<'_>, known: &mut Known) -> Option<Availability> {
    if known.availability.is_none() {
        known.availability = Jpki::new(card).availability().ok();
    }
    known.availability
}

/// A card without signature certificate whose PINs are all blocked: likely a face-only card, as far as
/// the chip can tell \[I\] docs/facts/card.md §16.
fn looks_face_only(card: &mut Card<'_>, known: &mut Known) -> bool {
    availability(card, known).is_some_and(|there| !there.signature.is_present())
        && card.tries(Key::TextPin).is_ok_and(Tries::is_blocked)
}

/// What the authentication certificate is worth, and the certificate where it could be read.
pub(super) fn read_certificate(
    card: &mut Card<'_>,
    options: &Options,
    known: &mut Known,
    kind: TokenKind,
    day: Date,
) -> (CertificateState, Option<DerCertificate>) {
    if availability(card, known).is_some_and(|there| there.authentication == Presence::Absent) {
        return (CertificateState::Absent, None);
    }
    match face_flow::certificate(card, kind) {
        Ok(der) => {
            let state = certificate_state(&der, options, known, kind, day);
            (state, Some(der))
        }
        // An Android phone keeps it for later: nothing went wrong.
        Err(ApplicationError::PinNeeded) => (CertificateState::Unknown, None),
        Err(error) => {
            known.see(&application_symptom(Step::ReadCertificate, kind, &error));
            (CertificateState::Unknown, None)
        }
    }
}

/// The tries of code B, and where it is wanted the certificate of the key that signed the face record.
pub(super) fn look_at_surface(
    card: &mut Card<'_>,
    known: &mut Known,
    signer: bool,
) -> Result<Tries, Fault> {
    let tries = match Surface::new(card).code_b_tries() {
        Ok(tries) => tries,
        Err(error) => {
            let symptom = card_symptom(Step::OpenSurface, TokenKind::Card, &error);
            // The card's own word, that something is wrong with its application.
            if let CardErrorKind::Status(_) = error.kind {
                return Err(Fault::from(&symptom));
            }
            // Of the link the next task will speak, if it is still so.
            known.see(&symptom);
            return Ok(Tries::Unknown);
        }
    };
    if signer {
        // Where it cannot be read here, it is read with the record, and judged there.
        known.signer = Surface::new(card).certificate().ok();
    }
    Ok(tries)
}

/// By its dates only: whether it is revoked is for the centre to say.
fn certificate_state(
    der: &DerCertificate,
    options: &Options,
    known: &mut Known,
    kind: TokenKind,
    day: Date,
) -> CertificateState {
    let certificate = match Certificate::parse(der.as_der()) {
        Ok(certificate) => certificate,
        Err(error) => {
            known.see(&certificate_symptom(&error).with_token(kind));
            return CertificateState::Unknown;
        }
    };
    let policy = options.validity.with_token(kind);
    let assessment = Assessment::with_release_day(
        certificate.validity(),
        Revocation::Unknown,
        day,
        policy,
        options.release_day,
    );
    known.certificate_last_day = Some(assessment.last_day);
    assessment.state
}

/// Code B, the photo, its signature and the live-card challenge.
pub(super) fn read_face(
    transport: &mut dyn Transport,
    watch: &Watch<'_>,
    options: &Options,
    known: &mut Known,
    policy: CodeBPolicy,
    slot: &mut Slot,
) -> Answer {
    let mut challenge = [0; 32];
    if (options.random)(&mut challenge).is_err() {
        return Answer::Failed(FaultCode::TERMINAL_APPLICATION.into());
    }
    let Ok(code) = policy.agree(&slot.readings, slot.failed_readings) else {
        return Answer::Failed(FaultCode::CARD_FACE_UNREADABLE.into());
    };
    let read = session(transport, watch, options, known, |card, known| {
        known.code_b_presented = true;
        face_flow::face_signed_by(card, code, &challenge, known.signer.take())
    });
    match judge_face(options, known, read) {
        Ok(record) => {
            slot.record = Some(record);
            Answer::RecordRead
        }
        Err(answer) => answer,
    }
}

/// The record, where its photo may be used.
fn judge_face(
    options: &Options,
    known: &mut Known,
    read: face_flow::Face,
) -> Result<Vouched, Answer> {
    const KIND: TokenKind = TokenKind::Card;
    match read.verification {
        Ok(Verification::Accepted) => {}
        Ok(Verification::Wrong(tries)) => return Err(Answer::CodeBWrong { tries }),
        Ok(Verification::Blocked) => {
            return Err(Answer::CodeBWrong {
                tries: Tries::Blocked,
            });
        }
        Err(error) => return Err(failed(card_symptom(Step::VerifyCodeB, KIND, &error))),
    }
    let record = match read.record {
        Some(Ok(record)) => record,
        Some(Err(error)) => {
            return Err(failed(application_symptom(Step::ReadPhoto, KIND, &error)));
        }
        None => return Err(failed(face_record_symptom(RecordTrouble::Missing))),
    };
    let record = record
        .judge(&options.terms(known))
        .map_err(|(refusal, _)| failed(face_refusal_symptom(&refusal)))?;
    if record.photo().is_none() {
        return Err(failed(face_record_symptom(RecordTrouble::Missing)));
    }
    if record.issuer().is_none() {
        known.notes.push(Entry::RecordUntraced);
    }
    if record.expiry_differs() {
        known.notes.push(Entry::ExpiryDiffers);
    }
    Ok(record)
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
fn challenge(options: &Options, slot: &mut Slot, rehearsal: bool) -> Option<ToSign> {
    let held = slot.challenge.take();
    if held.is_some() || !rehearsal {
        return held;
    }
    let mut digest = [0; 32];
    (options.random)(&mut digest).ok()?;
    Some(ToSign::digest(&digest))
}

/// The PIN, once, and the signature over the challenge. Without a challenge no PIN is presented.
pub(super) fn verify_pin(
    transport: &mut dyn Transport,
    watch: &Watch<'_>,
    options: &Options,
    known: &mut Known,
    asked: AskedPin,
    slot: &mut Slot,
) -> Answer {
    let AskedPin { kind, last_try, .. } = asked;
    let (Some(challenge), Some(pin)) = (challenge(options, slot, asked.rehearsal), slot.pin.take())
    else {
        return Answer::Failed(FaultCode::TERMINAL_APPLICATION.into());
    };
    let floor = if last_try {
        Floor::Override(LastTryAccepted::after_warning())
    } else {
        Floor::DEFAULT
    };
    let signed = session(transport, watch, options, known, |card, _| {
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
            known.see(&card_symptom(Step::VerifyPin, kind, &error));
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
    watch: &Watch<'_>,
    options: &Options,
    known: &mut Known,
    kind: TokenKind,
) -> Answer {
    match session(transport, watch, options, known, |card, _| {
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
    watch: &Watch<'_>,
    options: &Options,
    known: &mut Known,
    kind: TokenKind,
) -> Result<Identity, LinkErrorKind> {
    session(transport, watch, options, known, |card, known| {
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

/// The end of a patient on the card: out of the application, power off. An error means that the chip
/// may have kept its power, and with it what was verified.
pub(super) fn end(transport: &mut dyn Transport, options: &Options) -> Result<(), LinkError> {
    let ended = Card::new(transport, options.profile.clone()).end();
    ended.map_err(|error| {
        let unknown = LinkError::new(LinkErrorKind::Driver, Sent::No);
        error.link().unwrap_or(unknown)
    })
}
