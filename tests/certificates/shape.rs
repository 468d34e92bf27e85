//! Certificates of the shape of the public test hierarchy, made by OpenSSL.

use mynareader::calendar::{Date, Era};
use mynareader::certificate::{
    Accept, Certificate, CertificateError, CrlPointer, Hierarchy, HolderSex, KeyUsage, Oid, Policy,
    Role, TrustAnchors, Verdict,
};

pub const ROOT: &[u8] = include_bytes!("../data/certificates/root1.der");
pub const ROOT_PEM: &str = include_str!("../data/certificates/root1.pem");
pub const AUTHENTICATION: &[u8] = include_bytes!("../data/certificates/auth.der");
pub const SIGNATURE: &[u8] = include_bytes!("../data/certificates/sign.der");

fn anchors() -> TrustAnchors {
    let mut anchors = TrustAnchors::new();
    anchors.add_der(ROOT, Hierarchy::Test).unwrap();
    anchors
}

#[test]
fn an_authentication_certificate_says_what_it_says() {
    let certificate = Certificate::parse(AUTHENTICATION).unwrap();
    assert_eq!(certificate.serial(), "01c2d3e4");
    assert_eq!(certificate.subject(), "CN=00000000AAAAAA13221003A,C=JP");
    assert_eq!(
        certificate.issuer(),
        "OU=Japan Agency for Local Authority Information Systems,\
         OU=JPKI-TEST for user authentication,O=JPKI-TEST,C=JP"
    );
    assert_eq!(certificate.policy(), Some(Policy::TestAuthentication));
    assert_eq!(certificate.key_usage(), Some(KeyUsage::DIGITAL_SIGNATURE));
    assert_eq!(
        certificate.extended_key_usage(),
        Some(&[Oid::CLIENT_AUTHENTICATION][..])
    );
    assert_eq!(certificate.is_authority(), None);
    assert_eq!(certificate.ocsp(), ["http://test-ocspauthnorm.example.jp"]);
    let [CrlPointer::Directory(directory)] = certificate.crl_pointers() else {
        panic!("one name in a directory");
    };
    assert_eq!(
        directory,
        "CN=Example-shi CRLDP,OU=CRL Distribution Points,O=JPKI-TEST,C=JP"
    );
    assert!(certificate.holder().is_none());
    assert_eq!(certificate.public_key().bits(), 2048);

    let validity = certificate.validity();
    assert_eq!(validity.first_day(), Date::new(2022, 6, 1).unwrap());
    assert_eq!(validity.last_day(), Date::new(2027, 2, 17).unwrap());
    assert_eq!(
        validity.not_after().to_string(),
        "2027-02-17T23:59:59+09:00"
    );
    // `openssl x509 -inform DER -in auth.der -noout -fingerprint -sha256` and the file agree.
    assert_eq!(
        certificate.fingerprint(),
        <[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(AUTHENTICATION))
    );
    assert_eq!(certificate.der(), AUTHENTICATION);
}

#[test]
fn a_signature_certificate_carries_the_four_attributes() {
    let certificate = Certificate::parse(SIGNATURE).unwrap();
    assert_eq!(certificate.policy(), Some(Policy::TestSignature));
    let holder = certificate.holder().unwrap();
    assert_eq!(holder.name(), Some("見本　花子"));
    assert_eq!(holder.name_substitutes(), Some("00000"));
    assert!(holder.sex() == Some(HolderSex::Female));
    assert_eq!(holder.address(), Some("東京都千代田区見本町１－２－３"));
    assert_eq!(holder.address_substitutes(), Some("000000000000000"));
    let birth = holder.birth().unwrap();
    assert_eq!(birth.era(), Some(Era::Showa));
    assert_eq!(birth.date(), Date::new(1980, 2, 17).ok());
    assert_eq!(birth.digits(), b"19800217");
}

#[test]
fn the_shape_verifies_when_test_cards_are_asked_for_and_not_otherwise() {
    for (der, role) in [
        (AUTHENTICATION, Role::Authentication),
        (SIGNATURE, Role::Signature),
    ] {
        let certificate = Certificate::parse(der).unwrap();
        let anchors = anchors();
        let chain = anchors
            .verify(&certificate, role, Accept::ProductionAndTest)
            .unwrap();
        assert_eq!(chain.hierarchy, Hierarchy::Test);
        assert_eq!(
            chain.anchor_fingerprint,
            Certificate::parse(ROOT).unwrap().fingerprint()
        );
        let refused = anchors.verify(&certificate, role, Accept::ProductionOnly);
        assert_eq!(Verdict::of(&refused), Verdict::Untrusted);
        let failure = refused.unwrap_err();
        assert_eq!(failure.errors(), [CertificateError::TestHierarchy]);
        assert_eq!(
            failure.to_string(),
            "the certificate belongs to a test hierarchy, which is not accepted here"
        );
    }
}

#[test]
fn a_test_root_stays_one_when_it_is_called_production() {
    let mut anchors = TrustAnchors::new();
    anchors.add_pem(ROOT_PEM, Hierarchy::Production).unwrap();
    assert_eq!(anchors.anchors()[0].hierarchy(), Hierarchy::Test);
}

#[test]
fn the_cards_certificates_are_not_mistaken_for_each_other() {
    let signature = Certificate::parse(SIGNATURE).unwrap();
    let failure = anchors()
        .verify(&signature, Role::Authentication, Accept::ProductionAndTest)
        .unwrap_err();
    assert_eq!(failure.error(), CertificateError::OtherRole);
    assert!(failure.errors().contains(&CertificateError::KeyUsage));
    let authentication = Certificate::parse(AUTHENTICATION).unwrap();
    let failure = anchors()
        .verify(&authentication, Role::Signature, Accept::ProductionAndTest)
        .unwrap_err();
    assert_eq!(failure.error(), CertificateError::OtherRole);
    let root = Certificate::parse(ROOT).unwrap();
    let failure = anchors()
        .verify(&root, Role::Authentication, Accept::ProductionAndTest)
        .unwrap_err();
    assert_eq!(failure.error(), CertificateError::IsAuthority);
    assert_eq!(failure.verdict(), Verdict::Invalid);
}

#[test]
fn no_changed_bit_of_a_certificate_passes() {
    let anchors = anchors();
    let mut parsed = 0;
    for at in 0..AUTHENTICATION.len() {
        for bit in (0..8).map(|bit| 1_u8 << bit) {
            let mut changed = AUTHENTICATION.to_vec();
            changed[at] ^= bit;
            if let Ok(certificate) = Certificate::parse(&changed) {
                parsed += 1;
                let result = anchors.verify(
                    &certificate,
                    Role::Authentication,
                    Accept::ProductionAndTest,
                );
                // A changed key identifier or name leads to another fault than the signature.
                assert!(result.is_err(), "byte {at}");
            }
        }
    }
    // The test would say nothing if everything were refused by its form.
    assert!(parsed > 4000, "{parsed}");
}

#[test]
fn debug_shows_nothing_of_the_person() {
    let certificate = Certificate::parse(SIGNATURE).unwrap();
    let holder = certificate.holder().unwrap();
    let chain = anchors().verify(&certificate, Role::Signature, Accept::ProductionAndTest);
    let shown = format!(
        "{certificate:?} {holder:?} {:?} {:?} {:?} {:?} {chain:?}",
        certificate.validity(),
        holder.birth(),
        holder.sex(),
        Certificate::parse(AUTHENTICATION).unwrap().crl_pointers(),
    );
    for secret in [
        "見本", "花子", "1980", "0217", "02-17", "13221003", "Example", "Female", "Showa", "昭和",
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
