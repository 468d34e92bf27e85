//! When the card ends: what its places say, whether they agree, and which ended first, card or
//! certificate.
#![forbid(unsafe_code)]

use core::fmt;

use mynareader_facts::calendar::Date;

/// A place on the card that carries the card's last day (有効期限).
///
/// None of them is covered by a signature: the three signed groups of the face record leave out
/// DF29 \[V\], and no signature over the other two is known. What is signed is the last day of the
/// certificate, which is never later than the card's \[C\].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ExpirySource {
    /// DF29 of the face record, 券面事項確認AP EF 0002 \[V\]. Read with 照合番号B.
    FaceRecord,
    /// The last eight digits of the card information, 共通カードAP EF 0001 record 1 \[M\]. Free.
    CardInformation,
    /// The data object 00F2 outside the applications \[1\]. Free.
    CardDataObject,
}

impl ExpirySource {
    /// All places.
    pub const ALL: [Self; 3] = [
        Self::FaceRecord,
        Self::CardInformation,
        Self::CardDataObject,
    ];

    /// Whether a signature covers the day there. It does nowhere; see the type.
    pub const fn is_signed(self) -> bool {
        match self {
            Self::FaceRecord | Self::CardInformation | Self::CardDataObject => false,
        }
    }
}

impl fmt::Display for ExpirySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FaceRecord => "the face record",
            Self::CardInformation => "the card information",
            Self::CardDataObject => "the card data object 00F2",
        })
    }
}

/// What the places of the card said of its last day.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct CardExpiry {
    readings: [Option<Date>; 3],
}

/// Whether the places agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
// Exhaustive: closed by counting.
pub enum Agreement {
    /// No place was read.
    NotRead,
    /// One place was read, so there is nothing to compare.
    Single(ExpirySource),
    /// All places read say the same day.
    Equal,
    /// Two places say different days: damaged or altered.
    Different(ExpirySource, ExpirySource),
}

impl CardExpiry {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with what one place says.
    #[must_use]
    pub fn with(mut self, source: ExpirySource, day: Date) -> Self {
        for (slot, place) in self.readings.iter_mut().zip(ExpirySource::ALL) {
            if place == source {
                *slot = Some(day);
            }
        }
        self
    }

    /// What one place says, if it was read.
    pub fn reading(&self, source: ExpirySource) -> Option<Date> {
        self.read()
            .find(|(place, _)| *place == source)
            .map(|(_, day)| day)
    }

    fn read(&self) -> impl Iterator<Item = (ExpirySource, Date)> {
        ExpirySource::ALL
            .into_iter()
            .zip(self.readings)
            .filter_map(|(place, day)| day.map(|day| (place, day)))
    }

    /// The card's last day: the earliest one read, so that an altered place cannot lengthen it.
    pub fn last_day(&self) -> Option<Date> {
        self.read().map(|(_, day)| day).min()
    }

    /// Whether two places say the same day; none if one of them was not read.
    pub fn agree(&self, one: ExpirySource, other: ExpirySource) -> Option<bool> {
        Some(self.reading(one)? == self.reading(other)?)
    }

    /// Whether all places agree.
    pub fn agreement(&self) -> Agreement {
        let mut read = self.read();
        let Some((first, day)) = read.next() else {
            return Agreement::NotRead;
        };
        let rest: Vec<_> = read.collect();
        match rest.iter().find(|(_, other)| *other != day) {
            Some((place, _)) => Agreement::Different(first, *place),
            None if rest.is_empty() => Agreement::Single(first),
            None => Agreement::Equal,
        }
    }

    /// Whether the certificate's last day, which is signed, lies after what the card says of
    /// itself. That cannot be on a genuine card \[C\], except while a change of a foreign
    /// resident's stay is under way \[I\].
    pub fn is_outlived_by(&self, certificate_last_day: Date) -> bool {
        self.last_day()
            .is_some_and(|last| certificate_last_day > last)
    }
}

/// Shows no day: a card ends on its holder's birthday.
impl fmt::Debug for CardExpiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardExpiry({:?})", self.agreement())
    }
}

/// Which ends first, card or certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
// Exhaustive: closed by order.
pub enum FirstEnd {
    /// The card.
    Card,
    /// The certificate: the usual case, with five years against the card's ten.
    Certificate,
    /// Both on one day: for most minors, and where a stay ends.
    SameDay,
    /// One of the two days is not known.
    Unknown,
}

/// Card and certificate on one day: which has ended, and which ends first. The two are mixed up
/// daily; what to do differs, since a certificate is renewed at the counter and a card must be
/// applied for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Ends {
    /// Which ends, or ended, first.
    pub first: FirstEnd,
    /// Whether the card has ended: its last day lies before the day. None if it is not known.
    pub card_ended: Option<bool>,
    /// Whether the certificate has ended. None if it is not known.
    pub certificate_ended: Option<bool>,
}

impl Ends {
    /// What has ended on `day`, with the last day of each.
    pub fn on(day: Date, card: Option<Date>, certificate: Option<Date>) -> Self {
        let first = match (card, certificate) {
            (Some(card), Some(certificate)) if card < certificate => FirstEnd::Card,
            (Some(card), Some(certificate)) if card > certificate => FirstEnd::Certificate,
            (Some(_), Some(_)) => FirstEnd::SameDay,
            _ => FirstEnd::Unknown,
        };
        let ended = |last: Option<Date>| last.map(|last| day > last);
        Self {
            first,
            card_ended: ended(card),
            certificate_ended: ended(certificate),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_difference_is_reported_and_the_earliest_day_counts() {
        use ExpirySource::{CardDataObject, CardInformation, FaceRecord};
        let expiry = CardExpiry::new();
        assert_eq!(expiry.agreement(), Agreement::NotRead);
        assert_eq!(expiry.last_day(), None);
        let expiry = expiry.with(FaceRecord, day("2035-02-17"));
        assert_eq!(expiry.agreement(), Agreement::Single(FaceRecord));
        let expiry = expiry.with(CardDataObject, day("2035-02-17"));
        assert_eq!(expiry.agreement(), Agreement::Equal);
        let altered = expiry.with(FaceRecord, day("2036-02-17"));
        assert_eq!(
            altered.agreement(),
            Agreement::Different(FaceRecord, CardDataObject)
        );
        assert_eq!(altered.last_day(), Some(day("2035-02-17")));
        assert_eq!(altered.agree(CardDataObject, FaceRecord), Some(false));
        assert_eq!(expiry.agree(CardDataObject, FaceRecord), Some(true));
        assert_eq!(expiry.agree(CardInformation, FaceRecord), None);
        let last = expiry.with(CardInformation, day("2035-02-18"));
        assert_eq!(
            last.agreement(),
            Agreement::Different(FaceRecord, CardInformation)
        );
        assert_eq!(last.reading(CardInformation), Some(day("2035-02-18")));
        assert!(!expiry.is_outlived_by(day("2035-02-17")));
        assert!(expiry.is_outlived_by(day("2035-02-18")));
        assert!(
            ExpirySource::ALL
                .into_iter()
                .all(|place| !place.is_signed())
        );
    }

    #[test]
    fn which_ended_is_always_said() {
        let (card, certificate) = (Some(day("2030-02-17")), Some(day("2027-02-17")));
        let ends = Ends::on(day("2027-02-17"), card, certificate);
        assert_eq!(ends.first, FirstEnd::Certificate);
        assert_eq!(ends.certificate_ended, Some(false));
        let ends = Ends::on(day("2027-02-18"), card, certificate);
        assert_eq!(ends.certificate_ended, Some(true));
        assert_eq!(ends.card_ended, Some(false));
        assert_eq!(
            Ends::on(day("2027-02-18"), card, card).first,
            FirstEnd::SameDay
        );
        assert_eq!(
            Ends::on(day("2027-02-18"), certificate, card).first,
            FirstEnd::Card
        );
        let ends = Ends::on(day("2027-02-18"), None, certificate);
        assert_eq!((ends.first, ends.card_ended), (FirstEnd::Unknown, None));
    }
}
