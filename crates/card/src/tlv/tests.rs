#![forbid(unsafe_code)]

use iso7816_tlv::ber;
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
        bytes = nested(&bytes);
    }
    assert!(Reader::new(S, &bytes).walk().all(|object| object.is_ok()));
    bytes = nested(&bytes);
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

    /// The other parser (iso7816-tlv) and this walk agree on every input that both take.
    #[test]
    fn the_walk_agrees_with_the_other_parser(bytes in near_objects()) {
        agree(&bytes);
    }

    #[test]
    fn what_the_other_writes_is_read(tree in tree()) {
        let bytes = tree.to_vec();
        prop_assume!(counts_right(&tree));
        let object = Reader::new(S, &bytes).next().unwrap().unwrap();
        prop_assert_eq!(object.whole(), &bytes[..]);
        prop_assert!(agree(&bytes), "both take it");
    }
}

/// An object around bytes of less than 128.
fn nested(value: &[u8]) -> Vec<u8> {
    [&[0x30, u8::try_from(value.len()).unwrap()], value].concat()
}

/// Objects as iso7816-tlv makes them, with tags that the card's records have and others.
fn tree() -> impl Strategy<Value = ber::Tlv> {
    let tag = |constructed: bool| {
        let tags: &[u32] = if constructed {
            &[0x30, 0x7F21, 0xFF20, 0xA1, 0x7F49]
        } else {
            &[0x04, 0x5F37, 0xDF21, 0xDF2A, 0x90, 0x5F_81_22]
        };
        proptest::sample::select(tags).prop_map(|tag| ber::Tag::try_from(tag).unwrap())
    };
    let leaf = (tag(false), proptest::collection::vec(any::<u8>(), 0..300))
        .prop_map(|(tag, value)| ber::Tlv::new(tag, ber::Value::Primitive(value)).unwrap());
    // One level less than the walk goes down, and fewer objects than it meets.
    leaf.prop_recursive(6, 60, 4, move |inner| {
        (tag(true), proptest::collection::vec(inner, 0..4))
            .prop_map(|(tag, parts)| ber::Tlv::new(tag, ber::Value::Constructed(parts)).unwrap())
    })
}

/// Such objects with a byte altered, cut short, or with bytes after them; and any bytes.
fn near_objects() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..200),
        (tree(), any::<proptest::sample::Index>(), any::<u8>()).prop_map(|(tree, at, byte)| {
            let mut bytes = tree.to_vec();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes
        }),
        (tree(), any::<proptest::sample::Index>()).prop_map(|(tree, end)| {
            let mut bytes = tree.to_vec();
            bytes.truncate(end.index(bytes.len() + 1));
            bytes
        }),
        (tree(), proptest::collection::vec(any::<u8>(), 0..9)).prop_map(|(tree, after)| [
            tree.to_vec(),
            after
        ]
        .concat()),
    ]
}

/// One object of a tree: its tag, how deep it lies, and its value where it holds no objects.
type Flat = Vec<(u32, usize, Option<Vec<u8>>)>;

/// The other one (0.4.4) writes a length of 127 in two bytes and counts one for it, so that the
/// objects around it end in the wrong place.
fn counts_right(object: &ber::Tlv) -> bool {
    object.value().len_as_bytes() != 127
        && match object.value() {
            ber::Value::Primitive(_) => true,
            ber::Value::Constructed(parts) => parts.iter().all(counts_right),
        }
}

/// Whether both take the first object. Where both do, they must say the same.
fn agree(bytes: &[u8]) -> bool {
    let (theirs, rest) = ber::Tlv::parse(bytes);
    // It finds the end of an object by counting what it would write: where a length is not in its
    // shortest form, it reads past that end.
    let theirs = theirs.ok().filter(|object| {
        counts_right(object) && object.to_vec() == bytes[..bytes.len() - rest.len()]
    });
    let ours = Reader::new(S, bytes).next();
    let (Some(theirs), Ok(Some(object))) = (theirs, ours) else {
        return false;
    };
    let mut flat = Flat::new();
    let mut refused = false;
    flatten(&theirs, 0, &mut flat);
    let mut walked = Flat::new();
    for step in Reader::new(S, object.whole()).walk() {
        match step {
            Ok(object) => walked.push((
                object.tag().value(),
                object.depth(),
                (!object.tag().is_constructed()).then(|| object.value().to_vec()),
            )),
            // Refused here alone: `80` is no length of nothing, `00` no tag, and the bounds.
            Err(error) => {
                refused = true;
                assert!(
                    matches!(
                        error.kind,
                        TlvErrorKind::IndefiniteLength
                            | TlvErrorKind::BadTag
                            | TlvErrorKind::TooDeep
                            | TlvErrorKind::TooManyObjects
                    ),
                    "{error:?} on {bytes:02X?}"
                );
            }
        }
    }
    if !refused {
        assert_eq!(walked, flat, "{bytes:02X?}");
        assert_eq!(object.range().end, bytes.len() - rest.len(), "{bytes:02X?}");
    }
    !refused
}

fn flatten(object: &ber::Tlv, depth: usize, flat: &mut Flat) {
    let tag = object.tag().to_bytes().iter();
    let tag = tag.fold(0, |sum, &byte| sum << 8 | u32::from(byte));
    match object.value() {
        ber::Value::Primitive(value) => flat.push((tag, depth, Some(value.clone()))),
        ber::Value::Constructed(parts) => {
            flat.push((tag, depth, None));
            for part in parts {
                flatten(part, depth + 1, flat);
            }
        }
    }
}
