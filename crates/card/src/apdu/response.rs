//! An answer of the chip.
#![forbid(unsafe_code)]

use core::fmt;

use super::StatusWord;

/// An answer, borrowed from the buffer it came in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Response<'a> {
    data: &'a [u8],
    status: StatusWord,
}

/// An answer without a status word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer has {0} bytes and therefore no status word")]
pub struct IncompleteAnswer(pub usize);

impl<'a> Response<'a> {
    /// Takes an answer apart.
    pub fn parse(answer: &'a [u8]) -> Result<Self, IncompleteAnswer> {
        let (data, status) = answer
            .split_last_chunk::<2>()
            .ok_or(IncompleteAnswer(answer.len()))?;
        Ok(Self {
            data,
            status: StatusWord::from_bytes(*status),
        })
    }

    /// The data before the status word; may be empty.
    pub const fn data(&self) -> &'a [u8] {
        self.data
    }

    /// The status word.
    pub const fn status(&self) -> StatusWord {
        self.status
    }
}

/// Shows length and status only.
impl fmt::Debug for Response<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({} bytes, {})", self.data.len(), self.status)
    }
}
