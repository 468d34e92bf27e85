//! The breadth-first search.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use mynareader::fault::FaultCode;
use mynareader::guidance::{Situation, advise};
use mynareader::journal::Entry;

use mynareader::reception::{
    Config, Event, Input, Order, Outcome, Reception, Reply, State, Task, Tick,
};

use super::world::{Step, World};

/// What a search covered.
pub struct Coverage {
    pub states: usize,
    pub transitions: usize,
    pub probes: usize,
    pub depth: usize,
    /// For each pair of state and kind of event that was met: the states it leads to, and the
    /// outcomes.
    pub pairs: BTreeMap<(State, &'static str), Leads>,
    /// The codes and situations that were advised on.
    pub advised: HashSet<(FaultCode, Situation)>,
}

/// Where a pair of state and event leads.
#[derive(Default)]
pub struct Leads {
    pub states: BTreeSet<State>,
    pub outcomes: BTreeSet<String>,
    pub refused: bool,
    pub requests: BTreeSet<String>,
}

impl Coverage {
    pub fn saw(&self, state: State) -> bool {
        self.pairs.keys().any(|(seen, _)| *seen == state)
    }

    /// The states of the table that were never reached.
    pub fn unvisited(&self) -> Vec<String> {
        State::ALL
            .iter()
            .filter(|state| !self.saw(**state))
            .map(ToString::to_string)
            .filter(|name| name != State::AuthenticatingWithPin.name())
            .filter(|name| name != State::ChoosingPrescription.name())
            .collect()
    }
}

/// Explores everything that a reception with this set-up can reach, and panics with the shortest
/// sequence of events if an invariant is broken.
pub fn explore(config: Config) -> Coverage {
    let start = World::new(config);
    let mut known: HashMap<World, usize> = HashMap::new();
    let mut origins: Vec<(usize, Option<Step>, usize)> = vec![(0, None, 0)];
    let mut forward: Vec<Vec<u32>> = vec![Vec::new()];
    let mut ends: Vec<usize> = Vec::new();
    let mut queue = VecDeque::from([(start.clone(), 0)]);
    known.insert(start, 0);
    let mut coverage = Coverage {
        states: 0,
        transitions: 0,
        probes: 0,
        depth: 0,
        pairs: BTreeMap::new(),
        advised: HashSet::new(),
    };
    while let Some((world, id)) = queue.pop_front() {
        let depth = origins[id].2;
        coverage.depth = coverage.depth.max(depth);
        if matches!(world.reception.state(), State::Idle | State::Ended) {
            ends.push(id);
        }
        let mut steps = world.outside();
        steps.extend(world.answers());
        steps.extend(world.failures());
        for step in steps {
            coverage.transitions += 1;
            let next = match take(&world, &step, &mut coverage) {
                Ok(next) => next,
                Err(broken) => fail(&broken, &origins, id, &step),
            };
            let Some(next) = next else { continue };
            let fresh = origins.len();
            let next_id = *known.entry(next.clone()).or_insert(fresh);
            if next_id == fresh {
                origins.push((id, Some(step), depth + 1));
                forward.push(Vec::new());
                queue.push_back((next, fresh));
            }
            forward[id].push(u32::try_from(next_id).unwrap());
        }
        for step in world.other_failures(id) {
            coverage.probes += 1;
            if let Err(broken) = take(&world, &step, &mut coverage) {
                fail(&broken, &origins, id, &step);
            }
        }
        for input in world.foreign(id) {
            coverage.probes += 1;
            let mut reception = world.reception.clone();
            let reply = reception.handle(Event::new(Tick::ZERO, input));
            if reply.refused.is_none() || !reply.actions.is_empty() || reception != world.reception
            {
                let step = Step {
                    input,
                    card: world.card,
                    kind: "foreign answer",
                };
                fail(
                    "invariant 8: a foreign answer was not refused, or changed something",
                    &origins,
                    id,
                    &step,
                );
            }
        }
    }
    coverage.states = origins.len();
    every_state_ends(&forward, &ends, &origins);
    coverage
}

/// Takes one step. Nothing if it was refused.
fn take(world: &World, step: &Step, coverage: &mut Coverage) -> Result<Option<World>, String> {
    let mut reception = world.reception.clone();
    let at = match step.input {
        Input::Tick => reception.next_deadline().unwrap_or(Tick::ZERO),
        _ => Tick::ZERO,
    };
    let reply = reception.handle(Event::new(at, step.input));
    let leads = coverage
        .pairs
        .entry((world.reception.state(), step.kind))
        .or_default();
    if let Some(refusal) = reply.refused {
        leads.refused = true;
        if reception != world.reception || !reply.actions.is_empty() {
            return Err(format!("invariant 8: refused ({refusal}) and yet changed"));
        }
        return Ok(None);
    }
    leads.states.insert(reception.state());
    leads.note(&reply, &reception);
    well_formed(&reply, &reception)?;
    advised(&reply, &mut coverage.advised)?;
    let card = match step.input {
        Input::CardPlaced { .. } | Input::CardRemoved => None,
        _ => step.card,
    };
    let card = if reception.state() == State::Ended || reception.state() == State::Idle {
        // What the card was does not matter any more.
        None
    } else {
        card
    };
    let ghost = world
        .ghost
        .watch(world, &step.input, step.card.or(card), &reply, &reception)?;
    Ok(Some(World {
        reception: reception.normalised(),
        card,
        ghost,
    }))
}

impl Leads {
    fn note(&mut self, reply: &Reply, reception: &Reception) {
        if let Some(outcome) = reception.outcome() {
            self.outcomes.insert(match outcome {
                Outcome::Ended { reason, .. } => reason.name().to_owned(),
                other => other.name().to_owned(),
            });
        }
        for action in &reply.actions {
            if let Task::Request(request) = action.task {
                let name = format!("{request:?}");
                let end = name.find([' ', '(']).unwrap_or(name.len());
                self.requests.insert(name[..end].to_owned());
            }
        }
    }
}

/// Numbers ascend within a reply, and a request that is open is the last one asked.
fn well_formed(reply: &Reply, reception: &Reception) -> Result<(), String> {
    let ascending = reply
        .actions
        .windows(2)
        .all(|pair| pair[0].number < pair[1].number);
    if !ascending {
        return Err("the numbers of a reply do not ascend".to_owned());
    }
    let asked = reply
        .actions
        .iter()
        .rev()
        .find(|action| matches!(action.task, Task::Request(_)));
    if let (Some(asked), Some(pending)) = (asked, reception.pending())
        && asked.number != pending
    {
        return Err("the open request is not the last one asked".to_owned());
    }
    if reception.next_deadline().is_none() && !matches!(reception.state(), State::Idle) {
        return Err("a state that waits for ever".to_owned());
    }
    Ok(())
}

/// Invariant 6, second half: every fault comes with advice, and the advice has a next step.
fn advised(reply: &Reply, known: &mut HashSet<(FaultCode, Situation)>) -> Result<(), String> {
    let mut advice = BTreeSet::new();
    for action in &reply.actions {
        if let Task::Order(Order::Advise { code, situation }) = action.task {
            advice.insert(code);
            if known.insert((code, situation))
                && advise(code, &situation).open_steps().next().is_none()
            {
                return Err(format!(
                    "invariant 6: {code} leads to no next step in {situation:?}"
                ));
            }
        }
    }
    for action in &reply.actions {
        if let Task::Order(Order::Record(Entry::Fault { code, .. })) = action.task
            && !advice.contains(&code)
        {
            return Err(format!("invariant 6: {code} comes without advice"));
        }
    }
    Ok(())
}

/// Invariant 6, first half: from every state some sequence leads to an end.
fn every_state_ends(
    forward: &[Vec<u32>],
    ends: &[usize],
    origins: &[(usize, Option<Step>, usize)],
) {
    let mut backward: Vec<Vec<usize>> = vec![Vec::new(); forward.len()];
    for (from, targets) in forward.iter().enumerate() {
        for to in targets {
            backward[usize::try_from(*to).unwrap()].push(from);
        }
    }
    let mut seen = vec![false; forward.len()];
    let mut stack = ends.to_vec();
    while let Some(id) = stack.pop() {
        if !std::mem::replace(&mut seen[id], true) {
            stack.extend(&backward[id]);
        }
    }
    if let Some(id) = seen.iter().position(|seen| !seen) {
        let step = origins[id].1.clone().unwrap();
        fail(
            "invariant 6: no sequence leads to an end from here",
            origins,
            origins[id].0,
            &step,
        );
    }
}

fn fail(why: &str, origins: &[(usize, Option<Step>, usize)], from: usize, last: &Step) -> ! {
    let mut sequence = vec![format!("{:?}", last.input)];
    let mut id = from;
    while let Some(step) = &origins[id].1 {
        sequence.push(format!("{:?}", step.input));
        id = origins[id].0;
    }
    sequence.reverse();
    panic!("{why}, after\n  {}", sequence.join("\n  "));
}
