//! What the player adds to the library's words: what the simulated people and the centre do, and the
//! menus of whoever plays along. In Japanese and English, as the player is.

use mynareader_desk::Choices;
use mynareader_facts::Method;
use mynareader_reception::fault::FaultCode;
use mynareader_reception::guidance::{Book, Guidance, Label, Language, Message, Note};
use mynareader_reception::reception::{
    Actor, Confirmed, Eligibility, Phone, Prescription, Request, Words,
};

use super::stage::turn::Happening;
use super::who::Who;

fn in_language(language: Language, ja: &'static str, en: &'static str) -> &'static str {
    if language == Language::JA { ja } else { en }
}

macro_rules! words {
    ($($name:ident: $ja:literal, $en:literal;)+) => {
        $(pub fn $name(language: Language) -> &'static str {
            in_language(language, $ja, $en)
        })+
    };
}

words! {
    card_placed: "カードを置く", "places the card";
    phone_wanted: "画面で「スマートフォン」を選ぶ", "chooses “phone” on the screen";
    card_taken: "カードを取る", "takes the card";
    gives_up: "ここでやめる（「中止」を押す）", "stops here (presses “stop”)";
    silent: "（何もしない）", "(does nothing)";
    not_understood: "分かりませんでした。番号か記号を入れてください。\n", "Not understood. Please type a number or a letter.\n";
    type_pin: "  暗証番号（4けた）", "  the PIN (four digits)";
    other_keys: "\n  - 何もしない  x カードを取る  c 中止  s 職員が中止  m 目視に切り替え  fault 011 など\n> ", "\n  - nothing  x take the card  c stop  s staff call off  m switch to visual  fault 011 …\n> ";
    idle_keys: "  Enter カードを置く  p スマートフォンを選ぶ  m 目視に切り替え  u 無人に切り替え  t 「目視で本人確認完了」  - 待つ  q 終わる\n> ", "  Enter place the card  p choose the phone  m switch to visual  u to unattended  t tick “confirmed by sight”  - wait  q quit\n> ";
    enters_pin: "暗証番号を入力する", "enters the PIN";
    registered: "利用登録を受け付けました。", "Registration accepted.";
}

/// The library's words, in the player's language.
pub fn library(language: Language) -> Words<'static> {
    Words::new(Book::built_in(), language)
}

/// A question of the library's, with what may be chosen.
pub fn question(words: Words<'_>, request: &Request) -> Vec<String> {
    let mut lines: Vec<_> = words.request(request).into_iter().collect();
    if let Request::DecideLastTry { tries, .. } = *request {
        lines.push(format!("  {}", words.tries(tries)));
    }
    if let Request::ChoosePhone { android, iphone } = *request {
        lines.extend(
            [(Phone::Android, android), (Phone::Iphone, iphone)].map(|(phone, offer)| {
                let mark = if offer.is_open() { '●' } else { '─' };
                format!("  {mark} {}", words.phone_kind(phone, offer))
            }),
        );
    }
    if let Request::ChooseMethod { offers, .. } | Request::DecideLastTry { offers, .. } = *request {
        lines.extend([Method::Face, Method::Pin, Method::Staff].map(|method| {
            let offer = offers.of(method);
            let mark = if offer.is_open() { '●' } else { '─' };
            format!("  {mark} {}", words.offer(method, offer))
        }));
    }
    lines
}

/// How many steps are shown of advice that is not shown in full, and how many of what still works.
const SHOWN: usize = 4;

/// What the steps speak of: papers to fill in, and in full also leaflets, whom to call and what to
/// say at the municipal counter.
fn hand_over(book: &Book, language: Language, guidance: &Guidance<'_>, full: bool) -> Vec<String> {
    let label = |label| book.text(Message::Label(label), language);
    let colon = label(Label::Colon);
    let line = |of: Label, names: &[&str]| {
        (!names.is_empty()).then(|| format!("  {}{colon}{}", label(of), names.join(" / ")))
    };
    let papers = guidance.papers.iter();
    let papers: Vec<_> = papers
        .map(|paper| book.paper_title(*paper, language))
        .collect();
    let mut lines: Vec<_> = line(Label::Papers, &papers).into_iter().collect();
    if full {
        let leaflets = guidance.leaflets.iter();
        let leaflets: Vec<_> = leaflets
            .map(|leaflet| book.text(Message::Leaflet(*leaflet), language))
            .collect();
        let calls: Vec<_> = guidance.calls.iter().map(|call| call.text).collect();
        let phrase: Vec<_> = guidance.phrase.iter().map(|(_, text)| *text).collect();
        lines.extend(line(Label::Leaflets, &leaflets));
        lines.extend(line(Label::Call, &calls));
        let opening: Vec<_> = guidance.opening.iter().map(String::as_str).collect();
        lines.extend(line(Label::Opening, &opening));
        lines.extend(line(Label::Phrase, &phrase));
    }
    lines
}

/// The steps for the staff, one a line. A way to check in with steps of its own is one line without a
/// number: it is taken instead of another way, and not after it.
fn staff_steps(language: Language, guidance: &Guidance<'_>) -> Vec<String> {
    let [gap, between] = match language == Language::JA {
        true => ["：", ""],
        false => [": ", " "],
    };
    let (mut lines, mut number) = (Vec::new(), 0_usize);
    for steps in guidance.staff_by_way() {
        match steps.first().and_then(|first| guidance.way(first)) {
            Some(way) => {
                let texts: Vec<_> = steps.iter().map(|step| step.text).collect();
                lines.push(format!("     ・{}{gap}{}", way.name, texts.join(between)));
            }
            None => lines.extend(steps.iter().map(|step| {
                number = number.saturating_add(1);
                format!("  {number}. {}", step.text)
            })),
        }
    }
    lines
}

/// What the staff see of a fault; in full, or the first of it.
pub fn staff_advice(
    book: &Book,
    language: Language,
    guidance: &Guidance<'_>,
    full: bool,
) -> Vec<String> {
    let ja = language == Language::JA;
    let shown = if full { usize::MAX } else { SHOWN };
    // The official title stays visible in every language; the line of the codes has it.
    let mut lines = vec![guidance.codes_line()];
    if !ja {
        lines.push(format!("  {}", guidance.title));
    }
    let steps = staff_steps(language, guidance);
    lines.extend(steps.iter().take(shown).cloned());
    let hidden = steps.len().saturating_sub(shown);
    if hidden > 0 {
        lines.push(match ja {
            true => format!("  （ほか{hidden}手順）"),
            false => format!("  (and {hidden} more steps)"),
        });
    }
    lines.extend(hand_over(book, language, guidance, full));
    if full {
        let upset = book.text(Message::Label(Label::Upset), language);
        lines.push(format!("  {upset}"));
        let answers = guidance.upset.iter();
        lines.extend(answers.map(|it| format!("    {} → {}", it.complaint, it.answer)));
    }
    // That the rules are older than the day is said once in a check-in, by the reception's doing.
    let notes = guidance.notes.iter();
    let notes = notes.filter(|note| full || note.note == Note::BeyondKnown);
    lines.extend(notes.map(|note| format!("  ※ {}", note.text)));
    let open: Vec<_> = guidance.open_steps().collect();
    if open.is_empty() {
        return lines;
    }
    let today = format!("{}:", book.text(Message::Label(Label::Ladder), language));
    if full {
        lines.push(today);
        let gap = in_language(language, "：", ": ");
        lines.extend(
            open.iter()
                .map(|next| format!("  → {}{gap}{}", next.name, next.reason)),
        );
        return lines;
    }
    let gap = if ja { "／" } else { "; " };
    let names: Vec<_> = open.iter().take(SHOWN).map(|next| next.name).collect();
    let more = match (open.len().saturating_sub(SHOWN), ja) {
        (0, _) => String::new(),
        (more, true) => format!("／ほか{more}通り"),
        (more, false) => format!("; {more} more"),
    };
    lines.push(format!("{today} {}{more}", names.join(gap)));
    lines
}

pub fn not_compared(language: Language, bytes: usize) -> String {
    match language == Language::JA {
        true => format!(
            "カードから顔写真（{bytes}バイト）を読み、署名とカードの真正性を確かめました。顔の照合はしていません（リハーサル）。"
        ),
        false => format!(
            "The photo ({bytes} bytes) was read, its signature and the chip were checked. No face was compared (rehearsal)."
        ),
    }
}

pub fn centre_code(language: Language, code: FaultCode) -> String {
    match language == Language::JA {
        true => format!("コード {code} を返す"),
        false => format!("answers code {code}"),
    }
}

pub fn authenticated(language: Language, grace: bool, registered: bool) -> String {
    let certificate = if grace {
        in_language(
            language,
            "電子証明書は猶予期間の中",
            "the certificate is in its grace period",
        )
    } else {
        in_language(language, "電子証明書は有効", "the certificate holds")
    };
    let registration = if registered {
        in_language(language, "。利用登録あり", "; registered")
    } else {
        in_language(language, "。利用登録なし", "; not registered")
    };
    format!("{certificate}{registration}")
}

pub fn eligibility(
    language: Language,
    eligibility: Eligibility,
    insurer: &str,
    share: u8,
) -> String {
    let ja = language == Language::JA;
    let share = share / 10;
    match eligibility {
        Eligibility::Valid if ja => format!("資格あり：{insurer}、{share}割負担"),
        Eligibility::Valid => format!("eligible: {insurer}, share {}%", share * 10),
        Eligibility::InGrace if ja => {
            format!("資格あり（証明書は猶予期間中）：{insurer}、{share}割負担")
        }
        Eligibility::InGrace => format!("eligible (certificate in grace): {insurer}"),
        Eligibility::Several => {
            in_language(language, "資格が複数あり", "several eligibilities").to_owned()
        }
        Eligibility::AidUnregistered => in_language(
            language,
            "資格あり（医療扶助は未登録）",
            "eligible (医療扶助 not registered)",
        )
        .to_owned(),
        Eligibility::Lost => in_language(
            language,
            "有効な資格なし（最後の資格を表示）",
            "none valid; the last known is shown",
        )
        .to_owned(),
        _ => in_language(language, "該当する資格なし", "none known").to_owned(),
    }
}

pub fn delivered(language: Language, choices: Choices) -> String {
    let count = choices.consents.iter().count();
    let subsidy = match choices.subsidy {
        Some(true) => in_language(language, "、医療費助成を使う", ", subsidy used"),
        Some(false) => in_language(language, "、医療費助成は使わない", ", subsidy not used"),
        None => "",
    };
    let paper = match choices.prescription {
        Some(Prescription::Electronic) => in_language(language, "、電子処方箋", ", e-prescription"),
        Some(Prescription::Paper) => in_language(language, "、紙の処方箋", ", paper prescription"),
        None => "",
    };
    match language == Language::JA {
        true => format!("結果を医療機関へ渡す（同意{count}件{paper}{subsidy}）"),
        false => format!("hands the result to the facility ({count} consents{paper}{subsidy})"),
    }
}

/// What whoever plays the patient has to know.
pub fn your_pin(language: Language, pin: &str) -> String {
    if language == Language::JA {
        format!("この仮想カードの暗証番号は {pin} です。")
    } else {
        format!("The PIN of this virtual card is {pin}.")
    }
}

/// A deed by somebody who acts for the patient.
pub fn on_behalf(language: Language, by: Actor, text: &str) -> String {
    let who = match by {
        Actor::Carer => in_language(language, "介助の方が", "the carer: "),
        Actor::Helper => in_language(
            language,
            "施設の職員が手伝って",
            "somebody of the facility, helping: ",
        ),
        Actor::Proxy => in_language(language, "代理の方が", "the proxy: "),
        Actor::LegalRepresentative => {
            in_language(language, "法定代理人が", "the legal representative: ")
        }
        _ => "",
    };
    format!("{who}{text}")
}

/// Something from outside: whose doing it is, and what.
pub fn happening(language: Language, happening: Happening) -> (Who, String) {
    let ja = language == Language::JA;
    let (who, ja_text, en_text) = match happening {
        Happening::RemoveCard => (
            Who::Act,
            "途中でカードを取る",
            "takes the card in the middle",
        ),
        Happening::Cancel(Actor::Staff) => (Who::Staff, "受付を中止する", "call the check-in off"),
        Happening::Cancel(_) => (Who::Act, "「中止」を押す", "presses “stop”"),
        Happening::Mode(to) => {
            return (
                Who::Staff,
                if ja {
                    format!("端末で{}に切り替える", library(language).mode(to))
                } else {
                    format!("switch the terminal to the {}", library(language).mode(to))
                },
            );
        }
        Happening::Fault(code) => {
            return (
                Who::Centre,
                if ja {
                    format!("コード {code} を知らせる")
                } else {
                    format!("reports code {code}")
                },
            );
        }
        Happening::StaffConfirm(Confirmed::Patient) => (
            Who::Staff,
            "端末で「目視で本人確認完了」にチェックする",
            "tick “confirmed by sight” at the terminal",
        ),
        Happening::StaffConfirm(Confirmed::Proxy) => (
            Who::Staff,
            "本人がいないまま、端末で「目視で本人確認完了」にチェックする",
            "tick “confirmed by sight” although the patient is not here",
        ),
        Happening::MoreTime => (
            Who::Staff,
            "この方だけ、待つ時間を長くする",
            "give this patient more time",
        ),
        Happening::Mark { valid: true } => (
            Who::Staff,
            "追記欄の「顔認証」は線で消されていないと確かめる",
            "see that the mark 「顔認証」 is not struck through",
        ),
        Happening::Mark { valid: false } => (
            Who::Staff,
            "追記欄の「顔認証」は線で消されていると確かめる",
            "see that the mark 「顔認証」 is struck through",
        ),
    };
    (who, in_language(language, ja_text, en_text).to_owned())
}
