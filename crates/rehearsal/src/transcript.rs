//! What was played, as lines for a person to read: what `checkin` prints and the transcripts beside
//! the scenarios have.

use mynareader_facts::calendar::Date;
use mynareader_facts::{Method, Mode};
use mynareader_reception::guidance::Language;
use mynareader_reception::reception::Outcome;

use crate::stage::{Said, Who};
use crate::words;

/// What stands at the head of a transcript.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The scenario's name and title.
    pub scenario: Option<(&'a str, &'a str)>,
    /// The day in Japan.
    pub day: Date,
    /// The operation mode.
    pub mode: Mode,
    /// The method that the patient takes, where it was said.
    pub method: Option<Method>,
    /// Whose card; nobody's with a real reader.
    pub persona: Option<&'a str>,
}

/// Writes lines in a language.
#[derive(Clone, Copy, Debug)]
pub struct Transcript {
    language: Language,
    rehearsal: bool,
}

impl Transcript {
    /// One in this language; of a rehearsal every line is marked.
    pub const fn new(language: Language, rehearsal: bool) -> Self {
        Self {
            language,
            rehearsal,
        }
    }

    fn japanese(self) -> bool {
        self.language == Language::JA
    }

    /// What is to be seen.
    pub fn head(self, head: &Head<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some((name, title)) = head.scenario {
            lines.push(format!("── {name} ── {title}"));
        }
        let library = words::library(self.language);
        let mode = library.mode(head.mode);
        let method = head.method.map_or(String::new(), |method| {
            format!(" ── {}", library.method(method))
        });
        let card = match (head.persona, self.japanese()) {
            (None, true) => "読み取り機のカード".to_owned(),
            (None, false) => "the card in the reader".to_owned(),
            (Some(name), true) => format!("仮想カード {name}"),
            (Some(name), false) => format!("virtual card {name}"),
        };
        lines.push(format!("── {} ── {mode}{method} ── {card}", head.day));
        let simulated = match (self.rehearsal, self.japanese()) {
            (true, true) => {
                "   リハーサル：顔の照合・職員・センターは模擬です。どこにも問い合わせません。"
            }
            (true, false) => {
                "   Rehearsal: face comparison, staff and centre are simulated. Nothing is asked of anybody."
            }
            (false, true) => "   カメラ・職員・センターは模擬です。",
            (false, false) => "   Camera, staff and centre are simulated.",
        };
        lines.push(simulated.to_owned());
        lines.push(String::new());
        lines
    }

    /// One thing that is seen or heard.
    pub fn said(self, said: &Said) -> Vec<String> {
        let who = match (said.who, self.japanese()) {
            (Who::Patient, true) => "画面    │ ",
            (Who::Act, true) => "患者    │ ▷ ",
            (Who::Staff, true) => "職員    │ ",
            (Who::Device, true) => "機械    │ ",
            (Who::Centre, true) => "センター│ ",
            (Who::Patient, false) => "screen  | ",
            (Who::Act, false) => "patient | > ",
            (Who::Staff, false) => "staff   | ",
            (Who::Device, false) => "device  | ",
            (Who::Centre, false) => "centre  | ",
        };
        let blank = if self.japanese() {
            "        │ "
        } else {
            "        | "
        };
        let mark = match (self.rehearsal, self.japanese()) {
            (true, true) => "［リハーサル］",
            (true, false) => "[rehearsal] ",
            (false, _) => "",
        };
        let lines = said.lines.iter().enumerate();
        lines
            .map(|(index, line)| {
                let lead = if index == 0 { who } else { blank };
                format!("{lead}{mark}{line}")
            })
            .collect()
    }

    /// The last lines.
    pub fn end(self, outcome: Outcome) -> Vec<String> {
        let result = if self.japanese() { "結果" } else { "outcome" };
        vec![String::new(), format!("── {result}: {outcome}")]
    }
}
