#![forbid(unsafe_code)]

use proptest::prelude::*;

use super::*;
use mynareader_facts::Tries;

const H: Header = Header::new(0x00, 0xB0, 0x8A, 0x00);

fn le(bytes: u32) -> Expected {
    Expected::new(bytes).unwrap()
}

/// Expected bytes written out from ISO 7816-4:2013, 5.1.
#[test]
fn the_four_cases_are_encoded_short_and_extended() {
    assert_eq!(
        Command::case1(Header::new(0x00, 0x20, 0x00, 0x98)).as_bytes(),
        [0x00, 0x20, 0x00, 0x98]
    );
    assert_eq!(
        Command::case2(H, le(256)).as_bytes(),
        [0x00, 0xB0, 0x8A, 0x00, 0x00]
    );
    assert_eq!(
        Command::case2(H, le(251)).as_bytes(),
        [0x00, 0xB0, 0x8A, 0x00, 0xFB]
    );
    assert_eq!(
        Command::case2(H, Expected::MAX).as_bytes(),
        [0x00, 0xB0, 0x8A, 0x00, 0x00, 0x00, 0x00]
    );
    assert_eq!(
        Command::case2(H, le(0x0640)).as_bytes(),
        [0x00, 0xB0, 0x8A, 0x00, 0x00, 0x06, 0x40]
    );
    assert_eq!(
        Command::case3(H, &[1, 2]).unwrap().as_bytes(),
        [0x00, 0xB0, 0x8A, 0x00, 0x02, 1, 2]
    );
    assert_eq!(
        Command::case4(H, &[1, 2], le(256)).unwrap().as_bytes(),
        [0x00, 0xB0, 0x8A, 0x00, 0x02, 1, 2, 0x00]
    );
    assert_eq!(
        Command::case4(H, &[1, 2], le(257)).unwrap().as_bytes(),
        [0x00, 0xB0, 0x8A, 0x00, 0x00, 0x00, 0x02, 1, 2, 0x01, 0x01]
    );
    let long = Command::case3(H, &[7; 256]).unwrap();
    assert_eq!(
        &long.as_bytes()[..7],
        [0x00, 0xB0, 0x8A, 0x00, 0x00, 0x01, 0x00]
    );
    assert_eq!(long.as_bytes().len(), 7 + 256);
}

#[test]
fn a_buffer_never_grows() {
    for command in [
        Command::case1(H),
        Command::case2(H, Expected::MAX),
        Command::case3(H, &[1; 14]).unwrap(),
        Command::case4(H, &[1; 300], le(256)).unwrap(),
    ] {
        assert_eq!(command.as_bytes().len(), command.bytes_capacity());
    }
}

#[test]
fn data_are_not_shown() {
    let command = Command::case3(Header::new(0, 0x20, 0, 0x98), b"7391").unwrap();
    assert_eq!(format!("{command:?}"), "Command(00 20 00 98, 4 bytes)");
    let answer = [b'x', b'y', 0x90, 0x00];
    let response = Response::parse(&answer).unwrap();
    assert_eq!(format!("{response:?}"), "Response(2 bytes, 9000)");
}

#[test]
fn an_answer_without_a_status_word_is_none() {
    assert_eq!(Response::parse(&[]), Err(IncompleteAnswer(0)));
    assert_eq!(Response::parse(&[0x90]), Err(IncompleteAnswer(1)));
    assert!(Response::parse(&[0x90, 0x00]).unwrap().data().is_empty());
}

#[test]
#[cfg_attr(miri, ignore = "every status word")]
fn every_status_word_comes_back_and_only_9000_is_done() {
    for value in 0..=u16::MAX {
        let status = StatusWord::new(value);
        assert_eq!(status.value(), value);
        assert_eq!(StatusWord::from_bytes(value.to_be_bytes()), status);
        assert_eq!(status.is_done(), value == 0x9000);
        assert_eq!(status.meaning() == Meaning::Done, value == 0x9000);
    }
}

/// The whole table of what tells tries; written out from the card's facts, every other value
/// of the 65,536 must say "unknown", and so must more tries than the key can have.
#[test]
#[cfg_attr(miri, ignore = "every status word")]
fn tries_are_known_only_from_the_words_that_tell_them() {
    for most in [0, 1, 2, 3, 5, 10, 15] {
        for value in 0..=u16::MAX {
            let left = u8::try_from(value & 0xF).unwrap();
            let expected = match value {
                0x63C0 | 0x6983 | 0x6984 => Tries::Blocked,
                0x63C1..=0x63CF if left <= most => Tries::Left(left),
                _ => Tries::Unknown,
            };
            let told = StatusWord::new(value).tries(most);
            assert_eq!(told, expected, "{value:04X} of {most}");
        }
    }
}

#[test]
fn zero_in_61xx_and_6cxx_stands_for_256() {
    assert_eq!(StatusWord::new(0x6100).meaning(), Meaning::MoreData(256));
    assert_eq!(StatusWord::new(0x61FF).meaning(), Meaning::MoreData(255));
    assert_eq!(StatusWord::new(0x6C00).meaning(), Meaning::RightLength(256));
    assert_eq!(StatusWord::new(0x6C10).meaning(), Meaning::RightLength(16));
}

proptest! {
    #[test]
    fn a_command_is_read_as_it_is_written(
        header in any::<[u8; 4]>(),
        data in proptest::collection::vec(any::<u8>(), 0..600),
        expected in proptest::option::of(1_u32..=65_536),
    ) {
        let header = Header::new(header[0], header[1], header[2], header[3]);
        let expected = expected.map(le);
        let command = match (data.is_empty(), expected) {
            (true, None) => Command::case1(header),
            (true, Some(expected)) => Command::case2(header, expected),
            (false, None) => Command::case3(header, &data).unwrap(),
            (false, Some(expected)) => Command::case4(header, &data, expected).unwrap(),
        };
        let read = Command::decode(command.as_bytes()).unwrap();
        prop_assert_eq!(read.header(), header);
        prop_assert_eq!(read.data_length(), data.len());
        prop_assert_eq!(read.expected(), expected);
        prop_assert_eq!(read.is_extended(), command.is_extended());
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(command) = Command::decode(&bytes) {
            prop_assert_eq!(command.as_bytes(), &bytes[..]);
        }
    }
}
