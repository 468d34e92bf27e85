#![forbid(unsafe_code)]

use proptest::prelude::*;

use super::*;

const S: Structure = Structure::Other;

fn kind(bytes: &[u8]) -> TlvErrorKind {
    Reader::new(S, bytes).next().unwrap_err().kind
}

#[test]
fn ranges_count_from_the_start_of_the_file() {
    let file = [
        0xAA, 0xBB, 0xFF, 0x20, 0x07, 0xDF, 0x23, 0x01, b'1', 0x04, 0x01, 0x09, 0xFF, 0xFF,
    ];
    let outer = locate(S, &file, Tag::new(0xFF20)).unwrap();
    assert_eq!(outer.range(), 2..12);
    assert_eq!(outer.value_range(), 5..12);
    let mut inner = outer.children().unwrap();
    let sex = inner.expect(Tag::new(0xDF23)).unwrap();
    assert_eq!(
        (sex.range(), sex.value(), sex.depth()),
        (5..9, &b"1"[..], 1)
    );
    assert_eq!(sex.whole(), &file[5..9]);
    assert!(inner.optional(Tag::new(0x05)).unwrap().is_none());
    assert_eq!(inner.expect(Tag::new(0x04)).unwrap().offset(), 9);
    inner.finish().unwrap();
}

#[test]
fn long_lengths_are_read_and_longer_ones_refused() {
    let mut long = vec![0x04, 0x82, 0x01, 0x2C];
    long.extend([7; 300]);
    let object = Reader::new(S, &long).next().unwrap().unwrap();
    assert_eq!(object.value().len(), 300);
    assert_eq!(kind(&[0x04, 0x80, 0, 0]), TlvErrorKind::IndefiniteLength);
    assert_eq!(
        kind(&[0x04, 0x85, 0, 0, 0, 0, 1, 9]),
        TlvErrorKind::LengthTooLong
    );
    assert_eq!(
        kind(&[0x04, 0x88, 255, 255, 255, 255, 255, 255, 255, 255]),
        TlvErrorKind::LengthTooLong
    );
    assert!(matches!(
        kind(&[0x04, 0x84, 255, 255, 255, 255, 1]),
        TlvErrorKind::Truncated { .. } | TlvErrorKind::LengthTooLong
    ));
}

#[test]
fn filler_ends_a_file_and_junk_does_not_begin_it_for_long() {
    assert!(Reader::new(S, &[0xFF; 40]).next().unwrap().is_none());
    assert_eq!(kind(&[0xFF, 0xFF, 0xFF, 0x01, 0x00]), TlvErrorKind::BadTag);
    assert_eq!(kind(&[0x00, 0x00]), TlvErrorKind::BadTag);

    let object = [0xFF, 0x20, 0x01, 0x55];
    for junk in [0, 2, MAX_LEADING_JUNK] {
        let mut file = vec![0x00; junk];
        file.extend(object);
        assert_eq!(locate(S, &file, Tag::new(0xFF20)).unwrap().offset(), junk);
    }
    let mut file = vec![0x00; MAX_LEADING_JUNK + 1];
    file.extend(object);
    assert_eq!(
        locate(S, &file, Tag::new(0xFF20)).unwrap_err().kind,
        TlvErrorKind::Missing(Tag::new(0xFF20))
    );
    let error = locate(S, &[0xFF, 0x20, 0x01, 0x55, 0x01], Tag::new(0xFF20)).unwrap_err();
    assert_eq!((error.kind, error.offset), (TlvErrorKind::TrailingBytes, 4));
}

#[test]
fn a_walk_meets_outer_before_inner() {
    let bytes = [0x30, 0x05, 0x30, 0x03, 0x04, 0x01, 0x01, 0x05, 0x00];
    let met: Vec<_> = Reader::new(S, &bytes)
        .walk()
        .map(|object| object.unwrap())
        .map(|object| (object.tag().value(), object.offset(), object.depth()))
        .collect();
    assert_eq!(
        met,
        [(0x30, 0, 0), (0x30, 2, 1), (0x04, 4, 2), (0x05, 7, 0)]
    );
}

#[test]
fn depth_and_number_are_bounded() {
    let mut bytes = vec![0x05, 0x00];
    for _ in 0..MAX_DEPTH {
        bytes = encode(Tag::new(0x30), &bytes);
    }
    assert!(Reader::new(S, &bytes).walk().all(|object| object.is_ok()));
    bytes = encode(Tag::new(0x30), &bytes);
    let error = Reader::new(S, &bytes).walk().find_map(Result::err).unwrap();
    assert_eq!(error.kind, TlvErrorKind::TooDeep);
    assert_eq!(error.offset, MAX_DEPTH * 2);

    let flat = [0x05, 0x00].repeat(MAX_OBJECTS + 1);
    let error = Reader::new(S, &flat).walk().find_map(Result::err).unwrap();
    assert_eq!(error.kind, TlvErrorKind::TooManyObjects);
}

#[test]
fn an_error_says_the_record_and_the_byte() {
    let mut reader = Reader::new(Structure::FaceRecord, &[0x04, 0x01, 0x00, 0x04, 0x09, 0x00]);
    reader.next().unwrap();
    assert_eq!(
        reader.next().unwrap_err().to_string(),
        "the face record is malformed at byte 3: 11 bytes are needed and 3 are there"
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let met = Reader::new(S, &bytes).walk().count();
        prop_assert!(met <= MAX_OBJECTS + 1);
        let _ = locate(S, &bytes, Tag::new(0xFF20));
        if let Ok(header) = Header::parse(S, &bytes, 0) {
            prop_assert!(header.total_length() >= header.value_length);
        }
    }

    #[test]
    fn what_is_written_is_read(
        tag in prop_oneof![Just(0x04_u32), Just(0x30), Just(0xDF21), Just(0xFF20), Just(0x7F21)],
        value in proptest::collection::vec(any::<u8>(), 0..70_000),
    ) {
        let bytes = encode(Tag::new(tag), &value);
        let object = Reader::new(S, &bytes).next().unwrap().unwrap();
        prop_assert_eq!(object.tag().value(), tag);
        prop_assert_eq!(object.value(), &value[..]);
        prop_assert_eq!(object.whole(), &bytes[..]);
    }
}
