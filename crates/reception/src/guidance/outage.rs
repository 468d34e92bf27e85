//! Papers for the time when the card route is down (システム障害時): the four items from the
//! card's face, the 被保険者資格申立書, the record of the outage mode's start, and what is left
//! to do after recovery. A program can fill, check and print them; blank they are printed too.
//!
//! These records hold what no other part of the library may hold: names, addresses, birth
//! dates. They are wiped on drop, show nothing in `Debug`, and have no way into a log or a
//! journal. A printed page is wiped as well ([`PrintedPaper`]).
#![forbid(unsafe_code)]

mod birth;
mod declaration;
mod entry;
mod four_items;
mod outage_mode;
mod recovery;

pub use birth::{Birth, NoSuchMonth};
pub use declaration::{Declaration, InsuranceKind, Share};
pub use entry::{EntryError, LONGEST_ENTRY, Sex};
pub use four_items::{FourItems, Incomplete, Item};
pub use outage_mode::{NotReady, OutageMode, StartStep, TooSoon};
pub use recovery::{AfterRecovery, Task};

use core::fmt;

use zeroize::Zeroizing;

use super::leaflet::{LeafletContext, LeafletError};
pub use super::sheet::Paper;
use super::sheet::{Sheet, Value};
use super::{Book, Language};

mod sealed {
    use super::Value;

    /// How a record answers for the fields of its paper.
    pub trait Fill {
        fn fill(&self, key: &str) -> Value<'_>;
    }
}
use sealed::Fill;

/// A record that fills a paper. Closed: one for each [`Paper`].
pub trait Record: Fill {
    /// Its paper.
    fn paper(&self) -> Paper;
}

/// A filled paper as a page of HTML, wiped on drop.
pub struct PrintedPaper(Zeroizing<String>);

impl PrintedPaper {
    /// The page. Whoever copies it answers for the copy.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PrintedPaper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrintedPaper(..)")
    }
}

/// Room for the entries of one paper when each is as long as may be and of characters that
/// HTML must escape: 12 entries of 200 characters in 6 bytes each, and as much again.
const ROOM_FOR_ENTRIES: usize = 32 * 1024;

impl Book {
    /// A blank paper as a page of HTML.
    pub fn blank(
        &self,
        paper: Paper,
        language: Language,
        context: &LeafletContext<'_>,
    ) -> Result<String, LeafletError> {
        let mut html = String::new();
        self.write_sheet(
            Sheet::Paper(paper),
            language,
            context,
            &|_| Value::Blank,
            &mut html,
        )?;
        Ok(html)
    }

    /// A filled paper. An incomplete record is printed with the rest blank.
    pub fn print(
        &self,
        record: &dyn Record,
        language: Language,
        context: &LeafletContext<'_>,
    ) -> Result<PrintedPaper, LeafletError> {
        // The buffer must not grow while it is written, or the old one stays behind unwiped.
        let blank = self.blank(record.paper(), language, context)?;
        let capacity = blank.len().saturating_add(ROOM_FOR_ENTRIES);
        let mut html = Zeroizing::new(String::with_capacity(capacity));
        self.write_sheet(
            Sheet::Paper(record.paper()),
            language,
            context,
            &|key| record.fill(key),
            &mut html,
        )?;
        Ok(PrintedPaper(html))
    }
}

/// A blank paper of the built-in texts; see [`Book::blank`].
pub fn blank(
    paper: Paper,
    language: Language,
    context: &LeafletContext<'_>,
) -> Result<String, LeafletError> {
    Book::built_in().blank(paper, language, context)
}

/// A filled paper of the built-in texts; see [`Book::print`].
pub fn print(
    record: &dyn Record,
    language: Language,
    context: &LeafletContext<'_>,
) -> Result<PrintedPaper, LeafletError> {
    Book::built_in().print(record, language, context)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mynareader_facts::calendar::Date;

    /// Were the buffer to grow, its first half would stay in memory unwiped. The longest entries
    /// are of characters that HTML escapes most.
    #[test]
    fn the_page_is_written_into_the_buffer_that_was_reserved() {
        let worst = "\"".repeat(LONGEST_ENTRY);
        let kana = "ﾞ".repeat(LONGEST_ENTRY);
        let mut items = FourItems::new();
        items.set_name(&worst).unwrap();
        items.set_name_kana(&kana).unwrap();
        items.set_address(&worst).unwrap();
        items.set_insurer(&worst).unwrap();
        let mut declaration = Declaration::from_four_items(&items);
        declaration.set_contact(&worst).unwrap();
        declaration.set_workplace(&worst).unwrap();
        let mut mode = OutageMode::new();
        mode.set_institution_name(&worst).unwrap();
        mode.set_caller(&worst).unwrap();
        mode.set_registered_phone(&worst).unwrap();
        mode.set_codes(&worst).unwrap();
        let date = Date::new(2026, 11, 22).unwrap();
        let context = LeafletContext::new("facility", date);
        let records: [&dyn Record; 3] = [&items, &declaration, &mode];
        for record in records {
            let reserved =
                blank(record.paper(), Language::JA, &context).unwrap().len() + ROOM_FOR_ENTRIES;
            let page = print(record, Language::JA, &context).unwrap();
            assert_eq!(page.0.capacity(), reserved, "{}", record.paper());
        }
    }
}
