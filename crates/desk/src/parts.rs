//! The maker's side of the desk.
#![forbid(unsafe_code)]

use super::answer::{CardReading, FaceResult, Sight};
use super::slot::Passcode;
use mynareader_card::application::ToSign;
use mynareader_card::application::record::Signature;
use mynareader_card::secret::Pin;
use mynareader_facts::{Mode, Tries};
use mynareader_reception::fault::{FaultCode, Symptom};
use mynareader_reception::guidance::Situation;
use mynareader_reception::reception::{
    Actor, Answer, Consents, Eligibility, Number, Path, Prescription, Request, ScanOutcome, Screen,
    SightPlace, StaffNotice,
};
use mynareader_transport::{LinkError, Transport};

/// What a device answers.
#[derive(Debug)]
pub enum Served<T> {
    /// The answer.
    Now(T),
    /// It will be posted through the [`Handle`](super::Handle), with the request's number.
    Later,
    /// It failed, with this code: one of the terminal's or the centre's, or of the maker's own.
    Failed(FaultCode),
    /// It failed, and this is what was seen; the desk finds the code.
    Symptom(Symptom),
}

/// How a screen is to be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The operation mode.
    pub mode: Mode,
    /// A rehearsal: mark every screen.
    pub rehearsal: bool,
}

/// The screen that the patient sees.
pub trait Panel {
    /// Shows something that needs no answer.
    fn show(&mut self, screen: Screen, view: View);

    /// Asks something: the method, the last try, the registration, a notice, the prescription, the
    /// consents, or to confirm on the phone. The answer is the one that the request names, with
    /// who gave it.
    fn ask(&mut self, number: Number, request: &Request, view: View) -> Served<(Answer, Actor)>;

    /// Reminds the patient that something is asked of them.
    fn remind(&mut self, view: View);

    /// A code came up. [`advise`](mynareader_reception::guidance::advise) has the words.
    fn advise(&mut self, code: FaultCode, situation: &Situation, view: View);

    /// A request is not wanted any more, whoever serves it: its answer will be refused. Pass it on to
    /// the camera, the keypad or the national software where they would go on for long.
    fn abandon(&mut self, number: Number);

    /// Asks for the card to be taken.
    fn prompt_removal(&mut self, view: View);

    /// The card was forgotten: sounds the alarm, for the so-many-th time.
    fn sound_alarm(&mut self, reminder: u8);
}

/// What to show beside the keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinPrompt {
    /// Tries left.
    pub tries: Tries,
    /// The PIN before was wrong.
    pub again: bool,
    /// How the screen is to be marked.
    pub view: View,
}

/// The keypad, on the screen or beside it.
pub trait Keypad {
    /// Asks for the PIN. Each call is one entry; the PIN is presented once.
    fn enter_pin(&mut self, number: Number, prompt: PinPrompt) -> Served<(Pin, Actor)>;
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
    /// Whether a capture before was no use.
    pub again: bool,
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
    fn eligibility(&mut self, number: Number) -> Served<Eligibility>;

    /// Takes consents and choice, and gives the result to the facility's system.
    fn deliver(
        &mut self,
        number: Number,
        consents: Consents,
        prescription: Option<Prescription>,
    ) -> Served<()>;

    /// Checks the facility's passcode (目視モード用パスワード).
    fn check_passcode(&mut self, number: Number, passcode: &Passcode) -> Served<bool>;
}

/// What the staff see and do: on the terminal, or on the reader.
pub trait StaffTerminal {
    /// Tells them something.
    fn tell(&mut self, notice: StaffNotice, view: View);

    /// A code came up. [`advise`](mynareader_reception::guidance::advise) has the next steps.
    fn advise(&mut self, code: FaultCode, situation: &Situation, view: View);

    /// Lets them compare the patient with the photo on the card.
    fn check_by_sight(&mut self, number: Number, place: SightPlace, view: View) -> Served<Sight>;
}

/// The place where the card lies.
pub trait CardLink {
    /// A check-in begins: connects to the card that lies there now, where that is still to be done.
    fn open(&mut self) -> Result<(), LinkError> {
        Ok(())
    }

    /// The check-in has ended and the card has lost its power: gives the connection up, where there
    /// is one for each card.
    fn close(&mut self) {}

    /// The link to the chip.
    fn transport(&mut self) -> &mut dyn Transport;

    /// Lets go of the card, powered down, so that the national software can take it.
    fn release(&mut self) -> Result<(), LinkError>;

    /// Takes the card again. `same_chip` reads over the new link and says whether it is the chip
    /// from before; where it is not, or the card was gone in between, the card is powered down
    /// and the error is [`CardRemoved`](mynareader_transport::LinkErrorKind::CardRemoved).
    fn reacquire(
        &mut self,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError>;
}

/// A link that the national software does not need: the reader's own, or a virtual card.
///
/// Letting go of it costs nothing. Each task has left the application before, so that nothing is
/// verified; taking the power away would end a link for good
/// ([`Callback`](mynareader_transport::callback::Callback)), with the patient's card still in it.
#[derive(Debug)]
pub struct Whole<T>(pub T);

impl<T: Transport> CardLink for Whole<T> {
    fn transport(&mut self) -> &mut dyn Transport {
        &mut self.0
    }

    fn release(&mut self) -> Result<(), LinkError> {
        Ok(())
    }

    fn reacquire(
        &mut self,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        if same_chip(&mut self.0)? {
            return Ok(());
        }
        // Nothing more is to be asked of a stranger's card.
        self.0.power_down()?;
        Err(LinkError::new(
            mynareader_transport::LinkErrorKind::CardRemoved,
            mynareader_transport::Sent::No,
        ))
    }
}

#[cfg(feature = "pcsc")]
impl CardLink for mynareader_transport::pcsc::Connection {
    fn transport(&mut self) -> &mut dyn Transport {
        self
    }

    fn release(&mut self) -> Result<(), LinkError> {
        Self::release(self)
    }

    fn reacquire(
        &mut self,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        /// How long the national software may still hold the card after its answer.
        const LIMIT: ::core::time::Duration = ::core::time::Duration::from_secs(5);
        Self::reacquire(self, LIMIT, same_chip)
    }
}

/// The maker's devices and programs.
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
