//! ECDSA over P-384, as the next generation of the card is planned with. The certificates here are
//! invented (OpenSSL made them, `tests/data/certificates`): no such card is known.

use mynareader_card::certificate::{
    Accept, Certificate, CertificateError, Chain, Hierarchy, KeyError, PublicKey, Role,
    SignatureAlgorithm, SignatureError, TrustAnchors,
};

const ROOT: &[u8] = include_bytes!("../../../tests/data/certificates/p384-root.der");
const HOLDER: &[u8] = include_bytes!("../../../tests/data/certificates/p384-auth.der");
const OTHER_CURVE: &[u8] = include_bytes!("../../../tests/data/certificates/p256-root.der");
const RSA_ROOT: &[u8] = include_bytes!("../../../tests/data/certificates/root1.der");
const RSA_HOLDER: &[u8] = include_bytes!("../../../tests/data/certificates/auth.der");

fn verify(root: &[u8], certificate: &[u8]) -> Result<Chain, CertificateError> {
    let mut anchors = TrustAnchors::new();
    anchors.add_der(root, Hierarchy::Test)?;
    let certificate = Certificate::parse(certificate)?;
    anchors
        .verify(
            &certificate,
            Role::Authentication,
            Accept::ProductionAndTest,
        )
        .map_err(|failure| failure.error())
}

/// Where the bytes of a part begin.
fn place(whole: &[u8], part: &[u8]) -> Option<usize> {
    whole.windows(part.len()).position(|window| window == part)
}

#[test]
fn a_chain_of_p384_holds_by_the_same_rules() {
    assert_eq!(verify(ROOT, HOLDER).unwrap().hierarchy, Hierarchy::Test);
    let certificate = Certificate::parse(HOLDER).unwrap();
    assert_eq!(
        certificate.signature_algorithm(),
        SignatureAlgorithm::EcdsaP384Sha384
    );
    assert_eq!(certificate.public_key().bits(), 384);
    assert!(certificate.public_key().as_rsa().is_none());
    // RSA is what it was.
    assert_eq!(
        verify(RSA_ROOT, RSA_HOLDER).unwrap().hierarchy,
        Hierarchy::Test
    );
}

/// The signature lies at the end: SEQUENCE { r, s }.
#[test]
fn no_changed_byte_passes() {
    let authority = Certificate::parse(ROOT).unwrap();
    let mut refused = 0;
    for at in (0..HOLDER.len())
        .step_by(7)
        .chain(HOLDER.len() - 110..HOLDER.len())
    {
        let mut altered = HOLDER.to_vec();
        altered[at] ^= 0x01;
        if let Ok(certificate) = Certificate::parse(&altered) {
            let judged = certificate.verify_signature(authority.public_key());
            assert!(judged.is_err(), "byte {at}");
            refused += 1;
        }
    }
    assert!(refused > 100, "the signature itself was judged");
}

#[test]
fn a_key_makes_signatures_of_its_own_algorithm_alone() {
    let rsa = Certificate::parse(RSA_ROOT).unwrap();
    let ecdsa = Certificate::parse(ROOT).unwrap();
    let holder = Certificate::parse(HOLDER).unwrap();
    assert_eq!(
        holder.verify_signature(rsa.public_key()),
        Err(SignatureError::OtherAlgorithm)
    );
    assert_eq!(
        rsa.verify_signature(ecdsa.public_key()),
        Err(SignatureError::OtherAlgorithm)
    );
    let PublicKey::EcdsaP384(key) = ecdsa.public_key() else {
        panic!("an ECDSA key")
    };
    for no_numbers in [&b""[..], b"\x30\x00", b"\x30\x03\x02\x01\x01", &[0xFF; 96]] {
        assert_eq!(
            key.verify_sha384(b"anything", no_numbers),
            Err(SignatureError::NotTwoNumbers)
        );
    }
    // Zero is no part of a signature (FIPS 186-5, 6.4.2).
    let zeros = key.verify_sha384(b"anything", b"\x30\x06\x02\x01\x00\x02\x01\x00");
    assert!(zeros.is_err());
}

#[test]
fn other_curves_and_points_beside_the_curve_are_refused() {
    assert!(matches!(
        Certificate::parse(OTHER_CURVE),
        Err(CertificateError::UnsupportedAlgorithm { .. })
    ));
    // The curve's own name, altered to that of P-521.
    let curve = place(HOLDER, &[0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]).unwrap();
    let mut altered = HOLDER.to_vec();
    altered[curve + 6] = 0x23;
    assert!(matches!(
        Certificate::parse(&altered),
        Err(CertificateError::KeyAlgorithm { .. })
    ));
    let point = curve + 7 + 3;
    for (offset, reason) in [(0, KeyError::PointForm), (5, KeyError::NotOnCurve)] {
        let mut altered = HOLDER.to_vec();
        altered[point + offset] ^= 0x01;
        let error = Certificate::parse(&altered).unwrap_err();
        assert!(
            matches!(error, CertificateError::Key { reason: found, .. } if found == reason),
            "{error:?}"
        );
    }
}
