//! What reader, driver and protocol can carry, by what they say of themselves.
#![forbid(unsafe_code)]

use crate::{LinkCapabilities, MAX_DRIVER_LENGTH, ShortBlock};

use super::Code;
use super::service::{Channel, ControlCode};

/// `CM_IOCTL_GET_FEATURE_REQUEST` (PC/SC part 10) \[D\].
const GET_FEATURES: ControlCode = ControlCode::Portable(3400);
/// The tag of the feature that reads the reader's properties.
const FEATURE_TLV_PROPERTIES: u8 = 0x12;
/// The tag of the property `dwMaxAPDUDataSize`.
const MAX_APDU_DATA: u8 = 0x0A;

/// Asks the driver. Nothing here reaches the chip.
pub(super) fn of(channel: &mut dyn Channel) -> LinkCapabilities {
    let short_block = match channel.answer_to_reset() {
        Ok(atr) if is_contactless(&atr) => ShortBlock::Framed,
        _ => ShortBlock::Full,
    };
    let short = LinkCapabilities {
        short_block,
        ..LinkCapabilities::SHORT
    };
    if !channel.is_block_protocol() {
        return short;
    }
    match max_apdu_data(&mut |function, answer| channel.control(function, answer)) {
        // No word from the driver: most readers can (of the 691 in libccid's list, all but a
        // quarter [ran]), and the card side tries before it relies on it.
        None => LinkCapabilities {
            extended: true,
            // Also what goes through vsmartcard's virtual reader, which has 16 bits for the length
            // of a message: a command of 65,536 bytes makes it lose the card (measured with 3.3).
            max_command: MAX_DRIVER_LENGTH,
            max_response: MAX_DRIVER_LENGTH,
            short_block,
        },
        Some(data) if data <= 256 => short,
        Some(data) => LinkCapabilities {
            extended: true,
            // Header, extended Lc, data, extended Le.
            max_command: data.saturating_add(4 + 3 + 2),
            max_response: data.saturating_add(2),
            short_block,
        }
        .for_driver(),
    }
}

/// What a control code asks a driver for, into a buffer.
type Control<'c> = &'c mut dyn FnMut(ControlCode, &mut [u8]) -> Result<usize, Code>;

/// `dwMaxAPDUDataSize`: up to 256 the reader carries short APDUs only; `None` if not said.
pub(super) fn max_apdu_data(control: Control<'_>) -> Option<usize> {
    let mut answer = [0_u8; 264];
    let length = control(GET_FEATURES, &mut answer).ok()?;
    let value = find(answer.get(..length)?, FEATURE_TLV_PROPERTIES)?;
    // The control code stands in network order.
    let code = u32::from_be_bytes(value.try_into().ok()?);
    let length = control(ControlCode::Driver(code), &mut answer).ok()?;
    let value = find(answer.get(..length)?, MAX_APDU_DATA)?;
    // Properties stand in the order of the host, which is little-endian wherever PC/SC is found
    // at a counter.
    let data = u32::from_le_bytes(value.try_into().ok()?);
    usize::try_from(data).ok()
}

/// The value of the first object with `tag` in a list of tag, length, value of one byte each.
fn find(mut list: &[u8], tag: u8) -> Option<&[u8]> {
    while let [this, length, rest @ ..] = list {
        let length = usize::from(*length);
        let value = rest.get(..length)?;
        if *this == tag {
            return Some(value);
        }
        list = rest.get(length..)?;
    }
    None
}

/// Whether the answer to reset is of the form that PC/SC part 3 prescribes for contactless cards:
/// `3B 8n 80 01` \[D\]. Used for the size of blocks only, never to accept or refuse a card.
fn is_contactless(atr: &[u8]) -> bool {
    matches!(atr, [0x3B, t0, 0x80, 0x01, ..] if t0 & 0xF0 == 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_to_reset_are_told_apart() {
        // docs/facts/card.md §1: four contactless, then the contact ones.
        assert!(is_contactless(&[0x3B, 0x88, 0x80, 0x01, 0x00, 0x00, 0x05]));
        assert!(is_contactless(&[0x3B, 0x88, 0x80, 0x01, 0x00, 0x4B, 0x51]));
        for contact in [
            &[0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31][..],
            &[0x3B, 0xDA, 0x13, 0xFF, 0x81],
            &[0x3B, 0xF5, 0x91, 0x00, 0xFF],
            &[],
        ] {
            assert!(!is_contactless(contact));
        }
    }

    #[test]
    fn a_list_that_is_cut_off_or_lies_is_not_followed() {
        assert_eq!(find(&[0x01, 1, 9, 0x0A, 2, 7, 8], 0x0A), Some(&[7, 8][..]));
        assert_eq!(find(&[0x01, 9, 9, 0x0A, 0], 0x0A), None);
        assert_eq!(find(&[0x0A], 0x0A), None);
        assert_eq!(find(&[], 0x0A), None);
    }
}
