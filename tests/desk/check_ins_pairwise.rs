//! Check-ins of every persona in every mode by every method, with whatever may go wrong: every pair
//! of values of any two of the factors below occurs in some case, on the real desk with the real
//! card side and the virtual card. What must hold is looked at from outside (`counter/watch.rs`).

use super::counter;
use mynareader_rehearsal::authority;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use counter::pairs::{Case, cases, pairs};
use counter::parts::{AllParts, Counter, Lent};
use counter::person::{Person, Plan, Trouble};
use counter::watch::Watch;
use mynareader::certificate::Accept;
use mynareader::desk::{Desk, Options, Posted, Progress, Unshared};
use mynareader::facts::{Method, Mode};
use mynareader::reception::{
    Actor, Config, Confirmed, Fitted, Input, Outcome, PinVerifier, PrescriptionChoice, Reception,
    StaffCheck, State, Tick,
};
use mynareader::transport::{LinkErrorKind, Sent};
use mynareader_emulator::{Fault, Link, Misbehaviour, Persona, Personas};

const DAY: &str = "2026-11-24";

/// How it is proved who the patient is: in which mode, by what the patient takes first, whether
/// the staff looked before the card came, and where they may look.
type Way = (Mode, Method, bool, StaffCheck);

/// A thing that goes wrong, and when if that does not vary by itself.
type Wrong = (Trouble, Option<usize>);

/// What a case is made of: the values of each factor.
struct Table<'p> {
    name: &'static str,
    personas: Vec<&'p Persona>,
    wrong: Vec<Wrong>,
    when: Vec<usize>,
    ways: Vec<Way>,
    fitted: Vec<Fitted>,
    rehearsal: Vec<bool>,
}

const ACTORS: [Actor; 4] = [
    Actor::Patient,
    Actor::LegalRepresentative,
    Actor::Proxy,
    Actor::Carer,
];
const VERIFIERS: [PinVerifier; 2] = [PinVerifier::Library, PinVerifier::NationalSoftware];
const PRESCRIPTIONS: [PrescriptionChoice; 3] = [
    PrescriptionChoice::NotAsked,
    PrescriptionChoice::BeforeConsent,
    PrescriptionChoice::AfterConsent,
];
const LINKS: [Link; 3] = [Link::EXTENDED, Link::SHORT, Link::SHORT_FRAMED];
/// At which question, exchange and presentation it goes wrong.
const WHEN: [(u32, u32, u32); 7] = [
    (1, 1, 1),
    (2, 4, 1),
    (3, 9, 1),
    (4, 14, 1),
    (5, 20, 1),
    (6, 30, 2),
    (7, 45, 2),
];

/// Every way: each mode, by each method first, with each place for the staff check.
fn all_ways() -> Vec<Way> {
    let mut ways = Vec::new();
    for mode in [Mode::Unattended, Mode::Visual, Mode::PinOnly] {
        for (wish, ahead) in [
            (Method::Face, false),
            (Method::Pin, false),
            (Method::Staff, false),
            (Method::Staff, true),
        ] {
            for staff_check in [
                StaffCheck::InVisualModeOnly,
                StaffCheck::AfterFailure,
                StaffCheck::FromMethodScreen,
            ] {
                ways.push((mode, wish, ahead, staff_check));
            }
        }
    }
    ways
}

/// The ways that lead on where nothing else is in the way.
fn open_ways() -> Vec<Way> {
    let unattended = |wish, ahead, staff_check| (Mode::Unattended, wish, ahead, staff_check);
    vec![
        unattended(Method::Face, false, StaffCheck::AfterFailure),
        unattended(Method::Pin, false, StaffCheck::AfterFailure),
        unattended(Method::Staff, false, StaffCheck::FromMethodScreen),
        unattended(Method::Staff, true, StaffCheck::AfterFailure),
        (Mode::PinOnly, Method::Pin, false, StaffCheck::AfterFailure),
        (Mode::Visual, Method::Staff, false, StaffCheck::AfterFailure),
        (Mode::Visual, Method::Staff, true, StaffCheck::AfterFailure),
    ]
}

impl<'p> Table<'p> {
    /// Everything with everything.
    fn of_all(personas: &[&'p Persona]) -> Self {
        let bits = 0..=Fitted::all().bits();
        Self {
            name: "everything with everything",
            personas: personas.to_vec(),
            wrong: Trouble::ALL.map(|trouble| (trouble, None)).to_vec(),
            when: (0..WHEN.len()).collect(),
            ways: all_ways(),
            fitted: bits.map(Fitted::from_bits_truncate).collect(),
            rehearsal: vec![false, true],
        }
    }

    /// Cards that get far, a reader with everything, ways that are open: what goes wrong is not
    /// hidden by what went wrong before. What may happen at any time happens at every time.
    fn of_the_open(personas: &[&'p Persona]) -> Self {
        let names = ["adult", "pin-last-try", "unregistered", "in-grace"];
        let mut wrong = Vec::new();
        for trouble in Trouble::ALL {
            if trouble.at_a_time() {
                wrong.extend((0..WHEN.len()).map(|when| (trouble, Some(when))));
            } else {
                wrong.push((trouble, Some(0)));
            }
        }
        Self {
            name: "where nothing else is in the way",
            personas: personas
                .iter()
                .copied()
                .filter(|persona| names.contains(&persona.name()))
                .collect(),
            wrong,
            when: vec![0],
            ways: open_ways(),
            fitted: vec![Fitted::all()],
            rehearsal: vec![false],
        }
    }

    /// How many values each factor has.
    fn sizes(&self) -> [usize; 15] {
        [
            self.personas.len(),
            self.wrong.len(),
            self.when.len(),
            self.ways.len(),
            self.fitted.len(),
            self.rehearsal.len(),
            ACTORS.len(),
            VERIFIERS.len(),
            PRESCRIPTIONS.len(),
            LINKS.len(),
            // Answers at once; the last try is spent; other methods after 001; registration after
            // a staff check; liveness required.
            2,
            2,
            2,
            2,
            2,
        ]
    }
}

/// A case in words.
struct Play<'p> {
    persona: &'p Persona,
    config: Config,
    plan: Plan,
    ahead: bool,
    at: (u32, u32),
    link: Link,
    at_once: bool,
}

impl<'p> Play<'p> {
    fn of(case: &Case, table: &Table<'p>) -> Self {
        let on = |factor: usize| case[factor] == 1;
        let (trouble, at) = table.wrong[case[1]];
        let (mode, wish, ahead, staff_check) = table.ways[case[3]];
        let mut config = Config::default();
        config.mode = mode;
        config.staff_check = staff_check;
        config.fitted = table.fitted[case[4]];
        config.rehearsal = table.rehearsal[case[5]];
        config.pin_verifier = VERIFIERS[case[7]];
        config.prescription = PRESCRIPTIONS[case[8]];
        config.methods_after_read_error = on(12);
        config.registration_by_sight = config.registration_by_sight.filter(|_| on(13));
        config.face.liveness_required = on(14);
        let (when, exchange, presentation) = WHEN[at.unwrap_or(table.when[case[2]])];
        Self {
            persona: table.personas[case[0]],
            config,
            plan: Plan {
                wish,
                by: ACTORS[case[6]],
                spends_the_last_try: on(11),
                trouble,
                when,
                day: DAY.parse().unwrap(),
            },
            ahead,
            at: (exchange, presentation),
            link: LINKS[case[9]],
            at_once: on(10),
        }
    }

    fn fault(&self) -> Option<Fault> {
        let kind = LinkErrorKind::Broken;
        let (exchange, presentation) = self.at;
        let what = match self.plan.trouble {
            Trouble::TornAfter | Trouble::TornInVerify => Misbehaviour::TornAfter { kind },
            Trouble::TornBefore => Misbehaviour::TornBefore {
                kind,
                sent: Sent::Maybe,
            },
            Trouble::GoneInAnExchange => Misbehaviour::RemovedAfter,
            Trouble::Mute => Misbehaviour::Mute,
            Trouble::Reset => Misbehaviour::Reset,
            _ => return None,
        };
        Some(if self.plan.trouble == Trouble::TornInVerify {
            Fault::at_presentation(presentation, what)
        } else {
            Fault::at_exchange(exchange, what)
        })
    }

    /// Whether the patient must get to the end: everything is in order, and the method that they
    /// take is there.
    fn must_succeed(&self) -> bool {
        let in_order = [
            "adult",
            "child",
            "foreigner",
            "gannen",
            "unknown-birthday",
            "several-eligibilities",
            "medical-assistance",
            "expiring",
            "in-grace",
            "unregistered",
        ]
        .contains(&self.persona.name());
        let harmless = matches!(
            self.plan.trouble,
            Trouble::Nothing
                | Trouble::PinWrongOnce
                | Trouble::PrescriptionsDown
                | Trouble::ForeignAnswersFirst
                | Trouble::AnsweredTwice
                | Trouble::PasscodeWrongOnce
        );
        let config = &self.config;
        // The look may not be enough for the registration.
        let registered = self.persona.name() != "unregistered"
            || config.registration_by_sight.is_some()
            || config.rehearsal;
        let by_pin = config.fitted.contains(Fitted::KEYPAD);
        let by_sight = self.plan.by != Actor::Proxy;
        let there = match (config.mode, self.plan.wish) {
            (Mode::Visual, _) => by_sight,
            (Mode::PinOnly, _) | (Mode::Unattended, Method::Pin) => by_pin,
            (Mode::Unattended, Method::Face) => config.fitted.contains(Fitted::FACE),
            (Mode::Unattended, _) => by_sight && config.staff_check == StaffCheck::FromMethodScreen,
        };
        in_order && harmless && there && registered
    }
}

/// What came of a case.
struct Result {
    outcome: Outcome,
    happened: bool,
}

fn run(play: &Play<'_>, stranger: &Persona, options: &Options) -> Result {
    let card = play.persona.card().unwrap().with_link(play.link);
    let chip = card.handle();
    let faults = play.fault();
    let torn = faults.is_some();
    if let Some(fault) = faults {
        chip.add_fault(fault);
    }
    let mut watch = Watch::new(
        play.persona,
        chip.clone(),
        &play.config,
        &[counter::WRONG_PIN],
    );
    watch.honest = play.plan.trouble != Trouble::AnotherCard;
    let person = Person::new(
        play.plan.clone(),
        play.persona,
        chip.clone(),
        stranger.chip().unwrap(),
        play.config.mode,
    );
    let lent = Lent(Rc::new(RefCell::new(card)));
    let counter = Rc::new(Counter {
        mind: RefCell::new(person),
        watch: RefCell::new(watch),
        handle: RefCell::new(None),
        at_once: play.at_once,
        card: lent.clone(),
    });
    let mut parts = AllParts::of(&counter);
    let mut link = Unshared(lent);
    let mut desk = Desk::new(
        Reception::new(play.config.clone()),
        parts.lend(),
        &mut link,
        options.clone(),
    );
    *counter.handle.borrow_mut() = Some(desk.handle());
    let mut at = Tick::ZERO;
    let post = |desk: &mut Desk<'_>, input| {
        let posted = Posted::Input(input);
        counter.watch.borrow_mut().handed_in(&posted);
        desk.handle().post(posted).unwrap();
    };
    if play.ahead {
        let look = Input::StaffConfirmed {
            person: if play.plan.by == Actor::Proxy {
                Confirmed::Proxy
            } else {
                Confirmed::Patient
            },
            by: Actor::Staff,
        };
        post(&mut desk, look);
    }
    let place = Input::CardPlaced { day: play.plan.day };
    post(&mut desk, place);
    let mut begun = false;
    let mut polls = 0;
    // Until the end; nobody answers: until the next deadline.
    loop {
        polls += 1;
        assert!(polls < 1_000, "no end");
        counter.watch.borrow_mut().before_poll();
        let progress = desk.poll(&at);
        counter.watch.borrow_mut().after_poll(&mut desk, progress);
        begun |= desk.reception().pending().is_some();
        let over = begun && desk.reception().pending().is_none();
        match progress {
            Progress::Idle { .. } if over => break,
            Progress::Idle { until } => at = until.expect("a deadline"),
            _ => at = Tick::from_millis(at.millis() + 1_000),
        }
    }
    // The card is forgotten for a while, and taken.
    if desk.reception().state() == State::Ended {
        for input in [None, Some(Input::CardRemoved)] {
            match input {
                None => at = desk.reception().next_deadline().unwrap(),
                Some(input) => post(&mut desk, input),
            }
            counter.watch.borrow_mut().before_poll();
            let progress = desk.poll(&at);
            assert_eq!(progress, Progress::Worked);
            counter.watch.borrow_mut().after_poll(&mut desk, progress);
        }
    }
    assert_eq!(desk.reception().state(), State::Idle);
    drop(desk);
    let outcomes = counter.watch.borrow().outcomes.clone();
    let [outcome] = outcomes[..] else {
        panic!("one check-in, one journal: {outcomes:?}");
    };
    if play.must_succeed() {
        let expected = if play.config.rehearsal {
            "rehearsed"
        } else {
            "admitted"
        };
        assert_eq!(outcome.name(), expected, "nothing is in the way");
    }
    let happened = counter.mind.borrow().happened || torn;
    Result { outcome, happened }
}

/// Whatever the generator thinks: how many pairs there are, and that all of them are in the cases.
fn covered(sizes: &[usize], cases: &[Case]) -> usize {
    let mut missing = pairs(sizes);
    let wanted = missing.len();
    for case in cases {
        for second in 0..case.len() {
            for first in 0..second {
                missing.remove(&((first, case[first]), (second, case[second])));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
    wanted
}

/// What came of a table.
#[derive(Default)]
struct Tally {
    ends: BTreeMap<&'static str, u32>,
    came_about: BTreeMap<String, u32>,
    must_succeed: u32,
    broken: Vec<String>,
}

fn run_all(table: &Table<'_>, all: &[&Persona]) -> Tally {
    let mut options = Options {
        accept: Accept::ProductionAndTest,
        ..Options::default()
    };
    authority::trust(&mut options.anchors).unwrap();
    let sizes = table.sizes();
    let cases = cases(&sizes);
    let wanted = covered(&sizes, &cases);
    let mut tally = Tally::default();
    for (number, case) in cases.iter().enumerate() {
        let play = Play::of(case, table);
        tally.must_succeed += u32::from(play.must_succeed());
        let stranger = all
            .iter()
            .find(|other| other.name() != play.persona.name())
            .unwrap();
        match catch_unwind(AssertUnwindSafe(|| run(&play, stranger, &options))) {
            Ok(result) => {
                *tally.ends.entry(result.outcome.name()).or_default() += 1;
                let trouble = format!("{:?}", play.plan.trouble);
                *tally.came_about.entry(trouble).or_default() += u32::from(result.happened);
            }
            Err(why) => {
                let text = why.downcast_ref::<String>().cloned();
                let fixed = why.downcast_ref::<&str>().map(|&why| why.to_owned());
                tally.broken.push(format!(
                    "case {number}: {}, ahead {}, at once {}, {:?}\n  {:?}\n  {}",
                    play.persona.name(),
                    play.ahead,
                    play.at_once,
                    play.plan,
                    play.config,
                    text.or(fixed).unwrap_or_default()
                ));
            }
        }
    }
    println!(
        "{}: {} cases cover the {wanted} pairs of {} factors; {} of them must succeed",
        table.name,
        cases.len(),
        sizes.iter().filter(|&&size| size > 1).count(),
        tally.must_succeed
    );
    println!(
        "  ends: {:?}\n  came about: {:?}",
        tally.ends, tally.came_about
    );
    assert!(
        tally.broken.is_empty(),
        "{} cases:\n{}",
        tally.broken.len(),
        tally.broken[..tally.broken.len().min(5)].join("\n")
    );
    tally
}

/// Holds: I1, I2, I3, I5, I6, I9
#[test]
fn every_pair_of_circumstances_keeps_the_promises() {
    let all = Personas::at(DAY.parse().unwrap()).unwrap();
    let personas: Vec<&Persona> = all.iter().collect();
    let tally = run_all(&Table::of_all(&personas), &personas);
    // The cases get somewhere.
    assert!(tally.ends["admitted"] > 50 && tally.ends["rehearsed"] > 50);
    assert!(tally.must_succeed > 5);
}

#[test]
fn every_trouble_on_every_open_way_keeps_the_promises() {
    let all = Personas::at(DAY.parse().unwrap()).unwrap();
    let personas: Vec<&Persona> = all.iter().collect();
    let tally = run_all(&Table::of_the_open(&personas), &personas);
    assert!(tally.ends["admitted"] > 100 && tally.must_succeed > 20);
    // What should go wrong did.
    for trouble in Trouble::ALL {
        let times = tally.came_about[&format!("{trouble:?}")];
        assert!(trouble == Trouble::Nothing || times > 0, "{trouble:?}");
    }
}
