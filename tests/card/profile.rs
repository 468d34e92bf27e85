//! The card profile is data: it can be written out, changed and read back, and what no card can
//! have is refused on reading.

use mynareader::card::profile::{Aid, Shape};
use mynareader::card::{Application, File, Profile, SigningKey};
use mynareader::facts::Key;

#[test]
fn a_profile_is_read_as_it_is_written() {
    let profile = Profile::my_number_card();
    let json = serde_json::to_string(&profile).unwrap();
    assert_eq!(serde_json::from_str::<Profile>(&json).unwrap(), profile);
    assert!(json.contains("D392F000260100000001"));
    assert!(json.contains("\"authentication-pin\""));
    let toml = toml::to_string(&profile).unwrap();
    assert_eq!(toml::from_str::<Profile>(&toml).unwrap(), profile);
}

#[test]
fn what_no_card_can_have_is_refused() {
    for bad in [
        "D392F0",
        "",
        "D392F00026010000000",
        "XX92F000260100000001",
        &"00".repeat(17),
    ] {
        assert!(Aid::try_from(bad.to_owned()).is_err(), "{bad}");
    }
    let spaced = Aid::try_from("D3 92 F0 00 26 01 00 00 00 01".to_owned()).unwrap();
    let known = Profile::my_number_card();
    assert_eq!(Some(spaced.as_bytes()), known.aid(Application::Jpki));

    // Identifiers without a short form are as good as absent.
    let mut profile = Profile::my_number_card();
    profile.files.get_mut(&File::FaceRecord).unwrap().id = 31;
    profile.keys.get_mut(&Key::CodeB).unwrap().id = 0;
    assert!(profile.file(File::FaceRecord).is_none());
    assert!(profile.key(Key::CodeB).is_none());
}

/// The values, against the table of docs/facts/card.md §2, §6 and §8 to §12, written out here a
/// second time.
#[test]
fn the_profile_of_the_my_number_card_is_that_of_the_fact_sheet() {
    use Application::{Common, IssuerSecurityDomain, Jpki, Juki, Surface, Text};
    let profile = Profile::my_number_card();
    let aids = [
        (Jpki, "D392F000260100000001"),
        (Surface, "D3921000310001010402"),
        (Text, "D3921000310001010408"),
        (Juki, "D3921000310001010401"),
        (Common, "D3921000310001010100"),
        (IssuerSecurityDomain, "A0000001510000"),
    ];
    for (application, aid) in aids {
        assert_eq!(profile.applications[&application].to_string(), aid);
    }
    let keys = [
        (Key::AuthenticationPin, Jpki, 0x18, 3),
        (Key::SignaturePassword, Jpki, 0x1B, 5),
        (Key::TextPin, Text, 0x11, 3),
        (Key::TextCodeB, Text, 0x15, 10),
        (Key::CodeB, Surface, 0x12, 10),
        (Key::BirthDate, Surface, 0x11, 10),
        (Key::CodeA, Surface, 0x13, 10),
    ];
    for (key, application, id, tries) in keys {
        let entry = profile.key(key).unwrap();
        assert_eq!(
            (entry.application, entry.id, entry.tries),
            (application, id, tries)
        );
    }
    let files = [
        (File::SignatureCertificate, Jpki, 0x01),
        (File::SignatureCaCertificate, Jpki, 0x02),
        (File::TokenInformation, Jpki, 0x06),
        (File::CertificateAvailability, Jpki, 0x08),
        (File::AuthenticationCertificate, Jpki, 0x0A),
        (File::AuthenticationCaCertificate, Jpki, 0x0B),
        (File::AgeRecord, Surface, 0x01),
        (File::FaceRecord, Surface, 0x02),
        (File::SurfaceBasicData, Surface, 0x03),
        (File::SurfaceCertificate, Surface, 0x04),
        (File::NumberRecord, Surface, 0x05),
        (File::IndividualNumber, Text, 0x01),
        (File::BasicAttributes, Text, 0x02),
        (File::IntegrityRecord, Text, 0x03),
        (File::TextCertificate, Text, 0x04),
        (File::TextBasicData, Text, 0x05),
        (File::TextKeyRecord, Text, 0x07),
        (File::CardInformation, Common, 0x01),
    ];
    for (file, application, id) in files {
        let entry = profile.file(file).unwrap();
        assert_eq!((entry.application, entry.id), (application, id), "{file}");
    }
    assert_eq!(
        profile.file(File::TokenInformation).unwrap().shape,
        Shape::Bytes(160)
    );
    let references = [
        (SigningKey::Authentication, 0x97),
        (SigningKey::Signature, 0x9A),
        (SigningKey::Surface, 0x00),
        (SigningKey::Text, 0x00),
    ];
    for (key, reference) in references {
        assert_eq!(profile.signing_key(key).unwrap().reference, reference);
    }
}

/// A profile that is loaded is checked whole: a bad one is refused with the place and the reason.
#[test]
fn a_loaded_profile_is_checked_whole() {
    use mynareader::card::profile::ProfileFault;
    let known = Profile::my_number_card();
    known.check().unwrap();
    let text = known.to_toml();
    assert_eq!(Profile::from_toml(&text).unwrap(), known);

    // A mistyped key, and text that is none.
    let mistyped = text.replacen("exchange_ms", "exchange_s", 1);
    let error = Profile::from_toml(&mistyped).unwrap_err();
    assert_eq!(error.fault(), ProfileFault::Format);
    assert!(error.to_string().contains("at line "), "{error}");
    assert_eq!(
        Profile::from_toml("name = ").unwrap_err().fault(),
        ProfileFault::Format
    );
    let long = "#".repeat(70_000);
    assert_eq!(
        Profile::from_toml(&long).unwrap_err().fault(),
        ProfileFault::TooLong
    );

    type Change = fn(&mut Profile);
    let changes: [(Change, ProfileFault); 10] = [
        (|p| p.name.clear(), ProfileFault::Name),
        (
            |p| drop(p.applications.remove(&Application::Surface)),
            ProfileFault::NoApplication,
        ),
        (
            |p| drop(p.applications.remove(&Application::IssuerSecurityDomain)),
            ProfileFault::NoApplication,
        ),
        (
            |p| p.files.get_mut(&File::FaceRecord).unwrap().id = 31,
            ProfileFault::Identifier,
        ),
        (
            |p| p.keys.get_mut(&Key::CodeB).unwrap().id = 0,
            ProfileFault::Identifier,
        ),
        (
            |p| p.files.get_mut(&File::FaceRecord).unwrap().most = 0x1_0001,
            ProfileFault::Length,
        ),
        (
            |p| p.files.get_mut(&File::TokenInformation).unwrap().shape = Shape::Bytes(0),
            ProfileFault::Length,
        ),
        (
            |p| p.keys.get_mut(&Key::CodeB).unwrap().tries = 0,
            ProfileFault::Tries,
        ),
        (
            |p| p.keys.get_mut(&Key::AuthenticationPin).unwrap().tries = 16,
            ProfileFault::Tries,
        ),
        (|p| p.limits.signature_ms = 5, ProfileFault::Limit),
    ];
    for (number, (change, fault)) in changes.into_iter().enumerate() {
        let mut bad = known.clone();
        change(&mut bad);
        let text = toml::to_string(&bad).unwrap();
        let error = Profile::from_toml(&text).unwrap_err();
        assert_eq!(error.fault(), fault, "{number}: {error}");
        assert!(!error.place().is_empty());
    }
}
