//! Object identifiers from outside: as text in a trust store, and in DER in a certificate. None makes
//! the library panic, and none is taken for another one.

use super::builder::*;
use mynareader::certificate::{
    Accept, Certificate, CertificateError as E, Hierarchy, Oid, Policy, Role, TrustAnchors,
    TrustStore, TrustStoreFault,
};
use proptest::prelude::*;

/// Texts that are no object identifiers, each for a reason of its own.
fn no_oids() -> Vec<String> {
    let texts = [
        // Above 32 bits: by one, by a round number, by more than 64 and 128 bits; in each place.
        "1.2.392.200149.8.5.1.3.4294967296",
        "1.2.392.200149.8.5.1.3.4294967326",
        "1.2.4294967296.3",
        "4294967297.2.3",
        "1.4294967298.3",
        "2.4294967296.3",
        "1.2.18446744073709551646",
        "1.2.340282366920938463463374607431768211486",
        // The second arc of 2 is written as 80 more, which has no room either.
        "2.4294967295",
        "2.4294967216.1",
        // The first two.
        "3.1.1",
        "0.40.1",
        "1.40.1",
        "1.127.1",
        "1",
        "",
        ".",
        "1.",
        ".1.2",
        "1.2.",
        "1.2..3",
        // Other ways to write a number.
        "01.2.3",
        "1.02.3",
        "1.2.00",
        "1.2.030",
        "+1.2.3",
        "1.+2.3",
        "1.2.-3",
        "1.2.3e1",
        "1.2.0x1",
        "1.2.3 ",
        " 1.2.3",
        "1. 2.3",
        "1,2,3",
        "1.2.\u{663}",
        "1.2.\u{ff13}",
        "1.2.3\0",
        "1.2.3\n",
        "oid",
    ];
    let mut all: Vec<String> = texts.map(str::to_owned).into();
    // Long: more bytes than an identifier has, and texts that are long in other ways.
    all.push(format!("1.2{}", ".1".repeat(39)));
    all.push(format!("1.2{}", ".4294967295".repeat(8)));
    all.push(format!("1.2{}", ".1".repeat(400_000)));
    all.push(format!("1.2.{}", "1".repeat(900_000)));
    all.push(format!("1.2.{}1", "0".repeat(900_000)));
    all.push(".".repeat(900_000));
    all
}

#[test]
fn a_text_that_is_no_object_identifier_is_refused() {
    for text in no_oids() {
        let shown: String = text.chars().take(60).collect();
        assert!(text.parse::<Oid>().is_err(), "{shown:?}");
        let toml = format!(
            "schema = 1\n[[policy]]\noid = \"1.2.3.4\"\nrole = \"authentication\"\n\
             hierarchy = \"test\"\n[[policy]]\noid = {}\nrole = \"authentication\"\n\
             hierarchy = \"production\"\n",
            toml::Value::from(text)
        );
        let error = TrustStore::from_toml(&toml).unwrap_err();
        assert_eq!(error.place, "policy 2", "{shown:?}");
        assert_eq!(error.fault, TrustStoreFault::Oid, "{shown:?}");
        assert!(error.to_string().contains("object identifier"));
    }
}

/// A very long text needs no more of the stack than a short one.
#[test]
fn a_long_text_is_read_on_a_small_stack() {
    let read = || {
        let digits = format!("1.2.{}", "1".repeat(1_000_000));
        let arcs = format!("1.2{}", ".1".repeat(500_000));
        [digits, arcs].map(|text| text.parse::<Oid>().is_err())
    };
    let thread = std::thread::Builder::new().stack_size(128 * 1024);
    assert_eq!(thread.spawn(read).unwrap().join().unwrap(), [true, true]);
}

/// The policy that a trust store names is the one that a certificate has, and no other: each of these
/// is written into a certificate by the tests' own encoder.
#[test]
fn a_policy_is_the_same_as_text_and_in_a_certificate() {
    let policies = [
        "1.2.3.4",
        "1.2.392.200149.8.5.1.3.99",
        // Around each number of bytes.
        "1.2.3.127",
        "1.2.3.128",
        "1.2.3.129",
        "1.2.3.16383",
        "1.2.3.16384",
        "1.2.3.16500",
        "1.2.3.16512",
        "1.2.3.2097151",
        "1.2.3.2097152",
        "1.2.3.2097200",
        "1.2.3.268435455",
        // What `x509-cert` takes of an arc of five bytes depends on its last byte.
        "1.2.3.268435456",
        "1.2.128.16384.0.1",
        "1.2.3.0",
        "0.0.0.0",
        "0.39.1.1",
        "2.39.1.1",
        "2.5.29.32.0",
    ];
    let mut anchors = TrustAnchors::new();
    let root = Builder::root("Example Authority", &ROOT_1).sign(&ROOT_1);
    anchors.add_der(&root, Hierarchy::Production).unwrap();
    for named in policies {
        let der = Builder::authentication("Example Authority", &ROOT_1)
            .with_extension(POLICIES, policy(named))
            .sign(&ROOT_1);
        let certificate = Certificate::parse(&der).unwrap();
        assert_eq!(
            certificate.policy(),
            Some(Policy::Unknown(named.parse().unwrap()))
        );
        for known in policies {
            assert_eq!(known.parse::<Oid>().unwrap().to_string(), known);
            let mut anchors = anchors.clone();
            let oid = known.parse().unwrap();
            anchors.add_policy(oid, Role::Authentication, Hierarchy::Production);
            let result = anchors.verify(&certificate, Role::Authentication, Accept::ProductionOnly);
            assert_eq!(result.is_ok(), named == known, "{named} {known}");
        }
    }
    // Larger or shorter than `x509-cert` takes in a certificate, sound as texts.
    for sound in [
        "1.2.4294967295",
        "1.2.0",
        "2.4294967215",
        "2.999.3",
        "1.39",
        "2.100",
    ] {
        assert_eq!(sound.parse::<Oid>().unwrap().to_string(), sound);
    }
}

/// Values of an OBJECT IDENTIFIER that are refused wherever they stand.
const NO_VALUES: [&[u8]; 11] = [
    &[],
    // Not whole.
    &[0x2A, 0x83],
    &[0x2A, 0x03, 0xFF, 0xFF],
    // Not in the shortest form: 2.5.29.32 and 1.2.3.4 with a zero of seven bits in front.
    &[0x55, 0x1D, 0x80, 0x20],
    &[0x2A, 0x80, 0x80, 0x03, 0x04],
    &[0x80, 0x2A, 0x03, 0x04],
    // 2^32 + 3, of which 32 bits are 3; and 2^35 + 3, 2^63 + 3.
    &[0x2A, 0x90, 0x80, 0x80, 0x80, 0x03],
    &[0x2A, 0x81, 0x80, 0x80, 0x80, 0x80, 0x03],
    &[
        0x2A, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x03,
    ],
    // Arcs without end, and one byte more than there is room for.
    &[0xFF; 60],
    &[0x2A; 40],
];

#[test]
fn a_certificate_with_an_unsound_object_identifier_is_refused_at_its_place() {
    let policies = |value: &[u8]| {
        let inside = sequence(&[sequence(&[tlv(0x06, value)])]);
        extension(POLICIES, true, &inside)
    };
    for value in NO_VALUES {
        let found = tlv(0x06, value);
        let usage = extension(EXTENDED_KEY_USAGE, false, &tlv(0x30, &found));
        let unknown = sequence(&[found.clone(), tlv(0x04, b"anything")]);
        let names = sequence(&[
            tlv(0x31, &sequence(&[found.clone(), tlv(0x0C, b"JPKI-TEST")])),
            tlv(0x31, &sequence(&[oid("2.5.4.3"), tlv(0x0C, b"x")])),
        ]);
        let leaf = Builder::authentication("Example Authority", &ROOT_1);
        let mut with_unknown = leaf.clone();
        with_unknown.extensions.as_mut().unwrap().push(unknown);
        let broken = [
            leaf.clone().with_extension(POLICIES, policies(value)),
            leaf.clone().with_extension(EXTENDED_KEY_USAGE, usage),
            with_unknown,
            Builder {
                subject: names.clone(),
                ..leaf.clone()
            },
            Builder {
                issuer: names,
                ..leaf.clone()
            },
            Builder {
                algorithm: sequence(&[found.clone(), tlv(0x05, &[])]),
                ..leaf.clone()
            },
        ];
        for builder in broken {
            let der = builder.sign(&ROOT_1);
            let at = position(&der, &found).unwrap();
            assert_eq!(
                Certificate::parse(&der),
                Err(E::ObjectIdentifier { at }),
                "{value:02x?}"
            );
        }
    }
}

/// A text read by rules of its own: whole numbers of up to 128 bits.
fn arcs_by_hand(text: &str) -> Option<Vec<u128>> {
    let arcs: Vec<u128> = text
        .split('.')
        .map(|digits| {
            let number: u128 = digits.parse().ok()?;
            (number.to_string() == digits).then_some(number)
        })
        .collect::<Option<_>>()?;
    let most = u128::from(u32::MAX);
    match arcs.as_slice() {
        [0 | 1, 0..40, rest @ ..] | [2, rest @ ..] if rest.iter().all(|arc| *arc <= most) => {}
        _ => return None,
    }
    if arcs.len() < 2 || (arcs[0] == 2 && arcs[1] > most - 80) {
        return None;
    }
    let bytes = |number: u128| (128 - number.leading_zeros()).div_ceil(7).max(1);
    let length: u32 =
        bytes(arcs[0] * 40 + arcs[1]) + arcs[2..].iter().map(|arc| bytes(*arc)).sum::<u32>();
    (length <= 39).then_some(arcs)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Texts near valid ones: taken exactly if the rules written above take them, and then written
    /// as they were read.
    #[test]
    fn a_text_is_judged_as_by_hand(
        arcs in prop::collection::vec(
            prop_oneof![
                0_u128..50, 100_u128..300, 16_000_u128..17_000,
                4_294_967_200_u128..4_294_967_400, any::<u32>().prop_map(u128::from),
                any::<u128>(),
            ],
            1..14,
        ),
        root in 0_u128..4,
        put in prop::option::of((any::<prop::sample::Index>(), "[-+0-9. \u{ff11}x]")),
    ) {
        let mut text = root.to_string();
        for arc in arcs {
            text += &format!(".{arc}");
        }
        if let Some((at, piece)) = put {
            text.insert_str(at.index(text.len() + 1), &piece);
        }
        match text.parse::<Oid>() {
            Ok(oid) => {
                prop_assert!(arcs_by_hand(&text).is_some(), "{}", text);
                prop_assert_eq!(oid.to_string(), text);
            }
            Err(_) => prop_assert_eq!(arcs_by_hand(&text), None, "{}", text),
        }
    }

    /// Any bytes as a policy: what is taken is shown as the arcs that a decoder of the test's own
    /// finds, each byte used.
    #[test]
    fn any_value_in_a_certificate_is_itself_or_refused(
        value in prop::collection::vec(
            prop_oneof![Just(0x80_u8), Just(0x8F), Just(0x90), Just(0xFF), 0..=255_u8],
            0..12,
        ),
    ) {
        let inside = sequence(&[sequence(&[tlv(0x06, &value)])]);
        let der = Builder::authentication("Example Authority", &ROOT_1)
            .with_extension(POLICIES, extension(POLICIES, true, &inside))
            .sign(&ROOT_1);
        if let Ok(certificate) = Certificate::parse(&der) {
            let Some(Policy::Unknown(found)) = certificate.policy() else {
                return Ok(());
            };
            // The tests' encoder writes first arcs of one byte alone; `x509-cert` takes no others.
            prop_assert_eq!(oid(&found.to_string()), tlv(0x06, &value));
        }
    }
}
