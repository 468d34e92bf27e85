//! X.509 certificates: the parser, the chain to the anchors, what they are worth on a day.

use std::sync::LazyLock;

use mynareader::calendar::{Date, Moment};
use mynareader::certificate::{
    Accept, Assessment, CardExpiry, CardIssue, Certificate, CertificateIssue, Ends, ExpirySource,
    GraceLength, Hierarchy, KeyId, Oid, Policy, Revocation, RevocationReason, Role, TrustAnchors,
    TrustStore, Validity, ValidityPolicy, Verdict,
};
use mynareader::emulator::authority::Root;
use mynareader::facts::TokenKind;

use crate::input::{Input, utf8};
use crate::said;

/// The test authority's roots, and one of another maker.
static ANCHORS: LazyLock<TrustAnchors> = LazyLock::new(|| {
    let mut anchors = TrustAnchors::new();
    let other = include_bytes!("../../tests/data/certificates/root1.der");
    anchors
        .add_der(other, Hierarchy::Production)
        .expect("a root");
    for root in Root::ALL {
        let der = root.certificate().expect("a root of the emulator");
        anchors.add_der(&der, Hierarchy::Test).expect("a root");
    }
    anchors
});

/// Sound certificates for [`altered`].
static SOUND: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut all = vec![
        include_bytes!("../../tests/data/certificates/auth.der").to_vec(),
        include_bytes!("../../tests/data/certificates/sign.der").to_vec(),
    ];
    all.extend(Root::ALL.iter().filter_map(|root| root.certificate().ok()));
    all
});

/// The first byte says what the others are.
pub fn run(data: &[u8]) {
    let Some((&which, rest)) = data.split_first() else {
        return;
    };
    match which % 7 {
        0 | 1 => certificate(rest),
        2 => altered(rest),
        3 => anchor(rest),
        4 => pem(utf8(rest)),
        5 => store(utf8(rest)),
        _ => days(rest),
    }
}

fn said_of<T, E: core::error::Error + 'static>(result: Result<T, E>) -> Option<T> {
    result.map_err(|error| said::error(&error)).ok()
}

fn certificate(der: &[u8]) {
    match Certificate::parse(der) {
        Ok(certificate) => {
            assert_eq!(certificate.der(), der);
            look(&certificate);
        }
        Err(error) => {
            said::error(&error);
            let _ = (error.rank(), error.verdict(), error.at());
        }
    }
}

fn look(certificate: &Certificate) {
    said::debug(certificate);
    for name in [
        certificate.issuer(),
        certificate.subject(),
        certificate.serial(),
    ] {
        said::plain(&name);
    }
    let _ = (
        certificate.fingerprint(),
        certificate.issuer_der(),
        certificate.subject_der(),
    );
    said::debug((
        certificate.policy().and_then(Policy::meaning),
        certificate.key_usage(),
        certificate.extended_key_usage(),
        certificate.is_authority(),
        certificate.subject_key_identifier(),
        certificate.authority_key_identifier(),
        certificate.crl_pointers(),
        certificate.ocsp(),
    ));
    if let Some(holder) = certificate.holder() {
        said::debug(holder);
        let _ = (holder.name(), holder.address(), holder.sex(), holder.odd());
        let _ = (holder.name_substitutes(), holder.address_substitutes());
        if let Some(birth) = holder.birth() {
            let _ = (birth.era(), birth.date(), birth.digits());
        }
    }
    said::debug(certificate.public_key());
    let _ = certificate.public_key().bits();
    said_of(certificate.verify_signature(certificate.public_key()));
    for role in [Role::Authentication, Role::Signature] {
        for accept in [Accept::ProductionOnly, Accept::ProductionAndTest] {
            let result = ANCHORS.verify(certificate, role, accept);
            let verdict = Verdict::of(&result);
            said::plain(&verdict.to_string());
            match result {
                Ok(chain) => said::debug(chain),
                Err(failure) => {
                    said::error(&failure);
                    assert!(!failure.errors().is_empty());
                    assert_eq!(failure.verdict(), verdict);
                    // Told first is the most useful.
                    let rank = failure.error().rank();
                    assert!(failure.errors().iter().all(|error| error.rank() <= rank));
                    for error in failure.errors() {
                        said::error(error);
                    }
                }
            }
        }
    }
    assess(certificate.validity());
}

fn assess(validity: Validity) {
    let some = "2026-11-24".parse().expect("a day");
    for day in [Date::MIN, some, validity.last_day(), Date::MAX] {
        for token in [TokenKind::Card, TokenKind::Android, TokenKind::Unknown] {
            for grace in [GraceLength::EndOfMonthPlus3, GraceLength::ExactPlus3Months] {
                let policy = ValidityPolicy::CARD.with_token(token).with_grace(grace);
                for revocation in [Revocation::Unknown, Revocation::Good] {
                    said::debug(Assessment::of(validity, revocation, day, policy));
                    let earliest = Date::MIN;
                    let _ =
                        Assessment::with_release_day(validity, revocation, day, policy, earliest);
                }
            }
        }
    }
    let _ = (
        validity.first_day(),
        validity.not_before(),
        validity.not_after(),
    );
}

/// A sound certificate with bytes of it replaced: deeper than a fuzzer's own bytes come.
fn altered(changes: &[u8]) {
    let mut input = Input::new(changes);
    let mut der = input
        .one(
            SOUND
                .iter()
                .map(Vec::as_slice)
                .collect::<Vec<_>>()
                .as_slice(),
        )
        .to_vec();
    while !input.is_empty() {
        let at = input.below(der.len().max(257));
        let value = input.byte();
        if let Some(byte) = der.get_mut(at) {
            *byte = value;
        }
    }
    certificate(&der);
}

fn anchor(der: &[u8]) {
    let mut anchors = TrustAnchors::new();
    let taken = said_of(anchors.add_der(der, Hierarchy::Production)).is_some();
    assert_eq!(anchors.anchors().len(), usize::from(taken));
    anchors.trust_fingerprint([0; 32], Hierarchy::Test);
    if let Ok(certificate) = Certificate::parse(der) {
        anchors.trust_fingerprint(certificate.fingerprint(), Hierarchy::Test);
    }
    said_of(anchors.adopt(der));
    for anchor in anchors.anchors() {
        said::debug(anchor);
        let _ = (anchor.certificate().der(), anchor.hierarchy());
    }
}

fn pem(text: &str) {
    let mut anchors = TrustAnchors::new();
    match anchors.add_pem(text, Hierarchy::Production) {
        Ok(count) => assert!(count > 0 && !anchors.anchors().is_empty()),
        Err(error) => {
            said::error(&error);
            // Either all of it holds, or nothing is taken.
            assert!(anchors.anchors().is_empty());
        }
    }
}

fn store(text: &str) {
    match TrustStore::from_toml(text) {
        Ok(store) => {
            said::debug(&store.x509);
            let _ = (store.x509.anchors().len(), store.card_verifiable.len());
        }
        Err(error) => said::error(&error),
    }
}

/// Any day, or none.
pub fn day(input: &mut Input<'_>) -> Option<Date> {
    let year = i16::try_from(input.word() % 10_001).expect("below the greatest");
    Date::new(year, input.byte() % 14, input.byte() % 33)
        .inspect_err(|error| said::error(error))
        .ok()
}

/// Days without a certificate: estimates, ends, what the places of a card's expiry say.
fn days(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let some = input.flag();
    let [first, second, third, fourth] = core::array::from_fn(|_| day(&mut input));
    let birth = first.unwrap_or(Date::MIN);
    let issue = second.unwrap_or(Date::MAX);
    let certificate = CertificateIssue {
        birth,
        issue,
        renewal_before_end: some,
        card_expiry: third,
        end_of_stay: fourth,
    };
    let card = CardIssue {
        birth,
        application: third.unwrap_or(issue),
        issue,
        end_of_stay: fourth,
    };
    for estimate in [certificate.estimate_expiry(), card.estimate_expiry()]
        .into_iter()
        .flatten()
    {
        assert!(
            estimate
                .others
                .iter()
                .all(|other| other.day != estimate.likely)
        );
        said::debug(estimate);
    }
    said::debug(Ends::on(birth, second, third));
    let sources = [
        ExpirySource::FaceRecord,
        ExpirySource::CardDataObject,
        ExpirySource::CardInformation,
    ];
    let mut expiry = CardExpiry::new();
    for source in sources {
        if let Some(day) = day(&mut input) {
            expiry = expiry.with(source, day);
            assert_eq!(expiry.reading(source), Some(day));
        }
    }
    said::debug((expiry.agreement(), expiry.is_outlived_by(birth)));
    let _ = (expiry.last_day(), expiry.agree(sources[0], sources[1]));
    let seconds = |input: &mut Input<'_>| input.number().cast_signed();
    let moments = [seconds(&mut input), seconds(&mut input)].map(Moment::from_unix_seconds);
    for moment in &moments {
        if let Ok(moment) = moment {
            let _ = (moment.day_in_japan(), moment.unix_seconds());
        }
    }
    if let [Ok(from), Ok(to)] = moments
        && let Some(validity) = Validity::new(from, to)
    {
        assess(validity);
    }
    if let Ok(key) = <[u8; 16]>::try_from(input.take(16))
        && let Some(key) = KeyId::new(key)
    {
        said::debug((
            key.label(),
            key.tail(),
            key.as_bytes(),
            key.is_test_authority(),
        ));
    }
    said::debug(Revocation::Revoked {
        reason: Some(RevocationReason::from_code(input.byte())),
        since: moments[0].ok(),
    });
    if let Some(oid) = said_of(utf8(input.rest()).parse::<Oid>()) {
        // What is written is read again.
        assert_eq!(oid.to_string().parse::<Oid>(), Ok(oid));
        said::debug(Policy::of(oid).meaning());
    }
}
