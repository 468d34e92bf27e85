//! The words that belong to an action: what a screen says, in the words of a book.

use core::ffi::c_char;

use super::super::facts;
use super::super::failure::Failure;
use super::super::guard;
use super::super::guidance::{given_language, mnr_book, with_book};
use super::super::pointer::{self, Buffer};
use super::super::status::MNR_ERROR_NOT_FOUND;
use super::action::{self, mnr_action};
use super::event;
use mynareader_facts::{Key, Method};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::reception::{
    Closed, ConsentProfile, Offer, Offers, Order, Outcome, Phone, Request, ScanOutcome, Scope,
    Screen, StaffNotice, Task, Words, Work,
};

/// Words of an action: what is shown, asked or told.
pub const MNR_WORDS_MAIN: i32 = 0;
/// Words of an action that offers methods: the face, and the reason if it is closed.
pub const MNR_WORDS_FACE: i32 = 1;
/// Words of an action that offers methods: the PIN.
pub const MNR_WORDS_PIN: i32 = 2;
/// Words of an action that offers methods: the staff check.
pub const MNR_WORDS_STAFF: i32 = 3;
/// Words of an action that asks for the PIN or its last try: how many tries are left.
pub const MNR_WORDS_TRIES: i32 = 4;

/// Words of an action that offers a phone: the phone, and the reason if it is closed.
pub const MNR_WORDS_PHONE: i32 = 5;
/// Words of an action that offers kinds of phones: the Android phone.
pub const MNR_WORDS_ANDROID: i32 = 6;
/// Words of an action that offers kinds of phones: the iPhone.
pub const MNR_WORDS_IPHONE: i32 = 7;
/// Words of an action: what to speak to the patient, with what is otherwise found by looking.
pub const MNR_WORDS_SPOKEN: i32 = 8;
/// Words of an action from which the patient may go back: the button.
pub const MNR_WORDS_BACK: i32 = 9;

fn offer(number: i32) -> Result<Option<Offer>, Failure> {
    let closed = match number {
        action::MNR_OFFER_NONE => return Ok(None),
        action::MNR_OFFER_OPEN => return Ok(Some(Offer::Open)),
        action::MNR_OFFER_BY_MODE => Closed::ByMode,
        action::MNR_OFFER_NOT_FITTED => Closed::NotFitted,
        action::MNR_OFFER_NOT_YET => Closed::NotYet,
        action::MNR_OFFER_NOT_FOR_PHONES => Closed::NotForPhones,
        action::MNR_OFFER_BLOCKED => Closed::Blocked,
        action::MNR_OFFER_TOO_FEW_TRIES => Closed::TooFewTries,
        action::MNR_OFFER_FACE_ONLY_CARD => Closed::FaceOnlyCard,
        // By which code stands beside it, and not in the words.
        action::MNR_OFFER_FAILED => Closed::Failed(FaultCode::NONE),
        action::MNR_OFFER_NOT_PROVED => Closed::NotProved,
        action::MNR_OFFER_NO_ANSWER => Closed::NoAnswer,
        action::MNR_OFFER_LAST_TRY_KEPT => Closed::LastTryKept,
        action::MNR_OFFER_NO_PHONE_READER => Closed::NoPhoneReader,
        action::MNR_OFFER_PHONE_READER_NOT_PAIRED => Closed::PhoneReaderNotPaired,
        action::MNR_OFFER_NOT_FOR_REGISTRATION => Closed::NotForRegistration,
        other => return Err(Failure::argument("action->offer", other)),
    };
    Ok(Some(Offer::Closed(closed)))
}

fn scan(number: i32) -> Result<Option<ScanOutcome>, Failure> {
    match number {
        0 => Ok(None),
        given => event::scan_outcome(given, 0, "action->detail").map(Some),
    }
}

impl mnr_action {
    fn fault(&self) -> Result<FaultCode, Failure> {
        facts::fault_code(self.code_maker, self.code_number)
    }

    fn ended(&self) -> Result<Outcome, Failure> {
        Ok(match self.outcome {
            action::MNR_OUTCOME_ADMITTED => Outcome::Admitted(Scope::Full),
            action::MNR_OUTCOME_ADMITTED_ELIGIBILITY_ONLY => {
                Outcome::Admitted(Scope::EligibilityOnly)
            }
            action::MNR_OUTCOME_REHEARSED => Outcome::Rehearsed,
            action::MNR_OUTCOME_ENDED => Outcome::Ended {
                reason: event::end_reason(self.end_reason)?,
                fault: self.fault()?,
            },
            other => return Err(Failure::argument("action->outcome", other)),
        })
    }

    fn screen(&self) -> Result<Screen, Failure> {
        Ok(match self.detail {
            action::MNR_SCREEN_WELCOME => Screen::Welcome {
                mode: facts::mode(self.mode)?,
                phone: offer(self.offer_phone)?.unwrap_or(Offer::Open),
            },
            action::MNR_SCREEN_OTHER_TOKEN => Screen::OtherToken(facts::token(self.token)?),
            action::MNR_SCREEN_READING_CARD => Screen::Working(Work::ReadingCard),
            action::MNR_SCREEN_STAFF_LOOKING => Screen::Working(Work::StaffLooking),
            action::MNR_SCREEN_ASKING_CENTRE => Screen::Working(Work::AskingCentre),
            action::MNR_SCREEN_ENDED => Screen::Ended(self.ended()?),
            other => return Err(Failure::argument("action->detail", other)),
        })
    }

    fn notice(&self) -> Result<StaffNotice, Failure> {
        Ok(match self.detail {
            action::MNR_TELL_METHOD_FAILED => StaffNotice::MethodFailed {
                method: facts::method(self.method)?,
                code: None,
            },
            action::MNR_TELL_FAULT => StaffNotice::Fault(self.fault()?),
            action::MNR_TELL_ENDED => StaffNotice::Ended(self.ended()?),
            action::MNR_TELL_PRESENTATION_ATTACK => StaffNotice::PresentationAttack,
            action::MNR_TELL_CONFIRM_FACE_ONLY_MARK => StaffNotice::ConfirmFaceOnlyMark,
            action::MNR_TELL_PROXY_CANNOT_BE_SIGHTED => StaffNotice::ProxyCannotBeSighted,
            action::MNR_TELL_SEVERAL_ELIGIBILITIES => StaffNotice::SeveralEligibilities,
            action::MNR_TELL_AID_UNREGISTERED => StaffNotice::AidUnregistered,
            action::MNR_TELL_LAST_KNOWN_ELIGIBILITY => StaffNotice::LastKnownEligibility,
            action::MNR_TELL_REGISTRATION_DELAYED => StaffNotice::RegistrationDelayed,
            action::MNR_TELL_PROOF_WAITS => StaffNotice::ProofWaits,
            action::MNR_TELL_PROOF_LAPSED => StaffNotice::ProofLapsed,
            action::MNR_TELL_MODE_CHANGED => StaffNotice::ModeChanged(facts::mode(self.mode)?),
            action::MNR_TELL_VISUAL_MODE_STILL_ON => StaffNotice::VisualModeStillOn,
            action::MNR_TELL_CARD_FORGOTTEN => StaffNotice::CardForgotten,
            other => return Err(Failure::argument("action->detail", other)),
        })
    }

    /// The task, as far as it is put into words; none where it is not.
    fn put_into_words(&self) -> Result<Option<Task>, Failure> {
        let tries = || facts::tries(self.tries, Key::AuthenticationPin);
        let offered = |number| Ok::<_, Failure>(offer(number)?.unwrap_or(Offer::Open));
        let offers = || {
            Ok::<_, Failure>(Offers {
                face: offered(self.offer_face)?,
                pin: offered(self.offer_pin)?,
                staff: offered(self.offer_staff)?,
            })
        };
        let again = self.again != 0;
        let request = match self.kind {
            action::MNR_ACTION_SHOW => return Ok(Some(Task::Order(Order::Show(self.screen()?)))),
            action::MNR_ACTION_TELL => return Ok(Some(Task::Order(Order::Tell(self.notice()?)))),
            action::MNR_ACTION_REMIND => return Ok(Some(Task::Order(Order::Remind))),
            action::MNR_ACTION_PROMPT_REMOVAL => {
                return Ok(Some(Task::Order(Order::PromptRemoval)));
            }
            action::MNR_ACTION_SOUND_ALARM => {
                return Ok(Some(Task::Order(Order::SoundAlarm { reminder: 0 })));
            }
            action::MNR_ACTION_CHOOSE_PHONE => Request::ChoosePhone {
                android: offered(self.offer_android)?,
                iphone: offered(self.offer_iphone)?,
            },
            action::MNR_ACTION_ENTER_PIN_AHEAD => Request::EnterPinAhead,
            action::MNR_ACTION_AWAIT_PHONE => Request::AwaitPhone {
                phone: action::phone(self.phone)?,
                at: action::at(self.at)?,
            },
            action::MNR_ACTION_ASK_SUBSIDY => Request::AskSubsidy,
            action::MNR_ACTION_CHOOSE_METHOD => Request::ChooseMethod {
                offers: offers()?,
                after: None,
            },
            action::MNR_ACTION_SCAN_CARD_FACE => Request::ScanCardFace {
                again: scan(self.detail)?,
            },
            action::MNR_ACTION_COMPARE_FACE => Request::CompareFace {
                again: match self.detail {
                    0 => None,
                    given => Some(event::face_decision(given)?),
                },
                one_false_match_in: self.one_false_match_in,
            },
            action::MNR_ACTION_DECIDE_LAST_TRY => Request::DecideLastTry {
                tries: tries()?,
                offers: offers()?,
            },
            action::MNR_ACTION_ENTER_PIN => Request::EnterPin {
                tries: tries()?,
                again,
            },
            action::MNR_ACTION_CHECK_BY_SIGHT => Request::CheckBySight {
                place: action::place(self.detail)?,
            },
            action::MNR_ACTION_CONFIRM_ON_PHONE => Request::ConfirmOnPhone,
            action::MNR_ACTION_OFFER_REGISTRATION => Request::OfferRegistration,
            action::MNR_ACTION_SHOW_NOTICE => Request::ShowNotice(action::notice(self.detail)?),
            action::MNR_ACTION_CHOOSE_PRESCRIPTION => Request::ChoosePrescription,
            action::MNR_ACTION_ASK_CONSENT => Request::AskConsent(if self.detail == 1 {
                ConsentProfile::AllOrEach
            } else {
                ConsentProfile::EachWithLimit
            }),
            _ => return Ok(None),
        };
        Ok(Some(Task::Request(request)))
    }

    fn words(&self, which: i32, words: Words<'_>) -> Result<Option<String>, Failure> {
        let offered = |method, number| -> Result<Option<String>, Failure> {
            Ok(offer(number)?.map(|offer| words.offer(method, offer)))
        };
        match which {
            MNR_WORDS_MAIN => Ok(match self.put_into_words()? {
                Some(Task::Request(request)) => words.request(&request),
                Some(Task::Order(order)) => words.order(&order),
                None => None,
            }),
            MNR_WORDS_FACE => offered(Method::Face, self.offer_face),
            MNR_WORDS_PIN => offered(Method::Pin, self.offer_pin),
            MNR_WORDS_STAFF => offered(Method::Staff, self.offer_staff),
            MNR_WORDS_PHONE => Ok(offer(self.offer_phone)?.map(|offer| words.phone(offer))),
            MNR_WORDS_ANDROID => {
                let offer = offer(self.offer_android)?;
                Ok(offer.map(|offer| words.phone_kind(Phone::Android, offer)))
            }
            MNR_WORDS_IPHONE => {
                let offer = offer(self.offer_iphone)?;
                Ok(offer.map(|offer| words.phone_kind(Phone::Iphone, offer)))
            }
            MNR_WORDS_SPOKEN => Ok(self.put_into_words()?.and_then(|task| words.spoken(&task))),
            MNR_WORDS_BACK if self.may_go_back == 0 => Ok(None),
            MNR_WORDS_BACK => Ok(match self.put_into_words()? {
                Some(Task::Request(request)) => Some(words.way_back(&request).to_owned()),
                Some(Task::Order(_)) | None => None,
            }),
            MNR_WORDS_TRIES => match self.kind {
                action::MNR_ACTION_DECIDE_LAST_TRY | action::MNR_ACTION_ENTER_PIN => {
                    let tries = facts::tries(self.tries, Key::AuthenticationPin)?;
                    Ok(Some(words.tries(tries)))
                }
                _ => Ok(None),
            },
            other => Err(Failure::argument("which", other)),
        }
    }
}

/// The words that belong to an action: the text of the patient's screen, or the message for the
/// staff. For a fault's code (MNR_ACTION_ADVISE) use mnr_guide.
///
/// book: the book to use, or NULL for the built-in one. action: the action. which: one of
/// MNR_WORDS_*. language, language_length: the language's tag, such as "ja"; if the book has no
/// words in that language, they are in Japanese. reader_model: the maker's number of the reader
/// model, or 0. words, capacity: where to put them, UTF-8, NUL-terminated; NULL and 0 to ask for
/// the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND if the action has no such words, MNR_ERROR_ARGUMENT if a number or
/// the language is not valid, MNR_ERROR_TEXT, MNR_ERROR_STRUCT_SIZE, MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the book. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_action_words(
    book: *mut mnr_book,
    action: *const mnr_action,
    which: i32,
    language: *const c_char,
    language_length: usize,
    reader_model: u32,
    words: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_action_words", {
        let buffer = Buffer::new(words.cast(), capacity, needed, "words")?;
        let action = pointer::take_struct(action, "action")?;
        let language = given_language(language, language_length)?;
        let found = with_book(book, |book| {
            action.words(which, Words::new(book, language).for_reader(reader_model))
        })?;
        let none = || Failure::new(MNR_ERROR_NOT_FOUND, "the action has no such words");
        buffer.put_text(&found.ok_or_else(none)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use mynareader_facts::{Mode, Place, Tries};
    use mynareader_reception::guidance::{Book, Language};
    use mynareader_reception::reception::{
        Action, Ahead, Consents, EndReason, FaceDecision, Notice, Number, Path, Secrets, SightPlace,
    };

    /// Every request, with each value that its words depend on.
    fn requests() -> Vec<Request> {
        let offers = Offers {
            face: Offer::Closed(Closed::Blocked),
            pin: Offer::Closed(Closed::Failed(FaultCode::PIN_WRONG)),
            staff: Offer::Open,
        };
        let mut requests = vec![
            Request::IdentifyCard { at: Place::Reader },
            Request::ChoosePhone {
                android: Offer::Open,
                iphone: Offer::Closed(Closed::ByMode),
            },
            Request::EnterPinAhead,
            Request::AskSubsidy,
            Request::ChooseMethod {
                offers,
                after: None,
            },
            Request::ReadFaceRecord,
            Request::ReadAhead {
                reads: Ahead::all(),
            },
            Request::ObtainChallenge,
            Request::VerifyPin { last_try: false },
            Request::ReadTries,
            Request::CheckPasscode,
            Request::ConfirmOnPhone,
            Request::AuthenticateWithPin { last_try: false },
            Request::Authenticate { path: Path::Phone },
            Request::ReacquireCard,
            Request::OfferRegistration,
            Request::Register,
            Request::QueryEligibility,
            Request::ChoosePrescription,
            Request::AskConsent(ConsentProfile::AllOrEach),
            Request::AskConsent(ConsentProfile::EachWithLimit),
            Request::Deliver {
                consents: Consents::empty(),
                prescription: None,
                subsidy: None,
            },
        ];
        for again in [
            None,
            Some(FaceDecision::NoFace),
            Some(FaceDecision::SeveralFaces),
            Some(FaceDecision::BadLight),
            Some(FaceDecision::Unclear),
            Some(FaceDecision::TooDark),
            Some(FaceDecision::TooFar),
            Some(FaceDecision::LookingAway),
        ] {
            requests.push(Request::CompareFace {
                again,
                one_false_match_in: 1,
            });
        }
        for phone in [Phone::Android, Phone::Iphone] {
            for at in [Place::Reader, Place::PhoneReader] {
                requests.push(Request::AwaitPhone { phone, at });
            }
        }
        for tries in [Tries::Left(1), Tries::Left(2), Tries::Unknown] {
            requests.push(Request::DecideLastTry { tries, offers });
            requests.extend([true, false].map(|again| Request::EnterPin { tries, again }));
        }
        for again in [
            None,
            Some(ScanOutcome::Read { agreeing: 1 }),
            Some(ScanOutcome::WrongSide),
            Some(ScanOutcome::UpsideDown),
            Some(ScanOutcome::Glare),
            Some(ScanOutcome::InCase),
            Some(ScanOutcome::TwoCards),
            Some(ScanOutcome::Unreadable),
        ] {
            requests.push(Request::ScanCardFace { again });
        }
        for place in [SightPlace::Reader, SightPlace::Terminal] {
            requests.push(Request::CheckBySight { place });
        }
        for notice in [
            Notice::CertificateEndsSoon,
            Notice::CertificateInGrace,
            Notice::CardEnded,
        ] {
            requests.push(Request::ShowNotice(notice));
        }
        requests
    }

    /// Every order, likewise.
    fn orders() -> Vec<Order> {
        let ended = |reason| Outcome::Ended {
            reason,
            fault: FaultCode::NO_METHOD,
        };
        let outcomes = [
            Outcome::Admitted(Scope::Full),
            Outcome::Admitted(Scope::EligibilityOnly),
            Outcome::Rehearsed,
            ended(EndReason::Silent),
            ended(EndReason::Fault),
            ended(EndReason::NotOffered),
        ];
        let mut orders = vec![
            Order::Remind,
            Order::Wipe(Secrets::all()),
            Order::ReleaseCard,
            Order::EndCard,
            Order::PromptRemoval,
            Order::SoundAlarm { reminder: 2 },
            Order::Show(Screen::Working(Work::ReadingCard)),
            Order::Show(Screen::Working(Work::StaffLooking)),
            Order::Show(Screen::Working(Work::AskingCentre)),
        ];
        for mode in [Mode::Unattended, Mode::Visual, Mode::PinOnly] {
            orders.push(Order::Show(Screen::Welcome {
                mode,
                phone: Offer::Closed(Closed::NoPhoneReader),
            }));
            orders.push(Order::Tell(StaffNotice::ModeChanged(mode)));
        }
        for outcome in outcomes {
            orders.push(Order::Show(Screen::Ended(outcome)));
            orders.push(Order::Tell(StaffNotice::Ended(outcome)));
        }
        orders.extend(
            [
                StaffNotice::MethodFailed {
                    method: Method::Face,
                    code: None,
                },
                StaffNotice::Fault(FaultCode::NETWORK),
                StaffNotice::PresentationAttack,
                StaffNotice::ConfirmFaceOnlyMark,
                StaffNotice::ProxyCannotBeSighted,
                StaffNotice::SeveralEligibilities,
                StaffNotice::AidUnregistered,
                StaffNotice::LastKnownEligibility,
                StaffNotice::RegistrationDelayed,
                StaffNotice::ProofWaits,
                StaffNotice::ProofLapsed,
                StaffNotice::VisualModeStillOn,
                StaffNotice::CardForgotten,
            ]
            .map(Order::Tell),
        );
        orders
    }

    /// By way of the record the same is said as without it.
    #[test]
    #[cfg_attr(miri, ignore = "over a minute: every text")]
    fn an_action_is_put_into_the_same_words_in_c() {
        let number = Number {
            session: 1,
            sequence: 2,
            station: 3,
        };
        let mut said = 0;
        for language in [Language::JA, Language::EN] {
            let words = Words::new(Book::built_in(), language);
            let requests = requests().into_iter().map(Task::Request);
            for task in requests.chain(orders().into_iter().map(Task::Order)) {
                let (main, offers, tries) = match &task {
                    Task::Request(request) => (
                        words.request(request),
                        match *request {
                            Request::ChooseMethod { offers, .. }
                            | Request::DecideLastTry { offers, .. } => Some(offers),
                            _ => None,
                        },
                        match *request {
                            Request::DecideLastTry { tries, .. }
                            | Request::EnterPin { tries, .. } => Some(tries),
                            _ => None,
                        },
                    ),
                    Task::Order(order) => (words.order(order), None, None),
                };
                let record = action::describe(Action { number, task }, false, false);
                let of = |which| record.words(which, words).ok().flatten();
                assert_eq!(of(MNR_WORDS_MAIN), main, "{task:?}");
                said += usize::from(main.is_some());
                for (which, method) in [
                    (MNR_WORDS_FACE, Method::Face),
                    (MNR_WORDS_PIN, Method::Pin),
                    (MNR_WORDS_STAFF, Method::Staff),
                ] {
                    let wanted = offers.map(|offers| words.offer(method, offers.of(method)));
                    assert_eq!(of(which), wanted, "{task:?}");
                }
                assert_eq!(
                    of(MNR_WORDS_TRIES),
                    tries.map(|it| words.tries(it)),
                    "{task:?}"
                );
            }
        }
        assert!(said > 100, "{said}");
    }
}
