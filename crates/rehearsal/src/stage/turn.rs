//! What people, devices and the centre may do when it is their turn: one word for each deed, the
//! same in a scenario's file and in the interactive rehearsal.

use std::fmt;

use mynareader_facts::Mode;
use mynareader_reception::fault::{FaultCode, known};
use mynareader_reception::guidance::Language;
use mynareader_reception::reception::{Actor, Confirmed, State};

/// What is done while no card lies there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// Something happens at the terminal.
    Happens(Happening),
    /// Time passes, up to whatever is due next.
    TimePasses,
    /// A card is placed: a check-in begins.
    CardPlaced,
    /// The patient chooses the phone on the screen: a check-in begins with nothing placed.
    PhoneWanted,
    /// Nobody comes any more.
    NobodyComes,
    /// Nobody has said yet; it is asked again.
    NotYet,
}

/// Something that may be done in a state.
#[derive(Debug, PartialEq, Eq)]
pub struct Deed {
    /// In which state.
    pub state: State,
    /// Its word.
    pub word: &'static str,
    ja: &'static str,
    en: &'static str,
}

impl Deed {
    /// As it stands in a transcript.
    pub fn text(&self, language: Language) -> &'static str {
        if language == Language::JA {
            self.ja
        } else {
            self.en
        }
    }
}

macro_rules! deeds {
    ($($state:ident { $($word:literal: $ja:literal, $en:literal;)+ })+) => {
        /// All of them.
        pub const DEEDS: &[Deed] = &[
            $($(Deed { state: State::$state, word: $word, ja: $ja, en: $en },)+)+
        ];
    };
}

deeds! {
    ChoosingPhone {
        "android": "「Android」を選ぶ", "chooses Android";
        "iphone": "「iPhone」を選ぶ", "chooses iPhone";
    }
    EnteringPinAhead {
        "right": "暗証番号を入力する", "enters the PIN";
        "wrong": "違う番号を入力する", "enters a wrong number";
        "keypad-dead": "（画面のキーボードが出ない）", "(the keyboard does not come up)";
        "back": "「番号がわからない」を押す", "presses “I do not know my PIN”";
    }
    AwaitingPhone {
        "tap": "持ってきたものを、かざす", "holds what they brought to the reader";
        "card-place": "持ってきたものを、カードの置き場に置く", "puts what they brought on the card's place";
        "back": "「もどる」を押す", "presses “back”";
    }
    ChoosingMethod {
        "face": "「顔認証」を選ぶ", "chooses face recognition";
        "pin": "「暗証番号」を選ぶ", "chooses the PIN";
        "staff": "「職員による目視確認」を選ぶ", "chooses the check by the staff";
    }
    ScanningCardFace {
        "read": "券面の数字を読み取った", "the printed digits were read";
        "misread": "券面の数字を1けた読み違えた", "one printed digit was misread";
        "doubtful": "見るたびに違う数字に読めた", "every look gave other digits";
        "unreadable": "券面の数字が読めない", "the printed digits cannot be read";
        "wrong-side": "個人番号のある裏面が上になっている（画像はすぐに消した）", "the side with the 個人番号 is up (the picture was dropped at once)";
        "upside-down": "カードの上下が逆になっている", "the card is upside down";
        "glare": "光が反射している", "the card reflects light";
        "in-case": "カードがケースに入っている", "the card is in a case";
        "two-cards": "カードやスマートフォンが重なっている", "two cards, or a card and a phone";
        "back": "「もどる」を押す", "presses “back”";
        "scanner-dead": "券面のカメラが動かない", "the scanner does not work";
    }
    ComparingFace {
        "match": "お顔が写真と一致した", "the face matches the photo";
        "no-match": "お顔が写真と一致しない", "the face does not match the photo";
        "no-face": "お顔が写っていない", "no face is seen";
        "several-faces": "何人か写っている", "several faces are seen";
        "bad-light": "光が強すぎる", "the light is too strong";
        "too-dark": "お顔が暗い", "the face is too dark";
        "too-far": "カメラから遠い", "too far from the camera";
        "looking-away": "顔がカメラを向いていない", "the face is turned away";
        "unclear": "はっきり写っていない", "the picture is not clear";
        "attack": "写真をかざしている", "a picture is held up";
        "not-evaluated": "一致したが、生体かどうかは判定していない", "matches, but whether the face is alive was not evaluated";
        "back": "「もどる」を押す", "presses “back”";
        "camera-dead": "顔のカメラが動かない", "the camera does not work";
    }
    DecidingLastTry {
        "keep": "入力しない", "does not enter it";
        "spend": "それでも入力する", "enters it all the same";
        "back": "「もどる」を押す", "presses “back”";
    }
    EnteringPin {
        "right": "暗証番号を入力する", "enters the PIN";
        "wrong": "違う番号を入力する", "enters a wrong number";
        "back": "「番号がわからない」を押す", "presses “I do not know my PIN”";
        "keypad-dead": "（画面のキーボードが出ない）", "(the keyboard does not come up)";
    }
    ObtainingChallenge {
        "given": "チャレンジを渡す", "gives the challenge";
    }
    CheckingBySight {
        "same": "本人と確認した", "it is the same person";
        "not-same": "写真では確認できない", "cannot be told by the photo";
        "proxy": "本人がいない（代理の方だけ）", "the patient is not here, only a proxy";
        "declined": "いまは行わない", "not now";
    }
    CheckingPasscode {
        "right": "目視モード用パスワードは正しい", "the facility's password is right";
        "wrong": "目視モード用パスワードが違う", "the facility's password is wrong";
    }
    ConfirmingOnPhone {
        "confirmed": "スマートフォンで本人確認をする", "confirms on the phone";
        "back": "「もどる」を押す", "presses “back”";
    }
    AuthenticatingWithPin {
        "judged": "暗証番号をカードで確かめる", "lets the card judge the PIN";
        "unjudged": "暗証番号を確かめられたか分からない", "cannot tell whether the PIN was judged";
    }
    Authenticating {
        "answered": "電子証明書を確かめる", "checks the certificate";
    }
    OfferingRegistration {
        "yes": "登録する", "registers";
        "no": "登録しない", "does not register";
    }
    Registering {
        "done": "利用登録を受け付けました", "registration accepted";
        "delayed": "利用登録を受け付けた。反映に時間がかかる", "registration accepted; it takes a while";
    }
    QueryingEligibility {
        "valid": "資格あり", "eligible";
        "in-grace": "資格あり（証明書は猶予期間中）", "eligible (the certificate is in grace)";
        "subsidy": "資格あり（医療費助成の受給者証あり）", "eligible, with a certificate of 医療費助成";
        "several": "資格が複数あり", "several eligibilities";
        "aid-unregistered": "資格あり（医療扶助は未登録）", "eligible (医療扶助 not registered)";
        "none": "該当する資格なし", "none known";
        "lost": "有効な資格なし（最後の資格を表示）", "none valid; the last known is shown";
    }
    ShowingNotice {
        "read": "「次へ」を押す", "presses “next”";
    }
    ChoosingPrescription {
        "electronic": "電子処方箋", "electronic";
        "paper": "紙の処方箋", "paper";
    }
    AskingConsent {
        "all": "すべてに同意する", "consents to all";
        "medicines": "薬剤情報だけに同意する", "consents to the medicines only";
        "none": "どれにも同意しない", "consents to nothing";
    }
    AskingSubsidy {
        "use": "「使う」を選ぶ", "chooses to use it";
        "no": "「使わない」を選ぶ", "chooses not to use it";
    }
    Delivering {
        "done": "結果を医療機関へ渡す", "hands the result to the facility";
    }
}

/// The deeds of a state, in the order of a menu.
pub fn of(state: State) -> impl Iterator<Item = &'static Deed> {
    DEEDS.iter().filter(move |deed| deed.state == state)
}

/// Something that happens to a check-in from outside, whatever is being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The card is taken away.
    RemoveCard,
    /// The check-in is called off.
    Cancel(Actor),
    /// The mode is switched at the terminal.
    Mode(Mode),
    /// The terminal or the centre reports a fault.
    Fault(FaultCode),
    /// The staff tick the box at the terminal.
    StaffConfirm(Confirmed),
    /// The staff give this patient more time.
    MoreTime,
    /// The staff have looked at the mark 「顔認証」 on the card.
    Mark {
        /// It holds: it is not struck through.
        valid: bool,
    },
}

impl fmt::Display for Happening {
    /// As a scenario writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RemoveCard => "remove-card",
            Self::Cancel(Actor::Staff) => "staff-cancel",
            Self::Cancel(_) => "cancel",
            Self::Mode(Mode::Unattended) => "mode unattended",
            Self::Mode(Mode::Visual) => "mode visual",
            Self::Mode(Mode::PinOnly) => "mode pin-only",
            Self::Fault(code) => return write!(f, "fault {code}"),
            Self::StaffConfirm(Confirmed::Proxy) => "staff-confirm-proxy",
            Self::StaffConfirm(_) => "staff-confirm",
            Self::MoreTime => "more-time",
            Self::Mark { valid: true } => "mark-valid",
            Self::Mark { valid: false } => "mark-struck-through",
        })
    }
}

impl Happening {
    /// Whether the open request goes on afterwards.
    pub const fn leaves_the_request_open(self) -> bool {
        matches!(
            self,
            Self::StaffConfirm(_) | Self::MoreTime | Self::Mark { .. }
        )
    }
}

/// What is done at a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A deed, by whom if it is not who usually does it.
    Deed(&'static Deed, Option<Actor>),
    /// The terminal or the centre answers with a code.
    Code(FaultCode),
    /// Something happens instead, or before.
    Happening(Happening),
    /// Nobody does anything until the time is over.
    Silent,
    /// What is usual for whoever the card belongs to.
    Usual,
    /// The patient stops here.
    GivesUp,
}

impl fmt::Display for Turn {
    /// As a scenario writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deed(deed, by) => {
                f.write_str(deed.word)?;
                match by.and_then(|by| ON_BEHALF.iter().find(|(_, actor)| *actor == by)) {
                    Some((name, _)) => write!(f, " by {name}"),
                    None => Ok(()),
                }
            }
            Self::Code(code) => code.fmt(f),
            Self::Happening(happening) => happening.fmt(f),
            Self::Silent => f.write_str("silent"),
            Self::Usual => f.write_str("usual"),
            Self::GivesUp => f.write_str("gives-up"),
        }
    }
}

/// Who may act for a patient, by the words of a scenario.
const ON_BEHALF: &[(&str, Actor)] = &[
    ("carer", Actor::Carer),
    ("helper", Actor::Helper),
    ("proxy", Actor::Proxy),
    ("representative", Actor::LegalRepresentative),
];

/// A code from its digits.
fn code(text: &str) -> Option<FaultCode> {
    let three_digits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| three_digits)?;
    Some(FaultCode::national(number)).filter(|code| known(*code).is_some())
}

/// What may happen in any state, by its words.
pub const HAPPENINGS: &[&str] = &[
    "usual",
    "gives-up",
    "silent",
    "remove-card",
    "cancel",
    "staff-cancel",
    "mode unattended",
    "mode visual",
    "mode pin-only",
    "fault NNN",
    "staff-confirm",
    "staff-confirm-proxy",
    "more-time",
    "mark-valid",
    "mark-struck-through",
];

fn happening(text: &str) -> Option<Turn> {
    let happening = match text {
        "silent" => return Some(Turn::Silent),
        "usual" => return Some(Turn::Usual),
        "gives-up" => return Some(Turn::GivesUp),
        "remove-card" => Happening::RemoveCard,
        "cancel" => Happening::Cancel(Actor::Patient),
        "staff-cancel" => Happening::Cancel(Actor::Staff),
        "mode unattended" => Happening::Mode(Mode::Unattended),
        "mode visual" => Happening::Mode(Mode::Visual),
        "mode pin-only" => Happening::Mode(Mode::PinOnly),
        "staff-confirm" => Happening::StaffConfirm(Confirmed::Patient),
        "staff-confirm-proxy" => Happening::StaffConfirm(Confirmed::Proxy),
        "more-time" => Happening::MoreTime,
        "mark-valid" => Happening::Mark { valid: true },
        "mark-struck-through" => Happening::Mark { valid: false },
        _ => Happening::Fault(code(text.strip_prefix("fault ")?)?),
    };
    Some(Turn::Happening(happening))
}

impl fmt::Display for Idle {
    /// As a scenario writes it, or whoever plays along says it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Happens(happening) => happening.fmt(f),
            Self::TimePasses => f.write_str("silent"),
            Self::CardPlaced => f.write_str("place-card"),
            Self::PhoneWanted => f.write_str("phone-wanted"),
            Self::NobodyComes => f.write_str("nobody"),
            Self::NotYet => f.write_str("not-yet"),
        }
    }
}

/// What a word means while no card lies there.
pub fn while_idle(text: &str) -> Option<Idle> {
    if text.trim() == "phone-wanted" {
        return Some(Idle::PhoneWanted);
    }
    match happening(text.trim())? {
        Turn::Silent => Some(Idle::TimePasses),
        Turn::Happening(
            happening @ (Happening::Mode(_) | Happening::Fault(_) | Happening::StaffConfirm(_)),
        ) => Some(Idle::Happens(happening)),
        _ => None,
    }
}

/// Whether the terminal or the centre answers in a state, and so may answer with a code.
const fn is_national(state: State) -> bool {
    matches!(
        state,
        State::ObtainingChallenge
            | State::CheckingPasscode
            | State::AuthenticatingWithPin
            | State::Authenticating
            | State::Registering
            | State::QueryingEligibility
            | State::Delivering
    )
}

/// What a word means in a state.
///
/// `WORD by carer`, `by helper`, `by proxy`, `by representative` name somebody who acts for the patient.
pub fn parse(state: State, text: &str) -> Result<Turn, String> {
    let text = text.trim();
    if let Some(turn) = happening(text) {
        return Ok(turn);
    }
    if is_national(state)
        && let Some(code) = code(text)
    {
        return Ok(Turn::Code(code));
    }
    let (word, by) = match text.split_once(" by ") {
        None => (text, None),
        Some((word, who)) => {
            let known = ON_BEHALF.iter().find(|(name, _)| *name == who);
            let Some((_, who)) = known else {
                return Err(format!(
                    "\"{who}\" is nobody who acts for a patient: carer, helper, proxy, representative"
                ));
            };
            (word, Some(*who))
        }
    };
    of(state)
        .find(|deed| deed.word == word)
        .map(|deed| Turn::Deed(deed, by))
        .ok_or_else(|| {
            let known: Vec<_> = of(state).map(|deed| deed.word).collect();
            let codes = if is_national(state) {
                ", a code of three digits"
            } else {
                ""
            };
            format!(
                "\"{text}\" is nothing that can be done in {state}: {}{codes}; or in any state {}",
                known.join(", "),
                HAPPENINGS.join(", "),
            )
        })
}
