//! What a reader and its service do to a check-in before and while a card is read: counts in, counts
//! out.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mynareader::transport::pcsc::{Code, Connection, Options, Reader, ReaderName};
use mynareader::transport::{LinkError, LinkErrorKind};

use super::random::Random;
use super::reader::{NAME, Quirky, Torn};

/// How often something was put in, and how often it came to what it must.
#[derive(Default)]
pub struct Counts(pub BTreeMap<&'static str, (u32, u32)>);

impl Counts {
    pub fn put(&mut self, what: &'static str, came: u32) {
        let (put, out) = self.0.entry(what).or_default();
        *put += 1;
        *out += came;
    }
}

/// Codes that nobody lists, and such as a stale context is known to say.
const STRANGE: [Code; 10] = [
    Code::INVALID_HANDLE,
    Code::SERVICE_STOPPED,
    Code::COMM_ERROR,
    Code::SECURITY_VIOLATION,
    Code::INVALID_PARAMETER,
    Code(6),
    Code(0x6A6),
    Code(0x8010_00FF),
    Code(0xC000_0001),
    Code(u32::MAX),
];

/// What says that this program may not, and nothing of reader or cable.
const REFUSED: [Code; 3] = [Code::SECURITY_VIOLATION, Code::NO_ACCESS, Code(5)];
/// What says that the service is gone.
const DEAD: [Code; 4] = [
    Code::NO_SERVICE,
    Code::SERVICE_STOPPED,
    Code(1722),
    Code(1062),
];
/// What drivers of Windows say of the card, which is not the cable's fault.
const OF_THE_CARD: [Code; 4] = [Code(1112), Code(1117), Code(31), Code(22)];

const AT_COMMANDS: [Code; 14] = [
    Code::NOT_TRANSACTED,
    Code::COMM_ERROR,
    Code::UNRESPONSIVE_CARD,
    Code::TIMEOUT,
    Code::RESET_CARD,
    Code::REMOVED_CARD,
    Code::NO_SERVICE,
    Code::SECURITY_VIOLATION,
    Code::CANCELLED,
    Code(1112),
    Code(1117),
    Code(31),
    Code(22),
    Code(0xDEAD_BEEF),
];

fn options(blocks: bool) -> Options {
    let mut options = Options::default();
    // Long enough for a busy machine, where nothing blocks.
    options.sharing_patience = Duration::from_millis(if blocks { 2 } else { 60_000 });
    options.flicker = Duration::ZERO;
    options
}

/// A reader with the quirks of this schedule, and what it came to: a connection, mostly.
pub fn connect(
    random: &mut Random,
    service: &Quirky,
    counts: &mut Counts,
) -> (Reader, Option<Connection>) {
    let name = ReaderName::new(NAME).unwrap();
    // P5: half a second each, so not often.
    let blocks = random.once_in(4_000);
    let mut reader = Reader::new(Arc::new(service.clone()), name, options(blocks));
    sizes(random, service, counts);
    stale_context(random, service, &mut reader, counts);
    waits(random, service, &mut reader, counts);
    let connection = if blocks {
        blocked(service, &mut reader, counts)
    } else {
        connects(random, service, &mut reader, counts)
    };
    if random.once_in(3) {
        let mut state = service.state();
        for _ in 0..1 + random.below(2) {
            state.torn.push(Torn {
                at: u32::try_from(1 + random.below(14)).unwrap(),
                code: random.one(&AT_COMMANDS),
                after: random.below(3) != 0,
            });
        }
        drop(state);
        counts.put("codes at commands", 1);
    }
    if random.once_in(4) {
        // The first attempts to let go fail; the last does not.
        let mut state = service.state();
        for _ in 0..1 + random.below(2) {
            state.partings.push_back(random.one(&STRANGE));
        }
        drop(state);
        counts.put("partings that fail at first", 1);
    }
    (reader, connection)
}

/// P2: a driver with 16 bits for a length, or one that says that it takes more.
fn sizes(random: &mut Random, service: &Quirky, counts: &mut Counts) {
    let mut state = service.state();
    if random.once_in(4) {
        state.sixteen_bits = true;
        counts.put("drivers of 16 bits", 1);
    }
    if random.once_in(4) {
        let longest = [
            255,
            256,
            0xFFFF,
            0x1_0000,
            0x1_0008,
            0x7FFF_FFFF,
            u32::MAX,
            0,
        ];
        state.says_longest = Some(random.one(&longest));
        counts.put("drivers that say a size", 1);
    }
}

/// P3: a context that has gone stale says any code; whoever asks next gets an answer all the same.
fn stale_context(random: &mut Random, service: &Quirky, reader: &mut Reader, counts: &mut Counts) {
    if !random.once_in(4) {
        return;
    }
    assert_eq!(reader.has_card(), Ok(true));
    let code = random.one(&STRANGE);
    service.state().stale = Some(code);
    let went_on = reader.has_card() == Ok(true);
    assert!(went_on, "a context that says {code} is not renewed");
    counts.put("stale contexts", u32::from(went_on));
}

/// P3 and P4: a wait ends by the card, or by an error that keeps the service's code; never as the
/// caller's cancel that nobody asked for.
fn waits(random: &mut Random, service: &Quirky, reader: &mut Reader, counts: &mut Counts) {
    let limit = Duration::from_micros(200);
    match random.below(8) {
        0 => {
            let code = random.one(&[Code::CANCELLED, Code::SYSTEM_CANCELLED, Code(1223)]);
            service.state().waits.extend([code; 3]);
            let waited = reader.wait_for_card(limit);
            let kind = waited.err().map(|error| error.kind);
            assert_ne!(kind, Some(LinkErrorKind::Cancelled), "{code}");
            counts.put("cancels of the system's", 1);
        }
        1 => {
            reader.cancel_handle().cancel();
            let waited = reader.wait_for_card(limit);
            let cancelled = waited.map_err(|error| error.kind) == Err(LinkErrorKind::Cancelled);
            assert!(cancelled, "{waited:?}");
            counts.put("cancels of the caller's", u32::from(cancelled));
        }
        2 => {
            let code = random.one(&STRANGE);
            service.state().waits.extend([code; 4]);
            let waited = reader.wait_for_card(limit);
            if let Err(LinkError {
                kind, code: told, ..
            }) = waited
            {
                assert_ne!(kind, LinkErrorKind::Cancelled);
                assert!(
                    told == Some(code.0) || kind == LinkErrorKind::TimedOut,
                    "{waited:?}"
                );
            }
            counts.put("strange codes in waits", 1);
        }
        _ => {}
    }
    service.state().waits.clear();
    assert_eq!(reader.wait_for_card(Duration::from_secs(20)), Ok(()));
}

/// P5: another program is in a transaction, and connecting does not return. Whoever waits is told in
/// time, and what comes of the call later leaves the card without power.
fn blocked(service: &Quirky, reader: &mut Reader, counts: &mut Counts) -> Option<Connection> {
    service.state().transaction = true;
    let began = Instant::now();
    let kept_out = reader.connect().err().map(|error| error.kind);
    let took = began.elapsed();
    assert_eq!(kept_out, Some(LinkErrorKind::Shared));
    // Half a second, on a machine that may be busy.
    assert!(took < Duration::from_secs(10), "connecting took {took:?}");
    service.end_transaction();
    counts.put("connects that block", 1);
    // Within half a second, which a busy machine may miss.
    reader.connect().ok()
}

fn connects(
    random: &mut Random,
    service: &Quirky,
    reader: &mut Reader,
    counts: &mut Counts,
) -> Option<Connection> {
    // P6: refused is not dead, and what is said of the card is not the cable.
    let (what, code, kinds): (_, _, &[LinkErrorKind]) = match random.below(8) {
        0 => ("refused", random.one(&REFUSED), &[LinkErrorKind::Refused]),
        1 => ("dead", random.one(&DEAD), &[LinkErrorKind::ServiceGone]),
        2 => (
            "codes of the card",
            random.one(&OF_THE_CARD),
            &[LinkErrorKind::NoCard, LinkErrorKind::Broken],
        ),
        3 => (
            "cancelled by the system",
            Code::CANCELLED,
            &[LinkErrorKind::ServiceGone],
        ),
        _ => ("", Code::TIMEOUT, &[]),
    };
    if !kinds.is_empty() {
        service.state().connects.push_back(code);
        let error = reader.connect().err();
        let told =
            error.is_some_and(|error| kinds.contains(&error.kind) && error.code == Some(code.0));
        assert!(told, "{code} at a connect is told as {error:?}");
        counts.put(what, u32::from(told));
        if random.once_in(4) {
            // Nobody tries again.
            return None;
        }
    }
    Some(reader.connect().unwrap())
}
