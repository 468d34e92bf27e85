//! The certificates of the virtual cards, which know nothing of this library: they verify, and
//! their dates are those that the personas say.

use mynareader::calendar::{Date, Era};
use mynareader::certificate::{
    Accept, Agreement, Assessment, CardExpiry, Certificate, CertificateError, CvAnchors,
    CvCertificate, CvError, Ends, ExpirySource, Hierarchy, KeyId, Revocation, Role, RsaPublicKey,
    TrustAnchors, ValidityPolicy,
};
use mynareader::facts::{CertificateState, TokenKind};
use mynareader::tlv::{Header, Structure};
use mynareader_emulator::authority::{CvPlace, Root};
use mynareader_emulator::{App, Day, Persona, Personas};

const TODAY: &str = "2026-11-22";

fn personas() -> Personas {
    Personas::at(TODAY.parse::<Day>().unwrap()).unwrap()
}

fn day(day: Day) -> Date {
    day.to_string().parse().unwrap()
}

/// A file without the filler behind its object.
fn object(persona: &Persona, app: App, ef: u16) -> Option<Vec<u8>> {
    let image = persona.image().unwrap();
    let content = image.content(app, ef)?;
    let header = Header::parse(Structure::Certificate, content, 0).ok()?;
    Some(content[..header.total_length()].to_vec())
}

fn anchors(roots: &[Root]) -> TrustAnchors {
    let mut anchors = TrustAnchors::new();
    for root in roots {
        let der = root.certificate().unwrap();
        anchors.add_der(&der, Hierarchy::Test).unwrap();
    }
    anchors
}

fn cv_anchors() -> CvAnchors {
    let mut anchors = CvAnchors::new();
    for place in CvPlace::ALL {
        let anchor = place.anchor().unwrap();
        let key = RsaPublicKey::from_parts(&anchor.modulus, &anchor.exponent).unwrap();
        anchors.add(KeyId::new(anchor.key_id).unwrap(), key, Hierarchy::Test);
    }
    anchors
}

#[test]
fn every_persona_has_the_certificate_that_it_says() {
    let anchors = anchors(&Root::ALL);
    let mut found = 0;
    for persona in personas().iter() {
        let Some(der) = object(persona, App::Jpki, 0x000A) else {
            assert_eq!(persona.certificate_end(), None, "{}", persona.name());
            continue;
        };
        found += 1;
        let certificate = Certificate::parse(&der).unwrap();
        let last = certificate.validity().last_day();
        assert_eq!(Some(last), persona.certificate_end().map(day));
        let verify = |accept| anchors.verify(&certificate, Role::Authentication, accept);
        let chain = verify(Accept::ProductionAndTest).unwrap();
        assert_eq!(chain.hierarchy, Hierarchy::Test, "{}", persona.name());
        assert_eq!(
            verify(Accept::ProductionOnly).unwrap_err().error(),
            CertificateError::TestHierarchy
        );
        assert!(certificate.holder().is_none());
    }
    assert!(found > 20, "{found}");
}

#[test]
fn signature_certificates_carry_what_is_printed() {
    let anchors = anchors(&[Root::Signature]);
    let personas = personas();
    let persona = personas.get("gannen").unwrap();
    let der = object(persona, App::Jpki, 0x0001).unwrap();
    let certificate = Certificate::parse(&der).unwrap();
    assert!(
        anchors
            .verify(&certificate, Role::Signature, Accept::ProductionAndTest)
            .is_ok()
    );
    let holder = certificate.holder().unwrap();
    assert_eq!(holder.name(), Some(persona.holder_name()));
    assert_eq!(holder.address(), Some(persona.address()));
    let birth = holder.birth().unwrap();
    assert_eq!(birth.date(), persona.birth_date().parse().ok());
    assert_eq!(birth.era(), Some(Era::Heisei));

    let foreigner = personas.get("foreigner").unwrap();
    let der = object(foreigner, App::Jpki, 0x0001).unwrap();
    let certificate = Certificate::parse(&der).unwrap();
    assert_eq!(certificate.holder().unwrap().birth().unwrap().era(), None);
}

#[test]
fn the_older_root_of_the_same_name_is_not_enough() {
    let personas = personas();
    let der = object(personas.get("adult").unwrap(), App::Jpki, 0x000A).unwrap();
    let certificate = Certificate::parse(&der).unwrap();
    let verify = |roots: &[Root]| {
        anchors(roots).verify(
            &certificate,
            Role::Authentication,
            Accept::ProductionAndTest,
        )
    };
    assert_eq!(
        verify(&[Root::PreviousAuthentication]).unwrap_err().error(),
        CertificateError::UnknownGeneration
    );
    let chain = verify(&[Root::PreviousAuthentication, Root::Authentication]).unwrap();
    let issuer = Certificate::parse(&Root::Authentication.certificate().unwrap()).unwrap();
    assert_eq!(chain.anchor_fingerprint, issuer.fingerprint());
    assert_eq!(
        verify(&[Root::Signature]).unwrap_err().error(),
        CertificateError::UnknownIssuer
    );

    // The card's own copy, by a trusted fingerprint alone.
    let own = object(personas.get("adult").unwrap(), App::Jpki, 0x000B).unwrap();
    let mut anchors = TrustAnchors::new();
    assert!(anchors.adopt(&own).is_err());
    anchors.trust_fingerprint(issuer.fingerprint(), Hierarchy::Test);
    assert_eq!(anchors.adopt(&own), Ok(()));
}

#[test]
fn personas_are_in_the_state_that_they_are_made_for() {
    let personas = personas();
    let state = |name, revocation, token| {
        let der = object(personas.get(name).unwrap(), App::Jpki, 0x000A).unwrap();
        let validity = Certificate::parse(&der).unwrap().validity();
        let policy = ValidityPolicy::CARD.with_token(token);
        Assessment::of(validity, revocation, TODAY.parse().unwrap(), policy).state
    };
    let revoked = Revocation::Revoked {
        since: None,
        reason: None,
    };
    for (name, revocation, token, expected) in [
        (
            "adult",
            Revocation::Good,
            TokenKind::Card,
            CertificateState::Valid,
        ),
        (
            "expiring",
            Revocation::Good,
            TokenKind::Card,
            CertificateState::Notice,
        ),
        (
            "in-grace",
            Revocation::Good,
            TokenKind::Card,
            CertificateState::Grace,
        ),
        (
            "in-grace",
            Revocation::Good,
            TokenKind::Android,
            CertificateState::PastGrace,
        ),
        (
            "expired",
            Revocation::Good,
            TokenKind::Card,
            CertificateState::PastGrace,
        ),
        (
            "revoked",
            revoked,
            TokenKind::Card,
            CertificateState::Revoked,
        ),
    ] {
        assert_eq!(state(name, revocation, token), expected, "{name}");
    }
}

#[test]
fn the_places_of_the_cards_end_are_compared() {
    let personas = personas();
    let today: Date = TODAY.parse().unwrap();
    for persona in personas.iter() {
        let (Some(end), Some(certificate)) = (persona.card_end(), persona.certificate_end()) else {
            continue;
        };
        // The common record: 28 digits behind a header of two bytes, the last eight the expiry.
        let image = persona.image().unwrap();
        let Some(record) = image.content(App::Common, 0x0001) else {
            continue;
        };
        let digits = &record[record.len() - 8..];
        let expiry = CardExpiry::new()
            .with(
                ExpirySource::CardInformation,
                Date::from_digits(digits).unwrap(),
            )
            .with(ExpirySource::FaceRecord, day(end));
        assert_eq!(expiry.agreement(), Agreement::Equal, "{}", persona.name());
        assert!(!expiry.is_outlived_by(day(certificate)));
        let ends = Ends::on(today, expiry.last_day(), Some(day(certificate)));
        assert_eq!(ends.card_ended, Some(day(end) < today));
        if persona.name() == "card-expired" {
            assert_eq!(ends.card_ended, Some(true));
        }
    }
}

#[test]
fn card_verifiable_certificates_lead_to_their_authorities() {
    let anchors = cv_anchors();
    let personas = personas();
    let adult = personas.get("adult").unwrap();
    for app in [App::Surface, App::Text] {
        let image = adult.image().unwrap();
        let file = image.content(app, 0x0004).unwrap();
        let chain = [CvCertificate::parse(file).unwrap()];
        assert!(anchors.verify(&chain, Accept::ProductionAndTest).is_ok());
        let issuer = chain[0].issuer();
        assert_eq!(
            anchors.verify(&chain, Accept::ProductionOnly),
            Err(CvError::TestHierarchy { issuer })
        );
        assert_eq!(
            CvAnchors::new().verify(&chain, Accept::ProductionAndTest),
            Err(CvError::UnknownIssuer { issuer })
        );
    }
    // Outside the applications: 00F8, then 7F21.
    let mut chip = adult.chip().unwrap();
    let mut object = |command: &[u8]| {
        let answer = chip.process(command);
        let (data, status) = answer.split_at(answer.len() - 2);
        assert_eq!(status, [0x90, 0x00]);
        CvCertificate::parse_data_object(data).unwrap()
    };
    let upper = object(&[0x00, 0xCA, 0x00, 0xF8, 0x00, 0x00, 0x00]);
    let lower = object(&[0x00, 0xCA, 0x7F, 0x21, 0x00, 0x00, 0x00]);
    let chain = anchors
        .verify(&[upper.clone(), lower.clone()], Accept::ProductionAndTest)
        .unwrap();
    assert_eq!(chain.key, *lower.public_key());
    let issuer = lower.issuer();
    assert_eq!(
        anchors.verify(&[lower, upper], Accept::ProductionAndTest),
        Err(CvError::UnknownIssuer { issuer })
    );
}
