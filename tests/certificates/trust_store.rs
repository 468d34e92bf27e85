//! Trust stores: taken whole, or refused with place and reason.

use super::builder::*;
use mynareader::certificate::{
    Accept, Certificate, CertificateError, Hierarchy, KeyError, PemError, Role, TrustStore,
    TrustStoreFault,
};
use rsa::traits::PublicKeyParts as _;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn root() -> Vec<u8> {
    Builder::root("Example Authority", &ROOT_1).sign(&ROOT_1)
}

fn anchor(pem: &str) -> String {
    format!("[[anchor]]\nhierarchy = \"production\"\npem = '''\n{pem}'''\n")
}

fn authority_key(id: &str, modulus: &[u8]) -> String {
    format!(
        "[[authority-key]]\nhierarchy = \"production\"\nid = \"{id}\"\nmodulus = \"{}\"\nexponent = \"01 00 01\"\n",
        hex(modulus)
    )
}

const ID: &str = "35303030303233 0805 303031 00000000";

#[test]
fn a_whole_store_is_loaded() {
    let text = format!(
        "schema = 1\n{}{}\n[[fingerprint]]\nhierarchy = \"test\"\nsha256 = \"{}\"\n\
         [[policy]]\noid = \"1.2.3.4\"\nrole = \"authentication\"\nhierarchy = \"production\"\n",
        anchor(&pem(&root())),
        authority_key(ID, &ROOT_2.n().to_bytes_be()),
        "ab".repeat(32),
    );
    let store = TrustStore::from_toml(&text).unwrap();
    assert_eq!(store.x509.anchors().len(), 1);
    assert_eq!(store.x509.anchors()[0].hierarchy(), Hierarchy::Production);
    assert_eq!(store.card_verifiable.len(), 1);
    let leaf = Builder::authentication("Example Authority", &ROOT_1)
        .with_extension(POLICIES, policy("1.2.3.4"))
        .sign(&ROOT_1);
    assert!(
        store
            .x509
            .verify(
                &Certificate::parse(&leaf).unwrap(),
                Role::Authentication,
                Accept::ProductionOnly,
            )
            .is_ok()
    );
    // Nothing but the schema is a store too, and trusts nobody.
    let empty = TrustStore::from_toml("schema = 1").unwrap();
    assert!(empty.x509.anchors().is_empty() && empty.card_verifiable.is_empty());
}

#[test]
fn a_refusal_says_place_and_reason() {
    let good = anchor(&pem(&root()));
    let leaf = Builder::authentication("Example Authority", &ROOT_1).sign(&ROOT_1);
    let cases: Vec<(String, &str, TrustStoreFault)> = vec![
        (String::new(), "line 1", TrustStoreFault::Format),
        (
            "schema = 2".into(),
            "schema",
            TrustStoreFault::Schema { found: 2 },
        ),
        // A later schema may have tables that are not known here.
        (
            "schema = 2\n[[new]]\n".into(),
            "schema",
            TrustStoreFault::Schema { found: 2 },
        ),
        (
            "schema = 1\nanchors = 3\n".into(),
            "line 2",
            TrustStoreFault::Format,
        ),
        (
            "schema = 1\n\n[[anchor]\n".into(),
            "line 3",
            TrustStoreFault::Format,
        ),
        (
            format!("schema = 1\n{good}{}", anchor(&pem(&leaf))),
            "anchor 2",
            PemError {
                number: 1,
                reason: CertificateError::NotAuthority.into(),
            }
            .into(),
        ),
        (
            "schema = 1\n[[fingerprint]]\nhierarchy = \"production\"\nsha256 = \"abc\"\n".into(),
            "fingerprint 1",
            TrustStoreFault::Hexadecimal { name: "sha256" },
        ),
        (
            format!(
                "schema = 1\n[[fingerprint]]\nhierarchy = \"production\"\nsha256 = \"{}\"\n",
                "ab".repeat(31)
            ),
            "fingerprint 1",
            TrustStoreFault::Hexadecimal { name: "sha256" },
        ),
        (
            "schema = 1\n[[policy]]\noid = \"1.x\"\nrole = \"signature\"\nhierarchy = \"test\"\n"
                .into(),
            "policy 1",
            TrustStoreFault::Oid,
        ),
        (
            format!(
                "schema = 1\n{}",
                authority_key(&"00".repeat(16), &ROOT_2.n().to_bytes_be())
            ),
            "authority-key 1",
            TrustStoreFault::KeyIdentifier,
        ),
        (
            format!(
                "schema = 1\n{}",
                authority_key(ID, &SMALL.n().to_bytes_be())
            ),
            "authority-key 1",
            KeyError::ModulusTooSmall { bits: 1024 }.into(),
        ),
        (
            format!(
                "schema = 1\n{}",
                authority_key(ID, &[]).replace("modulus = \"", "modulus = \"zz")
            ),
            "authority-key 1",
            TrustStoreFault::Hexadecimal { name: "modulus" },
        ),
        (
            " ".repeat(1024 * 1024 + 1),
            "its end",
            TrustStoreFault::TooLong,
        ),
    ];
    for (text, place, fault) in cases {
        let error = TrustStore::from_toml(&text).unwrap_err();
        assert_eq!((error.place.as_str(), error.fault), (place, fault));
    }
}
