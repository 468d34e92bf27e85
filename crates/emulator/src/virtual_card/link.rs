//! The link between host and chip: what it claims to carry, and what it really carries.
#![forbid(unsafe_code)]

use mynareader_transport::{LinkCapabilities, ShortBlock};

/// A link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it says of itself.
    pub capabilities: LinkCapabilities,
    /// How it fails extended APDUs that it claims to carry.
    pub extended_failure: Option<ExtendedFailure>,
}

/// How a link that claims extended APDUs fails them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExtendedFailure {
    /// The exchange breaks; the chip never saw the command, but the host cannot know.
    Broken,
    /// The reader itself answers with this status word (`6700`, `6A86`, `6D00` are known).
    Refused(u16),
    /// The chip answers, and this many bytes of it arrive.
    Truncated(usize),
}

impl Link {
    /// Carries extended APDUs.
    pub const EXTENDED: Self = Self {
        capabilities: LinkCapabilities::EXTENDED,
        extended_failure: None,
    };

    /// Carries short APDUs only, and says so.
    pub const SHORT: Self = Self {
        capabilities: LinkCapabilities::SHORT,
        extended_failure: None,
    };

    /// Carries short APDUs only and asks for blocks of 251 bytes.
    pub const SHORT_FRAMED: Self = Self {
        capabilities: LinkCapabilities {
            short_block: ShortBlock::Framed,
            ..LinkCapabilities::SHORT
        },
        extended_failure: None,
    };

    /// Claims extended APDUs and fails them so.
    pub const fn failing_extended(failure: ExtendedFailure) -> Self {
        Self {
            capabilities: LinkCapabilities::EXTENDED,
            extended_failure: Some(failure),
        }
    }
}

/// Whether a command is an extended APDU: a zero where a short one has its length, and more
/// behind it.
pub(super) fn is_extended(command: &[u8]) -> bool {
    command.len() > 5 && command.get(4) == Some(&0)
}
