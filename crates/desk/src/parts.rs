//! A maker's devices and programs, one trait each: an adapter for programs in Rust.
#![forbid(unsafe_code)]

use super::answer::{CardReading, FaceResult, Passcode, Secret, Sight};
use super::devices::{Devices, Given, Material, Served, View};
use mynareader_card::application::ToSign;
use mynareader_card::application::record::Signature;
use mynareader_card::secret::Pin;
use mynareader_facts::Tries;
use mynareader_reception::fault::{Fault, FaultCode};
use mynareader_reception::guidance::Situation;
use mynareader_reception::reception::{
    Actor, Answer, Consents, Cue, Eligibility, FaceDecision, Number, Order, Path, Prescription,
    Request, ScanOutcome, Screen, SightPlace, StaffNotice,
};

/// The screen that the patient sees. A first program shows and asks; what it does by default with
/// the rest, which is nothing, a reader at a counter has to do.
pub trait Panel {
    /// Shows something that needs no answer.
    fn show(&mut self, screen: Screen, view: View);

    /// Asks something: the phone, the method, the last try, the registration, a notice, the
    /// prescription, the consents, the subsidy, or to confirm on the phone. The answer is the one that
    /// the request names, with who gave it; [`Answer::Back`] where [`View::may_go_back`] says so. To
    /// [`AwaitPhone`](Request::AwaitPhone) it is the only one.
    fn ask(&mut self, number: Number, request: &Request, view: View) -> Served<(Answer, Actor)>;

    /// Reminds the patient that something is asked of them. By default nothing: the check-in ends
    /// when they stay silent.
    fn remind(&mut self, view: View) {
        let _ = view;
    }

    /// A code came up. [`advise`](mynareader_reception::guidance::advise) has the words. By default
    /// nothing: the patient then hears from the staff what to do.
    fn advise(&mut self, fault: Fault, situation: &Situation, view: View) {
        let _ = (fault, situation, view);
    }

    /// A request is not wanted any more, whoever serves it: its answer will be refused. Pass it on to
    /// the camera, the keypad or the national software where they would go on for long. By default
    /// nothing: for devices that notice themselves, or answer at once.
    fn abandon(&mut self, number: Number) {
        let _ = number;
    }

    /// Asks for the card to be taken. By default nothing: for panels on which the screen with the
    /// end, [`Screen::Ended`], says so.
    fn prompt_removal(&mut self, view: View) {
        let _ = view;
    }

    /// Sounds this, for who does not see the screen. By default it stays silent.
    fn sound(&mut self, cue: Cue) {
        let _ = cue;
    }

    /// The card was forgotten: sounds the alarm, for the so-many-th time. By default it stays
    /// silent; the staff are told as well ([`StaffNotice::CardForgotten`]).
    fn sound_alarm(&mut self, reminder: u8) {
        let _ = reminder;
    }
}

/// What to show beside the keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinPrompt {
    /// Tries left.
    pub tries: Tries,
    /// The PIN before was wrong.
    pub again: bool,
    /// It is that of a phone which is not there yet, and whose tries are not known.
    pub ahead: bool,
    /// How the screen is to be marked.
    pub view: View,
}

/// What came of asking for the PIN.
#[derive(Debug)]
pub enum Typed {
    /// It was typed, by this one.
    Pin(Pin, Actor),
    /// 「番号がわからない」 was touched, where [`View::may_go_back`] says that it may be.
    Back(Actor),
}

/// The keypad, on the screen or beside it.
pub trait Keypad {
    /// Asks for the PIN. Each call is one entry; the PIN is presented once.
    fn enter_pin(&mut self, number: Number, prompt: PinPrompt) -> Served<Typed>;
}

/// The scanner of the card's face (券面).
///
/// An image that shows the side with the 個人番号 is to be dropped at once, before anything is read
/// off it; answer with [`ScanOutcome::WrongSide`].
pub trait Scanner {
    /// Scans, several looks.
    fn scan(&mut self, number: Number, again: Option<ScanOutcome>) -> Served<CardReading>;
}

/// What the face engine has to compare with.
#[derive(Clone, Copy)]
pub struct FaceJob<'a> {
    /// The photo as the chip stores it: JPEG 2000. Check its size before decoding.
    pub photo: &'a [u8],
    /// The false-match rate to aim at, in one per so many comparisons.
    pub one_false_match_in: u32,
    /// Why a capture before was no use, if one was.
    pub again: Option<FaceDecision>,
    /// How the screen is to be marked.
    pub view: View,
}

/// Shows the photo's length only.
impl ::core::fmt::Debug for FaceJob<'_> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("FaceJob")
            .field("photo", &self.photo.len())
            .field("one_false_match_in", &self.one_false_match_in)
            .field("again", &self.again)
            .finish_non_exhaustive()
    }
}

/// The camera with the face engine.
pub trait FaceEngine {
    /// Captures the patient's face and compares it. The captured picture stays with the engine,
    /// which drops it after the comparison.
    fn compare(&mut self, number: Number, job: FaceJob<'_>) -> Served<FaceResult>;
}

/// What the national software gets for authenticating the card.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// In which way.
    pub path: Path,
    /// The card's signature over the challenge, on the way with the PIN.
    pub signature: Option<&'a Signature>,
}

/// How the national software found a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinAnswer {
    /// Right, and the card is authenticated.
    Authenticated {
        /// Whether the card is registered for insurance use.
        registered: bool,
    },
    /// Wrong.
    Wrong {
        /// What is left.
        tries: Tries,
    },
    /// Nobody knows.
    Unjudged,
}

/// How a registration went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// Done.
    Done,
    /// It will take a while.
    Delayed,
}

/// What the centre knows of the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// Of their eligibility.
    pub eligibility: Eligibility,
    /// Whether they hold a registered certificate of 医療費助成 (PMH).
    pub subsidy: bool,
}

/// Without a certificate of 医療費助成.
impl From<Eligibility> for Entitlement {
    fn from(eligibility: Eligibility) -> Self {
        Self {
            eligibility,
            subsidy: false,
        }
    }
}

/// What the patient consented to and chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The kinds of information that the facility may see.
    pub consents: Consents,
    /// Which prescription, if it was asked and answered.
    pub prescription: Option<Prescription>,
    /// Whether the certificate of 医療費助成 is to be used, likewise.
    pub subsidy: Option<bool>,
}

/// The national software (マイナンバーカード処理ソフト, 連携アプリ) on the terminal. It owns the way to the
/// centre; codes that it gives are passed through by [`Served::Failed`].
pub trait NationalSoftware {
    /// The centre's challenge, for the card to sign.
    fn challenge(&mut self, number: Number) -> Served<ToSign>;

    /// Authenticates the card. Whether it is registered for insurance use.
    fn authenticate(&mut self, number: Number, evidence: Evidence<'_>) -> Served<bool>;

    /// Verifies the PIN on the card and authenticates. One VERIFY a call; with `last_try` false
    /// it must refuse when one try is left. [`Pin::expose`] has the digits.
    fn authenticate_with_pin(
        &mut self,
        number: Number,
        pin: &Pin,
        last_try: bool,
    ) -> Served<PinAnswer>;

    /// Registers the card for insurance use (初回登録).
    fn register(&mut self, number: Number) -> Served<Registration>;

    /// Asks for the eligibility (資格確認).
    fn eligibility(&mut self, number: Number) -> Served<Entitlement>;

    /// Takes consents and choices, and gives the result to the facility's system.
    fn deliver(&mut self, number: Number, choices: Choices) -> Served<()>;

    /// Checks the facility's passcode (目視モード用パスワード).
    fn check_passcode(&mut self, number: Number, passcode: &Passcode) -> Served<bool>;
}

/// What the staff see and do: on the terminal, or on the reader.
pub trait StaffTerminal {
    /// Tells them something.
    fn tell(&mut self, notice: StaffNotice, view: View);

    /// A code came up. [`advise`](mynareader_reception::guidance::advise) has the next steps. By
    /// default nothing. Show where the code comes from beside it: whoever is called asks for that.
    fn advise(&mut self, fault: Fault, situation: &Situation, view: View) {
        let _ = (fault, situation, view);
    }

    /// Lets them compare the patient with the photo on the card.
    fn check_by_sight(&mut self, number: Number, place: SightPlace, view: View) -> Served<Sight>;
}

/// The maker's devices and programs, each behind a trait of its own.
#[allow(missing_debug_implementations)] // Trait objects of the maker's.
pub struct Parts<'a> {
    /// The screen.
    pub panel: &'a mut dyn Panel,
    /// The keypad.
    pub keypad: &'a mut dyn Keypad,
    /// The scanner of the card's face.
    pub scanner: &'a mut dyn Scanner,
    /// The camera with the face engine.
    pub engine: &'a mut dyn FaceEngine,
    /// The national software.
    pub national: &'a mut dyn NationalSoftware,
    /// The staff.
    pub staff: &'a mut dyn StaffTerminal,
}

impl Parts<'_> {
    fn enter_pin(&mut self, number: Number, prompt: PinPrompt) -> Served<Given> {
        self.keypad
            .enter_pin(number, prompt)
            .map(|typed| match typed {
                Typed::Pin(pin, by) => Given::Secret(Secret::Pin(pin, by)),
                Typed::Back(by) => Given::Plain(Answer::Back, by),
            })
    }

    /// The requests that are the national software's.
    fn ask_national(
        &mut self,
        number: Number,
        request: &Request,
        material: Material<'_>,
    ) -> Served<Given> {
        let national = &mut *self.national;
        match (*request, material) {
            (Request::ObtainChallenge, _) => national
                .challenge(number)
                .map(|challenge| Given::Secret(Secret::Challenge(challenge, Actor::Terminal))),
            (Request::Authenticate { path }, material) => {
                let signature = match material {
                    Material::Signature(signature) => Some(signature),
                    Material::Nothing
                    | Material::Photo(_)
                    | Material::Pin(_)
                    | Material::Passcode(_) => None,
                };
                national
                    .authenticate(number, Evidence { path, signature })
                    .map(|registered| by_terminal(Answer::Authenticated { registered }))
            }
            (Request::AuthenticateWithPin { last_try }, Material::Pin(pin)) => national
                .authenticate_with_pin(number, pin, last_try)
                .map(|answer| by_terminal(answer.into())),
            (Request::Register, _) => national
                .register(number)
                .map(|registration| by_terminal(registration.into())),
            (Request::QueryEligibility, _) => national
                .eligibility(number)
                .map(|entitlement| by_terminal(entitlement.into())),
            (
                Request::Deliver {
                    consents,
                    prescription,
                    subsidy,
                },
                _,
            ) => national
                .deliver(
                    number,
                    Choices {
                        consents,
                        prescription,
                        subsidy,
                    },
                )
                .map(|()| by_terminal(Answer::Delivered)),
            (Request::CheckPasscode, Material::Passcode(passcode)) => national
                .check_passcode(number, passcode)
                .map(|accepted| by_terminal(Answer::Passcode { accepted })),
            // Not national, or without what it needs: whoever asks is not kept waiting.
            _ => Served::Failed(FaultCode::TERMINAL_APPLICATION),
        }
    }
}

impl Devices for Parts<'_> {
    fn order(&mut self, _: Number, order: &Order, view: View) {
        match order {
            Order::Show(screen) => self.panel.show(*screen, view),
            Order::Remind => self.panel.remind(view),
            Order::Tell(notice) => self.staff.tell(*notice, view),
            // The words are the patient's, the next steps the staff's.
            Order::Advise { fault, situation } => {
                self.panel.advise(*fault, situation, view);
                self.staff.advise(*fault, situation, view);
            }
            Order::Abandon(number) => self.panel.abandon(*number),
            Order::PromptRemoval => self.panel.prompt_removal(view),
            Order::Sound(cue) => self.panel.sound(*cue),
            Order::SoundAlarm { reminder } => self.panel.sound_alarm(*reminder),
            // The desk's own.
            Order::Wipe(_) | Order::ReleaseCard | Order::EndCard | Order::Record(_) => {}
        }
    }

    fn request(
        &mut self,
        number: Number,
        request: &Request,
        material: Material<'_>,
        view: View,
    ) -> Served<Given> {
        match (*request, material) {
            (
                Request::ChoosePhone { .. }
                | Request::AwaitPhone { .. }
                | Request::AskSubsidy
                | Request::ChooseMethod { .. }
                | Request::DecideLastTry { .. }
                | Request::ConfirmOnPhone
                | Request::OfferRegistration
                | Request::ShowNotice(_)
                | Request::ChoosePrescription
                | Request::AskConsent(_),
                _,
            ) => self
                .panel
                .ask(number, request, view)
                .map(|(answer, by)| Given::Plain(answer, by)),
            (Request::EnterPin { tries, again }, _) => self.enter_pin(
                number,
                PinPrompt {
                    tries,
                    again,
                    ahead: false,
                    view,
                },
            ),
            (Request::EnterPinAhead, _) => self.enter_pin(
                number,
                PinPrompt {
                    tries: Tries::Unknown,
                    again: false,
                    ahead: true,
                    view,
                },
            ),
            (Request::ScanCardFace { again }, _) => self
                .scanner
                .scan(number, again)
                .map(|reading| Given::Secret(Secret::Reading(reading))),
            (
                Request::CompareFace {
                    again,
                    one_false_match_in,
                },
                Material::Photo(photo),
            ) => {
                let job = FaceJob {
                    photo,
                    one_false_match_in,
                    again,
                    view,
                };
                self.engine
                    .compare(number, job)
                    .map(|result| Given::Secret(Secret::Face(result)))
            }
            (Request::CheckBySight { place }, _) => self
                .staff
                .check_by_sight(number, place, view)
                .map(|sight| Given::Secret(Secret::Sight(sight))),
            (
                Request::ObtainChallenge
                | Request::CheckPasscode
                | Request::AuthenticateWithPin { .. }
                | Request::Authenticate { .. }
                | Request::Register
                | Request::QueryEligibility
                | Request::Deliver { .. },
                _,
            ) => self.ask_national(number, request, material),
            // No desk hands these out, nor those that need something without it. Whoever does is
            // not kept waiting.
            (
                Request::CompareFace { .. }
                | Request::IdentifyCard { .. }
                | Request::ReadAhead { .. }
                | Request::ReadFaceRecord
                | Request::VerifyPin { .. }
                | Request::ReadTries
                | Request::ReacquireCard,
                _,
            ) => Served::Failed(FaultCode::TERMINAL_APPLICATION),
        }
    }
}

const fn by_terminal(answer: Answer) -> Given {
    Given::Plain(answer, Actor::Terminal)
}

impl From<Entitlement> for Answer {
    fn from(entitlement: Entitlement) -> Self {
        Self::Eligibility {
            eligibility: entitlement.eligibility,
            subsidy: entitlement.subsidy,
        }
    }
}

impl From<PinAnswer> for Answer {
    fn from(answer: PinAnswer) -> Self {
        match answer {
            PinAnswer::Authenticated { registered } => Self::Authenticated { registered },
            PinAnswer::Wrong { tries } => Self::PinWrong { tries },
            PinAnswer::Unjudged => Self::PinUnjudged,
        }
    }
}

impl From<Registration> for Answer {
    fn from(registration: Registration) -> Self {
        match registration {
            Registration::Done => Self::Registered,
            Registration::Delayed => Self::RegistrationDelayed,
        }
    }
}
