//! The virtual card behind a link that keeps its own costs apart: what the card computes and allocates
//! is not the library's that drives it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use mynareader::transport::{LinkCapabilities, LinkError, ResponseBuffer, Transport};
use mynareader_emulator::{CardHandle, Link, Persona, Rate, Timing, VirtualCard};
use rustix::time::{ClockId, clock_gettime};

use crate::allocator::asked;

/// The reader and the card of this comparison: 424 kbit/s, 10 ms for each exchange, 185 ms for a
/// signature.
pub const TIMING: Timing = Timing {
    rate: Some(Rate::Kbit424),
    overhead: Duration::from_millis(8),
    command: Duration::from_millis(2),
    rsa: Duration::from_millis(185),
};

/// How often each task is done. The median of the CPU times counts: each is a difference of two readings
/// of a clock, and the least of them would be the one in which the clock erred most.
const ROUNDS: usize = 101;

/// What a task cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub exchanges: u32,
    /// Sent and received.
    pub bytes: usize,
    pub modelled: Duration,
    /// Of a library in this process.
    pub host: Option<Host>,
}

/// What a task cost on the host, without the card.
#[derive(Clone, Copy, Debug, Default)]
pub struct Host {
    pub cpu: Duration,
    pub allocations: u64,
    pub allocated: u64,
}

impl Host {
    /// Does the card's part, and adds what it takes.
    fn of<R>(&mut self, work: impl FnOnce() -> R) -> R {
        let began = now();
        let mut result = None;
        let taken = asked(|| result = Some(work()));
        self.allocations += taken.calls;
        self.allocated += taken.bytes;
        self.cpu += now() - began;
        result.expect("the work was done")
    }
}

/// The CPU time of this thread.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).expect("since the thread began"),
        u32::try_from(time.tv_nsec).expect("below a second"),
    )
}

/// What the wire cost so far.
pub fn wire(handle: &CardHandle) -> Cost {
    let (sent, received) = handle.bytes();
    Cost {
        exchanges: handle.exchanges(),
        bytes: sent + received,
        modelled: handle.elapsed(),
        host: None,
    }
}

struct Metered {
    card: VirtualCard,
    /// For libraries that have no buffer of their own.
    buffer: ResponseBuffer,
    began: Duration,
    /// What the card itself took.
    inside: Host,
    /// What it had cost when the task was done, with the CPU time at that moment.
    done: Option<(Cost, Duration)>,
}

/// A link that several owners may hold: each library wants its own.
#[derive(Clone)]
pub struct Metering(Rc<RefCell<Metered>>);

impl Metering {
    /// The task is done: what is sent after this, such as the end of a session, does not count.
    pub fn done(&self) {
        let end = now();
        let mut metered = self.0.borrow_mut();
        metered.done = Some((wire(&metered.card.handle()), end));
    }

    /// The card, seen from beside it.
    pub fn handle(&self) -> CardHandle {
        self.0.borrow().card.handle()
    }

    /// One command and its answer, for a library that takes it as a list. The buffer in between is this
    /// meter's, made once: only the list is the library's.
    pub fn exchange(&self, command: &[u8]) -> Vec<u8> {
        let metered = &mut *self.0.borrow_mut();
        metered
            .inside
            .of(|| {
                let limit = Duration::from_secs(60);
                metered.card.transmit(command, &mut metered.buffer, limit)
            })
            .expect("the virtual link carries everything");
        metered.buffer.as_bytes().to_vec()
    }
}

impl Transport for Metering {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        _: Duration,
    ) -> Result<(), LinkError> {
        let metered = &mut *self.0.borrow_mut();
        let limit = Duration::from_secs(60);
        metered
            .inside
            .of(|| metered.card.transmit(command, response, limit))
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.0.borrow().card.capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.0.borrow_mut().card.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.0.borrow_mut().card.power_down()
    }
}

/// Does a task on a fresh card, several times.
pub fn measure(persona: &Persona, link: Link, task: impl Fn(&Metering)) -> Cost {
    let once = || {
        let card = persona.card().expect("a card").with_link(link);
        let metering = Metering(Rc::new(RefCell::new(Metered {
            card: card.with_timing(TIMING),
            buffer: ResponseBuffer::new(),
            began: Duration::ZERO,
            inside: Host::default(),
            done: None,
        })));
        metering.0.borrow_mut().began = now();
        let mut taken = asked(|| task(&metering));
        let metered = metering.0.borrow();
        let (mut cost, end) = metered.done.expect("a task says when it is done");
        // Ending the session frees, and may allocate: a few bytes that are not told apart.
        taken.calls -= metered.inside.allocations;
        taken.bytes -= metered.inside.allocated;
        cost.host = Some(Host {
            cpu: (end - metered.began).saturating_sub(metered.inside.cpu),
            allocations: taken.calls,
            allocated: taken.bytes,
        });
        cost
    };
    // The first time fills tables that stay.
    once();
    let first = once();
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let next = once();
        let counted = |cost: &Cost| {
            let host = cost.host.expect("measured here");
            let wire = (cost.exchanges, cost.bytes, cost.modelled);
            (wire, host.allocations, host.allocated)
        };
        assert_eq!(
            counted(&next),
            counted(&first),
            "what is counted is the same each time"
        );
        times.push(next.host.expect("measured here").cpu);
    }
    times.sort_unstable();
    let cpu = times.get(ROUNDS / 2).copied().unwrap_or_default();
    let host = first.host.map(|host| Host { cpu, ..host });
    Cost { host, ..first }
}
