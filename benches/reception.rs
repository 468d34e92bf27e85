//! How long `Reception::handle` takes, for whoever calls it on the thread of a user interface: far
//! below a microsecond an event on a server's processor. `cargo bench --bench reception`; no
//! framework, the best of eleven rounds.
#![forbid(unsafe_code)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use mynareader::facts::{CertificateState, Method, TokenKind, Tries};
use mynareader::reception::{
    Actor, Answer, CardFacts, Comparison, Config, Consents, Eligibility, Event, FaceDecision,
    Input, Liveness, Mark, Reception, Scan, ScanOutcome, State, Tick,
};

/// What is answered in each state of a check-in by the face.
fn answer(state: State) -> (Answer, Actor) {
    match state {
        State::Identifying => {
            let facts = CardFacts {
                kind: TokenKind::Card,
                pin_tries: Tries::Left(3),
                code_b_tries: Tries::Left(10),
                face_only: false,
                certificate: CertificateState::Valid,
                card_expiry: None,
            };
            (Answer::Identified(facts), Actor::Reader)
        }
        State::ChoosingMethod => (Answer::Method(Method::Face), Actor::Patient),
        State::ScanningCardFace => {
            let scan = Scan {
                outcome: ScanOutcome::Read { agreeing: 3 },
                mark: Mark::NotSeen,
            };
            (Answer::Scanned(scan), Actor::Reader)
        }
        State::ReadingFaceRecord => (Answer::RecordRead, Actor::Reader),
        State::ComparingFace => {
            let comparison = Comparison {
                decision: FaceDecision::Match,
                liveness: Liveness::Live,
            };
            (Answer::Compared(comparison), Actor::Reader)
        }
        State::Authenticating => (Answer::Authenticated { registered: true }, Actor::Centre),
        State::ReacquiringCard => (Answer::Reacquired { same: true }, Actor::Reader),
        State::QueryingEligibility => (
            Answer::Eligibility {
                eligibility: Eligibility::Valid,
                subsidy: false,
            },
            Actor::Centre,
        ),
        State::AskingConsent => (Answer::Consented(Consents::all()), Actor::Patient),
        _ => (Answer::Delivered, Actor::Terminal),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    const ROUNDS: u32 = 2_000;
    let place = Input::CardPlaced {
        day: "2026-11-24".parse()?,
    };
    // By the state in which an event arrives: the best of eleven means.
    let mut best: Vec<(State, Duration)> = Vec::new();
    for _ in 0..11 {
        let mut reception = Reception::new(Config::default());
        let mut spent: Vec<(State, Duration)> = Vec::new();
        for _ in 0..ROUNDS {
            loop {
                let state = reception.state();
                let input = match (state, reception.pending()) {
                    (State::Idle, _) => place,
                    (_, Some(number)) => {
                        let (answer, by) = answer(state);
                        Input::Answered { number, answer, by }
                    }
                    (_, None) => Input::CardRemoved,
                };
                let start = Instant::now();
                let reply = black_box(reception.handle(Event::new(Tick::ZERO, input)));
                let took = start.elapsed();
                assert_eq!(reply.refused, None, "{state}");
                match spent.iter_mut().find(|(known, _)| *known == state) {
                    Some((_, sum)) => *sum += took,
                    None => spent.push((state, took)),
                }
                if input == Input::CardRemoved {
                    break;
                }
            }
        }
        for (state, sum) in spent {
            let mean = sum / ROUNDS;
            match best.iter_mut().find(|(known, _)| *known == state) {
                Some((_, least)) => *least = mean.min(*least),
                None => best.push((state, mean)),
            }
        }
    }
    for (state, mean) in &best {
        println!("an event in the state {:<24} {mean:>10.2?}", state.name());
    }
    let whole: Duration = best.iter().map(|(_, mean)| *mean).sum();
    println!("{:<47} {whole:>10.2?}", "a whole check-in by the face");
    Ok(())
}
