//! What the centre says of a certificate's revocation (失効).
#![forbid(unsafe_code)]

use mynareader_facts::calendar::Moment;

/// The centre's answer on whether a certificate is revoked.
///
/// JPKI's revocation lists and its OCSP are open to accredited verifiers alone \[D\]; at a clinic
/// the answer comes with that of オンライン資格確認. Nothing is fetched and nothing is guessed
/// here: who has not asked says [`Revocation::Unknown`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Revocation {
    /// The centre knows the certificate and it is not revoked.
    Good,
    /// The certificate is revoked. There is no grace period for it.
    Revoked {
        /// Since when, if the answer says so.
        since: Option<Moment>,
        /// Why, if the answer says so.
        reason: Option<RevocationReason>,
    },
    /// Nobody has said.
    #[default]
    Unknown,
}

/// Why a certificate was revoked (RFC 5280 5.3.1, `CRLReason`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum RevocationReason {
    /// `unspecified (0)`
    Unspecified,
    /// `keyCompromise (1)`
    KeyCompromise,
    /// `cACompromise (2)`
    AuthorityCompromise,
    /// `affiliationChanged (3)`: for a signature certificate also a change of name or address.
    AffiliationChanged,
    /// `superseded (4)`: a newer certificate was issued.
    Superseded,
    /// `cessationOfOperation (5)`
    CessationOfOperation,
    /// `certificateHold (6)`: suspended (一時停止), after a report of loss.
    Hold,
    /// `removeFromCRL (8)`
    RemovedFromList,
    /// `privilegeWithdrawn (9)`
    PrivilegeWithdrawn,
    /// `aACompromise (10)`
    AttributeAuthorityCompromise,
    /// A number that RFC 5280 does not have.
    Other(u8),
}

impl RevocationReason {
    /// The reason of a `CRLReason` number. 7 is not used.
    pub const fn from_code(code: u8) -> Self {
        match code {
            0 => Self::Unspecified,
            1 => Self::KeyCompromise,
            2 => Self::AuthorityCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::Hold,
            8 => Self::RemovedFromList,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AttributeAuthorityCompromise,
            other => Self::Other(other),
        }
    }
}
