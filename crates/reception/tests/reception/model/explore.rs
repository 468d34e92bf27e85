//! The breadth-first search.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{Hash, Hasher};

use mynareader_reception::fault::FaultCode;
use mynareader_reception::guidance::{Situation, advise};
use mynareader_reception::journal::Entry;

use mynareader_reception::reception::{
    Actor, Config, Event, Input, Order, Reception, Reply, Request, Screen, State, Task, Tick,
};

use super::world::{Step, World};

/// What a search covered.
pub struct Coverage {
    pub states: usize,
    pub transitions: usize,
    pub probes: usize,
    pub depth: usize,
    /// The most answers and deadlines that one check-in can have.
    pub longest: usize,
    /// For each pair of state and kind of event that was met: the states it leads to, and the
    /// outcomes.
    pub pairs: BTreeMap<(State, &'static str), Leads>,
    /// The codes and situations that were advised on.
    pub by_state: BTreeMap<State, usize>,
    /// What is open and what is shown while a state waits.
    pub waiting: BTreeMap<State, Waiting>,
    /// Who may answer while a state waits, and with what.
    pub answers: BTreeMap<State, BTreeMap<String, BTreeSet<String>>>,
    pub advised: HashSet<(FaultCode, Situation)>,
}

/// What an engineer has to build for a state.
#[derive(Clone, Default)]
pub struct Waiting {
    /// The request that is open.
    pub requests: BTreeSet<String>,
    /// The screens that are shown when it opens, if another than the request's own.
    pub screens: BTreeSet<String>,
}

/// Where a pair of state and event leads.
#[derive(Default)]
pub struct Leads {
    pub states: BTreeSet<State>,
    pub outcomes: BTreeSet<&'static str>,
    pub refused: bool,
    pub requests: BTreeSet<String>,
    kinds: HashSet<std::mem::Discriminant<Request>>,
}

/// At how many worlds of a state it is looked who may answer.
const LOOKED_AT: usize = 500;

fn who_may_answer(reception: &Reception, steps: &[Step], coverage: &mut Coverage) {
    let of_state = coverage.answers.entry(reception.state()).or_default();
    for step in steps {
        let Input::Answered { number, answer, .. } = step.input else {
            continue;
        };
        let name = format!("{answer:?}");
        let end = name.find(|c: char| !c.is_alphanumeric());
        let name = &name[..end.unwrap_or(name.len())];
        for by in Actor::ALL {
            if reception.may_take(number, answer, by).is_ok() {
                of_state
                    .entry(name.to_owned())
                    .or_default()
                    .insert(format!("{by:?}"));
            }
        }
    }
}

/// Explores everything that a reception with this set-up can reach, and panics with the shortest
/// sequence of events if an invariant is broken.
pub fn explore(config: Config, few: bool) -> Coverage {
    let mut start = World::new(config);
    start.few = few;
    // Worlds are known by a digest of 128 bits: two halves of different seeds.
    let mut known: HashMap<(u64, u64), usize> = HashMap::new();
    let mut origins: Vec<(usize, Option<Step>, usize)> = vec![(0, None, 0)];
    let mut forward: Vec<Vec<u32>> = vec![Vec::new()];
    // Within one check-in, by answers and by time alone.
    let mut within: Vec<Vec<(u32, &'static str)>> = vec![Vec::new()];
    let mut ends: Vec<usize> = Vec::new();
    let mut queue = VecDeque::from([(start.clone(), 0)]);
    known.insert(digest(&start), 0);
    let mut coverage = Coverage {
        states: 0,
        transitions: 0,
        probes: 0,
        depth: 0,
        longest: 0,
        pairs: BTreeMap::new(),
        advised: HashSet::new(),
        by_state: BTreeMap::new(),
        waiting: BTreeMap::new(),
        answers: BTreeMap::new(),
    };
    while let Some((world, id)) = queue.pop_front() {
        *coverage
            .by_state
            .entry(world.reception.state())
            .or_default() += 1;
        let depth = origins[id].2;
        coverage.depth = coverage.depth.max(depth);
        if matches!(world.reception.state(), State::Idle | State::Ended) {
            ends.push(id);
        }
        let mut steps = world.outside();
        let answers = world.answers();
        // What may be answered goes by few things: the first worlds of a state have them all.
        if coverage.by_state[&world.reception.state()] <= LOOKED_AT {
            who_may_answer(&world.reception, &answers, &mut coverage);
        }
        steps.extend(answers);
        steps.extend(world.failures());
        for step in steps {
            coverage.transitions += 1;
            let next = match take(&world, &step, &mut coverage) {
                Ok(next) => next,
                Err(broken) => fail(&broken, &origins, id, &step),
            };
            let Some(next) = next else { continue };
            let goes_on = runs(&world)
                && runs(&next)
                && matches!(step.input, Input::Answered { .. } | Input::Tick);
            let kind = step.kind;
            let fresh = origins.len();
            let next_id = *known.entry(digest(&next)).or_insert(fresh);
            if next_id == fresh {
                origins.push((id, Some(step), depth + 1));
                forward.push(Vec::new());
                within.push(Vec::new());
                queue.push_back((next, fresh));
            }
            let target = u32::try_from(next_id).unwrap();
            forward[id].push(target);
            if goes_on {
                within[id].push((target, kind));
            }
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
    coverage.longest = longest_check_in(&within, &origins);
    coverage
}

fn digest(world: &World) -> (u64, u64) {
    let half = |seed| {
        let mut hasher = Mixer(seed);
        world.hash(&mut hasher);
        hasher.finish()
    };
    (half(0x9E37_79B9_7F4A_7C15), half(0xC2B2_AE3D_27D4_EB4F))
}

/// A hasher that is fast without optimisation, too. Collisions of all 128 bits would hide a
/// state; over a million states that is as good as impossible.
struct Mixer(u64);

impl Mixer {
    fn mix(&mut self, value: u64) {
        let product = u128::from(self.0 ^ value).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        let folded = (product >> 64) as u64 ^ product as u64;
        self.0 = folded.rotate_left(23).wrapping_add(value);
    }
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
    }
    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }
    fn write_u32(&mut self, value: u32) {
        self.mix(u64::from(value));
    }
    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }
    fn write_usize(&mut self, value: usize) {
        self.mix(value as u64);
    }
    fn write_isize(&mut self, value: isize) {
        self.mix(value as u64);
    }
}

/// Takes one step. Nothing if it was refused.
fn take(world: &World, step: &Step, coverage: &mut Coverage) -> Result<Option<World>, String> {
    let mut reception = world.reception.clone();
    let at = match step.input {
        Input::Tick => reception.next_deadline().unwrap_or(Tick::ZERO),
        _ => Tick::ZERO,
    };
    let may = match step.input {
        Input::Answered { number, answer, by } => Some(reception.may_take(number, answer, by)),
        _ => None,
    };
    let reply = reception.handle(Event::new(at, step.input));
    if may.is_some_and(|may| may.err() != reply.refused) {
        return Err(format!(
            "said beforehand {may:?}, and then {:?}",
            reply.refused
        ));
    }
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
    let waiting = coverage.waiting.entry(reception.state()).or_default();
    waiting.note(&reply);
    well_formed(&reply, &reception)?;
    advised(&reply, &mut coverage.advised)?;
    let card = match step.input {
        Input::CardPlaced { .. }
        | Input::PhonePlaced { .. }
        | Input::PhoneWanted { .. }
        | Input::CardRemoved
        | Input::PhoneRemoved => None,
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
        few: world.few,
    }))
}

impl Waiting {
    fn note(&mut self, reply: &Reply) {
        let mut screen = None;
        for action in &reply.actions {
            match action.task {
                Task::Order(Order::Show(shown)) => screen = Some(shown),
                Task::Request(request) => {
                    self.requests.insert(name(&request));
                }
                Task::Order(_) => {}
            }
        }
        // The outcome or the mode that a screen is about is said elsewhere.
        self.screens.extend(screen.map(|screen| match screen {
            Screen::Working(work) => format!("Working({work:?})"),
            screen => name(&screen),
        }));
    }
}

/// The name of a variant, without what it carries.
fn name(variant: &impl std::fmt::Debug) -> String {
    let name = format!("{variant:?}");
    let end = name.find([' ', '(']).unwrap_or(name.len());
    name[..end].to_owned()
}

impl Leads {
    fn note(&mut self, reply: &Reply, reception: &Reception) {
        if let Some(outcome) = reception.outcome() {
            self.outcomes.insert(outcome.name());
        }
        for action in &reply.actions {
            if let Task::Request(request) = action.task
                && self.kinds.insert(std::mem::discriminant(&request))
            {
                self.requests.insert(name(&request));
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
        if let Task::Order(Order::Advise { fault, situation }) = action.task {
            let code = fault.code;
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

fn runs(world: &World) -> bool {
    !matches!(world.reception.state(), State::Idle | State::Ended)
}

/// No answer and no deadline ever leads back to where a check-in was: whatever patient, staff,
/// devices and centre answer, it ends. Gives the length of the longest way.
fn longest_check_in(
    within: &[Vec<(u32, &'static str)>],
    origins: &[(usize, Option<Step>, usize)],
) -> usize {
    let mut lengths: Vec<Option<usize>> = vec![None; within.len()];
    let mut on_the_way = vec![false; within.len()];
    for start in 0..within.len() {
        let mut way = vec![(start, 0_usize, "")];
        while let Some((id, turn, _)) = way.last().copied() {
            if lengths[id].is_some() {
                way.pop();
                continue;
            }
            on_the_way[id] = true;
            if let Some((target, kind)) = within[id].get(turn) {
                way.last_mut().unwrap().1 += 1;
                let target = usize::try_from(*target).unwrap();
                if on_the_way[target] {
                    let from = way.iter().position(|(id, ..)| *id == target).unwrap();
                    let mut circle: Vec<_> = way[from + 1..].iter().map(|step| step.2).collect();
                    circle.push(kind);
                    let step = origins[target].1.clone().unwrap();
                    fail(
                        &format!("answers lead in a circle ({})", circle.join(", ")),
                        origins,
                        origins[target].0,
                        &step,
                    );
                }
                if lengths[target].is_none() {
                    way.push((target, 0, kind));
                }
            } else {
                let after = within[id]
                    .iter()
                    .map(|(target, _)| lengths[usize::try_from(*target).unwrap()].unwrap() + 1);
                lengths[id] = Some(after.max().unwrap_or(0));
                on_the_way[id] = false;
                way.pop();
            }
        }
    }
    lengths.into_iter().flatten().max().unwrap_or(0)
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
