//! A made-up clinic: its readers, its hours, and its check-ins, each through the shipped reception.

use mynareader::calendar::Date;
use mynareader::facts::Mode;
use mynareader::journal::{Facility, Filed, Journal, Recorder};
use mynareader::reception::{
    Action, Actor, Config, Event, Input, Number, Order, Reception, Reply, Request, State, Task,
    Tick,
};

use super::chance::Chance;
use super::patient::{Conditions, Patient};

/// Numbers of models that do not exist, so that no maker's reader is given made-up failures.
pub const MODELS: [u32; 4] = [9001, 9002, 9003, 9004];

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;

/// The most events of one check-in; far above what any has.
const MOST_EVENTS: u32 = 500;

/// A reader and what it has seen.
struct Station {
    reception: Reception,
    recorder: Recorder,
    /// What is asked now.
    open: Option<(Number, Request)>,
    /// The number of whatever was done last.
    number: Number,
}

impl Station {
    fn new(station: u16, mode: Mode, model: u32) -> Self {
        let mut config = Config::default();
        config.station = station;
        config.mode = mode;
        config.reader_model = model;
        Self {
            reception: Reception::new(config),
            recorder: Recorder::new(),
            open: None,
            number: Number {
                station,
                session: 0,
                sequence: 0,
            },
        }
    }

    /// The reception's word on an event; the journal, where a check-in ended by it.
    fn handle(&mut self, at: u64, input: Input) -> Option<Journal> {
        let at = Tick::from_millis(at);
        let Reply { actions, .. } = self.reception.handle(Event::new(at, input));
        let mut ended = None;
        for Action { number, task } in actions {
            match task {
                Task::Order(Order::Record(entry)) => {
                    self.number = number;
                    if let Some(journal) = self.recorder.record(at, entry) {
                        ended = Some(journal);
                    }
                }
                Task::Request(request) => self.open = Some((number, request)),
                Task::Order(_) => {}
            }
        }
        ended
    }

    /// One check-in; its journal, the number of its end, and when the reader is free again.
    fn check_in(
        &mut self,
        mut now: u64,
        day: Date,
        conditions: Conditions,
        chance: &mut Chance,
    ) -> (Option<(Number, Journal)>, u64) {
        let mut patient = Patient::new(chance);
        let begins = match patient.phone() {
            Some(_) => Input::PhoneWanted {
                day,
                by: Actor::Patient,
            },
            None => Input::CardPlaced { day },
        };
        let leaves_after = patient.walks_away().then(|| 1 + chance.below(6));
        let mut journal = self.handle(now, begins);
        for event in 0..MOST_EVENTS {
            if journal.is_some() {
                break;
            }
            let Some((number, request)) = self.open else {
                break;
            };
            let input = if leaves_after.is_some_and(|last| u64::from(event) >= last) {
                now += 1_500;
                Input::CardRemoved
            } else if let (Request::AwaitPhone { .. }, Some(_)) = (request, patient.phone()) {
                now += chance.around(5_000);
                Input::CardPlaced { day }
            } else if let Some((answer, by, took)) = patient.answer(&request, conditions, chance) {
                now += took;
                // What is not to be taken is not said twice.
                match self.reception.may_take(number, answer, by) {
                    Ok(()) => Input::Answered { number, answer, by },
                    Err(_) => Input::Cancelled { by: Actor::Patient },
                }
            } else {
                let due = self
                    .reception
                    .next_deadline()
                    .map_or(now + 60_000, Tick::millis);
                now = now.max(due);
                Input::Tick
            };
            journal = self.handle(now, input);
        }
        let ended = journal.map(|journal| (self.number, journal));
        self.open = None;
        for _ in 0..3 {
            if self.reception.state() == State::Idle {
                break;
            }
            now += chance.around(2_500);
            self.handle(now, Input::CardRemoved);
        }
        (ended, now + chance.around(6_000))
    }
}

/// A clinic.
pub struct Clinic {
    name: Facility,
    model: u32,
    stations: Vec<Station>,
    patients_a_day: u64,
    conditions: Conditions,
    /// Its window faces west.
    sunny: bool,
    chance: Chance,
}

impl Clinic {
    /// The clinic of a number; the same for the same seed.
    pub fn new(number: u32, seed: u64) -> Option<Self> {
        let mut chance = Chance::new(seed ^ u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let kind = usize::try_from(chance.below(4)).ok()?;
        let model = *MODELS.get(kind)?;
        let (card, scan, face) = *[
            (4.0, 25.0, 60.0),
            (6.0, 40.0, 45.0),
            (14.0, 30.0, 80.0),
            (5.0, 90.0, 70.0),
        ]
        .get(kind)?;
        let mode = chance.weighted(
            &[
                (920, Mode::Unattended),
                (50, Mode::PinOnly),
                (30, Mode::Visual),
            ],
            Mode::Unattended,
        );
        let stations = chance.weighted(&[(80, 1_u16), (15, 2), (5, 3)], 1);
        Some(Self {
            name: format!("c{number:05}").parse().ok()?,
            model,
            stations: (1..=stations)
                .map(|one| Station::new(one, mode, model))
                .collect(),
            patients_a_day: 15 + chance.below(70) * u64::from(stations),
            conditions: Conditions {
                card,
                scan,
                face,
                network: 1.0,
                slow: chance.below(60),
            },
            sunny: chance.per_mille(150.0),
            chance,
        })
    }

    fn at(&self, hour: u8, outage: Option<u8>) -> Conditions {
        let mut at = self.conditions;
        if self.sunny && (15..18).contains(&hour) {
            at.face *= 4.0;
            at.scan *= 2.0;
        }
        if outage == Some(hour) {
            at.network = 350.0;
        }
        at
    }

    /// The lines of a day, in order of time. `nth` counts days from the first; on Sundays it is closed.
    pub fn day(&mut self, nth: u64, day: Date, is_sunday: bool) -> Vec<Filed> {
        const HOURS: [(u32, u8); 10] = [
            (3, 8),
            (20, 9),
            (18, 10),
            (14, 11),
            (5, 12),
            (6, 14),
            (10, 15),
            (12, 16),
            (9, 17),
            (3, 18),
        ];
        if is_sunday {
            return Vec::new();
        }
        let outage = self
            .chance
            .per_mille(12.0)
            .then(|| self.chance.weighted(&HOURS, 9));
        let mut arrivals: Vec<(u64, u8)> = (0..self.patients_a_day)
            .map(|_| {
                let hour = self.chance.weighted(&HOURS, 9);
                (u64::from(hour) * HOUR + self.chance.below(HOUR), hour)
            })
            .collect();
        arrivals.sort_unstable();
        let mut free = vec![0; self.stations.len()];
        let mut lines = Vec::new();
        for (arrival, hour) in arrivals {
            let conditions = self.at(hour, outage);
            // Whoever is free first.
            let Some(index) = (0..free.len()).min_by_key(|index| free.get(*index).copied()) else {
                continue;
            };
            let (Some(station), Some(free)) = (self.stations.get_mut(index), free.get_mut(index))
            else {
                continue;
            };
            let begins = (nth * DAY + arrival).max(*free);
            let (ended, until) = station.check_in(begins, day, conditions, &mut self.chance);
            *free = until;
            if let Some((number, journal)) = ended {
                let mut filed = Filed::new(number, self.model, day, journal);
                filed.facility = Some(self.name);
                filed.hour = u8::try_from(begins % DAY / HOUR).ok();
                lines.push(filed);
            }
        }
        lines
    }
}
