//! What kind of token it is, and which certificates it has.
#![forbid(unsafe_code)]

use core::fmt;

use crate::facts::TokenKind;
use crate::tlv::{Structure, TlvError, TlvErrorKind};

/// The token information, EF 0006: 160 bytes after the model of PKCS #11, big-endian \[M\]\[1\].
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    kind: TokenKind,
    label: [u8; 32],
    model: [u8; 16],
    longest_pin: u32,
    shortest_pin: u32,
}

impl Token {
    /// How long the file is.
    pub const LENGTH: usize = 160;

    /// Takes the file apart. Its fields have fixed places: label 32, manufacturer 32, model 16,
    /// serial 16, then eleven numbers, versions and a time.
    pub fn parse(file: &[u8]) -> Result<Self, TlvError> {
        let truncated = TlvError::new(
            Structure::TokenInformation,
            file.len(),
            TlvErrorKind::Truncated {
                needed: Self::LENGTH,
                available: file.len(),
            },
        );
        let file = file
            .first_chunk::<{ Self::LENGTH }>()
            .ok_or(truncated)?
            .as_slice();
        let label: [u8; 32] = array_at(file, 0).ok_or(truncated)?;
        let number = |at| array_at(file, at).map(u32::from_be_bytes).ok_or(truncated);
        let kind = match label.trim_ascii_end() {
            b"JPKIAPICCTOKEN2" => TokenKind::Card,
            b"JPKIAPICCTOKEN" => TokenKind::JukiCard,
            b"JPKIAPGPSETOKEN" => TokenKind::Android,
            b"JPKIAPIOSTOKEN" => TokenKind::Iphone,
            _ => TokenKind::Unknown,
        };
        Ok(Self {
            kind,
            label,
            model: array_at(file, 64).ok_or(truncated)?,
            longest_pin: number(116)?,
            shortest_pin: number(120)?,
        })
    }

    /// The kind, by the label.
    pub const fn kind(&self) -> TokenKind {
        self.kind
    }

    /// The label without the spaces behind it; nothing if it is not ASCII.
    pub fn label(&self) -> Option<&str> {
        text(&self.label)
    }

    /// The chip's model, for example `E16R01NJ` on a test card.
    pub fn model(&self) -> Option<&str> {
        text(&self.model)
    }

    /// The lengths of PINs that the token as a whole states, least and greatest: 6 and 16 on the
    /// test card, which are those of the signature password, not of the authentication PIN \[X\].
    pub const fn pin_lengths(&self) -> (u32, u32) {
        (self.shortest_pin, self.longest_pin)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

fn array_at<const N: usize>(file: &[u8], at: usize) -> Option<[u8; N]> {
    file.get(at..)?.first_chunk().copied()
}

fn text(bytes: &[u8]) -> Option<&str> {
    let text = core::str::from_utf8(bytes.trim_ascii_end()).ok()?;
    text.chars()
        .all(|character| matches!(character, ' '..='~'))
        .then_some(text)
}

/// Which certificates the token has, EF 0008: three bytes, signature certificate, authentication
/// certificate, and one that nobody knows \[M\]\[1\].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Availability {
    /// 署名用電子証明書.
    pub signature: Presence,
    /// 利用者証明用電子証明書.
    pub authentication: Presence,
}

/// Whether a certificate is there. The byte is no truth value: one value is known to mean
/// "there", one "not there", and 254 mean nothing known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // Closed: every byte is one of the three.
pub enum Presence {
    /// `8F`.
    Present,
    /// `00`.
    Absent,
    /// Any other value.
    Unknown(u8),
}

impl Availability {
    /// How long the file is.
    pub const LENGTH: usize = 3;

    /// Takes the file apart.
    pub fn parse(file: &[u8]) -> Result<Self, TlvError> {
        match *file {
            [signature, authentication, _] => Ok(Self {
                signature: Presence::of(signature),
                authentication: Presence::of(authentication),
            }),
            _ => Err(TlvError::new(
                Structure::CertificateAvailability,
                file.len().min(Self::LENGTH),
                TlvErrorKind::Truncated {
                    needed: Self::LENGTH,
                    available: file.len(),
                },
            )),
        }
    }
}

impl Presence {
    const fn of(byte: u8) -> Self {
        match byte {
            0x8F => Self::Present,
            0x00 => Self::Absent,
            other => Self::Unknown(other),
        }
    }

    /// Whether it is known to be there.
    pub const fn is_present(self) -> bool {
        matches!(self, Self::Present)
    }
}
