//! Which words of a book belong to what the reception asks for: the patient's screens, and what the
//! staff are told.
#![forbid(unsafe_code)]

use super::{
    Closed, ConsentProfile, EndReason, FaceDecision, Notice, Offer, Order, Outcome, Phone, Request,
    ScanOutcome, Scope, Screen, SightPlace, StaffNotice, Task, Work,
};
use crate::guidance::{Book, Language, Message, NoticeText as N, ScreenText as S};
use mynareader_facts::{Method, Mode, Place, TokenKind, Tries};

/// A book's words in one language, for one reader model, by what they are needed for.
///
/// ```
/// use mynareader_facts::Mode;
/// use mynareader_reception::guidance::{Book, Language};
/// use mynareader_reception::reception::{Offer, Screen, Words};
///
/// let words = Words::new(Book::built_in(), Language::EN);
/// let welcome = Screen::Welcome { mode: Mode::Unattended, phone: Offer::Open };
/// assert_eq!(words.screen(welcome), "Please place your My Number card.");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Words<'b> {
    book: &'b Book,
    language: Language,
    reader_model: u32,
}

impl<'b> Words<'b> {
    /// The words of a book in a language, where it has none in Japanese.
    pub const fn new(book: &'b Book, language: Language) -> Self {
        Self {
            book,
            language,
            reader_model: 0,
        }
    }

    /// The same with the texts that a maker replaced for a reader model.
    #[must_use]
    pub const fn for_reader(mut self, reader_model: u32) -> Self {
        self.reader_model = reader_model;
        self
    }

    fn of(self, message: Message) -> &'b str {
        self.book
            .text_for(message, self.language, self.reader_model)
            .0
    }

    fn filled(self, message: Message, values: &[(&str, &str)]) -> String {
        self.book
            .filled(message, self.language, self.reader_model, values)
    }

    /// Words on the patient's screen by their own name.
    pub fn text(self, text: S) -> &'b str {
        self.of(Message::Screen(text))
    }

    fn staff(self, text: N) -> &'b str {
        self.of(Message::Notice(text))
    }

    /// What [`Order::Show`](super::Order::Show) shows.
    pub fn screen(self, screen: Screen) -> &'b str {
        self.text(match screen {
            Screen::Welcome { .. } => S::Welcome,
            Screen::OtherToken(TokenKind::Card) => S::CardInstead,
            Screen::OtherToken(_) => S::PhoneInstead,
            Screen::Working(Work::ReadingCard) => S::ReadingCard,
            Screen::Working(Work::StaffLooking) => S::StaffLooking,
            Screen::Working(Work::AskingCentre) => S::AskingCentre,
            Screen::Ended(Outcome::Admitted(_)) => S::Admitted,
            Screen::Ended(Outcome::Rehearsed) => S::Rehearsed,
            Screen::Ended(Outcome::Ended { reason, .. }) => match reason {
                // What to do has just been said: to begin again.
                EndReason::CardRemoved
                | EndReason::CardExchanged
                | EndReason::ModeChanged
                | EndReason::Silent => S::BeginAgain,
                EndReason::Fault
                | EndReason::NotIdentified
                | EndReason::NotOffered
                | EndReason::NoMethod
                | EndReason::NotRegistered
                | EndReason::NotEligible
                | EndReason::CancelledByPatient
                | EndReason::CancelledByStaff => S::GoToDesk,
            },
        })
    }

    /// What an order says to the patient or the staff; none where it says nothing, or more than a
    /// book of words knows ([`Order::Advise`]).
    pub fn order(self, order: &Order) -> Option<String> {
        let text = match *order {
            Order::Show(screen) => self.screen(screen),
            Order::Remind => self.text(S::Reminder),
            Order::Tell(notice) => return Some(self.notice(notice)),
            Order::PromptRemoval => self.text(S::TakeCard),
            Order::SoundAlarm { .. } => self.text(S::CardStillHere),
            Order::Advise { .. }
            | Order::Wipe(_)
            | Order::Abandon(_)
            | Order::ReleaseCard
            | Order::EndCard
            | Order::Sound(_)
            | Order::Record(_) => return None,
        };
        Some(text.to_owned())
    }

    /// What the patient is asked or shown by a request, or the staff; none where a request
    /// shows nothing. What may be chosen beside it is told by [`Self::offer`] and [`Self::tries`].
    pub fn request(self, request: &Request) -> Option<String> {
        let text = match *request {
            Request::ChooseMethod { .. } => S::ChooseMethod,
            Request::ScanCardFace { again } => return Some(self.scanning(again).to_owned()),
            Request::CompareFace { again, .. } => return Some(self.capturing(again).to_owned()),
            Request::ChoosePhone { .. } => S::ChoosePhone,
            Request::EnterPinAhead => S::EnterPinAhead,
            Request::AwaitPhone { phone, at } => match (phone, at) {
                (Phone::Android, Place::Reader) => S::AwaitAndroid,
                (Phone::Android, Place::PhoneReader) => S::AwaitAndroidBeside,
                (Phone::Iphone, Place::Reader) => S::AwaitIphone,
                (Phone::Iphone, Place::PhoneReader) => S::AwaitIphoneBeside,
            },
            Request::AskSubsidy => S::AskSubsidy,
            Request::DecideLastTry { .. } => S::DecideLastTry,
            Request::EnterPin { tries, again } => return Some(self.enter_pin(tries, again)),
            Request::ConfirmOnPhone => S::ConfirmOnPhone,
            Request::OfferRegistration => S::OfferRegistration,
            Request::ShowNotice(Notice::CertificateEndsSoon) => S::CertificateEndsSoon,
            Request::ShowNotice(Notice::CertificateInGrace) => S::CertificateInGrace,
            Request::ShowNotice(Notice::CardEnded) => S::CardEnded,
            Request::ChoosePrescription => S::ChoosePrescription,
            Request::AskConsent(ConsentProfile::EachWithLimit) => S::ConsentEachWithLimit,
            Request::AskConsent(ConsentProfile::AllOrEach) => S::ConsentAllOrEach,
            Request::CheckBySight { place } => return Some(self.look(place).to_owned()),
            Request::IdentifyCard { .. }
            | Request::ReadAhead { .. }
            | Request::ReadFaceRecord
            | Request::ObtainChallenge
            | Request::VerifyPin { .. }
            | Request::ReadTries
            | Request::CheckPasscode
            | Request::AuthenticateWithPin { .. }
            | Request::Authenticate { .. }
            | Request::ReacquireCard
            | Request::Register
            | Request::QueryEligibility
            | Request::Deliver { .. } => return None,
        };
        Some(self.text(text).to_owned())
    }

    /// While the card's face is scanned; after an obstacle with what helps.
    pub fn scanning(self, again: Option<ScanOutcome>) -> &'b str {
        self.text(match again {
            None => S::Scanning,
            Some(ScanOutcome::WrongSide) => S::WrongSide,
            Some(ScanOutcome::UpsideDown) => S::UpsideDown,
            Some(ScanOutcome::InCase) => S::InCase,
            Some(ScanOutcome::TwoCards) => S::TwoCards,
            Some(ScanOutcome::Glare) => S::Glare,
            Some(_) => S::ScanningAgain,
        })
    }

    /// While the camera looks at the face; after a capture that was no use with what helps.
    pub fn capturing(self, again: Option<FaceDecision>) -> &'b str {
        self.text(match again {
            None => S::Capturing,
            Some(FaceDecision::NoFace) => S::NoFace,
            Some(FaceDecision::SeveralFaces) => S::OneFace,
            Some(FaceDecision::TooFar) => S::ComeCloser,
            Some(FaceDecision::LookingAway) => S::LookUp,
            Some(FaceDecision::TooDark) => S::TooDark,
            Some(FaceDecision::BadLight) => S::TooBright,
            Some(
                FaceDecision::Unclear
                | FaceDecision::Match
                | FaceDecision::NoMatch
                | FaceDecision::NotCompared,
            ) => S::CaptureAgain,
        })
    }

    /// What to speak, for who does not see the screen: [`screen`](Self::screen) and
    /// [`request`](Self::request) say what it shows, and this says as well what is otherwise found by
    /// looking. None where the patient is asked or shown nothing.
    pub fn spoken(self, task: &Task) -> Option<String> {
        match task {
            Task::Order(Order::Show(Screen::Welcome { .. })) => {
                Some(self.text(S::SpokenWelcome).to_owned())
            }
            // The rest is the staff's.
            Task::Order(Order::Tell(_)) | Task::Request(Request::CheckBySight { .. }) => None,
            Task::Order(order) => self.order(order),
            Task::Request(Request::ChooseMethod { offers, .. }) => {
                let open = [Method::Face, Method::Pin, Method::Staff]
                    .into_iter()
                    .filter(|method| offers.of(*method).is_open())
                    .map(|method| self.method(method))
                    .collect::<Vec<_>>()
                    .join(self.text(S::SpokenComma));
                Some(self.filled(Message::Screen(S::SpokenMethods), &[("methods", &open)]))
            }
            Task::Request(Request::EnterPin {
                tries,
                again: false,
            }) => Some(self.filled(
                Message::Screen(S::SpokenEnterPin),
                &[("tries", &self.tries(*tries))],
            )),
            Task::Request(Request::CompareFace { again: None, .. }) => {
                Some(self.text(S::SpokenCapturing).to_owned())
            }
            Task::Request(request) => self.request(request),
        }
    }

    /// What stands on the button by which the patient goes back from a request.
    pub fn way_back(self, request: &Request) -> &'b str {
        self.text(match request {
            Request::EnterPin { .. } | Request::EnterPinAhead => S::PinForgotten,
            _ => S::Back,
        })
    }

    /// A phone as a way to check in, and why it is closed where it is: for the screen that waits for
    /// a card.
    pub fn phone(self, offer: Offer) -> String {
        self.named(self.text(S::MethodPhone), offer)
    }

    /// A kind of phone by its name, and why it is closed where it is.
    pub fn phone_kind(self, phone: Phone, offer: Offer) -> String {
        // Names that are written alike in every language.
        let name = match phone {
            Phone::Android => "Android",
            Phone::Iphone => "iPhone",
        };
        self.named(name, offer)
    }

    /// The question for the PIN, with the tries that are left.
    pub fn enter_pin(self, tries: Tries, again: bool) -> String {
        let text = if again { S::EnterPinAgain } else { S::EnterPin };
        self.filled(Message::Screen(text), &[("tries", &self.tries(tries))])
    }

    /// How many tries are left.
    pub fn tries(self, tries: Tries) -> String {
        match tries {
            Tries::Left(1) => self.text(S::OneTryLeft).to_owned(),
            Tries::Left(left) => {
                let left = left.to_string();
                self.filled(Message::Screen(S::TriesLeft), &[("tries", &left)])
            }
            Tries::Blocked | Tries::Unknown => self.text(S::TriesUnknown).to_owned(),
        }
    }

    /// A method by its name, and why it is closed where it is.
    pub fn offer(self, method: Method, offer: Offer) -> String {
        self.named(self.method(method), offer)
    }

    fn named(self, name: &str, offer: Offer) -> String {
        match offer {
            Offer::Open => name.to_owned(),
            Offer::Closed(why) => self.filled(
                Message::Screen(S::MethodClosed),
                &[("method", name), ("why", self.closed(why))],
            ),
        }
    }

    fn closed(self, closed: Closed) -> &'b str {
        self.text(match closed {
            Closed::ByMode => S::ClosedByMode,
            Closed::NotFitted => S::ClosedNotFitted,
            Closed::NotYet => S::ClosedNotYet,
            Closed::NotForPhones => S::ClosedNotForPhones,
            Closed::Blocked => S::ClosedBlocked,
            Closed::TooFewTries => S::ClosedTooFewTries,
            Closed::FaceOnlyCard => S::ClosedFaceOnlyCard,
            Closed::Failed(_) => S::ClosedDidNotWork,
            Closed::NotProved => S::ClosedNotProved,
            Closed::NoAnswer => S::ClosedNoAnswer,
            Closed::LastTryKept => S::ClosedLastTryKept,
            Closed::NoPhoneReader => S::ClosedNoPhoneReader,
            Closed::PhoneReaderNotPaired => S::ClosedPhoneReaderNotPaired,
            Closed::NotForRegistration => S::ClosedNotForRegistration,
        })
    }

    /// A method by its name.
    pub fn method(self, method: Method) -> &'b str {
        self.text(match method {
            Method::Face => S::MethodFace,
            Method::Pin => S::MethodPin,
            Method::Staff => S::MethodStaff,
        })
    }

    /// A mode by its name.
    pub fn mode(self, mode: Mode) -> &'b str {
        self.staff(match mode {
            Mode::Unattended => N::ModeUnattended,
            Mode::Visual => N::ModeVisual,
            Mode::PinOnly => N::ModePinOnly,
        })
    }

    /// What the staff are asked by [`Request::CheckBySight`].
    pub fn look(self, place: SightPlace) -> &'b str {
        self.staff(match place {
            SightPlace::Reader => N::LookOnReader,
            SightPlace::Terminal => N::LookAtTerminal,
        })
    }

    /// What [`Order::Tell`](super::Order::Tell) tells the staff.
    pub fn notice(self, notice: StaffNotice) -> String {
        let filled = |text, values: &[(&str, &str)]| self.filled(Message::Notice(text), values);
        let text = match notice {
            StaffNotice::MethodFailed { method, .. } => {
                return filled(N::MethodFailed, &[("method", self.method(method))]);
            }
            StaffNotice::Fault(code) => {
                return filled(N::Fault, &[("code", &code.to_string())]);
            }
            StaffNotice::Ended(outcome) => return self.ending(outcome),
            StaffNotice::ModeChanged(mode) => {
                return filled(N::ModeChanged, &[("mode", self.mode(mode))]);
            }
            StaffNotice::PresentationAttack => N::PresentationAttack,
            StaffNotice::ConfirmFaceOnlyMark => N::ConfirmFaceOnlyMark,
            StaffNotice::ProxyCannotBeSighted => N::ProxyCannotBeSighted,
            StaffNotice::SeveralEligibilities => N::SeveralEligibilities,
            StaffNotice::AidUnregistered => N::AidUnregistered,
            StaffNotice::LastKnownEligibility => N::LastKnownEligibility,
            StaffNotice::RegistrationDelayed => N::RegistrationDelayed,
            StaffNotice::CardForgotten => N::CardForgotten,
            StaffNotice::VisualModeStillOn => N::VisualModeStillOn,
            StaffNotice::ProofWaits => N::ProofWaits,
            StaffNotice::ProofLapsed => N::ProofLapsed,
        };
        self.staff(text).to_owned()
    }

    /// How a check-in ended, for the staff.
    pub fn ending(self, outcome: Outcome) -> String {
        let (reason, fault) = match outcome {
            Outcome::Admitted(Scope::Full) => return self.staff(N::Admitted).to_owned(),
            Outcome::Admitted(Scope::EligibilityOnly) => {
                return self.staff(N::AdmittedEligibilityOnly).to_owned();
            }
            Outcome::Rehearsed => return self.staff(N::Rehearsed).to_owned(),
            Outcome::Ended { reason, fault } => (reason, fault),
        };
        let why = self.staff(match reason {
            EndReason::Fault => N::EndFault,
            EndReason::NotIdentified => N::EndNotIdentified,
            EndReason::NotOffered => N::EndNotOffered,
            EndReason::NoMethod => N::EndNoMethod,
            EndReason::NotRegistered => N::EndNotRegistered,
            EndReason::NotEligible => N::EndNotEligible,
            EndReason::CardRemoved => N::EndCardRemoved,
            EndReason::CardExchanged => N::EndCardExchanged,
            EndReason::ModeChanged => N::EndModeChanged,
            EndReason::CancelledByPatient => N::EndCancelledByPatient,
            EndReason::CancelledByStaff => N::EndCancelledByStaff,
            EndReason::Silent => N::EndSilent,
        });
        self.filled(
            Message::Notice(N::Ended),
            &[("why", why), ("code", &fault.to_string())],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::FaultCode;

    const JA: Language = Language::JA;

    #[test]
    fn words_are_filled_in_each_languages_own_order() {
        let say = |language| Words::new(Book::built_in(), language);
        let ended = Outcome::Ended {
            reason: EndReason::NoMethod,
            fault: FaultCode::NO_METHOD,
        };
        assert_eq!(
            say(Language::EN).ending(ended),
            "Ended: no method was left (L06)."
        );
        assert_eq!(
            say(JA).ending(ended),
            "使える本人確認の方法がないため終了（L06）。"
        );
        assert_eq!(
            say(JA).enter_pin(Tries::Left(3), false),
            "4けたの暗証番号を入れるか、「番号がわからない」を押してください（あと3回）。"
        );
        assert_eq!(
            say(Language::EN).enter_pin(Tries::Left(1), true),
            "The numbers did not match. Please enter them once more, or press \"I do not know my PIN\" (1 \
             try left)."
        );
        let closed = Offer::Closed(Closed::Blocked);
        assert_eq!(
            say(JA).offer(Method::Pin, closed),
            "暗証番号（止まっている）"
        );
    }

    #[test]
    fn a_reader_model_may_have_a_screen_of_its_own() {
        let mut book = Book::built_in().clone();
        let own = "カードを、下の口に入れてください。";
        book.replace(7, JA, Message::Screen(S::Welcome), own);
        let screen = Screen::Welcome {
            mode: Mode::Unattended,
            phone: Offer::Open,
        };
        let words = Words::new(&book, JA);
        assert_ne!(words.screen(screen), own);
        assert_eq!(words.for_reader(7).screen(screen), own);
    }
}
