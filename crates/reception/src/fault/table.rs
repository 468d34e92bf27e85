//! The table of known codes: what each is called, whom it concerns, and what it says.
#![forbid(unsafe_code)]

use super::{FaultCode, numbered};

numbered! {
    /// What a fault is about.
    pub enum Category {
        /// The card in the reader.
        Card = 1, "card";
        /// The four-digit PIN (暗証番号).
        Pin = 2, "pin";
        /// 照合番号B.
        CodeB = 3, "code-b";
        /// The certificate on the card.
        Certificate = 4, "certificate";
        /// The reader's own hardware.
        Reader = 5, "reader";
        /// The 資格確認端末: connection, programs, settings, hardware.
        Terminal = 6, "terminal";
        /// The certificate of the terminal or of the institution.
        TerminalCertificate = 7, "terminal-certificate";
        /// The operation mode.
        Mode = 8, "mode";
        /// The network.
        Network = 9, "network";
        /// The first registration (初回登録).
        Registration = 10, "registration";
        /// The eligibility (資格).
        Eligibility = 11, "eligibility";
        /// The national system.
        Centre = 12, "centre";
        /// The e-prescription service.
        Prescription = 13, "prescription";
        /// What people do at the counter; no fault of anything.
        Person = 14, "person";
    }
}

numbered! {
    /// To whom the message on the reader speaks.
    pub enum Audience {
        /// The patient, who can mend it alone.
        Patient = 1, "patient";
        /// The patient first; the staff when it comes again.
        PatientThenStaff = 2, "patient-then-staff";
        /// The staff.
        Staff = 3, "staff";
        /// Both: the patient is sent to the desk, the staff help.
        Both = 4, "both";
    }
}

numbered! {
    /// Whether trying again helps.
    pub enum Retry {
        /// The same step may be tried again.
        SameStep = 1, "same-step";
        /// After what the steps for the staff mend.
        AfterFix = 2, "after-fix";
        /// Later: something outside has to come back.
        Later = 3, "later";
        /// Not today: this card or this way does not recover at the counter.
        NotToday = 4, "not-today";
    }
}

numbered! {
    /// Whether a device is broken.
    pub enum DeviceFault {
        /// No: reader and terminal are sound.
        No = 1, "no";
        /// Not known before another card was tried.
        Maybe = 2, "maybe";
        /// Yes, reader or terminal.
        Yes = 3, "yes";
    }
}

numbered! {
    /// How far a fault reaches.
    pub enum Severity {
        /// This one step; the next try may do.
        Step = 1, "step";
        /// This patient's card or data; the next patient is not concerned.
        Patient = 2, "patient";
        /// This reader, for every patient.
        Reader = 3, "reader";
        /// The whole facility.
        Facility = 4, "facility";
        /// The country.
        Nation = 5, "nation";
    }
}

bitflags::bitflags! {
    /// What a fault takes away, as far as its code says.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Affects: u8 {
        /// Proving who the patient is (本人確認).
        const IDENTITY = 1;
        /// The first registration (初回登録).
        const REGISTRATION = 2;
        /// The eligibility (資格確認).
        const ELIGIBILITY = 4;
        /// The electronic prescription.
        const PRESCRIPTION = 8;
    }
}

/// What is known of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Known {
    /// The code.
    pub code: FaultCode,
    /// The official name. Of this library's own codes, ours.
    pub name_ja: &'static str,
    /// The name in English, translated by this project: no official one was found.
    pub name_en: &'static str,
    /// What it is about.
    pub category: Category,
    /// To whom the reader's message speaks.
    pub audience: Audience,
    /// Whether trying again helps.
    pub retry: Retry,
    /// Whether a device is broken.
    pub device_fault: DeviceFault,
    /// What it takes away.
    pub affects: Affects,
    /// How far it reaches.
    pub severity: Severity,
    /// How well name and classification are known, in the marks of `docs/card.md`.
    pub source: &'static str,
}

/// One row: number, names, classification.
macro_rules! rows {
    ($($code:ident: $ja:literal, $en:literal, $category:ident, $audience:ident, $retry:ident,
        $device:ident, [$($affects:ident)*], $severity:ident, $source:literal;)+) => {
        &[$(
            Known {
                code: FaultCode::$code,
                name_ja: $ja,
                name_en: $en,
                category: Category::$category,
                audience: Audience::$audience,
                retry: Retry::$retry,
                device_fault: DeviceFault::$device,
                affects: Affects::empty()$(.union(Affects::$affects))*,
                severity: Severity::$severity,
                source: $source,
            },
        )+]
    };
}

/// The 27 codes of the national table and this library's own, in order.
///
/// The names are those of a public list of the readers' messages \[1\]; that all makers share
/// the numbers is inferred \[I\]: two public pages quote them without naming a model, and titles
/// differ a little between models. Retry, device and severity are this project's reading \[I\]
/// except where the source says so outright.
#[rustfmt::skip]
pub const KNOWN: &[Known] = rows! {
    CARD_NOT_RECOGNISED: "マイナンバーカードの認識不可", "My Number card not recognised",
        Card, PatientThenStaff, SameStep, Maybe, [IDENTITY], Step,
        "[X] another page titles it マイナンバーカード読取失敗; [1] another card reads: not the device";
    NOT_A_MY_NUMBER_CARD: "マイナンバーカード以外", "Not a My Number card",
        Card, Patient, SameStep, Maybe, [IDENTITY], Step, "[1] name; [I] classification";
    PIN_WRONG: "暗証番号入力誤り", "Wrong PIN",
        Pin, Patient, SameStep, No, [IDENTITY], Step,
        "[1] name, stop after two failures; [I] classification";
    PIN_BLOCKED: "マイナンバーカードのロック", "My Number card locked (PIN)",
        Pin, Both, NotToday, No, [IDENTITY], Patient, "[1] name; [I] classification";
    CODE_B_BLOCKED: "照合番号Bのロック", "Verification code B locked",
        CodeB, Both, NotToday, No, [IDENTITY], Patient,
        "[1] name; [X] unlock or exchange at the municipality: unlock first";
    CERTIFICATE_ENDED: "利用者証明用電子証明書の失効・有効期限切れ",
        "Authentication certificate revoked or expired",
        Certificate, Both, NotToday, No, [IDENTITY ELIGIBILITY], Patient,
        "[C] name; [I] classification";
    CARD_APPLICATION_BROKEN: "マイナンバーカードアプリの故障", "My Number card application failure",
        Card, Both, NotToday, No, [IDENTITY ELIGIBILITY], Patient, "[1] name; [I] classification";
    READER_DISCONNECTED: "端末接続不良", "Reader connection failure",
        Reader, Staff, AfterFix, Maybe, [IDENTITY REGISTRATION ELIGIBILITY], Reader,
        "[1] name; [I] classification";
    MODE_CHANGED: "処理中の運転モード変更", "Operation mode changed during processing",
        Mode, Staff, SameStep, No, [IDENTITY], Step, "[1] name; [I] classification";
    REGISTRATION_FAILED: "初回登録エラー", "First registration error",
        Registration, Both, Later, No, [REGISTRATION ELIGIBILITY], Patient,
        "[1] name, wait; [I] classification";
    NETWORK: "ネットワークエラー", "Network error",
        Network, Staff, AfterFix, No, [REGISTRATION ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    TERMINAL_CERTIFICATE: "端末の電子証明書エラー", "Terminal certificate error",
        TerminalCertificate, Staff, AfterFix, No, [REGISTRATION ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    TERMINAL_SETTINGS: "資格確認端末の環境設定エラー", "Eligibility terminal environment setting error",
        Terminal, Staff, AfterFix, No, [ELIGIBILITY], Facility, "[1] name; [I] classification";
    TERMINAL_HARDWARE: "資格確認端末のハードウェアエラー", "Eligibility terminal hardware error",
        Terminal, Staff, AfterFix, Yes, [IDENTITY REGISTRATION ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    PHOTO_UNREADABLE: "マイナンバーカードから顔写真の引き出し不可",
        "Photo not retrievable from the My Number card",
        Card, PatientThenStaff, SameStep, Maybe, [IDENTITY], Patient,
        "[1] name; [I] classification";
    NO_ELIGIBILITY: "資格取得エラー", "Eligibility acquisition error",
        Eligibility, Both, NotToday, No, [ELIGIBILITY], Patient, "[1] name, not a device fault";
    INSURER_NOT_REGISTERED: "保険者確認", "Insurer confirmation",
        Eligibility, Both, NotToday, No, [REGISTRATION ELIGIBILITY], Patient,
        "[1] name, not a device fault";
    CARD_FACE_UNREADABLE: "マイナンバーカードの券面の読取り不可",
        "Printed face of the My Number card unreadable",
        Card, PatientThenStaff, SameStep, Maybe, [IDENTITY], Step,
        "[1] name, all cards fail: the reader; [I] classification";
    FACE_NOT_CAPTURED: "顔の撮影不可", "Face cannot be captured",
        Reader, Staff, AfterFix, Maybe, [IDENTITY], Reader,
        "[1] name; [I] a device fault if it persists";
    KEYPAD: "スクリーンキーボード不良", "On-screen keyboard failure",
        Reader, Staff, AfterFix, Yes, [IDENTITY], Reader, "[1] name; [I] classification";
    CENTRE_OUTAGE: "オンライン資格確認等システムの障害発生",
        "Outage of the online eligibility verification system",
        Centre, Staff, Later, No, [REGISTRATION ELIGIBILITY], Nation,
        "[1] name, seen once with registration alone; [I] classification";
    INSTITUTION_AUTHENTICATION: "オンライン資格確認等システムの特定機関認証エラー",
        "Online eligibility verification system: institution authentication error",
        Centre, Staff, AfterFix, No, [IDENTITY ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    INSTITUTION_CERTIFICATE: "オンライン資格確認等システムの電子証明書エラー",
        "Online eligibility verification system: certificate error",
        TerminalCertificate, Staff, AfterFix, No, [IDENTITY ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    TERMINAL_APPLICATION: "資格確認端末の予期せぬアプリケーション不良",
        "Eligibility terminal: unexpected application failure",
        Terminal, Staff, AfterFix, No, [IDENTITY REGISTRATION ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    TERMINAL_SETUP: "資格確認端末の予期せぬ設定処理エラー",
        "Eligibility terminal: unexpected set-up error",
        Terminal, Staff, AfterFix, No, [IDENTITY REGISTRATION ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    READER_SETUP: "顔認証装置の予期せぬ設定処理エラー", "Face reader: unexpected set-up error",
        Reader, Staff, AfterFix, Yes, [IDENTITY], Reader, "[1] name, the reader is faulty";
    PRESCRIPTION_OUTAGE: "電子処方箋管理サービスの障害発生",
        "Outage of the e-prescription service",
        Prescription, Staff, Later, No, [PRESCRIPTION], Nation, "[1] name; [I] classification";

    FACE_NOT_MATCHED: "顔認証の不一致", "Face not matched",
        Person, PatientThenStaff, SameStep, No, [IDENTITY], Step, "[I] no official code";
    CARD_REMOVED: "処理中のカードの取り出し", "Card removed early",
        Person, Patient, SameStep, No, [IDENTITY], Step, "[I] no official code";
    TIMED_OUT: "操作の時間切れ", "No input in time",
        Person, Patient, SameStep, No, [IDENTITY], Step, "[I] no official code";
    CANCELLED: "操作の中止", "Check-in cancelled",
        Person, PatientThenStaff, SameStep, No, [IDENTITY], Step, "[I] no official code";
    PHONE_INSTEAD_OF_CARD: "カードの代わりにスマートフォン", "A phone where a card is needed",
        Person, Patient, SameStep, No, [IDENTITY], Step, "[I] no official code";
    NO_METHOD: "このモードで選べる本人確認方法なし", "No method left in this mode",
        Mode, Both, AfterFix, No, [IDENTITY], Patient, "[I] no official code";
    CARD_LEFT: "カードの置き忘れ", "Card left in the reader",
        Person, PatientThenStaff, SameStep, No, [], Step, "[I] no official code";
};

/// What is known of a code; `None` for a code that this version does not know.
pub fn known(code: FaultCode) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_with_a_constant_has_a_row_and_no_row_is_double() {
        let rows: Vec<_> = KNOWN.iter().map(|row| row.code).collect();
        let constants: Vec<_> = FaultCode::NATIONAL
            .into_iter()
            .chain(FaultCode::LIBRARY)
            .collect();
        assert_eq!(rows, constants);
    }

    /// The outright statements of the public list: expected values from there, not from the table.
    #[test]
    fn what_the_sources_say_outright_holds() {
        let row = |code| known(code).unwrap();
        for code in [FaultCode::NO_ELIGIBILITY, FaultCode::INSURER_NOT_REGISTERED] {
            assert_eq!(row(code).device_fault, DeviceFault::No);
        }
        assert_eq!(row(FaultCode::READER_SETUP).device_fault, DeviceFault::Yes);
        assert_eq!(
            row(FaultCode::CARD_NOT_RECOGNISED).device_fault,
            DeviceFault::Maybe
        );
        assert_eq!(row(FaultCode::REGISTRATION_FAILED).retry, Retry::Later);
        assert_eq!(row(FaultCode::PIN_BLOCKED).retry, Retry::NotToday);
        assert_eq!(
            row(FaultCode::PRESCRIPTION_OUTAGE).affects,
            Affects::PRESCRIPTION
        );
    }

    #[test]
    fn unknown_codes_have_no_row() {
        assert!(known(FaultCode::national(18)).is_none());
        assert!(known(FaultCode::NONE).is_none());
    }
}
