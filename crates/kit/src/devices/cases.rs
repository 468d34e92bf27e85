//! The check-ins that are played, so that every request comes up.

use mynareader_facts::{Method, Mode};
use mynareader_reception::reception::{
    Config, Fitted, Phone, PhoneReader, PinVerifier, PrescriptionChoice, StaffCheck, State, Waits,
};

/// A check-in that is played, whole and broken off.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Case {
    name: &'static str,
    persona: &'static str,
    method: Method,
    phone: Option<Phone>,
    config: Config,
}

impl Case {
    /// Its name in the report.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How the reception is set up for it.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// Whose card it is.
    pub(super) const fn persona(&self) -> &'static str {
        self.persona
    }

    pub(super) const fn method(&self) -> Method {
        self.method
    }

    pub(super) const fn phone(&self) -> Option<Phone> {
        self.phone
    }
}

/// All of them, from a maker's set-up.
pub(super) fn all(config: &Config) -> Vec<Case> {
    let case = |name, persona, method, set: &dyn Fn(&mut Config)| {
        let mut config = config.clone();
        config.mode = Mode::Unattended;
        config.fitted = Fitted::all();
        config.rehearsal = false;
        set(&mut config);
        Case {
            name,
            persona,
            method,
            phone: None,
            config,
        }
    };
    let by_phone = |name, persona, phone| Case {
        phone: Some(phone),
        ..case(name, persona, Method::Pin, &|config| {
            config.phone_reader = PhoneReader::Same;
        })
    };
    vec![
        case("face", "adult", Method::Face, &|_| {}),
        case("pin", "adult", Method::Pin, &|config| {
            config.pin_verifier = PinVerifier::Library;
        }),
        case("pin-judged-by-terminal", "adult", Method::Pin, &|config| {
            config.pin_verifier = PinVerifier::NationalSoftware;
        }),
        case("last-try", "pin-last-try", Method::Pin, &|config| {
            config.pin_verifier = PinVerifier::Library;
        }),
        case("staff-on-reader", "adult", Method::Staff, &|config| {
            config.staff_check = StaffCheck::FromMethodScreen;
        }),
        case("visual-mode", "adult", Method::Staff, &|config| {
            config.mode = Mode::Visual;
        }),
        case("registration", "unregistered", Method::Face, &|_| {}),
        case("certificate-ends-soon", "expiring", Method::Face, &|_| {}),
        case(
            "prescription-and-subsidy",
            "adult",
            Method::Face,
            &|config| {
                config.prescription = PrescriptionChoice::BeforeConsent;
                config.subsidy = true;
            },
        ),
        by_phone("android", "android", Phone::Android),
        by_phone("iphone", "iphone", Phone::Iphone),
    ]
}

/// Whether a maker's devices are asked something in this state. The others wait for a card, for the chip or
/// for nobody.
pub(super) const fn asks_devices(state: State) -> bool {
    matches!(
        state.waits_for(),
        Waits::Patient | Waits::Phone | Waits::Staff | Waits::Device | Waits::National
    )
}

/// Whether a card or a phone lies there in this state, so that it can be taken away.
pub(super) const fn has_a_card(state: State) -> bool {
    !matches!(
        state,
        State::ChoosingPhone | State::EnteringPinAhead | State::AwaitingPhone
    )
}
