//! Certificates of the card (電子証明書) and what they are worth on a day in Japan.
//!
//! [`RsaPublicKey`] checks the signatures of certificates, of the card's records and of the card
//! itself.
#![forbid(unsafe_code)]

mod public_key;

pub use public_key::{KeyError, RsaPublicKey, SignatureError};
