//! One chip in one session.
//!
//! [`Card`] is what stands between the applications and the link. It knows files, keys and
//! counters, and nothing of modes, screens or faults. On its rules the patient's tries depend:
//!
//! * A VERIFY, a change of a PIN and a signature go out through a function that takes the command
//!   by value and calls the link once. It follows no `61xx` and no `6Cxx`, and nothing repeats it.
//! * Before a VERIFY the tries left are read, unless the card has told them in this session. By
//!   default the last try is not spent ([`Floor`]).
//! * After a VERIFY of which the outcome is not known, everything but the reading of that counter
//!   is refused ([`CardErrorKind::Unsettled`]).
//! * A reset drops what was selected, verified and counted; after a removal the session is over.
//! * At the end of a patient, on drop and after errors too, the issuer security domain is
//!   selected and the power taken away: neither a warm reset nor disconnecting clears a VERIFY
//!   \[M\].
//!
//! Reading costs the fewest exchanges that reader and card allow; `docs/exchanges.md` derives
//! the numbers.
//!
//! What is on a card, here the virtual one:
//!
//! ```
//! use mynareader_card::application::jpki::Jpki;
//! use mynareader_card::card::{Card, Floor, Profile, Verification};
//! use mynareader_emulator::{Day, Personas};
//! use mynareader_facts::{TokenKind, Tries};
//! use mynareader_card::secret::Pin;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let personas = Personas::at("2026-11-22".parse::<Day>()?)?;
//! let mut link = personas.get("adult")?.card()?;
//!
//! let mut card = Card::new(&mut link, Profile::my_number_card());
//! let mut jpki = Jpki::new(&mut card);
//! assert_eq!(jpki.token()?.kind(), TokenKind::Card);
//! let pin = Pin::from_ascii(b"9999")?;
//! let result = jpki.verify_authentication_pin(&pin, Floor::DEFAULT)?;
//! assert_eq!(result, Verification::Wrong(Tries::Left(2)));
//! card.end()?;
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

mod content;
mod error;
mod presenting;
pub mod profile;
mod reading;
mod wire;

pub use content::Content;
pub use error::{CardError, CardErrorKind, Operation, UnknownCause};
pub(crate) use presenting::SignatureInput;
pub use presenting::{Floor, LastTryAccepted, Verification};
pub use profile::{Application, DataObject, File, Profile, SigningKey};
pub use wire::Traffic;

use std::collections::{BTreeMap, BTreeSet};

use crate::apdu::{Meaning, StatusWord};
use mynareader_facts::{Key, Tries};
use mynareader_transport::{LinkCapabilities, LinkError, LinkErrorKind, Sent, Transport};
use profile::FirstCommand;
use reading::Reading;
use wire::{Answer, Budget, Failure, Repeatable, Wire};

/// One chip in one session, from power-up to power-down.
///
/// It is for one thread at a time, and its calls block as the link does.
#[allow(clippy::struct_excessive_bools)] // Independent facts, each named; not a state in disguise.
pub struct Card<'t> {
    wire: Wire<'t>,
    profile: Profile,
    selected: Selected,
    /// What the card said last in this session, as long as nothing happened to the counter.
    tries: BTreeMap<Key, Tries>,
    /// The keys that the card has accepted since the application was selected.
    verified: BTreeSet<Key>,
    /// The chip may hold more verified than `verified` says: a VERIFY whose answer was lost, or one
    /// from before the link failed. Selecting the same application again does not end it (JICSAP
    /// 5.1.3) \[M\]; another application does.
    lingering: bool,
    /// The key of which the counter must be read before anything else.
    unsettled: Option<Key>,
    reading: Reading,
    /// Whether no command has been answered since the chip got its power.
    fresh: bool,
    /// Whether the chip or the reader is gone.
    over: bool,
    /// Whether the link said that the card was taken away: then it has no power.
    removed: bool,
    /// Whether the session was ended in order.
    ended: bool,
}

/// What is selected on the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Selected {
    /// Nothing, as after power-up.
    Nothing,
    /// This application.
    Application(Application),
    /// Not known: a SELECT failed, or the state was lost.
    Unknown,
}

impl<'t> Card<'t> {
    /// A session with the chip behind a link, which it owns or borrows. Sends nothing.
    pub fn new(transport: impl Transport + 't, profile: Profile) -> Self {
        let link = transport.capabilities();
        Self {
            wire: Wire::new(Box::new(transport)),
            profile,
            selected: Selected::Nothing,
            tries: BTreeMap::new(),
            verified: BTreeSet::new(),
            lingering: false,
            unsettled: None,
            reading: Reading::of_link(link),
            fresh: true,
            over: false,
            removed: false,
            ended: false,
        }
    }

    /// The profile of the card.
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// What the link can carry.
    pub fn link(&self) -> LinkCapabilities {
        self.wire.link()
    }

    /// How much went over the link so far.
    pub const fn traffic(&self) -> Traffic {
        self.wire.traffic()
    }

    /// The key of which the outcome of a VERIFY is not known. Until its counter is read, by
    /// [`Self::tries`], everything else is refused.
    pub const fn unsettled(&self) -> Option<Key> {
        self.unsettled
    }

    /// Whether the card has accepted this key since its application was selected, and nothing
    /// happened since that could have ended that.
    pub fn is_verified(&self, key: Key) -> bool {
        self.verified.contains(&key)
    }

    /// Whether the chip or the reader was seen to be gone, so that the session is over.
    pub const fn is_over(&self) -> bool {
        self.over
    }

    /// Whether long files are read in short blocks: the link does no extended length, or the
    /// first attempt failed. What one session learnt, the next one with the same chip over the
    /// same link need not try again: [`Self::read_in_blocks`].
    pub fn reads_in_blocks(&self) -> bool {
        self.reading == Reading::Short
    }

    /// Reads long files in short blocks from now on, without the attempt at an extended read.
    pub fn read_in_blocks(&mut self) {
        self.reading = Reading::Short;
    }

    /// Selects an application. Costs nothing where it is selected already.
    ///
    /// The full AID is always sent: a part of it would select too, and something else (JICSAP).
    pub fn select(&mut self, application: Application) -> Result<(), CardError> {
        self.gate(Operation::Select(application), None)?;
        self.switch_to(application)
    }

    fn switch_to(&mut self, application: Application) -> Result<(), CardError> {
        if self.selected == Selected::Application(application) {
            return Ok(());
        }
        let operation = Operation::Select(application);
        let aid = self
            .profile
            .aid(application)
            .ok_or_else(|| self.error(operation, CardErrorKind::NotInProfile))?;
        // A profile may group what other cards have apart: it is selected already, and to select it
        // again would cost an exchange and what was verified.
        if let Selected::Application(selected) = self.selected
            && self.profile.aid(selected) == Some(aid)
        {
            self.selected = Selected::Application(application);
            return Ok(());
        }
        let command = Repeatable::select_application(aid);
        self.throw_away(operation)?;
        let before = core::mem::replace(&mut self.selected, Selected::Unknown);
        self.drop_verified();
        let answer = self.exchange(operation, &command, &mut Budget::one())?;
        if !answer.status.is_done() {
            return Err(self.error(operation, CardErrorKind::Status(answer.status)));
        }
        self.selected = Selected::Application(application);
        // Only where it is surely another one than before is nothing left verified.
        if before != Selected::Unknown || application == Application::IssuerSecurityDomain {
            self.lingering = false;
        }
        Ok(())
    }

    /// What was verified is not counted on any more; the chip may see it otherwise.
    fn drop_verified(&mut self) {
        self.lingering |= !self.verified.is_empty();
        self.verified.clear();
    }

    /// Reads how many tries a key has left, without spending one.
    ///
    /// What the card has said in this session is not asked again, unless something happened to
    /// the counter since. `9000` gives [`Tries::Unknown`]: some cards answer so when the key is
    /// verified already \[1\]; so do `6300` and a number above the key's greatest, which readers say
    /// by themselves. Unknown settles nothing.
    pub fn tries(&mut self, key: Key) -> Result<Tries, CardError> {
        let operation = Operation::Tries(key);
        self.gate(operation, Some(key))?;
        self.query(operation, key)
    }

    fn query(&mut self, operation: Operation, key: Key) -> Result<Tries, CardError> {
        if self.unsettled.is_none()
            && let Some(&tries) = self.tries.get(&key)
        {
            return Ok(tries);
        }
        let entry = self
            .profile
            .key(key)
            .ok_or_else(|| self.error(operation, CardErrorKind::NotInProfile))?;
        self.switch_to(entry.application)?;
        let command = Repeatable::query_tries(entry.id);
        let answer = self.exchange(operation, &command, &mut Budget::one())?;
        let tries = answer.status.tries(entry.tries);
        if tries != Tries::Unknown {
            // A counter that was told, and nothing else, settles what became of a VERIFY.
            self.unsettled = None;
            self.tries.insert(key, tries);
            return Ok(tries);
        }
        match answer.status.meaning() {
            // Verified already; or a counter that this key cannot have, which is not the card's
            // word: nfc-pcsc#37, acsccid#30.
            Meaning::Done | Meaning::MismatchUncounted | Meaning::TriesLeft(_) => Ok(tries),
            // No other 63xx is a word of this card.
            _ if answer.status.value() >> 8 == 0x63 => Ok(tries),
            _ => Err(self.error(operation, CardErrorKind::Status(answer.status))),
        }
    }

    /// Reads a data object outside any application (GET DATA).
    ///
    /// They are to be had only while no application is selected \[M\]\[1\], so this leaves the
    /// application, and what was verified in it, where one is.
    pub fn data_object(&mut self, object: DataObject) -> Result<Content, CardError> {
        let operation = Operation::ReadDataObject(object);
        self.gate(operation, None)?;
        let tag = self
            .profile
            .data_object(object)
            .ok_or_else(|| self.error(operation, CardErrorKind::NotInProfile))?;
        if self.selected != Selected::Nothing {
            self.switch_to(Application::IssuerSecurityDomain)?;
        }
        self.throw_away(operation)?;
        let mut budget = Budget::new(8);
        let mut answer =
            self.exchange(operation, &Repeatable::get_data(tag, false), &mut budget)?;
        // The large ones refuse a short Le \[M\]\[1\].
        if answer.status.meaning() == Meaning::WrongLength && self.link().extended {
            answer = self.exchange(operation, &Repeatable::get_data(tag, true), &mut budget)?;
        }
        if !answer.status.is_done() {
            return Err(self.error(operation, CardErrorKind::Status(answer.status)));
        }
        Ok(answer.into_content())
    }

    /// Resets the chip (warm) and drops what is known of its state.
    ///
    /// A VERIFY may stay in force on the chip \[M\]; only the loss of power is a sure end.
    pub fn reset(&mut self) -> Result<(), CardError> {
        if self.over {
            return Err(self.error(Operation::Reset, CardErrorKind::SessionOver));
        }
        let result = self.wire.reset();
        self.forget();
        self.fresh = true;
        result.map_err(|error| self.link_error(Operation::Reset, error))
    }

    /// Drops what is known of the chip's state: for a caller who knows that somebody else used
    /// the chip. An outcome that is not known stays so.
    pub fn forget(&mut self) {
        self.selected = Selected::Unknown;
        self.tries.clear();
        self.drop_verified();
    }

    /// Ends the patient's session: selects the issuer security domain and takes the power away.
    ///
    /// An error says that the power could not be taken away. Dropping the card does the same and
    /// says nothing.
    pub fn end(mut self) -> Result<(), CardError> {
        self.finish()
    }

    /// Leaves the application, so that nothing stays verified, and lets the chip keep its power:
    /// for handing it to the national software. An error means that something may still be
    /// verified; the power is then taken away.
    pub fn hand_over(mut self) -> Result<(), CardError> {
        self.gate(Operation::Select(Application::IssuerSecurityDomain), None)?;
        let result = self.switch_to(Application::IssuerSecurityDomain);
        if result.is_ok() {
            self.ended = true;
        }
        // Otherwise dropping ends the session the hard way.
        result
    }

    /// Ends one use of the chip before the next, and lets it keep its power. Where the card can have
    /// accepted no key since the application was selected, nothing can be left verified and
    /// nothing is sent; otherwise the issuer security domain is selected, as by
    /// [`Self::hand_over`], also where a counter could not be read: leaving costs no try, and
    /// whoever comes next reads the counter before anything else.
    pub fn leave(mut self) -> Result<(), CardError> {
        let nothing_verified = self.unsettled.is_none()
            && self.verified.is_empty()
            && !self.lingering
            && self.selected != Selected::Unknown;
        if nothing_verified && !self.over {
            self.ended = true;
            return Ok(());
        }
        self.unsettled = None;
        self.hand_over()
    }

    fn finish(&mut self) -> Result<(), CardError> {
        self.ended = true;
        if !self.over {
            // Should the chip not answer, losing its power is enough.
            self.selected = Selected::Unknown;
            let _ = self.switch_to(Application::IssuerSecurityDomain);
        }
        self.selected = Selected::Nothing;
        self.tries.clear();
        let result = self.wire.power_down();
        match result {
            // A card that was taken away has none. A service that stopped and a reader that is gone may
            // have left it its power, and with it what was verified.
            Err(error) if self.removed || error.kind == LinkErrorKind::CardRemoved => Ok(()),
            Err(error) => Err(self.error(Operation::PowerDown, CardErrorKind::Link(error))),
            Ok(()) => Ok(()),
        }
    }

    /// Refuses what may not be done now: anything after the end, and anything but the reading of
    /// the counter while an outcome is not known.
    fn gate(&self, operation: Operation, queried: Option<Key>) -> Result<(), CardError> {
        if self.over {
            return Err(self.error(operation, CardErrorKind::SessionOver));
        }
        match self.unsettled {
            Some(key) if queried != Some(key) => {
                Err(self.error(operation, CardErrorKind::Unsettled(key)))
            }
            _ => Ok(()),
        }
    }

    /// One harmless command and its answer.
    fn exchange(
        &mut self,
        operation: Operation,
        command: &Repeatable,
        budget: &mut Budget,
    ) -> Result<Answer, CardError> {
        let limit = self.profile.limits.exchange();
        let first = core::mem::take(&mut self.fresh);
        let answer = self
            .wire
            .exchange(command, limit, budget)
            .map_err(|failure| self.failure(operation, failure))?;
        // The first command after power-up was answered 6F00 by one card \[M\]\[1\]. Only
        // harmless commands come this way.
        let faltered = first
            && answer.status == StatusWord::new(0x6F00)
            && self.profile.first_command == FirstCommand::RepeatAfter6F00;
        if !faltered {
            return Ok(answer);
        }
        self.wire
            .exchange(command, limit, &mut Budget::one())
            .map_err(|failure| self.failure(operation, failure))
    }

    /// For cards of which the first command after power-up is always lost.
    fn throw_away(&mut self, operation: Operation) -> Result<(), CardError> {
        if self.fresh
            && self.profile.first_command == FirstCommand::ThrowAway
            && let Some(aid) = self.profile.aid(Application::IssuerSecurityDomain)
        {
            let command = Repeatable::select_application(aid);
            self.exchange(operation, &command, &mut Budget::one())?;
        }
        Ok(())
    }

    fn failure(&mut self, operation: Operation, failure: Failure) -> CardError {
        match failure {
            Failure::Link(error) => self.link_error(operation, error),
            Failure::Incomplete(bytes) => {
                self.error(operation, CardErrorKind::IncompleteAnswer(bytes))
            }
            Failure::Exhausted => self.error(operation, CardErrorKind::TooManyExchanges),
        }
    }

    fn link_error(&mut self, operation: Operation, error: LinkError) -> CardError {
        self.note(error);
        self.error(operation, CardErrorKind::Link(error))
    }

    /// Draws the consequences of a link error for what is known of the chip.
    fn note(&mut self, error: LinkError) {
        match error.kind {
            LinkErrorKind::Reset => {
                self.forget();
                self.fresh = true;
            }
            LinkErrorKind::CardRemoved
            | LinkErrorKind::NoCard
            | LinkErrorKind::ReaderGone
            | LinkErrorKind::ServiceGone
            | LinkErrorKind::Refused => {
                self.forget();
                self.over = true;
                self.removed |= error.kind == LinkErrorKind::CardRemoved;
            }
            // It was not sent because nobody waits for it: nothing changed on the chip.
            LinkErrorKind::Cancelled if error.sent == Sent::No => {}
            // What the chip has done with the command is not known, and so not what is selected.
            _ => {
                self.selected = Selected::Unknown;
                self.drop_verified();
            }
        }
    }

    fn error(&self, operation: Operation, kind: CardErrorKind) -> CardError {
        CardError {
            operation,
            exchange: self.wire.traffic().exchanges,
            kind,
        }
    }
}

impl Drop for Card<'_> {
    fn drop(&mut self) {
        if !self.ended {
            let _ = self.finish();
        }
    }
}

/// Shows where the session stands, and nothing of what was read.
impl core::fmt::Debug for Card<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Card")
            .field("profile", &self.profile.name)
            .field("selected", &self.selected)
            .field("unsettled", &self.unsettled)
            .field("reading", &self.reading)
            .field("over", &self.over)
            .field("traffic", &self.traffic())
            .finish_non_exhaustive()
    }
}
