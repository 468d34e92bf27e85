//! Signed packages of guidance: as they come, and signed by who may, so that what lies behind the
//! signature is reached too.

use ed25519_dalek::{Signer as _, SigningKey};
use mynareader::calendar::Date;
use mynareader::guidance::Book;
use mynareader::package::{Contents, Draft, Manifest, PublicKey, Shelf, open};

use crate::certificates::day;
use crate::input::{Input, utf8};
use crate::said;

/// The key of the packages that this target signs. No seed is signed with another that is given.
fn signer() -> SigningKey {
    SigningKey::from_bytes(&[0x5A; 32])
}

/// A key with which nothing is signed here.
fn stranger() -> PublicKey {
    public(&SigningKey::from_bytes(&[0xA5; 32]))
}

fn public(signer: &SigningKey) -> PublicKey {
    PublicKey::from_bytes(&signer.verifying_key().to_bytes()).expect("a key")
}

/// A package of these signed bytes, by hand.
#[must_use]
pub fn sealed(signed: &[u8]) -> Vec<u8> {
    let signer = signer();
    let signature = signer.sign(signed).to_bytes();
    let hex: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
    let key = public(&signer);
    let first = format!("mynareader-package 1 {key} {hex} {}\n", signed.len());
    [first.as_bytes(), signed].concat()
}

/// The first byte says how the others are read.
pub fn run(data: &[u8]) {
    let Some((&which, rest)) = data.split_first() else {
        return;
    };
    match which % 4 {
        // Whoever has no key gets nothing in.
        0 => assert!(!load(rest, &[stranger()], 0, Date::MIN), "signed by nobody"),
        // Nor by a change to what was signed.
        1 => {
            let Some((at, signed)) = rest.split_first_chunk::<3>() else {
                return;
            };
            let mut package = sealed(signed);
            let [low, high, bits] = *at;
            let at = usize::from(u16::from_le_bytes([low, high])) % package.len();
            if let Some(byte) = package.get_mut(at) {
                *byte ^= bits.max(1);
            }
            assert!(
                !load(&package, &[public(&signer())], 0, Date::MIN),
                "changed"
            );
        }
        2 => {
            let mut input = Input::new(rest);
            let accepted = u64::from(input.byte());
            let today = day(&mut input).unwrap_or(Date::MAX);
            let keys = [stranger(), public(&signer())];
            load(&sealed(input.rest()), &keys, accepted, today);
        }
        _ => draft(rest),
    }
}

/// Whether it was taken. Refused, it changes nothing; taken, it is taken again, as after a restart.
fn load(package: &[u8], keys: &[PublicKey], accepted: u64, today: Date) -> bool {
    let mut shelf = Shelf::new(keys, accepted).expect("few keys");
    let before = (shelf.book().clone(), shelf.origin(), shelf.accepted());
    match shelf.load(package, today) {
        Ok(version) => {
            assert!(version >= accepted && version > 0);
            assert!(shelf.book().known_up_to() >= Book::built_in().known_up_to());
            assert_eq!(shelf.book().check(), Ok(()));
            let mut restarted = Shelf::new(keys, version).expect("few keys");
            assert_eq!(restarted.load(package, Date::MAX), Ok(version));
            said::debug(shelf.status(today));
            true
        }
        Err(refused) => {
            said::error(&refused);
            assert_eq!(
                (shelf.book().clone(), shelf.origin(), shelf.accepted()),
                before
            );
            false
        }
    }
}

/// What is drafted is taken, on the day of issue at the latest.
fn draft(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let manifest = Manifest {
        version: u64::from(input.byte()),
        issued: day(&mut input).unwrap_or(Date::MAX),
        expires: day(&mut input).unwrap_or(Date::MAX),
        contents: input.one(&[Contents::Amendment, Contents::Whole]),
    };
    match Draft::new(manifest, utf8(input.rest())) {
        Ok(draft) => {
            let package = sealed(draft.bytes());
            let keys = [public(&signer())];
            let opened = open(&package, &keys).expect("it is signed");
            assert_eq!(opened.manifest, manifest);
            assert!(
                load(&package, &keys, 0, manifest.issued),
                "what was drafted is taken"
            );
        }
        Err(refused) => said::error(&refused),
    }
}
