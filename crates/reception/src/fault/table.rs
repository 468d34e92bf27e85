//! The table of known codes: what each is about, whom it concerns, and how far it reaches. What it is
//! called stands with the other words (`text/<language>/codes.toml`).
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

/// A code to a row: its number, what it is about, and so forth; with it its constant.
macro_rules! codes {
    ($(
        $(#[$list_doc:meta])*
        $list:ident = $whose:ident [$(
            $(#[$doc:meta])*
            $code:ident = $number:literal: $category:ident, $audience:ident, $retry:ident,
            $device:ident, [$($affects:ident)*], $severity:ident, $source:literal;
        )+]
    )+) => {
        impl FaultCode {
            $($(
                $(#[$doc])*
                pub const $code: Self = Self::$whose($number);
            )+)+
            $(
                $(#[$list_doc])*
                pub const $list: &'static [Self] = &[$(Self::$code),+];
            )+
        }

        /// The codes of the national table and this library's own, in order.
        ///
        /// Their official names are those of a public list of the readers' messages \[1\]; that all
        /// makers share the numbers is inferred \[I\]: two public pages quote them without naming a model, and titles
        /// differ a little between models. Retry, device and severity are this project's reading \[I\]
        /// except where the source says so outright.
        pub const KNOWN: &[Known] = &[$($(
            Known {
                code: FaultCode::$code,
                category: Category::$category,
                audience: Audience::$audience,
                retry: Retry::$retry,
                device_fault: DeviceFault::$device,
                affects: Affects::empty()$(.union(Affects::$affects))*,
                severity: Severity::$severity,
                source: $source,
            },
        )+)+];
    };
}

#[rustfmt::skip]
codes! {
    /// The codes of the national table, in order.
    NATIONAL = national [
        /// 001 マイナンバーカードの認識不可: the card was not recognised.
        CARD_NOT_RECOGNISED = 1: Card, PatientThenStaff, SameStep, Maybe, [IDENTITY], Step,
            "[X] another page titles it マイナンバーカード読取失敗; [1] another card reads: not the device";
        /// 002 マイナンバーカード以外: something other than a My Number card.
        NOT_A_MY_NUMBER_CARD = 2: Card, Patient, SameStep, Maybe, [IDENTITY], Step, "[1] name; [I] classification";
        /// 003 暗証番号入力誤り: the PIN was wrong.
        PIN_WRONG = 3: Pin, Patient, SameStep, No, [IDENTITY], Step,
            "[1] name, stop after two failures; [I] classification";
        /// 004 マイナンバーカードのロック: the PIN of the authentication certificate is blocked.
        PIN_BLOCKED = 4: Pin, Both, NotToday, No, [IDENTITY], Patient, "[1] name; [I] classification";
        /// 005 照合番号Bのロック: code B is blocked.
        CODE_B_BLOCKED = 5: CodeB, Both, NotToday, No, [IDENTITY], Patient,
            "[1] name; [X] unlock or exchange at the municipality: unlock first";
        /// 006 利用者証明用電子証明書の失効・有効期限切れ: the certificate is revoked or has expired.
        CERTIFICATE_ENDED = 6: Certificate, Both, NotToday, No, [IDENTITY ELIGIBILITY], Patient,
            "[C] name; [I] classification";
        /// 007 マイナンバーカードアプリの故障: the card's application is broken.
        CARD_APPLICATION_BROKEN = 7: Card, Both, NotToday, No, [IDENTITY ELIGIBILITY], Patient, "[1] name; [I] classification";
        /// 008 端末接続不良: reader and terminal are not connected.
        READER_DISCONNECTED = 8: Reader, Staff, AfterFix, Maybe, [IDENTITY REGISTRATION ELIGIBILITY], Reader,
            "[1] name; [I] classification";
        /// 009 処理中の運転モード変更: the operation mode changed during a check-in.
        MODE_CHANGED = 9: Mode, Staff, SameStep, No, [IDENTITY], Step, "[1] name; [I] classification";
        /// 010 初回登録エラー: the first registration failed.
        REGISTRATION_FAILED = 10: Registration, Both, Later, No, [REGISTRATION ELIGIBILITY], Patient,
            "[1] name, wait; [I] classification";
        /// 011 ネットワークエラー: network.
        NETWORK = 11: Network, Staff, AfterFix, No, [REGISTRATION ELIGIBILITY], Facility,
            "[1] name; [I] classification";
        /// 012 端末の電子証明書エラー: the terminal's own certificate.
        TERMINAL_CERTIFICATE = 12: TerminalCertificate, Staff, AfterFix, No, [REGISTRATION ELIGIBILITY], Facility,
            "[1] name; [I] classification";
        /// 013 資格確認端末の環境設定エラー: the terminal's environment, above all its output folder.
        TERMINAL_SETTINGS = 13: Terminal, Staff, AfterFix, No, [ELIGIBILITY], Facility, "[1] name; [I] classification";
        /// 014 資格確認端末のハードウェアエラー: the terminal's hardware.
        TERMINAL_HARDWARE = 14: Terminal, Staff, AfterFix, Yes, [IDENTITY REGISTRATION ELIGIBILITY], Facility,
            "[1] name; [I] classification";
        /// 015 マイナンバーカードから顔写真の引き出し不可: the photo could not be read from the card.
        PHOTO_UNREADABLE = 15: Card, PatientThenStaff, SameStep, Maybe, [IDENTITY], Patient,
            "[1] name; [I] classification";
        /// 016 資格取得エラー: no valid eligibility was found.
        NO_ELIGIBILITY = 16: Eligibility, Both, NotToday, No, [ELIGIBILITY], Patient, "[1] name, not a device fault";
        /// 017 保険者確認: the insurer has not registered the person's data.
        INSURER_NOT_REGISTERED = 17: Eligibility, Both, NotToday, No, [REGISTRATION ELIGIBILITY], Patient,
            "[1] name, not a device fault";
        /// 101 マイナンバーカードの券面の読取り不可: the printed face of the card could not be read.
        CARD_FACE_UNREADABLE = 101: Card, PatientThenStaff, SameStep, Maybe, [IDENTITY], Step,
            "[1] name, all cards fail: the reader; [I] classification";
        /// 102 顔の撮影不可: the face could not be captured.
        FACE_NOT_CAPTURED = 102: Reader, Staff, AfterFix, Maybe, [IDENTITY], Reader,
            "[1] name; [I] a device fault if it persists";
        /// 103 スクリーンキーボード不良: the keypad on the screen.
        KEYPAD = 103: Reader, Staff, AfterFix, Yes, [IDENTITY], Reader, "[1] name; [I] classification";
        /// 901 オンライン資格確認等システムの障害発生: outage of the national system.
        CENTRE_OUTAGE = 901: Centre, Staff, Later, No, [REGISTRATION ELIGIBILITY], Nation,
            "[1] name, seen once with registration alone; [I] classification";
        /// 902 オンライン資格確認等システムの特定機関認証エラー: authentication without PIN.
        INSTITUTION_AUTHENTICATION = 902: Centre, Staff, AfterFix, No, [IDENTITY ELIGIBILITY], Facility,
            "[1] name; [I] classification";
        /// 903 オンライン資格確認等システムの電子証明書エラー: the certificate for institutions.
        INSTITUTION_CERTIFICATE = 903: TerminalCertificate, Staff, AfterFix, No, [IDENTITY ELIGIBILITY], Facility,
            "[1] name; [I] classification";
        /// 904 資格確認端末の予期せぬアプリケーション不良: a program on the terminal.
        TERMINAL_APPLICATION = 904: Terminal, Staff, AfterFix, No, [IDENTITY REGISTRATION ELIGIBILITY], Facility,
            "[1] name; [I] classification";
        /// 905 資格確認端末の予期せぬ設定処理エラー: the terminal's set-up.
        TERMINAL_SETUP = 905: Terminal, Staff, AfterFix, No, [IDENTITY REGISTRATION ELIGIBILITY], Facility,
            "[1] name; [I] classification";
        /// 906 顔認証装置の予期せぬ設定処理エラー: the reader's set-up.
        READER_SETUP = 906: Reader, Staff, AfterFix, Yes, [IDENTITY], Reader, "[1] name, the reader is faulty";
        /// 950 電子処方箋管理サービスの障害発生: outage of the e-prescription service.
        PRESCRIPTION_OUTAGE = 950: Prescription, Staff, Later, No, [PRESCRIPTION], Nation, "[1] name; [I] classification";
    ]

    /// This library's own codes that need guidance, in order. [`FaultCode::NONE`] is not among
    /// them.
    LIBRARY = library [
        /// L01: the captured face and the photo on the card did not match. No fault, and no code in
        /// the national table: the reader offers another way.
        FACE_NOT_MATCHED = 1: Person, PatientThenStaff, SameStep, No, [IDENTITY], Step, "[I] no official code";
        /// L02: the card was taken out before the end.
        CARD_REMOVED = 2: Person, Patient, SameStep, No, [IDENTITY], Step, "[I] no official code";
        /// L03: nobody did what the screen asked for in time.
        TIMED_OUT = 3: Person, Patient, SameStep, No, [IDENTITY], Step, "[I] no official code";
        /// L04: the patient or the staff ended the check-in.
        CANCELLED = 4: Person, PatientThenStaff, SameStep, No, [IDENTITY], Step, "[I] no official code";
        /// L05: a phone where a card is needed.
        PHONE_INSTEAD_OF_CARD = 5: Person, Patient, SameStep, No, [IDENTITY], Step, "[I] no official code";
        /// L06: the mode leaves this card no way to prove whose it is (a face-only card or a blocked
        /// PIN in the PIN-only mode).
        NO_METHOD = 6: Mode, Both, AfterFix, No, [IDENTITY], Patient, "[I] no official code";
        /// L07: the check-in is over and the card still lies in the reader.
        CARD_LEFT = 7: Person, PatientThenStaff, SameStep, No, [], Step, "[I] no official code";
        /// L08: two places of the card tell different last days, and the facility's policy is not to
        /// use the photo then. No wear, and no proof of an alteration: a stay that was prolonged may
        /// be the reason.
        EXPIRY_DIFFERS = 8: Card, PatientThenStaff, NotToday, No, [IDENTITY], Patient, "[I] no official code";
        /// L09: the card is not registered for insurance use, and the way in which the patient came
        /// does not serve for the registration: a phone, or a check by sight on a reader that does
        /// not register after one. Nothing of the portal's.
        REGISTRATION_NOT_THIS_WAY = 9: Person, PatientThenStaff, SameStep, No, [REGISTRATION], Step,
            "[I] no official code; [S] a phone does not register (docs/facts/counter.md §1)";
        /// L10: the patient has no My Number card along, or only an insurance card of the old kind. Not
        /// raised by the reception, which begins with a card: the staff look it up.
        NO_CARD = 10: Person, Staff, NotToday, No, [IDENTITY ELIGIBILITY], Patient, "[I] no official code";
    ]
}

/// What is known of a code; `None` for a code that this version does not know.
pub fn known(code: FaultCode) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number that was given twice would name two things by one code.
    #[test]
    fn no_code_stands_twice() {
        let numbers: std::collections::BTreeSet<_> = KNOWN.iter().map(|row| row.code).collect();
        assert_eq!(numbers.len(), KNOWN.len());
        assert_eq!(
            KNOWN.len(),
            FaultCode::NATIONAL.len() + FaultCode::LIBRARY.len()
        );
        assert!(FaultCode::NATIONAL.is_sorted() && FaultCode::LIBRARY.is_sorted());
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
