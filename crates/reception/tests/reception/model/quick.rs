//! The quick reference: what is asked, what may be answered and by whom, and how that is said in C, C++ and
//! Rust. Written from what an exploration saw and from the header.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use mynareader_reception::reception::State;

use super::explore::Coverage;

const HEAD: &str = "\
# Quick reference

<!-- Written by `UPDATE_DOCS=1 cargo test -p mynareader-reception --test reception exploration`; the test fails where this
page and the code differ. Do not edit by hand. -->

What is asked, what may be answered, and who may say it. In C an answer goes in by `mnr_desk_reply` or
`mnr_reception_reply`, in C++ by `desk::answer` or `reception::answer` with the same constructors, in Rust by
`Handle::answer` or `Event::new(now, Input::Answered { .. })`. *The desk* in the last column: over a desk nobody but
the desk itself gives this answer, or it takes the secret beside it (`mnr_answer_pin`, `mnr_answer_reading`,
`mnr_answer_challenge`). `Failed` (`mnr_answer_failed`, `mnr_answer_symptom`) belongs to every request, from whoever is no
person. [reception.md](reception.md) has the states and where each answer leads; the screens that go with a request are in
its table of states, and `mnr_action_words` has their words.

| request, state | in C | answer | in C and C++ | who may |
|---|---|---|---|---|
";

/// Answers that a desk gives itself, or with a secret.
const THE_DESKS: &[&str] = &[
    "Identified",
    "ReadAhead",
    "Scanned",
    "RecordRead",
    "CodeBWrong",
    "PinEntered",
    "ChallengeObtained",
    "PinVerified",
    "TriesRead",
    "Reacquired",
];

/// The whole page.
pub fn page(coverages: &[(String, Coverage)], header: &str) -> String {
    let functions = functions(header);
    let mut page = HEAD.to_owned();
    for state in State::ALL {
        let mut requests = BTreeSet::new();
        let mut answers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (_, coverage) in coverages {
            if let Some(waiting) = coverage.waiting.get(state) {
                requests.extend(waiting.requests.iter().map(String::as_str));
            }
            for (answer, by) in coverage.answers.get(state).into_iter().flatten() {
                answers
                    .entry(answer)
                    .or_default()
                    .extend(by.iter().map(String::as_str));
            }
        }
        for request in requests {
            // It is open beside whatever people are asked: said once.
            let beside = request == "ReadAhead";
            if beside && *state != State::FinishingReading {
                continue;
            }
            let mut first = true;
            for (answer, by) in answers
                .iter()
                .filter(|(answer, _)| **answer != "Failed" && (**answer == "ReadAhead") == beside)
            {
                let (asked, action) = if first {
                    let beside = if beside {
                        ", and beside what people are asked before the proof"
                    } else {
                        ""
                    };
                    (
                        format!("`{request}`, `{state}`{beside}"),
                        format!("`MNR_ACTION_{}`", in_c(request)),
                    )
                } else {
                    Default::default()
                };
                first = false;
                let kind = format!("MNR_ANSWER_{}", in_c(answer));
                let said = functions.get(kind.as_str());
                let said = said.unwrap_or_else(|| panic!("the header has no answer {kind}"));
                let said: Vec<_> = said.iter().map(|name| format!("`{name}`")).collect();
                let by: Vec<_> = by
                    .iter()
                    .map(|by| in_c(by).replace('_', " ").to_lowercase())
                    .collect();
                let desk = if THE_DESKS.contains(answer) {
                    "; the desk"
                } else {
                    ""
                };
                let _ = writeln!(
                    page,
                    "| {asked} | {action} | `{answer}` | {} | {}{desk} |",
                    said.join(", "),
                    by.join(", ")
                );
            }
        }
    }
    page
}

/// `CodeBWrong` as a constant of the ABI has it: `CODE_B_WRONG`.
pub fn in_c(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.push(letter.to_ascii_uppercase());
    }
    text
}

/// The inline functions of the header that make an answer, by its kind.
fn functions(header: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut name = "";
    for line in header.lines() {
        if let Some(rest) = line.strip_prefix("static inline mnr_answer ") {
            name = rest.split('(').next().unwrap_or_default();
        }
        if let Some((_, rest)) = line.split_once("mnr_answer_of(MNR_ANSWER_") {
            let kind = rest.split(',').next().unwrap_or_default();
            let at = line.len() - rest.len() - "MNR_ANSWER_".len();
            let kind = &line[at..at + "MNR_ANSWER_".len() + kind.len()];
            found.entry(kind).or_default().push(name);
        }
    }
    found
}
