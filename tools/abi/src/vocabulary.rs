//! The words in which faults and guidance speak, as constants of the ABI: written from the enums that
//! have them. cbindgen takes literals only, so that they stand in a source file.

use std::fmt::Write as _;

use mynareader_reception::fault::{
    CameraTrouble, CauseKind, CentreTrouble, CertificateRefusal, FolderTrouble, LinkFailure,
    NetworkTrouble, PanelTrouble, PersonTrouble, ReaderTrouble, RecordStructure, RecordTrouble,
    Retry, ScanTrouble, Step, TerminalTrouble,
};
use mynareader_reception::guidance::makers::Feature;
use mynareader_reception::guidance::{
    FaceOnly, Isolation, LadderStep, LeafletId, Panel, Present, Standing, Visit, Why,
};

/// Where they stand.
pub const FILE: &str = "crates/ffi/src/vocabulary.rs";

/// The source file.
pub fn source() -> String {
    let mut text = String::from(
        "//! Numbers of the words in which faults and guidance speak. Written by `make abi` from the\n\
         //! enums of `mynareader-reception`, which never use a number twice.\n",
    );
    macro_rules! words {
        ($($type:ident $prefix:literal $what:literal)+) => {
            $(
                text.push('\n');
                for value in $type::ALL {
                    let name = value.name();
                    let _ = writeln!(
                        text,
                        "/// {}: {}.\npub const {}{}: i32 = {};",
                        $what,
                        name.replace('-', " "),
                        $prefix,
                        name.replace('-', "_").to_uppercase(),
                        value.number()
                    );
                }
            )+
        };
    }
    words! {
        Step "MNR_STEP_" "A step of a check-in"
        CauseKind "MNR_HAPPENED_" "The kind of a symptom"
        LinkFailure "MNR_LINK_FAILURE_" "The link failed"
        RecordStructure "MNR_RECORD_" "A record on the card"
        RecordTrouble "MNR_RECORD_TROUBLE_" "What is wrong with a record"
        CertificateRefusal "MNR_CERTIFICATE_REFUSAL_" "Why a certificate was refused"
        ScanTrouble "MNR_SCANNER_" "The result of scanning the card"
        CameraTrouble "MNR_CAMERA_" "The camera for the face"
        PanelTrouble "MNR_PANEL_TROUBLE_" "Keypad or panel"
        TerminalTrouble "MNR_TERMINAL_" "The terminal"
        ReaderTrouble "MNR_READER_TROUBLE_" "The reader"
        FolderTrouble "MNR_FOLDER_" "The output folder"
        NetworkTrouble "MNR_NETWORK_" "The network"
        CentreTrouble "MNR_CENTRE_" "The centre"
        PersonTrouble "MNR_PERSON_" "The people at the counter"
        Retry "MNR_RETRY_" "Whether trying again helps"
        FaceOnly "MNR_FACE_ONLY_" "Whether the card is a face-only card"
        Present "MNR_PRESENT_" "Who is at the counter"
        Visit "MNR_VISIT_" "Whether the patient was here before"
        Panel "MNR_PANEL_" "The state of the panel"
        Isolation "MNR_ISOLATION_" "The result of trying another card"
        LadderStep "MNR_LADDER_" "A next step"
        Standing "MNR_STANDING_" "The standing of a next step"
        Why "MNR_WHY_" "The reason for the standing of a next step"
        LeafletId "MNR_LEAFLET_" "A leaflet"
        Feature "MNR_FEATURE_" "In what reader models differ"
    }
    text
}
