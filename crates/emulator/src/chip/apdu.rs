//! Taking a command apart: the four cases of ISO 7816-3, short and extended.
#![forbid(unsafe_code)]

use super::status;

/// A command as the chip sees it.
#[derive(Clone, Copy)]
pub(super) struct Apdu<'a> {
    pub(super) cla: u8,
    pub(super) ins: u8,
    pub(super) p1: u8,
    pub(super) p2: u8,
    /// The data field; `None` where the command has none.
    pub(super) data: Option<&'a [u8]>,
    /// How much the host expects: 256 for short `00`, 65,536 for extended `0000`.
    pub(super) expected: Option<usize>,
    pub(super) extended: bool,
}

impl<'a> Apdu<'a> {
    pub(super) fn parse(command: &'a [u8]) -> Result<Self, u16> {
        let &[cla, ins, p1, p2, ref body @ ..] = command else {
            return Err(status::WRONG_LENGTH);
        };
        let bare = Self {
            cla,
            ins,
            p1,
            p2,
            data: None,
            expected: None,
            extended: false,
        };
        match *body {
            [] => Ok(bare),
            [le] => Ok(Self {
                expected: Some(short_expected(le)),
                ..bare
            }),
            [0, high, low] => Ok(Self {
                expected: Some(extended_expected(high, low)),
                extended: true,
                ..bare
            }),
            [0, high, low, ref rest @ ..] => {
                let length = usize::from(u16::from_be_bytes([high, low]));
                let extended = Self {
                    extended: true,
                    ..bare
                };
                match rest.split_at_checked(length) {
                    Some((data, [])) if length > 0 => Ok(Self {
                        data: Some(data),
                        ..extended
                    }),
                    Some((data, &[high, low])) if length > 0 => Ok(Self {
                        data: Some(data),
                        expected: Some(extended_expected(high, low)),
                        ..extended
                    }),
                    _ => Err(status::WRONG_LENGTH),
                }
            }
            [0, _] => Err(status::WRONG_LENGTH),
            [length, ref rest @ ..] => match rest.split_at_checked(usize::from(length)) {
                Some((data, [])) => Ok(Self {
                    data: Some(data),
                    ..bare
                }),
                Some((data, &[le])) => Ok(Self {
                    data: Some(data),
                    expected: Some(short_expected(le)),
                    ..bare
                }),
                _ => Err(status::WRONG_LENGTH),
            },
        }
    }
}

fn short_expected(le: u8) -> usize {
    if le == 0 { 256 } else { usize::from(le) }
}

fn extended_expected(high: u8, low: u8) -> usize {
    match u16::from_be_bytes([high, low]) {
        0 => 65_536,
        le => usize::from(le),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(command: &[u8]) -> (Option<Vec<u8>>, Option<usize>, bool) {
        let apdu = Apdu::parse(command).unwrap_or_else(|_| panic!("{command:02X?}"));
        (apdu.data.map(<[u8]>::to_vec), apdu.expected, apdu.extended)
    }

    #[test]
    fn all_seven_forms() {
        assert_eq!(parts(&[0, 0x20, 0, 0x80]), (None, None, false));
        assert_eq!(parts(&[0, 0xB0, 0, 0, 0]), (None, Some(256), false));
        assert_eq!(parts(&[0, 0xB0, 0, 0, 0xFB]), (None, Some(251), false));
        assert_eq!(parts(&[0, 0xA4, 0, 0, 1, 9]), (Some(vec![9]), None, false));
        assert_eq!(
            parts(&[0, 0xA4, 0, 0, 1, 9, 4]),
            (Some(vec![9]), Some(4), false)
        );
        assert_eq!(parts(&[0, 0xB0, 0, 0, 0, 0, 0]), (None, Some(65_536), true));
        assert_eq!(
            parts(&[0, 0xA2, 0, 0, 0, 0, 2, 8, 9]),
            (Some(vec![8, 9]), None, true)
        );
        assert_eq!(
            parts(&[0, 0xA2, 0, 0, 0, 0, 2, 8, 9, 1, 0]),
            (Some(vec![8, 9]), Some(256), true)
        );
    }

    #[test]
    fn lengths_that_contradict_are_refused() {
        for bad in [
            &[][..],
            &[0],
            &[0, 0x20, 0],
            &[0, 0x20, 0, 0x80, 4, 1],
            &[0, 0x20, 0, 0x80, 1, 1, 1, 1],
            &[0, 0xB0, 0, 0, 0, 0],
            &[0, 0xB0, 0, 0, 0, 0, 0, 0],
            &[0, 0xB0, 0, 0, 0, 0, 5, 1],
            &[0, 0xB0, 0, 0, 0, 0, 1, 1, 1],
        ] {
            assert_eq!(Apdu::parse(bad).err(), Some(0x6700), "{bad:02X?}");
        }
    }
}
