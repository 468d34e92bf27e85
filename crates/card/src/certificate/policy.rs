//! What a certificate is for, and which hierarchy it belongs to.
#![forbid(unsafe_code)]

use super::Oid;

/// Which of the card's two certificates is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
// Exhaustive: the card has two.
pub enum Role {
    /// 利用者証明用電子証明書, JPKI EF 000A: proves at the counter that the holder is there.
    Authentication,
    /// 署名用電子証明書, JPKI EF 0001: signs documents. The reception never reads it.
    Signature,
}

/// Whether a certificate was issued to the public or to test cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
// Exhaustive: something is a test or it is not.
pub enum Hierarchy {
    /// Issued to the public.
    Production,
    /// Issued to test cards. A test card is nobody's card.
    Test,
}

/// Which hierarchies a check accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
// Exhaustive: follows `Hierarchy`.
pub enum Accept {
    /// What belongs at a counter.
    #[default]
    ProductionOnly,
    /// Test cards too: for development and rehearsal.
    ProductionAndTest,
}

/// The policy that a certificate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Policy {
    /// 1.2.392.200149.8.5.1.3.30: authentication certificate of a card \[V\].
    Authentication,
    /// 1.2.392.200149.8.5.1.1.20: signature certificate of a card \[C\].
    Signature,
    /// 1.2.392.200149.8.5.1.0.30: authentication certificate of a test card \[V\].
    TestAuthentication,
    /// 1.2.392.200149.8.5.1.0.20: signature certificate of a test card \[V\].
    TestSignature,
    /// Another one. Phones' certificates have policies of their own, which no public source
    /// confirms \[?\]; see [`super::TrustAnchors::add_policy`].
    Unknown(Oid),
}

impl Policy {
    /// The policy of an identifier.
    pub fn of(oid: Oid) -> Self {
        match oid {
            Oid::POLICY_AUTHENTICATION => Self::Authentication,
            Oid::POLICY_SIGNATURE => Self::Signature,
            Oid::POLICY_TEST_AUTHENTICATION => Self::TestAuthentication,
            Oid::POLICY_TEST_SIGNATURE => Self::TestSignature,
            other => Self::Unknown(other),
        }
    }

    /// Which certificate it is for and which hierarchy it belongs to, if it is known.
    pub fn meaning(self) -> Option<(Role, Hierarchy)> {
        match self {
            Self::Authentication => Some((Role::Authentication, Hierarchy::Production)),
            Self::Signature => Some((Role::Signature, Hierarchy::Production)),
            Self::TestAuthentication => Some((Role::Authentication, Hierarchy::Test)),
            Self::TestSignature => Some((Role::Signature, Hierarchy::Test)),
            Self::Unknown(_) => None,
        }
    }
}
