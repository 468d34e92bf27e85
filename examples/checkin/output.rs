//! What is printed: lines for a person, or JSON for a program.

use std::io::{self, Write as _};

use mynareader::calendar::Date;
use mynareader::facts::{Method, Mode};
use mynareader::guidance::Language;
use mynareader::reception::Outcome;
use serde_json::json;

use mynareader_rehearsal::scenario;
use mynareader_rehearsal::stage::{Played, Said};
use mynareader_rehearsal::transcript::{Head, Transcript};

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
    transcript: Transcript,
}

impl Output {
    /// A printer for this scene.
    pub fn new(scene: &Scene) -> Self {
        Self {
            json: scene.json,
            rehearsal: scene.rehearsal,
            transcript: Transcript::new(scene.language, scene.rehearsal),
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
        let head = Head {
            scenario: scene
                .scenario
                .as_ref()
                .map(|(name, title)| (name.as_str(), title.as_str())),
            day: scene.day,
            mode: scene.mode,
            method: scene.method,
            persona: scene.persona.as_deref(),
        };
        for line in self.transcript.head(&head) {
            Self::print(&line);
        }
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
        for line in self.transcript.said(said) {
            Self::print(&line);
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
            for line in self.transcript.end(played.outcome) {
                Self::print(&line);
            }
        }
        Ok(success)
    }
}
