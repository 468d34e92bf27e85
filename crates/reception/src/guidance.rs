//! Guidance: from a fault and the situation at the counter to the words and the next steps.
//!
//! [`advise`] is a function: a code and a [`Situation`] in, a [`Guidance`] out. It holds what the
//! patient hears, what the staff do in which order, the whole ladder of next steps with how each
//! stands and why, whom to call with what at hand, what to say at the municipal counter and which
//! leaflet to hand over. Rules, dates and words are the data of a [`Book`], which says up to which
//! day they are known.
//!
//! ```
//! use mynareader_facts::calendar::Date;
//! use mynareader_facts::Tries;
//! use mynareader_reception::fault::FaultCode;
//! use mynareader_reception::guidance::{Facility, LadderStep, SeenToday, Situation, advise};
//!
//! let mut situation = Situation::on(Date::new(2026, 6, 1)?);
//! situation.pin = Tries::Blocked;
//! situation.facility = Facility::ADMINISTRATOR;
//!
//! let guidance = advise(FaultCode::PIN_BLOCKED, &situation);
//! assert_eq!(guidance.official_title, "マイナンバーカードのロック");
//! // The face still proves who the patient is; the PIN is not offered.
//! assert_eq!(guidance.seen_today, SeenToday::Yes(LadderStep::Face));
//! assert!(guidance.open_steps().all(|next| next.step != LadderStep::Pin));
//! # Ok::<(), mynareader_facts::calendar::NoSuchDay>(())
//! ```
#![forbid(unsafe_code)]

mod actions;
mod advise;
mod age;
mod book;
mod by_model;
#[rustfmt::skip]
mod built_in;
mod check;
#[cfg(feature = "serde")]
mod file;
mod folder;
mod ladder;
mod language;
pub mod leaflet;
mod leaflet_id;
pub mod makers;
mod message;
pub mod outage;
mod rules;
mod screen;
mod sheet;
mod situation;
mod stand;

pub use actions::{
    Have, Note, Opening, Party, Phrase, StaffAction, StaffPart, Trouble, Upset, Variant,
};
pub use advise::{Call, Guidance, SeenToday, StaffNote, StaffStep, UpsetAnswer, advise};
pub use age::{Age, WARN_DAYS_BEFORE};
pub use book::Book;
pub use check::{
    FORBIDDEN, Forbidden, MAX_PROBLEMS, MAX_SENTENCE, MAX_SENTENCE_JA, MAX_SENTENCES, MAX_TEXT,
    Problem, Reason, Refused, STAFF, sentences,
};
#[cfg(feature = "serde")]
pub use file::{MAX_FILE, SCHEMA, TextFile, table};
pub use ladder::{LadderStep, NextStep, Part, Standing, Why};
pub use language::{Language, NoSuchLanguage};
pub use leaflet_id::LeafletId;
pub use message::Message;
pub use screen::{FolderText, Label, NoticeText, ScreenText};
pub use sheet::{FrameText, PageError, PageFault, Paper};
pub use situation::{
    AtHand, FaceOnly, Facility, Isolation, Panel, Present, Situation, StepSet, Visit,
};
