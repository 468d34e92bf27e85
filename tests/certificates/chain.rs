//! Chains: generations, ranking, fingerprints, PEM; each fault with its own error.

use super::builder::*;
use mynareader::certificate::{
    Accept, Certificate, CertificateError, ChainFailure, Hierarchy, Oid, PemError, PemFault, Role,
    TrustAnchors, Verdict,
};

const ORGANIZATION: &str = "Example Authority";

fn root(key: &rsa::RsaPrivateKey) -> Vec<u8> {
    Builder::root(ORGANIZATION, key).sign(key)
}

fn anchors(roots: &[&[u8]]) -> TrustAnchors {
    let mut anchors = TrustAnchors::new();
    for root in roots {
        anchors.add_der(root, Hierarchy::Production).unwrap();
    }
    anchors
}

fn leaf() -> Builder {
    Builder::authentication(ORGANIZATION, &ROOT_1)
}

fn verify(anchors: &TrustAnchors, der: &[u8]) -> Result<Hierarchy, ChainFailure> {
    let certificate = Certificate::parse(der).unwrap();
    anchors
        .verify(&certificate, Role::Authentication, Accept::ProductionOnly)
        .map(|chain| chain.hierarchy)
}

fn errors_of(builder: &Builder) -> Vec<CertificateError> {
    let anchors = anchors(&[&root(&ROOT_1)]);
    verify(&anchors, &builder.sign(&ROOT_1))
        .map_or_else(|failure| failure.errors().to_vec(), |_| Vec::new())
}

#[test]
fn a_production_chain_holds() {
    let anchors = anchors(&[&root(&ROOT_1)]);
    assert_eq!(
        verify(&anchors, &leaf().sign(&ROOT_1)),
        Ok(Hierarchy::Production)
    );
}

/// Shipped libraries know RSA alone: P-384 stands behind a feature.
#[test]
fn another_algorithm_is_refused_by_its_name() {
    for (der, named) in [
        (
            &include_bytes!("../data/certificates/p384-root.der")[..],
            "root",
        ),
        (
            include_bytes!("../data/certificates/p384-auth.der"),
            "holder",
        ),
        (
            include_bytes!("../data/certificates/p256-root.der"),
            "P-256",
        ),
    ] {
        let error = Certificate::parse(der).unwrap_err();
        assert!(
            matches!(error, CertificateError::UnsupportedAlgorithm { .. }),
            "{named}: {error:?}"
        );
    }
}

#[test]
fn a_test_root_makes_everything_under_it_a_test() {
    // The certificate claims the policy of production; the root was loaded as a test root.
    let mut anchors = TrustAnchors::new();
    anchors.add_der(&root(&ROOT_1), Hierarchy::Test).unwrap();
    let certificate = Certificate::parse(&leaf().sign(&ROOT_1)).unwrap();
    let verify = |accept| anchors.verify(&certificate, Role::Authentication, accept);
    assert_eq!(
        verify(Accept::ProductionOnly).unwrap_err().errors(),
        [CertificateError::TestHierarchy]
    );
    assert_eq!(
        verify(Accept::ProductionAndTest).unwrap().hierarchy,
        Hierarchy::Test
    );
    // And by its name, whatever the caller calls it.
    let mut anchors = TrustAnchors::new();
    let named = Builder::root("ANY-TEST", &ROOT_1).sign(&ROOT_1);
    anchors.add_der(&named, Hierarchy::Production).unwrap();
    assert_eq!(anchors.anchors()[0].hierarchy(), Hierarchy::Test);
}

#[test]
fn among_generations_of_one_name_the_signature_decides() {
    let (first, second) = (root(&ROOT_1), root(&ROOT_2));
    for anchors in [anchors(&[&first, &second]), anchors(&[&second, &first])] {
        for key in [&*ROOT_1, &*ROOT_2] {
            let leaf = Builder::authentication(ORGANIZATION, key).sign(key);
            let chain = anchors
                .verify(
                    &Certificate::parse(&leaf).unwrap(),
                    Role::Authentication,
                    Accept::ProductionOnly,
                )
                .unwrap();
            assert_eq!(
                chain.anchor_fingerprint,
                Certificate::parse(&root(key)).unwrap().fingerprint()
            );
        }
    }
}

#[test]
fn a_missing_generation_is_not_called_a_forgery() {
    let anchors = anchors(&[&root(&ROOT_1)]);
    let newer = Builder::authentication(ORGANIZATION, &ROOT_2).sign(&ROOT_2);
    let failure = verify(&anchors, &newer).unwrap_err();
    assert_eq!(failure.errors(), [CertificateError::UnknownGeneration]);
    assert_eq!(failure.verdict(), Verdict::Untrusted);

    // But who names a key that is loaded, or none, must have been signed by it.
    let forged = leaf().sign(&OTHER);
    let failure = verify(&anchors, &forged).unwrap_err();
    assert_eq!(failure.errors(), [CertificateError::SignatureMismatch]);
    assert_eq!(failure.verdict(), Verdict::Invalid);
    let nameless = leaf().without_extension(AUTHORITY_KEY).sign(&OTHER);
    let failure = verify(&anchors, &nameless).unwrap_err();
    assert_eq!(failure.errors(), [CertificateError::SignatureMismatch]);
}

#[test]
fn without_the_right_anchor_nothing_is_trusted() {
    let der = leaf().sign(&ROOT_1);
    let failure = verify(&TrustAnchors::new(), &der).unwrap_err();
    assert_eq!(failure.errors(), [CertificateError::NoAnchors]);
    assert_eq!(failure.verdict(), Verdict::Untrusted);

    let elsewhere = Builder::root("Elsewhere", &ROOT_1).sign(&ROOT_1);
    let failure = verify(&anchors(&[&elsewhere]), &der).unwrap_err();
    assert_eq!(failure.errors(), [CertificateError::UnknownIssuer]);
    assert_eq!(failure.verdict(), Verdict::Untrusted);
}

#[test]
fn each_fault_of_the_role_has_its_own_error() {
    let authority = extension(BASIC_CONSTRAINTS, true, &sequence(&[tlv(0x01, &[0xFF])]));
    let server = extension(
        EXTENDED_KEY_USAGE,
        false,
        &sequence(&[oid("1.3.6.1.5.5.7.3.1")]),
    );
    let unknown: Oid = "1.2.392.200149.8.5.1.1.99".parse().unwrap();
    let cases = [
        (leaf(), vec![]),
        (
            leaf().with_extension(BASIC_CONSTRAINTS, authority),
            vec![CertificateError::IsAuthority],
        ),
        (
            // Basic constraints that do not say CA change nothing.
            leaf().with_extension(
                BASIC_CONSTRAINTS,
                extension(BASIC_CONSTRAINTS, true, &sequence(&[])),
            ),
            vec![],
        ),
        (
            leaf().without_extension(KEY_USAGE),
            vec![CertificateError::KeyUsageMissing],
        ),
        (
            leaf().with_extension(KEY_USAGE, key_usage(0x20)),
            vec![CertificateError::KeyUsage],
        ),
        (
            leaf().with_extension(KEY_USAGE, key_usage(0x84)),
            vec![CertificateError::KeyUsage],
        ),
        (
            leaf().with_extension(KEY_USAGE, key_usage(0xC0)),
            vec![CertificateError::KeyUsage],
        ),
        (
            leaf().without_extension(EXTENDED_KEY_USAGE),
            vec![CertificateError::ExtendedKeyUsageMissing],
        ),
        (
            leaf().with_extension(EXTENDED_KEY_USAGE, server),
            vec![CertificateError::ExtendedKeyUsage],
        ),
        (
            leaf().without_extension(POLICIES),
            vec![CertificateError::PolicyMissing],
        ),
        (
            leaf().with_extension(POLICIES, policy("1.2.392.200149.8.5.1.1.99")),
            vec![CertificateError::PolicyUnknown { oid: unknown }],
        ),
        (
            leaf().with_extension(POLICIES, policy("1.2.392.200149.8.5.1.1.20")),
            vec![CertificateError::OtherRole],
        ),
        (
            leaf().with_extension(POLICIES, policy("1.2.392.200149.8.5.1.0.30")),
            vec![CertificateError::TestHierarchy],
        ),
        (
            leaf().with_extension(AUTHORITY_KEY, authority_key(&[1; 20])),
            vec![CertificateError::KeyIdentifierMismatch],
        ),
        (
            Builder {
                not_before: utc_time("190913235959Z"),
                ..leaf()
            },
            vec![CertificateError::IssuedOutsideAuthority],
        ),
        (
            Builder {
                not_before: utc_time("290913150000Z"),
                not_after: utc_time("340217145959Z"),
                ..leaf()
            },
            vec![CertificateError::IssuedOutsideAuthority],
        ),
    ];
    for (number, (builder, expected)) in cases.into_iter().enumerate() {
        assert_eq!(errors_of(&builder), expected, "case {number}");
    }
}

#[test]
fn a_retired_authority_still_vouches_for_what_it_issued() {
    // Ends after its authority: judged by the day of issue, so that grace outlives a root.
    let late = Builder {
        not_after: utc_time("340217145959Z"),
        ..leaf()
    };
    assert_eq!(errors_of(&late), []);
}

#[test]
fn of_many_faults_the_most_useful_is_reported() {
    let hopeless = leaf()
        .without_extension(KEY_USAGE)
        .without_extension(EXTENDED_KEY_USAGE)
        .with_extension(POLICIES, policy("1.2.392.200149.8.5.1.0.30"));
    let anchors = anchors(&[&root(&ROOT_1)]);
    let errors = |key| {
        verify(&anchors, &hopeless.sign(key))
            .unwrap_err()
            .errors()
            .to_vec()
    };
    assert_eq!(
        errors(&ROOT_1),
        [
            CertificateError::TestHierarchy,
            CertificateError::KeyUsageMissing,
            CertificateError::ExtendedKeyUsageMissing,
        ]
    );
    // A forgery outranks everything that its content says.
    assert_eq!(errors(&OTHER)[0], CertificateError::SignatureMismatch);
    // A test certificate explains why there is no anchor for it.
    let failure = verify(&TrustAnchors::new(), &hopeless.sign(&ROOT_1)).unwrap_err();
    assert_eq!(failure.error(), CertificateError::TestHierarchy);
    assert!(failure.errors().contains(&CertificateError::NoAnchors));
    let ranks: Vec<u8> = failure
        .errors()
        .iter()
        .map(CertificateError::rank)
        .collect();
    assert!(ranks.is_sorted_by(|a, b| a >= b), "{ranks:?}");
}

#[test]
fn a_policy_that_the_maker_adds_is_known() {
    let phone = "1.2.392.200149.8.5.1.3.99";
    let der = leaf().with_extension(POLICIES, policy(phone)).sign(&ROOT_1);
    let mut anchors = anchors(&[&root(&ROOT_1)]);
    assert!(verify(&anchors, &der).is_err());
    anchors.add_policy(
        phone.parse().unwrap(),
        Role::Authentication,
        Hierarchy::Production,
    );
    assert_eq!(verify(&anchors, &der), Ok(Hierarchy::Production));

    // The meaning of a known policy cannot be changed.
    anchors.add_policy(
        "1.2.392.200149.8.5.1.0.30".parse().unwrap(),
        Role::Authentication,
        Hierarchy::Production,
    );
    let test = leaf()
        .with_extension(POLICIES, policy("1.2.392.200149.8.5.1.0.30"))
        .sign(&ROOT_1);
    assert_eq!(
        verify(&anchors, &test).unwrap_err().error(),
        CertificateError::TestHierarchy
    );
}

#[test]
fn the_cards_own_authority_is_trusted_by_its_fingerprint_alone() {
    let authority = root(&ROOT_1);
    let der = leaf().sign(&ROOT_1);
    let mut anchors = TrustAnchors::new();
    assert_eq!(
        anchors.adopt(&authority),
        Err(CertificateError::AuthorityNotTrusted)
    );
    assert_eq!(
        verify(&anchors, &der).unwrap_err().error(),
        CertificateError::NoAnchors
    );
    let fingerprint = Certificate::parse(&authority).unwrap().fingerprint();
    anchors.trust_fingerprint(fingerprint, Hierarchy::Production);
    assert_eq!(
        anchors.adopt(&root(&ROOT_2)),
        Err(CertificateError::AuthorityNotTrusted)
    );
    assert_eq!(anchors.adopt(&authority), Ok(()));
    assert_eq!(verify(&anchors, &der), Ok(Hierarchy::Production));
}

#[test]
fn what_is_no_root_is_no_anchor() {
    let refused = |builder: &Builder, key| {
        TrustAnchors::new()
            .add_der(&builder.sign(key), Hierarchy::Production)
            .unwrap_err()
    };
    let base = || Builder::root(ORGANIZATION, &ROOT_1);
    assert_eq!(
        refused(&base().without_extension(BASIC_CONSTRAINTS), &ROOT_1),
        CertificateError::NotAuthority
    );
    let says_no = extension(BASIC_CONSTRAINTS, true, &sequence(&[]));
    assert_eq!(
        refused(&base().with_extension(BASIC_CONSTRAINTS, says_no), &ROOT_1),
        CertificateError::NotAuthority
    );
    assert_eq!(
        refused(&base().without_extension(KEY_USAGE), &ROOT_1),
        CertificateError::KeyUsageMissing
    );
    assert_eq!(
        refused(&base().with_extension(KEY_USAGE, key_usage(0x80)), &ROOT_1),
        CertificateError::KeyUsage
    );
    assert_eq!(refused(&base(), &OTHER), CertificateError::NotSelfSigned);
    let issued = Builder {
        issuer: name("Elsewhere", "another"),
        ..base()
    };
    assert_eq!(refused(&issued, &ROOT_1), CertificateError::NotSelfSigned);
}

/// PEM as editors, mail programs and configuration files leave it: the certificate is the same.
#[test]
fn pem_is_taken_as_people_s_editors_write_it() {
    let der = root(&ROOT_1);
    let text = pem(&der);
    let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let lines = |columns: usize, indent: &str, end: &str| {
        let chunks: Vec<&str> = body
            .as_bytes()
            .chunks(columns)
            .map(|chunk| std::str::from_utf8(chunk).unwrap())
            .collect();
        let inside = chunks.join(&format!("{end}{indent}"));
        format!(
            "{indent}-----BEGIN CERTIFICATE-----{end}{indent}{inside}{end}{indent}-----END CERTIFICATE-----{end}"
        )
    };
    for variant in [
        lines(64, "", "\n"),
        lines(64, "    ", "\n"),
        lines(64, "\t", "\r\n"),
        lines(76, "", "\n"),
        lines(76, "  ", "\r\n"),
        lines(1, "", "\n"),
        lines(10_000, "", "\n"),
        lines(10_000, "", " "),
        lines(10_000, "", ""),
        lines(64, "", "\r"),
        lines(64, "\u{3000}", "\n"),
        format!("\u{FEFF}{text}"),
        text.replace('\n', "\n\n"),
        format!("subject=/C=JP\n{text}\n# the end"),
    ] {
        let mut anchors = TrustAnchors::new();
        let taken = anchors.add_pem(&variant, Hierarchy::Production);
        assert_eq!(taken, Ok(1), "{variant:?}");
        assert_eq!(anchors.anchors()[0].certificate().der(), &der[..]);
    }
}

#[test]
fn pem_is_taken_whole_or_not_at_all() {
    let (first, second) = (pem(&root(&ROOT_1)), pem(&root(&ROOT_2)));
    let mut anchors = TrustAnchors::new();
    let both = format!("a comment\n{first}another\n{second}");
    assert_eq!(anchors.add_pem(&both, Hierarchy::Production), Ok(2));
    assert_eq!(anchors.anchors().len(), 2);
    // Once more changes nothing.
    assert_eq!(anchors.add_pem(&first, Hierarchy::Production), Ok(1));
    assert_eq!(anchors.anchors().len(), 2);
    let windows = first.replace('\n', "\r\n");
    assert_eq!(
        TrustAnchors::new().add_pem(&windows, Hierarchy::Production),
        Ok(1)
    );

    // Twice in one text, and of two hierarchies: it is there once, as it was first added.
    let mut twice = TrustAnchors::new();
    let text = format!("{first}{second}{first}{first}");
    assert_eq!(twice.add_pem(&text, Hierarchy::Production), Ok(4));
    assert_eq!(twice.add_pem(&first, Hierarchy::Test), Ok(1));
    twice.add_der(&root(&ROOT_2), Hierarchy::Test).unwrap();
    let hierarchies: Vec<_> = twice.anchors().iter().map(|it| it.hierarchy()).collect();
    assert_eq!(hierarchies, [Hierarchy::Production; 2]);
    // As long as a text may be, and a byte longer.
    let most = TrustAnchors::MAX_PEM_LENGTH;
    let padded = format!("{}{first}", "-".repeat(most - first.len()));
    assert_eq!(TrustAnchors::new().add_pem(&padded, Hierarchy::Test), Ok(1));

    let mut anchors = TrustAnchors::new();
    let leaf = pem(&leaf().sign(&ROOT_1));
    let cases = [
        (format!("{padded}\n"), 1, PemFault::TooLong),
        (first.repeat(10_000), 1, PemFault::TooLong),
        (String::new(), 1, PemFault::Missing),
        (
            format!("{first}{leaf}"),
            2,
            CertificateError::NotAuthority.into(),
        ),
        (
            first.replace("-----END", "-----FIN"),
            1,
            PemFault::Unfinished,
        ),
        (
            format!("{first}{}", second.replacen('M', "*", 1)),
            2,
            PemFault::Character {
                line: first.lines().count() + 2,
            },
        ),
        (
            first.replace('\n', "\\n"),
            1,
            PemFault::Character { line: 1 },
        ),
        (
            first.replacen("=\n", "\n", 1).replacen("M", "MA", 1),
            1,
            PemFault::Encoding,
        ),
    ];
    for (text, number, reason) in cases {
        assert_eq!(
            anchors.add_pem(&text, Hierarchy::Production),
            Err(PemError { number, reason })
        );
    }
    assert!(anchors.anchors().is_empty());
}
