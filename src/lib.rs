//! mynareader: the My Number card, the check-in at the counter, and the next step for every
//! fault, for the makers of 顔認証付きカードリーダー.
//!
//! This crate is the front door. Each room behind it is a crate of its own, and arrows run one way,
//! downward:
//!
//! ```text
//!                       desk                        drives: card, reception and devices
//!                      /    \
//!    reception (pure)        application            what to do next | jpki, surface, text, common
//!      |   \     \            |
//!      |  guidance  journal  card  certificate      next steps, words | one chip | X.509, CV
//!      |   /                  |    \
//!     fault                  apdu  tlv  secret      codes, symptoms, diagnosis | bytes, no I/O
//!          \                  |
//!           facts, calendar   |                     tries, token kind | days in Japan
//!                             transport             the link: pcsc, callback, recording
//!    package (feature "package"): signed packages of guidance, on top of it
//!    terminal: the 資格確認端末 around the reader
//!    emulator (feature "emulator"): a virtual card that stands on transport alone
//! ```
//!
//! Two readers are each at home here. Who only wants to read a card takes [`transport`],
//! [`card`] and [`application`] (the crates `mynareader-transport` and `mynareader-card`); who has
//! card code already takes [`reception`] and [`guidance`] alone (`mynareader-reception`). The C ABI
//! is built from `crates/capi`.
//!
//! J-LIS publishes no specification of the card's applications: facts about the card are cited
//! with the mark of how well they are known. See `docs/card.md` for the marks.
#![forbid(unsafe_code)]

pub use mynareader_card::{apdu, application, card, certificate, secret, tlv};
pub use mynareader_desk as desk;
#[cfg(feature = "emulator")]
pub use mynareader_emulator as emulator;
pub use mynareader_facts as facts;
pub use mynareader_facts::calendar;
#[cfg(feature = "package")]
pub use mynareader_package as package;
pub use mynareader_reception::{fault, guidance, journal, reception};
pub use mynareader_terminal as terminal;
pub use mynareader_transport as transport;

/// The README's example is run as a test.
#[cfg(all(doctest, feature = "emulator"))]
#[doc = include_str!("../README.md")]
pub struct Readme;
