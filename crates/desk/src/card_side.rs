//! The card of the check-in that runs: its link, what is known of the chip, the day by which it is
//! judged, and in whose hands it is.
#![forbid(unsafe_code)]

use core::time::Duration;

use super::ahead::ReadingAhead;
use super::chip::{Known, Options};
use super::link::CardLink;
use super::slot::Slot;
use super::symptom::link_symptom;
use super::task::{self, AskedPin};
use super::watch::Watch;
use mynareader_card::secret::CodeBPolicy;
use mynareader_facts::TokenKind;
use mynareader_facts::calendar::Date;
use mynareader_reception::fault::{Fault, FaultCode, Step};
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{Ahead, Answer, FurtherFacts};
use mynareader_transport::{LinkError, LinkErrorKind, Sent};

/// The card's side of a desk.
pub(super) struct CardSide<'a> {
    link: Box<dyn CardLink + 'a>,
    options: Options,
    known: Known,
    /// The day in Japan on which the check-in began.
    day: Option<Date>,
    /// The national software has the chip.
    released: bool,
    /// Why there is no link to the card of this check-in.
    not_open: Option<LinkError>,
    /// A check-in began and the chip has not been ended since.
    in_use: bool,
}

impl<'a> CardSide<'a> {
    pub(super) fn new(link: impl CardLink + 'a, options: Options) -> Self {
        Self {
            link: Box::new(link),
            options,
            known: Known::default(),
            day: None,
            released: false,
            not_open: None,
            in_use: false,
        }
    }

    /// A check-in begins with the card that lies there.
    pub(super) fn begin(&mut self, day: Date) {
        self.day = Some(day);
        self.known = Known::default();
        self.released = false;
        // Whatever becomes of opening the link: the chip is ended from here on.
        self.in_use = true;
        self.not_open = self.link.open().err();
    }

    pub(super) fn identify(&mut self, watch: &Watch<'_>, ahead: Ahead) -> Answer {
        if let Some(error) = self.not_open.take() {
            return Answer::Failed(Fault::from(&link_symptom(Step::Identify, error)));
        }
        let Some(day) = self.day else {
            // No check-in begins without its day. Without one no certificate can be judged.
            return Answer::Failed(FaultCode::TERMINAL_APPLICATION.into());
        };
        let transport = self.link.transport();
        task::identify(transport, watch, &self.options, &mut self.known, day, ahead)
    }

    /// Goes on with what is read ahead by one exchange. What was found, once all is read.
    pub(super) fn read_on(
        &mut self,
        reading: &mut ReadingAhead,
        limit: Duration,
    ) -> Option<FurtherFacts> {
        let Some(day) = self.day.filter(|_| self.in_use && !self.released) else {
            return Some(FurtherFacts::NOTHING);
        };
        let transport = self.link.transport();
        reading.go_on(transport, &self.options, &mut self.known, day, limit)
    }

    pub(super) fn read_face(
        &mut self,
        watch: &Watch<'_>,
        policy: CodeBPolicy,
        slot: &mut Slot,
    ) -> Answer {
        let transport = self.link.transport();
        task::read_face(
            transport,
            watch,
            &self.options,
            &mut self.known,
            policy,
            slot,
        )
    }

    pub(super) fn verify_pin(
        &mut self,
        watch: &Watch<'_>,
        asked: AskedPin,
        slot: &mut Slot,
    ) -> Answer {
        let transport = self.link.transport();
        task::verify_pin(
            transport,
            watch,
            &self.options,
            &mut self.known,
            asked,
            slot,
        )
    }

    pub(super) fn read_tries(&mut self, watch: &Watch<'_>, kind: TokenKind) -> Answer {
        let transport = self.link.transport();
        task::read_tries(transport, watch, &self.options, &mut self.known, kind)
    }

    /// What the journal is to say of the last task beside its answer.
    pub(super) fn take_notes(&mut self) -> Vec<Entry> {
        core::mem::take(&mut self.known.notes)
    }

    /// Lets go of the chip. It is known since it was identified; where it could not be, taking it
    /// again will not find it the same.
    pub(super) fn release(&mut self) {
        // A link that cannot be let go of shows when the card is taken again.
        let _ = self.link.release();
        self.released = true;
    }

    /// Takes the chip again, and makes sure that it is the one from before.
    pub(super) fn reacquire(&mut self, watch: &Watch<'_>, kind: TokenKind) -> Answer {
        let Self {
            link,
            options,
            known,
            ..
        } = self;
        let result = link.reacquire(&mut || watch.left(), &mut |transport| {
            let found = task::identity(transport, watch, options, known, kind)
                .map_err(|kind| LinkError::new(kind, Sent::Maybe))?;
            Ok(known.identity == Some(found))
        });
        match result {
            Ok(()) => {
                self.released = false;
                Answer::Reacquired { same: true }
            }
            Err(error) if error.kind == LinkErrorKind::CardRemoved => {
                self.released = false;
                Answer::Reacquired { same: false }
            }
            Err(error) => Answer::Failed(Fault::from(&link_symptom(Step::Identify, error))),
        }
    }

    /// The end of the patient's session on the chip, in whose hands it may be; nothing where no check-in
    /// began on it, or it was ended already. An error means that the chip may have kept its power.
    pub(super) fn end(&mut self) -> Result<(), LinkError> {
        if !self.in_use {
            return Ok(());
        }
        if self.released {
            // The national software may have left the card powered: it is taken only to be
            // powered down.
            let _ = self
                .link
                .reacquire(&mut || Some(Duration::MAX), &mut |_| Ok(true));
            self.released = false;
        }
        let ended = task::end(self.link.transport(), &self.options);
        self.link.close();
        self.known = Known::default();
        self.in_use = false;
        ended
    }
}
