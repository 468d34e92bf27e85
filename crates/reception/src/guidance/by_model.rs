//! What the reader's model makes of the steps for the staff: cables, restarts, how a card goes in.
//!
//! A fact of one model is never told of another. Where the model is not known, or a source does not tell,
//! the step says "if", or that models differ.
#![forbid(unsafe_code)]

use super::ladder::Part;
use super::makers::{Feature, Model, ModelText};
use super::rules::CodeRule;
use super::{Message, Party, StaffAction};

/// The step that takes the place of one of a code's steps for this model; none where it makes no sense
/// there.
pub(super) fn fitting(action: StaffAction, model: Option<&Model>) -> Option<StaffAction> {
    use StaffAction as A;
    let is = |feature| model.is_some_and(|model| model.is(feature));
    let inside = is(Feature::TerminalBuiltIn);
    let cable = is(Feature::CableToTerminal);
    Some(match action {
        A::CheckReaderCable | A::CheckReaderCableIfAny | A::OtherPort if inside => return None,
        A::CheckReaderCable if !cable => A::CheckReaderCableIfAny,
        A::CheckReaderCableIfAny if cable => A::CheckReaderCable,
        // Said with the cable, where it is not known that there is one.
        A::OtherPort if !cable => return None,
        A::RestartInOrder | A::RestartReader | A::RestartTerminal if inside => A::RestartAsOne,
        A::RestartTerminalIfAgain if inside => A::RestartAsOneIfAgain,
        A::RestartAsOne if !inside => A::RestartInOrder,
        A::RestartAsOneIfAgain if !inside => A::RestartTerminalIfAgain,
        A::CheckLanCable if inside => A::CheckLanCableOfUnit,
        A::CheckLanCableOfUnit if !inside => A::CheckLanCable,
        A::PlaceByModel if words(action, model).is_none() => return None,
        A::ListenForTone if !is(Feature::ToneOnChip) => return None,
        A::CheckExternalKeypad if !is(Feature::ExternalKeypad) => return None,
        other => other,
    })
}

/// The model's own words for a step.
pub(super) fn words(action: StaffAction, model: Option<&Model>) -> Option<Message> {
    let feature = match action {
        StaffAction::PlaceByModel => Feature::Placement,
        StaffAction::RestartInOrder => Feature::Restart,
        _ => return None,
    };
    text(feature, model)
}

/// What a model's source tells in words.
pub(super) fn text(feature: Feature, model: Option<&Model>) -> Option<Message> {
    let model = model.filter(|model| model.fact(feature).is_some())?;
    Some(Message::Model(ModelText::Feature(model.number, feature)))
}

/// Whom else to call: with the terminal inside, what is wrong with it is the reader maker's too \[I\].
pub(super) fn also_called(rule: &CodeRule, model: Option<&Model>) -> Option<Party> {
    let inside = model.is_some_and(|model| model.is(Feature::TerminalBuiltIn));
    let of_terminal = rule.breaks.contains(Part::TERMINAL);
    let missing = !rule.calls.contains(&Party::ReaderMaker);
    (inside && of_terminal && missing).then_some(Party::ReaderMaker)
}
