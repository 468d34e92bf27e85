#![forbid(unsafe_code)]

use super::*;
use crate::persona::for_tests;
use crate::{ExtendedFailure, Rate, hostile};

const LIMIT: Duration = Duration::from_secs(5);

const SELECT_JPKI: &[u8] = &[
    0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01,
];
const QUERY: &[u8] = &[0x00, 0x20, 0x00, 0x98];
const WRONG_PIN: &[u8] = &[0x00, 0x20, 0x00, 0x98, 0x04, 0x39, 0x39, 0x39, 0x39];
const RIGHT_PIN: &[u8] = &[0x00, 0x20, 0x00, 0x98, 0x04, 0x31, 0x32, 0x33, 0x34];
const READ: &[u8] = &[0x00, 0xB0, 0x8A, 0x00, 0x00];
const READ_EXTENDED: &[u8] = &[0x00, 0xB0, 0x8A, 0x00, 0x00, 0x00, 0x00];
const PIN: KeyRef = KeyRef::AUTHENTICATION_PIN;

fn card() -> VirtualCard {
    for_tests().get("adult").unwrap().card().unwrap()
}

fn send(card: &mut VirtualCard, command: &[u8]) -> Result<Vec<u8>, LinkError> {
    let mut response = ResponseBuffer::new();
    card.transmit(command, &mut response, LIMIT)?;
    Ok(response.as_bytes().to_vec())
}

fn kind(result: &Result<Vec<u8>, LinkError>) -> (LinkErrorKind, Sent) {
    let error = result.as_ref().unwrap_err();
    (error.kind, error.sent)
}

#[test]
fn a_link_torn_before_the_chip_costs_no_try() {
    let mut card = card().with_faults([Fault::at_presentation(
        1,
        Misbehaviour::TornBefore {
            kind: LinkErrorKind::Broken,
            sent: Sent::Maybe,
        },
    )]);
    let handle = card.handle();
    send(&mut card, SELECT_JPKI).unwrap();
    let torn = send(&mut card, WRONG_PIN);
    assert_eq!(kind(&torn), (LinkErrorKind::Broken, Sent::Maybe));
    assert_eq!(handle.tries_left(PIN), Some(3));
    assert_eq!(handle.counts(PIN), Counts::default());
    assert_eq!(handle.presentations(), 1);
    assert!(!handle.log()[1].reached_chip());
}

#[test]
fn a_link_torn_after_the_chip_costs_one() {
    let mut card = card().with_faults([Fault::at_presentation(
        1,
        Misbehaviour::TornAfter {
            kind: LinkErrorKind::TimedOut,
        },
    )]);
    let handle = card.handle();
    send(&mut card, SELECT_JPKI).unwrap();
    // The question is no presentation.
    send(&mut card, QUERY).unwrap();
    let torn = send(&mut card, WRONG_PIN);
    assert_eq!(kind(&torn), (LinkErrorKind::TimedOut, Sent::Maybe));
    assert_eq!(handle.tries_left(PIN), Some(2));
    assert_eq!(handle.counts(PIN).wrong, 1);
    assert!(handle.log()[2].reached_chip());
    assert_eq!(send(&mut card, QUERY).unwrap(), [0x63, 0xC2]);
}

#[test]
fn counters_outlive_the_power_and_the_session_does_not() {
    let mut card = card();
    let handle = card.handle();
    send(&mut card, SELECT_JPKI).unwrap();
    send(&mut card, WRONG_PIN).unwrap();
    send(&mut card, RIGHT_PIN).unwrap();
    send(&mut card, WRONG_PIN).unwrap();
    send(&mut card, RIGHT_PIN).unwrap();
    assert!(handle.is_verified(PIN));
    card.reset().unwrap();
    assert!(handle.is_verified(PIN), "a warm reset leaves it in force");
    send(&mut card, WRONG_PIN).unwrap();
    card.power_down().unwrap();
    assert!(!handle.is_powered());
    assert!(!handle.is_verified(PIN));
    assert_eq!(handle.tries_left(PIN), Some(2));
    // The next command finds a card that has just come on.
    assert_eq!(send(&mut card, QUERY).unwrap(), [0x6A, 0x82]);
    assert!(handle.is_powered());
}

#[test]
fn a_reset_behind_the_back_is_told_once_and_before_the_chip() {
    // Promise 3 of the transport.
    let mut card = card();
    let handle = card.handle();
    send(&mut card, SELECT_JPKI).unwrap();
    handle.reset_behind_the_back();
    let told = send(&mut card, WRONG_PIN);
    assert_eq!(kind(&told), (LinkErrorKind::Reset, Sent::No));
    assert_eq!(handle.tries_left(PIN), Some(3));
    assert!(send(&mut card, SELECT_JPKI).is_ok());
}

#[test]
fn a_card_that_is_taken_away() {
    let mut card = card();
    let handle = card.handle();
    send(&mut card, SELECT_JPKI).unwrap();
    handle.remove();
    let told = send(&mut card, WRONG_PIN);
    assert_eq!(kind(&told), (LinkErrorKind::CardRemoved, Sent::No));
    let after = send(&mut card, WRONG_PIN);
    assert_eq!(kind(&after), (LinkErrorKind::NoCard, Sent::No));
    assert!(card.reset().is_err());
    handle.insert();
    // It lost its power on the way: nothing is selected any more.
    assert_eq!(send(&mut card, QUERY).unwrap(), [0x6A, 0x82]);
    assert_eq!(send(&mut card, SELECT_JPKI).unwrap(), [0x90, 0x00]);
    assert_eq!(handle.tries_left(PIN), Some(3));

    handle.add_fault(Fault::at_presentation(3, Misbehaviour::RemovedAfter));
    let gone = send(&mut card, WRONG_PIN);
    assert_eq!(kind(&gone), (LinkErrorKind::CardRemoved, Sent::Maybe));
    assert_eq!(handle.tries_left(PIN), Some(2));
    assert!(send(&mut card, QUERY).is_err());
}

#[test]
fn another_chip_in_its_place() {
    let personas = for_tests();
    let mut card = card();
    let handle = card.handle();
    let read_serial = [0x00, 0xCA, 0x00, 0x45, 0x00];
    let first = send(&mut card, &read_serial).unwrap();
    handle.exchange_chip(personas.get("child").unwrap().chip().unwrap());
    let told = send(&mut card, &read_serial);
    assert_eq!(kind(&told), (LinkErrorKind::CardRemoved, Sent::No));
    assert_ne!(send(&mut card, &read_serial).unwrap(), first);
}

/// Whoever resets before the next command must not come upon the other chip unawares.
#[test]
fn a_reset_does_not_hide_that_another_chip_lies_there() {
    let personas = for_tests();
    let mut card = card();
    let handle = card.handle();
    send(&mut card, SELECT_JPKI).unwrap();
    handle.exchange_chip(personas.get("child").unwrap().chip().unwrap());
    let told = card.reset().unwrap_err();
    assert_eq!(
        (told.kind, told.sent),
        (LinkErrorKind::CardRemoved, Sent::No)
    );
    assert!(card.reset().is_ok());

    // Somebody else's reset needs no telling to one who resets anyway.
    handle.reset_behind_the_back();
    assert!(card.reset().is_ok());
}

#[test]
fn a_mute_card_speaks_again_after_the_power_was_gone() {
    let mut card = card().with_faults([Fault::at_exchange(2, Misbehaviour::Mute)]);
    send(&mut card, SELECT_JPKI).unwrap();
    for _ in 0..3 {
        let silent = send(&mut card, QUERY);
        assert_eq!(kind(&silent), (LinkErrorKind::Mute, Sent::Maybe));
    }
    assert!(card.reset().is_err());
    card.power_down().unwrap();
    assert!(send(&mut card, SELECT_JPKI).is_ok());
}

#[test]
fn time_is_virtual_and_runs_into_the_limit() {
    let mut card = card().with_timing(Timing::contactless(Rate::Kbit106));
    let handle = card.handle();
    let began = std::time::Instant::now();
    send(&mut card, SELECT_JPKI).unwrap();
    send(&mut card, RIGHT_PIN).unwrap();
    let before = handle.elapsed();
    let sign = [&[0x80, 0x2A, 0x02, 0x97, 0x20][..], &[7; 32], &[0x00]].concat();
    send(&mut card, &sign).unwrap();
    let took = handle.elapsed().saturating_sub(before);
    assert!(took > Duration::from_millis(185), "{took:?}");
    handle.add_fault(Fault::at_presentation(
        2,
        Misbehaviour::Slow(Duration::from_secs(60)),
    ));
    let late = send(&mut card, WRONG_PIN);
    assert_eq!(kind(&late), (LinkErrorKind::TimedOut, Sent::Maybe));
    assert_eq!(handle.counts(PIN).wrong, 1, "the chip had it all the same");
    assert!(began.elapsed() < Duration::from_secs(30));
}

#[test]
fn links_that_cannot_or_only_say_they_can() {
    let mut short = card().with_link(Link::SHORT);
    send(&mut short, SELECT_JPKI).unwrap();
    let refused = send(&mut short, READ_EXTENDED);
    assert_eq!(kind(&refused), (LinkErrorKind::OversizedCommand, Sent::No));
    assert_eq!(send(&mut short, READ).unwrap().len(), 258);

    let mut broken = card().with_link(Link::failing_extended(ExtendedFailure::Broken));
    assert!(broken.capabilities().extended);
    send(&mut broken, SELECT_JPKI).unwrap();
    assert!(send(&mut broken, READ_EXTENDED).is_err());
    assert_eq!(send(&mut broken, READ).unwrap().len(), 258);

    let mut refusing = card().with_link(Link::failing_extended(ExtendedFailure::Refused(0x6700)));
    send(&mut refusing, SELECT_JPKI).unwrap();
    assert_eq!(send(&mut refusing, READ_EXTENDED).unwrap(), [0x67, 0x00]);

    let mut cutting = card().with_link(Link::failing_extended(ExtendedFailure::Truncated(258)));
    send(&mut cutting, SELECT_JPKI).unwrap();
    assert_eq!(send(&mut cutting, READ_EXTENDED).unwrap().len(), 258);
}

#[test]
fn hostile_answers() {
    let first_of = |fault: Fault, command: &[u8]| {
        let mut card = card();
        send(&mut card, SELECT_JPKI).unwrap();
        card.handle().add_fault(fault);
        send(&mut card, command).unwrap()
    };
    assert_eq!(first_of(hostile::endless_more(0x10), READ), [0x61, 0x10]);
    assert_eq!(first_of(hostile::endless_wrong_length(7), READ), [0x6C, 7]);
    assert_eq!(first_of(hostile::at_most(1), READ).len(), 3);
    assert_eq!(
        first_of(hostile::announces_four_gibibytes(), READ)[..7],
        [0xFF, 0x20, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]
    );
    // Only at the start of a file.
    let middle = [0x00, 0xB0, 0x01, 0x00, 0x00];
    assert_ne!(
        first_of(hostile::announces_four_gibibytes(), &middle)[..2],
        [0xFF, 0x20]
    );
    assert_eq!(first_of(hostile::endless_filler(), READ), {
        let mut filler = vec![0xFF; 256];
        filler.extend([0x90, 0x00]);
        filler
    });
    assert_eq!(first_of(hostile::endless_nothing(), READ), [0x90, 0x00]);
    assert_eq!(first_of(hostile::half_a_status_word(), READ), [0x90]);
    assert!(first_of(hostile::no_status_word(), READ).is_empty());
    assert_eq!(
        first_of(hostile::longest_answers(), READ).len(),
        MAX_RESPONSE
    );
}

#[test]
fn an_answer_longer_than_the_link_carries() {
    let mut card = card()
        .with_link(Link::SHORT)
        .with_faults([hostile::longest_answers()]);
    let handle = card.handle();
    let result = send(&mut card, SELECT_JPKI);
    assert_eq!(kind(&result), (LinkErrorKind::OversizedAnswer, Sent::Maybe));
    assert_eq!(handle.log()[0].delivered, result);
}

#[test]
fn truncation_and_the_log() {
    let mut card = card().with_faults([
        Fault::at_exchange(2, Misbehaviour::Truncate(10)),
        Fault::at_exchange(3, Misbehaviour::status(0x6F00)),
    ]);
    let handle = card.handle();
    send(&mut card, SELECT_JPKI).unwrap();
    assert_eq!(send(&mut card, READ).unwrap().len(), 10);
    assert_eq!(send(&mut card, READ).unwrap(), [0x6F, 0x00]);
    let log = handle.log();
    assert_eq!(log.len(), 3);
    assert_eq!(log[1].answered.as_ref().unwrap().len(), 258);
    assert_eq!(log[1].delivered.as_ref().unwrap().len(), 10);
    assert!(!log[2].reached_chip());
    assert_eq!(log[2].status(), Some(0x6F00));
    assert_eq!(handle.bytes(), (15 + 5 + 5, 2 + 10 + 2));
    handle.clear_log();
    send(&mut card, WRONG_PIN).unwrap();
    assert_eq!(handle.log()[0].number, 4);
    // No PIN in what is shown, and none of what was read.
    let shown = format!("{:?} {card:?} {handle:?}", handle.log());
    assert!(
        shown.contains("00200098 (9 bytes) -> 2 bytes, 63C2"),
        "{shown}"
    );
    assert!(!shown.contains("39393939"));
}

/// The log keeps the last exchanges and counts the others; what is counted of the wire goes on.
#[test]
fn the_log_has_an_end() {
    let mut card = card();
    let handle = card.handle();
    let many = MAX_LOGGED + 100;
    for _ in 0..many {
        send(&mut card, READ).unwrap();
    }
    let log = handle.log();
    assert_eq!((log.len(), handle.logged()), (MAX_LOGGED, MAX_LOGGED));
    assert_eq!(handle.dropped(), 100);
    assert_eq!(log[0].number, 101);
    assert_eq!(log[MAX_LOGGED - 1].number, handle.exchanges());
    let (sent, received) = handle.bytes();
    assert_eq!(sent, many * READ.len());
    assert_eq!(received % many, 0);

    handle.clear_log();
    assert_eq!(
        (handle.logged(), handle.dropped(), handle.bytes()),
        (0, 0, (0, 0))
    );
    // Of long answers fewer find room.
    send(&mut card, SELECT_JPKI).unwrap();
    handle.add_fault(Fault::always(Misbehaviour::Answer(vec![0x5A; 60_000])));
    for _ in 0..100 {
        send(&mut card, READ).unwrap();
    }
    let log = handle.log();
    assert_eq!(log.len(), MAX_LOGGED_BYTES / (60_000 + READ.len()));
    assert_eq!(handle.dropped(), 101 - log.len() as u64);
    // One alone that is too long is not kept, and leaves room for what comes.
    handle.clear_faults();
    assert!(send(&mut card, &vec![0; MAX_LOGGED_BYTES + 1]).is_err());
    assert_eq!(handle.logged(), 0);
    send(&mut card, READ).unwrap();
    assert_eq!(handle.logged(), 1);
}

/// A fault for each check-in is not a growing list: what is over makes room.
#[test]
fn faults_that_are_over_are_forgotten() {
    let mut card = card();
    let handle = card.handle();
    for round in 1..=1000 {
        handle.add_fault(Fault::at_exchange(round, Misbehaviour::status(0x6F00)));
        handle.add_fault(Fault::at_presentation(1, Misbehaviour::status(0x6F00)));
        assert_eq!(send(&mut card, READ).unwrap(), [0x6F, 0x00]);
    }
    let kept = lock(&handle.body).faults.len();
    assert_eq!(kept, 1000 + 1, "those at a presentation that has not come");
    send(&mut card, WRONG_PIN).unwrap();
    handle.add_fault(Fault::at_exchange(2000, Misbehaviour::status(0x6F00)));
    assert_eq!(lock(&handle.body).faults.len(), 1);
}

#[test]
fn commands_longer_than_any_do_not_reach_the_chip() {
    let mut card = card();
    let result = send(&mut card, &vec![0; mynareader_transport::MAX_COMMAND + 1]);
    assert_eq!(kind(&result), (LinkErrorKind::OversizedCommand, Sent::No));
}

#[test]
fn one_card_can_be_moved_between_threads() {
    fn sendable<T: Send>(_: &T) {}
    sendable(&card());
    sendable(&card().handle());
}
