//! The test authority: it stands in for J-LIS, and every X.509 name it signs says TEST.
//!
//! Two X.509 roots of one step each, as on the card: one for authentication certificates, one for
//! signature certificates; and three authorities for card-verifiable certificates, one for each
//! place that has them. There is an older root for authentication with the same name and another
//! key, because real generations share one name (docs/facts/card.md §17).
//!
//! A library under test must be told to trust these anchors; none is trusted by itself.
#![forbid(unsafe_code)]

pub(crate) mod cv;
pub(crate) mod keys;
pub(crate) mod x509;

use std::sync::OnceLock;

use super::EmulatorError;
use keys::TestKey;

/// Something that is signed once and is the same ever after.
type Made = OnceLock<Result<Vec<u8>, EmulatorError>>;

/// What is in `slot`, made by `make` the first time.
fn once(
    slot: &Made,
    make: impl FnOnce() -> Result<Vec<u8>, EmulatorError>,
) -> Result<Vec<u8>, EmulatorError> {
    slot.get_or_init(make).clone()
}

/// A root of the test hierarchy. Closed: these are all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Root {
    /// Issues authentication certificates (利用者証明用); it is EF 000B of the cards.
    Authentication,
    /// An older generation of the same name that issued none of the personas' certificates.
    PreviousAuthentication,
    /// Issues signature certificates (署名用); it is EF 0002 of the cards.
    Signature,
}

impl Root {
    /// All roots.
    pub const ALL: [Self; 3] = [
        Self::Authentication,
        Self::PreviousAuthentication,
        Self::Signature,
    ];

    /// The root's certificate in DER: a trust anchor for tests.
    pub fn certificate(self) -> Result<Vec<u8>, EmulatorError> {
        static MADE: [Made; 3] = [const { Made::new() }; 3];
        let [authentication, previous, signature] = &MADE;
        once(
            match self {
                Self::Authentication => authentication,
                Self::PreviousAuthentication => previous,
                Self::Signature => signature,
            },
            || x509::root(self),
        )
    }

    pub(crate) const fn key(self) -> TestKey {
        match self {
            Self::Authentication => TestKey::RootAuthentication,
            Self::PreviousAuthentication => TestKey::RootAuthenticationPrevious,
            Self::Signature => TestKey::RootSignature,
        }
    }
}

/// Where a card-verifiable certificate stands. Closed: the card has these places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CvPlace {
    /// Surface application, EF 0004.
    Surface,
    /// Text application, EF 0004.
    Text,
    /// The chain outside any application, data objects 00F8 and 7F21.
    MasterFile,
}

/// A CA key for card-verifiable certificates: a trust anchor for tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CvAnchor {
    /// Where the certificates stand that this key verifies.
    pub place: CvPlace,
    /// The 16 bytes that name the key: seven digits and a binary tail \[V\].
    pub key_id: [u8; 16],
    /// The RSA modulus, big-endian, 256 bytes.
    pub modulus: Vec<u8>,
    /// The RSA public exponent, big-endian.
    pub exponent: Vec<u8>,
}

impl CvPlace {
    /// All places.
    pub const ALL: [Self; 3] = [Self::Surface, Self::Text, Self::MasterFile];

    /// The CA key of this place.
    pub fn anchor(self) -> Result<CvAnchor, EmulatorError> {
        let key = self.ca_key();
        Ok(CvAnchor {
            place: self,
            key_id: self.ca_key_id(),
            modulus: keys::modulus(key)?,
            exponent: keys::exponent(key)?,
        })
    }

    pub(crate) const fn ca_key(self) -> TestKey {
        match self {
            Self::Surface => TestKey::CaSurface,
            Self::Text => TestKey::CaText,
            Self::MasterFile => TestKey::CaMasterFile,
        }
    }

    pub(crate) const fn issuer_key(self) -> TestKey {
        match self {
            Self::Surface => TestKey::IssuerSurface,
            Self::Text => TestKey::IssuerText,
            Self::MasterFile => TestKey::IssuerMasterFile,
        }
    }

    /// The number of the real CA keys' shape (5000023 surface, 5000033 text, 5000020 MF \[1\]) with
    /// 9900 in front.
    pub(crate) const fn ca_key_id(self) -> [u8; 16] {
        match self {
            Self::Surface => cv::key_id(*b"9900023", b'1'),
            Self::Text => cv::key_id(*b"9900033", b'1'),
            Self::MasterFile => cv::key_id(*b"9900020", b'1'),
        }
    }

    pub(crate) const fn issuer_key_id(self) -> [u8; 16] {
        match self {
            Self::Surface => cv::key_id(*b"9900121", b'0'),
            Self::Text => cv::key_id(*b"9900131", b'0'),
            Self::MasterFile => cv::key_id(*b"9900130", b'2'),
        }
    }
}
