//! What a certificate is worth on a day in Japan.
#![forbid(unsafe_code)]

use core::fmt;

use super::Revocation;
use mynareader_facts::calendar::{Date, Moment};
use mynareader_facts::{CertificateState, TokenKind};

/// The day of this release. A clock that stands before it is wrong, so that nothing it says of
/// certificates can be believed.
///
/// A committed constant, set with each release, and not the time of the build: builds of one
/// source stay equal to the byte.
pub const RELEASE_DAY: Date = Date::fixed(2026, 11, 22);

/// The first day of the grace period's rules: on it, expired certificates began to yield
/// eligibility \[D\].
pub const GRACE_SINCE: Date = Date::fixed(2024, 12, 2);

/// How long before the end the notice begins, and how long the grace period lasts, in months.
const MONTHS: i32 = 3;

/// From when to when a certificate is valid.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Validity {
    not_before: Moment,
    not_after: Moment,
}

impl Validity {
    /// From `not_before` to `not_after`, both included; none if they are the wrong way round.
    pub fn new(not_before: Moment, not_after: Moment) -> Option<Self> {
        (not_before <= not_after).then_some(Self {
            not_before,
            not_after,
        })
    }

    /// The first moment.
    pub fn not_before(self) -> Moment {
        self.not_before
    }

    /// The last moment. Card certificates end at 23:59:59 in Japan \[V\].
    pub fn not_after(self) -> Moment {
        self.not_after
    }

    /// The first day in Japan at whose end the certificate is valid.
    pub fn first_day(self) -> Date {
        self.not_before.day_in_japan()
    }

    /// The last day in Japan at whose end the certificate is valid: that of the last moment if it
    /// is the last second of the day, otherwise the day before.
    pub fn last_day(self) -> Date {
        let day = self.not_after.day_in_japan();
        if self.not_after == day.end_in_japan() {
            day
        } else {
            day.day_before().unwrap_or(Date::MIN)
        }
    }
}

/// Shows nothing: the last day is the holder's birthday.
impl fmt::Debug for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Validity(..)")
    }
}

/// How long the grace period lasts after the last day. Public texts disagree \[X\].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum GraceLength {
    /// Until the end of the third month after the month of the last day: from the portal's
    /// wording and that of 協会けんぽ. The certificate that ended on 2025-05-10 has grace until
    /// 2025-08-31.
    #[default]
    EndOfMonthPlus3,
    /// Until the same day three months later, or the last of that month: from the wording of
    /// several insurers and clinics. Until 2025-08-10.
    ExactPlus3Months,
}

impl GraceLength {
    /// The last day of the grace period of a certificate with this last day.
    pub fn until(self, last_day: Date) -> Date {
        let later = last_day.add_months(MONTHS).unwrap_or(Date::MAX);
        match self {
            Self::EndOfMonthPlus3 => later.end_of_month(),
            Self::ExactPlus3Months => later,
        }
    }
}

/// By which rules a certificate is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ValidityPolicy {
    /// How long the grace period lasts.
    pub grace: GraceLength,
    /// What holds the certificate. Phones have no grace period \[1\].
    pub token: TokenKind,
}

impl ValidityPolicy {
    /// A card, with the grace period in the portal's wording.
    pub const CARD: Self = Self {
        grace: GraceLength::EndOfMonthPlus3,
        token: TokenKind::Card,
    };

    /// The same with another length of the grace period.
    #[must_use]
    pub const fn with_grace(self, grace: GraceLength) -> Self {
        Self { grace, ..self }
    }

    /// The same for what holds the certificate.
    #[must_use]
    pub const fn with_token(self, token: TokenKind) -> Self {
        Self { token, ..self }
    }

    /// Whether a certificate there has a grace period at all. A token of unknown kind is taken
    /// for a card: nothing is blocked here, and the centre decides.
    pub const fn has_grace(self) -> bool {
        match self.token {
            TokenKind::Card | TokenKind::Unknown => true,
            TokenKind::Android | TokenKind::Iphone | TokenKind::JukiCard => false,
        }
    }
}

impl Default for ValidityPolicy {
    fn default() -> Self {
        Self::CARD
    }
}

/// The grace period of a certificate, by both readings.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Grace {
    /// Its last day by the reading of the policy.
    pub until: Date,
    /// Its last day by the reading of the portal, [`GraceLength::EndOfMonthPlus3`].
    pub end_of_month_plus_3: Date,
    /// Its last day by the other reading, [`GraceLength::ExactPlus3Months`].
    pub exact_plus_3_months: Date,
}

/// What a certificate is worth on a day, and everything that follows from it.
///
/// A prediction for the display and for the next step; eligibility is the centre's to decide, and
/// nothing is blocked by it.
///
/// ```
/// use mynareader_facts::calendar::Date;
/// use mynareader_card::certificate::{Assessment, Revocation, Validity, ValidityPolicy};
/// use mynareader_facts::CertificateState;
///
/// let first = Date::new(2022, 6, 1)?.start_in_japan();
/// let last = Date::new(2027, 1, 31)?.end_in_japan();
/// let validity = Validity::new(first, last).expect("first comes first");
/// let on = |day| Assessment::of(validity, Revocation::Unknown, day, ValidityPolicy::CARD);
///
/// let last_day = on(Date::new(2027, 1, 31)?);
/// assert_eq!(last_day.state, CertificateState::Notice);
/// assert_eq!(last_day.days_left, Some(0));
/// let next_day = on(Date::new(2027, 2, 1)?);
/// assert_eq!(next_day.state, CertificateState::Grace);
/// assert_eq!(next_day.grace.unwrap().until, Date::new(2027, 4, 30)?);
/// # Ok::<(), mynareader_facts::calendar::NoSuchDay>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assessment {
    /// The state.
    pub state: CertificateState,
    /// The first day.
    pub first_day: Date,
    /// The last day.
    pub last_day: Date,
    /// Days from the judged day to the last day: 0 on the last day, negative after it. None if
    /// the clock cannot be believed.
    pub days_left: Option<i32>,
    /// The first day of the notice period, three months before the last day. From this day on
    /// the holder may renew at the municipality \[D\].
    pub notice_from: Date,
    /// The grace period, where there is one.
    pub grace: Option<Grace>,
    /// Days from the judged day to the end of the grace period, in the grace period alone.
    pub grace_days_left: Option<i32>,
    /// What the centre said.
    pub revocation: Revocation,
}

impl Assessment {
    /// Judges a certificate at the end of `day` in Japan.
    ///
    /// In this order: revoked if the centre says so, on whatever day; unknown if the day lies
    /// before [`RELEASE_DAY`]; not yet valid; valid, or within the notice period; expired in its
    /// grace period, if it has one and the day is not before [`GRACE_SINCE`]; past grace.
    ///
    /// That the grace period applies by the judged day, to certificates too that had ended before
    /// [`GRACE_SINCE`], is inferred \[I\].
    pub fn of(
        validity: Validity,
        revocation: Revocation,
        day: Date,
        policy: ValidityPolicy,
    ) -> Self {
        Self::with_release_day(validity, revocation, day, policy, RELEASE_DAY)
    }

    /// The same with a release day of the caller's: the day on which the reader's own software
    /// was built, when that is later, or an earlier one to look at past days in a rehearsal.
    pub fn with_release_day(
        validity: Validity,
        revocation: Revocation,
        day: Date,
        policy: ValidityPolicy,
        release_day: Date,
    ) -> Self {
        let first_day = validity.first_day();
        let last_day = validity.last_day();
        let notice_from = last_day.add_months(-MONTHS).unwrap_or(Date::MIN);
        let grace = policy.has_grace().then(|| Grace {
            until: policy.grace.until(last_day),
            end_of_month_plus_3: GraceLength::EndOfMonthPlus3.until(last_day),
            exact_plus_3_months: GraceLength::ExactPlus3Months.until(last_day),
        });
        let believed = day >= release_day;
        let in_grace = grace.filter(|grace| day <= grace.until && day >= GRACE_SINCE);
        let state = match revocation {
            Revocation::Revoked { .. } => CertificateState::Revoked,
            _ if !believed => CertificateState::Unknown,
            _ if day < first_day => CertificateState::NotYetValid,
            _ if day < notice_from => CertificateState::Valid,
            _ if day <= last_day => CertificateState::Notice,
            _ if in_grace.is_some() => CertificateState::Grace,
            _ => CertificateState::PastGrace,
        };
        Self {
            state,
            first_day,
            last_day,
            days_left: believed.then(|| day.days_until(last_day)),
            notice_from,
            grace,
            grace_days_left: in_grace
                .filter(|_| state == CertificateState::Grace)
                .map(|grace| day.days_until(grace.until)),
            revocation,
        }
    }
}

/// Shows the state alone: the last day is the holder's birthday.
impl fmt::Debug for Assessment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Assessment({:?}, ..)", self.state)
    }
}

/// Shows nothing; see [`Assessment`].
impl fmt::Debug for Grace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Grace(..)")
    }
}
