//! A list of checks for a maker's desk devices: check-ins on the virtual card, whole and broken off at every
//! place.
//!
//! A maker gives the devices under test, with people who are simulated, and is told before each check-in what
//! patient and staff will do ([`Patient`]). The kit is the card, the clock and the reader's own events. For
//! each case it plays a whole check-in; then, for each state in which the devices were asked something, it
//! plays the case again and cancels, takes the card away, switches the mode, or loses the request, and after
//! each of these another whole check-in with the same devices.
//!
//! ```no_run
//! use mynareader_desk::{Devices, Handle};
//! use mynareader_kit::devices::{self, Case, Maker, Options, Patient};
//! # struct MyDevices;
//! # impl MyDevices { fn new() -> Self { Self } fn simulate(&self, _: &Patient, _: Handle) {} }
//! # impl Devices for MyDevices {
//! #     fn order(&mut self, _: mynareader_reception::reception::Number, _: &mynareader_reception::reception::Order, _: mynareader_desk::View) {}
//! #     fn request(&mut self, _: mynareader_reception::reception::Number, _: &mynareader_reception::reception::Request, _: mynareader_desk::Material<'_>, _: mynareader_desk::View) -> mynareader_desk::Served<mynareader_desk::Given> { mynareader_desk::Served::Later }
//! # }
//!
//! struct Mine;
//!
//! impl Maker for Mine {
//!     fn devices(&mut self, _: &Case) -> Box<dyn Devices> {
//!         Box::new(MyDevices::new())
//!     }
//!
//!     fn patient(&mut self, patient: &Patient, handle: &Handle) {
//!         // Tell the simulated people what they will do.
//!     }
//! }
//!
//! let report = devices::check(&mut Mine, &Options::default())?;
//! println!("{report}");
//! assert!(report.is_sound());
//! # Ok::<(), devices::KitError>(())
//! ```

mod cases;
mod play;
mod watched;

use core::fmt;
use core::time::Duration;
use std::collections::BTreeMap;

use mynareader_desk::{Devices, Handle};
use mynareader_emulator::{Day, EmulatorError, Personas};
use mynareader_facts::Method;
use mynareader_facts::calendar::Date;
use mynareader_reception::reception::{Config, Phone, State};

use crate::{Report, Verdict};
pub use cases::Case;
use play::{Play, Played};

/// The devices under test, and the people who are simulated with them.
pub trait Maker {
    /// The devices for a case, made once for all of its check-ins.
    fn devices(&mut self, case: &Case) -> Box<dyn Devices>;

    /// A patient comes, with what they and the staff will do; called before each check-in. The handle is
    /// the desk's, for devices that answer later.
    fn patient(&mut self, patient: &Patient, handle: &Handle);
}

/// What the patient and the staff will do in a check-in, where they are asked.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Patient {
    /// Which method the patient takes; where it is [`Method::Staff`], the staff find that it is the person
    /// on the card, and on the reader they enter a passcode that the terminal accepts.
    pub method: Method,
    /// The PIN, where the patient enters one.
    pub pin: Option<String>,
    /// Code B as the scanner reads it off the card's face, in every look.
    pub code_b: Option<String>,
    /// Which phone is chosen, where one is.
    pub phone: Option<Phone>,
    /// What the centre says once the card is authenticated: whether it is registered for insurance use.
    pub registered: bool,
    /// What the centre says with the eligibility: whether a certificate of 医療費助成 is registered.
    pub subsidy: bool,
}

/// Shows the method, and nothing of PIN and code B, made up as they are.
impl fmt::Debug for Patient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Patient")
            .field("method", &self.method)
            .field("phone", &self.phone)
            .finish_non_exhaustive()
    }
}

/// How the list is gone through.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How long a device may take for an answer, in the clock's own time. A device that is silent for
    /// longer did not answer.
    pub patience: Duration,
    /// The day in Japan that it is.
    pub day: Date,
    /// The maker's set-up, from which each case starts: station, passcodes, face policy.
    pub config: Config,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(5),
            day: Date::fixed(2026, 10, 1),
            config: Config::default(),
        }
    }
}

/// The kit could not do its own part.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KitError {
    /// The virtual card could not be made: a day before its authorities, say.
    #[error(transparent)]
    Emulator(#[from] EmulatorError),
    /// The day is none of the calendar's.
    #[error("the day is none of the calendar's")]
    Day,
}

/// By what a check-in is broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BreakOff {
    Cancelled,
    CardRemoved,
    ModeChanged,
    /// The request, or its answer, does not get through.
    Lost,
}

impl BreakOff {
    const ALL: [Self; 4] = [
        Self::Cancelled,
        Self::CardRemoved,
        Self::ModeChanged,
        Self::Lost,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::CardRemoved => "card-removed",
            Self::ModeChanged => "mode-changed",
            Self::Lost => "answer-lost",
        }
    }
}

/// Takes a maker's devices through the list.
///
/// A whole check-in must end with the patient admitted; each request must be answered, by somebody who may
/// ([`Actor`](mynareader_reception::reception::Actor)) and with what belongs to it. One that is broken off
/// must be over at once, and the next patient must be admitted by the same devices. After each the desk
/// holds no secret and the card has no power.
pub fn check(maker: &mut dyn Maker, options: &Options) -> Result<Report, KitError> {
    let day = options.day;
    let day = Day::new(day.year().into(), day.month(), day.day()).ok_or(KitError::Day)?;
    let personas = Personas::at(day)?;
    let mut report = Report::default();
    let mut asked: BTreeMap<&'static str, Option<String>> = BTreeMap::new();
    for case in cases::all(&options.config) {
        let persona = personas.get(case.persona())?;
        let play = |maker: &mut dyn Maker, broken_off| {
            Ok::<_, KitError>(Play::new(&case, persona, options, broken_off)?.run(maker))
        };
        let whole = play(maker, None)?;
        for (state, trouble) in whole.asked() {
            let known = asked.entry(state.name()).or_default();
            if known.is_none() {
                *known = trouble.map(|trouble| format!("{trouble} (in the case {})", case.name()));
            }
        }
        report.judge(format!("check-in/{}", case.name()), whole.first_trouble());
        report.judge(
            format!("end-of-patient/{}", case.name()),
            whole.left_behind(),
        );
        if whole.first_trouble().is_some() {
            // What never gets there cannot be broken off there.
            continue;
        }
        for (state, _) in whole.asked() {
            for how in BreakOff::ALL {
                if how == BreakOff::CardRemoved && !cases::has_a_card(state) {
                    continue;
                }
                let played: Played = play(maker, Some((state, how)))?;
                report.judge(
                    format!("{}/{}/{state}", how.name(), case.name()),
                    played.trouble(),
                );
            }
        }
    }
    for state in State::ALL
        .iter()
        .filter(|state| cases::asks_devices(**state))
    {
        let name = format!("served/{state}");
        match asked.remove(state.name()) {
            Some(trouble) => report.judge(name, trouble),
            None => report.add(name, Verdict::NotSeen, "no check-in got there"),
        }
    }
    Ok(report)
}

#[cfg(test)]
mod tests;
