//! A phone in place of the card: chosen on the screen first, its PIN typed before it comes, the
//! token that comes instead. docs/facts/counter.md §2
#![forbid(unsafe_code)]

use super::action::{Order, Request, Screen, Secrets};
use super::config::{Config, Fitted, PhoneReader, phones_accepted_on};
use super::context::{Context, Flow, Setting};
use super::entry::Entry;
use super::event::{Actor, Phone};
use super::offer::{Closed, Offer};
use super::visit::{Step, Visit};
use mynareader_facts::calendar::Date;
use mynareader_facts::{Mode, Place, TokenKind};

/// Whether a phone may be chosen, or why not.
pub(super) fn offer(setting: &Setting) -> Offer {
    let closed = match (setting.mode, setting.config.phone_reader) {
        // A phone has no face to look at.
        (Mode::Visual, _) => Closed::ByMode,
        _ if !setting.config.fitted.contains(Fitted::PHONES) => Closed::NotFitted,
        (_, PhoneReader::Missing) => Closed::NoPhoneReader,
        (_, PhoneReader::NotPaired) => Closed::PhoneReaderNotPaired,
        (Mode::PinOnly, _) if !setting.config.fitted.contains(Fitted::KEYPAD) => Closed::NotFitted,
        (Mode::Unattended | Mode::PinOnly, PhoneReader::Same | PhoneReader::Paired) => {
            return Offer::Open;
        }
    };
    Offer::Closed(closed)
}

/// The same on a day.
pub(super) fn offer_on(setting: &Setting, day: Date) -> Offer {
    match offer(setting) {
        Offer::Open if !phones_accepted_on(day) => Offer::Closed(Closed::NotFitted),
        offer => offer,
    }
}

/// Where a phone is read that was chosen.
const fn place(config: &Config) -> Place {
    match config.phone_reader {
        PhoneReader::Paired => Place::PhoneReader,
        PhoneReader::Same | PhoneReader::NotPaired | PhoneReader::Missing => Place::Reader,
    }
}

/// Whether this phone may be chosen, where phones may.
fn offer_of(context: &Context<'_>, phone: Phone) -> Offer {
    match phone {
        // Only the unattended mode lets a phone make sure of its holder.
        Phone::Iphone if context.setting.mode != Mode::Unattended => Offer::Closed(Closed::ByMode),
        Phone::Android if !context.setting.config.fitted.contains(Fitted::KEYPAD) => {
            Offer::Closed(Closed::NotFitted)
        }
        Phone::Iphone | Phone::Android => Offer::Open,
    }
}

impl Visit {
    /// Whether a card or a phone may come now: none is there, or none that is still wanted.
    pub(super) const fn awaits_token(&self) -> bool {
        matches!(
            self.step(),
            Step::ChoosingPhone | Step::EnteringPinAhead | Step::AwaitingPhone
        )
    }

    /// Whether what lies there may be taken: none is wanted yet, or the phone has done its work. It
    /// is held to the reader and no longer; the consents follow without it.
    pub(super) fn may_lose_token(&self) -> bool {
        self.awaits_token() || (self.services.begun && self.is_phone())
    }

    /// Whether the chip is a phone's.
    pub(super) fn is_phone(&self) -> bool {
        self.facts.is_some_and(|facts| facts.kind.is_phone())
    }

    /// Asks which phone it is.
    pub(super) fn choose_phone(&mut self, context: &mut Context<'_>) -> Flow {
        let android = offer_of(context, Phone::Android);
        let iphone = offer_of(context, Phone::Iphone);
        self.ask(
            context,
            Step::ChoosingPhone,
            Request::ChoosePhone { android, iphone },
        )
    }

    /// The same after the way back: what lies there is not wanted any more.
    pub(super) fn choose_phone_anew(&mut self, context: &mut Context<'_>) -> Flow {
        if self.facts.take().is_some() {
            context.order(Order::EndCard);
        }
        self.phone = None;
        self.choose_phone(context)
    }

    pub(super) fn phone_chosen(
        &mut self,
        context: &mut Context<'_>,
        phone: Phone,
        by: Actor,
    ) -> Flow {
        let open = offer_of(context, phone).is_open();
        context.record(Entry::PhoneChosen { phone, by, open });
        self.progress.refused = !open;
        if !open {
            return match self.refuse_choice(context) {
                Some(end) => end,
                None => self.choose_phone(context),
            };
        }
        self.phone = Some(phone);
        match phone {
            Phone::Android => self.ask(context, Step::EnteringPinAhead, Request::EnterPinAhead),
            Phone::Iphone => self.await_phone(context, phone),
        }
    }

    pub(super) fn pin_entered_ahead(&mut self, context: &mut Context<'_>, by: Actor) -> Flow {
        context.record(Entry::PinEntered { by });
        self.pin_ahead = true;
        self.await_phone(context, Phone::Android)
    }

    fn await_phone(&mut self, context: &mut Context<'_>, phone: Phone) -> Flow {
        let at = place(&context.setting.config);
        self.ask(
            context,
            Step::AwaitingPhone,
            Request::AwaitPhone { phone, at },
        )
    }

    /// A PIN that waited for a phone waits no longer.
    pub(super) fn drop_pin_ahead(&mut self, context: &mut Context<'_>) {
        if core::mem::take(&mut self.pin_ahead) {
            context.order(Order::Wipe(Secrets::PIN));
        }
    }

    /// Something was placed, at one of the readers.
    pub(super) fn token_placed(&mut self, context: &mut Context<'_>, at: Place) -> Flow {
        context.record(Entry::Placed { at });
        context.order(Order::Abandon(self.pending()));
        // Digits half typed, or something at the place where no phone was awaited.
        let awaited = self.step() == Step::AwaitingPhone && at == place(&context.setting.config);
        if !awaited {
            self.drop_pin_ahead(context);
            context.order(Order::Wipe(Secrets::PIN));
        }
        self.place = at;
        self.token = true;
        self.identify(context)
    }

    /// What came is another token than the one that was chosen: kindly on with it, and without the
    /// PIN that was typed for the other.
    pub(super) fn meet_token(&mut self, context: &mut Context<'_>, kind: TokenKind) {
        let Some(chosen) = self.phone else { return };
        if chosen.kind() == kind {
            return;
        }
        self.drop_pin_ahead(context);
        self.phone = None;
        if matches!(
            kind,
            TokenKind::Card | TokenKind::Android | TokenKind::Iphone
        ) {
            context.record(Entry::OtherToken { chosen, kind });
            context.order(Order::Show(Screen::OtherToken(kind)));
        }
    }

    /// The phone for which a PIN waits is there. With one try left, or nobody knows how many, the
    /// digits are typed once more, with care: they go no further.
    pub(super) fn pin_meets_phone(&mut self, context: &mut Context<'_>) -> Flow {
        let enough = self.pin_offer(context).is_open() && self.pin_is_safe();
        if enough {
            self.pin_ahead = false;
            return self.pin_entered(context, false);
        }
        self.drop_pin_ahead(context);
        self.begin_pin(context, false)
    }
}
