//! Card-verifiable certificates: layout, chains, tampering.

use super::builder::*;
use mynareader::certificate::{
    Accept, CvAnchors, CvCertificate, CvError, Hierarchy, KeyError, KeyId, RsaPublicKey,
    SignatureError, UntracedIssuer,
};
use mynareader::tlv::{TlvError, TlvErrorKind};
use rsa::RsaPrivateKey;
use rsa::traits::PublicKeyParts as _;

fn id(label: &str) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..7].copy_from_slice(label.as_bytes());
    bytes[7..12].copy_from_slice(&[0x08, 0x05, b'0', b'0', b'1']);
    bytes
}

fn key_id(label: &str) -> KeyId {
    KeyId::new(id(label)).unwrap()
}

fn key(private: &RsaPrivateKey) -> RsaPublicKey {
    RsaPublicKey::from_parts(&private.n().to_bytes_be(), &private.e().to_bytes_be()).unwrap()
}

fn body(issuer: &str, subject: &str, certified: &RsaPrivateKey) -> Vec<u8> {
    [
        id(issuer).to_vec(),
        id(subject).to_vec(),
        tlv(0x90, &certified.e().to_bytes_be()),
        tlv(0x91, &certified.n().to_bytes_be()),
    ]
    .concat()
}

fn object(tag: u16, value: &[u8]) -> Vec<u8> {
    let mut out = tag.to_be_bytes().to_vec();
    out.extend(&tlv(0, value)[1..]);
    out
}

/// What a data object holds: the two objects without the template.
fn contents(body: &[u8], signer: &RsaPrivateKey) -> Vec<u8> {
    [object(0x5F4E, body), object(0x5F37, &sign(signer, body))].concat()
}

fn file(body: &[u8], signer: &RsaPrivateKey) -> Vec<u8> {
    object(0x7F21, &contents(body, signer))
}

fn surface() -> Vec<u8> {
    file(&body("5000023", "1322121", &HOLDER), &ROOT_1)
}

fn anchors() -> CvAnchors {
    let mut anchors = CvAnchors::new();
    anchors.add(key_id("5000023"), key(&ROOT_1), Hierarchy::Production);
    anchors
}

#[test]
fn the_layout_is_that_of_the_card() {
    let der = surface();
    // 568 bytes on the test card.
    assert_eq!(der.len(), 568);
    assert_eq!(der[..5], [0x7F, 0x21, 0x82, 0x02, 0x33]);
    let certificate = CvCertificate::parse(&der).unwrap();
    assert_eq!(certificate.issuer().label(), "5000023");
    assert_eq!(certificate.subject().label(), "1322121");
    assert_eq!(certificate.issuer().tail().len(), 9);
    assert_eq!(
        certificate.issuer().to_string(),
        "5000023-080530303100000000"
    );
    assert_eq!(*certificate.public_key(), key(&HOLDER));
    assert_eq!(certificate.verify(&key(&ROOT_1)), Ok(()));
    // The file is longer than the certificate.
    let mut padded = der.clone();
    padded.extend([0xFF; 40]);
    assert_eq!(CvCertificate::parse(&padded), Ok(certificate));
}

#[test]
fn data_objects_come_without_template_and_with_a_header_list() {
    let contents = contents(&body("5000020", "5100020", &HOLDER), &ROOT_1);
    let with_list = [
        tlv(
            0x4D,
            &[0x42, 0x10, 0x5F, 0x20, 0x10, 0x5F, 0x49, 0x82, 0x01, 0x09],
        ),
        contents.clone(),
    ]
    .concat();
    let certificate = CvCertificate::parse_data_object(&with_list).unwrap();
    assert_eq!(certificate.subject().label(), "5100020");
    assert_eq!(CvCertificate::parse_data_object(&contents), Ok(certificate));
}

#[test]
fn a_chain_is_walked_from_the_authority_down() {
    let first = CvCertificate::parse(&file(&body("5000023", "5100023", &ROOT_2), &ROOT_1)).unwrap();
    let second =
        CvCertificate::parse(&file(&body("5100023", "1322121", &HOLDER), &ROOT_2)).unwrap();
    let verify = |chain: &[CvCertificate]| anchors().verify(chain, Accept::ProductionOnly);
    let chain = verify(&[first.clone(), second.clone()]).unwrap();
    assert_eq!(chain.key, key(&HOLDER));
    assert_eq!(chain.subject.label(), "1322121");
    assert_eq!(chain.authority.label(), "5000023");
    assert_eq!(chain.hierarchy, Hierarchy::Production);
    assert_eq!(
        verify(std::slice::from_ref(&first)).unwrap().key,
        key(&ROOT_2)
    );

    assert_eq!(verify(&[]), Err(CvError::EmptyChain));
    assert_eq!(
        verify(&[first.clone(), first.clone()]),
        Err(CvError::BrokenChain { number: 2 })
    );
    let issuer = key_id("5100023");
    assert_eq!(
        verify(&[second, first.clone()]),
        Err(CvError::UnknownIssuer { issuer })
    );
    let forged = CvCertificate::parse(&file(&body("5100023", "1322121", &HOLDER), &OTHER)).unwrap();
    assert_eq!(
        verify(&[first, forged]),
        Err(CvError::Signature {
            number: 2,
            reason: SignatureError::Mismatch
        })
    );
}

#[test]
fn test_authorities_are_refused_unless_asked_for() {
    let certificate =
        CvCertificate::parse(&file(&body("6000023", "1322121", &HOLDER), &ROOT_1)).unwrap();
    let mut anchors = CvAnchors::new();
    // Its label says test, whatever the caller calls it.
    anchors.add(key_id("6000023"), key(&ROOT_1), Hierarchy::Production);
    let chain = [certificate];
    let issuer = key_id("6000023");
    assert_eq!(
        anchors.verify(&chain, Accept::ProductionOnly),
        Err(CvError::TestHierarchy { issuer })
    );
    let chain = anchors.verify(&chain, Accept::ProductionAndTest).unwrap();
    assert_eq!(chain.hierarchy, Hierarchy::Test);
}

#[test]
fn the_whole_identifier_counts_and_the_signature_decides() {
    let certificate = CvCertificate::parse(&surface()).unwrap();
    let chain = [certificate];
    // The same label with another tail is another key.
    let mut other = id("5000023");
    other[15] = 0xA8;
    let mut anchors = CvAnchors::new();
    anchors.add(
        KeyId::new(other).unwrap(),
        key(&ROOT_1),
        Hierarchy::Production,
    );
    let issuer = key_id("5000023");
    assert_eq!(
        anchors.verify(&chain, Accept::ProductionOnly),
        Err(CvError::UnknownIssuer { issuer })
    );
    // Two keys of one identifier, the wrong one first.
    anchors.add(issuer, key(&OTHER), Hierarchy::Production);
    assert_eq!(
        anchors.verify(&chain, Accept::ProductionOnly),
        Err(CvError::Signature {
            number: 1,
            reason: SignatureError::Mismatch
        })
    );
    anchors.add(issuer, key(&ROOT_1), Hierarchy::Production);
    assert!(anchors.verify(&chain, Accept::ProductionOnly).is_ok());
    assert_eq!(anchors.len(), 3);
}

#[test]
fn every_changed_byte_is_noticed() {
    let good = surface();
    let anchors = anchors();
    let mut parsed = 0;
    for at in 0..good.len() {
        let mut changed = good.clone();
        changed[at] ^= 0x01;
        if let Ok(certificate) = CvCertificate::parse(&changed) {
            parsed += 1;
            assert!(
                anchors
                    .verify(&[certificate], Accept::ProductionOnly)
                    .is_err(),
                "byte {at}"
            );
        }
    }
    assert!(parsed > 400, "{parsed}");
}

#[test]
fn malformed_certificates_say_where() {
    let kind_of = |error: CvError| match error {
        CvError::Record(TlvError { kind, offset, .. }) => (kind, offset),
        other => panic!("{other}"),
    };
    let good = body("5000023", "1322121", &HOLDER);
    let trailing = [good.clone(), vec![0xFF]].concat();
    let (kind, offset) = kind_of(CvCertificate::parse(&file(&trailing, &ROOT_1)).unwrap_err());
    assert_eq!(kind, TlvErrorKind::TrailingBytes);
    assert_eq!(offset, 5 + 5 + 297);
    let (kind, _) = kind_of(CvCertificate::parse(&file(&good[..31], &ROOT_1)).unwrap_err());
    assert!(matches!(kind, TlvErrorKind::BadLength { found: 31, .. }));
    let (kind, _) = kind_of(CvCertificate::parse(&[]).unwrap_err());
    assert!(matches!(kind, TlvErrorKind::Missing(_)));
    let only_body = object(0x7F21, &object(0x5F4E, &good));
    let (kind, _) = kind_of(CvCertificate::parse(&only_body).unwrap_err());
    assert!(matches!(kind, TlvErrorKind::Missing(_)));

    let mut unreadable = good.clone();
    unreadable[16] = 0x00;
    assert_eq!(
        CvCertificate::parse(&file(&unreadable, &ROOT_1)),
        Err(CvError::KeyIdentifier { at: 5 + 5 + 16 })
    );
    assert_eq!(
        CvCertificate::parse(&file(&body("5000023", "1322121", &SMALL), &ROOT_1)),
        Err(CvError::Key(KeyError::ModulusTooSmall { bits: 1024 }))
    );
}

#[test]
fn an_untraced_issuer_is_a_policy_and_a_failed_check_is_not() {
    let certificate = CvCertificate::parse(&surface()).unwrap();
    let untraced = CvAnchors::new()
        .verify(std::slice::from_ref(&certificate), Accept::ProductionOnly)
        .unwrap_err();
    assert!(!UntracedIssuer::default().allows(&untraced));
    assert!(UntracedIssuer::Report.allows(&untraced));
    let mut wrong = CvAnchors::new();
    wrong.add(key_id("5000023"), key(&OTHER), Hierarchy::Production);
    let failed = wrong
        .verify(&[certificate], Accept::ProductionOnly)
        .unwrap_err();
    assert!(!UntracedIssuer::Report.allows(&failed));
}
