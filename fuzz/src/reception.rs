//! `Reception::handle` with any set-up: the walks of its tests, led by the fuzzer's bytes, with their
//! rules, and everything else that a caller may ask of it on the way.

use mynareader::facts::Method;
use mynareader::guidance::Book;
use mynareader::journal::{Journal, Recorder, Statistics};
use mynareader::reception::{Order, Reception, Reply, Request, Screen, Task, Tick, Words};

use crate::input::Input;
use crate::said;

mod dice {
    use crate::input::Input;

    /// As the tests' one, but by bytes.
    pub struct Dice<'a>(pub Input<'a>);

    impl Dice<'_> {
        pub fn is_over(&self) -> bool {
            self.0.is_empty()
        }
        pub fn number(&mut self) -> u64 {
            u64::from(self.0.long()) << 32 | u64::from(self.0.long())
        }
        pub fn roll(&mut self, sides: usize) -> usize {
            self.0.below(sides)
        }
        pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
            self.0.one(from)
        }
        pub fn flip(&mut self) -> bool {
            self.0.flag()
        }
    }
}

#[path = "../../crates/reception/tests/reception/walk.rs"]
mod walk;

/// The longest answer to one event: an end with all its orders, after deadlines.
const MOST_ACTIONS: usize = 64;

/// The journals of a walk, one after the other until the bytes are used up: for the seeds.
pub fn journals(data: &[u8]) -> Vec<Journal> {
    let mut all = Vec::new();
    for bytes in data.chunks(600) {
        let mut recorder = Recorder::new();
        let mut look = |_: &Reception, reply: &Reply, at: Tick| {
            for action in &reply.actions {
                if let Task::Order(Order::Record(entry)) = action.task {
                    all.extend(recorder.record(at, entry));
                }
            }
        };
        walk::walk(&mut dice::Dice(Input::new(bytes)), &mut look);
    }
    all
}

/// All bytes are throws.
pub fn run(data: &[u8]) {
    let mut recorder = Recorder::new();
    let mut journals = Vec::new();
    let mut look = |reception: &Reception, reply: &Reply, at: Tick| {
        look_at(reception, reply);
        for action in &reply.actions {
            match action.task {
                Task::Order(Order::Record(entry)) => journals.extend(recorder.record(at, entry)),
                Task::Order(Order::Advise { fault, situation }) => {
                    let guidance = Book::built_in().advise(fault.code, &situation);
                    assert!(!guidance.patient.is_empty());
                }
                _ => {}
            }
        }
    };
    walk::walk(&mut dice::Dice(Input::new(data)), &mut look);
    let mut statistics = Statistics::new();
    for journal in &journals {
        statistics.add(journal);
        let written = serde_json::to_string(journal).expect("a journal can be written");
        let read: Journal = serde_json::from_str(&written).expect("what was written is read");
        assert_eq!(&read, journal);
    }
    let counted = statistics.check_ins() + statistics.rehearsals();
    assert_eq!(usize::try_from(counted), Ok(journals.len()));
}

fn look_at(reception: &Reception, reply: &Reply) {
    assert!(
        reply.actions.len() <= MOST_ACTIONS,
        "{} actions",
        reply.actions.len()
    );
    if let Some(refusal) = &reply.refused {
        said::error(refusal);
    }
    said::debug(reception);
    said::debug((reception.outcome(), reception.proof(), reception.card()));
    assert_eq!(
        reception.next_deadline(),
        reception.deadlines().map(|it| it.at).min()
    );
    assert_eq!(reception.normalised().normalised(), reception.normalised());
    for action in &reply.actions {
        said::debug(action);
        let book = Book::built_in();
        for language in book.languages() {
            let words = Words::new(book, language).for_reader(2);
            let text = match &action.task {
                Task::Request(request) => words.request(request),
                Task::Order(order) => words.order(order),
            };
            said::plain(&text.unwrap_or_default());
            said::plain(words.mode(reception.mode()));
            match action.task {
                Task::Request(Request::ChooseMethod { offers, .. }) => {
                    for method in [Method::Face, Method::Pin, Method::Staff] {
                        said::plain(&words.offer(method, offers.of(method)));
                        said::plain(words.method(method));
                    }
                }
                Task::Request(Request::DecideLastTry { tries, .. }) => {
                    said::plain(&words.tries(tries));
                }
                Task::Order(Order::Show(Screen::Ended(outcome))) => {
                    said::plain(&words.ending(outcome));
                }
                _ => {}
            }
        }
    }
}
