//! What a reception orders to be recorded, and so what a journal can say: closed enums and numbers
//! only.
#![forbid(unsafe_code)]

use super::event::{
    Actor, Eligibility, FaceDecision, LastTry, Liveness, Phone, ScanOutcome, Sighting,
};
use super::outcome::{Outcome, Proof};
use super::state::State;
use crate::fault::{FaultCode, Origin};
use mynareader_facts::{CertificateState, Method, Mode, Place, TokenKind, Tries};

/// One thing that happened in a check-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Entry {
    /// A card was placed, or a phone was wanted.
    Started {
        /// In which operation mode.
        mode: Mode,
        /// Whether it is a rehearsal.
        rehearsal: bool,
        /// At which reader something lies; nothing where nothing does yet.
        #[cfg_attr(
            feature = "serde",
            serde(default, skip_serializing_if = "Option::is_none")
        )]
        at: Option<Place>,
    },
    /// The patient said which phone it is.
    PhoneChosen {
        /// Which.
        phone: Phone,
        /// By whom.
        by: Actor,
        /// Whether it was open.
        open: bool,
    },
    /// A card or a phone came, after a phone was chosen.
    Placed {
        /// At which reader.
        at: Place,
    },
    /// It is another token than the one that was chosen; the check-in goes on with it.
    OtherToken {
        /// What was chosen.
        chosen: Phone,
        /// What came.
        kind: TokenKind,
    },
    /// The signed guidance in force has passed its last day; it stays in force.
    RulesExpired,
    /// The chip said what it is; the counters as they were before.
    Identified {
        /// What kind of chip.
        kind: TokenKind,
        /// Tries left of the PIN.
        pin_tries: Tries,
        /// Tries left of code B.
        code_b_tries: Tries,
        /// Whether the chip looks like that of a face-only card.
        face_only: bool,
        /// What the certificate is worth.
        certificate: CertificateState,
    },
    /// This was read of the card after it was identified.
    ReadAhead {
        /// Tries left of code B.
        code_b_tries: Tries,
        /// What the certificate is worth.
        certificate: CertificateState,
    },
    /// A method was chosen.
    Chosen {
        /// Which.
        method: Method,
        /// By whom.
        by: Actor,
        /// Whether it was open.
        open: bool,
    },
    /// The patient went back to the methods.
    WentBack {
        /// From where.
        from: State,
        /// Who.
        by: Actor,
    },
    /// The patient was given more time.
    MoreTime {
        /// By whom.
        by: Actor,
    },
    /// The card's face was scanned.
    Scanned(ScanOutcome),
    /// The key that signed the photo was not traced to an authority, and by the facility's policy
    /// (`UntracedIssuer::Report` in `mynareader-card`) the photo was taken all the same: it agrees
    /// with itself and with its chip, which a forged one's does too.
    RecordUntraced,
    /// The card's last day in the face record is another one than that outside it, and by the
    /// facility's policy (`DifferingExpiry` in `mynareader-card`) the photo was taken all the same.
    ExpiryDiffers,
    /// Code B was right and the photo is genuine, as far as it was traced.
    RecordRead,
    /// The card refused code B; the counter as it is after.
    CodeBWrong(Tries),
    /// The face was compared.
    Compared {
        /// The decision.
        decision: FaceDecision,
        /// The presentation-attack result.
        liveness: Liveness,
    },
    /// A PIN was entered.
    PinEntered {
        /// By whom.
        by: Actor,
    },
    /// It was decided on the last try.
    LastTry {
        /// How.
        decision: LastTry,
        /// By whom.
        by: Actor,
    },
    /// The PIN was judged; the counter as it is after.
    PinJudged {
        /// How.
        judgement: PinJudgement,
        /// What is left.
        tries: Tries,
    },
    /// The staff looked.
    Sighted(Sighting),
    /// The passcode was checked.
    PasscodeChecked {
        /// Whether it was the facility's.
        accepted: bool,
    },
    /// A staff check from before the card was used.
    WaitingProofUsed,
    /// The staff looked for the mark of a face-only card.
    FaceOnlyMark {
        /// Whether it holds.
        valid: bool,
    },
    /// Who the patient is was proved.
    Proved(Proof),
    /// The centre accepted the certificate.
    Authenticated {
        /// Whether the card is registered.
        registered: bool,
    },
    /// The registration was wanted or not.
    RegistrationWanted(bool),
    /// The card was registered, now or soon.
    Registered {
        /// Whether it will take a while.
        delayed: bool,
    },
    /// The centre answered on the eligibility.
    Eligibility(Eligibility),
    /// The kind of prescription was asked.
    PrescriptionAsked {
        /// Whether it was answered.
        answered: bool,
    },
    /// The consents were asked. What was consented to is not kept here.
    ConsentAsked {
        /// Who answered; nobody if they were passed over.
        by: Option<Actor>,
    },
    /// The use of 医療費助成 was asked.
    SubsidyAsked {
        /// Whether it is to be used; nothing if it was passed over.
        used: Option<bool>,
        /// Who answered; nobody if it was passed over.
        by: Option<Actor>,
    },
    /// The result was handed to the facility's system.
    Delivered,
    /// Something failed.
    Fault {
        /// The code.
        code: FaultCode,
        /// Where the check-in stood.
        state: State,
        /// Where the code comes from; nothing where it was given.
        #[cfg_attr(
            feature = "serde",
            serde(default, skip_serializing_if = "Option::is_none")
        )]
        origin: Option<Origin>,
    },
    /// Something went wrong of which no code was made: a certificate or a counter that could not be
    /// read, a PIN of which nobody knows how it was judged.
    Seen(Origin),
    /// Nobody answered in time.
    TimedOut(State),
    /// The check-in ended.
    Ended(Outcome),
}

/// How a PIN was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum PinJudgement {
    /// Right.
    Right,
    /// Wrong.
    Wrong,
    /// Nobody knows: the link failed after the PIN may have been sent, or the step that had it
    /// ended without a word.
    Unknown,
}
