//! A strict reader for DER: definite lengths in the shortest form, tags of one byte, nothing left
//! over, and the place of every element. The `der` crate underneath accepts what it can decode;
//! a signature covers bytes as they are written, so what is not DER is refused here first.
#![forbid(unsafe_code)]

use core::ops::Range;

use super::{CertificateError, Field, Oid};

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const NULL: u8 = 0x05;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;

/// How deep elements may lie in elements. A certificate of the card has seven levels.
const MAX_DEPTH: usize = 24;

/// Reads elements one after another.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    at: usize,
}

/// One element, borrowed.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    pub(super) tag: u8,
    /// Where it starts, from the start of the certificate.
    pub(super) at: usize,
    pub(super) whole: &'a [u8],
    pub(super) value: &'a [u8],
}

impl<'a> Element<'a> {
    /// Where its value starts.
    pub(super) fn value_at(&self) -> usize {
        self.at + (self.whole.len() - self.value.len())
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.at..self.at + self.whole.len()
    }

    pub(super) fn inside(&self) -> Reader<'a> {
        Reader::new(self.value, self.value_at())
    }

    fn is_constructed(&self) -> bool {
        self.tag & 0x20 != 0
    }
}

impl<'a> Reader<'a> {
    /// A reader over bytes that start at `at`.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { rest: bytes, at }
    }

    /// Where the next element starts.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether the next element has this tag.
    pub(super) fn next_is(&self, tag: u8) -> bool {
        self.rest.first() == Some(&tag)
    }

    pub(super) fn element(&mut self) -> Result<Element<'a>, CertificateError> {
        let at = self.at;
        let truncated = CertificateError::Truncated { at };
        let &[tag, form, ..] = self.rest else {
            return Err(truncated);
        };
        if tag & 0x1F == 0x1F || tag == 0 {
            return Err(CertificateError::BadTag { at });
        }
        let (length, header) = match form {
            0x00..=0x7F => (usize::from(form), 2),
            0x80 => return Err(CertificateError::IndefiniteLength { at }),
            0x81 => {
                let &[_, _, low, ..] = self.rest else {
                    return Err(truncated);
                };
                if low < 0x80 {
                    return Err(CertificateError::NonMinimalLength { at });
                }
                (usize::from(low), 3)
            }
            0x82 => {
                let &[_, _, high, low, ..] = self.rest else {
                    return Err(truncated);
                };
                if high == 0 {
                    return Err(CertificateError::NonMinimalLength { at });
                }
                (usize::from(u16::from_be_bytes([high, low])), 4)
            }
            // More than any certificate accepted here can hold, or not the shortest form.
            _ => {
                return Err(match self.rest.get(2) {
                    Some(0) => CertificateError::NonMinimalLength { at },
                    _ => truncated,
                });
            }
        };
        let whole = self.rest.get(..header + length).ok_or(truncated)?;
        let (_, value) = whole.split_at_checked(header).ok_or(truncated)?;
        self.rest = self.rest.get(whole.len()..).unwrap_or_default();
        self.at += whole.len();
        Ok(Element {
            tag,
            at,
            whole,
            value,
        })
    }

    /// The next element, which must have this tag.
    pub(super) fn expect(
        &mut self,
        tag: u8,
        field: Field,
    ) -> Result<Element<'a>, CertificateError> {
        if !self.next_is(tag) {
            return Err(CertificateError::Malformed { at: self.at, field });
        }
        self.element()
    }

    /// Says that nothing may be left.
    pub(super) fn finish(&self) -> Result<(), CertificateError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(CertificateError::TrailingBytes { at: self.at })
        }
    }
}

/// Checks the form of everything: each element and those in it, without recursion. What stands for
/// itself is an object identifier: `x509-cert` loses bits of long ones and takes longer ways to
/// write one, so that two that read alike would differ.
pub(super) fn check_form(bytes: &[u8]) -> Result<(), CertificateError> {
    check_form_at(bytes, 0)
}

/// The same for bytes that start at `at`.
pub(super) fn check_form_at(bytes: &[u8], at: usize) -> Result<(), CertificateError> {
    let mut levels = vec![Reader::new(bytes, at)];
    while let Some(level) = levels.last_mut() {
        if level.is_at_end() {
            levels.pop();
            continue;
        }
        let element = level.element()?;
        if element.tag == OBJECT_IDENTIFIER && Oid::from_value(element.value).is_none() {
            return Err(CertificateError::ObjectIdentifier { at: element.at });
        }
        if element.is_constructed() {
            if levels.len() >= MAX_DEPTH {
                return Err(CertificateError::TooDeep { at: element.at });
            }
            levels.push(element.inside());
        }
    }
    Ok(())
}

/// The value of an INTEGER that is not negative, without the sign's zero byte.
pub(super) fn unsigned<'a>(element: &Element<'a>) -> Result<&'a [u8], IntegerFault> {
    match element.value {
        [] => Err(IntegerFault::NonMinimal),
        [0x00, next, ..] if *next < 0x80 => Err(IntegerFault::NonMinimal),
        [0xFF, next, ..] if *next >= 0x80 => Err(IntegerFault::NonMinimal),
        [first, ..] if *first >= 0x80 => Err(IntegerFault::Negative),
        [0x00, rest @ ..] if !rest.is_empty() => Ok(rest),
        value => Ok(value),
    }
}

pub(super) enum IntegerFault {
    NonMinimal,
    Negative,
}
