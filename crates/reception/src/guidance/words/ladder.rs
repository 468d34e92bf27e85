//! The steps of the ladder: their names, why they are open, why not.
#![forbid(unsafe_code)]

use super::Row;
use crate::fault::{DeviceFault as D, Retry as R};
use crate::guidance::LadderStep::{self as S};
use crate::guidance::Message;
use crate::guidance::Standing as T;
use crate::guidance::Why::{self as W};

const fn row(message: Message, ja: &'static str, en: &'static str) -> Row {
    Row {
        message,
        ja,
        reading: None,
        en,
    }
}

const fn step(step: S, ja: &'static str, en: &'static str) -> Row {
    row(Message::Step(step), ja, en)
}

const fn open(step: S, ja: &'static str, en: &'static str) -> Row {
    row(Message::Open(step), ja, en)
}

const fn why(why: W, ja: &'static str, en: &'static str) -> Row {
    row(Message::Why(why), ja, en)
}

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    step(S::Continue, "このまま受付を続ける", "Go on with the check-in"),
    step(S::Retry, "同じ操作をもう一度", "The same once more"),
    step(S::Face, "顔認証", "Face"),
    step(S::Pin, "暗証番号", "PIN"),
    step(S::RepresentativePin, "代理の方による暗証番号", "PIN by a representative"),
    step(S::StaffCheckOnReader, "カードリーダーでの職員確認（目視）", "Staff check on the reader"),
    step(S::VisualMode, "目視確認モード", "Visual mode"),
    step(S::UnattendedMode, "無人運転モードに戻す", "Back to the unattended mode"),
    step(S::PinOnlyMode, "暗証番号認証固定モード", "PIN-only mode"),
    step(S::SecondReader, "別の顔認証付きカードリーダー", "Another face-recognition reader"),
    step(S::GeneralReader, "汎用カードリーダー", "General-purpose card reader"),
    step(S::MobileTerminal, "モバイル端末（居宅同意取得型）", "Mobile terminal (居宅同意取得型)"),
    step(S::Smartphone, "スマートフォンの電子証明書", "The patient's smartphone certificate"),
    step(S::PortalScreen, "マイナポータルの資格情報画面", "Eligibility page of マイナポータル"),
    step(S::PortalPdf, "保存したマイナポータルのPDFとカード", "Saved PDF of マイナポータル, with the card"),
    step(S::EligibilityNotice, "資格情報のお知らせとカード", "資格情報のお知らせ, with the card"),
    step(S::EligibilityCertificate, "資格確認書", "資格確認書 (eligibility certificate)"),
    step(S::OldInsuranceCard, "従来の保険証", "Health insurance card of the old kind"),
    step(S::Prescription, "処方箋の記載", "The prescription's own entries"),
    step(S::OralConfirmation, "前回と変わりないことの口頭確認（再診）", "Word that nothing has changed (repeated visit)"),
    step(S::Declaration, "被保険者資格申立書", "被保険者資格申立書 (declaration of insurance)"),
    step(S::NoteFourItems, "券面の4情報を控える", "Note the four items off the card"),
    step(S::OutageMode, "システム障害時モード", "Outage mode"),
    step(S::PayInFull, "いったん全額でお預かり、後日精算", "Full payment now, settled later"),

    open(S::Continue, "受付はこのまま進められます。", "The check-in can go on."),
    open(S::Retry, "もう一度で通ることがあります。", "Once more may do."),
    open(S::Face, "顔認証には、暗証番号も職員の操作もいりません。", "The face needs neither PIN nor staff."),
    open(S::Pin, "暗証番号には、カメラも写真もいりません。", "The PIN needs neither camera nor photo."),
    open(S::RepresentativePin, "法定代理人の方が、ご本人に代わって入力できます。", "The legal representative may enter it for the patient."),
    open(S::StaffCheckOnReader, "職員が顔と写真を見比べます。モードの切り替えはいりません。", "The staff compare face and photo; no mode is switched."),
    open(S::VisualMode, "職員が顔と写真を見比べます。顔認証も暗証番号もいりません。", "The staff compare face and photo; neither face recognition nor PIN is needed."),
    open(S::UnattendedMode, "端末でモードを戻せば、ほかの方法も選べます。", "With the mode switched back, other ways can be chosen."),
    open(S::PinOnlyMode, "暗証番号だけで受け付けるモードにできます。", "The reader can be set to PIN only."),
    open(S::SecondReader, "別の機器なら、この不具合の影響を受けません。", "Another reader is not concerned by this."),
    open(S::GeneralReader, "端末につないだ汎用の機器で、目視か暗証番号により確認できます。", "At the terminal's general reader, by staff check or PIN."),
    open(S::MobileTerminal, "別の回線で照会できます。先に同意をいただき、目視か暗証番号で確認します。", "It asks over a line of its own: consent first, then staff check or PIN."),
    open(S::Smartphone, "対応しているスマートフォンをお持ちです。", "The patient has a phone for it."),
    open(S::PortalScreen, "ご自身のスマートフォンで画面を見せていただけます。", "The patient can show the page on their own phone."),
    open(S::PortalPdf, "保存した画面とカードで確認できます。", "The saved page and the card will do."),
    open(S::EligibilityNotice, "カードと一緒に見せていただけば確認できます。", "Shown together with the card, it will do."),
    open(S::EligibilityCertificate, "これ1枚で確認できます。", "It will do by itself."),
    open(S::OldInsuranceCard, "有効期限内なら、そのまま確認できます。", "Within its own validity it will do."),
    open(S::Prescription, "処方箋に書かれた保険の情報で確認できます。", "The insurance entries on it will do."),
    open(S::OralConfirmation, "前回の記録があり、変わりがなければ、ふだんの負担割合で受けられます。", "With the earlier record and no change, at the ordinary share."),
    open(S::Declaration, "わかる範囲で書いていただけば、ふだんの負担割合で受けられます。", "Filled in as far as known, at the ordinary share."),
    open(S::NoteFourItems, "復旧後に資格を調べるために控えます。", "For looking up the eligibility after recovery."),
    open(S::OutageMode, "システム障害時モードが開いています。控えた4情報で照会できます。", "It is open: ask with the four items."),
    open(S::PayInFull, "ほかに方法がないときだけです。", "Only when nothing else is left."),

    why(W::IfAtHand, "お持ちなら、見せていただきます。", "If the patient has it along."),
    why(W::AfterFix, "職員の手順で直ったら、もう一度できます。", "Once the staff's steps have mended it."),
    why(W::Later, "先方の復旧を待ってからです。", "When the other side has recovered."),
    why(W::WithRightCard, "マイナンバーカードを置けば進みます。", "With a My Number card in the reader."),
    why(W::WhenOpened, "コールセンターに開いてもらうと使えます。", "When the call centre has opened it."),
    why(W::IfRepeated, "再診で、前回と変わりがなければ受けられます。", "On a repeated visit, if nothing has changed."),
    why(W::IfEntrusted, "ご本人から頼まれている場合に限ります。", "Only if the patient entrusted the proxy with it."),
    why(W::IfInGrace, "期限後の猶予期間であれば進みます。このコードだけでは、わかりません。", "If the certificate is in its grace period; the code alone does not tell."),
    why(W::IfPanelWorks, "画面の残りの部分が反応すれば進められます。", "If the rest of the panel responds."),
    why(W::PinPathMayWork, "別の経路のため、通ることがあります。", "It takes another path and may get through."),
    why(W::OtherLineMayWork, "別の回線からなら、届くことがあります。", "Over another line it may get through."),
    why(W::CauseUncertain, "原因がまだ確かでないため、試してみる価値があります。", "The cause is not certain yet: worth a try."),
    why(W::Provisional, "当面の取り扱いとして受け付けられます。", "Accepted by a provisional rule."),
    why(W::IfRightCard, "置かれたのがマイナンバーカードなら進みます。", "If the card is a My Number card after all."),
    why(W::IfProxyKnows, "代理の方が内容をご存じなら進められます。", "If the proxy knows what is asked."),
    why(W::NothingElseCertain, "ほかに確実な方法がないときの、最後の手段です。", "The last resort, when no way is open for certain."),
    why(W::IfPhoneOpensIt, "お持ちのスマートフォンの証明書で開けるなら、見せていただきます。", "If the patient's phone opens it with a certificate of its own."),

    why(W::AlreadyTried, "もう試したか、お持ちでないと伺いました。", "Tried already, or not along."),
    why(W::PinBlocked, "暗証番号がロックされています。", "The PIN is locked."),
    why(W::FaceOnlyCard, "顔認証マイナンバーカードのようで、暗証番号がありません。", "It seems to be a face-only card, which has no PIN."),
    why(W::LastTry, "残り1回のため、試しません。", "One try is left and stays unspent."),
    why(W::TriesUnknown, "残り回数がわからないため、試しません。", "How many tries are left is not known."),
    why(W::CodeBBlocked, "照合番号Bがロックされています。", "Code B is locked."),
    why(W::CardFaceUnreadable, "券面がまだ読み取れません。", "The card's printed face is not readable yet."),
    why(W::PhotoUnreadable, "カードの写真がまだ読み取れません。", "The photo on the card is not readable yet."),
    why(W::CameraDown, "カメラがまだ直っていません。", "The camera is not mended yet."),
    why(W::FaceNotMatched, "いま一致しなかったところです。", "It has just not matched."),
    why(W::KeypadDead, "画面の数字が反応しません。", "The keypad does not respond."),
    why(W::PanelDead, "画面全体が反応しません。", "The whole panel does not respond."),
    why(W::CertificateEnded, "カードの電子証明書の期限が過ぎているか、失効しています。", "The card's certificate has expired or is revoked."),
    why(W::CardApplicationBroken, "カードのチップが応答しません。", "The card's chip does not answer."),
    why(W::NoMyNumberCard, "マイナンバーカードではありません。", "It is not a My Number card."),
    why(W::ReaderDown, "カードリーダーがまだ直っていません。", "The card reader is not mended yet."),
    why(W::TerminalDown, "資格確認端末がまだ直っていません。", "The terminal is not mended yet."),
    why(W::TerminalCertificateEnded, "端末の電子証明書がまだ入っていません。", "The terminal's certificate is not renewed yet."),
    why(W::LineDown, "回線がまだつながりません。", "The line is not up yet."),
    why(W::CentreDown, "全国のシステムがまだ応答しません。", "The national system does not answer yet."),
    why(W::NoPinPathDown, "顔や目視の後の認証が、いま通りません。", "The authentication after a face or staff check does not get through now."),
    why(W::NotRegistered, "保険証としての登録がまだです。", "Not registered for health insurance yet."),
    why(W::NoEligibility, "有効な資格がまだ登録されていません。", "No valid eligibility is registered yet."),
    why(W::NotInVisualMode, "目視確認モードでは選べません。", "Not offered in the visual mode."),
    why(W::NotInPinOnlyMode, "暗証番号認証固定モードでは選べません。", "Not offered in the PIN-only mode."),
    why(W::AlreadyInMode, "今のモードのままで足ります。", "The mode that is on will do."),
    why(W::NoAdministrator, "管理者アカウントを使える職員がいません。", "Nobody here may use the administrator account."),
    why(W::NotHere, "この施設には用意がありません。", "Not available at this facility."),
    why(W::NotYet, "この日には、まだ始まっていない取り扱いです。", "Not in force yet on this day."),
    why(W::NoLonger, "この日には、もう終わった取り扱いです。", "No longer in force on this day."),
    why(W::PatientAbsent, "ご本人がいないと確認できません。", "The patient must be here for it."),
    why(W::NoRepresentative, "代理の方がいません。ご本人が入力します。", "There is no representative; the patient enters it."),
    why(W::FirstVisit, "初診のため、前回の記録がありません。", "On a first visit there is no earlier record."),
    why(W::PortalClosed, "このカードではマイナポータルを開けません。", "マイナポータル does not open with this card."),
    why(W::NotAPharmacy, "薬局での取り扱いです。", "This is for pharmacies."),
    why(W::NoOutage, "障害のときだけの取り扱いです。", "This is for outages only."),
    why(W::SameThere, "機器の問題ではないため、同じ結果になります。", "The device is not the cause: it would end the same there."),
    why(W::NothingToContinue, "この先に進むには、まず確認が必要です。", "Something must be confirmed before going on."),
    why(W::RetryUseless, "同じことを繰り返しても、変わりません。", "Repeating the same changes nothing."),
    why(W::PhoneInUse, "スマートフォンでは行えません。", "It does not go with a phone."),
    why(W::PhoneEndsWithCard, "カードの期限が過ぎると、スマートフォンの証明書も止まります。", "A phone's certificate ends with the card's."),
    why(W::NotCalledFor, "その必要はありません。ほかにできる方法があります。", "No need: another way is open."),
    why(W::CodeBTooLow, "照合番号Bの残り回数が少ないため、試しません。", "Too few tries of code B are left."),
    why(W::CentreSaysOtherwise, "全国の記録と違うため、口頭だけでは確認できません。", "The national record says otherwise, so word alone will not do."),
    why(W::NoMethodThere, "別の機器でも、本人確認の方法が残りません。", "No way to prove identity would be left there either."),

    row(Message::ReaderLabel, "カードリーダー", "Reader"),
    row(Message::TerminalLabel, "資格確認端末", "Terminal"),
    row(Message::Retry(R::SameStep), "もう一度できます", "the same step once more"),
    row(Message::Retry(R::AfterFix), "直してからできます", "after a fix"),
    row(Message::Retry(R::Later), "しばらくしてからできます", "later"),
    row(Message::Retry(R::NotToday), "今日は、繰り返しても変わりません", "repeating does not help today"),
    row(Message::DeviceFault(D::No), "機器は正常です", "the device is sound"),
    row(Message::DeviceFault(D::Maybe), "別のカードで確かめます", "find out with another card"),
    row(Message::DeviceFault(D::Yes), "機器の不具合です", "the device is at fault"),
    row(Message::Standing(T::Possible), "できます", "possible"),
    row(Message::Standing(T::Conditional), "条件つき", "on a condition"),
    row(Message::Standing(T::WorthTrying), "試せます", "worth trying"),
    row(Message::Standing(T::NotPossible), "今はできません", "not now"),
];
