//! The test keys of `crates/emulator/src/keys`, parsed once.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest, Sha256};

use crate::EmulatorError;
use crate::encoding::{der, long_object, object};

macro_rules! test_keys {
    ($($name:ident = $file:literal),* $(,)?) => {
        /// A test key, by its role.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum TestKey { $($name),* }

        impl TestKey {
            const fn file(self) -> &'static str {
                match self { $(Self::$name => $file),* }
            }

            const fn der(self) -> &'static [u8] {
                match self {
                    $(Self::$name => include_bytes!(concat!("../keys/", $file, ".der"))),*
                }
            }

            fn slot(self) -> &'static OnceLock<Option<Arc<RsaPrivateKey>>> {
                match self {
                    $(Self::$name => {
                        static SLOT: OnceLock<Option<Arc<RsaPrivateKey>>> = OnceLock::new();
                        &SLOT
                    }),*
                }
            }
        }
    };
}

test_keys! {
    RootAuthentication = "root-authentication",
    RootAuthenticationPrevious = "root-authentication-previous",
    RootSignature = "root-signature",
    CaSurface = "ca-surface",
    CaText = "ca-text",
    CaMasterFile = "ca-mf",
    IssuerSurface = "issuer-surface",
    IssuerText = "issuer-text",
    IssuerMasterFile = "issuer-mf",
    AuthenticationA = "card-a-authentication",
    SignatureA = "card-a-signature",
    SurfaceA = "card-a-surface",
    TextA = "card-a-text",
    CommonA = "card-a-common",
    SessionA = "card-a-session",
    AuthenticationB = "card-b-authentication",
    SignatureB = "card-b-signature",
    SurfaceB = "card-b-surface",
    TextB = "card-b-text",
    CommonB = "card-b-common",
    SessionB = "card-b-session",
}

/// The private key itself.
pub(crate) fn private(key: TestKey) -> Result<Arc<RsaPrivateKey>, EmulatorError> {
    key.slot()
        .get_or_init(|| RsaPrivateKey::from_pkcs1_der(key.der()).ok().map(Arc::new))
        .clone()
        .ok_or(EmulatorError::TestKey { name: key.file() })
}

/// The modulus, big-endian.
pub(crate) fn modulus(key: TestKey) -> Result<Vec<u8>, EmulatorError> {
    Ok(private(key)?.n().to_bytes_be())
}

/// The public exponent, big-endian.
pub(crate) fn exponent(key: TestKey) -> Result<Vec<u8>, EmulatorError> {
    Ok(private(key)?.e().to_bytes_be())
}

/// The public key as the card's own objects hold it: `90 03 010001`, `91 82 0100 …` \[V\].
pub(crate) fn card_public_key(key: TestKey) -> Result<Vec<u8>, EmulatorError> {
    Ok([
        object(0x90, &exponent(key)?),
        long_object(0x91, &modulus(key)?),
    ]
    .concat())
}

/// The `DigestInfo` of SHA-256 around a digest. The face record's is 96 bytes long: three digests
/// in a row under one SHA-256 identifier \[V\].
pub(crate) fn digest_info(digest: &[u8]) -> Vec<u8> {
    der::sequence(&[
        der::sequence(&[der::oid(&[2, 16, 840, 1, 101, 3, 4, 2, 1]), der::null()]),
        der::octets(digest),
    ])
}

/// How many signatures are remembered: those of all personas' records and some check-ins.
const MOST_REMEMBERED: usize = 512;

/// PKCS #1 v1.5 over `content` as it is. The same content gives the same signature each time, so one
/// that was made is remembered: instrumented for fuzzing, RSA takes as long as all else together.
pub(crate) fn sign_content(key: TestKey, content: &[u8]) -> Result<Vec<u8>, EmulatorError> {
    type Made = BTreeMap<(&'static str, Vec<u8>), Vec<u8>>;
    static MADE: Mutex<Made> = Mutex::new(BTreeMap::new());
    let made = || MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let asked = (key.file(), content.to_vec());
    if let Some(signature) = made().get(&asked) {
        return Ok(signature.clone());
    }
    let signature = private(key)?
        .sign(Pkcs1v15Sign::new_unprefixed(), content)
        .map_err(|_| EmulatorError::TestKey { name: key.file() })?;
    let mut made = made();
    if made.len() >= MOST_REMEMBERED {
        made.clear();
    }
    made.insert(asked, signature.clone());
    Ok(signature)
}

/// PKCS #1 v1.5 over a `DigestInfo` around `digest`.
pub(crate) fn sign_digest(key: TestKey, digest: &[u8]) -> Result<Vec<u8>, EmulatorError> {
    sign_content(key, &digest_info(digest))
}

/// PKCS #1 v1.5 with SHA-256 over `message`.
pub(crate) fn sign(key: TestKey, message: &[u8]) -> Result<Vec<u8>, EmulatorError> {
    sign_digest(key, &Sha256::digest(message))
}
