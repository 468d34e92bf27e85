//! Certificates and dates: the shape of the public test hierarchy, chains, hostile certificates,
//! card-verifiable certificates, the trust store, and the date rules against another calendar.
#![forbid(unsafe_code)]

#[path = "../support/published.rs"]
mod published;

mod builder;
mod card_verifiable;
mod chain;
mod dates;
mod hostile;
mod oid;
mod persona_certificates;
mod published_certificates;
mod shape;
mod trust_store;
