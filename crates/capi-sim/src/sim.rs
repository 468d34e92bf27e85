//! The virtual card, in the simulation library only: `libmynareader_sim`, with `MNR_SIM` defined.

use core::ffi::c_char;
use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mynareader_card::certificate::{Hierarchy, KeyId, RsaPublicKey, TrustStore};
use mynareader_emulator::authority::{CvPlace, Root};
use mynareader_emulator::{
    CardHandle, Day, EmulatorError, FIRST_DAY, Fault, KeyRef, Misbehaviour, Persona, Personas,
    VirtualCard, hostile,
};
use mynareader_facts::Key;
use mynareader_ffi::certificate::mnr_anchors;
use mynareader_ffi::date::mnr_date;
use mynareader_ffi::detail::mnr_detail;
use mynareader_ffi::facts;
use mynareader_ffi::failure::Failure;
use mynareader_ffi::guard;
use mynareader_ffi::handle::{self, Handle};
use mynareader_ffi::link::{self, mnr_link};
use mynareader_ffi::pointer::{self, Buffer, Out};
use mynareader_ffi::status::{
    MNR_ERROR_ARGUMENT, MNR_ERROR_DATE, MNR_ERROR_NOT_FOUND, MNR_ERROR_PUBLIC_KEY,
};
use mynareader_transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
};

/// A fault of the virtual card: the link breaks before the card sees the command; the link cannot
/// tell whether it was sent.
pub const MNR_SIM_TORN_BEFORE: i32 = 1;
/// A fault of the virtual card: the card executes the command, and the answer is lost.
pub const MNR_SIM_TORN_AFTER: i32 = 2;
/// A fault of the virtual card: another program has reset the card.
pub const MNR_SIM_RESET: i32 = 3;
/// A fault of the virtual card: the card is taken away before the command.
pub const MNR_SIM_REMOVED: i32 = 4;
/// A fault of the virtual card: the card does not answer until it loses power.
pub const MNR_SIM_MUTE: i32 = 5;
/// A fault of the virtual card: only the first byte of the answer arrives.
pub const MNR_SIM_TRUNCATED: i32 = 6;

/// A virtual card: one chip with its counters. Any number of links can use it, one after the other.
///
/// One thread at a time; it may be any thread.
pub struct mnr_sim_card {
    _opaque: [u8; 0],
}

/// A card and who carries it.
pub struct Simulated {
    persona: Persona,
    card: Arc<Mutex<VirtualCard>>,
    seen: CardHandle,
}

/// One placing of the card on a reader. The power goes when the link does, as with real ones.
struct Placed(Arc<Mutex<VirtualCard>>);

impl Placed {
    fn card(&self) -> MutexGuard<'_, VirtualCard> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Placed {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        self.card().transmit(command, response, limit)
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.card().capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.card().reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.card().power_down()
    }
}

impl Drop for Placed {
    fn drop(&mut self) {
        // Nobody is left to tell.
        let _ = self.power_down();
    }
}

impl Handle for mnr_sim_card {
    type State = Simulated;
    type Side = ();
    const NAME: &'static str = "mnr_sim_card";
}

fn failed(error: EmulatorError) -> Failure {
    let status = match error {
        EmulatorError::DayOutOfRange { .. } => MNR_ERROR_DATE,
        EmulatorError::NoSuchPersona { .. } => MNR_ERROR_NOT_FOUND,
        _ => MNR_ERROR_ARGUMENT,
    };
    Failure::new(status, error)
}

/// Counts the personas.
///
/// count: where to put the number.
///
/// Errors: MNR_ERROR_NULL.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_persona_count(count: *mut usize) -> i32 {
    guard!("mnr_sim_persona_count", {
        let count = Out::new(count, "count")?;
        count.put(Personas::at(FIRST_DAY).map_err(failed)?.iter().len());
        Ok(())
    })
}

/// The name of a persona, such as "adult".
///
/// index: from 0. name, capacity: where to put it, NUL-terminated; NULL and 0 to ask for the size.
/// needed: the size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_BUFFER.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_persona_name(
    index: usize,
    name: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_sim_persona_name", {
        let buffer = Buffer::new(name.cast(), capacity, needed, "name")?;
        let personas = Personas::at(FIRST_DAY).map_err(failed)?;
        let persona = personas.iter().nth(index).ok_or_else(|| {
            Failure::new(
                MNR_ERROR_NOT_FOUND,
                format_args!("there is no persona {index}"),
            )
        })?;
        buffer.put_text(persona.name())
    })
}

/// Makes a virtual card, as it is when newly issued.
///
/// persona, length: the name of the persona, such as "adult". day: the day in Japan to
/// which the persona's dates are relative. card: where to put the handle; free it with
/// mnr_sim_card_free. detail: NULL or a record.
///
/// Errors: MNR_ERROR_NOT_FOUND for a persona that does not exist, MNR_ERROR_DATE.
/// Any thread. Does not block; the first card of a persona takes some tenths of a second.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_new(
    persona: *const c_char,
    length: usize,
    day: *const mnr_date,
    card: *mut *mut mnr_sim_card,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_sim_card_new", detail, {
        let out = Out::new(card, "card")?;
        let name = pointer::text(persona, length, "persona")?;
        let today = pointer::day(day, "day")?;
        let today = Day::new(i32::from(today.year()), today.month(), today.day())
            .ok_or_else(|| Failure::new(MNR_ERROR_DATE, "the day is out of range"))?;
        let persona = Personas::at(today)
            .and_then(|personas| personas.get(name).cloned())
            .map_err(failed)?;
        let card = persona.card().map_err(failed)?;
        out.put(handle::make::<mnr_sim_card>(
            Simulated {
                persona,
                seen: card.handle(),
                card: Arc::new(Mutex::new(card)),
            },
            (),
        )?);
        Ok(())
    })
}

/// Makes a link to a virtual card, as if the card had been placed on a reader.
///
/// card: the card; it stays usable. link: where to put the handle; free it with mnr_link_free, or
/// give it to mnr_card_open.
///
/// Errors: those of pointers and handles.
/// One thread at a time per card. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_link(
    card: *mut mnr_sim_card,
    link: *mut *mut mnr_link,
) -> i32 {
    guard!("mnr_sim_card_link", {
        let link = Out::new(link, "link")?;
        let transport = handle::with(card, |simulated| Ok(Placed(Arc::clone(&simulated.card))))?;
        link.put(link::make_whole(transport)?);
        Ok(())
    })
}

/// Gets a secret of a persona, for tests: the right value of a key.
///
/// card: the card. key: one of MNR_KEY_AUTHENTICATION_PIN, MNR_KEY_SIGNATURE_PASSWORD,
/// MNR_KEY_TEXT_PIN, MNR_KEY_CODE_B, MNR_KEY_TEXT_CODE_B. value, capacity: where to put it,
/// NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND if the card has no such key, MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER.
/// One thread at a time per card. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_secret(
    card: *mut mnr_sim_card,
    key: i32,
    value: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_sim_card_secret", {
        let buffer = Buffer::new(value.cast(), capacity, needed, "value")?;
        let key = facts::key(key)?;
        let secret = handle::with(card, |simulated| {
            let persona = &simulated.persona;
            Ok(match key {
                Key::AuthenticationPin => persona.pin().map(str::to_owned),
                Key::SignaturePassword => persona.signature_password().map(str::to_owned),
                Key::TextPin => persona.text_pin().map(str::to_owned),
                Key::CodeB | Key::TextCodeB => persona.code_b(),
                Key::BirthDate | Key::CodeA => None,
            })
        })?;
        let secret =
            secret.ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "the card has no such key"))?;
        buffer.put_text(&secret)
    })
}

/// Gets the tries left of a key from the chip's memory, without a command.
///
/// card: the card. key: as mnr_sim_card_secret. tries: where to put the number.
///
/// Errors: MNR_ERROR_NOT_FOUND if the card has no such key, MNR_ERROR_ARGUMENT.
/// One thread at a time per card. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_tries(
    card: *mut mnr_sim_card,
    key: i32,
    tries: *mut i32,
) -> i32 {
    guard!("mnr_sim_card_tries", {
        let tries = Out::new(tries, "tries")?;
        let key = match facts::key(key)? {
            Key::AuthenticationPin => KeyRef::AUTHENTICATION_PIN,
            Key::SignaturePassword => KeyRef::SIGNATURE_PASSWORD,
            Key::TextPin => KeyRef::TEXT_PIN,
            Key::CodeB => KeyRef::CODE_B,
            Key::TextCodeB => KeyRef::TEXT_CODE_B,
            Key::BirthDate | Key::CodeA => KeyRef::BIRTH_DATE,
        };
        let left = handle::with(card, |simulated| Ok(simulated.seen.tries_left(key)))?;
        let left =
            left.ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "the card has no such key"))?;
        tries.put(i32::from(left));
        Ok(())
    })
}

/// Counts the commands that came over the wire so far, and how many of them presented a secret.
///
/// card: the card. exchanges, presentations: where to put the numbers.
///
/// Errors: those of pointers and handles.
/// One thread at a time per card. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_counts(
    card: *mut mnr_sim_card,
    exchanges: *mut u32,
    presentations: *mut u32,
) -> i32 {
    guard!("mnr_sim_card_counts", {
        let exchanges = Out::new(exchanges, "exchanges")?;
        let presentations = Out::new(presentations, "presentations")?;
        let (sent, presented) = handle::with(card, |simulated| {
            let seen = &simulated.seen;
            Ok((seen.exchanges(), seen.presentations()))
        })?;
        exchanges.put(sent);
        presentations.put(presented);
        Ok(())
    })
}

/// Counts the exchanges that the card keeps for tests in Rust: the last 4,096, or fewer if they
/// take more than 1 MiB together. Older exchanges are dropped and counted.
///
/// card: the card. kept, dropped: where to put how many exchanges are kept, and how many were dropped
/// since the record was last cleared.
///
/// Errors: those of pointers and handles.
/// One thread at a time per card. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_logged(
    card: *mut mnr_sim_card,
    kept: *mut u32,
    dropped: *mut u64,
) -> i32 {
    guard!("mnr_sim_card_logged", {
        let kept = Out::new(kept, "kept")?;
        let dropped = Out::new(dropped, "dropped")?;
        let (logged, gone) = handle::with(card, |simulated| {
            let seen = &simulated.seen;
            Ok((seen.logged(), seen.dropped()))
        })?;
        kept.put(u32::try_from(logged).unwrap_or(u32::MAX));
        dropped.put(gone);
        Ok(())
    })
}

/// Deletes the kept exchanges, including PINs, and frees their memory. The counts of
/// mnr_sim_card_counts do not change.
///
/// Errors: those of pointers and handles.
/// One thread at a time per card. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_clear_log(card: *mut mnr_sim_card) -> i32 {
    guard!("mnr_sim_card_clear_log", {
        handle::with(card, |simulated| {
            simulated.seen.clear_log();
            Ok(())
        })
    })
}

/// Makes a fault happen.
///
/// card: the card. exchange: at which exchange, from 1 over the life of the card. what: one of
/// MNR_SIM_TORN_BEFORE, MNR_SIM_TORN_AFTER, MNR_SIM_RESET, MNR_SIM_REMOVED, MNR_SIM_MUTE,
/// MNR_SIM_TRUNCATED.
///
/// Errors: MNR_ERROR_ARGUMENT.
/// One thread at a time per card. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_fault(
    card: *mut mnr_sim_card,
    exchange: u32,
    what: i32,
) -> i32 {
    guard!("mnr_sim_card_fault", {
        if exchange == 0 {
            return Err(Failure::argument("exchange", exchange));
        }
        let what = match what {
            MNR_SIM_TORN_BEFORE => Misbehaviour::TornBefore {
                kind: LinkErrorKind::Broken,
                sent: Sent::Maybe,
            },
            MNR_SIM_TORN_AFTER => Misbehaviour::TornAfter {
                kind: LinkErrorKind::Broken,
            },
            MNR_SIM_RESET => Misbehaviour::Reset,
            MNR_SIM_REMOVED => Misbehaviour::RemovedBefore,
            MNR_SIM_MUTE => Misbehaviour::Mute,
            MNR_SIM_TRUNCATED => Misbehaviour::Truncate(1),
            other => return Err(Failure::argument("what", other)),
        };
        handle::with(card, |simulated| {
            simulated.seen.add_fault(Fault::at_exchange(exchange, what));
            Ok(())
        })
    })
}

/// Makes the reader answer each query of tries itself from now on, without asking the card, as some
/// readers are reported to do with 6300.
///
/// card: the card. status_word: what the reader answers.
///
/// Errors: those of pointers and handles.
/// One thread at a time per card. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_answer_queries(
    card: *mut mnr_sim_card,
    status_word: u16,
) -> i32 {
    guard!("mnr_sim_card_answer_queries", {
        handle::with(card, |simulated| {
            simulated
                .seen
                .add_fault(hostile::answers_queries_itself(status_word));
            Ok(())
        })
    })
}

/// Ends all faults and places the card again.
///
/// Errors: those of pointers and handles.
/// One thread at a time per card. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_place(card: *mut mnr_sim_card) -> i32 {
    guard!("mnr_sim_card_place", {
        handle::with(card, |simulated| {
            let seen = &simulated.seen;
            seen.clear_faults();
            seen.insert();
            Ok(())
        })
    })
}

/// Takes the card away.
///
/// Errors: those of pointers and handles.
/// One thread at a time per card. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_take_away(card: *mut mnr_sim_card) -> i32 {
    guard!("mnr_sim_card_take_away", {
        handle::with(card, |simulated| {
            simulated.seen.remove();
            Ok(())
        })
    })
}

/// The test authority that issued the virtual cards, as the hierarchy of test cards: the roots of
/// their certificates and the keys of their card-verifiable certificates.
///
/// anchors: where to put the handle; free it with mnr_anchors_free.
///
/// Errors: MNR_ERROR_NULL.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_anchors(anchors: *mut *mut mnr_anchors) -> i32 {
    guard!("mnr_sim_anchors", {
        let out = Out::new(anchors, "anchors")?;
        let mut store = TrustStore::default();
        for root in Root::ALL {
            store
                .x509
                .add_der(&root.certificate().map_err(failed)?, Hierarchy::Test)?;
        }
        for place in CvPlace::ALL {
            let anchor = place.anchor().map_err(failed)?;
            let id = KeyId::new(anchor.key_id)
                .ok_or_else(|| Failure::argument("key_id", "malformed"))?;
            let key = RsaPublicKey::from_parts(&anchor.modulus, &anchor.exponent)
                .map_err(|error| Failure::new(MNR_ERROR_PUBLIC_KEY, error))?;
            store.card_verifiable.add(id, key, Hierarchy::Test);
        }
        out.put(handle::make::<mnr_anchors>(store, ())?);
        Ok(())
    })
}

/// Frees a virtual card. Its links stay usable. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is in use; then nothing is freed.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_sim_card_free(card: *mut mnr_sim_card) -> i32 {
    guard!("mnr_sim_card_free", { handle::free(card) })
}
