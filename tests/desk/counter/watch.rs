//! What must hold at a counter whatever patient, staff, devices, card and centre do, seen from
//! outside: by what the parts are asked and told, by the wire, by the chip's own counters, and by
//! the journal. Nothing here looks into the reception.

use std::collections::BTreeMap;
use std::fmt::Debug;

use mynareader::desk::{Desk, FaceJob, Posted, Progress, Secret, View};
use mynareader::facts::{Method, Mode, Tries};
use mynareader::fault::FaultCode;
use mynareader::guidance::{Situation, advise};
use mynareader::journal::{Entry, Journal};
use mynareader::reception::{
    Actor, Ahead, Answer, Config, Confirmed, Consents, EndReason, FaceDecision, Fitted, Input,
    LastTry, Liveness, Number, Offers, Outcome, Prescription, Proof, Request, Screen, Secrets,
    Sighting, StaffNotice, State,
};
use mynareader::secret::CodeBPolicy;
use mynareader_emulator::{Annotation, CardHandle, CardKind, KeyRef, Persona};

use super::parts::Asked;

const PIN: KeyRef = KeyRef::AUTHENTICATION_PIN;
const CODE_B: KeyRef = KeyRef::CODE_B;

/// What was given in answer to a request of this check-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    Pin,
    /// The last try may be spent, so many presentations having been made before.
    Decided(u32),
    /// Enough looks agreed.
    SureReading,
    Match,
    Same,
    Passcode,
    Phone,
    /// The PIN was right, says the national software.
    PinByCentre,
    Centre,
    Wanted,
    Eligible {
        in_grace: bool,
    },
}

/// The watch.
pub struct Watch {
    config: Config,
    chip: CardHandle,
    kind: CardKind,
    /// The chip says that it is a face-only card; the staff may find otherwise.
    face_only: bool,
    photo: Option<&'static [u8]>,
    /// The photo and its signature are whole.
    genuine: bool,
    canaries: Vec<String>,
    mode: Mode,
    /// The card tells the truth about its counters, and is the one that it was.
    pub honest: bool,
    /// Another chip was put in its place in this check-in.
    pub exchanged: bool,
    asked: BTreeMap<Number, Asked>,
    given: Vec<(Number, Given)>,
    /// The staff confirmed a patient who has not come yet.
    confirmed: bool,
    /// The staff confirmed the patient ahead of this card.
    ahead: bool,
    session: u64,
    /// How many exchanges the chip had seen before this check-in.
    began_at: u32,
    before: Before,
    /// Presentations of the PIN and of code B in this check-in.
    pub presented: [u32; 2],
    advised: [u32; 2],
    ended: u32,
    consents: Option<Consents>,
    right_before: u32,
    /// How the check-ins ended.
    pub outcomes: Vec<Outcome>,
}

/// What the chip counted before a poll.
#[derive(Clone, Copy, Default)]
struct Before {
    pin: Option<u8>,
    code_b: Option<u8>,
    exchanges: u32,
}

impl Watch {
    pub fn new(persona: &Persona, chip: CardHandle, config: &Config, canaries: &[&str]) -> Self {
        let config = config.clone().fit();
        let mut all: Vec<String> = canaries.iter().map(|&one| one.to_owned()).collect();
        all.extend(persona.pin().map(str::to_owned));
        all.extend(persona.code_b());
        all.push(persona.holder_name().to_owned());
        all.push(persona.address().to_owned());
        if let Some(photo) = persona.photo() {
            let bytes = &photo[photo.len() / 2..][..8];
            let join = |each: fn(&u8) -> String, between| {
                bytes.iter().map(each).collect::<Vec<_>>().join(between)
            };
            all.push(join(u8::to_string, ", "));
            all.push(join(|byte| format!("{byte:02x}"), ""));
            all.push(join(|byte| format!("{byte:02X}"), ""));
        }
        all.retain(|one| !one.is_empty());
        let face_only = persona
            .face()
            .is_some_and(|face| face.annotation == Annotation::FaceOnly);
        Self {
            mode: config.mode,
            config,
            kind: persona.kind(),
            face_only,
            photo: persona.photo(),
            genuine: !matches!(persona.name(), "altered-photo" | "damaged-face-record"),
            canaries: all,
            honest: true,
            exchanged: false,
            asked: BTreeMap::new(),
            given: Vec::new(),
            confirmed: false,
            ahead: false,
            session: 0,
            began_at: 0,
            before: Before::default(),
            presented: [0; 2],
            advised: [0; 2],
            ended: 0,
            consents: None,
            right_before: chip.counts(PIN).right,
            chip,
            outcomes: Vec::new(),
        }
    }

    /// Nothing secret or personal stands in this.
    pub fn debugged(&self, what: &dyn Debug) {
        self.read(&format!("{what:?}"));
    }

    fn read(&self, text: &str) {
        for canary in &self.canaries {
            // Four digits turn up by chance within longer numbers; by themselves they do not.
            let digit = |at: Option<char>| at.is_some_and(|at| at.is_ascii_digit());
            let alone = text.match_indices(canary.as_str()).any(|(at, _)| {
                !digit(text[..at].chars().next_back())
                    && !digit(text[at + canary.len()..].chars().next())
            });
            assert!(!alone, "{canary} stands in {text}");
        }
    }

    pub fn marked(&mut self, view: View) {
        assert_eq!(view.rehearsal, self.config.rehearsal, "a screen's mark");
        self.mode = view.mode;
    }

    pub fn shown(&mut self, screen: Screen, view: View) {
        self.marked(view);
        if let Screen::Ended(outcome) = screen {
            self.not_admitted_in_a_rehearsal(outcome);
        }
    }

    pub fn told(&mut self, notice: StaffNotice) {
        if let StaffNotice::Ended(_) = notice {
            self.ended += 1;
        }
    }

    /// Whatever comes up has a next step, and words for the patient and the staff.
    pub fn advised(&mut self, code: FaultCode, situation: &Situation, to_staff: bool) {
        self.debugged(situation);
        let guidance = advise(code, situation);
        assert!(guidance.open_steps().next().is_some(), "{code}");
        assert!(!guidance.patient.is_empty(), "{code}");
        self.advised[usize::from(to_staff)] += 1;
    }

    pub fn photo(&self, job: &FaceJob<'_>) {
        self.debugged(job);
        assert!(
            self.genuine,
            "a photo that is not the signed one is compared"
        );
        assert_eq!(Some(job.photo), self.photo);
        assert_eq!(
            job.one_false_match_in, self.config.face.one_false_match_in,
            "the false-match rate"
        );
    }

    pub fn delivered(&self, consents: Consents, prescription: Option<Prescription>) {
        assert!(
            consents.difference(self.consents.unwrap_or(Consents::empty())) == Consents::empty(),
            "consents that nobody gave"
        );
        use mynareader::reception::PrescriptionChoice::NotAsked;
        assert!(prescription.is_none() || self.config.prescription != NotAsked);
    }

    fn has(&self, given: impl Fn(Given) -> bool) -> bool {
        self.given
            .iter()
            .any(|(number, one)| number.session == self.session && given(*one))
    }

    fn is_card(&self) -> bool {
        self.kind == CardKind::MyNumber
    }

    /// Something is asked of a part.
    pub fn asked(&mut self, number: Number, asked: Asked) {
        self.enter(number.session);
        assert_eq!(number.station, self.config.station);
        self.debugged(&asked);
        let pin_may_be_offered = self.mode != Mode::Visual
            && self.config.fitted.contains(Fitted::KEYPAD)
            && !matches!(self.kind, CardKind::Iphone)
            && !(self.honest && self.face_only)
            && !(self.honest && self.before_or_now(PIN) == Some(0));
        match asked {
            Asked::Pin(tries) => {
                assert!(pin_may_be_offered, "the PIN is asked for: {tries}");
                assert!(
                    tries.is_above(1) || self.decided(),
                    "the last try is asked for without a decision"
                );
                if let (true, Tries::Left(left)) = (self.honest, tries) {
                    assert_eq!(self.chip.tries_left(PIN), Some(left), "tries shown");
                }
            }
            Asked::Panel(Request::ChooseMethod { offers, .. }) => {
                assert!(offers.any(), "a choice of nothing");
                self.offered(offers, pin_may_be_offered);
            }
            Asked::Panel(Request::DecideLastTry { offers, .. }) => {
                assert!(pin_may_be_offered);
                self.offered(offers, pin_may_be_offered);
            }
            Asked::Panel(Request::AskConsent(profile)) => {
                assert!(
                    !self.has(|given| given == Given::Eligible { in_grace: true }),
                    "consent in the grace period"
                );
                assert!(self.is_proved(), "consent before the proof");
                self.consents = Some(Consents::empty());
                assert!(!profile.items().contains(Consents::LIMIT), "after 2024-10");
            }
            Asked::Panel(_) => {}
            Asked::Scan | Asked::Compare => {
                assert_eq!(self.mode, Mode::Unattended, "{asked:?}");
                assert!(self.is_card(), "{asked:?}");
                assert!(self.config.fitted.contains(Fitted::FACE));
            }
            Asked::Sight(_) => {
                assert_ne!(self.mode, Mode::PinOnly);
                assert!(self.is_card());
            }
            Asked::Challenge | Asked::Passcode | Asked::AuthenticateWithPin(_) => {
                assert!(!self.config.rehearsal, "{asked:?}");
            }
            Asked::Authenticate(_) => {
                assert!(!self.config.rehearsal && self.is_proved(), "{asked:?}");
            }
            Asked::Register => {
                assert!(!self.config.rehearsal && self.is_proved());
                assert!(self.has(|given| given == Given::Centre));
                assert!(self.has(|given| given == Given::Wanted));
            }
            Asked::Eligibility => {
                assert!(!self.config.rehearsal && self.is_proved());
                assert!(self.has(|given| given == Given::Centre));
            }
            Asked::Deliver => {
                assert!(!self.config.rehearsal && self.is_proved());
                assert!(self.has(|given| matches!(given, Given::Eligible { .. })));
            }
        }
        self.asked.insert(number, asked);
    }

    fn offered(&self, offers: Offers, pin: bool) {
        assert!(!offers.of(Method::Pin).is_open() || pin, "the PIN is open");
        let face = self.mode == Mode::Unattended
            && self.is_card()
            && self.config.fitted.contains(Fitted::FACE)
            && (!self.honest
                || self.chip.tries_left(CODE_B) > Some(self.config.code_b.tries_kept)
                || self.code_b_is_still_to_be_asked());
        assert!(
            !offers.of(Method::Face).is_open() || face,
            "the face is open"
        );
        let staff = self.mode != Mode::PinOnly && self.is_card();
        assert!(!offers.of(Method::Staff).is_open() || staff);
    }

    /// The face is offered until the card has said how many tries code B has left.
    fn code_b_is_still_to_be_asked(&self) -> bool {
        const ASKED: [u8; 4] = [0x00, 0x20, 0x00, 0x92];
        self.config.ahead.contains(Ahead::CODE_B_TRIES)
            && !self
                .chip
                .log()
                .iter()
                .any(|made| made.number > self.began_at && made.command == ASKED)
    }

    fn before_or_now(&self, key: KeyRef) -> Option<u8> {
        self.chip.tries_left(key)
    }

    fn decided(&self) -> bool {
        let presented = self.presented[0];
        self.has(|given| given == Given::Decided(presented))
    }

    /// Whether something that was given may prove who the patient is.
    fn is_proved(&self) -> bool {
        [Proof::Face, Proof::Pin, Proof::Staff, Proof::Phone]
            .into_iter()
            .any(|proof| self.supports(proof, self.mode))
    }

    /// Whether something was given in this mode that may be this proof.
    fn supports(&self, proof: Proof, mode: Mode) -> bool {
        match proof {
            Proof::Face => self.has(|given| given == Given::Match) && self.presented[1] > 0,
            Proof::Pin => {
                let right = self.chip.counts(PIN).right > self.right_before;
                self.has(|given| given == Given::Pin) && (right || !self.honest)
            }
            Proof::Staff => {
                let vouched = mode == Mode::Visual || self.config.rehearsal;
                let looked =
                    self.has(|given| given == Given::Same) || self.ahead && mode == Mode::Visual;
                looked && (vouched || self.has(|given| given == Given::Passcode))
            }
            Proof::Phone => !self.is_card() && self.has(|given| given == Given::Phone),
        }
    }

    /// Something is posted, or given with the call.
    pub fn handed_in(&mut self, posted: &Posted) {
        self.debugged(posted);
        let (number, given) = match posted {
            Posted::Secret(number, Secret::Pin(_, by)) if by.may_enter_pin() => {
                (number, self.matching(number, "Pin", Given::Pin))
            }
            Posted::Secret(number, Secret::Reading(reading)) => {
                let policy = CodeBPolicy {
                    agreeing: self.config.code_b.agreeing,
                    tries_kept: self.config.code_b.tries_kept,
                };
                let sure = reading.obstacle.is_none()
                    && policy.agree(&reading.readings, reading.failed).is_ok();
                let given = self.matching(number, "Scan", Given::SureReading);
                (number, given.filter(|_| sure))
            }
            Posted::Secret(number, Secret::Face(result)) => {
                let found = result.comparison;
                let policy = self.config.face.liveness_required;
                let alive = found.liveness == Liveness::Live
                    || found.liveness == Liveness::NotEvaluated && !policy;
                let good = found.decision == FaceDecision::Match && alive
                    || found.decision == FaceDecision::NotCompared
                        && self.config.rehearsal
                        && found.liveness != Liveness::Attack;
                let given = self.matching(number, "Compare", Given::Match);
                (number, given.filter(|_| good))
            }
            Posted::Secret(number, Secret::Sight(sight)) => {
                let may = sight.by.is_staff() || sight.by == Actor::Terminal;
                let given = self.matching(number, "Sight", Given::Same);
                let good = may && sight.sighting == Sighting::Same;
                (number, given.filter(|_| good))
            }
            Posted::Input(Input::Answered { number, answer, by }) => {
                (number, self.answered(number, *answer, *by))
            }
            Posted::Input(Input::StaffConfirmed { person, by }) => {
                self.confirmed |=
                    *person == Confirmed::Patient && (by.is_staff() || *by == Actor::Terminal);
                return;
            }
            Posted::Input(Input::FaceOnlyMark { valid: false, by }) if by.is_staff() => {
                self.face_only = false;
                return;
            }
            _ => return,
        };
        let number = *number;
        // Of two words of the centre's under one number the first is the one that is taken.
        let eligible = |given: &Given| matches!(given, Given::Eligible { .. });
        if let Some(given) = given
            && !self.given.iter().any(|(before, one)| {
                *before == number && (*one == given || eligible(one) && eligible(&given))
            })
        {
            self.given.push((number, given));
        }
    }

    fn matching(&self, number: &Number, kind: &str, given: Given) -> Option<Given> {
        let asked = self.asked.get(number)?;
        format!("{asked:?}").starts_with(kind).then_some(given)
    }

    fn answered(&mut self, number: &Number, answer: Answer, by: Actor) -> Option<Given> {
        let national = matches!(by, Actor::Terminal | Actor::Centre);
        let asked = *self.asked.get(number)?;
        match (asked, answer) {
            (Asked::Panel(Request::DecideLastTry { .. }), Answer::LastTry(LastTry::Spend))
                if by.may_enter_pin() =>
            {
                Some(Given::Decided(self.presented[0]))
            }
            (Asked::Panel(Request::ConfirmOnPhone), Answer::PhoneConfirmed)
                if matches!(by, Actor::Reader | Actor::Terminal) =>
            {
                Some(Given::Phone)
            }
            (Asked::Panel(Request::OfferRegistration), Answer::RegistrationWanted(true)) => {
                Some(Given::Wanted)
            }
            (Asked::Panel(Request::AskConsent(_)), Answer::Consented(consents)) => {
                let before = self.consents.unwrap_or(Consents::empty());
                self.consents = Some(before | consents);
                None
            }
            (Asked::Passcode, Answer::Passcode { accepted: true }) if national => {
                Some(Given::Passcode)
            }
            (Asked::Authenticate(_), Answer::Authenticated { .. }) if national => {
                Some(Given::Centre)
            }
            (Asked::AuthenticateWithPin(_), Answer::Authenticated { .. }) if national => {
                self.given.push((*number, Given::PinByCentre));
                Some(Given::Centre)
            }
            (Asked::Eligibility, Answer::Eligibility { eligibility, .. }) if national => {
                use mynareader::reception::Eligibility as E;
                match eligibility {
                    E::None | E::Lost => None,
                    other => Some(Given::Eligible {
                        in_grace: other == E::InGrace,
                    }),
                }
            }
            _ => None,
        }
    }

    /// Before each poll.
    pub fn before_poll(&mut self) {
        self.before = Before {
            pin: self.chip.tries_left(PIN),
            code_b: self.chip.tries_left(CODE_B),
            exchanges: self.chip.exchanges(),
        };
    }

    /// After each poll.
    pub fn after_poll(&mut self, desk: &mut Desk<'_>, progress: Progress) {
        let reception = desk.reception();
        self.mode = reception.mode();
        if let Some(pending) = reception.pending() {
            self.enter(pending.session);
        }
        self.read(&format!("{desk:?} {progress:?}"));
        self.read_the_wire();
        for key in [PIN, CODE_B, KeyRef::TEXT_PIN] {
            assert!(
                !self.chip.is_verified(key),
                "something is left verified on the chip"
            );
        }
        if matches!(desk.reception().state(), State::Idle | State::Ended) {
            assert_eq!(desk.held_secrets(), Secrets::empty());
            assert!(
                self.chip.exchanges() == 0 || !self.chip.is_powered(),
                "the chip has power after the end"
            );
            assert!(desk.last_face_result().is_none(), "a score is kept");
        }
        for journal in desk.take_journals() {
            self.journal(&journal);
        }
    }

    /// Perhaps another check-in.
    fn enter(&mut self, session: u64) {
        if session == self.session {
            return;
        }
        self.session = session;
        self.began_at = self.before.exchanges;
        self.ahead = core::mem::take(&mut self.confirmed);
        self.presented = [0; 2];
        self.advised = [0; 2];
        self.ended = 0;
        self.consents = None;
        self.exchanged = false;
        self.right_before = self.chip.counts(PIN).right;
    }

    /// PINs and codes on the wire: not more than were given, and never the last try by chance.
    fn read_the_wire(&mut self) {
        let log = self.chip.log();
        self.chip.clear_log();
        let mut now = [0; 2];
        for exchange in log.iter().filter(|exchange| exchange.is_presentation()) {
            match exchange.command[3] {
                0x98 => now[0] += 1,
                0x92 => now[1] += 1,
                other => panic!("key {other:02X} is presented"),
            }
        }
        assert!(now[0] + now[1] <= 1, "two presentations for one request");
        if now[0] > 0 {
            assert_ne!(self.before.pin, Some(0), "a blocked PIN is presented");
            assert!(
                self.before.pin != Some(1) || self.decided(),
                "the last try is spent without a decision"
            );
        }
        if now[1] > 0 {
            assert!(self.has(|given| given == Given::SureReading));
            assert!(
                !self.honest || self.before.code_b > Some(self.config.code_b.tries_kept),
                "code B against a low counter"
            );
            assert!(self.before.code_b > Some(1), "the last try of code B");
        }
        self.presented[0] += now[0];
        self.presented[1] += now[1];
        let count = |wanted| {
            let given = self
                .given
                .iter()
                .filter(|(number, given)| number.session == self.session && *given == wanted);
            u32::try_from(given.count()).unwrap()
        };
        assert!(
            self.presented[0] <= count(Given::Pin),
            "more PINs than given"
        );
        assert!(self.presented[1] <= count(Given::SureReading));
    }

    fn not_admitted_in_a_rehearsal(&self, outcome: Outcome) {
        let admitted = matches!(outcome, Outcome::Admitted(_));
        assert!(!(admitted && self.config.rehearsal));
        assert!(outcome != Outcome::Rehearsed || self.config.rehearsal);
    }

    fn journal(&mut self, journal: &Journal) {
        self.read(&serde_json::to_string(journal).unwrap());
        self.read(&format!("{journal:?}"));
        let outcome = journal.outcome().unwrap();
        self.outcomes.push(outcome);
        self.not_admitted_in_a_rehearsal(outcome);
        assert_eq!(self.ended, 1, "the staff hear of the end, once");
        let entries: Vec<_> = journal.lines().iter().map(|line| line.entry).collect();
        let proved = entries.iter().rev().find_map(|entry| match entry {
            Entry::Proved(proof) => Some(*proof),
            _ => None,
        });
        for entry in &entries {
            if let Entry::Proved(proof) = entry {
                assert!(
                    self.supports(*proof, journal.mode()),
                    "{proof:?} is taken for a proof"
                );
            }
        }
        let pins = entries
            .iter()
            .filter(|entry| matches!(entry, Entry::PinJudged { .. }));
        assert!(
            u32::try_from(pins.count()).unwrap() >= self.presented[0],
            "a PIN that was presented is not in the journal"
        );
        match outcome {
            Outcome::Admitted(_) => {
                assert!(proved.is_some(), "admitted without a proof");
                assert!(!self.exchanged, "admitted with another card");
                assert!(self.has(|given| given == Given::Centre));
                assert!(self.has(|given| matches!(given, Given::Eligible { .. })));
                assert!(entries.contains(&Entry::Delivered));
                if proved == Some(Proof::Staff) && journal.mode() == Mode::Visual {
                    assert_eq!(self.presented, [0, 0], "a look touched a counter");
                }
            }
            Outcome::Rehearsed => assert!(proved.is_some()),
            Outcome::Ended { reason, fault } => {
                assert!(
                    self.advised[0] > 0 && self.advised[1] > 0,
                    "{outcome} leaves patient or staff without a next step"
                );
                assert_eq!(
                    reason == EndReason::ModeChanged,
                    fault == FaultCode::MODE_CHANGED,
                    "{outcome}"
                );
            }
        }
    }
}
