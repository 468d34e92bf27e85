//! Certificates of the card (電子証明書) and what they are worth on a day in Japan.
//!
//! At the counter three dates are mixed up daily: the card's, the certificate's, and the day on
//! which the grace period ends. This room keeps them apart:
//!
//! - [`Certificate`] reads an X.509 certificate strictly, and [`TrustAnchors`] checks its role and
//!   its chain. Faults are found all and ranked ([`CertificateError::rank`]); the [`Verdict`] is
//!   trusted, untrusted or invalid.
//! - [`Assessment`] judges a certificate on a day in Japan: valid, in the notice period, in its
//!   grace period, past it. [`Revocation`] is the centre's to say.
//! - [`CardExpiry`] compares the places that carry the card's own last day; [`Ends`] says which
//!   has ended, card or certificate.
//! - [`CertificateIssue`] and [`CardIssue`] *estimate* last days; what stands on the card counts.
//! - [`CvCertificate`] and [`CvAnchors`] trace who vouches for the signer of the card's records.
//! - [`PublicKey`] checks the signatures of certificates, [`RsaPublicKey`] those of the card's records.
//! - `TrustStore` (feature `serde`) loads anchors from a file, checked whole before use.
//!
//! No clock is read and nothing is fetched. Certificates are personal data: no `Debug` and no
//! error of this room shows their content.
#![forbid(unsafe_code)]

mod anchors;
mod card_expiry;
mod card_verifiable;
mod der;
#[cfg(feature = "p384")]
mod ecdsa_key;
mod error;
mod estimate;
mod extensions;
mod holder;
mod name;
mod oid;
mod policy;
mod public_key;
mod revocation;
mod rsa_key;
#[cfg(feature = "serde")]
mod trust_store;
mod validity;
mod x509;

pub use anchors::{Anchor, Chain, ChainFailure, PemError, PemFault, TrustAnchors, Verdict};
pub use card_expiry::{Agreement, CardExpiry, Ends, ExpirySource, FirstEnd};
pub use card_verifiable::{CvAnchors, CvCertificate, CvChain, CvError, KeyId, UntracedIssuer};
#[cfg(feature = "p384")]
pub use ecdsa_key::EcdsaPublicKey;
pub use error::{CertificateError, Field};
pub use estimate::{ADULT_AT_18_SINCE, CardIssue, CertificateIssue, Doubt, Estimate, OtherReading};
pub use extensions::{CrlPointer, KeyUsage};
pub use holder::{HolderAttribute, HolderBirth, HolderSex, SignatureHolder};
pub use oid::{NotAnOid, Oid};
pub use policy::{Accept, Hierarchy, Policy, Role};
pub use public_key::{PublicKey, SignatureAlgorithm};
pub use revocation::{Revocation, RevocationReason};
pub use rsa_key::{KeyError, RsaPublicKey, SignatureError};
#[cfg(feature = "serde")]
pub use trust_store::{TrustStore, TrustStoreError, TrustStoreFault};
pub use validity::{
    Assessment, GRACE_SINCE, Grace, GraceLength, RELEASE_DAY, Validity, ValidityPolicy,
};
pub use x509::Certificate;
