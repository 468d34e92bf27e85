//! What kind of token it is, and which certificates it has.
#![forbid(unsafe_code)]

use core::fmt;

use mynareader_facts::TokenKind;
use sha2::{Digest as _, Sha256};

use crate::tlv::{Structure, TlvError, TlvErrorKind};

/// The token information, EF 0006: 160 bytes after the model of PKCS #11, big-endian \[M\]\[1\].
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    kind: TokenKind,
    label: [u8; 32],
    model: [u8; 16],
    serial: [u8; 16],
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
            serial: array_at(file, 80).ok_or(truncated)?,
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

    /// The SHA-256 digest of the token's serial number: enough to know a token again, and nothing
    /// that could be shown or kept as a person's number.
    pub fn serial_digest(&self) -> [u8; 32] {
        Sha256::digest(self.serial).into()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn file(label: &[u8]) -> Vec<u8> {
        let mut file = vec![b' '; Token::LENGTH];
        file[..label.len()].copy_from_slice(label);
        file[64..72].copy_from_slice(b"E16R01NJ");
        file[116..120].copy_from_slice(&16_u32.to_be_bytes());
        file[120..124].copy_from_slice(&6_u32.to_be_bytes());
        file
    }

    #[test]
    fn the_label_tells_the_kind_and_nothing_like_it_does() {
        let kind = |label: &[u8]| Token::parse(&file(label)).unwrap().kind();
        assert_eq!(kind(b"JPKIAPICCTOKEN2"), TokenKind::Card);
        assert_eq!(kind(b"JPKIAPICCTOKEN"), TokenKind::JukiCard);
        assert_eq!(kind(b"JPKIAPGPSETOKEN"), TokenKind::Android);
        assert_eq!(kind(b"JPKIAPIOSTOKEN"), TokenKind::Iphone);
        for other in [
            &b"JPKIAPICCTOKEN3"[..],
            b"JPKIAPICCTOKEN2X",
            b"jpkiapicctoken2",
            b"",
        ] {
            assert_eq!(kind(other), TokenKind::Unknown);
        }
    }

    #[test]
    fn fields_have_fixed_places() {
        let token = Token::parse(&file(b"JPKIAPICCTOKEN2")).unwrap();
        assert_eq!(token.label(), Some("JPKIAPICCTOKEN2"));
        assert_eq!(token.model(), Some("E16R01NJ"));
        assert_eq!(token.pin_lengths(), (6, 16));
        let error = Token::parse(&file(b"")[..159]).unwrap_err();
        assert_eq!(
            (error.structure, error.offset),
            (Structure::TokenInformation, 159)
        );
    }

    #[test]
    fn a_certificate_is_present_by_one_value_and_absent_by_one() {
        let parse = |bytes: &[u8]| Availability::parse(bytes).unwrap();
        let both = parse(&[0x8F, 0x8F, 0x00]);
        assert!(both.signature.is_present() && both.authentication.is_present());
        let child = parse(&[0x00, 0x8F, 0x00]);
        assert_eq!(child.signature, Presence::Absent);
        for other in [0x01, 0x80, 0xFF, 0x0F] {
            let availability = parse(&[other, 0x8F, 0x00]);
            assert_eq!(availability.signature, Presence::Unknown(other));
            assert!(!availability.signature.is_present());
        }
        assert!(Availability::parse(&[0x8F, 0x8F]).is_err());
        assert!(Availability::parse(&[0x8F; 4]).is_err());
    }
}
