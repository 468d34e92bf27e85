//! Public keys against keys and signatures that OpenSSL made.

use mynareader::certificate::{KeyError, RsaPublicKey, SignatureError};
use rsa::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use rsa::traits::PublicKeyParts as _;

const MESSAGE: &[u8] = b"mynareader";
const PKCS1V15: &[u8] = include_bytes!("../data/certificates/auth.pkcs1v15.sig");
const PSS: &[u8] = include_bytes!("../data/certificates/auth.pss.sig");
const PSS_SALT_20: &[u8] = include_bytes!("../data/certificates/auth.pss-salt20.sig");
const THREE_DIGESTS: &[u8] = include_bytes!("../data/certificates/auth.three-digests.sig");

fn auth_key() -> RsaPublicKey {
    let key =
        rsa::RsaPublicKey::from_public_key_der(include_bytes!("../data/certificates/auth.pub.der"))
            .unwrap();
    RsaPublicKey::from_parts(&key.n().to_bytes_be(), &key.e().to_bytes_be()).unwrap()
}

fn parts(pem: &str) -> (Vec<u8>, Vec<u8>) {
    let key = rsa::RsaPrivateKey::from_pkcs8_pem(pem).unwrap();
    (key.n().to_bytes_be(), key.e().to_bytes_be())
}

/// `signature` plus the modulus, if that has room in as many bytes.
fn plus_modulus(signature: &[u8], modulus: &[u8]) -> Option<Vec<u8>> {
    let mut sum = signature.to_vec();
    let mut carry = 0;
    for (byte, &add) in sum.iter_mut().zip(modulus).rev() {
        let total = u16::from(*byte) + u16::from(add) + carry;
        *byte = (total & 0xFF) as u8;
        carry = total >> 8;
    }
    (carry == 0).then_some(sum)
}

#[test]
fn signatures_of_openssl_verify() {
    let key = auth_key();
    assert_eq!(key.bits(), 2048);
    assert_eq!(key.signature_length(), 256);
    assert_eq!(key.exponent(), [1, 0, 1]);
    assert_eq!(key.verify_pkcs1v15_sha256(MESSAGE, PKCS1V15), Ok(()));
    assert_eq!(key.verify_pss_sha256(MESSAGE, PSS), Ok(()));
    let three: Vec<u8> = (0..96).collect();
    assert_eq!(
        key.verify_pkcs1v15_sha256_digest(&three, THREE_DIGESTS),
        Ok(())
    );
}

#[test]
fn every_changed_bit_of_a_signature_is_noticed() {
    let key = auth_key();
    for bit in 0..PKCS1V15.len() * 8 {
        let mut changed = PKCS1V15.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        let error = key.verify_pkcs1v15_sha256(MESSAGE, &changed).unwrap_err();
        assert!(
            matches!(error, SignatureError::Mismatch | SignatureError::OutOfRange),
            "bit {bit}: {error}"
        );
    }
}

#[test]
fn other_data_other_scheme_and_other_salt_do_not_verify() {
    let key = auth_key();
    let mismatch = Err(SignatureError::Mismatch);
    assert_eq!(
        key.verify_pkcs1v15_sha256(b"mynareaden", PKCS1V15),
        mismatch
    );
    assert_eq!(key.verify_pss_sha256(b"mynareaden", PSS), mismatch);
    assert_eq!(key.verify_pkcs1v15_sha256(MESSAGE, PSS), mismatch);
    assert_eq!(key.verify_pss_sha256(MESSAGE, PKCS1V15), mismatch);
    assert_eq!(key.verify_pss_sha256(MESSAGE, PSS_SALT_20), mismatch);
    // The digest's last byte off, and the digest shortened with the signature as it was.
    let mut three: Vec<u8> = (0..96).collect();
    assert_eq!(
        key.verify_pkcs1v15_sha256_digest(&three[..95], THREE_DIGESTS),
        mismatch
    );
    three[95] ^= 1;
    assert_eq!(
        key.verify_pkcs1v15_sha256_digest(&three, THREE_DIGESTS),
        mismatch
    );
}

#[test]
fn length_and_range_are_checked_first() {
    let key = auth_key();
    for length in [0, 1, 255, 257, 512] {
        let expected = SignatureError::Length {
            expected: 256,
            found: length,
        };
        let signature = vec![0; length];
        assert_eq!(
            key.verify_pkcs1v15_sha256(MESSAGE, &signature),
            Err(expected)
        );
        assert_eq!(key.verify_pss_sha256(MESSAGE, &signature), Err(expected));
    }
    assert_eq!(
        key.verify_pss_sha256(MESSAGE, key.modulus()),
        Err(SignatureError::OutOfRange)
    );
    // 256 - 11 - 21 bytes of overhead: 224 is the longest digest.
    assert_eq!(
        key.verify_pkcs1v15_sha256_digest(&[0; 224], PKCS1V15),
        Err(SignatureError::Mismatch)
    );
    for length in [225, 65_536] {
        assert_eq!(
            key.verify_pkcs1v15_sha256_digest(&vec![0; length], PKCS1V15),
            Err(SignatureError::DigestTooLong { length })
        );
    }
}

#[test]
fn a_signature_plus_the_modulus_is_no_second_signature() {
    // Only some signatures leave room for the sum, so sign until one does.
    let private =
        rsa::RsaPrivateKey::from_pkcs8_pem(include_str!("../data/certificates/auth.key.pem"))
            .unwrap();
    let key = auth_key();
    let mut rng = rsa::rand_core::OsRng;
    let (genuine, shifted) = (0..1000)
        .find_map(|_| {
            let digest: [u8; 32] =
                sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new()).into();
            let genuine = private
                .sign_with_rng(
                    &mut rng,
                    rsa::Pss::new_with_salt::<sha2::Sha256>(32),
                    &digest,
                )
                .unwrap();
            plus_modulus(&genuine, key.modulus()).map(|shifted| (genuine, shifted))
        })
        .expect("a signature below the room above the modulus");
    assert_eq!(key.verify_pss_sha256(b"", &genuine), Ok(()));
    assert_eq!(
        key.verify_pss_sha256(b"", &shifted),
        Err(SignatureError::OutOfRange)
    );
}

#[test]
fn weak_and_impossible_keys_are_refused() {
    let (modulus, exponent) = parts(include_str!("../data/certificates/auth.key.pem"));
    assert!(RsaPublicKey::from_parts(&modulus, &exponent).is_ok());

    let (small, e) = parts(include_str!("../data/certificates/small.key.pem"));
    assert_eq!(
        RsaPublicKey::from_parts(&small, &e),
        Err(KeyError::ModulusTooSmall { bits: 1024 })
    );
    let (n, three) = parts(include_str!("../data/certificates/exponent3.key.pem"));
    assert_eq!(
        RsaPublicKey::from_parts(&n, &three),
        Err(KeyError::ExponentTooSmall)
    );

    // One bit short of the smallest, the largest, one bit beyond it.
    let mut short = modulus.clone();
    short[0] = 0x7F;
    assert_eq!(
        RsaPublicKey::from_parts(&short, &exponent),
        Err(KeyError::ModulusTooSmall { bits: 2047 })
    );
    assert_eq!(
        RsaPublicKey::from_parts(&[0xFF; 512], &exponent)
            .unwrap()
            .bits(),
        4096
    );
    let mut long = vec![0xFF; 512];
    long.insert(0, 1);
    assert_eq!(
        RsaPublicKey::from_parts(&long, &exponent),
        Err(KeyError::ModulusTooLarge { bits: 4097 })
    );

    let mut even = modulus.clone();
    *even.last_mut().unwrap() &= 0xFE;
    assert_eq!(
        RsaPublicKey::from_parts(&even, &exponent),
        Err(KeyError::EvenModulus)
    );

    for (exponent, expected) in [
        (&[][..], KeyError::ExponentTooSmall),
        (&[1], KeyError::ExponentTooSmall),
        (&[0xFF, 0xFF], KeyError::ExponentTooSmall),
        (&[1, 0, 0], KeyError::ExponentTooSmall),
        (&[1, 0, 2], KeyError::EvenExponent),
        (&[1, 0, 0, 0, 1], KeyError::ExponentTooLarge),
    ] {
        assert_eq!(RsaPublicKey::from_parts(&modulus, exponent), Err(expected));
    }
    assert!(RsaPublicKey::from_parts(&modulus, &[0xFF; 4]).is_ok());
}

#[test]
fn zeros_in_front_do_not_count_and_debug_shows_no_key() {
    let (modulus, exponent) = parts(include_str!("../data/certificates/auth.key.pem"));
    let mut padded = vec![0; 3];
    padded.extend(&modulus);
    let key = RsaPublicKey::from_parts(&padded, &[0, 0, 1, 0, 1]).unwrap();
    assert_eq!(key, RsaPublicKey::from_parts(&modulus, &exponent).unwrap());
    assert_eq!(key.modulus(), modulus);
    assert_eq!(format!("{key:?}"), "RsaPublicKey(2048 bits)");
}
