//! Whether a book is fit to be used: complete, kind, short, and never leaving a patient without a
//! next step. The built-in book goes through the same checks as a file.
#![forbid(unsafe_code)]

mod text;

pub use text::sentences;

use core::fmt;
use std::collections::BTreeSet;

use super::book::VendorCode;
use super::ladder::Part;
use super::makers::MAX_NOTES;
use super::sheet::Sheet;
use super::{
    Book, FrameText, LadderStep, Language, Message, PageError, SeenToday, Situation, Visit,
};
use crate::fault::{FaultCode, KNOWN};
use mynareader_facts::Mode;
use mynareader_facts::calendar::Date;
use text::check_text;

/// How many sentences a patient is told at most.
pub const MAX_SENTENCES: usize = 2;
/// How long a patient's sentence may be in Japanese, in characters.
pub const MAX_SENTENCE_JA: usize = 40;
/// How long a patient's sentence may be in other languages, in characters.
pub const MAX_SENTENCE: usize = 90;
/// How long any other text may be, in characters.
pub const MAX_TEXT: usize = 240;
/// How many problems are told at most; the others are counted.
pub const MAX_PROBLEMS: usize = 100;

/// The languages in which the staff read. Any other has what patients read, and may have more.
pub const STAFF: [Language; 2] = [Language::JA, Language::EN];

/// What no patient is told in a language: that the card cannot be used, that somebody is to blame, and
/// what frightens. Compared without regard to case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Forbidden {
    /// The language, without its region.
    pub language: &'static str,
    /// Neither in words nor on screens nor on leaflets.
    pub anywhere: &'static [&'static str],
    /// Neither in words nor on screens. A leaflet explains what a word on the reader means, and cites
    /// official titles for the municipal counter.
    pub in_words: &'static [&'static str],
}

/// The languages that have a list. What stands in the Japanese one is not told in any language.
pub const FORBIDDEN: &[Forbidden] = &[
    Forbidden {
        language: "ja",
        anywhere: &[
            "使えま",
            "使えな",
            "使用でき",
            "利用でき",
            "使用不可",
            "利用不可",
            "になれませ",
            "になれない",
            "お使いいただけませ",
            "お使いいただけない",
            "用いただけませ",
            "用いただけない",
            "できません",
            "できかねま",
            "読み取れませ",
            "読みとれませ",
            "読めませ",
            "認識されませ",
            "無効",
            "失敗",
            "不正",
            "拒否",
            "だめ",
            "ダメ",
            "駄目",
            "異常",
            "あなたの",
            "お客様の責任",
            "期限切れ",
        ],
        in_words: &[
            "間違",
            "まちが",
            "誤り",
            "誤っ",
            "故障",
            "エラー",
            "不良",
            "不可",
            "ロックされ",
            "読み取れない",
            "読みとれない",
        ],
    },
    Forbidden {
        language: "en",
        anywhere: &[
            "cannot be used",
            "can't be used",
            "can not be used",
            "could not be used",
            "not usable",
            "unusable",
            "invalid",
            "not valid",
            "rejected",
            "refused",
            "your fault",
            "your mistake",
            "unable",
        ],
        in_words: &["fail", "error", "wrong", "mistake", "fault", "broken"],
    },
    Forbidden {
        language: "zh",
        anywhere: &[
            "无法使用",
            "無法使用",
            "不能使用",
            "不可使用",
            "无效",
            "無效",
            "拒绝",
            "拒絕",
            "您的错",
            "您的錯",
        ],
        in_words: &[
            "错误",
            "錯誤",
            "失败",
            "失敗",
            "故障",
            "无法读取",
            "無法讀取",
        ],
    },
    Forbidden {
        language: "ko",
        anywhere: &[
            "사용할 수 없",
            "이용할 수 없",
            "무효",
            "거부",
            "당신의 잘못",
        ],
        in_words: &["오류", "잘못", "실패", "고장", "읽을 수 없"],
    },
    Forbidden {
        language: "vi",
        anywhere: &[
            "không thể sử dụng",
            "không sử dụng được",
            "không dùng được",
            "không hợp lệ",
            "bị từ chối",
        ],
        in_words: &["thất bại", "bị lỗi", "bị hỏng", "nhập sai"],
    },
    Forbidden {
        language: "pt",
        anywhere: &[
            "não pode ser usad",
            "não pode ser utilizad",
            "inválid",
            "recusad",
            "rejeitad",
            "sua culpa",
        ],
        in_words: &["erro", "errad", "falh", "quebrad"],
    },
];

/// What is not told in a language, on a leaflet or in words and on screens.
pub(crate) fn forbidden(language: Language, leaflet: bool) -> impl Iterator<Item = &'static str> {
    let base = language.base();
    FORBIDDEN
        .iter()
        .filter(move |it| it.language == "ja" || it.language == base.tag())
        .flat_map(move |it| {
            let in_words = if leaflet { &[][..] } else { it.in_words };
            it.anywhere.iter().chain(in_words).copied()
        })
}

/// Why a book or a file was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// Larger than a file of guidance may be.
    #[error("the file is larger than {0} bytes")]
    TooLarge(usize),
    /// It is not written as the format wants; the text that stands there.
    #[error("the format does not allow {0:?} here")]
    Syntax(String),
    /// A number that no text has.
    #[error("no text has this number")]
    UnknownNumber,
    /// Another schema than this version reads.
    #[error("schema {0} is not one that this version reads")]
    Schema(u32),
    /// No day.
    #[error("this is not a day written as YYYY-MM-DD")]
    Date,
    /// A name that this version does not know.
    #[error("{0:?} is not a name known here")]
    UnknownName(String),
    /// It stands twice.
    #[error("it stands twice")]
    Double,
    /// It is not there.
    #[error("it is missing")]
    Missing,
    /// Nothing is in it.
    #[error("it is empty")]
    Empty,
    /// The dates are in the wrong order.
    #[error("it ends before it begins")]
    DateOrder,
    /// Too many sentences.
    #[error("a patient is told at most {MAX_SENTENCES} sentences, and these are {0}")]
    Sentences(usize),
    /// Too long.
    #[error("it is {length} characters long, and at most {most} are allowed")]
    Length {
        /// How long.
        length: usize,
        /// How long it may be.
        most: usize,
    },
    /// A phrase that no patient is told.
    #[error("a patient is never told {0:?}")]
    Forbidden(&'static str),
    /// No reading.
    #[error("Japanese for patients needs its reading in kana")]
    NoReading,
    /// The reading holds something that is not kana.
    #[error("the reading holds {0:?}, which is not kana")]
    NotKana(char),
    /// A control character.
    #[error("it holds a control character")]
    Control,
    /// A place to be filled in is missing, stands twice, or is none.
    #[error("its places to fill in must be {0:?}, each once")]
    Places(&'static [&'static str]),
    /// The text of a page is not sound.
    #[error("{0}")]
    Page(PageError),
    /// A page is for other people than it says in its title.
    #[error("its title must say that it is for {0}")]
    Audience(&'static str),
    /// A page lacks a field that a program fills, has one twice, or has one that nobody fills.
    #[error("its fields must be {0:?}, each once")]
    Fields(&'static [&'static str]),
    /// A reading is malformed, or a sign stands there that is not seen.
    #[error("a reading must be written ｜base《reading》, and nothing may be hidden")]
    Ruby,
    /// A day or a month would need escaping, or there are not twelve months.
    #[error("it must be without <, >, &, quotes, and of months there must be twelve")]
    Calendar,
    /// More entries than there may be.
    #[error("there are {length}, and at most {most} are allowed")]
    TooMany {
        /// How many.
        length: usize,
        /// How many there may be.
        most: usize,
    },
    /// A fact of yes or no without it, or a fact in words with it.
    #[error("it must say whether it is so, but for what is told in words")]
    YesOrNo,
    /// The rule gives up what protects the patient's card.
    #[error("the rule must keep {0}, which protects the patient's card")]
    Unsafe(&'static str),
    /// Somebody would be left without a next step.
    #[error("on {day} a patient with code {code} would have no step at the ordinary share")]
    NoStep {
        /// The code.
        code: FaultCode,
        /// The day.
        day: Date,
    },
}

/// What is wrong in a book, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Which file, where the book came from several.
    pub file: Option<String>,
    /// Where: a path such as `text.ja.patient.004`.
    pub place: String,
    /// The line of the file, where the book came from one.
    pub line: Option<usize>,
    /// What is wrong there.
    pub reason: Reason,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}, ")?;
        }
        if let Some(line) = self.line {
            write!(f, "line {line}, ")?;
        }
        write!(f, "{}: {}", self.place, self.reason)
    }
}

/// A book or a file was refused; nothing was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong; at least one, and at most [`MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// How many more problems there are.
    pub more: usize,
}

/// One line per problem, after one that says how many there are where not all are told.
impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the guidance was refused and nothing was replaced")?;
        // In front, since a record of C has room for the first problems alone.
        if self.more > 0 {
            let told = self.problems.len();
            let all = told.saturating_add(self.more);
            write!(f, " (the first {told} of {all} problems)")?;
        }
        for problem in &self.problems {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl core::error::Error for Refused {}

/// What was found to be wrong: as much as is told, and a count of the rest.
#[derive(Default)]
pub(super) struct Findings {
    problems: Vec<Problem>,
    more: usize,
    /// The file that is being read, where there are several.
    pub(super) file: Option<String>,
}

impl Findings {
    /// Adds a problem. The place is written out only where there is room for it.
    pub(super) fn add(&mut self, place: impl fmt::Display, line: Option<usize>, reason: Reason) {
        if self.is_full() {
            self.count(1);
            return;
        }
        self.problems.push(Problem {
            file: self.file.clone(),
            place: place.to_string(),
            line,
            reason,
        });
    }

    fn is_full(&self) -> bool {
        self.problems.len() >= MAX_PROBLEMS
    }

    /// Counts problems that are not told.
    fn count(&mut self, more: usize) {
        self.more = self.more.saturating_add(more);
    }

    fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// Nothing, or the refusal.
    pub(super) fn result(self) -> Result<(), Refused> {
        if self.is_empty() {
            return Ok(());
        }
        Err(Refused {
            problems: self.problems,
            more: self.more,
        })
    }
}

impl Book {
    /// Checks the whole book: rules, dates, words, and that nobody is left without a next step.
    pub fn check(&self) -> Result<(), Refused> {
        self.check_with(false)
    }

    /// The same; with pages in every language where they are wanted.
    pub(super) fn check_with(&self, pages: bool) -> Result<(), Refused> {
        let mut findings = Findings::default();
        self.check_codes(&mut findings);
        self.check_steps(&mut findings);
        self.check_words(pages, &mut findings);
        self.check_models(&mut findings);
        // Whether a step is left can only be asked of rules that are whole.
        if findings.is_empty() {
            self.check_that_steps_are_left(&mut findings);
        }
        findings.result()
    }

    fn check_codes(&self, findings: &mut Findings) {
        let wanted = KNOWN
            .iter()
            .map(|known| Some(known.code))
            .chain(core::iter::once(None));
        for code in wanted {
            let place =
                code.map_or_else(|| "code.unknown".to_owned(), |code| format!("code.{code}"));
            let Some(rule) = self.rules.codes.get(&code) else {
                findings.add(place, None, Reason::Missing);
                continue;
            };
            if rule.staff.is_empty() {
                findings.add(format_args!("{place}.staff"), None, Reason::Empty);
            }
            for (guarded, part, name) in [
                (FaultCode::PIN_BLOCKED, Part::PIN, "pin"),
                (FaultCode::CODE_B_BLOCKED, Part::CODE_B, "code-b"),
            ] {
                if code == Some(guarded) && !rule.breaks.contains(part) {
                    findings.add(format_args!("{place}.breaks"), None, Reason::Unsafe(name));
                }
            }
        }
    }

    fn check_steps(&self, findings: &mut Findings) {
        for &step in LadderStep::ALL {
            let place = format!("step.{step}");
            let mut rules = self.rules.steps.iter().filter(|rule| rule.step == step);
            let Some(rule) = rules.next() else {
                findings.add(place, None, Reason::Missing);
                continue;
            };
            if rules.next().is_some() {
                findings.add(&place, None, Reason::Double);
            }
            let days: Vec<_> = [rule.from, rule.until, rule.provisional_until]
                .into_iter()
                .flatten()
                .collect();
            if !days.is_sorted() {
                findings.add(&place, None, Reason::DateOrder);
            }
            for (part, name) in guarded(step) {
                if !rule.needs.contains(*part) {
                    findings.add(format_args!("{place}.needs"), None, Reason::Unsafe(name));
                }
            }
            let never_counts = matches!(
                step,
                LadderStep::Retry | LadderStep::NoteFourItems | LadderStep::PayInFull
            );
            if never_counts && rule.ordinary_share {
                findings.add(
                    format_args!("{place}.ordinary-share"),
                    None,
                    Reason::Unsafe("false, since it does not count as being seen"),
                );
            }
        }
    }

    fn check_words(&self, pages: bool, findings: &mut Findings) {
        let mut languages = self.all_tags();
        let with_pages: BTreeSet<_> = self.pages.keys().map(|(language, _)| *language).collect();
        languages.extend(STAFF);
        // Other languages owe what patients hear; staff read Japanese for the rest.
        let all = self.messages();
        let owed_to_patients = |frame: bool| -> Vec<_> {
            let owed = |it: &Message| it.is_for_patient() || frame && it.is_of_frame();
            all.iter().copied().filter(owed).collect()
        };
        let (screens, screens_and_pages) = (owed_to_patients(false), owed_to_patients(true));
        let nothing = Vec::new();
        for language in languages {
            let has_pages = pages || with_pages.contains(&language);
            // What a way of writing a language does not say, its base says.
            let leans = self.leans(language);
            let owed = match (STAFF.contains(&language), has_pages) {
                _ if leans => &nothing,
                (true, _) => &all,
                (false, true) => &screens_and_pages,
                (false, false) => &screens,
            };
            self.check_language(language, owed, findings);
            let for_staff = STAFF.contains(&language);
            for sheet in Sheet::all() {
                let owed = for_staff || has_pages && !leans && sheet.is_for_patient();
                if owed && !self.pages.contains_key(&(language, sheet)) {
                    let place = format_args!("page.{language}.{}", sheet.name());
                    findings.add(place, None, Reason::Missing);
                }
            }
            self.check_days(language, findings);
        }
        for ((model, language, number), text) in &self.replaced {
            let message = Message::from_number(*number);
            check_text(
                findings,
                format_args!("replace.{model}.{language}.{number}"),
                *language,
                message,
                &text.words,
                text.reading.as_deref(),
            );
        }
        for VendorCode { code, titles, .. } in self.vendor_codes.values() {
            if titles.is_empty() {
                findings.add(format_args!("vendor-code.{code}"), None, Reason::Empty);
            }
            for (language, title) in titles {
                let place = format_args!("vendor-code.{code}.title.{language}");
                check_text(findings, place, *language, None, title, None);
            }
        }
    }

    /// Checks the texts of a language, and that none is missing. A file may bring thousands of
    /// languages with a text each, so what each of them lacks is gone through only to be told.
    fn check_language(&self, language: Language, owed: &[Message], findings: &mut Findings) {
        let mut missing = owed.len();
        for ((_, number), text) in self.texts.range((language, 0)..=(language, u32::MAX)) {
            let Some(message) = Message::from_number(*number) else {
                continue;
            };
            if !self.is_about_something(message) {
                let place = format_args!("text.{language}.{message}");
                findings.add(place, None, Reason::UnknownNumber);
            }
            // `owed` is in the order of the numbers.
            if owed.binary_search_by_key(number, |it| it.number()).is_ok() {
                missing = missing.saturating_sub(1);
            }
            check_text(
                findings,
                format_args!("text.{language}.{message}"),
                language,
                Some(message),
                &text.words,
                text.reading.as_deref(),
            );
        }
        for message in owed {
            if missing == 0 || findings.is_full() {
                break;
            }
            if !self.texts.contains_key(&(language, message.number())) {
                let place = format_args!("text.{language}.{message}");
                findings.add(place, None, Reason::Missing);
                missing = missing.saturating_sub(1);
            }
        }
        findings.count(missing);
    }

    fn check_models(&self, findings: &mut Findings) {
        for model in self.models() {
            let place = format!("model.{}", model.number);
            if self.maker(model.maker).is_none() {
                findings.add(format_args!("{place}.maker"), None, Reason::UnknownNumber);
            }
            if model.notes.len() > MAX_NOTES {
                let (length, most) = (model.notes.len(), MAX_NOTES);
                findings.add(
                    format_args!("{place}.notes"),
                    None,
                    Reason::TooMany { length, most },
                );
            }
            if model.notes.iter().any(|note| note.is.is_some()) {
                findings.add(format_args!("{place}.notes"), None, Reason::YesOrNo);
            }
            for (feature, fact) in model.facts.iter() {
                if fact.is.is_some() == feature.is_in_words() {
                    findings.add(format_args!("{place}.{feature}"), None, Reason::YesOrNo);
                }
            }
        }
    }

    /// Whether the pages of a language hold before they end.
    fn check_days(&self, language: Language, findings: &mut Findings) {
        let [from, to] = [FrameText::HoldsFrom, FrameText::KnownUpTo].map(|text| {
            let text = self.texts.get(&(language, Message::Frame(text).number()))?;
            text.words.parse::<Date>().ok()
        });
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            let place = format_args!("text.{language}.frame.known-up-to");
            findings.add(place, None, Reason::DateOrder);
        }
    }

    fn check_that_steps_are_left(&self, findings: &mut Findings) {
        let dates = self
            .rules
            .steps
            .iter()
            .flat_map(|rule| [rule.from, rule.until, rule.provisional_until])
            .flatten();
        let days: BTreeSet<Date> = dates
            .flat_map(|day| [Some(day), day.add_days(1).ok()])
            .flatten()
            .chain([self.rules.known_up_to, self.rules.grace_from, Date::MAX])
            .collect();
        for known in KNOWN {
            for &day in &days {
                let mut left = true;
                for mode in [Mode::Unattended, Mode::Visual, Mode::PinOnly] {
                    for visit in [Visit::First, Visit::Repeated] {
                        let mut situation = Situation::on(day);
                        situation.mode = mode;
                        situation.visit = visit;
                        left &= self.seen_today(known.code, &situation) != SeenToday::No;
                    }
                }
                if !left {
                    let code = known.code;
                    findings.add("step", None, Reason::NoStep { code, day });
                }
            }
        }
    }
}

/// What a step's rule must go on needing, whatever a file says.
const fn guarded(step: LadderStep) -> &'static [(Part, &'static str)] {
    match step {
        LadderStep::Pin | LadderStep::RepresentativePin | LadderStep::PinOnlyMode => {
            &[(Part::PIN, "pin"), (Part::CERTIFICATE, "certificate")]
        }
        LadderStep::Face => &[
            (Part::CODE_B, "code-b"),
            (Part::FACE_MATCH, "face-match"),
            (Part::CERTIFICATE, "certificate"),
        ],
        LadderStep::StaffCheckOnReader | LadderStep::VisualMode => {
            &[(Part::CARD, "card"), (Part::CERTIFICATE, "certificate")]
        }
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_book_passes_its_own_checks() {
        Book::built_in()
            .check()
            .unwrap_or_else(|refused| panic!("{refused}"));
    }

    fn refusal(change: impl FnOnce(&mut Book)) -> Vec<String> {
        let mut book = Book::built_in().clone();
        change(&mut book);
        let refused = book.check().unwrap_err();
        refused.problems.iter().map(ToString::to_string).collect()
    }

    fn set(book: &mut Book, language: Language, name: &str, words: &'static str) {
        let number = Message::from_name(name).unwrap().number();
        book.texts.get_mut(&(language, number)).unwrap().words = words.into();
    }

    /// Each check turns a good book away for its own reason, and for no other.
    #[test]
    fn each_check_refuses_what_it_is_for() {
        let ja = |words| refusal(|book| set(book, Language::JA, "patient.004", words));
        let place = "text.ja.patient.004: ";
        for (words, reason) in [
            ("", "it is empty"),
            (
                "このカードは使えません。",
                "a patient is never told \"使えま\"",
            ),
            (
                "一。二。三。",
                "a patient is told at most 2 sentences, and these are 3",
            ),
            ("番号を\u{7}見ます。", "it holds a control character"),
        ] {
            assert!(ja(words).contains(&format!("{place}{reason}")), "{words}");
        }
        let long = "受付の者がご案内しますので、どうぞこちらの番号の窓口まで、ゆっくりとお越しになってください。";
        assert!(ja(long)[0].contains("at most 40 are allowed"));
        let en = refusal(|book| set(book, Language::EN, "patient.004", "Your card is INVALID."));
        assert_eq!(
            en,
            ["text.en.patient.004: a patient is never told \"invalid\""]
        );
        let number = Message::from_name("patient.004").unwrap().number();
        let reading = |reading: Option<&'static str>| {
            refusal(|book| {
                book.texts.get_mut(&(Language::JA, number)).unwrap().reading =
                    reading.map(Into::into);
            })
        };
        assert!(reading(None)[0].contains("needs its reading"));
        assert!(reading(Some("番ごう"))[0].contains("'番', which is not kana"));
        let missing = refusal(|book| {
            book.texts.remove(&(Language::EN, number));
        });
        assert_eq!(missing, ["text.en.patient.004: it is missing"]);
    }

    #[test]
    fn rules_that_would_harm_are_refused() {
        let step = |book: &mut Book,
                    wanted: LadderStep,
                    change: fn(&mut super::super::rules::StepRule)| {
            change(
                book.rules
                    .steps
                    .iter_mut()
                    .find(|rule| rule.step == wanted)
                    .unwrap(),
            );
        };
        let found =
            refusal(|book| step(book, LadderStep::Pin, |rule| rule.needs.remove(Part::PIN)));
        assert_eq!(
            found,
            ["step.pin.needs: the rule must keep pin, which protects the patient's card"]
        );
        let found = refusal(|book| {
            step(book, LadderStep::OldInsuranceCard, |rule| {
                rule.from = rule.provisional_until;
            });
        });
        assert_eq!(found, ["step.old-insurance-card: it ends before it begins"]);
        let found = refusal(|book| {
            step(book, LadderStep::PayInFull, |rule| {
                rule.ordinary_share = true;
            });
        });
        assert!(found[0].starts_with("step.pay-in-full.ordinary-share"));
        let found = refusal(|book| {
            book.rules
                .steps
                .retain(|rule| rule.step != LadderStep::Face);
        });
        assert_eq!(found, ["step.face: it is missing"]);
        let found = refusal(|book| {
            for rule in book.rules.codes.values_mut() {
                if rule.code == Some(FaultCode::CODE_B_BLOCKED) {
                    rule.breaks = Part::empty();
                }
            }
        });
        assert!(found[0].starts_with("code.005.breaks"));
        // All papers taken away in 2027: somebody would be left with nothing.
        let found = refusal(|book| {
            for rule in &mut book.rules.steps {
                if rule.step.number() >= LadderStep::PortalScreen.number() {
                    rule.until = Some(Date::fixed(2027, 1, 1));
                    rule.provisional_until = None;
                }
            }
        });
        assert!(found.contains(
            &"step: on 2027-01-02 a patient with code 007 would have no step at the ordinary share".to_owned()
        ), "{found:?}");
    }
}
