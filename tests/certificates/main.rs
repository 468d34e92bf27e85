//! Certificates: the shape of the public test hierarchy, chains, hostile certificates,
//! card-verifiable certificates, the trust store.

mod builder;
mod card_verifiable;
mod chain;
mod hostile;
mod shape;
mod trust_store;
