//! From a code and a situation to guidance.
#![forbid(unsafe_code)]

use std::collections::BTreeSet;

use super::by_model;
use super::ladder::{NextStep, Standing, Why};
use super::makers::{Feature, Model};
use super::message::variants;
use super::rules::CodeRule;
use super::situation::{AtHand, FaceOnly, Facility, Isolation, Present, Situation};
use super::stand::Stands;
use super::{
    Book, Have, Label, LadderStep, Language, LeafletId, Message, Note, Opening, Paper, Party,
    Phrase, StaffAction, StaffPart, Trouble, Upset, Variant,
};
use crate::fault::{Affects, Audience, Category, DeviceFault, FaultCode, Retry, Severity, known};
use mynareader_facts::{CertificateState, Mode, Place, Tries};

/// What to say, what to do and what comes next, for one fault in one situation.
///
/// Pure data, its texts borrowed from the [`Book`]; lists are in the order in which to go through
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Guidance<'b> {
    /// The code.
    pub code: FaultCode,
    /// The code on the terminal, where one was given.
    pub terminal_code: Option<FaultCode>,
    /// What stands before the reader's and before the terminal's code.
    pub labels: [&'b str; 2],
    /// The official title, in Japanese whatever the language: manuals and the call centre go by
    /// it.
    pub official_title: &'b str,
    /// The title in the language asked for, replaced per reader model where a maker did so.
    pub title: &'b str,
    /// The maker's name, where the code is a maker's own.
    pub maker: Option<&'b str>,
    /// What the code is about; `None` for a code that is not known.
    pub category: Option<Category>,
    /// To whom the reader's message speaks.
    pub audience: Audience,
    /// Whether trying again helps.
    pub retry: Retry,
    /// Whether the card reader is at fault, where a try with another card can tell; with what it
    /// showed. `None` where it tells nothing, as for a cable, a line or a lens.
    pub device_fault: Option<DeviceFault>,
    /// What the code takes away.
    pub affects: Affects,
    /// How far it reaches.
    pub severity: Severity,
    /// The words for the patient: at most two short sentences.
    pub patient: &'b str,
    /// Their reading in kana, for reading aloud and for speech; in Japanese only.
    pub patient_reading: Option<&'b str>,
    /// The steps for the staff: for this patient first, then for the device, then later; each part
    /// in the order in which to go through it.
    pub staff: Vec<StaffStep<'b>>,
    /// Notes for the staff.
    pub notes: Vec<StaffNote<'b>>,
    /// The whole ladder, each step with how it stands and why.
    pub next_steps: Vec<NextStep<'b>>,
    /// Whether the patient can be seen today at the ordinary share of cost.
    pub seen_today: SeenToday,
    /// Whom to call, in order, each with what to have at hand.
    pub calls: Vec<Call<'b>>,
    /// The first words on the telephone, where somebody is to be called. `○○` stands for the
    /// facility, unless its name was given ([`Guidance::called_by`]).
    pub opening: Option<String>,
    /// Where the manual of this reader model is found, where a source tells.
    pub manual: Option<&'b str>,
    /// Where its support is found and what that wants to know, where a source tells.
    pub support: Option<&'b str>,
    /// What a patient who is upset says, and what to answer.
    pub upset: Vec<UpsetAnswer<'b>>,
    /// What the patient says at the municipal counter.
    pub phrase: Option<(Phrase, &'b str)>,
    /// What to hand over or to look into.
    pub leaflets: Vec<LeafletId>,
    /// The papers to fill in, in the order in which they are needed.
    pub papers: Vec<Paper>,
}

/// A step for the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StaffStep<'b> {
    /// Which.
    pub action: StaffAction,
    /// For whom or what it is.
    pub part: StaffPart,
    /// Of which way to check in it is a step, where one of several is taken.
    pub way: Option<LadderStep>,
    /// In words.
    pub text: &'b str,
}

/// What a patient who is upset says, and what the staff answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpsetAnswer<'b> {
    /// Which.
    pub upset: Upset,
    /// What the patient says.
    pub complaint: &'b str,
    /// What to answer: where the trouble comes from, and what comes next.
    pub answer: &'b str,
}

/// A note for the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StaffNote<'b> {
    /// Which.
    pub note: Note,
    /// In words.
    pub text: &'b str,
}

/// Whom to call, with what at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call<'b> {
    /// Whom.
    pub party: Party,
    /// In words, with the number where it is a public one.
    pub text: &'b str,
    /// What to have at hand.
    pub have: Vec<(Have, &'b str)>,
}

/// Whether the patient can be seen today at the ordinary share of cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SeenToday {
    /// Yes: this step, at the least, is open.
    Yes(LadderStep),
    /// On the condition that this step names.
    OnCondition(LadderStep),
    /// No step is open; a note for the staff says why and what then.
    No,
}

/// Stands for a facility whose name was not given.
const NO_NAME: &str = "○○";

impl Guidance<'_> {
    /// The codes of reader and terminal side by side, with the official title, as the call centre
    /// asks for them.
    pub fn codes_line(&self) -> String {
        let terminal = self
            .terminal_code
            .map_or_else(|| "—".to_owned(), |code| code.to_string());
        let [reader, of_terminal] = self.labels;
        format!(
            "{reader} {} / {of_terminal} {terminal} 「{}」",
            self.code, self.official_title
        )
    }

    /// The same, with the facility's name in the first words on the telephone.
    #[must_use]
    pub fn called_by(mut self, facility: &str) -> Self {
        self.opening = self.opening.map(|words| words.replace(NO_NAME, facility));
        self
    }

    /// The steps for the staff, those of one way to check in together ([`StaffStep::way`]): of such groups
    /// one is taken, and the others stand beside it.
    pub fn staff_by_way(&self) -> impl Iterator<Item = &[StaffStep<'_>]> {
        self.staff
            .chunk_by(|one, next| one.way == next.way && one.part == next.part)
    }

    /// How the way stands to which a step for the staff belongs; `None` for a step that belongs to no
    /// single one.
    pub fn way(&self, step: &StaffStep<'_>) -> Option<&NextStep<'_>> {
        let way = step.way?;
        self.next_steps.iter().find(|next| next.step == way)
    }

    /// The steps that may be taken now.
    pub fn open_steps(&self) -> impl Iterator<Item = &NextStep<'_>> {
        self.next_steps.iter().filter(|step| step.is_possible())
    }
}

/// Guidance by the built-in book. See [`Book::advise`].
pub fn advise(code: FaultCode, situation: &Situation) -> Guidance<'static> {
    Book::built_in().advise(code, situation)
}

impl Book {
    /// What to say, what to do and what comes next, for a code in a situation.
    ///
    /// A function of its input: no clock, no file, nothing remembered. Every code is answered,
    /// known or not.
    pub fn advise(&self, code: FaultCode, situation: &Situation) -> Guidance<'_> {
        let vendor = self.vendor_code(code);
        let like = vendor.map_or(code, |vendor| vendor.like);
        let fallback;
        let rule = if let Some(rule) = self.rules.code(like) {
            rule
        } else {
            fallback = CodeRule::unknown();
            &fallback
        };
        let model = self.model_of_number(situation.reader_model);
        let words = Words {
            book: self,
            situation,
        };
        let mut next_steps = self.ladder(rule, like, situation);
        for step in &mut next_steps {
            step.name = words.of(Message::Step(step.step));
            step.reason = words.of(match step.why {
                Why::Open => Message::Open(step.step),
                why => Message::Why(why),
            });
        }
        let seen_today = seen_today(&next_steps);
        let facts = known(like);
        let title = vendor.and_then(|vendor| {
            [situation.language, situation.language.base(), Language::JA]
                .iter()
                .find_map(|language| vendor.titles.get(language))
        });
        let title_message = if facts.is_some() {
            Message::Title(like)
        } else {
            Message::TitleUnknown
        };
        let trouble = Trouble::of(like, situation.face_only, situation.isolation);
        let leaflets = leaflets(rule, like, situation, &next_steps);
        let (patient, patient_reading) = words.patient(like, situation, &next_steps, seen_today);
        Guidance {
            code,
            terminal_code: situation.terminal_code,
            labels: [Label::Reader, Label::Terminal].map(|it| words.of(Message::Label(it))),
            official_title: match (title, facts) {
                (Some(title), _) => title,
                // As the national table has it, whatever a maker calls it.
                (None, Some(_)) => Self::built_in().text(Message::Title(like), Language::JA),
                (None, None) => self.text(Message::TitleUnknown, Language::JA),
            },
            title: title.map_or_else(|| words.of(title_message), |title| title.as_ref()),
            maker: self
                .maker(code.maker())
                .map(|maker| words.of(Message::Maker(maker.code_maker))),
            category: facts.map(|facts| facts.category),
            audience: facts.map_or(Audience::Both, |facts| facts.audience),
            retry: facts.map_or(Retry::AfterFix, |facts| facts.retry),
            device_fault: device_fault(rule, facts.map(|it| it.device_fault), situation.isolation),
            affects: facts.map_or(Affects::empty(), |facts| facts.affects),
            severity: facts.map_or(Severity::Step, |facts| facts.severity),
            patient,
            patient_reading,
            staff: staff(rule, situation, &next_steps, &leaflets, model)
                .into_iter()
                .map(|action| StaffStep {
                    action,
                    part: action.part(),
                    way: action.way(),
                    text: words.step(action, model),
                })
                .collect(),
            notes: notes(self, rule, like, situation, &next_steps, seen_today)
                .into_iter()
                .map(|note| StaffNote {
                    note,
                    text: words.of(Message::Note(note)),
                })
                .collect(),
            calls: calls(rule, like, situation, model)
                .map(|party| words.call(party))
                .collect(),
            opening: words.opening(rule, code),
            manual: by_model::text(Feature::Manual, model).map(|text| words.of(text)),
            support: by_model::text(Feature::Support, model).map(|text| words.of(text)),
            upset: Upset::ALL
                .iter()
                .map(|&upset| UpsetAnswer {
                    upset,
                    complaint: words.of(Message::Complaint(upset)),
                    answer: words.of(Message::Upset(trouble, upset)),
                })
                .collect(),
            phrase: phrase(rule, situation).map(|it| (it, words.of(Message::Phrase(it)))),
            leaflets,
            papers: papers(rule, situation, &next_steps),
            next_steps,
            seen_today,
        }
    }

    /// Whether the patient can be seen today with a known code, as [`Self::advise`] says it.
    pub(super) fn seen_today(&self, code: FaultCode, situation: &Situation) -> SeenToday {
        match self.rules.code(code) {
            Some(rule) => seen_today(&self.ladder(rule, code, situation)),
            None => SeenToday::No,
        }
    }

    /// The ladder without words.
    fn ladder<'b>(
        &self,
        rule: &CodeRule,
        code: FaultCode,
        situation: &Situation,
    ) -> Vec<NextStep<'b>> {
        let stands = Stands::new(&self.rules, rule, code, situation);
        let mut steps: Vec<NextStep<'b>> = LadderStep::ALL
            .iter()
            .map(|&step| {
                let (standing, why) = stands.of(step);
                NextStep {
                    step,
                    standing,
                    why,
                    ordinary_share: self
                        .rules
                        .step(step)
                        .is_some_and(|rule| rule.ordinary_share),
                    name: "",
                    reason: "",
                }
            })
            .collect();
        let ordinary = matches!(seen_today(&steps), SeenToday::Yes(_));
        for step in &mut steps {
            // Paying in full is not called for while a step at the ordinary share is open.
            if step.step == LadderStep::PayInFull && ordinary && step.is_possible() {
                step.standing = Standing::NotPossible;
                step.why = Why::NotCalledFor;
            }
        }
        steps
    }
}

fn seen_today(steps: &[NextStep<'_>]) -> SeenToday {
    let first = |certain: bool| {
        steps
            .iter()
            .find(|step| {
                step.ordinary_share
                    && step.is_possible()
                    && (step.standing == Standing::Possible) == certain
            })
            .map(|step| step.step)
    };
    first(true)
        .map(SeenToday::Yes)
        .or_else(|| first(false).map(SeenToday::OnCondition))
        .unwrap_or(SeenToday::No)
}

/// What the try with a known-good card adds to what the code says.
fn device_fault(
    rule: &CodeRule,
    of_code: Option<DeviceFault>,
    isolation: Isolation,
) -> Option<DeviceFault> {
    let tells = rule.staff.contains(&StaffAction::TryKnownGoodCard);
    tells.then(
        || match (of_code.unwrap_or(DeviceFault::Maybe), isolation) {
            (DeviceFault::Maybe, Isolation::OtherCardReads) => DeviceFault::No,
            (DeviceFault::Maybe, Isolation::NoCardReads) => DeviceFault::Yes,
            (of_code, _) => of_code,
        },
    )
}

fn open(steps: &[NextStep<'_>], step: LadderStep) -> bool {
    steps
        .iter()
        .any(|next| next.step == step && next.is_possible())
}

/// Whether nothing at the reader or at another device is open for certain.
fn needs_papers(steps: &[NextStep<'_>]) -> bool {
    !steps.iter().any(|next| {
        next.standing == Standing::Possible
            && next.ordinary_share
            && next.step.number() <= LadderStep::Smartphone.number()
    })
}

fn goes_on(steps: &[NextStep<'_>]) -> bool {
    steps
        .iter()
        .any(|next| next.step == LadderStep::Continue && next.standing == Standing::Possible)
}

/// The steps for the staff that fit what is open and what is already known.
fn staff(
    rule: &CodeRule,
    situation: &Situation,
    steps: &[NextStep<'_>],
    leaflets: &[LeafletId],
    model: Option<&Model>,
) -> Vec<StaffAction> {
    let any = |wanted: &[LadderStep]| wanted.iter().any(|step| open(steps, *step));
    let goes_on = goes_on(steps);
    let outage_mode_is_open = situation.facility.contains(Facility::OUTAGE_MODE_OPEN);
    let handed = leaflets.iter().any(|leaflet| !leaflet.is_for_staff());
    let disaster = any(&[LadderStep::DisasterRule]).then_some(StaffAction::UseDisasterRule);
    let helped = situation.present == Present::WithHelper;
    let mut actions: Vec<StaffAction> = disaster
        .into_iter()
        .chain(helped.then_some(StaffAction::OfferHelp))
        .chain(rule.staff.iter().copied())
        .filter(|action| match action {
            StaffAction::TryKnownGoodCard => situation.isolation == Isolation::NotTried,
            StaffAction::ReaderIsSound | StaffAction::ReaderIsAtFault => {
                situation.isolation == Isolation::NotTried
            }
            StaffAction::ReaderWasSound => situation.isolation == Isolation::OtherCardReads,
            StaffAction::ReaderWasAtFault => situation.isolation == Isolation::NoCardReads,
            StaffAction::LookForFaceOnlyMark => situation.face_only == FaceOnly::Unknown,
            StaffAction::StaffCheckOnReader => any(&[LadderStep::StaffCheckOnReader]),
            StaffAction::EndCheckIn
            | StaffAction::TakeCardOut
            | StaffAction::CompareAndTick
            | StaffAction::PutCardBack => any(&[LadderStep::VisualMode]),
            StaffAction::SwitchToVisualMode | StaffAction::SwitchModeBack => {
                any(&[LadderStep::VisualMode]) && situation.mode != Mode::Visual
            }
            StaffAction::ChangeMethod => any(&[
                LadderStep::Face,
                LadderStep::Pin,
                LadderStep::RepresentativePin,
                LadderStep::StaffCheckOnReader,
                LadderStep::VisualMode,
                LadderStep::UnattendedMode,
            ]),
            // To begin anew helps where the same may be done again, or something else on the reader.
            StaffAction::StartOver => any(&[
                LadderStep::Retry,
                LadderStep::Face,
                LadderStep::Pin,
                LadderStep::RepresentativePin,
                LadderStep::StaffCheckOnReader,
                LadderStep::VisualMode,
                LadderStep::UnattendedMode,
                LadderStep::PinOnlyMode,
            ]),
            StaffAction::TryPinPath => any(&[LadderStep::Pin, LadderStep::RepresentativePin]),
            StaffAction::UseOtherDevice => any(&[
                LadderStep::SecondReader,
                LadderStep::GeneralReader,
                LadderStep::MobileTerminal,
            ]),
            StaffAction::GoOnInGrace => any(&[LadderStep::Continue]),
            StaffAction::NoteFourItems | StaffAction::LookUpAfterRecovery => {
                any(&[LadderStep::NoteFourItems])
            }
            StaffAction::AskForOutageMode => any(&[LadderStep::OutageMode]) && !outage_mode_is_open,
            // With a line that is down it is open and cannot be reached.
            StaffAction::UseOutageMode => steps.iter().any(|next| {
                next.step == LadderStep::OutageMode && next.standing == Standing::Possible
            }),
            StaffAction::StopAfterTwoFailures => situation.pin != Tries::Blocked,
            StaffAction::CleanCardCamera => situation.isolation != Isolation::OtherCardReads,
            // Who can go on need show nothing else.
            StaffAction::AskForPapers if goes_on => false,
            StaffAction::AskForPapers => any(&[
                LadderStep::PortalScreen,
                LadderStep::PortalPdf,
                LadderStep::EligibilityNotice,
                LadderStep::EligibilityCertificate,
                LadderStep::OldInsuranceCard,
                LadderStep::OralConfirmation,
                LadderStep::Declaration,
            ]),
            StaffAction::Reseat | StaffAction::CleanCard | StaffAction::TakeOutOfCase => {
                any(&[LadderStep::Retry]) && situation.isolation != Isolation::NoCardReads
            }
            StaffAction::HandOverLeaflet => handed,
            _ => true,
        })
        .collect();
    let mut met = BTreeSet::new();
    actions = actions
        .into_iter()
        .filter_map(|action| by_model::fitting(action, model))
        .filter(|action| met.insert(*action))
        .collect();
    // Stable, so that each part keeps its order.
    actions.sort_by_key(|action| action.part());
    actions
}

/// The papers that the open steps want filled in.
fn papers(rule: &CodeRule, situation: &Situation, steps: &[NextStep<'_>]) -> Vec<Paper> {
    // The record of its beginning, where it has not begun.
    let outage_mode = open(steps, LadderStep::OutageMode)
        && !situation.facility.contains(Facility::OUTAGE_MODE_OPEN);
    // A paper that is along for certain makes the declaration needless.
    let has_a_paper = steps.iter().any(|next| {
        next.standing == Standing::Possible
            && matches!(
                next.step,
                LadderStep::PortalScreen
                    | LadderStep::PortalPdf
                    | LadderStep::EligibilityNotice
                    | LadderStep::EligibilityCertificate
                    | LadderStep::OldInsuranceCard
                    | LadderStep::Prescription
            )
    });
    let noted = open(steps, LadderStep::NoteFourItems);
    let declared = open(steps, LadderStep::Declaration)
        && (rule.outage || needs_papers(steps))
        && !has_a_paper
        && !situation.facility.contains(Facility::DISASTER);
    [
        (noted, Paper::FourItems),
        (declared, Paper::Declaration),
        (outage_mode, Paper::OutageMode),
        (noted, Paper::AfterRecovery),
    ]
    .into_iter()
    .filter_map(|(wanted, paper)| wanted.then_some(paper))
    .collect()
}

fn notes(
    book: &Book,
    rule: &CodeRule,
    code: FaultCode,
    situation: &Situation,
    steps: &[NextStep<'_>],
    seen: SeenToday,
) -> Vec<Note> {
    let mut notes = Vec::new();
    let visual = leads_to_sight(rule) && open(steps, LadderStep::VisualMode);
    let closed_by = |why| steps.iter().any(|step| step.why == why);
    let mut add = |wanted: bool, note| {
        if wanted {
            notes.push(note);
        }
    };
    add(seen == SeenToday::No, Note::NoOrdinaryStep);
    add(
        matches!(seen, SeenToday::OnCondition(_)),
        Note::OnlyConditional,
    );
    add(
        visual && situation.mode != Mode::Visual,
        Note::ModeSwitchEnds,
    );
    add(
        visual || (leads_to_sight(rule) && open(steps, LadderStep::StaffCheckOnReader)),
        Note::StaffCheckCountsNothing,
    );
    add(situation.mode == Mode::Visual, Note::VisualModeStands);
    add(
        situation.face_only == FaceOnly::Unknown
            && (matches!(code, FaultCode::PIN_BLOCKED | FaultCode::NO_METHOD)
                || situation.pin == Tries::Blocked),
        Note::FaceOnlyLooksAlike,
    );
    add(closed_by(Why::LastTry), Note::LastTryStays);
    add(
        code == FaultCode::CERTIFICATE_ENDED && open(steps, LadderStep::Continue),
        Note::GraceNoInformation,
    );
    add(
        situation.certificate == CertificateState::Notice && code != FaultCode::CERTIFICATE_ENDED,
        Note::CertificateEndsSoon,
    );
    // Card and certificate are mixed up daily, and what to do about each differs.
    let certificate_ended = matches!(
        situation.certificate,
        CertificateState::Grace | CertificateState::PastGrace
    );
    let card_holds = situation.card_expiry.is_some() && !situation.card_has_expired();
    add(certificate_ended && card_holds, Note::CertificateEndedFirst);
    add(situation.card_has_expired(), Note::CardEnded);
    add(
        certificate_ended && situation.card_expiry.is_none(),
        Note::CertificateEnded,
    );
    add(code == FaultCode::CODE_B_BLOCKED, Note::UnlockOrExchange);
    add(
        // Valid by its dates, and the centre says 006: it was revoked.
        code == FaultCode::CERTIFICATE_ENDED
            && matches!(
                situation.certificate,
                CertificateState::Revoked | CertificateState::Valid | CertificateState::Notice
            ),
        Note::RevokedHasNoGrace,
    );
    // Told only where papers are asked for, and while that 資格確認書 holds.
    let papers = papers_are_asked_for(steps);
    for note in [Note::ElderlyHaveCertificate, Note::OlderMayHaveCertificate] {
        add(papers && book.rules.holds(note, situation.date), note);
    }
    add(
        situation.at_hand.contains(AtHand::OLD_INSURANCE_CARD)
            && steps
                .iter()
                .any(|next| next.step == LadderStep::OldInsuranceCard && next.why == Why::NoLonger),
        Note::OldCardEnded,
    );
    add(without_certificate(code, steps), Note::NeitherCardNorPaper);
    add(
        code == FaultCode::CERTIFICATE_ENDED
            && situation.certificate == CertificateState::PastGrace
            && book
                .rules
                .holds(Note::RegistrationEndsAfterGrace, situation.date),
        Note::RegistrationEndsAfterGrace,
    );
    add(
        situation.place == Place::PhoneReader
            && matches!(
                code,
                FaultCode::CARD_NOT_RECOGNISED | FaultCode::READER_DISCONNECTED
            ),
        Note::PhoneReaderFailed,
    );
    add(book.tells_its_age(situation), Note::BeyondKnown);
    if goes_on(steps) {
        notes.retain(|note| !is_about_other_ways(*note));
    }
    notes
}

/// Whether the steps of a code lead to the check by sight; where they do not, what is to be minded at it
/// would only be in the way.
fn leads_to_sight(rule: &CodeRule) -> bool {
    rule.staff
        .iter()
        .any(|action| action.way() == Some(LadderStep::VisualMode))
}

/// Whether a note is about other ways to check in, and in the way where the check-in just goes on.
const fn is_about_other_ways(note: Note) -> bool {
    matches!(
        note,
        Note::ModeSwitchEnds
            | Note::StaffCheckCountsNothing
            | Note::FaceOnlyLooksAlike
            | Note::LastTryStays
            | Note::ElderlyHaveCertificate
            | Note::OlderMayHaveCertificate
            | Note::OldCardEnded
    )
}

/// Whether a 資格確認書 is asked for, since nothing at a device is certain.
fn papers_are_asked_for(steps: &[NextStep<'_>]) -> bool {
    let asked = steps.iter().any(|next| {
        next.step == LadderStep::EligibilityCertificate && next.standing == Standing::Conditional
    });
    asked && needs_papers(steps)
}

/// Whether the patient may be one who has neither a card that serves as insurance card nor a 資格確認書,
/// and is checked in all the same. With a reader or a line that is down nothing speaks for that.
fn without_certificate(code: FaultCode, steps: &[NextStep<'_>]) -> bool {
    let of_the_patient = matches!(
        code,
        FaultCode::NOT_A_MY_NUMBER_CARD
            | FaultCode::CERTIFICATE_ENDED
            | FaultCode::CARD_APPLICATION_BROKEN
            | FaultCode::REGISTRATION_FAILED
            | FaultCode::NO_ELIGIBILITY
            | FaultCode::INSURER_NOT_REGISTERED
            | FaultCode::REGISTRATION_NOT_THIS_WAY
            | FaultCode::NO_CARD
    );
    of_the_patient
        && papers_are_asked_for(steps)
        && open(steps, LadderStep::Declaration)
        && !goes_on(steps)
}

fn leaflets(
    rule: &CodeRule,
    code: FaultCode,
    situation: &Situation,
    steps: &[NextStep<'_>],
) -> Vec<LeafletId> {
    let mut leaflets = Vec::new();
    for leaflet in rule.leaflets.iter().copied() {
        if leaflet == LeafletId::PinReset && matches!(situation.pin, Tries::Left(2..)) {
            continue;
        }
        let fitting = match leaflet {
            LeafletId::PinReset if situation.face_only == FaceOnly::Likely => {
                LeafletId::FaceOnlyCard
            }
            LeafletId::CertificateRenewal if situation.card_has_expired() => LeafletId::CardRenewal,
            other => other,
        };
        leaflets.push(fitting);
    }
    let ends_soon = situation.certificate == CertificateState::Notice;
    if ends_soon && !leaflets.contains(&LeafletId::CertificateRenewal) {
        leaflets.push(LeafletId::CertificateRenewal);
    }
    if without_certificate(code, steps) {
        leaflets.push(LeafletId::WithoutCertificate);
    }
    let switches = situation.mode != Mode::Visual
        && leads_to_sight(rule)
        && open(steps, LadderStep::VisualMode)
        && !goes_on(steps);
    if switches && !leaflets.contains(&LeafletId::StaffModeSwitch) {
        leaflets.push(LeafletId::StaffModeSwitch);
    }
    leaflets
}

/// Whom to call, in order.
fn calls<'r>(
    rule: &'r CodeRule,
    code: FaultCode,
    situation: &Situation,
    model: Option<&Model>,
) -> impl Iterator<Item = Party> + use<'r> {
    // Another card was read: it is not the reader's maker who can help this one.
    let of_the_card = card_is_at_fault(rule, code, situation);
    let nothing_to_reset = nothing_to_reset(rule, situation);
    let called = rule.calls.iter().copied().filter(move |party| match party {
        Party::Municipality => !nothing_to_reset,
        Party::ReaderMaker => !of_the_card,
        _ => true,
    });
    called
        .chain(of_the_card.then_some(Party::Municipality))
        .chain(by_model::also_called(rule, model))
}

/// A face-only card has no PIN that the municipality could reset; and who may enter it once more has not
/// forgotten it yet.
fn nothing_to_reset(rule: &CodeRule, situation: &Situation) -> bool {
    rule.phrase == Some(Phrase::PinReset)
        && (situation.face_only == FaceOnly::Likely || matches!(situation.pin, Tries::Left(2..)))
}

/// Whether it is this card that is not read, by a try with another one.
fn card_is_at_fault(rule: &CodeRule, code: FaultCode, situation: &Situation) -> bool {
    situation.isolation == Isolation::OtherCardReads
        && rule.staff.contains(&StaffAction::TryKnownGoodCard)
        && known(code).is_some_and(|known| known.category == Category::Card)
}

fn phrase(rule: &CodeRule, situation: &Situation) -> Option<Phrase> {
    match rule.phrase? {
        _ if nothing_to_reset(rule, situation) => None,
        Phrase::CertificateRenewal if situation.card_has_expired() => Some(Phrase::CardRenewal),
        other => Some(other),
    }
}

/// The book's words in a situation's language and for its reader model.
#[derive(Clone, Copy)]
struct Words<'b, 's> {
    book: &'b Book,
    situation: &'s Situation,
}

impl<'b> Words<'b, '_> {
    fn both(self, message: Message) -> (&'b str, Option<&'b str>) {
        self.book.text_for(
            message,
            self.situation.language,
            self.situation.reader_model,
        )
    }

    fn of(self, message: Message) -> &'b str {
        self.both(message).0
    }

    /// A step, in the model's own words where it has some and no file replaced ours for this model.
    fn step(self, action: StaffAction, model: Option<&Model>) -> &'b str {
        let ours = Message::Staff(action);
        let own = by_model::words(action, model).filter(|_| {
            let Situation {
                language,
                reader_model,
                ..
            } = *self.situation;
            !self.book.replaces(reader_model, language, ours)
        });
        self.of(own.unwrap_or(ours))
    }

    /// The words follow the ladder, so that nobody is told to do again what is closed.
    fn patient(
        self,
        code: FaultCode,
        situation: &Situation,
        steps: &[NextStep<'_>],
        seen: SeenToday,
    ) -> (&'b str, Option<&'b str>) {
        if known(code).is_none() {
            return self.both(Message::PatientUnknown);
        }
        let once_more = steps.iter().any(|next| {
            next.step == LadderStep::Retry && matches!(next.why, Why::Open | Why::WithRightCard)
        });
        let phone = situation.place == Place::PhoneReader || situation.token.is_phone();
        let variant = match code {
            FaultCode::PIN_WRONG if once_more => Variant::TriesLeft,
            FaultCode::PIN_BLOCKED if situation.face_only == FaceOnly::Likely => Variant::FaceOnly,
            FaultCode::CERTIFICATE_ENDED
                if situation.certificate == CertificateState::Grace
                    && open(steps, LadderStep::Continue) =>
            {
                Variant::Grace
            }
            FaultCode::CARD_NOT_RECOGNISED if phone && once_more => Variant::Phone,
            FaultCode::REGISTRATION_NOT_THIS_WAY if phone => Variant::Phone,
            FaultCode::PRESCRIPTION_OUTAGE if open(steps, LadderStep::Continue) => Variant::Usual,
            _ if !once_more && variants(code).contains(&Variant::Again) => Variant::Again,
            // The words speak of a consultation, which a pharmacy has not.
            _ if matches!(seen, SeenToday::Yes(_))
                && !situation.facility.contains(Facility::PHARMACY)
                && variants(code).contains(&Variant::SeenToday) =>
            {
                Variant::SeenToday
            }
            _ => Variant::Usual,
        };
        self.both(Message::Patient(code, variant))
    }

    /// The first words on the telephone, with what the calls of this code speak of.
    fn opening(self, rule: &CodeRule, code: FaultCode) -> Option<String> {
        // The patient calls insurer and municipality, and has the phrase for it.
        let ours = |party: &Party| !matches!(party, Party::Insurer | Party::Municipality);
        if !rule.calls.iter().any(ours) || card_is_at_fault(rule, code, self.situation) {
            return None;
        }
        let told = rule.staff.contains(&StaffAction::TryKnownGoodCard);
        let terminal = self.situation.terminal_code;
        let opening = match (self.situation.isolation, terminal.is_some()) {
            (Isolation::OtherCardReads, true) if told => Opening::OtherCardReads,
            (Isolation::NoCardReads, true) if told => Opening::NoCardReads,
            (_, true) => Opening::Plain,
            (Isolation::OtherCardReads, false) if told => Opening::ReaderOtherCardReads,
            (Isolation::NoCardReads, false) if told => Opening::ReaderNoCardReads,
            (_, false) => Opening::ReaderPlain,
        };
        let mut places = vec![
            ("facility", NO_NAME.to_owned()),
            ("reader", code.to_string()),
        ];
        places.extend(terminal.map(|code| ("terminal", code.to_string())));
        let places: Vec<_> = places
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        Some(self.book.filled(
            Message::Opening(opening),
            self.situation.language,
            self.situation.reader_model,
            &places,
        ))
    }

    fn call(self, party: Party) -> Call<'b> {
        Call {
            party,
            text: self.of(Message::Party(party)),
            have: party
                .have()
                .iter()
                .map(|have| (*have, self.of(Message::Have(*have))))
                .collect(),
        }
    }
}
