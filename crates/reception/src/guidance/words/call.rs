//! Whom to call, what to have at hand, what to say at the municipal counter, and what the leaflets
//! are called.
//!
//! The call centre's number is known from two or more public pages \[C\], its hours from one
//! \[1\].
#![forbid(unsafe_code)]

use super::Row;
use crate::guidance::{Have as H, LeafletId as L, Message, Party as P, Phrase as F};

const fn row(message: Message, ja: &'static str, en: &'static str) -> Row {
    Row {
        message,
        ja,
        reading: None,
        en,
    }
}

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(Message::Party(P::CallCentre),
        "オンライン資格確認等コールセンター　0800-080-4583（平日8時〜18時、土曜8時〜16時）",
        "オンライン資格確認等コールセンター, 0800-080-4583 (weekdays 8–18, Saturdays 8–16)"),
    row(Message::Party(P::Installer),
        "資格確認端末を導入した業者",
        "Whoever set up the terminal"),
    row(Message::Party(P::ReaderMaker),
        "カードリーダーのメーカーのサポート窓口",
        "Support of the card reader's maker"),
    row(Message::Party(P::Insurer),
        "患者さんの保険者（勤め先、または市区町村の国民健康保険の窓口）",
        "The patient's insurer (employer, or the municipality for 国民健康保険)"),
    row(Message::Party(P::Municipality),
        "患者さんの住所の市区町村（マイナンバーカードの窓口）",
        "The patient's municipality (counter for My Number cards)"),
    row(Message::Party(P::NetworkProvider),
        "回線の事業者",
        "The provider of the line"),

    row(Message::Have(H::Codes), "カードリーダーと端末のコードと文言", "Code and message of reader and terminal"),
    row(Message::Have(H::InstitutionCode), "医療機関等コード（10桁）", "The institution's code (10 digits)"),
    row(Message::Have(H::Names), "施設の名前と、電話をする人の名前", "Name of the facility and of the caller"),
    row(Message::Have(H::SinceWhen), "いつから、何回、どの患者さんでも起きるか", "Since when, how often, whether for every patient"),
    row(Message::Have(H::ReaderModel), "カードリーダーの機種名と製造番号", "Model and serial number of the reader"),
    row(Message::Have(H::IsolationResult), "別のカードを試した結果", "What came of trying another card"),
    row(Message::Have(H::WhatWasTried), "再起動など、試したことと結果", "What was tried, such as restarts, and what came of it"),
    row(Message::Have(H::Lamps), "回線装置、ルーター、ハブのランプの様子", "The lamps of line unit, router and hub"),
    row(Message::Have(H::FolderPath), "出力フォルダの場所と、それがあるパソコン", "Where the output folder is, and on which computer"),
    row(Message::Have(H::CertificateEnd), "端末の電子証明書の期限", "The day on which the terminal's certificate ends"),
    row(Message::Have(H::TheCard), "マイナンバーカード", "The My Number card"),
    row(Message::Have(H::TheLeaflet), "ここでお渡しした用紙", "The leaflet handed over here"),
    row(Message::Have(H::OtherIdentity), "ほかの本人確認書類（お持ちなら）", "Another document of identity, if there is one"),
    row(Message::Have(H::InsuranceChange), "保険が変わった日と、勤め先や加入先の名前", "The day of the change, and the name of employer or insurer"),
    row(Message::Have(H::LineKind), "回線の種類と契約の内容", "The kind of line and the contract"),

    row(Message::Phrase(F::PinReset),
        "「利用者証明用電子証明書の暗証番号（4桁）を、設定し直したいです。ロックされていたら、その解除もお願いします。」",
        "“I would like to set the four-digit PIN of my authentication certificate (利用者証明用電子証明書) anew; please unlock it if it is locked.”"),
    row(Message::Phrase(F::CodeBUnlock),
        "「医療機関の顔認証で、照合番号Bがロックされました。解除をお願いします。」",
        "“Code B (照合番号B) was locked at a clinic's face reader; please unlock it.”"),
    row(Message::Phrase(F::CertificateRenewal),
        "「マイナンバーカードの利用者証明用電子証明書を新しくしたいです。更新か発行の手続きをお願いします。」",
        "“I would like a new authentication certificate (利用者証明用電子証明書) on my card; please renew it or issue it again.”"),
    row(Message::Phrase(F::CardReissue),
        "「医療機関で、マイナンバーカードアプリの故障と表示されました。再発行の相談をお願いします。」",
        "“A clinic's reader showed a broken card application (マイナンバーカードアプリの故障); please advise on a reissue.”"),
    row(Message::Phrase(F::CardRenewal),
        "「マイナンバーカードの有効期限が過ぎたので、更新をお願いします。」",
        "“My card has expired; please renew it.”"),

    row(Message::Leaflet(L::CertificateRenewal), "電子証明書の更新", "Renewing the certificate"),
    row(Message::Leaflet(L::CardRenewal), "カードの更新", "Renewing the card"),
    row(Message::Leaflet(L::PinReset), "暗証番号の再設定", "Setting the PIN anew"),
    row(Message::Leaflet(L::CodeBUnlock), "照合番号Bのロックの解除", "Unlocking code B"),
    row(Message::Leaflet(L::CardReissue), "カードの再発行", "Having the card reissued"),
    row(Message::Leaflet(L::InsurerNotRegistered), "保険の情報がまだ登録されていないとき", "When the insurer has not registered you"),
    row(Message::Leaflet(L::Smartphone), "スマートフォンでの受付", "Checking in by smartphone"),
    row(Message::Leaflet(L::ReaderHowTo), "カードリーダーの使い方", "How to use the card reader"),
    row(Message::Leaflet(L::FaceOnlyCard), "顔認証マイナンバーカード", "The face-only card"),
    row(Message::Leaflet(L::StaffModeSwitch), "職員用　運転モードの切り替えと戻し方", "For staff: switching the mode, and back"),
    row(Message::Leaflet(L::StaffReadiness), "職員用　日ごろの備え", "For staff: being ready"),
];
