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

/// One row: number, classification.
macro_rules! rows {
    ($($code:ident: $category:ident, $audience:ident, $retry:ident,
        $device:ident, [$($affects:ident)*], $severity:ident, $source:literal;)+) => {
        &[$(
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
        )+]
    };
}

/// The 27 codes of the national table and this library's own, in order.
///
/// Their official names are those of a public list of the readers' messages \[1\]; that all makers share
/// the numbers is inferred \[I\]: two public pages quote them without naming a model, and titles
/// differ a little between models. Retry, device and severity are this project's reading \[I\]
/// except where the source says so outright.
#[rustfmt::skip]
pub const KNOWN: &[Known] = rows! {
    CARD_NOT_RECOGNISED: Card, PatientThenStaff, SameStep, Maybe, [IDENTITY], Step,
        "[X] another page titles it マイナンバーカード読取失敗; [1] another card reads: not the device";
    NOT_A_MY_NUMBER_CARD: Card, Patient, SameStep, Maybe, [IDENTITY], Step, "[1] name; [I] classification";
    PIN_WRONG: Pin, Patient, SameStep, No, [IDENTITY], Step,
        "[1] name, stop after two failures; [I] classification";
    PIN_BLOCKED: Pin, Both, NotToday, No, [IDENTITY], Patient, "[1] name; [I] classification";
    CODE_B_BLOCKED: CodeB, Both, NotToday, No, [IDENTITY], Patient,
        "[1] name; [X] unlock or exchange at the municipality: unlock first";
    CERTIFICATE_ENDED: Certificate, Both, NotToday, No, [IDENTITY ELIGIBILITY], Patient,
        "[C] name; [I] classification";
    CARD_APPLICATION_BROKEN: Card, Both, NotToday, No, [IDENTITY ELIGIBILITY], Patient, "[1] name; [I] classification";
    READER_DISCONNECTED: Reader, Staff, AfterFix, Maybe, [IDENTITY REGISTRATION ELIGIBILITY], Reader,
        "[1] name; [I] classification";
    MODE_CHANGED: Mode, Staff, SameStep, No, [IDENTITY], Step, "[1] name; [I] classification";
    REGISTRATION_FAILED: Registration, Both, Later, No, [REGISTRATION ELIGIBILITY], Patient,
        "[1] name, wait; [I] classification";
    NETWORK: Network, Staff, AfterFix, No, [REGISTRATION ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    TERMINAL_CERTIFICATE: TerminalCertificate, Staff, AfterFix, No, [REGISTRATION ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    TERMINAL_SETTINGS: Terminal, Staff, AfterFix, No, [ELIGIBILITY], Facility, "[1] name; [I] classification";
    TERMINAL_HARDWARE: Terminal, Staff, AfterFix, Yes, [IDENTITY REGISTRATION ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    PHOTO_UNREADABLE: Card, PatientThenStaff, SameStep, Maybe, [IDENTITY], Patient,
        "[1] name; [I] classification";
    NO_ELIGIBILITY: Eligibility, Both, NotToday, No, [ELIGIBILITY], Patient, "[1] name, not a device fault";
    INSURER_NOT_REGISTERED: Eligibility, Both, NotToday, No, [REGISTRATION ELIGIBILITY], Patient,
        "[1] name, not a device fault";
    CARD_FACE_UNREADABLE: Card, PatientThenStaff, SameStep, Maybe, [IDENTITY], Step,
        "[1] name, all cards fail: the reader; [I] classification";
    FACE_NOT_CAPTURED: Reader, Staff, AfterFix, Maybe, [IDENTITY], Reader,
        "[1] name; [I] a device fault if it persists";
    KEYPAD: Reader, Staff, AfterFix, Yes, [IDENTITY], Reader, "[1] name; [I] classification";
    CENTRE_OUTAGE: Centre, Staff, Later, No, [REGISTRATION ELIGIBILITY], Nation,
        "[1] name, seen once with registration alone; [I] classification";
    INSTITUTION_AUTHENTICATION: Centre, Staff, AfterFix, No, [IDENTITY ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    INSTITUTION_CERTIFICATE: TerminalCertificate, Staff, AfterFix, No, [IDENTITY ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    TERMINAL_APPLICATION: Terminal, Staff, AfterFix, No, [IDENTITY REGISTRATION ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    TERMINAL_SETUP: Terminal, Staff, AfterFix, No, [IDENTITY REGISTRATION ELIGIBILITY], Facility,
        "[1] name; [I] classification";
    READER_SETUP: Reader, Staff, AfterFix, Yes, [IDENTITY], Reader, "[1] name, the reader is faulty";
    PRESCRIPTION_OUTAGE: Prescription, Staff, Later, No, [PRESCRIPTION], Nation, "[1] name; [I] classification";

    FACE_NOT_MATCHED: Person, PatientThenStaff, SameStep, No, [IDENTITY], Step, "[I] no official code";
    CARD_REMOVED: Person, Patient, SameStep, No, [IDENTITY], Step, "[I] no official code";
    TIMED_OUT: Person, Patient, SameStep, No, [IDENTITY], Step, "[I] no official code";
    CANCELLED: Person, PatientThenStaff, SameStep, No, [IDENTITY], Step, "[I] no official code";
    PHONE_INSTEAD_OF_CARD: Person, Patient, SameStep, No, [IDENTITY], Step, "[I] no official code";
    NO_METHOD: Mode, Both, AfterFix, No, [IDENTITY], Patient, "[I] no official code";
    CARD_LEFT: Person, PatientThenStaff, SameStep, No, [], Step, "[I] no official code";
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
