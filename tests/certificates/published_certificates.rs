//! Roots that J-LIS publishes, certificates that were read off J-LIS *test* cards, and the keys of
//! card-verifiable certificates that are in circulation.
//!
//! All of it comes out of the package of the development dependency `myna-card` (MIT) and none is
//! copied into this one. The expected values are those that its documentation and J-LIS's page
//! give; the test card's holder is made up.

use crate::published;

use myna_card::certificate::roots;
use mynareader::calendar::{Date, Era};
use mynareader::certificate::{
    Accept, Assessment, Certificate, CertificateError, CvAnchors, CvCertificate, CvError,
    Hierarchy, HolderSex, KeyId, Policy, Revocation, Role, RsaPublicKey, TrustAnchors, Validity,
    ValidityPolicy, Verdict,
};
use mynareader::facts::CertificateState;
use published::fixture;

fn certificate(name: &str) -> Certificate {
    Certificate::parse(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Every root that the crate carries, all called production: test roots must be told by their
/// names.
fn anchors(wanted: impl Fn(&roots::Root) -> bool) -> TrustAnchors {
    let mut anchors = TrustAnchors::new();
    for root in roots::KNOWN.iter().filter(|root| wanted(root)) {
        anchors.add_der(root.der, Hierarchy::Production).unwrap();
    }
    anchors
}

fn cv_anchors(wanted: impl Fn(&str) -> bool) -> CvAnchors {
    let mut anchors = CvAnchors::new();
    for known in myna_card::ca::KNOWN {
        let id = KeyId::new(*known.key_id).unwrap();
        if wanted(id.label()) {
            let key = RsaPublicKey::from_parts(known.modulus, known.exponent).unwrap();
            anchors.add(id, key, Hierarchy::Production);
        }
    }
    anchors
}

#[test]
fn the_roots_of_j_lis_are_sound_anchors() {
    let all = anchors(|_| true);
    assert_eq!(all.anchors().len(), 10);
    for (anchor, root) in all.anchors().iter().zip(roots::KNOWN) {
        let expected = match root.hierarchy {
            roots::Hierarchy::Production => Hierarchy::Production,
            roots::Hierarchy::Test => Hierarchy::Test,
        };
        assert_eq!(anchor.hierarchy(), expected);
        let validity = anchor.certificate().validity();
        let days = |validity: Validity| {
            (
                validity.not_before().day_in_japan(),
                validity.not_after().day_in_japan(),
            )
        };
        let expected = match (root.hierarchy, root.generation) {
            (roots::Hierarchy::Test, _) => continue,
            (_, Some(1)) => (day("2015-10-20"), day("2025-10-19")),
            // 23:41 UTC on the day before: morning in Japan.
            (_, Some(2)) => (day("2019-09-15"), day("2029-09-14")),
            _ => (day("2023-07-16"), day("2033-07-15")),
        };
        assert_eq!(days(validity), expected);
    }
    // Three generations of one name.
    let names: Vec<_> = all
        .anchors()
        .iter()
        .take(3)
        .map(|anchor| anchor.certificate().subject_der().to_vec())
        .collect();
    assert!(names.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_test_card_verifies_when_test_cards_are_asked_for_and_not_otherwise() {
    let all = anchors(|_| true);
    for (name, role, policy) in [
        (
            "jpki-auth-cert.der",
            Role::Authentication,
            Policy::TestAuthentication,
        ),
        ("jpki-sign-cert.der", Role::Signature, Policy::TestSignature),
    ] {
        let certificate = certificate(name);
        assert_eq!(certificate.policy(), Some(policy));
        let chain = all
            .verify(&certificate, role, Accept::ProductionAndTest)
            .unwrap_or_else(|failure| panic!("{name}: {:?}", failure.errors()));
        assert_eq!(chain.hierarchy, Hierarchy::Test);
        let refused = all.verify(&certificate, role, Accept::ProductionOnly);
        assert_eq!(Verdict::of(&refused), Verdict::Untrusted);
        assert_eq!(
            refused.unwrap_err().errors(),
            [CertificateError::TestHierarchy]
        );
    }
}

#[test]
fn the_wrong_roots_do_not_vouch_for_a_test_card() {
    let certificate = certificate("jpki-auth-cert.der");
    let errors = |anchors: &TrustAnchors| {
        anchors
            .verify(
                &certificate,
                Role::Authentication,
                Accept::ProductionAndTest,
            )
            .unwrap_err()
            .errors()
            .to_vec()
    };
    let production = anchors(|root| root.hierarchy == roots::Hierarchy::Production);
    assert_eq!(errors(&production), [CertificateError::UnknownIssuer]);
    let mut older = TrustAnchors::new();
    older
        .add_der(&fixture("jpki-auth-ca-cert-2019.der"), Hierarchy::Test)
        .unwrap();
    assert_eq!(errors(&older), [CertificateError::UnknownGeneration]);

    // The card's own copy, by its fingerprint alone.
    let own = fixture("jpki-auth-ca-cert.der");
    let mut anchors = TrustAnchors::new();
    assert_eq!(
        anchors.adopt(&own),
        Err(CertificateError::AuthorityNotTrusted)
    );
    let fingerprint = Certificate::parse(&own).unwrap().fingerprint();
    anchors.trust_fingerprint(fingerprint, Hierarchy::Test);
    assert_eq!(anchors.adopt(&own), Ok(()));
    assert!(
        anchors
            .verify(
                &certificate,
                Role::Authentication,
                Accept::ProductionAndTest
            )
            .is_ok()
    );
}

#[test]
fn a_test_cards_dates_are_those_of_its_holder() {
    let validity = certificate("jpki-auth-cert.der").validity();
    assert_eq!(validity.first_day(), day("2025-10-27"));
    assert_eq!(validity.last_day(), day("2030-02-17"));
    assert_eq!(
        validity.not_after().to_string(),
        "2030-02-17T23:59:59+09:00"
    );
    let state =
        |on| Assessment::of(validity, Revocation::Unknown, day(on), ValidityPolicy::CARD).state;
    assert_eq!(state("2029-11-16"), CertificateState::Valid);
    assert_eq!(state("2029-11-17"), CertificateState::Notice);
    assert_eq!(state("2030-02-18"), CertificateState::Grace);
    assert_eq!(state("2030-05-31"), CertificateState::Grace);
    assert_eq!(state("2030-06-01"), CertificateState::PastGrace);
}

#[test]
fn a_test_cards_signature_certificate_carries_the_four_attributes() {
    let certificate = certificate("jpki-sign-cert.der");
    let holder = certificate.holder().unwrap();
    let birth = holder.birth().unwrap();
    assert_eq!(birth.era(), Some(Era::Showa));
    assert_eq!(birth.date(), Some(day("1980-02-17")));
    assert!(matches!(
        holder.sex(),
        Some(HolderSex::Male | HolderSex::Female)
    ));
    // A family and a given name; a mark for each character.
    let (name, address) = (holder.name().unwrap(), holder.address().unwrap());
    assert!(name.contains('\u{3000}') && address.chars().count() > 5);
    for marks in [holder.name_substitutes(), holder.address_substitutes()] {
        assert!(marks.unwrap().bytes().all(|mark| mark == b'0'));
    }
}

#[test]
fn a_test_cards_card_verifiable_certificates_lead_to_the_known_keys() {
    let all = cv_anchors(|_| true);
    assert_eq!(all.len(), 6);
    for (name, authority) in [
        ("surface-0004.bin", "6000023"),
        ("text-0004.bin", "6000033"),
    ] {
        let chain = [CvCertificate::parse(&fixture(name)).unwrap()];
        let found = all.verify(&chain, Accept::ProductionAndTest).unwrap();
        assert_eq!(found.authority.label(), authority);
        assert_eq!(found.hierarchy, Hierarchy::Test);
        let issuer = chain[0].issuer();
        assert_eq!(
            all.verify(&chain, Accept::ProductionOnly),
            Err(CvError::TestHierarchy { issuer })
        );
        let production = cv_anchors(|label| label.starts_with('5'));
        assert_eq!(
            production.verify(&chain, Accept::ProductionAndTest),
            Err(CvError::UnknownIssuer { issuer })
        );
    }
    let object = |name| CvCertificate::parse_data_object(&fixture(name)).unwrap();
    let (upper, lower) = (object("mf-do-F8.bin"), object("mf-do-7F21.bin"));
    let found = all
        .verify(&[upper, lower.clone()], Accept::ProductionAndTest)
        .unwrap();
    assert_eq!(found.authority.label(), "6000020");
    assert_eq!(found.key, *lower.public_key());
}
