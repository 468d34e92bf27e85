//! Hostile certificates: the usual suspects, each refused with its own error, and nothing panics.

use super::builder::*;
use mynareader::certificate::{
    Accept, Certificate, CertificateError as E, CvCertificate, Field, Hierarchy, KeyError, Oid,
    Role, TrustAnchors,
};
use proptest::prelude::*;
use rsa::traits::PublicKeyParts as _;

fn leaf() -> Builder {
    Builder::authentication("Example Authority", &ROOT_1)
}

fn error_of(der: &[u8]) -> E {
    Certificate::parse(der).unwrap_err()
}

fn known(dotted: &str) -> Oid {
    dotted.parse().unwrap()
}

/// The certificate, and where a part of it starts.
fn signed(builder: &Builder, part: &[u8]) -> (Vec<u8>, usize) {
    let der = builder.sign(&ROOT_1);
    let at = position(&der, part).unwrap();
    (der, at)
}

#[test]
fn the_unbroken_certificate_is_accepted() {
    assert!(Certificate::parse(&leaf().sign(&ROOT_1)).is_ok());
}

#[test]
fn only_version_3_is_accepted() {
    for version in [
        None,
        Some(tlv(0xA0, &tlv(0x02, &[0]))),
        Some(tlv(0xA0, &tlv(0x02, &[1]))),
        Some(tlv(0xA0, &tlv(0x02, &[3]))),
        Some(tlv(0xA0, &tlv(0x02, &[0, 2]))),
    ] {
        let der = Builder { version, ..leaf() }.sign(&ROOT_1);
        assert!(matches!(error_of(&der), E::Version { at: 8 | 10 }));
    }
    let two = Builder {
        version: Some(tlv(0xA0, &[tlv(0x02, &[2]), tlv(0x02, &[2])].concat())),
        ..leaf()
    };
    assert_eq!(error_of(&two.sign(&ROOT_1)), E::TrailingBytes { at: 13 });
}

#[test]
fn serial_numbers_are_positive_short_and_shortest() {
    let at = 13;
    for (value, expected) in [
        (&[0x80][..], E::SerialNegative { at }),
        (&[0xFE, 0x01], E::SerialNegative { at }),
        (&[0x00], E::SerialZero { at }),
        (&[0x7F; 21], E::SerialTooLong { at }),
        (&[0x00, 0x01], E::NonMinimalInteger { at }),
        (&[0xFF, 0x80], E::NonMinimalInteger { at }),
        (&[], E::NonMinimalInteger { at }),
    ] {
        let serial = tlv(0x02, value);
        let der = Builder { serial, ..leaf() }.sign(&ROOT_1);
        assert_eq!(error_of(&der), expected);
    }
    let longest = Builder {
        serial: tlv(0x02, &[0x7F; 20]),
        ..leaf()
    };
    assert!(Certificate::parse(&longest.sign(&ROOT_1)).is_ok());
}

#[test]
fn algorithms_are_the_known_one_inside_and_outside() {
    let sha1 = sequence(&[oid("1.2.840.113549.1.1.5"), tlv(0x05, &[])]);
    let without_null = sequence(&[oid("1.2.840.113549.1.1.11")]);
    for algorithm in [sha1.clone(), without_null] {
        let builder = Builder {
            signed_algorithm: algorithm.clone(),
            algorithm: algorithm.clone(),
            ..leaf()
        };
        let (der, at) = signed(&builder, &algorithm);
        assert_eq!(error_of(&der), E::UnsupportedAlgorithm { at });
    }
    let builder = Builder {
        algorithm: sha1.clone(),
        ..leaf()
    };
    let (der, at) = signed(&builder, &sha1);
    assert_eq!(error_of(&der), E::AlgorithmMismatch { at });
}

#[test]
fn names_are_there_and_not_huge() {
    let empty = sequence(&[]);
    for field in [Field::Issuer, Field::Subject] {
        let with = |name: Vec<u8>| match field {
            Field::Issuer => Builder {
                issuer: name,
                ..leaf()
            },
            _ => Builder {
                subject: name,
                ..leaf()
            },
        };
        assert!(matches!(
            error_of(&with(empty.clone()).sign(&ROOT_1)),
            E::EmptyName { field: found, .. } if found == field
        ));
        let huge = name("holder", &"x".repeat(1000));
        let (der, at) = signed(&with(huge.clone()), &huge);
        assert_eq!(
            error_of(&der),
            E::FieldTooLong {
                at,
                field,
                most: 1024
            }
        );
        assert!(matches!(
            error_of(&with(tlv(0x31, &[])).sign(&ROOT_1)),
            E::Malformed { field: found, .. } if found == field
        ));
    }
}

#[test]
fn times_are_written_as_rfc_5280_has_them() {
    let not_after = |time: Vec<u8>| Builder {
        not_after: time,
        ..leaf()
    };
    for time in [
        utc_time("2702171459Z"),
        utc_time("270217145959"),
        utc_time("270217145959+0900"),
        utc_time("270217235959+0000"),
        utc_time("27021714595aZ"),
        utc_time("270229145959Z"),
        utc_time("271302145959Z"),
        utc_time("270217245959Z"),
        utc_time("270217145960Z"),
        utc_time(""),
        utc_time("20270217145959Z"),
        generalized_time("20500217145959.5Z"),
        generalized_time("20500217145959"),
        generalized_time("500217145959Z"),
        generalized_time("00000217145959Z"),
        generalized_time("99991231235959Z"),
    ] {
        let (der, at) = signed(&not_after(time.clone()), &time);
        assert_eq!(
            error_of(&der),
            E::TimeForm {
                at,
                field: Field::NotAfter
            },
            "{time:02x?}"
        );
    }
    let early = generalized_time("20491231235959Z");
    let (der, at) = signed(&not_after(early.clone()), &early);
    let field = Field::NotAfter;
    assert_eq!(error_of(&der), E::TimeChoice { at, field });
    assert!(
        Certificate::parse(&not_after(generalized_time("20500101000000Z")).sign(&ROOT_1)).is_ok()
    );

    // Two digits of a year: 49 is 2049, 50 is 1950, which lies before any start.
    assert!(Certificate::parse(&not_after(utc_time("491231235959Z")).sign(&ROOT_1)).is_ok());
    for time in ["500101000000Z", "220601025959Z"] {
        assert!(matches!(
            error_of(&not_after(utc_time(time)).sign(&ROOT_1)),
            E::ValidityReversed { .. }
        ));
    }
    let no_time = tlv(0x0C, b"270217145959Z");
    let (der, at) = signed(&not_after(no_time.clone()), &no_time);
    assert_eq!(error_of(&der), E::Malformed { at, field });
}

#[test]
fn keys_are_rsa_of_sound_size_and_exponent() {
    let with = |key: Vec<u8>| Builder { key, ..leaf() };
    let modulus = HOLDER.n().to_bytes_be();
    let mut even = modulus.clone();
    *even.last_mut().unwrap() &= 0xFE;
    for (key, reason) in [
        (public_key(&SMALL), KeyError::ModulusTooSmall { bits: 1024 }),
        (public_key(&EXPONENT_3), KeyError::ExponentTooSmall),
        (
            public_key_of(&[0xFF; 513], &[1, 0, 1]),
            KeyError::ModulusTooLarge { bits: 4104 },
        ),
        (public_key_of(&even, &[1, 0, 1]), KeyError::EvenModulus),
        (public_key_of(&modulus, &[1, 0, 2]), KeyError::EvenExponent),
        (
            public_key_of(&modulus, &[1, 0, 0, 0, 1]),
            KeyError::ExponentTooLarge,
        ),
    ] {
        let (der, at) = signed(&with(key.clone()), &key);
        assert_eq!(error_of(&der), E::Key { at, reason });
    }
    let curve = sequence(&[
        sequence(&[oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7")]),
        tlv(0x03, &[0x00, 0x04, 0x01]),
    ]);
    let (der, at) = signed(&with(curve.clone()), &curve);
    assert_eq!(error_of(&der), E::KeyAlgorithm { at });

    // A negative modulus: the sign's zero byte left out.
    let negative = [
        sequence(&[oid("1.2.840.113549.1.1.1"), tlv(0x05, &[])]),
        tlv(
            0x03,
            &[
                vec![0],
                sequence(&[tlv(0x02, &modulus), tlv(0x02, &[1, 0, 1])]),
            ]
            .concat(),
        ),
    ];
    assert!(matches!(
        error_of(&with(sequence(&negative)).sign(&ROOT_1)),
        E::Malformed {
            field: Field::PublicKey,
            ..
        }
    ));
    // Bytes behind the key's two numbers, inside the BIT STRING.
    let mut bits = vec![0];
    bits.extend(sequence(&[
        integer(&modulus),
        tlv(0x02, &[1, 0, 1]),
        tlv(0x02, &[1]),
    ]));
    let trailing = sequence(&[
        sequence(&[oid("1.2.840.113549.1.1.1"), tlv(0x05, &[])]),
        tlv(0x03, &bits),
    ]);
    assert!(matches!(
        error_of(&with(trailing).sign(&ROOT_1)),
        E::TrailingBytes { .. }
    ));
}

#[test]
fn extensions_are_there_once_known_and_whole() {
    let with = |extensions: Option<Vec<Vec<u8>>>| Builder {
        extensions,
        ..leaf()
    };
    assert_eq!(error_of(&with(None).sign(&ROOT_1)), E::NoExtensions);
    assert_eq!(error_of(&with(Some(vec![])).sign(&ROOT_1)), E::NoExtensions);

    // Twice, once critical with another value, so that a reader of either kind is misled.
    let mut twice = leaf();
    let second = key_usage(0x06);
    twice.extensions.as_mut().unwrap().push(second.clone());
    let (der, at) = signed(&twice, &second);
    let oid_of_usage = known(KEY_USAGE);
    assert_eq!(
        error_of(&der),
        E::DuplicateExtension {
            at,
            oid: oid_of_usage
        }
    );

    for unknown in ["1.2.3.4", "2.5.29.30", "2.5.29.36", "2.5.29.54"] {
        let critical = extension(unknown, true, &tlv(0x05, &[]));
        let builder = leaf().with_extension(unknown, critical.clone());
        let (der, at) = signed(&builder, &critical);
        assert_eq!(
            error_of(&der),
            E::UnknownCriticalExtension {
                at,
                oid: known(unknown)
            }
        );
        let harmless = leaf().with_extension(unknown, extension(unknown, false, b"anything"));
        assert!(Certificate::parse(&harmless.sign(&ROOT_1)).is_ok());
    }

    let many = (0..33)
        .map(|number| extension(&format!("1.2.3.{number}"), false, &[]))
        .collect();
    assert!(matches!(
        error_of(&with(Some(many)).sign(&ROOT_1)),
        E::TooManyExtensions { .. }
    ));

    let huge = extension("1.2.3.4", false, &[0; 4097]);
    let builder = leaf().with_extension("1.2.3.4", huge.clone());
    let (der, at) = signed(&builder, &huge);
    let field = Field::Extensions;
    assert_eq!(
        error_of(&der),
        E::FieldTooLong {
            at,
            field,
            most: 4096
        }
    );

    // FALSE is the default and not written; TRUE is FF. The content is sound in both cases.
    for value in [0x00, 0x01] {
        let flag = tlv(0x01, &[value]);
        let content = tlv(0x04, &tlv(0x03, &[7, 0x80]));
        let flagged = sequence(&[oid(KEY_USAGE), flag.clone(), content]);
        let builder = leaf().with_extension(KEY_USAGE, flagged.clone());
        let (der, start) = signed(&builder, &flagged);
        let at = start + position(&flagged, &flag).unwrap();
        let oid = oid_of_usage;
        assert_eq!(error_of(&der), E::MalformedExtension { at, oid });
    }
}

#[test]
fn malformed_contents_of_extensions_are_refused() {
    for (kind, value) in [
        (KEY_USAGE, tlv(0x03, &[7, 0x00])),
        (KEY_USAGE, tlv(0x04, &[7, 0x80])),
        (EXTENDED_KEY_USAGE, sequence(&[])),
        (POLICIES, sequence(&[])),
        (POLICIES, tlv(0x02, &[1])),
        (BASIC_CONSTRAINTS, sequence(&[tlv(0x02, &[0])])),
        (SUBJECT_KEY, tlv(0x02, &[1])),
    ] {
        let builder = leaf().with_extension(kind, extension(kind, false, &value));
        assert!(
            matches!(
                error_of(&builder.sign(&ROOT_1)),
                E::MalformedExtension { oid, .. } if oid == known(kind)
            ),
            "{kind} {value:02x?}"
        );
    }
    // Bytes behind the content, inside the extension.
    let trailing = [tlv(0x03, &[7, 0x80]), vec![0x05, 0x00]].concat();
    let builder = leaf().with_extension(KEY_USAGE, extension(KEY_USAGE, true, &trailing));
    assert!(matches!(
        error_of(&builder.sign(&ROOT_1)),
        E::MalformedExtension { .. }
    ));
}

/// One attribute that is odd takes none of the others with it, and is named.
#[test]
fn of_the_holder_s_attributes_what_is_sound_is_taken() {
    use mynareader::certificate::HolderAttribute as A;
    const NAME: &str = "1.2.392.200149.8.5.5.1";
    const SEX: &str = "1.2.392.200149.8.5.5.3";
    const BIRTH: &str = "1.2.392.200149.8.5.5.4";
    const ADDRESS: &str = "1.2.392.200149.8.5.5.5";
    let attribute = |kind: &str, tag: u8, text: &[u8]| {
        tlv(0xA0, &[oid(kind), tlv(0xA0, &tlv(tag, text))].concat())
    };
    let utf8 = |kind: &str, text: &[u8]| attribute(kind, 0x0C, text);
    let holder = |parts: &[Vec<u8>]| {
        let value = sequence(parts);
        let builder =
            leaf().with_extension(SUBJECT_ALT_NAME, extension(SUBJECT_ALT_NAME, false, &value));
        let certificate = Certificate::parse(&builder.sign(&ROOT_1)).unwrap();
        certificate.holder().cloned()
    };
    let sound = || [utf8(NAME, "見本".as_bytes()), utf8(ADDRESS, b"here")];
    let whole = holder(&sound()).unwrap();
    assert_eq!((whole.name(), whole.odd()), (Some("見本"), &[][..]));

    for (kind, odd) in [
        (A::Birth, utf8(BIRTH, b"319800217x")),
        (A::Birth, utf8(BIRTH, b"31980021")),
        (A::Birth, utf8(BIRTH, b"a19800217")),
        (A::Birth, utf8(BIRTH, b"")),
        (A::Birth, utf8(BIRTH, "３１９８０".as_bytes())),
        (A::Birth, attribute(BIRTH, 0x1E, b"\x003")),
        (A::Sex, utf8(SEX, b"female")),
        (A::Sex, attribute(SEX, 0x02, &[1])),
        (A::Sex, utf8(SEX, &[0xFF])),
    ] {
        for front in [true, false] {
            let mut parts = sound().to_vec();
            parts.insert(if front { 0 } else { 2 }, odd.clone());
            let found = holder(&parts).unwrap();
            assert_eq!(found.odd(), [kind], "{odd:02x?}");
            assert_eq!(found.name(), Some("見本"));
            assert_eq!(found.address(), Some("here"));
            assert!(found.birth().is_none() && found.sex().is_none());
        }
    }
    // Twice, and three times: nobody can say which is right.
    for times in [2, 3] {
        let mut parts = sound().to_vec();
        parts.extend((1..times).map(|n| utf8(NAME, format!("another {n}").as_bytes())));
        let found = holder(&parts).unwrap();
        assert_eq!((found.name(), found.odd()), (None, &[A::Name][..]));
        assert_eq!(found.address(), Some("here"));
    }
    // Too long is odd too, and where all are odd the holder is there and empty.
    let found = holder(&[utf8(NAME, &[b'a'; 1025])]).unwrap();
    assert_eq!((found.name(), found.odd()), (None, &[A::Name][..]));
    assert!(holder(&[]).is_none());
}

#[test]
fn a_birth_of_which_the_day_is_not_known_is_kept_as_digits() {
    let value = sequence(&[tlv(
        0xA0,
        &[
            oid("1.2.392.200149.8.5.5.4"),
            tlv(0xA0, &tlv(0x0C, b"019991299")),
        ]
        .concat(),
    )]);
    let builder =
        leaf().with_extension(SUBJECT_ALT_NAME, extension(SUBJECT_ALT_NAME, false, &value));
    let certificate = Certificate::parse(&builder.sign(&ROOT_1)).unwrap();
    let birth = certificate.holder().unwrap().birth().unwrap();
    assert_eq!(birth.digits(), b"19991299");
    assert_eq!(birth.date(), None);
    assert_eq!(birth.era(), None);
}

#[test]
fn unique_identifiers_are_refused() {
    for tag in [0x81, 0x82] {
        let builder = Builder {
            before_extensions: tlv(tag, &[0, 1]),
            ..leaf()
        };
        assert!(matches!(
            error_of(&builder.sign(&ROOT_1)),
            E::UniqueIdentifier { .. }
        ));
    }
}

#[test]
fn nothing_may_follow_anywhere() {
    let good = leaf().sign(&ROOT_1);
    let mut trailing = good.clone();
    trailing.push(0xFF);
    assert_eq!(error_of(&trailing), E::TrailingBytes { at: good.len() });
    let builder = Builder {
        after_extensions: tlv(0x05, &[]),
        ..leaf()
    };
    assert!(matches!(
        error_of(&builder.sign(&ROOT_1)),
        E::TrailingBytes { .. }
    ));
    let builder = Builder {
        after_signature: tlv(0x05, &[]),
        ..leaf()
    };
    assert!(matches!(
        error_of(&builder.sign(&ROOT_1)),
        E::TrailingBytes { .. }
    ));
}

#[test]
fn lengths_are_definite_shortest_and_within_the_bytes() {
    let good = leaf().sign(&ROOT_1);
    // 30 82 hh ll 30 82 hh ll: the outer length, and that of the signed part.
    let mut indefinite = good.clone();
    indefinite[1] = 0x80;
    assert_eq!(error_of(&indefinite), E::IndefiniteLength { at: 0 });
    let mut inside = good.clone();
    inside[5] = 0x80;
    assert_eq!(error_of(&inside), E::IndefiniteLength { at: 4 });

    let mut long = vec![0x30, 0x83, 0x00];
    long.extend(&good[2..]);
    assert_eq!(error_of(&long), E::NonMinimalLength { at: 0 });
    assert_eq!(
        error_of(&[0x30, 0x81, 0x05, 1, 2, 3, 4, 5]),
        E::NonMinimalLength { at: 0 }
    );
    assert_eq!(
        error_of(&[0x30, 0x82, 0x00, 0xFF]),
        E::NonMinimalLength { at: 0 }
    );
    for cut in [0, 1, 2, 3, 4, 100, good.len() - 1] {
        let error = error_of(&good[..cut]);
        if cut == 0 {
            assert!(matches!(error, E::Malformed { at: 0, .. }));
        } else {
            assert_eq!(error, E::Truncated { at: 0 }, "{cut}");
        }
    }
    assert_eq!(
        error_of(&[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]),
        E::Truncated { at: 0 }
    );
    assert_eq!(error_of(&[0x30, 0xFF, 0xFF, 0xFF]), E::Truncated { at: 0 });
    assert_eq!(
        error_of(&vec![0x30; Certificate::MAX_LENGTH + 1]),
        E::TooLarge {
            length: Certificate::MAX_LENGTH + 1
        }
    );
}

#[test]
fn strange_tags_and_deep_nesting_are_refused() {
    assert_eq!(
        error_of(&sequence(&[vec![0x1F, 0x01, 0x00]])),
        E::BadTag { at: 2 }
    );
    assert_eq!(error_of(&sequence(&[vec![0, 0]])), E::BadTag { at: 2 });
    let mut deep = tlv(0x30, &[]);
    for _ in 0..2000 {
        deep = tlv(0x30, &deep);
    }
    let error = in_small_stack(move || error_of(&deep));
    assert!(matches!(error, E::TooDeep { .. }), "{error}");
}

#[test]
fn a_signature_has_whole_bytes() {
    let good = leaf().sign(&ROOT_1);
    let at = good.len() - 261;
    assert_eq!(good[at..at + 5], [0x03, 0x82, 0x01, 0x01, 0x00]);
    let mut bits = good.clone();
    bits[at + 4] = 1;
    let field = Field::Signature;
    assert_eq!(error_of(&bits), E::Malformed { at, field });
}

/// A thread with the stack that a small device gives.
fn in_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new()
        .stack_size(256 * 1024)
        .spawn(work)
        .unwrap()
        .join()
        .expect("no panic and no overflow")
}

/// Everything a reader does with bytes from a card.
fn use_all_of(der: &[u8]) {
    let _ = CvCertificate::parse(der);
    let _ = CvCertificate::parse_data_object(der);
    let mut anchors = TrustAnchors::new();
    let _ = anchors.add_der(der, Hierarchy::Production);
    let _ = anchors.adopt(der);
    let Ok(certificate) = Certificate::parse(der) else {
        return;
    };
    let _ = (
        certificate.subject(),
        certificate.issuer(),
        certificate.serial(),
        certificate.policy(),
        certificate.validity().last_day(),
        certificate.holder().map(|holder| holder.birth().cloned()),
        format!("{certificate:?}"),
    );
    for role in [Role::Authentication, Role::Signature] {
        if let Err(failure) = anchors.verify(&certificate, role, Accept::ProductionAndTest) {
            let _ = failure.to_string();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn arbitrary_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        in_small_stack(move || use_all_of(&bytes));
    }

    #[test]
    fn mutated_certificates_do_no_harm(
        which in 0..3_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut der = [
            super::shape::AUTHENTICATION,
            super::shape::SIGNATURE,
            super::shape::ROOT,
        ][which]
            .to_vec();
        for (at, value) in &changes {
            let at = at.index(der.len());
            der[at] = *value;
        }
        if let Some(cut) = cut {
            der.truncate(cut.index(der.len()));
        }
        in_small_stack(move || use_all_of(&der));
    }

    /// Nested elements of any kind, as a card that wants to exhaust the stack would send them.
    #[test]
    fn nested_elements_do_no_harm(tags in prop::collection::vec(any::<u8>(), 1..3000)) {
        let mut der = Vec::new();
        for tag in tags {
            der = tlv(tag, &der);
        }
        in_small_stack(move || use_all_of(&der));
    }
}
