//! What the desk takes for proof, and what it does not: an expiry that two places tell differently, a
//! record whose issuer nobody knows, a signature over a challenge that is not the centre's, a phone
//! that is another phone; and what it does where a device or a set-up goes beyond all measure.

use crate::later;
use mynareader_rehearsal::authority;

use std::time::Duration;

use later::{
    Later, answer, card, ended, pin, place, read_record, settle, to_pin, with_all, with_desk,
    with_link, with_panel,
};
use mynareader::application::ToSign;
use mynareader::application::vouched::DifferingExpiry;
use mynareader::certificate::{Accept, UntracedIssuer};
use mynareader::desk::{
    CardLink, Choices, Desk, Entitlement, Evidence, NationalSoftware, NotPosted, Options, Panel,
    Passcode, PinAnswer, Posted, Registration, Secret, Served, SystemClock, Unshared, View,
};
use mynareader::facts::Tries;
use mynareader::fault::{Cause, CauseKind, FaultCode, RecordStructure, RecordTrouble, Step};
use mynareader::journal::Entry;
use mynareader::reception::{
    Actor, Answer, Config, EndReason, Number, Patience, Request, ScanOutcome, Screen, Secrets,
    State,
};
use mynareader::secret::Pin;
use mynareader::transport::{LinkError, LinkErrorKind, Sent, Transport};
use mynareader_emulator::{At, Fault, Misbehaviour, Personas, VirtualCard};

/// What the journal says of the check-in that ends now.
fn journal(desk: &mut Desk<'_>) -> Vec<Entry> {
    desk.handle().card_removed().unwrap();
    settle(desk, 0);
    let journal = desk.take_journals().pop().unwrap();
    journal.lines().iter().map(|line| line.entry).collect()
}

/// GET DATA of the expiry, outside any application.
const GET_EXPIRY: [u8; 4] = [0x80, 0xCA, 0x00, 0xF2];

fn expiry_differs(card: &VirtualCard, digits: &'static [u8]) {
    card.handle().add_fault(Fault {
        at: At::Instruction(0xCA),
        what: Misbehaviour::rewrite(move |command, chips| {
            let mut told = chips.to_vec();
            if command.get(1..4) == Some(&GET_EXPIRY[1..]) {
                let day = told.len() - 2 - digits.len();
                told[day..day + digits.len()].copy_from_slice(digits);
            }
            told
        }),
    });
}

/// Neither place of the expiry is signed, and a stay that was prolonged may leave them different. By
/// default the photo, which is signed, is taken and the journal says so.
#[test]
fn expiries_that_differ_are_told_and_are_no_proof_of_an_alteration() {
    type Row = (DifferingExpiry, Option<&'static [u8]>, bool, bool);
    let rows: [Row; 7] = [
        (DifferingExpiry::Report, None, true, false),
        (DifferingExpiry::Report, Some(b"20991231"), true, true),
        (DifferingExpiry::Refuse, None, true, false),
        (DifferingExpiry::Refuse, Some(b"20991231"), false, false),
        (DifferingExpiry::TrustSigned, Some(b"20991231"), true, true),
        // What is no day cannot differ: the record is what is left.
        (DifferingExpiry::Refuse, Some(b"99999999"), true, false),
        (DifferingExpiry::TrustSigned, Some(b"00000000"), true, false),
    ];
    for (policy, outside, read, told) in rows {
        let card = card("adult");
        if let Some(digits) = outside {
            expiry_differs(&card, digits);
        }
        let said = read_with(card, trusting(policy));
        assert_eq!(said.contains(&Entry::RecordRead), read, "{policy:?}");
        assert_eq!(said.contains(&Entry::ExpiryDiffers), told, "{policy:?}");
        let refused = said.iter().any(|entry| {
            matches!(
                entry,
                Entry::Fault {
                    code: FaultCode::EXPIRY_DIFFERS,
                    state: State::ReadingFaceRecord,
                    origin: Some(origin),
                    ..
                } if origin.cause == Cause {
                    kind: CauseKind::Record,
                    detail: u32::from(RecordStructure::FaceRecord.number()) * 256
                        + u32::from(RecordTrouble::Differs.number()),
                    extra: Some(0),
                }
            )
        });
        assert_eq!(refused, !read, "{policy:?}");
    }
}

/// The signed day is the certificate's. Where that cannot be read, there is none to trust.
#[test]
fn without_a_signed_day_none_is_trusted() {
    let card = card("adult");
    expiry_differs(&card, b"20991231");
    card.handle().add_fault(Fault {
        at: At::Instruction(0xB0),
        what: Misbehaviour::rewrite(|_, chips| {
            let mut told = chips.to_vec();
            // Only the certificate begins so.
            if told.starts_with(&[0x30, 0x82]) {
                told[0] = 0x31;
            }
            told
        }),
    });
    let said = read_with(card, trusting(DifferingExpiry::TrustSigned));
    let certificate = u32::from(RecordStructure::Certificate.number());
    assert!(said.iter().any(|entry| matches!(
        entry,
        Entry::Seen(origin) if origin.step == Step::ReadCertificate
            && origin.cause.kind == CauseKind::Record
            && origin.cause.detail / 256 == certificate
    )));
    assert!(!said.contains(&Entry::RecordRead));
}

/// Options in which the virtual card's test authority is trusted.
fn trusting(differing_expiry: DifferingExpiry) -> Options {
    let mut options = Options {
        accept: Accept::ProductionAndTest,
        differing_expiry,
        ..Options::default()
    };
    authority::trust(&mut options.anchors).unwrap();
    options
}

/// What the journal says of a check-in up to the comparison of the face.
fn read_with(card: VirtualCard, options: Options) -> Vec<Entry> {
    let mut link = Unshared(card);
    let (mut panel, mut national) = (Later, Later);
    let mut said = Vec::new();
    with_all(
        &mut link,
        Config::default(),
        &mut panel,
        &mut national,
        options,
        |desk| {
            read_record(desk, 2);
            let held = desk.held_secrets().contains(Secrets::FACE);
            assert_eq!(held, desk.reception().state() == State::ComparingFace);
            said = journal(desk);
        },
    );
    said
}

/// Taken or refused, an issuer that was not traced never goes without a word.
#[test]
fn the_journal_tells_of_an_untraced_issuer() {
    let reporting = Options {
        untraced: UntracedIssuer::Report,
        ..Options::default()
    };
    for (options, read, told) in [
        (trusting(DifferingExpiry::default()), true, false),
        (reporting, true, true),
        (Options::default(), false, false),
    ] {
        let said = read_with(card("adult"), options);
        assert_eq!(said.contains(&Entry::RecordRead), read);
        assert_eq!(said.contains(&Entry::RecordUntraced), told);
    }
}

/// A national software that leaves the centre's challenge out.
struct NoChallenge;

impl NationalSoftware for NoChallenge {
    fn challenge(&mut self, _: Number) -> Served<ToSign> {
        Served::Later
    }
    fn authenticate(&mut self, _: Number, _: Evidence<'_>) -> Served<bool> {
        panic!("nothing was signed that the centre could want");
    }
    fn authenticate_with_pin(&mut self, _: Number, _: &Pin, _: bool) -> Served<PinAnswer> {
        Served::Later
    }
    fn register(&mut self, _: Number) -> Served<Registration> {
        Served::Later
    }
    fn eligibility(&mut self, _: Number) -> Served<Entitlement> {
        Served::Later
    }
    fn deliver(&mut self, _: Number, _: Choices) -> Served<()> {
        Served::Later
    }
    fn check_passcode(&mut self, _: Number, _: &Passcode) -> Served<bool> {
        Served::Later
    }
}

/// "Obtained", and no challenge: it is refused, none is made up, and no PIN is spent.
#[test]
fn a_challenge_that_never_came_is_not_made_up() {
    let chip = card("adult");
    let handle = chip.handle();
    let mut link = Unshared(chip);
    let (mut panel, mut national) = (Later, NoChallenge);
    let options = Options::default();
    with_all(
        &mut link,
        Config::default(),
        &mut panel,
        &mut national,
        options,
        |desk| {
            let number = to_pin(desk);
            let entered = Posted::Secret(number, Secret::Pin(pin("1234"), Actor::Patient));
            desk.handle().post(entered).unwrap();
            settle(desk, 0);
            assert_eq!(desk.reception().state(), State::ObtainingChallenge);
            let number = desk.reception().pending().unwrap();
            let obtained = Answer::ChallengeObtained;
            let posted = desk.handle().answer(number, obtained, Actor::Terminal);
            assert_eq!(posted, Err(NotPosted::OfTheDesk));
            settle(desk, 0);
            assert_eq!(desk.reception().state(), State::ObtainingChallenge);
            assert_eq!(handle.presentations(), 0);
        },
    );
}

/// A rehearsal asks the centre for nothing, so that the card signs what is drawn here.
#[test]
fn a_rehearsal_draws_its_own_challenge() {
    let mut config = Config::default();
    config.rehearsal = true;
    with_desk(card("adult"), config, |desk, chip| {
        let number = to_pin(desk);
        let entered = Posted::Secret(number, Secret::Pin(pin("1234"), Actor::Patient));
        desk.handle().post(entered).unwrap();
        settle(desk, 0);
        assert_eq!(desk.reception().state(), State::AskingConsent);
        assert_eq!(chip.presentations(), 1);
    });
}

/// A place in which, while the national software has the card, another is laid down, and nothing
/// tells of it.
struct Swapped {
    first: VirtualCard,
    second: VirtualCard,
    swapped: bool,
}

impl CardLink for Swapped {
    fn transport(&mut self) -> &mut dyn Transport {
        if self.swapped {
            &mut self.second
        } else {
            &mut self.first
        }
    }
    fn release(&mut self) -> Result<(), LinkError> {
        self.swapped = true;
        self.first.power_down()
    }
    fn reacquire(
        &mut self,
        _left: &mut dyn FnMut() -> Option<std::time::Duration>,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        if same_chip(&mut self.second)? {
            return Ok(());
        }
        Err(LinkError::new(LinkErrorKind::CardRemoved, Sent::No))
    }
}

/// A reader that connects to whatever card lies there when a check-in begins.
struct Reader {
    stack: Vec<VirtualCard>,
    there: Option<VirtualCard>,
    none: VirtualCard,
    opened: u32,
    closed: u32,
}

impl CardLink for Reader {
    fn open(&mut self) -> Result<(), LinkError> {
        self.opened += 1;
        self.there = self.stack.pop();
        if self.there.is_some() {
            Ok(())
        } else {
            Err(LinkError::new(LinkErrorKind::NoCard, Sent::No))
        }
    }
    fn close(&mut self) {
        self.closed += 1;
        assert!(
            self.there
                .take()
                .is_none_or(|card| !card.handle().is_powered())
        );
    }
    fn transport(&mut self) -> &mut dyn Transport {
        self.there.as_mut().unwrap_or(&mut self.none)
    }
    fn release(&mut self) -> Result<(), LinkError> {
        Ok(())
    }
    fn reacquire(
        &mut self,
        _left: &mut dyn FnMut() -> Option<std::time::Duration>,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        assert!(same_chip(self.transport())?);
        Ok(())
    }
}

/// One desk serves one patient after the other: the reader is connected to at the beginning of each
/// check-in and let go of at its end; where no card answers, the code says so.
#[test]
fn a_desk_connects_for_each_patient() {
    let mut link = Reader {
        stack: vec![card("pin-locked"), card("adult")],
        there: None,
        none: card("adult"),
        opened: 0,
        closed: 0,
    };
    with_link(&mut link, Config::default(), &mut Later, |desk| {
        for tries in [Tries::Left(3), Tries::Blocked] {
            place(desk);
            assert_eq!(desk.reception().card().unwrap().pin_tries, tries);
            desk.handle().cancel(Actor::Patient).unwrap();
            desk.handle().card_removed().unwrap();
            settle(desk, 0);
        }
        place(desk);
        assert_eq!(
            desk.reception().outcome(),
            Some(ended(EndReason::Fault, FaultCode::CARD_NOT_RECOGNISED))
        );
    });
    assert_eq!((link.opened, link.closed), (3, 3));
}

/// To authentication with the first, and on with the second. Whether it was taken for the first.
fn taken_for(first: VirtualCard, second: VirtualCard, by_pin: Option<&str>) -> bool {
    let mut link = Swapped {
        first,
        second,
        swapped: false,
    };
    with_link(&mut link, Config::default(), &mut Later, |desk| {
        match by_pin {
            Some(digits) => {
                let number = to_pin(desk);
                let entered = Posted::Secret(number, Secret::Pin(pin(digits), Actor::Patient));
                desk.handle().post(entered).unwrap();
                settle(desk, 0);
            }
            None => {
                place(desk);
                assert_eq!(desk.reception().state(), State::ConfirmingOnPhone);
                answer(desk, Answer::PhoneConfirmed, Actor::Reader);
            }
        }
        if desk.reception().state() == State::QueryingEligibility {
            return true;
        }
        assert_eq!(
            desk.reception().outcome(),
            Some(ended(EndReason::CardExchanged, FaultCode::CARD_REMOVED))
        );
        false
    })
}

fn on(day: &str, persona: &str) -> VirtualCard {
    let personas = Personas::at(day.parse().unwrap()).unwrap();
    personas.get(persona).unwrap().card().unwrap()
}

/// A card is known again by its identification, an iPhone by its certificate.
#[test]
fn another_card_or_iphone_is_another() {
    assert!(taken_for(card("adult"), card("adult"), Some("1234")));
    assert!(!taken_for(card("adult"), card("child"), Some("1234")));
    assert!(taken_for(card("iphone"), card("iphone"), None));
    assert!(!taken_for(card("iphone"), on("2026-10-01", "iphone"), None));
    assert!(!taken_for(card("iphone"), card("android"), None));
}

/// An Android phone gives no certificate without the PIN; the serial number of its token information
/// tells it from another.
#[test]
fn another_android_phone_has_another_serial_number() {
    assert!(taken_for(card("android"), card("android"), Some("6543")));
    let other = card("android");
    other.handle().add_fault(Fault {
        at: At::Instruction(0xB0),
        what: Misbehaviour::rewrite(|_, chips| {
            let mut told = chips.to_vec();
            if told.starts_with(b"JPKIAPGPSETOKEN") {
                told[95] ^= 1;
            }
            told
        }),
    });
    assert!(!taken_for(card("android"), other, Some("6543")));
}

/// A scanner that runs wild: so many looks are taken, and no more.
#[test]
fn looks_beyond_measure_are_passed_over() {
    with_desk(card("adult"), Config::default(), |desk, _| {
        read_record(desk, 20_000);
        assert_eq!(desk.reception().state(), State::ComparingFace);
        let said = journal(desk);
        assert!(said.contains(&Entry::Scanned(ScanOutcome::Read { agreeing: 32 })));
    });
}

/// A panel that counts its alarms.
#[derive(Default)]
struct Alarms(u32);

impl Panel for Alarms {
    fn show(&mut self, _: Screen, _: View) {}
    fn ask(&mut self, _: Number, _: &Request, _: View) -> Served<(Answer, Actor)> {
        Served::Later
    }
    fn sound_alarm(&mut self, _: u8) {
        self.0 += 1;
    }
}

/// A set-up without any patience does not make the loop spin.
#[test]
fn no_patience_is_a_little_patience() {
    let mut config = Config::default();
    let none = Duration::ZERO;
    config.patience = Patience {
        patient: none,
        check_in: none,
        more_time: 0,
        phone: none,
        staff: none,
        device: none,
        card: none,
        national: none,
        forgotten_card: none,
        waiting_proof: none,
        visual_mode: none,
    };
    let mut panel = Alarms::default();
    with_panel(card("adult"), config, &mut panel, |desk, _| {
        place(desk);
        let handle = desk.handle();
        let stopper = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(700));
            handle.stop();
        });
        desk.run(&SystemClock::new(), |_| false);
        stopper.join().unwrap();
        assert_eq!(desk.reception().state(), State::Ended);
    });
    assert!((1..=7).contains(&panel.0), "{}", panel.0);
}
