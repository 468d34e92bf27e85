//! Whether a text may be told: to patients short, kind and with its reading; to all complete.
#![forbid(unsafe_code)]

use core::fmt;

use super::{Findings, MAX_SENTENCE, MAX_SENTENCE_JA, MAX_SENTENCES, MAX_TEXT, Reason, forbidden};
use crate::guidance::sheet::is_sound;
use crate::guidance::{FrameText, Language, Message};
use mynareader_facts::calendar::Date;

/// The sentences of a text for patients.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['。', '．', '！', '？', '.', '!', '?'])
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
}

pub(super) fn check_text(
    findings: &mut Findings,
    place: impl fmt::Display,
    language: Language,
    message: Option<Message>,
    words: &str,
    reading: Option<&str>,
) {
    let mut add = |reason| findings.add(&place, None, reason);
    if words.trim().is_empty() {
        add(Reason::Empty);
        return;
    }
    if words.chars().any(char::is_control) {
        add(Reason::Control);
    }
    let length = words.chars().count();
    if length > MAX_TEXT {
        add(Reason::Length {
            length,
            most: MAX_TEXT,
        });
    }
    if message.is_some_and(|it| !are_places(words, it.places())) {
        add(Reason::Places(message.map_or(&[], Message::places)));
    }
    if let Some(Message::Frame(text)) = message
        && let Some(reason) = wrong_in_frame(text, words)
    {
        add(reason);
    }
    if !message.is_some_and(Message::is_for_patient) {
        return;
    }
    let lower = words.to_lowercase();
    for phrase in forbidden(language, false) {
        if lower.contains(phrase) {
            add(Reason::Forbidden(phrase));
        }
    }
    if !message.is_some_and(Message::is_read_aloud) {
        return;
    }
    let most = if language.base() == Language::JA {
        MAX_SENTENCE_JA
    } else {
        MAX_SENTENCE
    };
    let count = sentences(words).count();
    if count > MAX_SENTENCES {
        add(Reason::Sentences(count));
    }
    for sentence in sentences(words) {
        let length = sentence.chars().count();
        if length > most {
            add(Reason::Length { length, most });
        }
    }
    if language.base() == Language::JA {
        match reading {
            None => add(Reason::NoReading),
            Some(reading) => {
                if let Some(other) = reading.chars().find(|c| !is_kana(*c)) {
                    add(Reason::NotKana(other));
                }
            }
        }
    }
}

/// What is wrong with words of the frame, beside their places.
fn wrong_in_frame(text: FrameText, words: &str) -> Option<Reason> {
    // A day stands in sentences that are escaped as a whole: it may need no escaping itself.
    let bare = !words.contains(['<', '>', '&', '"', '\'']);
    match text {
        FrameText::KnownUpTo | FrameText::HoldsFrom => {
            words.parse::<Date>().is_err().then_some(Reason::Date)
        }
        FrameText::Date | FrameText::BirthMonth | FrameText::BirthYear if !bare => {
            Some(Reason::Calendar)
        }
        FrameText::Months => {
            let twelve = words.split_whitespace().count() == 12;
            (!bare || !twelve).then_some(Reason::Calendar)
        }
        FrameText::Name
        | FrameText::Patient
        | FrameText::Staff
        | FrameText::Form
        | FrameText::Counter
        | FrameText::Say
        | FrameText::Phone
        | FrameText::Issued
        | FrameText::Printed
        | FrameText::CardExpiry
        | FrameText::CardCode
        | FrameText::CardNote
        | FrameText::BirthUnknown => (!is_sound(words)).then_some(Reason::Ruby),
        // Written in parts, so that no reading may reach over a place.
        FrameText::Facts
        | FrameText::OldFacts
        | FrameText::Date
        | FrameText::BirthMonth
        | FrameText::BirthYear => {
            let sound = words.split(['{', '}']).all(is_sound);
            (!sound).then_some(Reason::Ruby)
        }
    }
}

/// Whether the words hold each of these places once, and no other. Texts without places may hold
/// any braces.
fn are_places(words: &str, places: &[&str]) -> bool {
    let once = |place: &&str| words.matches(&format!("{{{place}}}")).count() == 1;
    places.is_empty()
        || places.iter().all(once) && words.matches(['{', '}']).count() == 2 * places.len()
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '、' | '。' | ' ' | '　')
}
