//! Carries the plan out. Secrets go through the library's card, which keeps its floor; everything else is
//! sent as planned.

use core::time::Duration;

use mynareader::application::jpki::Jpki;
use mynareader::application::surface::Surface;
use mynareader::card::{Application, Card, CardError, File, Floor, Profile, Verification};
use mynareader::facts::{Key, Tries};
use mynareader::secret::{CodeB, CodeBPolicy, Pin};
use mynareader::transport::{LinkErrorKind, ResponseBuffer, Transport as _};

use super::guard::{Bench, Guarded, Ledger, Sample};
use super::plan::{Act, Effect};

/// How long an exchange may take.
const LIMIT: Duration = Duration::from_secs(10);

/// The secrets that were given.
#[derive(Default)]
pub struct Secrets {
    pub pin: Option<Pin>,
    pub code_b: Option<CodeB>,
}

impl Secrets {
    /// Their keys.
    pub fn keys(&self) -> Vec<Key> {
        let pin = self.pin.as_ref().map(|_| Key::AuthenticationPin);
        let code_b = self.code_b.as_ref().map(|_| Key::CodeB);
        pin.into_iter().chain(code_b).collect()
    }
}

/// What is about to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announcement {
    pub key: Key,
    /// The card's word on the tries left.
    pub tries: Tries,
}

/// What a presentation came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presented {
    /// Accepted; afterwards the key was still verified, or not, or that could not be told.
    Accepted { still_verified: Option<bool> },
    /// The card refused it. No secret was sent after it.
    Wrong,
    /// Nothing was sent: too few tries were left, or none, or the card did not tell.
    KeptBack(String),
    /// It failed, and whether the card judged it may not be known. No secret was sent after it.
    Failed(String),
    /// Not begun, because of what went before.
    NotBegun,
}

/// All that was measured.
#[derive(Debug, Default)]
pub struct Measured {
    /// By the names of the plan.
    pub samples: Vec<(String, Sample)>,
    pub presented: Vec<(Key, Effect, Presented)>,
    /// The bytes of the face record, header included.
    pub face_record: Option<usize>,
    /// Whether a second program got to the card, or how it was kept off.
    pub second_program: Option<Result<(), LinkErrorKind>>,
    /// How late a removal was told, where a person was asked for one.
    pub removal: Option<super::removal::Removal>,
    /// What came of leaving the card alone, where that was asked for.
    pub idle: Option<super::idle::Idle>,
    /// How the link failed for good, and in which act.
    pub broke: Option<(String, LinkErrorKind)>,
    /// Secrets that the guard held back. Not 0 is a mistake of this program.
    pub held_back: u32,
}

/// Whether nothing more can come over the link.
fn is_over(kind: LinkErrorKind) -> bool {
    matches!(
        kind,
        LinkErrorKind::NoCard
            | LinkErrorKind::CardRemoved
            | LinkErrorKind::Reset
            | LinkErrorKind::Mute
            | LinkErrorKind::Shared
            | LinkErrorKind::ReaderGone
            | LinkErrorKind::ServiceGone
            | LinkErrorKind::Refused
    )
}

/// Carries the plan out, as far as the link lasts, and takes the power at the end. `announce` is called
/// before each secret and says whether the person was told; who was not told sends none.
pub fn measure(
    bench: impl Bench,
    acts: &[Act],
    secrets: &Secrets,
    announce: &mut dyn FnMut(Announcement) -> bool,
) -> Measured {
    let mut link = Guarded::new(bench);
    let ledger = link.ledger();
    let mut measured = Measured::default();
    let mut response = ResponseBuffer::new();
    let mut secrets_end = false;
    for act in acts {
        let done = match act {
            Act::Send(name, command) => {
                let result = link.transmit(command, &mut response, LIMIT);
                response.clear();
                if let Some(sample) = ledger.last() {
                    measured.samples.push((name.clone(), sample));
                }
                result.map_err(|error| (name.clone(), error.kind))
            }
            Act::Reset => link
                .reset()
                .map_err(|error| ("warm-reset".to_owned(), error.kind)),
            Act::PowerCycle => link
                .power_down()
                .and_then(|()| link.reopen())
                .map_err(|error| ("power-down".to_owned(), error.kind)),
            Act::SecondProgram => {
                measured.second_program = link.second_program();
                Ok(())
            }
            Act::Present(key, effect) => {
                let outcome = if secrets_end {
                    Presented::NotBegun
                } else {
                    present(
                        &mut link,
                        &ledger,
                        *key,
                        *effect,
                        secrets,
                        announce,
                        &mut measured,
                    )
                };
                // One secret that did not come to its end is the last of them.
                secrets_end |= !matches!(outcome, Presented::Accepted { .. });
                measured.presented.push((*key, *effect, outcome));
                Ok(())
            }
        };
        if let Err((name, kind)) = done
            && (is_over(kind) || !name.starts_with("extended/"))
        {
            measured.broke = Some((name, why(&mut link, kind)));
            break;
        }
    }
    if let Err(error) = link.power_down() {
        let end = || ("end".to_owned(), error.kind);
        measured.broke.get_or_insert_with(end);
    }
    measured.held_back = ledger.held_back();
    measured
}

/// Why the link broke. An exchange with a card that was just taken away breaks like any other, until the
/// service has noticed; a reset, which no card minds, then tells.
fn why<B: Bench>(link: &mut Guarded<B>, kind: LinkErrorKind) -> LinkErrorKind {
    if is_over(kind) {
        return kind;
    }
    std::thread::sleep(link.notices_within());
    match link.reset() {
        Err(error) if is_over(error.kind) => error.kind,
        _ => kind,
    }
}

/// Announces and presents a secret, and looks what the effect does to it.
fn present<B: Bench>(
    link: &mut Guarded<B>,
    ledger: &Ledger,
    key: Key,
    effect: Effect,
    secrets: &Secrets,
    announce: &mut dyn FnMut(Announcement) -> bool,
    measured: &mut Measured,
) -> Presented {
    // Cold, so that what an earlier secret left is not taken for this one's.
    if let Err(error) = link.power_down().and_then(|()| link.reopen()) {
        return Presented::KeptBack(error.to_string());
    }
    let mut card = Card::new(&mut *link, Profile::my_number_card());
    let tries = match card.tries(key) {
        Ok(tries) => tries,
        Err(error) => return Presented::KeptBack(error.to_string()),
    };
    let kept = match key {
        Key::CodeB => CodeBPolicy::TYPED.tries_kept,
        _ => 1,
    };
    // The library refuses too; what would be refused is not announced.
    match tries {
        Tries::Left(left) if left > kept => {}
        Tries::Blocked => return Presented::KeptBack("it is blocked".to_owned()),
        Tries::Left(left) => {
            return Presented::KeptBack(format!("{left} tries are left, {kept} are kept"));
        }
        _ => return Presented::KeptBack("the card does not tell the tries left".to_owned()),
    }
    if !announce(Announcement { key, tries }) {
        return Presented::KeptBack("it could not be announced".to_owned());
    }
    ledger.permit_one();
    let outcome = verify(&mut card, key, secrets);
    ledger.revoke();
    match outcome {
        None => return Presented::NotBegun,
        Some(Ok(Verification::Accepted)) => {}
        Some(Ok(Verification::Wrong(_))) => return Presented::Wrong,
        Some(Ok(Verification::Blocked)) => {
            return Presented::KeptBack("it is blocked".to_owned());
        }
        Some(Err(error)) => return Presented::Failed(error.to_string()),
    }
    if key == Key::CodeB
        && measured.face_record.is_none()
        && let Ok(record) = card.read(File::FaceRecord)
    {
        measured.face_record = Some(record.as_bytes().len());
    }
    // A card that answers the query with its counter although the PIN is verified does not tell.
    let tells = key == Key::CodeB || probe(&mut card, key, ledger) == Some(true);
    let still_verified = match effect {
        Effect::Reselection => {
            let left = card.select(Application::Common);
            left.ok().and_then(|()| probe(&mut card, key, ledger))
        }
        Effect::WarmReset => {
            let reset = card.reset();
            reset.ok().and_then(|()| probe(&mut card, key, ledger))
        }
        Effect::PowerDown => {
            let ended = card.end().is_ok() && link.reopen().is_ok();
            let mut anew = Card::new(&mut *link, Profile::my_number_card());
            if ended {
                probe(&mut anew, key, ledger)
            } else {
                None
            }
        }
    };
    Presented::Accepted {
        still_verified: still_verified.filter(|_| tells),
    }
}

fn verify(
    card: &mut Card<'_>,
    key: Key,
    secrets: &Secrets,
) -> Option<Result<Verification, CardError>> {
    if key == Key::CodeB {
        let code = secrets.code_b.as_ref()?;
        let readings = core::slice::from_ref(code);
        let agreed = CodeBPolicy::TYPED.agree(readings, 0).ok()?;
        return Some(Surface::new(card).verify_code_b(agreed));
    }
    let pin = secrets.pin.as_ref()?;
    Some(Jpki::new(card).verify_authentication_pin(pin, Floor::DEFAULT))
}

/// Whether the key is still verified, without presenting it: code B by the record that it opens; the PIN
/// by the query, which a verified key answers with 9000 \[1\] and another with its counter.
fn probe(card: &mut Card<'_>, key: Key, ledger: &Ledger) -> Option<bool> {
    if key == Key::CodeB {
        return match card.read(File::FaceRecord) {
            Ok(_) => Some(true),
            // Security status not satisfied.
            Err(_) => (ledger.last()?.outcome == Ok(0x6982)).then_some(false),
        };
    }
    card.forget();
    card.tries(key).ok()?;
    match ledger.last()?.outcome.ok()? {
        0x9000 => Some(true),
        word if word & 0xFFF0 == 0x63C0 => Some(false),
        _ => None,
    }
}
