//! What is printed: lines for a person, or JSON for a program.

use std::io::{self, Write as _};

use mynareader::calendar::Date;
use mynareader::facts::{Method, Mode};
use mynareader::guidance::Language;
use mynareader::reception::Outcome;
use serde_json::json;

use mynareader_rehearsal::scenario;
use mynareader_rehearsal::stage::{Played, Said, Who};
use mynareader_rehearsal::words;

/// What is played, as far as it is printed.
pub struct Scene {
    /// The day in Japan.
    pub day: Date,
    /// The language.
    pub language: Language,
    /// The operation mode.
    pub mode: Mode,
    /// The method that the patient takes, where it was said.
    pub method: Option<Method>,
    /// Whose card; nobody's with a real reader.
    pub persona: Option<String>,
    /// A rehearsal: every line is marked.
    pub rehearsal: bool,
    /// A program reads this.
    pub json: bool,
    /// All that there is to a fault is printed.
    pub full: bool,
    /// The scenario's name and title.
    pub scenario: Option<(String, String)>,
}

/// Prints.
pub struct Output {
    json: bool,
    rehearsal: bool,
    japanese: bool,
}

impl Output {
    /// A printer for this scene.
    pub fn new(scene: &Scene) -> Self {
        Self {
            json: scene.json,
            rehearsal: scene.rehearsal,
            japanese: scene.language == Language::JA,
        }
    }

    /// One line. A reader of the output who has gone away is no error of ours.
    pub fn print(text: &str) {
        let _ = writeln!(io::stdout().lock(), "{text}");
    }

    /// What is to be seen.
    pub fn title(&self, scene: &Scene) {
        if self.json {
            return;
        }
        if let Some((name, title)) = &scene.scenario {
            Self::print(&format!("── {name} ── {title}"));
        }
        let mode = words::library(scene.language).mode(scene.mode);
        let method = scene.method.map_or(String::new(), |method| {
            format!(" ── {}", words::library(scene.language).method(method))
        });
        let card = match (scene.persona.as_deref(), self.japanese) {
            (None, true) => "読み取り機のカード".to_owned(),
            (None, false) => "the card in the reader".to_owned(),
            (Some(name), true) => format!("仮想カード {name}"),
            (Some(name), false) => format!("virtual card {name}"),
        };
        Self::print(&format!("── {} ── {mode}{method} ── {card}", scene.day));
        let simulated = match (self.rehearsal, self.japanese) {
            (true, true) => {
                "   リハーサル：顔の照合・職員・センターは模擬です。どこにも問い合わせません。"
            }
            (true, false) => {
                "   Rehearsal: face comparison, staff and centre are simulated. Nothing is asked of anybody."
            }
            (false, true) => "   カメラ・職員・センターは模擬です。",
            (false, false) => "   Camera, staff and centre are simulated.",
        };
        Self::print(simulated);
        Self::print("");
    }

    /// One thing that is seen or heard.
    pub fn say(&self, said: &Said) {
        if self.json {
            let mut object = json!({
                "who": said.who.name(),
                "kind": said.kind,
                "text": said.lines.join("\n"),
            });
            if let Some(code) = said.code {
                object["code"] = json!(code.to_string());
            }
            if self.rehearsal {
                object["rehearsal"] = json!(true);
            }
            Self::print(&object.to_string());
            return;
        }
        let who = match (said.who, self.japanese) {
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
        let blank = if self.japanese {
            "        │ "
        } else {
            "        | "
        };
        let mark = match (self.rehearsal, self.japanese) {
            (true, true) => "［リハーサル］",
            (true, false) => "[rehearsal] ",
            (false, _) => "",
        };
        for (index, line) in said.lines.iter().enumerate() {
            let lead = if index == 0 { who } else { blank };
            Self::print(&format!("{lead}{mark}{line}"));
        }
    }

    /// The last line. Whether the patient was admitted, or the rehearsal reached its end.
    pub fn end(
        &self,
        scene: &Scene,
        played: &Played,
        exchanges: Option<u32>,
    ) -> Result<bool, String> {
        let success = match played.outcome {
            Outcome::Admitted(_) => !self.rehearsal,
            Outcome::Rehearsed => self.rehearsal,
            Outcome::Ended { .. } => false,
        };
        if self.json {
            let journal =
                serde_json::to_value(&played.journal).map_err(|error| error.to_string())?;
            Self::print(&json!({ "journal": journal }).to_string());
            let mut object = json!({
                "outcome": played.outcome.name(),
                "mode": scene.mode,
                "method": scene.method,
                "date": scene.day.to_string(),
            });
            if let Some(scope) = scenario::scope(played.outcome) {
                object["scope"] = json!(scope);
            }
            if let Some((name, _)) = &scene.scenario {
                object["scenario"] = json!(name);
            }
            if let Some(fault) = played.outcome.fault() {
                object["fault"] = json!(fault.to_string());
            }
            if self.rehearsal {
                object["rehearsal"] = json!(true);
            }
            if let Some(persona) = &scene.persona {
                object["persona"] = json!(persona);
            }
            if let Some(exchanges) = exchanges {
                object["exchanges"] = json!(exchanges);
            }
            Self::print(&object.to_string());
        } else {
            let result = if self.japanese { "結果" } else { "outcome" };
            Self::print("");
            Self::print(&format!("── {result}: {}", played.outcome));
        }
        Ok(success)
    }
}
