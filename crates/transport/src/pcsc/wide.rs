//! Readers' names between UTF-16, as Windows keeps them, and the bytes of a [`ReaderName`].
//!
//! Both ways are exact: a surrogate without its partner, which a driver that cuts a name can leave,
//! is written as UTF-8 would write its number, and so is told from every character. No reader has
//! a name of other bytes that are not UTF-8.
#![forbid(unsafe_code)]

use super::service::ReaderName;

/// The names in a list of names, each with a zero behind it and one more at the end.
pub(super) fn names(list: &[u16]) -> Vec<ReaderName> {
    list.split(|&unit| unit == 0)
        .filter(|name| !name.is_empty())
        .filter_map(|name| ReaderName::new(bytes(name)))
        .collect()
}

/// The name in UTF-16 with a zero at its end; `None` if no reader of Windows can have it.
pub(super) fn terminated(name: &ReaderName) -> Option<Vec<u16>> {
    let mut units = Vec::with_capacity(name.as_bytes().len() + 1);
    let mut rest = name.as_bytes();
    while !rest.is_empty() {
        let mut taken = 0;
        if let Some(chunk) = rest.utf8_chunks().next() {
            units.extend(chunk.valid().encode_utf16());
            taken = chunk.valid().len();
        }
        rest = rest.get(taken..).unwrap_or_default();
        if let [first, second, third, behind @ ..] = rest {
            let lone = surrogate(*first, *second, *third)?;
            // A pair is one character and has been written as such.
            let follows = matches!(units.last(), Some(0xD800..0xDC00)) && lone >= 0xDC00;
            if follows {
                return None;
            }
            units.push(lone);
            rest = behind;
        } else if !rest.is_empty() {
            return None;
        }
    }
    units.push(0);
    Some(units)
}

fn bytes(name: &[u16]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(name.len() * 3);
    for unit in char::decode_utf16(name.iter().copied()) {
        match unit {
            Ok(character) => {
                bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            Err(lone) => {
                let [high, low] = lone.unpaired_surrogate().to_be_bytes();
                let second = 0x80 | (high & 0x0F) << 2 | low >> 6;
                bytes.extend_from_slice(&[0xE0 | high >> 4, second, 0x80 | low & 0x3F]);
            }
        }
    }
    bytes
}

/// The surrogate that three bytes stand for.
fn surrogate(first: u8, second: u8, third: u8) -> Option<u16> {
    let is_one = first == 0xED && matches!(second, 0xA0..=0xBF) && matches!(third, 0x80..=0xBF);
    let low = (second & 0x03) << 6 | third & 0x3F;
    is_one.then(|| u16::from_be_bytes([0xD0 | second >> 2 & 0x0F, low]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn names_go_both_ways_whatever_the_code_page_lacks() {
        for text in [
            "顔認証付きカードリーダー 0",
            "Sony™ リーダ〜® 😀 0",
            "x",
            "\u{FFFD}\u{FFFF}\u{10FFFF}",
        ] {
            let [name] = <[ReaderName; 1]>::try_from(names(&units(text))).unwrap();
            assert_eq!(&name, text);
            let mut expected = units(text);
            expected.push(0);
            assert_eq!(terminated(&name), Some(expected));
        }
        let listed = names(&units("A 0\0リーダー 1\0\0rest"));
        assert_eq!(listed.len(), 3, "empty ones are none");
        assert!(names(&[0, 0]).is_empty() && names(&[]).is_empty());
    }

    #[test]
    fn every_single_unit_and_every_broken_pair_comes_back() {
        let lone = (1..=0xFFFF).map(|unit| vec![unit]);
        let broken = [0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0x41, 0x3042];
        let broken = broken
            .iter()
            .flat_map(|&one| broken.iter().map(move |&other| vec![one, other]));
        let mut seen = std::collections::BTreeSet::new();
        for mut name in lone.chain(broken) {
            let [read] = <[ReaderName; 1]>::try_from(names(&name)).unwrap();
            assert!(seen.insert(read.as_bytes().to_vec()), "{name:04X?}");
            name.push(0);
            assert_eq!(terminated(&read), Some(name));
        }
    }

    #[test]
    fn bytes_that_are_no_name_of_windows_are_refused() {
        for bytes in [
            // Shift_JIS.
            &b"\x8A\xE7\x94F\x8F\xD8"[..],
            b"a\xE3\x83",
            b"\xFF",
            b"\xED\xA0",
            b"\xED\xA0a",
            // What UTF-8 writes as one character: D83D DE00.
            b"\xED\xA0\xBD\xED\xB8\x80",
        ] {
            assert_eq!(terminated(&ReaderName::new(bytes).unwrap()), None);
        }
    }
}
