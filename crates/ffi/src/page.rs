//! Texts of a book by their numbers, and the pages that are printed.

use core::ffi::c_char;

use super::date::mnr_date;
use super::failure::Failure;
use super::guard;
use super::guidance::{given_language, known, mnr_book, with_book};
use super::pointer::Out;
use super::pointer::{self, Buffer};
use super::status::{MNR_ERROR_ARGUMENT, MNR_ERROR_DATE, MNR_ERROR_LENGTH, MNR_ERROR_NOT_FOUND};
use mynareader_reception::guidance::leaflet::{LeafletContext, LeafletError};
use mynareader_reception::guidance::outage::Paper;
use mynareader_reception::guidance::{Book, Language, LeafletId, Message};

/// A form: the four items from the card's face.
pub const MNR_FORM_FOUR_ITEMS: i32 = 101;
/// A form: the declaration of eligibility, which the patient fills in.
pub const MNR_FORM_DECLARATION: i32 = 102;
/// A form: the start of the outage mode.
pub const MNR_FORM_OUTAGE_MODE: i32 = 103;
/// A form: what is left to do after recovery.
pub const MNR_FORM_AFTER_RECOVERY: i32 = 104;

/// A text of a book by its number, for the program's own screens.
///
/// book: the book to use, or NULL for the built-in one. number: the number of the text in
/// docs/texts.md and in makers' files. language, language_length: the language's tag, such as "ja";
/// if the book has no words in that language, they are in Japanese. reader_model: the maker's
/// number of the reader model, or 0. text, capacity: where to put it, UTF-8, NUL-terminated;
/// placeholders are in braces; NULL and 0 to ask for the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND if no text has the number, MNR_ERROR_ARGUMENT if language is not a
/// language tag, MNR_ERROR_TEXT, MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the book. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_book_text(
    book: *mut mnr_book,
    number: u32,
    language: *const c_char,
    language_length: usize,
    reader_model: u32,
    text: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_book_text", {
        let buffer = Buffer::new(text.cast(), capacity, needed, "text")?;
        let language = given_language(language, language_length)?;
        let found = with_book(book, |book| {
            let message = Message::from_number(number);
            let (words, _) = message.map_or(("", None), |message| {
                book.text_for(message, language, reader_model)
            });
            if words.is_empty() {
                let none = format_args!("no text has the number {number}");
                return Err(Failure::new(MNR_ERROR_NOT_FOUND, none));
            }
            Ok(words.to_owned())
        })?;
        buffer.put_text(&found)
    })
}

/// Counts the languages that a book has. Everywhere else a language that it does not have gives Japanese.
///
/// book: the book to use, or NULL for the built-in one. count: where to put the number.
///
/// Errors: those of pointers and handles.
/// Any thread; waits while another thread uses the book. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_book_language_count(book: *mut mnr_book, count: *mut usize) -> i32 {
    guard!("mnr_book_language_count", {
        let count = Out::new(count, "count")?;
        count.put(with_book(book, |book| Ok(book.languages().len()))?);
        Ok(())
    })
}

/// The tag of a language that a book has, such as "ja", in the order of the tags.
///
/// book: the book to use, or NULL for the built-in one. index: from 0. tag, capacity: where to put it,
/// ASCII, NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND if there is no such entry, MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the book. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_book_language_at(
    book: *mut mnr_book,
    index: usize,
    tag: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_book_language_at", {
        let buffer = Buffer::new(tag.cast(), capacity, needed, "tag")?;
        let language = with_book(book, |book| Ok(book.languages().get(index).copied()))?;
        let none = || Failure::new(MNR_ERROR_NOT_FOUND, "the book has no such language");
        buffer.put_text(language.ok_or_else(none)?.tag())
    })
}

/// Writes a leaflet, or a form to fill in by hand, as an HTML page for A4 paper.
///
/// book: the book to use, or NULL for the built-in one. page: one of MNR_LEAFLET_* or MNR_FORM_*.
/// language, language_length: the language's tag, such as "ja" (large letters) or "ja-Easy" (easy
/// Japanese with all readings); a page that the book does not have in that language is in Japanese, and so
/// are texts for the staff. facility, facility_length: the facility's name, UTF-8, at most 100 characters.
/// phone, phone_length: its telephone number, at most 100 characters, or NULL and 0. reader_model: the
/// number of the reader model, for what differs by model (where the card goes, the order of restarting); 0
/// for none. day: today in Japan; pages hold from 2026-04-01. html, capacity: where to put the
/// page, UTF-8, NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_ARGUMENT if page or language is not valid, MNR_ERROR_LENGTH if facility or phone is
/// empty or longer than that, MNR_ERROR_DATE if the day is none, or before the first on which pages hold,
/// MNR_ERROR_TEXT, MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the book. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_page_html(
    book: *mut mnr_book,
    page: i32,
    language: *const c_char,
    language_length: usize,
    facility: *const c_char,
    facility_length: usize,
    phone: *const c_char,
    phone_length: usize,
    reader_model: u32,
    day: *const mnr_date,
    html: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_page_html", {
        let buffer = Buffer::new(html.cast(), capacity, needed, "html")?;
        let language = given_language(language, language_length)?;
        let facility = pointer::text(facility, facility_length, "facility")?;
        let mut context = LeafletContext::new(facility, pointer::day(day, "day")?);
        if phone_length != 0 {
            context.phone = Some(pointer::text(phone, phone_length, "phone")?);
        }
        let page = with_book(book, |book| {
            let mut context = context;
            let model = book.model_of_number(reader_model);
            context.model = model.map(|model| model.name.as_ref());
            let wanted = if let Some(form @ 1..) = page.checked_sub(FORMS) {
                Wanted::Form(known(i64::from(form), Paper::from_number, "page")?)
            } else {
                Wanted::Leaflet(known(i64::from(page), LeafletId::from_number, "page")?)
            };
            let page = match wanted.of(book, language, &context) {
                Err(LeafletError::UnknownLanguage) => wanted.of(book, Language::JA, &context),
                page => page,
            };
            page.map_err(Failure::from)
        })?;
        buffer.put_text(&page)
    })
}

/// What is to be printed.
#[derive(Clone, Copy)]
enum Wanted {
    Form(Paper),
    Leaflet(LeafletId),
}

impl Wanted {
    fn of(
        self,
        book: &Book,
        language: Language,
        context: &LeafletContext<'_>,
    ) -> Result<String, LeafletError> {
        match self {
            Self::Form(paper) => book.blank(paper, language, context),
            Self::Leaflet(id) => book.leaflet(id, language, context),
        }
    }
}

impl From<LeafletError> for Failure {
    fn from(error: LeafletError) -> Self {
        let status = match error {
            LeafletError::TooLong { .. } | LeafletError::Empty { .. } => MNR_ERROR_LENGTH,
            LeafletError::TooEarly { .. } => MNR_ERROR_DATE,
            _ => MNR_ERROR_ARGUMENT,
        };
        Self::new(status, error)
    }
}

/// From here on the numbers of pages are those of forms; up to here, of leaflets.
const FORMS: i32 = 100;

/// The number of a form, one of MNR_FORM_*.
pub(super) fn form_number(paper: Paper) -> i32 {
    FORMS + i32::from(paper.number())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_have_the_numbers_of_the_rust_side() {
        for (constant, paper) in [
            (MNR_FORM_FOUR_ITEMS, Paper::FourItems),
            (MNR_FORM_DECLARATION, Paper::Declaration),
            (MNR_FORM_OUTAGE_MODE, Paper::OutageMode),
            (MNR_FORM_AFTER_RECOVERY, Paper::AfterRecovery),
        ] {
            assert_eq!(constant, 100 + i32::from(paper.number()));
            assert_eq!(constant, form_number(paper));
        }
        assert_eq!(Paper::ALL.len(), 4);
    }
}
