//! Reads the card, step by step; what fails is noted and the next step is tried.

use mynareader::application::ApplicationError;
use mynareader::application::common::Common;
use mynareader::application::face_flow::{self, Face};
use mynareader::application::jpki::{Availability, Jpki, Presence, Protected};
use mynareader::application::record::{DerCertificate, Sex};
use mynareader::application::surface::{PhotoSize, Surface};
use mynareader::application::vouched::{DifferingExpiry, FaceRefusal, Terms, Vouched};
use mynareader::calendar::Date;
use mynareader::card::{Card, CardErrorKind, Floor, Profile, Verification};
use mynareader::certificate::{
    Accept, Assessment, CardExpiry, Certificate, CertificateError, Ends, ExpirySource, Hierarchy,
    Revocation, Role, TrustStore, UntracedIssuer, ValidityPolicy, Verdict,
};
use mynareader::facts::{CertificateState, TokenKind, Tries};
use mynareader::secret::{CodeB, CodeBPolicy, Pin};
use mynareader::transport::Transport;
use mynareader::transport::recording::Totals;

use super::Only;

/// What to read, and with what.
pub struct Task {
    pub only: Option<Only>,
    pub day: Date,
    /// The day before which the clock is not believed.
    pub release_day: Date,
    pub pin: Option<Pin>,
    pub code_b: Option<CodeB>,
    pub challenge: [u8; 32],
    pub trust: TrustStore,
}

impl Task {
    fn wants(&self, part: Only) -> bool {
        self.only.is_none_or(|only| only == part)
    }
}

/// What was found.
#[derive(Default)]
pub struct Findings {
    pub token: Option<TokenKind>,
    pub availability: Option<Availability>,
    pub pin_tries: Option<Tries>,
    pub code_b_tries: Option<Tries>,
    pub certificate: Option<CertificateFindings>,
    pub card_expiry: CardExpiry,
    pub ends: Option<Ends>,
    pub face: Option<FaceFindings>,
    pub errors: Vec<Problem>,
    pub totals: Totals,
}

/// The authentication certificate.
pub struct CertificateFindings {
    pub parsed: Certificate,
    pub verdict: Verdict,
    pub reason: Option<CertificateError>,
    pub hierarchy: Option<Hierarchy>,
    pub assessment: Assessment,
}

/// The face record.
pub struct FaceFindings {
    pub birth_date: String,
    pub sex: Sex,
    pub expiry: String,
    pub photo: Option<PhotoFindings>,
    pub signature: RecordSignature,
    /// The authority that the record's issuer was traced to.
    pub authority: Option<(String, Hierarchy)>,
    pub challenge_passed: bool,
}

/// The photo.
pub struct PhotoFindings {
    pub file: Vec<u8>,
    pub size: Option<PhotoSize>,
}

/// What the record's signature is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RecordSignature {
    /// It holds, and its issuer was traced to a known key.
    Valid,
    /// It does not hold, or the certificate of its key does not.
    Invalid,
    /// It holds under the key in its application's certificate, whose issuer is not known.
    UnknownIssuer,
}

/// A step that failed.
pub struct Problem {
    pub step: &'static str,
    pub message: String,
    pub status_word: Option<String>,
}

impl Findings {
    /// Notes a problem.
    pub fn report(&mut self, step: &'static str, message: &str, status_word: Option<String>) {
        self.errors.push(Problem {
            step,
            message: message.to_owned(),
            status_word,
        });
    }

    fn fail(&mut self, step: &'static str, error: ApplicationError) {
        let status_word = match error {
            ApplicationError::Card(error) => error.status_word(),
            _ => None,
        };
        // One card that is gone is one problem, not one for each step after it.
        let echo = matches!(
            error,
            ApplicationError::Card(error) if error.kind == CardErrorKind::SessionOver
        );
        if !(echo && self.errors.last().is_some()) {
            let word = status_word.map(|word| format!("{:04X}", word.value()));
            self.report(step, &error.to_string(), word);
        }
    }

    /// The value, or a note that there is none.
    fn keep<T>(
        &mut self,
        step: &'static str,
        result: Result<T, impl Into<ApplicationError>>,
    ) -> Option<T> {
        result.map_err(|error| self.fail(step, error.into())).ok()
    }
}

/// Reads what the task asks for, and ends the session.
pub fn collect(link: &mut dyn Transport, task: &Task) -> Findings {
    let mut found = Findings::default();
    let mut card = Card::new(link, Profile::my_number_card());
    match task.only {
        None => everything(&mut card, task, &mut found),
        Some(Only::Certificate) => {
            let token = Jpki::new(&mut card).token();
            found.token = found.keep("token", token).map(|token| token.kind());
            certificate(&mut card, task, &mut found);
        }
        Some(Only::Attempts) => {
            let tries = Jpki::new(&mut card).authentication_tries();
            found.pin_tries = found.keep("attempts", tries);
            code_b_tries(&mut card, &mut found);
        }
        Some(Only::Face) => face(&mut card, task, &mut found),
    }
    if let Err(error) = card.end() {
        found.fail("end", error.into());
    }
    let certificate_end = found
        .certificate
        .as_ref()
        .map(|one| one.assessment.last_day);
    found.ends = Some(Ends::on(
        task.day,
        found.card_expiry.last_day(),
        certificate_end,
    ));
    found
}

fn everything(card: &mut Card<'_>, task: &Task, found: &mut Findings) {
    let identified = face_flow::identify(card);
    // A card without the application is one problem, not three.
    let without_jpki = identified.token.is_err() && identified.authentication_tries.is_err();
    found.token = found
        .keep("token", identified.token)
        .map(|token| token.kind());
    if !without_jpki {
        found.availability = found.keep("availability", identified.availability);
        found.pin_tries = found.keep("attempts", identified.authentication_tries);
        certificate(card, task, found);
    }
    // Phones have neither the applications of the card's face nor its data objects.
    if found.token.is_some_and(TokenKind::is_phone) {
        return;
    }
    if let Some(expiry) = found.keep("card-expiry", identified.expiry) {
        note_expiry(found, ExpirySource::CardDataObject, expiry.day());
    }
    if let Some(information) = {
        let result = Common::new(card).card_information();
        found.keep("card-information", result)
    } {
        note_expiry(
            found,
            ExpirySource::CardInformation,
            information.expiry().day(),
        );
    }
    face(card, task, found);
}

fn note_expiry(found: &mut Findings, source: ExpirySource, day: Option<Date>) {
    match day {
        Some(day) => found.card_expiry = found.card_expiry.with(source, day),
        None => found.report("card-expiry", "the expiry is no day of the calendar", None),
    }
}

fn certificate(card: &mut Card<'_>, task: &Task, found: &mut Findings) {
    const STEP: &str = "authentication-certificate";
    let token = found.token.unwrap_or(TokenKind::Unknown);
    if let Some(availability) = found.availability
        && availability.authentication == Presence::Absent
    {
        return found.report(STEP, "the card has no authentication certificate", None);
    }
    let pin = task.pin.as_ref().map(|pin| (pin, Floor::DEFAULT));
    let result = Jpki::new(card).authentication_certificate(token, pin);
    match found.keep(STEP, result) {
        Some(Protected::Certificate(der)) => judge(&der, token, task, found),
        Some(Protected::Refused(refused)) => {
            // What is left now, not what was left before.
            if let Verification::Wrong(tries) = refused {
                found.pin_tries = Some(tries);
            }
            report_refusal(found, STEP, "the PIN", refused);
        }
        None => {}
    }
}

fn judge(der: &DerCertificate, token: TokenKind, task: &Task, found: &mut Findings) {
    const STEP: &str = "authentication-certificate";
    let parsed = match Certificate::parse(der.as_der()) {
        Ok(parsed) => parsed,
        Err(error) => return found.report(STEP, &error.to_string(), None),
    };
    let chain = task
        .trust
        .x509
        .verify(&parsed, Role::Authentication, Accept::ProductionAndTest);
    let verdict = Verdict::of(&chain);
    if let Err(failure) = &chain
        && verdict == Verdict::Invalid
    {
        found.report(STEP, &failure.error().to_string(), None);
    }
    let policy = ValidityPolicy::CARD.with_token(token);
    found.certificate = Some(CertificateFindings {
        verdict,
        reason: chain.as_ref().err().map(|failure| failure.error()),
        hierarchy: parsed
            .policy()
            .and_then(|policy| policy.meaning())
            .map(|(_, hierarchy)| hierarchy),
        assessment: Assessment::with_release_day(
            parsed.validity(),
            Revocation::Unknown,
            task.day,
            policy,
            task.release_day,
        ),
        parsed,
    });
}

fn report_refusal(found: &mut Findings, step: &'static str, what: &str, refused: Verification) {
    let (message, status) = match refused {
        Verification::Wrong(Tries::Left(left)) => (
            format!("{what} is wrong; tries left: {left}"),
            Some(format!("63C{left:X}")),
        ),
        Verification::Wrong(Tries::Blocked) => (
            format!("{what} is wrong, and that was the last try: it is blocked now"),
            Some("63C0".to_owned()),
        ),
        Verification::Wrong(_) => (format!("{what} is wrong"), None),
        Verification::Blocked => (format!("{what} is blocked; nothing was presented"), None),
        Verification::Accepted => return,
    };
    found.report(step, &message, status);
}

fn code_b_tries(card: &mut Card<'_>, found: &mut Findings) {
    let tries = Surface::new(card).code_b_tries();
    found.code_b_tries = found.keep("attempts", tries);
}

fn face(card: &mut Card<'_>, task: &Task, found: &mut Findings) {
    const STEP: &str = "face-record";
    let Some(code) = &task.code_b else {
        if task.wants(Only::Attempts) {
            code_b_tries(card, found);
        } else {
            found.report(
                STEP,
                "the face record needs code B, and none was given",
                None,
            );
        }
        return;
    };
    let readings = core::slice::from_ref(code);
    let agreed = match CodeBPolicy::TYPED.agree(readings, 0) {
        Ok(agreed) => agreed,
        Err(error) => return found.report(STEP, &error.to_string(), None),
    };
    let Face {
        tries_before,
        verification,
        record,
        ..
    } = face_flow::face(card, agreed, &task.challenge);
    found.code_b_tries = match tries_before {
        Ok(tries) => Some(tries),
        Err(error) => return found.fail("attempts", error.into()),
    };
    match verification {
        Ok(Verification::Accepted) => {}
        Ok(refused) => {
            // What is left now, not what was left before.
            if let Verification::Wrong(tries) = refused {
                found.code_b_tries = Some(tries);
            }
            return report_refusal(found, STEP, "code B", refused);
        }
        Err(error) => {
            // Whether it was judged may not be known: the card is asked.
            found.code_b_tries = Some(Surface::new(card).code_b_tries().unwrap_or(Tries::Unknown));
            return found.fail(STEP, error.into());
        }
    }
    let Some(record) = record.and_then(|record| found.keep(STEP, record)) else {
        return;
    };
    found.keep("face-record-signature", record.signature());
    let challenge_passed = found.keep("challenge", record.presence()).is_some();
    let expiry_outside = found.card_expiry.reading(ExpirySource::CardDataObject);
    if let Some(day) = record.record().unsigned_expiry().day() {
        found.card_expiry = found.card_expiry.with(ExpirySource::FaceRecord, day);
    }
    let terms = Terms {
        anchors: &task.trust.card_verifiable,
        accept: Accept::ProductionAndTest,
        // Whoever looks at a card wants to see it; that nobody vouches for it is said beside it.
        untraced: UntracedIssuer::Report,
        differing_expiry: DifferingExpiry::Report,
        expiry_outside,
        certificate_last_day: None,
    };
    let (signature, authority) = match record.signer(&terms) {
        Ok(Some(chain)) => (
            RecordSignature::Valid,
            Some((chain.authority.to_string(), chain.hierarchy)),
        ),
        Ok(None) => (RecordSignature::UnknownIssuer, None),
        Err(refusal) => {
            if let FaceRefusal::Issuer(error) = refusal {
                found.report("face-record-certificate", &error.to_string(), None);
            }
            (RecordSignature::Invalid, None)
        }
    };
    let fields = record.record();
    let (birth_date, sex) = (dashed(fields.birth_date().digits()), fields.sex());
    let expiry = dashed(fields.unsigned_expiry().digits());
    found.face = Some(FaceFindings {
        birth_date,
        sex,
        expiry,
        // A photo that may not be used is not shown either. What is wrong was told above.
        photo: record
            .judge(&terms)
            .ok()
            .and_then(|record| photo(&record, found)),
        signature,
        authority,
        challenge_passed,
    });
}

fn photo(record: &Vouched, found: &mut Findings) -> Option<PhotoFindings> {
    // The card of a child of less than one year has none; that is no failure.
    let photo = record.photo()?;
    let size = photo
        .size()
        .map_err(|error| found.report("photo", &error.to_string(), None))
        .ok();
    Some(PhotoFindings {
        file: photo.as_bytes().to_vec(),
        size,
    })
}

/// Eight digits with dashes. They need not be a day of the calendar: a birth date may be unknown.
fn dashed(digits: &[u8; 8]) -> String {
    let text = String::from_utf8_lossy(digits);
    let (year, rest) = text.split_at(4);
    let (month, day) = rest.split_at(2);
    format!("{year}-{month}-{day}")
}

/// The names of the displays.
pub fn token_name(token: Option<TokenKind>) -> &'static str {
    match token {
        Some(TokenKind::Card) => "card",
        Some(TokenKind::Android) => "android",
        Some(TokenKind::Iphone) => "iphone",
        Some(TokenKind::JukiCard) => "juki-card",
        Some(TokenKind::Unknown) | None => "unknown",
    }
}

/// The names of the displays.
pub fn state_name(state: CertificateState) -> &'static str {
    match state {
        CertificateState::Valid => "valid",
        CertificateState::Notice => "notice",
        CertificateState::Grace => "grace",
        CertificateState::PastGrace => "past-grace",
        CertificateState::NotYetValid => "not-yet-valid",
        CertificateState::Revoked => "revoked",
        CertificateState::Absent => "absent",
        _ => "unknown",
    }
}
