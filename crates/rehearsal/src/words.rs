//! The words of the simulated screens, in Japanese and English. Words about faults are the
//! library's own, from guidance.

use mynareader_desk::PinPrompt;
use mynareader_facts::{Method, Mode, Tries};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::guidance::{Guidance, Language, Note};
use mynareader_reception::reception::{
    Actor, Closed, Confirmed, ConsentProfile, Consents, Eligibility, EndReason, Notice, Offer,
    Offers, Outcome, Prescription, Request, ScanOutcome, Scope, Screen, SightPlace, StaffNotice,
    Work,
};

use super::stage::Who;
use super::stage::turn::Happening;

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
    card_taken: "カードを取る", "takes the card";
    gives_up: "ここでやめる（「中止」を押す）", "stops here (presses “stop”)";
    reminder: "画面の操作をお願いします。", "Please answer on the screen.";
    take_card: "カードをお取りください。", "Please take your card.";
    silent: "（何もしない）", "(does nothing)";
    not_understood: "分かりませんでした。番号か記号を入れてください。\n", "Not understood. Please type a number or a letter.\n";
    type_pin: "  暗証番号（4けた）", "  the PIN (four digits)";
    other_keys: "\n  - 何もしない  x カードを取る  c 中止  s 職員が中止  m 目視に切り替え  fault 011 など\n> ", "\n  - nothing  x take the card  c stop  s staff call off  m switch to visual  fault 011 …\n> ";
    idle_keys: "  Enter カードを置く  m 目視に切り替え  u 無人に切り替え  t 「目視で本人確認完了」  - 待つ  q 終わる\n> ", "  Enter place the card  m switch to visual  u to unattended  t tick “confirmed by sight”  - wait  q quit\n> ";
    alarm: "カードが残っています。お取りください。", "Your card is still here. Please take it.";
    capturing: "カメラを見てください。お顔を確認しています。", "Please look at the camera. Checking your face.";
    enters_pin: "暗証番号を入力する", "enters the PIN";
    registered: "利用登録を受け付けました。", "Registration accepted.";
}

pub fn method(language: Language, method: Method) -> &'static str {
    match method {
        Method::Face => in_language(language, "顔認証", "face recognition"),
        Method::Pin => in_language(language, "暗証番号", "PIN"),
        Method::Staff => in_language(language, "職員による目視確認", "check by the staff"),
    }
}

pub fn mode(language: Language, mode: Mode) -> &'static str {
    match mode {
        Mode::Unattended => in_language(language, "無人運転モード", "unattended mode"),
        Mode::Visual => in_language(language, "目視確認モード", "visual mode"),
        Mode::PinOnly => in_language(language, "暗証番号認証固定モード", "PIN-only mode"),
    }
}

pub fn screen(language: Language, screen: Screen) -> &'static str {
    match screen {
        Screen::Welcome(_) => in_language(
            language,
            "マイナンバーカードを置いてください。",
            "Please place your My Number card.",
        ),
        Screen::Working(Work::ReadingCard) => in_language(
            language,
            "カードを読み取っています。そのままお待ちください。",
            "Reading the card. Please leave it in place.",
        ),
        Screen::Working(Work::StaffLooking) => in_language(
            language,
            "職員がお顔とカードの写真を確認します。",
            "The staff will compare your face with the photo on the card.",
        ),
        Screen::Working(Work::AskingCentre) => in_language(
            language,
            "確認しています。しばらくお待ちください。",
            "Checking. Please wait a moment.",
        ),
        Screen::Ended(outcome) => ended_for_patient(language, outcome),
    }
}

fn ended_for_patient(language: Language, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Admitted(_) => in_language(language, "受付ができました。", "You are checked in."),
        Outcome::Rehearsed => in_language(
            language,
            "リハーサルはここまでです。受付はしていません。",
            "This is the end of the rehearsal. Nobody was checked in.",
        ),
        // What to do has just been said: to begin again.
        Outcome::Ended {
            reason:
                EndReason::CardRemoved
                | EndReason::CardExchanged
                | EndReason::ModeChanged
                | EndReason::Silent,
            ..
        } => in_language(
            language,
            "この受付はここまでです。もう一度、はじめからお願いします。",
            "This check-in has ended. Please begin once more.",
        ),
        Outcome::Ended { .. } => in_language(
            language,
            "この機械での操作はここまでです。続きは、受付でご案内します。",
            "That is all on this machine. We will go on with you at the desk.",
        ),
    }
}

fn closed(language: Language, closed: Closed) -> &'static str {
    match closed {
        Closed::ByMode => in_language(language, "いまのモードにはない", "not in this mode"),
        Closed::NotFitted => in_language(language, "この機械にはない", "not on this reader"),
        Closed::NotYet => in_language(language, "ほかの方法のあとで選べる", "after another method"),
        Closed::NotForPhones => in_language(language, "スマホではできない", "not with a phone"),
        Closed::Blocked => in_language(language, "ロック中", "locked"),
        Closed::TooFewTries => in_language(
            language,
            "照合番号Bの残り回数が少ない",
            "too few tries left of code B",
        ),
        Closed::FaceOnlyCard => in_language(
            language,
            "顔認証マイナンバーカードのため",
            "a face-only card",
        ),
        Closed::NotProved => in_language(language, "確認できなかった", "did not prove it"),
        Closed::NoAnswer => in_language(language, "応答がない", "no answer"),
        Closed::LastTryKept => in_language(language, "最後の1回を残している", "keeps the last try"),
        _ => in_language(language, "うまくいかなかった", "did not work"),
    }
}

fn offers(language: Language, offers: Offers) -> Vec<String> {
    [Method::Face, Method::Pin, Method::Staff]
        .into_iter()
        .map(|one| match offers.of(one) {
            Offer::Open => format!("  ● {}", method(language, one)),
            Offer::Closed(why) => {
                let (method, why) = (method(language, one), closed(language, why));
                match language == Language::JA {
                    true => format!("  ─ {method}（{why}）"),
                    false => format!("  ─ {method} ({why})"),
                }
            }
        })
        .collect()
}

fn tries(language: Language, tries: Tries) -> String {
    match (tries, language == Language::JA) {
        (Tries::Left(n), true) => format!("あと{n}回"),
        (Tries::Left(n), false) => format!("{n} {} left", if n == 1 { "try" } else { "tries" }),
        (_, true) => "残り回数は不明".to_owned(),
        (_, false) => "number of tries not known".to_owned(),
    }
}

pub fn enter_pin(language: Language, prompt: PinPrompt) -> String {
    let ask = if prompt.again {
        in_language(
            language,
            "番号が合いませんでした。もう一度、4けたの番号を入れてください",
            "The numbers did not match. Please enter the four digits once more",
        )
    } else {
        in_language(
            language,
            "4けたの暗証番号を入れてください",
            "Please enter your four-digit PIN",
        )
    };
    let tries = tries(language, prompt.tries);
    match language == Language::JA {
        true => format!("{ask}（{tries}）。"),
        false => format!("{ask} ({tries})."),
    }
}

pub fn question(language: Language, request: &Request) -> Vec<String> {
    let line = |ja, en| vec![in_language(language, ja, en).to_owned()];
    match *request {
        Request::ChooseMethod { offers: open, .. } => {
            let mut lines = line(
                "本人確認の方法を選んでください。",
                "Please choose how to confirm who you are.",
            );
            lines.extend(offers(language, open));
            lines
        }
        Request::DecideLastTry {
            tries: left,
            offers: open,
        } => {
            let mut lines = line(
                "番号が合わないと、カードを守るために入力が止まります。それでも入れますか。",
                "If the number does not match, PIN entry stops to protect your card. Enter it all the same?",
            );
            lines.push(format!("  {}", tries(language, left)));
            lines.extend(offers(language, open));
            lines
        }
        Request::ConfirmOnPhone => line(
            "スマートフォンの画面で本人確認をしてください。",
            "Please confirm on your phone.",
        ),
        Request::OfferRegistration => line(
            "健康保険証としての利用登録がまだです。ここで登録しますか。",
            "The card is not yet registered as a health insurance card. Register it now?",
        ),
        Request::ShowNotice(Notice::CertificateEndsSoon) => line(
            "電子証明書の有効期限が近づいています。市区町村の窓口で更新できます。",
            "The certificate ends soon. It can be renewed at your municipality.",
        ),
        Request::ShowNotice(Notice::CardEnded) => line(
            "カードの有効期限が過ぎたため、今日は保険の資格だけをお伝えします。新しいカードは、市区町村で手続きできます。",
            "Your card has passed its last day, so today only your eligibility is passed on. The municipality can issue a new card.",
        ),
        Request::ShowNotice(Notice::CertificateInGrace) => line(
            "電子証明書の期限が過ぎたため、今日は保険の資格だけをお伝えします。早めの更新をお願いします。",
            "The certificate has expired, so today only your eligibility is passed on. Please renew it soon.",
        ),
        Request::ChoosePrescription => line(
            "処方箋は電子と紙のどちらにしますか。",
            "Would you like an electronic or a paper prescription?",
        ),
        Request::AskConsent(ConsentProfile::EachWithLimit) => line(
            "診療・薬剤・手術・健診の情報と限度額について、ひとつずつ同意をうかがいます。",
            "May we see your treatment, medicines, surgery, check-up and limit information? One by one.",
        ),
        Request::AskConsent(ConsentProfile::AllOrEach) => line(
            "過去の診療・薬剤・手術・健診の情報を、この医療機関が見てもよいですか。（すべて／個別）",
            "May this facility see your treatment, medicines, surgery and check-up information? (all / each)",
        ),
        _ => Vec::new(),
    }
}

pub fn look(language: Language, place: SightPlace) -> &'static str {
    match place {
        SightPlace::Reader => in_language(
            language,
            "患者さんの顔とカードの写真を見比べ、結果と目視モード用パスワードをカードリーダーに入れてください。",
            "Compare the patient with the photo on the card; enter the result and the facility's password for it on the reader.",
        ),
        SightPlace::Terminal => in_language(
            language,
            "患者さんの顔とカードの写真を見比べ、端末で「目視で本人確認完了」にチェックしてください。",
            "Compare the patient with the photo on the card and tick the box at the terminal.",
        ),
    }
}

pub fn staff_notice(language: Language, notice: StaffNotice) -> String {
    let text = match notice {
        StaffNotice::MethodFailed { method: one, .. } => {
            return match language == Language::JA {
                true => format!("「{}」では進めませんでした。", method(language, one)),
                false => format!("{} did not work.", method(language, one)),
            };
        }
        StaffNotice::Fault(code) => {
            return match language == Language::JA {
                true => format!("コード {code} が届きました。"),
                false => format!("Code {code} came in."),
            };
        }
        StaffNotice::Ended(outcome) => return ended_for_staff(language, outcome),
        StaffNotice::PresentationAttack => in_language(
            language,
            "写真や画面をかざした疑いがあります。",
            "A picture or a screen may have been held up.",
        ),
        StaffNotice::ConfirmFaceOnlyMark => in_language(
            language,
            "追記欄の「顔認証」が取り消し線で消されているか、目で確かめてください。",
            "Look whether the mark 「顔認証」 on the card is struck through.",
        ),
        StaffNotice::ProxyCannotBeSighted => in_language(
            language,
            "本人がいないため、目視確認はできません。処方箋か資格確認書で受け付けます。",
            "The patient is not here, so there is no check by sight: take the prescription or the 資格確認書.",
        ),
        StaffNotice::SeveralEligibilities => in_language(
            language,
            "資格が複数あります。使う資格を選んでください。",
            "Several eligibilities: choose the one to use.",
        ),
        StaffNotice::AidUnregistered => in_language(
            language,
            "医療扶助の登録がこの医療機関にありません。福祉事務所に確認してください。",
            "医療扶助 is not registered with this facility: ask the welfare office.",
        ),
        StaffNotice::LastKnownEligibility => in_language(
            language,
            "有効な資格がありません。最後に分かっている資格を端末に表示しました。",
            "No valid eligibility. The last known one is on the terminal.",
        ),
        StaffNotice::RegistrationDelayed => in_language(
            language,
            "利用登録の反映に時間がかかっています。",
            "The registration takes a while.",
        ),
        StaffNotice::CardForgotten => in_language(
            language,
            "カードが置き忘れられています。",
            "A card was forgotten.",
        ),
        StaffNotice::VisualModeStillOn => in_language(
            language,
            "目視確認モードのままです。終わったら戻してください。",
            "Still in the visual mode: switch back when done.",
        ),
        StaffNotice::ModeChanged(to) => {
            return match language == Language::JA {
                true => format!("{}になりました。", mode(language, to)),
                false => format!("Now in the {}.", mode(language, to)),
            };
        }
        StaffNotice::ProofWaits => in_language(
            language,
            "目視確認済み。次のカードに使います。",
            "Confirmed by sight; for the next card.",
        ),
        StaffNotice::ProofLapsed => in_language(
            language,
            "先に行った目視確認は取り消されました。",
            "The confirmation by sight has lapsed.",
        ),
    };
    text.to_owned()
}

pub fn reason(language: Language, reason: EndReason) -> &'static str {
    match reason {
        EndReason::Fault => in_language(language, "エラーのため終了", "ended by a fault"),
        EndReason::NotIdentified => in_language(
            language,
            "本人確認ができずに終了",
            "who the patient is was not proved",
        ),
        EndReason::NotOffered => in_language(
            language,
            "選んだ方法が使えず、ほかの方法も選ばれずに終了",
            "the method asked for is not open, and no other was taken",
        ),
        EndReason::NoMethod => in_language(
            language,
            "使える本人確認の方法がないため終了",
            "no method was left",
        ),
        EndReason::NotRegistered => in_language(
            language,
            "利用登録ができずに終了",
            "the card was not registered",
        ),
        EndReason::NotEligible => in_language(
            language,
            "有効な資格が見つからずに終了",
            "no valid eligibility was found",
        ),
        EndReason::CardRemoved => in_language(
            language,
            "途中でカードが取り出された",
            "the card was taken out early",
        ),
        EndReason::CardExchanged => {
            in_language(language, "途中でカードが替わった", "another card lay there")
        }
        EndReason::ModeChanged => in_language(
            language,
            "途中で運転モードが変わった",
            "the mode was switched",
        ),
        EndReason::CancelledByPatient => {
            in_language(language, "患者さんが中止した", "the patient stopped")
        }
        EndReason::CancelledByStaff => in_language(language, "職員が中止した", "the staff stopped"),
        EndReason::Silent => in_language(language, "操作がなかった", "nobody answered"),
    }
}

pub fn ended_for_staff(language: Language, outcome: Outcome) -> String {
    match outcome {
        Outcome::Admitted(Scope::Full) => in_language(
            language,
            "受付完了。資格情報と、同意された情報を受け取りました。",
            "Checked in, with the eligibility and what was consented to.",
        )
        .to_owned(),
        Outcome::Admitted(Scope::EligibilityOnly) => in_language(
            language,
            "受付完了。資格情報だけを受け取りました。",
            "Checked in, with the eligibility only.",
        )
        .to_owned(),
        Outcome::Rehearsed => in_language(
            language,
            "リハーサル終了。受付はしていません。",
            "End of the rehearsal. Nobody was checked in.",
        )
        .to_owned(),
        Outcome::Ended {
            reason: why,
            fault: code,
        } => match language == Language::JA {
            true => format!("{}（{code}）。", reason(language, why)),
            false => format!("Ended: {} ({code}).", reason(language, why)),
        },
    }
}

/// How many steps are shown of advice that is not shown in full, and how many of what still works.
const SHOWN: usize = 4;

/// What the staff see of a fault; in full, or the first of it.
pub fn staff_advice(language: Language, guidance: &Guidance<'_>, full: bool) -> Vec<String> {
    let ja = language == Language::JA;
    let shown = if full { usize::MAX } else { SHOWN };
    // The official title stays visible in every language; the line of the codes has it.
    let mut lines = vec![guidance.codes_line()];
    if !ja {
        lines.push(format!("  {}", guidance.title));
    }
    for (index, step) in guidance.staff.iter().take(shown).enumerate() {
        lines.push(format!("  {}. {}", index + 1, step.text));
    }
    let hidden = guidance.staff.len().saturating_sub(shown);
    if hidden > 0 {
        lines.push(match ja {
            true => format!("  （ほか{hidden}手順）"),
            false => format!("  (and {hidden} more steps)"),
        });
    }
    // That the data are older than the day is said where they are looked up (example `guidance`),
    // not at every fault.
    for note in guidance.notes.iter().filter(|_| full) {
        if note.note != Note::BeyondKnown {
            lines.push(format!("  ※ {}", note.text));
        }
    }
    let open: Vec<_> = guidance.open_steps().collect();
    if open.is_empty() {
        return lines;
    }
    let today = in_language(language, "今日できること:", "What still works today:");
    if full {
        lines.push(today.to_owned());
        let gap = if ja { "：" } else { ": " };
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

pub fn delivered(
    language: Language,
    consents: Consents,
    prescription: Option<Prescription>,
) -> String {
    let count = consents.iter().count();
    let paper = match prescription {
        Some(Prescription::Electronic) => in_language(language, "、電子処方箋", ", e-prescription"),
        Some(Prescription::Paper) => in_language(language, "、紙の処方箋", ", paper prescription"),
        None => "",
    };
    match language == Language::JA {
        true => format!("結果を医療機関へ渡す（同意{count}件{paper}）"),
        false => format!("hands the result to the facility ({count} consents{paper})"),
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
                    format!("端末で{}に切り替える", mode(language, to))
                } else {
                    format!("switch the terminal to the {}", mode(language, to))
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

/// Shown while the card's face is read; after an obstacle, with what helps.
pub fn scanning(language: Language, again: Option<ScanOutcome>) -> &'static str {
    match again {
        None => in_language(
            language,
            "カードの表面を読み取っています。",
            "Reading the front of the card.",
        ),
        Some(ScanOutcome::WrongSide) => in_language(
            language,
            "顔写真のある面を上にして、カードを置き直してください。",
            "Please turn the card so that the photo is on top.",
        ),
        Some(ScanOutcome::UpsideDown) => in_language(
            language,
            "カードの上下を逆にして、置き直してください。",
            "Please turn the card the other way round.",
        ),
        Some(ScanOutcome::InCase) => in_language(
            language,
            "ケースからカードを出して、置き直してください。",
            "Please take the card out of its case and place it again.",
        ),
        Some(ScanOutcome::TwoCards) => in_language(
            language,
            "マイナンバーカードを1枚だけ置いてください。",
            "Please place your My Number card only.",
        ),
        Some(ScanOutcome::Glare) => in_language(
            language,
            "光が反射しています。カードをまっすぐに置き直してください。",
            "The card reflects light. Please place it straight again.",
        ),
        Some(_) => in_language(
            language,
            "もう一度読み取ります。カードをまっすぐに置いてください。",
            "Reading once more. Please place the card straight.",
        ),
    }
}
