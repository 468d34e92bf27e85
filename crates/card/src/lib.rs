//! The My Number card (マイナンバーカード) as a clinic's card reader needs it: its applications and
//! files, the PINs with their tries, 照合番号B, the photo, certificates and how long they hold.
//!
//! ```text
//!     application       jpki, surface, text, common: what lies on the card, typed
//!      |       |
//!     card   certificate   one chip in one session | X.509, card-verifiable certificates
//!      |       |
//!     apdu   tlv   secret  bytes | BER objects | PINs and codes, wiped
//! ```
//!
//! Nothing here knows of modes, screens or faults. The link to the card is a
//! [`Transport`](mynareader_transport::Transport); keys, tries and days are
//! [`mynareader_facts`]'.
//!
//! J-LIS publishes no specification of the card's applications: facts about the card are cited
//! with the mark of how well they are known. The project's `docs/card.md` explains the marks.
#![deny(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::as_conversions, clippy::unreachable, clippy::string_slice)
)]

pub mod apdu;
pub mod application;
pub mod card;
pub mod certificate;
mod memory;
pub mod secret;
pub mod tlv;
