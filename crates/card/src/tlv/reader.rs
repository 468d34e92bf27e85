//! Reading objects one after another, and all of them in order.
#![forbid(unsafe_code)]

use core::fmt;

use super::{
    FILLER, Header, MAX_DEPTH, MAX_LEADING_JUNK, MAX_OBJECTS, Object, Structure, Tag, TlvError,
    TlvErrorKind,
};

/// Reads objects one after another.
#[derive(Clone)]
pub struct Reader<'a> {
    structure: Structure,
    rest: &'a [u8],
    offset: usize,
    depth: usize,
    met: usize,
}

impl<'a> Reader<'a> {
    /// A reader over a whole file.
    pub const fn new(structure: Structure, bytes: &'a [u8]) -> Self {
        Self::nested(structure, bytes, 0, 0)
    }

    /// A reader over a part of a file that starts `offset` bytes into it.
    pub const fn at(structure: Structure, bytes: &'a [u8], offset: usize) -> Self {
        Self::nested(structure, bytes, offset, 0)
    }

    pub(super) const fn nested(
        structure: Structure,
        rest: &'a [u8],
        offset: usize,
        depth: usize,
    ) -> Self {
        Self {
            structure,
            rest,
            offset,
            depth,
            met: 0,
        }
    }

    /// Where the next object would start, from the start of the file.
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Whether nothing, or nothing but filler, is left.
    pub fn is_at_end(&self) -> bool {
        self.rest.iter().all(|&byte| byte == FILLER)
    }

    /// The next object, or `None` when nothing but filler is left.
    #[allow(clippy::should_implement_trait)] // A fallible step reads better than Option<Result>.
    pub fn next(&mut self) -> Result<Option<Object<'a>>, TlvError> {
        if self.is_at_end() {
            return Ok(None);
        }
        if self.met == MAX_OBJECTS {
            return Err(self.error(TlvErrorKind::TooManyObjects));
        }
        let object = Object::parse(self.structure, self.rest, self.offset, self.depth)?;
        self.met += 1;
        self.offset = object.range().end;
        self.rest = self.rest.get(object.whole().len()..).unwrap_or_default();
        Ok(Some(object))
    }

    /// The next object, which must have this tag.
    pub fn expect(&mut self, tag: Tag) -> Result<Object<'a>, TlvError> {
        let at = self.offset;
        match self.next()? {
            Some(object) if object.tag() == tag => Ok(object),
            Some(object) => Err(object.error(TlvErrorKind::Unexpected {
                expected: tag,
                found: object.tag(),
            })),
            None => Err(TlvError::new(
                self.structure,
                at,
                TlvErrorKind::Missing(tag),
            )),
        }
    }

    /// The next object if it has this tag; otherwise nothing is taken.
    pub fn optional(&mut self, tag: Tag) -> Result<Option<Object<'a>>, TlvError> {
        let mut ahead = self.clone();
        match ahead.next()? {
            Some(object) if object.tag() == tag => {
                *self = ahead;
                Ok(Some(object))
            }
            _ => Ok(None),
        }
    }

    /// Says that nothing but filler may be left.
    pub fn finish(&self) -> Result<(), TlvError> {
        if self.is_at_end() {
            Ok(())
        } else {
            Err(self.error(TlvErrorKind::TrailingBytes))
        }
    }

    /// All objects from here on, and those in them, in the order in which they are written.
    pub fn walk(self) -> Walk<'a> {
        let mut levels = [const { None }; MAX_DEPTH + 1];
        if let Some(level) = levels.first_mut() {
            *level = Some(self);
        }
        Walk {
            levels,
            at: Some(0),
            met: 0,
        }
    }

    /// An error at the reader's place.
    pub const fn error(&self, kind: TlvErrorKind) -> TlvError {
        TlvError::new(self.structure, self.offset, kind)
    }
}

/// Shows the place only.
impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Reader({}, byte {}, {} left)",
            self.structure,
            self.offset,
            self.rest.len()
        )
    }
}

/// All objects of a record, outer before inner, without recursion: the way down is an array of
/// [`MAX_DEPTH`] readers.
#[derive(Debug)]
pub struct Walk<'a> {
    levels: [Option<Reader<'a>>; MAX_DEPTH + 1],
    at: Option<usize>,
    met: usize,
}

impl<'a> Walk<'a> {
    fn step(&mut self) -> Result<Option<Object<'a>>, TlvError> {
        while let Some(at) = self.at {
            let Some(Some(reader)) = self.levels.get_mut(at) else {
                return Ok(None);
            };
            let Some(object) = reader.next()? else {
                self.at = at.checked_sub(1);
                continue;
            };
            self.met += 1;
            if self.met > MAX_OBJECTS {
                return Err(object.error(TlvErrorKind::TooManyObjects));
            }
            if object.tag().is_constructed() {
                let inner = object.children()?;
                let level = self
                    .levels
                    .get_mut(at + 1)
                    .ok_or_else(|| object.error(TlvErrorKind::TooDeep))?;
                *level = Some(inner);
                self.at = Some(at + 1);
            }
            return Ok(Some(object));
        }
        Ok(None)
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Result<Object<'a>, TlvError>;

    /// After an error the walk is over.
    fn next(&mut self) -> Option<Self::Item> {
        match self.step() {
            Ok(object) => object.map(Ok),
            Err(error) => {
                self.at = None;
                Some(Err(error))
            }
        }
    }
}

/// Finds the outer object of a file: at its start, or behind at most [`MAX_LEADING_JUNK`] foreign
/// bytes. What follows the object must be filler.
pub fn locate(structure: Structure, file: &[u8], tag: Tag) -> Result<Object<'_>, TlvError> {
    let mut wanted = Vec::with_capacity(4);
    tag.write_to(&mut wanted);
    let mut first_error = None;
    for start in 0..=MAX_LEADING_JUNK {
        let Some(rest) = file.get(start..) else { break };
        if !rest.starts_with(&wanted) {
            continue;
        }
        // The tag's bytes may also stand in the junk by chance, so that a later place can be the
        // right one; if none is, the first error tells most.
        let found = Object::parse(structure, rest, start, 0).and_then(|object| {
            let end = object.range().end;
            Reader::at(structure, file.get(end..).unwrap_or_default(), end).finish()?;
            Ok(object)
        });
        match found {
            Ok(object) => return Ok(object),
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    Err(first_error.unwrap_or(TlvError::new(structure, 0, TlvErrorKind::Missing(tag))))
}

/// Where the outer object of a file ends, from what has been read of it so far; `None` while that
/// is too little to tell.
///
/// The object may stand behind at most `junk` foreign bytes, never more than
/// [`MAX_LEADING_JUNK`].
pub fn extent(
    structure: Structure,
    start_of_file: &[u8],
    tag: Tag,
    junk: usize,
) -> Result<Option<usize>, TlvError> {
    let mut wanted = Vec::with_capacity(4);
    tag.write_to(&mut wanted);
    let junk = junk.min(MAX_LEADING_JUNK);
    for start in 0..=junk {
        let Some(rest) = start_of_file.get(start..) else {
            return Ok(None);
        };
        if rest.len() < wanted.len() {
            return Ok(None);
        }
        if !rest.starts_with(&wanted) {
            continue;
        }
        return match Header::parse(structure, rest, start) {
            Ok(header) => start
                .checked_add(header.total_length())
                .map(Some)
                .ok_or(TlvError::new(structure, start, TlvErrorKind::LengthTooLong)),
            Err(TlvError {
                kind: TlvErrorKind::Truncated { .. },
                ..
            }) => Ok(None),
            Err(error) => Err(error),
        };
    }
    Err(TlvError::new(structure, 0, TlvErrorKind::Missing(tag)))
}
