//! What the simulated centre (オンライン資格確認等システム) knows of a person.
#![forbid(unsafe_code)]

use serde::Deserialize;

/// What the centre would answer about a person. Nothing of it stands on the card.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CentreRecord {
    /// Whether the card is registered for insurance use (保険証利用登録).
    pub registered: bool,
    /// Whether the insurer has loaded its data. Without it a first registration fails (017).
    pub insurer_data: bool,
    /// What it says of the authentication certificate.
    pub certificate: CertificateAnswer,
    /// What a query for eligibility gives.
    pub eligibility: Eligibility,
    /// Whether the person holds a registered certificate of 医療費助成 (受給者証, PMH).
    #[serde(default)]
    pub subsidy: bool,
    /// The insurer's name.
    pub insurer: String,
    /// The share that the patient pays, in percent.
    pub share: u8,
}

/// What the centre says of a certificate, its end aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CertificateAnswer {
    /// Not revoked.
    Good,
    /// Revoked (失効), for example after a loss was reported.
    Revoked,
}

/// What a query for eligibility gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Eligibility {
    /// One valid eligibility.
    Valid,
    /// None (016).
    None,
    /// Several that match.
    Several,
    /// Lost, with the last one that is known.
    LostWithLastKnown,
    /// Valid, 医療扶助, not registered with this facility (有効(未登録)).
    MedicalAssistanceUnregistered,
}
