//! Reading files in the fewest exchanges.
//!
//! A file is selected and read by its short identifier in one exchange. How much to read is in
//! the header of its first object, so that filler is not fetched, and nothing is read twice. The
//! first long read is tried with one extended READ BINARY where the link claims it; should the
//! pair of reader and card not do it, the session goes on with short blocks and does not try
//! again (implementers disagree whether cards take it, three stacks do \[X\]
//! docs/facts/card.md §14).
#![forbid(unsafe_code)]

use zeroize::Zeroizing;

use super::profile::{FileEntry, Shape};
use super::wire::{Budget, Failure, Repeatable};
use super::{Card, CardError, CardErrorKind, Content, File, Operation};
use crate::apdu::{Expected, Meaning};
use crate::tlv::{self, TlvError, TlvErrorKind};
use mynareader_transport::{LinkCapabilities, LinkErrorKind};

/// How long files are read in this session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// With one extended READ BINARY, as far as is known.
    Extended,
    /// In short blocks.
    Short,
}

impl Reading {
    pub(super) const fn of_link(link: LinkCapabilities) -> Self {
        // Below that, extended form has nothing to give.
        if link.extended && link.max_response > 256 + 2 {
            Self::Extended
        } else {
            Self::Short
        }
    }
}

/// Answers shorter than asked for that are put up with while one file is read.
const SHORT_ANSWERS: usize = 8;

impl Card<'_> {
    /// Reads a file: its first object without the filler, or its fixed length, or its record.
    pub fn read(&mut self, file: File) -> Result<Content, CardError> {
        let operation = Operation::Read(file);
        self.gate(operation, None)?;
        let entry = self
            .profile
            .file(file)
            .ok_or_else(|| self.error(operation, CardErrorKind::NotInProfile))?;
        self.switch_to(entry.application)?;
        match entry.shape {
            Shape::Bytes(length) => self.read_bytes(file, entry, length),
            Shape::Record(record) => self.read_record(file, entry, record),
            Shape::Object { .. } => self.read_object(file, entry),
        }
    }

    /// A file of a known, small length.
    fn read_bytes(
        &mut self,
        file: File,
        entry: FileEntry,
        length: u16,
    ) -> Result<Content, CardError> {
        let operation = Operation::Read(file);
        let expected = Expected::new(u32::from(length.min(256)))
            .ok_or_else(|| self.error(operation, CardErrorKind::NotInProfile))?;
        let command = Repeatable::read_from_start(entry.id, expected);
        let mut answer = self.exchange(operation, &command, &mut Budget::new(4))?;
        match answer.status.meaning() {
            Meaning::Done | Meaning::EndOfFile => {
                answer.data.truncate(usize::from(length));
                Ok(answer.into_content())
            }
            _ => Err(self.error(operation, CardErrorKind::Status(answer.status))),
        }
    }

    /// One record of a record file.
    fn read_record(
        &mut self,
        file: File,
        entry: FileEntry,
        record: u8,
    ) -> Result<Content, CardError> {
        let operation = Operation::Read(file);
        let command = Repeatable::read_record(entry.id, record);
        let answer = self.exchange(operation, &command, &mut Budget::new(4))?;
        if !answer.status.is_done() {
            return Err(self.error(operation, CardErrorKind::Status(answer.status)));
        }
        Ok(answer.into_content())
    }

    /// A file that starts with one object, possibly after foreign bytes, and ends with filler.
    fn read_object(&mut self, file: File, entry: FileEntry) -> Result<Content, CardError> {
        let operation = Operation::Read(file);
        let block = self.link().short_block.bytes();
        let mut budget = Budget::new(
            u32::try_from(entry.most.div_ceil(block) + SHORT_ANSWERS).unwrap_or(u32::MAX),
        );
        let mut content = Zeroizing::new(Vec::new());
        if self.reading == Reading::Extended {
            content = self.read_extended(operation, entry, &mut budget)?;
        }
        loop {
            let end = self.end_of_object(file, entry, &content)?;
            if let Some(end) = end
                && content.len() >= end
            {
                content.truncate(end);
                return Ok(core::mem::take(&mut *content).into());
            }
            // The extended read, if there was one, gave nothing or was cut short: the pair of
            // reader and card does not do it, and is not asked again in this session.
            self.reading = Reading::Short;
            let offset = content.len();
            let wanted = end.map_or(block, |end| (end - offset).min(block));
            let expected = u32::try_from(wanted)
                .ok()
                .and_then(Expected::new)
                .ok_or_else(|| self.cut_short(file, offset, wanted))?;
            let command = if offset == 0 {
                Repeatable::read_from_start(entry.id, expected)
            } else {
                Repeatable::read_at(offset, expected)
                    .ok_or_else(|| self.cut_short(file, offset, wanted))?
            };
            let answer = self.exchange(operation, &command, &mut budget)?;
            match answer.status.meaning() {
                Meaning::Done | Meaning::EndOfFile if !answer.data.is_empty() => {
                    let kept = answer.data.len().min(wanted);
                    // A vector that grows by itself would leave copies behind: it gets its room once, as
                    // soon as the header has said how much there is.
                    let room = end.unwrap_or(block).max(offset.saturating_add(kept));
                    if content.capacity() < room {
                        let mut longer = Zeroizing::new(Vec::with_capacity(room));
                        longer.extend_from_slice(&content);
                        content = longer;
                    }
                    content.extend_from_slice(answer.data.get(..kept).unwrap_or_default());
                }
                Meaning::Done | Meaning::EndOfFile | Meaning::OffsetBeyondEnd if offset > 0 => {
                    return Err(self.cut_short(file, offset, wanted));
                }
                Meaning::Done | Meaning::EndOfFile => {
                    return Err(self.cut_short(file, 0, wanted));
                }
                _ => return Err(self.error(operation, CardErrorKind::Status(answer.status))),
            }
        }
    }

    /// The whole file in one exchange; what came of it, which may be nothing.
    fn read_extended(
        &mut self,
        operation: Operation,
        entry: FileEntry,
        budget: &mut Budget,
    ) -> Result<Zeroizing<Vec<u8>>, CardError> {
        let room = self.link().max_response.saturating_sub(2);
        let expected = u32::try_from(room)
            .ok()
            .and_then(Expected::new)
            .unwrap_or(Expected::MAX);
        let command = Repeatable::read_from_start(entry.id, expected);
        let limit = self.profile.limits.long_read();
        let selected = self.selected;
        match self.wire.exchange(&command, limit, budget) {
            Ok(answer) => match answer.status.meaning() {
                Meaning::Done | Meaning::EndOfFile => Ok(answer.data),
                // These say something of the file, not of the length of the command.
                Meaning::SecurityStatusNotSatisfied
                | Meaning::ConditionsNotSatisfied
                | Meaning::NotFound
                | Meaning::ReferenceNotFound
                | Meaning::WrongFileKind
                | Meaning::NoCurrentFile
                | Meaning::ApplicationLocked
                    if answer.data.is_empty() =>
                {
                    Err(self.error(operation, CardErrorKind::Status(answer.status)))
                }
                // Refused, or cut short so that the last two bytes are no status word.
                _ => Ok(Zeroizing::new(Vec::new())),
            },
            Err(Failure::Link(error)) => {
                self.note(error);
                let kept_the_card = matches!(
                    error.kind,
                    LinkErrorKind::Broken
                        | LinkErrorKind::TimedOut
                        | LinkErrorKind::Mute
                        | LinkErrorKind::OversizedAnswer
                        | LinkErrorKind::OversizedCommand
                        | LinkErrorKind::Driver
                );
                if !kept_the_card {
                    return Err(self.error(operation, CardErrorKind::Link(error)));
                }
                // A READ that failed has selected no other application.
                self.selected = selected;
                Ok(Zeroizing::new(Vec::new()))
            }
            Err(Failure::Incomplete(_)) => Ok(Zeroizing::new(Vec::new())),
            Err(failure @ Failure::Exhausted) => Err(self.failure(operation, failure)),
        }
    }

    /// Where the first object ends, if so much of it is there that this is known.
    fn end_of_object(
        &self,
        file: File,
        entry: FileEntry,
        content: &[u8],
    ) -> Result<Option<usize>, CardError> {
        let Shape::Object { tag, junk } = entry.shape else {
            return Ok(None);
        };
        let operation = Operation::Read(file);
        let structure = file.structure();
        let record = |error| self.error(operation, CardErrorKind::Record(error));
        let end = tlv::extent(structure, content, tag, junk).map_err(record)?;
        match end {
            Some(end) if end > entry.most => Err(record(TlvError::new(
                structure,
                0,
                TlvErrorKind::TooLong {
                    most: entry.most,
                    found: end,
                },
            ))),
            end => Ok(end),
        }
    }

    fn cut_short(&self, file: File, offset: usize, wanted: usize) -> CardError {
        self.error(
            Operation::Read(file),
            CardErrorKind::Record(TlvError::new(
                file.structure(),
                offset,
                TlvErrorKind::Truncated {
                    needed: wanted,
                    available: 0,
                },
            )),
        )
    }
}
