//! The models of card readers, as far as a book knows them.

use core::ffi::c_char;

use super::failure::Failure;
use super::guard;
use super::guidance::{given_language, known, mnr_book, with_book};
use super::pointer::{self, Buffer, Extensible, Out};
use super::status::{MNR_ERROR_ARGUMENT, MNR_ERROR_NOT_FOUND};
use mynareader_reception::guidance::makers::{Feature, Mark, Model, ModelText};
use mynareader_reception::guidance::{Book, Message};

/// How well a fact is known: from one source.
pub const MNR_MARK_SINGLE: i32 = 1;
/// How well a fact is known: from two or more independent sources.
pub const MNR_MARK_CONFIRMED: i32 = 2;
/// How well a fact is known: inferred.
pub const MNR_MARK_INFERRED: i32 = 3;

/// A model of a card reader.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_model {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// Its number, for the field reader_model of situations and set-ups.
    pub number: u32,
    /// The number of its maker, as in codes.
    pub maker: u32,
    /// How many notes there are of it.
    pub notes: u32,
    /// Its name as printed, UTF-8, NUL-terminated; cut at the end of a character where it is longer.
    pub name: [c_char; 64],
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_model {
    const FIRST: usize = size_of::<Self>();
}

/// What is known of a model in one respect.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_model_fact {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// 1 if it is so, 0 if it is not, -1 if it is told in words: mnr_model_text.
    pub is: i32,
    /// How well it is known, one of MNR_MARK_*.
    pub mark: i32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_model_fact {
    const FIRST: usize = size_of::<Self>();
}

fn model(book: &Book, number: u32) -> Result<&Model, Failure> {
    let none = || {
        let text = format_args!("the book has no model of number {number}");
        Failure::new(MNR_ERROR_NOT_FOUND, text)
    };
    book.model_of_number(number).ok_or_else(none)
}

/// Counts the reader models that a book knows.
///
/// book: the book to use, or NULL for the built-in one. count: where to put the number.
///
/// Errors: none beside those of every function.
/// Any thread; waits while another thread uses the book. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_model_count(book: *mut mnr_book, count: *mut usize) -> i32 {
    guard!("mnr_model_count", {
        let count = Out::new(count, "count")?;
        count.put(with_book(book, |book| Ok(book.models().len()))?);
        Ok(())
    })
}

/// A reader model of a book, in the order of the numbers.
///
/// book: the book to use, or NULL for the built-in one. index: from 0. model: where to put it; set its
/// struct_size before.
///
/// Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the book. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_model_at(
    book: *mut mnr_book,
    index: usize,
    model: *mut mnr_model,
) -> i32 {
    guard!("mnr_model_at", {
        pointer::struct_size(model, "model")?;
        let found = with_book(book, |book| {
            let model = book.models().get(index);
            let model = model
                .ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "there is no further model"))?;
            let mut name = [0; 64];
            pointer::fill_text(&mut name, &model.name);
            Ok(mnr_model {
                struct_size: 0,
                number: model.number.into(),
                maker: model.maker.number().into(),
                notes: u32::try_from(model.notes.len()).unwrap_or(u32::MAX),
                name,
            })
        })?;
        pointer::put_struct(model, found, "model")
    })
}

/// The number of a reader model by its name. Case, spaces, hyphens and full-width letters do not
/// matter.
///
/// book: the book to use, or NULL for the built-in one. name, length: the name, UTF-8. number: where to
/// put the number.
///
/// Errors: MNR_ERROR_NOT_FOUND, MNR_ERROR_TEXT.
/// Any thread; waits while another thread uses the book. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_model_find(
    book: *mut mnr_book,
    name: *const c_char,
    length: usize,
    number: *mut u32,
) -> i32 {
    guard!("mnr_model_find", {
        let number = Out::new(number, "number")?;
        let name = pointer::text(name, length, "name")?;
        let found = with_book(book, |book| {
            let model = book.model(name);
            let none = || Failure::new(MNR_ERROR_NOT_FOUND, "the book has no model of this name");
            Ok(model.ok_or_else(none)?.number)
        })?;
        number.put(found.into());
        Ok(())
    })
}

/// What is known of a reader model in one respect. What no source tells is not found; it is not "no".
///
/// book: the book to use, or NULL for the built-in one. number: the model's. feature: one of
/// MNR_FEATURE_*. fact: where to put it; set its struct_size before.
///
/// Errors: MNR_ERROR_NOT_FOUND if there is no such model, or it is not known; MNR_ERROR_ARGUMENT,
/// MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the book. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_model_read_fact(
    book: *mut mnr_book,
    number: u32,
    feature: i32,
    fact: *mut mnr_model_fact,
) -> i32 {
    guard!("mnr_model_read_fact", {
        pointer::struct_size(fact, "fact")?;
        let feature = known(i64::from(feature), Feature::from_number, "feature")?;
        let found = with_book(book, |book| {
            let fact = model(book, number)?.fact(feature);
            let none = || Failure::new(MNR_ERROR_NOT_FOUND, "no source tells this of the model");
            let fact = fact.ok_or_else(none)?;
            Ok(mnr_model_fact {
                struct_size: 0,
                is: fact.is.map_or(-1, i32::from),
                mark: match fact.mark {
                    Mark::Confirmed => MNR_MARK_CONFIRMED,
                    Mark::Inferred => MNR_MARK_INFERRED,
                    _ => MNR_MARK_SINGLE,
                },
            })
        })?;
        pointer::put_struct(fact, found, "fact")
    })
}

/// Words about a reader model: of a feature that is told in words, or a note.
///
/// book: the book to use, or NULL for the built-in one. number: the model's. feature: one of
/// MNR_FEATURE_*, or 0 for a note. note: which note, from 1; 0 for a feature. language,
/// language_length: the language's tag, such as "ja"; if the book has no words in that language, they
/// are in Japanese. text, capacity: where to put it, UTF-8, NUL-terminated; NULL and 0 to ask for the
/// size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND if there is no such model, or nothing is told; MNR_ERROR_ARGUMENT,
/// MNR_ERROR_TEXT, MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the book. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_model_text(
    book: *mut mnr_book,
    number: u32,
    feature: i32,
    note: u32,
    language: *const c_char,
    language_length: usize,
    text: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_model_text", {
        let buffer = Buffer::new(text.cast(), capacity, needed, "text")?;
        let language = given_language(language, language_length)?;
        let feature = match (feature, note) {
            (0, 1..) => None,
            (_, 0) => Some(known(i64::from(feature), Feature::from_number, "feature")?),
            _ => {
                return Err(Failure::new(
                    MNR_ERROR_ARGUMENT,
                    "feature or note must be 0",
                ));
            }
        };
        let words = with_book(book, |book| {
            let model = model(book, number)?;
            let wanted = match feature {
                Some(feature) => Some(ModelText::Feature(model.number, feature)),
                None => u8::try_from(note)
                    .ok()
                    .map(|note| ModelText::Note(model.number, note)),
            };
            let wanted = wanted.map(Message::Model);
            let found = wanted.filter(|wanted| model.texts().any(|it| it == *wanted));
            let untold = || Failure::new(MNR_ERROR_NOT_FOUND, "nothing is told of this in words");
            Ok(book.text(found.ok_or_else(untold)?, language).to_owned())
        })?;
        buffer.put_text(&words)
    })
}
