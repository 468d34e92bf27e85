//! The findings as one JSON object. The names are an interface: programs read them.

use mynareader::application::record::Sex;
use mynareader::certificate::{Agreement, CrlPointer, ExpirySource, FirstEnd, Hierarchy};
use mynareader::facts::Tries;
use serde_json::{Value, json};

use super::collect::{
    CertificateFindings, FaceFindings, Findings, RecordSignature, state_name, token_name,
};

/// The object, on one line.
pub fn render(found: &Findings) -> Value {
    json!({
        "token": token_name(found.token),
        "certificates": {
            "authentication": found.availability.map(|there| there.authentication.is_present()),
            "signature": found.availability.map(|there| there.signature.is_present()),
        },
        "attempts": {
            "authentication_pin": tries(found.pin_tries),
            "code_b": tries(found.code_b_tries),
        },
        "authentication_certificate": found.certificate.as_ref().map(certificate),
        "card_expiry": found.card_expiry.last_day().map(|day| day.to_string()),
        "card_expiry_sources": expiry_sources(found),
        "ended": found.ends.map(|ends| json!({
            "first": match ends.first {
                FirstEnd::Card => "card",
                FirstEnd::Certificate => "certificate",
                FirstEnd::SameDay => "same-day",
                FirstEnd::Unknown => "unknown",
            },
            "card": ends.card_ended,
            "certificate": ends.certificate_ended,
        })),
        "face_record": found.face.as_ref().map(face),
        "errors": found.errors.iter().map(|problem| json!({
            "step": problem.step,
            "message": problem.message,
            "status_word": problem.status_word,
        })).collect::<Vec<_>>(),
        "exchanges": found.totals.exchanges,
        "bytes_sent": found.totals.bytes_sent,
        "bytes_received": found.totals.bytes_received,
    })
}

fn tries(tries: Option<Tries>) -> Value {
    match tries {
        Some(Tries::Left(left)) => json!(left),
        Some(Tries::Blocked) => json!("blocked"),
        Some(Tries::Unknown) | None => json!("unknown"),
    }
}

fn certificate(found: &CertificateFindings) -> Value {
    let validity = found.parsed.validity();
    let judged = &found.assessment;
    json!({
        "serial": found.parsed.serial(),
        "issuer": found.parsed.issuer(),
        "subject": found.parsed.subject(),
        "not_before": validity.not_before().to_string(),
        "not_after": validity.not_after().to_string(),
        "chain": found.verdict.to_string(),
        "chain_reason": found.reason.map(|reason| reason.to_string()),
        "hierarchy": found.hierarchy.map(hierarchy_name),
        "state": state_name(judged.state),
        "last_day": judged.last_day.to_string(),
        "days_left": judged.days_left,
        "notice_from": judged.notice_from.to_string(),
        "grace_until": judged.grace.map(|grace| json!({
            "end_of_month_plus_3": grace.end_of_month_plus_3.to_string(),
            "exact_plus_3_months": grace.exact_plus_3_months.to_string(),
        })),
        "key_usage": found.parsed.key_usage().map(|usage| {
            usage.iter_names().map(|(name, _)| name.to_lowercase().replace('_', "-")).collect::<Vec<_>>()
        }),
        "extended_key_usage": found.parsed.extended_key_usage().map(|usages| {
            usages.iter().map(ToString::to_string).collect::<Vec<_>>()
        }),
        "crl": found.parsed.crl_pointers().iter().map(|pointer| match pointer {
            CrlPointer::Directory(place) | CrlPointer::Uri(place) => place.clone(),
            _ => String::new(),
        }).collect::<Vec<_>>(),
        "ocsp": found.parsed.ocsp(),
    })
}

fn expiry_sources(found: &Findings) -> Value {
    let day = |source| found.card_expiry.reading(source).map(|day| day.to_string());
    json!({
        "face_record": day(ExpirySource::FaceRecord),
        "card_information": day(ExpirySource::CardInformation),
        "card_data_object": day(ExpirySource::CardDataObject),
        "agreement": match found.card_expiry.agreement() {
            Agreement::NotRead => "not-read",
            Agreement::Single(_) => "single",
            Agreement::Equal => "equal",
            Agreement::Different(..) => "different",
        },
    })
}

fn face(found: &FaceFindings) -> Value {
    json!({
        "birth_date": found.birth_date,
        "sex": match found.sex {
            Sex::Male => "male",
            Sex::Female => "female",
            Sex::NotApplicable => "not-applicable",
            Sex::Unknown => "unknown",
        },
        "expiry": found.expiry,
        "photo": found.photo.as_ref().map(|photo| json!({
            "bytes": photo.file.len(),
            "width": photo.size.map(|size| size.width),
            "height": photo.size.map(|size| size.height),
            "format": if photo.size.is_some() { "jp2" } else { "unknown" },
        })),
        "signature": match found.signature {
            RecordSignature::Valid => "valid",
            RecordSignature::Invalid => "invalid",
            RecordSignature::UnknownIssuer => "unknown-issuer",
        },
        "issuer": found.authority.as_ref().map(|(id, _)| id),
        "hierarchy": found.authority.as_ref().map(|(_, hierarchy)| hierarchy_name(*hierarchy)),
        "challenge": if found.challenge_passed { "passed" } else { "failed" },
    })
}

/// The names of the displays.
pub fn hierarchy_name(hierarchy: Hierarchy) -> &'static str {
    match hierarchy {
        Hierarchy::Production => "production",
        Hierarchy::Test => "test",
    }
}
