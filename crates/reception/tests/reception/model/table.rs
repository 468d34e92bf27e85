//! The table of states and events, written from what an exploration saw.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use mynareader_reception::reception::{State, Waits};

use super::explore::{Coverage, Leads, Waiting};
use super::quick::in_c;

const HEAD: &str = "\
# The reception: states and events

<!-- Written by `UPDATE_DOCS=1 cargo test -p mynareader-reception --test reception exploration`; the test fails where this
page and the code differ. Do not edit by hand. -->

`Reception::handle(event)` answers every event in every state. This page is what an exhaustive
search over an abstract card saw: where each pair of state and event can lead, which requests go
out on the way, and how a check-in can end there. *Refused* means that the event, at least in some
situations or from some actors, changes nothing and says why (`Refusal`).

Answers carry the number of the request they belong to; under any other number they are refused.
Where the answer stays out, the deadline passes (event *time passes*).

";

const LENGTH: &str = "\
The search also shows that every check-in ends. No answer and no deadline ever leads back to where
the check-in was before: what could go round is counted (scans, captures, mismatches, passcodes,
PINs, refusals) or closes for the check-in (the PIN, where the last try is kept). *Longest check-in*
is the most answers and deadlines that one can have. Three events change nothing and may come
again and again, from nobody on the patient's side: the mode that holds anyway, a service for
prescriptions that is down already, and the staff's word on the printed mark of a face-only card,
which they may take back as often as they look.

";

const STATES: &str = "\
## States

For each state: whose turn it is, the `Request` that is open and its name in C, what of the maker's
serves it where `desk` is used, and the `Screen` that is shown when it opens. Where no screen stands, the
request itself is what is to be shown, or the screen of the step before stays. *Step* is that of the
fault table. `ReadAhead` may be open beside any of these until the proof, and nobody waits for it. The answers
and their names in C, C++ and Rust stand in [quick-reference.md](quick-reference.md).

| state | whose turn it is | request | served by | screen | step | states seen |
|---|---|---|---|---|---|---:|
";

/// The whole page.
pub fn page(coverages: &[(String, Coverage)]) -> String {
    let mut page = HEAD.to_owned();
    page.push_str("## What was explored\n\n");
    page.push_str(
        "| set-up | states | transitions | longest shortest path | longest check-in | looked at \
         beside |\n",
    );
    page.push_str("|---|---:|---:|---:|---:|---:|\n");
    for (name, coverage) in coverages {
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {} | {} | {} |",
            coverage.states,
            coverage.transitions,
            coverage.depth,
            coverage.longest,
            coverage.probes
        );
    }
    let pairs = merged(coverages);
    let _ = writeln!(
        page,
        "\n{} Beside each state were looked at, and not followed: answers under foreign numbers, \
         and all codes by turns.\n",
        summary(coverages)
    );
    page.push_str(LENGTH);
    page.push_str(STATES);
    for state in State::ALL {
        let mut waiting = Waiting::default();
        let mut seen = 0;
        for (_, coverage) in coverages {
            seen += coverage.by_state.get(state).copied().unwrap_or(0);
            if let Some(one) = coverage.waiting.get(state) {
                waiting.requests.extend(one.requests.iter().cloned());
                waiting.screens.extend(one.screens.iter().cloned());
            }
        }
        // Beside what is waited for another one may be open, which is said above the table.
        let waited_for =
            |request: &&String| *request != "ReadAhead" || *state == State::FinishingReading;
        let open = waiting.requests.iter().filter(waited_for);
        let served: BTreeSet<_> = open.clone().map(|request| served_by(request)).collect();
        let open: Vec<_> = open
            .map(|request| format!("`{request}`, `MNR_ACTION_{}`", in_c(request)))
            .collect();
        let _ = writeln!(
            page,
            "| `{state}` | {} | {} | {} | {} | {} | {seen} |",
            waits(state.waits_for()),
            list(open.iter().map(String::as_str)),
            list(served.into_iter()),
            list(waiting.screens.iter().map(String::as_str)),
            state.fault_step()
        );
    }
    page.push_str("\n## Events, state by state\n");
    for state in State::ALL {
        let _ = writeln!(page, "\n### `{state}`\n");
        page.push_str("| event | leads to | requests | ends |\n|---|---|---|---|\n");
        for ((_, event), leads) in pairs.iter().filter(|((seen, _), _)| seen == state) {
            let mut to: Vec<String> = leads.states.iter().map(|s| format!("`{s}`")).collect();
            if leads.refused {
                to.push("*refused*".to_owned());
            }
            let _ = writeln!(
                page,
                "| {event} | {} | {} | {} |",
                to.join(", "),
                list(leads.requests.iter().map(String::as_str)),
                list(leads.outcomes.iter().copied()),
            );
        }
    }
    page
}

/// How many pairs of state and event were visited, of how many that there are.
pub fn summary(coverages: &[(String, Coverage)]) -> String {
    format!(
        "{} pairs of state and event were visited, {} were not.",
        merged(coverages).len(),
        unvisited(coverages).len()
    )
}

fn merged(coverages: &[(String, Coverage)]) -> BTreeMap<(State, &'static str), Leads> {
    let mut all: BTreeMap<(State, &'static str), Leads> = BTreeMap::new();
    for (_, coverage) in coverages {
        for (pair, leads) in &coverage.pairs {
            let entry = all.entry(*pair).or_default();
            entry.refused |= leads.refused;
            entry.states.extend(&leads.states);
            entry.outcomes.extend(&leads.outcomes);
            entry.requests.extend(leads.requests.iter().cloned());
        }
    }
    all
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

/// What of the maker's serves a request, where `desk` asks for it.
fn served_by(request: &str) -> &'static str {
    match request {
        "IdentifyCard" | "ReadAhead" | "ReadFaceRecord" | "VerifyPin" | "ReadTries"
        | "ReacquireCard" => "the desk, on the card",
        "ChoosePhone" | "AwaitPhone" | "ChooseMethod" | "DecideLastTry" | "ConfirmOnPhone"
        | "OfferRegistration" | "ShowNotice" | "ChoosePrescription" | "AskConsent"
        | "AskSubsidy" => "`Panel::ask`",
        "EnterPin" | "EnterPinAhead" => "`Keypad::enter_pin`",
        "ScanCardFace" => "`Scanner::scan`",
        "CompareFace" => "`FaceEngine::compare`",
        "CheckBySight" => "`StaffTerminal::check_by_sight`",
        "CheckPasscode" => "`NationalSoftware::check_passcode`",
        "ObtainChallenge" => "`NationalSoftware::challenge`",
        "AuthenticateWithPin" => "`NationalSoftware::authenticate_with_pin`",
        "Authenticate" => "`NationalSoftware::authenticate`",
        "Register" => "`NationalSoftware::register`",
        "QueryEligibility" => "`NationalSoftware::eligibility`",
        "Deliver" => "`NationalSoftware::deliver`",
        other => panic!("the page does not know who serves {other}"),
    }
}

fn waits(waits: Waits) -> &'static str {
    match waits {
        Waits::Patient => "the patient",
        Waits::Phone => "the phone",
        Waits::Staff => "the staff",
        Waits::Device => "a camera or scanner",
        Waits::Card => "the chip",
        Waits::National => "the national software",
        _ => "nobody",
    }
}

/// The pairs that there are and that were not visited: every state with every event from outside,
/// and every state that asks with its failure.
pub fn unvisited(coverages: &[(String, Coverage)]) -> Vec<String> {
    const OUTSIDE: [&str; 12] = [
        "time passes",
        "card placed",
        "card removed",
        "phone wanted",
        "phone placed",
        "phone removed",
        "more time",
        "mode changed",
        "cancelled",
        "staff confirmed ahead",
        "mark looked for",
        "fault from outside",
    ];
    let pairs = merged(coverages);
    let mut missing = Vec::new();
    for state in State::ALL {
        let asks = state.waits_for() != Waits::Nobody;
        for event in OUTSIDE.into_iter().chain(asks.then_some("failed")) {
            if !pairs.contains_key(&(*state, event)) {
                missing.push(format!("{state} × {event}"));
            }
        }
        let answered = pairs
            .keys()
            .any(|(seen, event)| seen == state && !OUTSIDE.contains(event) && *event != "failed");
        if asks && !answered {
            missing.push(format!("{state} × its answer"));
        }
    }
    missing
}
