//! Writing BER and DER objects: the emulator makes its bytes by hand, so that the library's
//! parsers meet bytes that they did not help to make.
#![forbid(unsafe_code)]

use iso7816_tlv::ber::Tag;

/// An object with the shortest form of its length.
///
/// The tag is written by iso7816-tlv, and the length by hand: that crate (0.4.4) writes a length of
/// 127 as `81 7F`, which DER forbids.
pub(crate) fn object(tag: u32, value: &[u8]) -> Vec<u8> {
    let mut bytes = tag_bytes(tag);
    let length = value.len();
    if let Ok(short) = u8::try_from(length)
        && short < 0x80
    {
        bytes.push(short);
    } else {
        let big_endian = length.to_be_bytes();
        let significant: Vec<u8> = big_endian.iter().copied().skip_while(|&b| b == 0).collect();
        bytes.push(0x80 | u8::try_from(significant.len()).unwrap_or(0));
        bytes.extend(significant);
    }
    bytes.extend_from_slice(value);
    bytes
}

/// An object whose length is written `82 hh ll` whatever it is, as the cards do in many places
/// (text EF 0005 begins `FF40 82009F` \[V\]).
pub(crate) fn long_object(tag: u32, value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(value.len()).unwrap_or(u16::MAX).to_be_bytes();
    [&tag_bytes(tag), &[0x82][..], &length, value].concat()
}

/// The tags here are constants of ours, of one or two bytes; what is none is written as its bytes.
fn tag_bytes(tag: u32) -> Vec<u8> {
    Tag::try_from(tag).map_or_else(
        |_| tag.to_be_bytes().to_vec(),
        |tag| tag.to_bytes().to_vec(),
    )
}

/// Several parts, one after the other.
pub(crate) fn join(parts: &[Vec<u8>]) -> Vec<u8> {
    parts.concat()
}

/// An object identifier's content, from its arcs.
pub(crate) fn oid_content(arcs: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut push = |arc: u32| {
        let mut groups = Vec::new();
        let mut rest = arc;
        loop {
            groups.push(u8::try_from(rest & 0x7F).unwrap_or(0));
            rest >>= 7;
            if rest == 0 {
                break;
            }
        }
        let last = groups.len() - 1;
        for (place, group) in groups.iter().rev().enumerate() {
            bytes.push(if place < last { group | 0x80 } else { *group });
        }
    };
    if let [first, second, rest @ ..] = arcs {
        push(first * 40 + second);
        for &arc in rest {
            push(arc);
        }
    }
    bytes
}

/// DER, by its universal tags.
pub(crate) mod der {
    use super::{join, object, oid_content};

    pub(crate) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
        object(0x30, &join(parts))
    }

    pub(crate) fn set(parts: &[Vec<u8>]) -> Vec<u8> {
        object(0x31, &join(parts))
    }

    pub(crate) fn oid(arcs: &[u32]) -> Vec<u8> {
        object(0x06, &oid_content(arcs))
    }

    pub(crate) fn null() -> Vec<u8> {
        vec![0x05, 0x00]
    }

    pub(crate) fn boolean_true() -> Vec<u8> {
        vec![0x01, 0x01, 0xFF]
    }

    /// A non-negative integer from its big-endian bytes.
    pub(crate) fn integer(magnitude: &[u8]) -> Vec<u8> {
        let mut value: Vec<u8> = magnitude.iter().copied().skip_while(|&b| b == 0).collect();
        if value.first().is_none_or(|&first| first & 0x80 != 0) {
            value.insert(0, 0);
        }
        object(0x02, &value)
    }

    pub(crate) fn octets(value: &[u8]) -> Vec<u8> {
        object(0x04, value)
    }

    pub(crate) fn bits(value: &[u8]) -> Vec<u8> {
        object(0x03, &[&[0], value].concat())
    }

    pub(crate) fn utf8(text: &str) -> Vec<u8> {
        object(0x0C, text.as_bytes())
    }

    pub(crate) fn printable(text: &str) -> Vec<u8> {
        object(0x13, text.as_bytes())
    }

    pub(crate) fn ia5(tag: u8, text: &str) -> Vec<u8> {
        object(u32::from(tag), text.as_bytes())
    }

    /// `[number]`, constructed.
    pub(crate) fn context(number: u8, value: &[u8]) -> Vec<u8> {
        object(0xA0 | u32::from(number), value)
    }

    /// `[number]`, primitive.
    pub(crate) fn context_primitive(number: u8, value: &[u8]) -> Vec<u8> {
        object(0x80 | u32::from(number), value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_as_short_as_they_can_be() {
        assert_eq!(object(0x04, &[7; 3]), [4, 3, 7, 7, 7]);
        assert_eq!(object(0x04, &[0; 0x7F])[..2], [4, 0x7F]);
        assert_eq!(object(0x04, &[0; 0x80])[..3], [4, 0x81, 0x80]);
        assert_eq!(object(0x04, &[0; 0x100])[..4], [4, 0x82, 1, 0]);
        assert_eq!(long_object(0xDF43, &[0; 2]), [0xDF, 0x43, 0x82, 0, 2, 0, 0]);
    }

    #[test]
    fn object_identifiers_and_integers() {
        // 1.2.392.200149.8.5.1.0.30, as it stands in a published test card's certificate [V].
        assert_eq!(
            der::oid(&[1, 2, 392, 200_149, 8, 5, 1, 0, 30]),
            [
                0x06, 0x0B, 0x2A, 0x83, 0x08, 0x8C, 0x9B, 0x55, 0x08, 0x05, 0x01, 0x00, 0x1E
            ]
        );
        assert_eq!(der::integer(&[0, 0x80]), [2, 2, 0, 0x80]);
        assert_eq!(der::integer(&[0]), [2, 1, 0]);
    }
}
