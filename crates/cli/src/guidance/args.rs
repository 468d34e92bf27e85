//! What may be said on the command line, and the situation that it describes.

use std::path::PathBuf;

use clap::{Args as Group, Parser, ValueEnum};
use mynareader::calendar::Date;
use mynareader::facts::{CertificateState, Mode, TokenKind, Tries};
use mynareader::fault::{FaultCode, Step};
use mynareader::guidance::leaflet::LeafletId;
use mynareader::guidance::outage::Paper;
use mynareader::guidance::{
    AtHand, Book, FaceOnly, Facility, Isolation, LadderStep, Language, Panel, Present, Situation,
    Visit,
};

/// What to say and do when the check-in at the card reader stops, for the patient and the staff.
#[derive(Parser)]
#[command(name = "guidance", max_term_width = 100, after_help = AFTER_HELP)]
pub struct Args {
    /// The fault's code: 004, L01, or a maker's own as MAKER:0xNUMBER
    #[arg(long, value_name = "CODE", required_unless_present_any = ["all", "leaflet", "texts", "list"])]
    pub code: Option<FaultCode>,

    /// Every known code
    #[arg(long, conflicts_with_all = ["code", "leaflet"])]
    pub all: bool,

    /// Print this leaflet, or this form to fill in by hand, as HTML for A4 paper (names: --list)
    #[arg(long, value_name = "NAME", value_parser = leaflet, conflicts_with = "code")]
    pub leaflet: Option<Page>,

    /// Every text whose name begins so: "screen." for the patient's screens, "notice." for what the
    /// staff are told, and so forth
    #[arg(long, value_name = "NAME", conflicts_with_all = ["code", "all", "leaflet"])]
    pub texts: Option<String>,

    /// Write the leaflet into this file instead
    #[arg(long, value_name = "FILE", requires = "leaflet")]
    pub out: Option<PathBuf>,

    /// The facility's telephone number on the leaflet
    #[arg(long, value_name = "NUMBER", requires = "leaflet")]
    pub phone: Option<String>,

    /// The facility's name, on the leaflet and on the telephone
    #[arg(long, value_name = "NAME", default_value = "○○医院")]
    pub facility: String,

    /// List the codes with what they mean, and the names that --has, --tried, --step and --leaflet take
    #[arg(long, conflicts_with_all = ["code", "all", "leaflet", "texts", "json"])]
    pub list: bool,

    /// Language of the output, ja or en; with --data also what that file adds.
    /// [default: ja; with --all --json every language]
    #[arg(long, value_name = "TAG")]
    pub lang: Option<Language>,

    /// One JSON object a line
    #[arg(long)]
    pub json: bool,

    /// Amend the built-in guidance by this file (TOML); it is checked whole before it is used
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,

    /// Write the whole guidance, as amended, to this file, to start a file of one's own from
    #[arg(long, value_name = "FILE")]
    pub write_data: Option<PathBuf>,

    #[command(flatten)]
    pub situation: SituationArgs,
}

/// The situation at the counter; what is not said is not known.
#[derive(Group)]
#[command(next_help_heading = "The situation")]
pub struct SituationArgs {
    /// The day in Japan [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,

    /// The operation mode
    #[arg(long, value_enum, default_value = "unattended")]
    mode: ModeArg,

    /// At which step the fault came (names: --list)
    #[arg(long, value_name = "STEP", value_parser = step, default_value = "idle")]
    step: Step,

    /// What kind of chip
    #[arg(long, value_enum, default_value = "unknown")]
    token: TokenArg,

    /// Tries left of the PIN: a number, 0 or blocked, or unknown
    #[arg(long, value_name = "N", value_parser = tries, default_value = "unknown")]
    tries: Tries,

    /// Tries left of 照合番号B, likewise
    #[arg(long, value_name = "N", value_parser = tries, default_value = "unknown")]
    code_b_tries: Tries,

    /// What the certificate is worth on the day
    #[arg(long, value_enum, default_value = "unknown")]
    certificate: CertificateArg,

    /// The card's own last day
    #[arg(long, value_name = "YYYY-MM-DD")]
    card_expiry: Option<Date>,

    /// Whether it is a 顔認証マイナンバーカード: unknown, unlikely, likely
    #[arg(long, value_name = "HOW", value_parser = face_only, default_value = "unknown")]
    face_only: FaceOnly,

    /// What of the panel works (103): unknown, keypad-dead, dead
    #[arg(long, value_name = "HOW", value_parser = panel, default_value = "unknown")]
    panel: Panel,

    /// What came of a known-good card: not-tried, other-card-reads, no-card-reads
    #[arg(long, value_name = "HOW", value_parser = isolation, default_value = "not-tried")]
    isolation: Isolation,

    /// What the facility has or the patient has along, with commas between (names: --list)
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = has)]
    has: Vec<Has>,

    /// What the facility has not, likewise; what stands in neither is not known
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = lacks)]
    lacks: Vec<Facility>,

    /// Steps of the ladder tried already, with commas between (names: --list)
    #[arg(long, value_name = "STEPS", value_delimiter = ',', value_parser = ladder_step)]
    tried: Vec<LadderStep>,

    /// First or repeated visit: unknown, first, repeated
    #[arg(long, value_name = "WHICH", value_parser = visit, default_value = "unknown")]
    visit: Visit,

    /// Who is here: patient, with-helper, with-legal-representative, proxy
    #[arg(long, value_name = "WHO", value_parser = present, default_value = "patient")]
    present: Present,

    /// The code on the terminal
    #[arg(long, value_name = "CODE")]
    terminal_code: Option<FaultCode>,

    /// The reader model: its name, as in "マイナタッチ" or "xc stfr3j mn", or its number (names: --list)
    #[arg(long, value_name = "MODEL")]
    reader_model: Option<String>,
}

const AFTER_HELP: &str = "Examples:\n  guidance --code 004 --tries 0 --has administrator\n  \
guidance --code 006 --certificate grace --lang en\n  guidance --all --json\n  \
guidance --leaflet pin-reset --out leaflet.html\n  guidance --texts screen. --lang en\n\nExit status: 0 done, 1 a file was refused or \
could not be read or written, 2 bad arguments.";

#[derive(Clone, Copy, ValueEnum)]
enum ModeArg {
    Unattended,
    Visual,
    PinOnly,
}

#[derive(Clone, Copy, ValueEnum)]
enum TokenArg {
    Card,
    Android,
    Iphone,
    JukiCard,
    Unknown,
}

#[derive(Clone, Copy, ValueEnum)]
enum CertificateArg {
    Valid,
    Notice,
    Grace,
    PastGrace,
    NotYetValid,
    Revoked,
    Absent,
    Unknown,
}

/// A page for A4 paper.
#[derive(Clone, Copy)]
pub enum Page {
    Leaflet(LeafletId),
    /// For the time when the card route is down.
    Form(Paper),
}

/// Something that the facility has, or the patient.
#[derive(Clone, Copy)]
pub enum Has {
    Facility(Facility),
    AtHand(AtHand),
}

fn named<T>(name: &str, value: Option<T>) -> Result<T, String> {
    value.ok_or_else(|| format!("\"{name}\" is not a name known here; --list shows them"))
}

fn leaflet(name: &str) -> Result<Page, String> {
    let leaflet = LeafletId::from_name(name).map(Page::Leaflet);
    named(
        name,
        leaflet.or_else(|| Paper::from_name(name).map(Page::Form)),
    )
}

fn step(name: &str) -> Result<Step, String> {
    named(name, Step::from_name(name))
}

fn ladder_step(name: &str) -> Result<LadderStep, String> {
    named(name, LadderStep::from_name(name))
}

fn face_only(name: &str) -> Result<FaceOnly, String> {
    named(name, FaceOnly::from_name(name))
}

fn panel(name: &str) -> Result<Panel, String> {
    named(name, Panel::from_name(name))
}

fn isolation(name: &str) -> Result<Isolation, String> {
    named(name, Isolation::from_name(name))
}

fn visit(name: &str) -> Result<Visit, String> {
    named(name, Visit::from_name(name))
}

fn present(name: &str) -> Result<Present, String> {
    named(name, Present::from_name(name))
}

fn lacks(name: &str) -> Result<Facility, String> {
    named(name, Facility::from_kebab(name))
}

fn has(name: &str) -> Result<Has, String> {
    let facility = Facility::from_kebab(name).map(Has::Facility);
    named(
        name,
        facility.or_else(|| AtHand::from_kebab(name).map(Has::AtHand)),
    )
}

fn tries(text: &str) -> Result<Tries, String> {
    match text {
        "unknown" => Ok(Tries::Unknown),
        "blocked" | "0" => Ok(Tries::Blocked),
        number => number
            .parse()
            .map(Tries::Left)
            .map_err(|_| "tries are a number, blocked or unknown".to_owned()),
    }
}

impl SituationArgs {
    /// The number of the reader model: a number as it is, or that of the book's model of this name.
    pub fn reader_model(&self, book: &Book) -> Result<u32, String> {
        let Some(model) = &self.reader_model else {
            return Ok(0);
        };
        let named = || book.model(model).map(|model| u32::from(model.number));
        let number = model.parse().ok().or_else(named);
        self::named(model, number)
    }

    /// The situation on a day in a language, at a reader of this model.
    pub fn situation(&self, date: Date, language: Language, reader_model: u32) -> Situation {
        let mut situation = Situation::on(date);
        situation.language = language;
        situation.reader_model = reader_model;
        situation.mode = match self.mode {
            ModeArg::Unattended => Mode::Unattended,
            ModeArg::Visual => Mode::Visual,
            ModeArg::PinOnly => Mode::PinOnly,
        };
        situation.step = self.step;
        situation.token = match self.token {
            TokenArg::Card => TokenKind::Card,
            TokenArg::Android => TokenKind::Android,
            TokenArg::Iphone => TokenKind::Iphone,
            TokenArg::JukiCard => TokenKind::JukiCard,
            TokenArg::Unknown => TokenKind::Unknown,
        };
        situation.pin = self.tries;
        situation.code_b = self.code_b_tries;
        situation.certificate = match self.certificate {
            CertificateArg::Valid => CertificateState::Valid,
            CertificateArg::Notice => CertificateState::Notice,
            CertificateArg::Grace => CertificateState::Grace,
            CertificateArg::PastGrace => CertificateState::PastGrace,
            CertificateArg::NotYetValid => CertificateState::NotYetValid,
            CertificateArg::Revoked => CertificateState::Revoked,
            CertificateArg::Absent => CertificateState::Absent,
            CertificateArg::Unknown => CertificateState::Unknown,
        };
        situation.card_expiry = self.card_expiry;
        situation.face_only = self.face_only;
        situation.panel = self.panel;
        situation.isolation = self.isolation;
        for has in &self.has {
            match *has {
                Has::Facility(flag) => situation.facility |= flag,
                Has::AtHand(flag) => situation.at_hand |= flag,
            }
        }
        situation.facility_lacks = self.lacks.iter().copied().collect();
        situation.tried = self.tried.iter().copied().collect();
        situation.visit = self.visit;
        situation.present = self.present;
        situation.terminal_code = self.terminal_code;
        situation
    }
}
