//! Distinguished names as text.
#![forbid(unsafe_code)]

use core::fmt::Write as _;

use x509_cert::name::Name;

use super::Oid;

/// The name in the form of RFC 4514, the most specific attribute first.
pub(super) fn text_of_name(name: &Name) -> String {
    let mut text = String::new();
    // Through `write!` because `to_string` panics where `Display` reports an error.
    if write!(text, "{name}").is_err() {
        text.push_str("(not printable)");
    }
    text
}

/// Whether the name has an organisation (O) whose text ends so.
pub(super) fn has_organization_ending(name: &Name, ending: &str) -> bool {
    use x509_cert::attr::AttributeTypeAndValue;
    use x509_cert::der::Tagged as _;

    let matches = |attribute: &AttributeTypeAndValue| {
        let is_text = matches!(
            attribute.value.tag(),
            x509_cert::der::Tag::PrintableString | x509_cert::der::Tag::Utf8String
        );
        is_text
            && Oid::from_inner(attribute.oid) == Some(Oid::ORGANIZATION)
            && attribute.value.value().ends_with(ending.as_bytes())
    };
    name.0.iter().flat_map(|part| part.0.iter()).any(matches)
}
