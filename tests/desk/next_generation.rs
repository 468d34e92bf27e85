//! A check-in with a card that is laid out differently: the same reception and the same desk, and
//! only the profile is another one.
//!
//! **The layout here is invented.** The next generation of the card is planned with regrouped
//! applications and two PINs instead of four (public plan); its layout is not public. Nothing here
//! says anything of the real card; it shows that the layout is data. The keys stay RSA.

use mynareader_rehearsal::stage;

use std::cell::RefCell;
use std::time::Duration;

use mynareader::calendar::Date;
use mynareader::card::Profile;
use mynareader::card::profile::{Aid, Application, File, SigningKey};
use mynareader::desk::{Options, Unshared};
use mynareader::facts::{Key, Method};
use mynareader::fault::FaultCode;
use mynareader::guidance::Language;
use mynareader::reception::Config;
use mynareader::transport::callback::{Callback, Driver};
use mynareader::transport::{LinkCapabilities, LinkError, ResponseBuffer, Transport as _};
use mynareader_emulator::{Personas, VirtualCard};
use stage::{Habit, Play, Played, play, trusting_the_test_authority};

const DAY: &str = "2026-11-24";

/// One application for what the counter needs, in place of JPKI and 券面事項確認. `F…`: for
/// proprietary use without registration (ISO 7816-5).
const COUNTER: [u8; 8] = [0xF0, b'I', b'N', b'V', b'E', b'N', b'T', 1];
/// One for everything else.
const REST: [u8; 8] = [0xF0, b'I', b'N', b'V', b'E', b'N', b'T', 2];

/// The invented layout: file and key numbers moved, roles grouped in two applications, no PIN for
/// the text and none but the two of the certificates.
fn invented() -> Profile {
    let mut profile = Profile::my_number_card();
    profile.name = "invented-next-generation".to_owned();
    for (application, aid) in [
        (Application::Jpki, COUNTER),
        (Application::Surface, COUNTER),
        (Application::Text, REST),
        (Application::Juki, REST),
        (Application::Common, REST),
    ] {
        profile
            .applications
            .insert(application, Aid::new(&aid).unwrap());
    }
    // One application holds both: their numbers must not meet.
    for (file, id) in [
        (File::TokenInformation, 0x10),
        (File::CertificateAvailability, 0x11),
        (File::AuthenticationCertificate, 0x12),
        (File::FaceRecord, 0x13),
        (File::SurfaceCertificate, 0x14),
    ] {
        profile.files.get_mut(&file).unwrap().id = id;
    }
    for (key, id) in [(Key::AuthenticationPin, 0x01), (Key::CodeB, 0x02)] {
        profile.keys.get_mut(&key).unwrap().id = id;
    }
    for key in [Key::TextPin, Key::TextCodeB, Key::BirthDate, Key::CodeA] {
        profile.keys.remove(&key);
    }
    for (key, reference) in [
        (SigningKey::Authentication, 0x81),
        (SigningKey::Surface, 0x82),
    ] {
        profile.signing_keys.get_mut(&key).unwrap().reference = reference;
    }
    profile.check().unwrap();
    profile
}

/// The virtual card behind the invented layout: numbers are put back, and the card's own
/// application is selected where one of its two is meant.
struct Regrouped {
    card: RefCell<VirtualCard>,
    selected: Selected,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Selected {
    Nothing,
    /// The invented one, and which of the card's own is selected for it.
    Counter(Option<Application>),
    Other,
}

impl Regrouped {
    fn send(&self, command: &[u8], limit: Duration) -> Result<ResponseBuffer, LinkError> {
        let mut answer = ResponseBuffer::new();
        let mut card = self.card.borrow_mut();
        card.transmit(command, &mut answer, limit)?;
        Ok(answer)
    }

    /// Selects one of the card's own applications behind the counter's.
    fn own(&mut self, application: Application, limit: Duration) -> Result<(), LinkError> {
        if self.selected == Selected::Counter(Some(application)) {
            return Ok(());
        }
        let real = Profile::my_number_card();
        let aid = real.aid(application).unwrap();
        let length = u8::try_from(aid.len()).unwrap();
        self.send(&[&[0x00, 0xA4, 0x04, 0x0C, length], aid].concat(), limit)?;
        self.selected = Selected::Counter(Some(application));
        Ok(())
    }

    /// The command as the card knows it; nothing where the invented card answers by itself.
    fn translate(
        &mut self,
        command: &[u8],
        limit: Duration,
    ) -> Result<Result<Vec<u8>, u16>, LinkError> {
        let mut own = command.to_vec();
        let number = match command {
            [0x00, 0xA4, 0x04, ..] => {
                let aid = command.get(5..).unwrap_or_default();
                if aid.starts_with(&COUNTER) {
                    self.selected = Selected::Counter(None);
                    return Ok(Err(0x9000));
                }
                self.selected = Selected::Other;
                // The issuer security domain is that of every card; the applications of today's
                // are not on this one.
                let domain = aid.starts_with(&[0xA0, 0x00, 0x00, 0x01, 0x51]);
                return Ok(if domain { Ok(own) } else { Err(0x6A82) });
            }
            [_, 0xB0, sfi @ (0x80..), ..] => sfi & 0x1F,
            [_, 0x20, _, key, ..] => key & 0x1F,
            [_, 0x2A, _, reference, ..] => *reference,
            _ => return Ok(Ok(own)),
        };
        let Selected::Counter(_) = self.selected else {
            return Ok(Ok(own));
        };
        use Application::{Jpki, Surface};
        let (application, place, value) = match (command[1], number) {
            (0xB0, 0x10) => (Jpki, 2, 0x86),
            (0xB0, 0x11) => (Jpki, 2, 0x88),
            (0xB0, 0x12) => (Jpki, 2, 0x8A),
            (0xB0, 0x13) => (Surface, 2, 0x82),
            (0xB0, 0x14) => (Surface, 2, 0x84),
            (0x20, 0x01) => (Jpki, 3, 0x98),
            (0x20, 0x02) => (Surface, 3, 0x92),
            (0x2A, 0x81) => (Jpki, 3, 0x97),
            (0x2A, 0x82) => (Surface, 3, 0x00),
            // No file, no key.
            _ => return Ok(Err(0x6A82)),
        };
        self.own(application, limit)?;
        own[place] = value;
        Ok(Ok(own))
    }
}

impl Driver for Regrouped {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut [u8],
        limit: Duration,
    ) -> Result<usize, LinkError> {
        let answer = match self.translate(command, limit)? {
            Ok(own) => self.send(&own, limit)?.as_bytes().to_vec(),
            Err(status) => status.to_be_bytes().to_vec(),
        };
        response[..answer.len()].copy_from_slice(&answer);
        Ok(answer.len())
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.selected = Selected::Nothing;
        self.card.borrow_mut().reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.selected = Selected::Nothing;
        self.card.borrow_mut().power_down()
    }
}

fn check_in(card: VirtualCard, options: Options, method: Method, entered: &str) -> Played {
    let personas = Personas::at(DAY.parse().unwrap()).unwrap();
    let adult = personas.get("adult").unwrap();
    let driver = Regrouped {
        card: RefCell::new(card),
        selected: Selected::Nothing,
    };
    let mut link = Unshared(Callback::new(driver, LinkCapabilities::EXTENDED));
    play(
        Play::new(
            Config::default(),
            DAY.parse::<Date>().unwrap(),
            Language::JA,
            Habit::new(method),
            options,
        )
        .about(adult, entered)
        .unwrap(),
        &mut link,
        &mut |_| {},
    )
    .unwrap()
}

fn adult() -> VirtualCard {
    let personas = Personas::at(DAY.parse().unwrap()).unwrap();
    personas.get("adult").unwrap().card().unwrap()
}

fn with(profile: Profile) -> Options {
    Options {
        profile,
        ..trusting_the_test_authority().unwrap()
    }
}

#[test]
fn a_card_of_another_layout_is_checked_in_by_its_profile_alone() {
    for method in [Method::Face, Method::Pin] {
        let card = adult();
        let handle = card.handle();
        let played = check_in(card, with(invented()), method, "1234");
        assert_eq!(played.outcome.name(), "admitted", "{method:?}");
        assert!(!handle.is_powered());
    }
    // Without it the card is none that is known.
    let played = check_in(
        adult(),
        with(Profile::my_number_card()),
        Method::Face,
        "1234",
    );
    let fault = played.outcome.fault();
    assert_eq!(fault, Some(FaultCode::NOT_A_MY_NUMBER_CARD));
}

/// Tries are counted and guarded by the same rules.
#[test]
fn a_wrong_pin_costs_one_try_of_the_other_layout_too() {
    let card = adult();
    let handle = card.handle();
    let played = check_in(card, with(invented()), Method::Pin, "9999");
    assert_ne!(played.outcome.name(), "admitted");
    let spent = handle.presentations();
    let left = handle.tries_left(mynareader_emulator::KeyRef::AUTHENTICATION_PIN);
    assert_eq!(left.map(u32::from), Some(3 - spent), "one VERIFY, one try");
    assert!(left > Some(0), "the last try stays");
}
