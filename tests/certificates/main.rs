//! Certificates: the shape of the public test hierarchy, chains, hostile certificates,
//! card-verifiable certificates, object identifiers, the trust store.

mod builder;
mod card_verifiable;
mod chain;
mod hostile;
mod oid;
mod shape;
mod trust_store;
