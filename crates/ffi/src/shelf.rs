//! The shelf: the guidance in force, signed packages of it, and how old it is.

use core::ffi::c_char;
use std::sync::Arc;

use super::date::mnr_date;
use super::detail::mnr_detail;
use super::failure::Failure;
use super::guard;
use super::guidance::{mnr_book, with_book};
use super::handle::{self, Handle};
use super::pointer::{self, Extensible, Out};
use super::status::{
    MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH, MNR_ERROR_PACKAGE_EXPIRED, MNR_ERROR_PACKAGE_OLD,
    MNR_ERROR_PUBLIC_KEY, MNR_ERROR_SIGNATURE, MNR_ERROR_UNSIGNED,
};
use mynareader_facts::calendar::Date;
use mynareader_package::{Contents, Origin, PublicKey, Reason, Refused, Shelf};
use mynareader_reception::guidance::Age;

/// A shelf: the guidance in force, and the public keys of who may sign packages of guidance.
///
/// Any thread. A second thread waits for the first, while a package is checked too.
pub struct mnr_shelf {
    _opaque: [u8; 0],
}

impl Handle for mnr_shelf {
    type State = Shelf;
    type Side = ();
    const NAME: &'static str = "mnr_shelf";
    const WAITS: bool = true;
}

/// How long a public key of Ed25519 is, in bytes.
pub const MNR_PACKAGE_KEY_LENGTH: usize = 32;

/// Where guidance comes from: from the library itself.
pub const MNR_ORIGIN_BUILT_IN: i32 = 0;
/// Where guidance comes from: from a file without a signature.
pub const MNR_ORIGIN_UNSIGNED: i32 = 1;
/// Where guidance comes from: from a signed package.
pub const MNR_ORIGIN_PACKAGE: i32 = 2;

/// How old guidance is on a day, and where it comes from. Days that there are not are 0.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_rules_status {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// The version of the package; 0 without one.
    pub version: u64,
    /// Where it comes from, one of MNR_ORIGIN_*.
    pub origin: i32,
    /// 1 if it is time to warn whoever keeps the reader: from 30 days before a package expires; of
    /// other guidance from the day after the rules are known to hold.
    pub warns: i32,
    /// 1 if the package has expired. It stays in force.
    pub has_expired: i32,
    /// Whole days since the last day up to which the rules are known to hold.
    pub days: u32,
    /// The last day up to which the rules are known to hold: year.
    pub known_up_to_year: i32,
    /// Its month.
    pub known_up_to_month: i32,
    /// Its day.
    pub known_up_to_day: i32,
    /// The first day of the warnings: year.
    pub warn_from_year: i32,
    /// Its month.
    pub warn_from_month: i32,
    /// Its day.
    pub warn_from_day: i32,
    /// The day on which the package was issued: year.
    pub issued_year: i32,
    /// Its month.
    pub issued_month: i32,
    /// Its day.
    pub issued_day: i32,
    /// The last day for which whoever signed it vouches: year.
    pub expires_year: i32,
    /// Its month.
    pub expires_month: i32,
    /// Its day.
    pub expires_day: i32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_rules_status {
    const FIRST: usize = size_of::<Self>();
}

impl mnr_rules_status {
    fn of(age: Age, origin: Origin) -> Self {
        let parts = |day: Date| {
            [
                i32::from(day.year()),
                i32::from(day.month()),
                i32::from(day.day()),
            ]
        };
        let (origin, version, issued) = match origin {
            Origin::Package { manifest, .. } => {
                (MNR_ORIGIN_PACKAGE, manifest.version, parts(manifest.issued))
            }
            Origin::Unsigned => (MNR_ORIGIN_UNSIGNED, 0, [0; 3]),
            _ => (MNR_ORIGIN_BUILT_IN, 0, [0; 3]),
        };
        let [known_up_to_year, known_up_to_month, known_up_to_day] = parts(age.known_up_to);
        let [warn_from_year, warn_from_month, warn_from_day] = parts(age.warn_from);
        let [issued_year, issued_month, issued_day] = issued;
        let [expires_year, expires_month, expires_day] = age.last_day.map_or([0; 3], parts);
        Self {
            struct_size: 0,
            version,
            origin,
            warns: i32::from(age.warns),
            has_expired: i32::from(age.has_expired),
            days: age.days,
            known_up_to_year,
            known_up_to_month,
            known_up_to_day,
            warn_from_year,
            warn_from_month,
            warn_from_day,
            issued_year,
            issued_month,
            issued_day,
            expires_year,
            expires_month,
            expires_day,
        }
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        let status = match refused.reason {
            Reason::UnknownKey(_) | Reason::Signature | Reason::NoKey => MNR_ERROR_SIGNATURE,
            Reason::Older { .. }
            | Reason::SameVersion(_)
            | Reason::OlderThanBuiltIn { .. }
            | Reason::RulesOlderThanBuiltIn { .. } => MNR_ERROR_PACKAGE_OLD,
            Reason::Expired { .. } => MNR_ERROR_PACKAGE_EXPIRED,
            Reason::Unsigned | Reason::NotAPackage => MNR_ERROR_UNSIGNED,
            Reason::TooLarge(_) => MNR_ERROR_LENGTH,
            _ => MNR_ERROR_DATA_FILE,
        };
        Self::new(status, refused)
    }
}

/// Makes a shelf with the built-in guidance in force.
///
/// keys, length: the public keys of Ed25519 of who may sign packages, one after the other, in bytes:
/// MNR_PACKAGE_KEY_LENGTH for each, at most 16 keys; NULL and 0 for none, and then files without a
/// signature are taken. accepted: the highest version that was accepted before, which the program stored; 0 for
/// none. shelf: where to put the handle; free it with mnr_shelf_free. detail: NULL or a record.
///
/// Errors: MNR_ERROR_PUBLIC_KEY, MNR_ERROR_LENGTH.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_shelf_new(
    keys: *const u8,
    length: usize,
    accepted: u64,
    shelf: *mut *mut mnr_shelf,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_shelf_new", detail, {
        let out = Out::new(shelf, "shelf")?;
        let (keys, rest) = pointer::bytes(keys, length, "keys")?.as_chunks();
        if !rest.is_empty() {
            let rest = format_args!("keys has {length} bytes, and each key has 32");
            return Err(Failure::new(MNR_ERROR_LENGTH, rest));
        }
        let keys = keys.iter().map(PublicKey::from_bytes);
        let keys: Result<Vec<_>, _> = keys.collect();
        let keys = keys.map_err(|error| Failure::new(MNR_ERROR_PUBLIC_KEY, error))?;
        let shelf = Shelf::new(&keys, accepted);
        let shelf = shelf.map_err(|error| Failure::new(MNR_ERROR_LENGTH, error))?;
        out.put(handle::make::<mnr_shelf>(shelf, ())?);
        Ok(())
    })
}

/// Takes a signed package of guidance, as the command "mynareader package" makes it; if it is taken,
/// it is in force. A package that is refused is refused whole, and what was in force stays.
///
/// Refused are packages that were changed or are not whole, that none of the keys signed, that are of a
/// lower version than was accepted before or older than the built-in guidance, whose guidance is not
/// sound, and those that have expired; an expired one of the version accepted last is taken, so that it
/// stays in force after a restart.
///
/// shelf: the shelf. package, length: the file as it is, at most 1 MiB and 1 KiB. day:
/// today in Japan. accepted: where to put the highest version accepted so far, which the program is to
/// store for mnr_shelf_new. detail: NULL or a record; its text says the reason and the line.
///
/// Errors: MNR_ERROR_SIGNATURE, MNR_ERROR_PACKAGE_OLD, MNR_ERROR_PACKAGE_EXPIRED, MNR_ERROR_UNSIGNED if
/// it does not begin as a package does, MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH, MNR_ERROR_DATE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_shelf_load(
    shelf: *mut mnr_shelf,
    package: *const u8,
    length: usize,
    day: *const mnr_date,
    accepted: *mut u64,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_shelf_load", detail, {
        let accepted = Out::new(accepted, "accepted")?;
        let package = pointer::some_bytes(package, length, "package")?;
        let today = pointer::day(day, "day")?;
        accepted.put(handle::with(
            shelf,
            |shelf| Ok(shelf.load(package, today)?),
        )?);
        Ok(())
    })
}

/// Takes a file of guidance without a signature, where the shelf has no keys; if it is taken, it is in
/// force. A file that is refused changes nothing.
///
/// shelf: the shelf. toml, length: UTF-8, at most 1 MiB. amend: 1 if the text changes the built-in
/// guidance, 0 if it is whole. detail: NULL or a record; its text says what was refused.
///
/// Errors: MNR_ERROR_UNSIGNED if the shelf has keys, MNR_ERROR_DATA_FILE, MNR_ERROR_TEXT,
/// MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_shelf_load_unsigned(
    shelf: *mut mnr_shelf,
    toml: *const c_char,
    length: usize,
    amend: i32,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_shelf_load_unsigned", detail, {
        let text = pointer::text(toml, length, "toml")?;
        let contents = if pointer::flag(amend, "amend")? {
            Contents::Amendment
        } else {
            Contents::Whole
        };
        handle::with(shelf, |shelf| Ok(shelf.load_unsigned(text, contents)?))
    })
}

/// The book in force. It stays as it is when another package is taken later.
///
/// shelf: the shelf. book: where to put a handle of its own; free it with mnr_book_free.
///
/// Errors: none beside those of every function.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_shelf_book(shelf: *mut mnr_shelf, book: *mut *mut mnr_book) -> i32 {
    guard!("mnr_shelf_book", {
        let out = Out::new(book, "book")?;
        let book = handle::with(shelf, |shelf| Ok(Arc::clone(shelf.book())))?;
        out.put(handle::make::<mnr_book>(book, ())?);
        Ok(())
    })
}

/// What is in force on a shelf, how old it is, and whether to warn.
///
/// shelf: the shelf. day: today in Japan. status: where to put it; set its struct_size
/// before.
///
/// Errors: MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_shelf_status(
    shelf: *mut mnr_shelf,
    day: *const mnr_date,
    status: *mut mnr_rules_status,
) -> i32 {
    guard!("mnr_shelf_status", {
        pointer::struct_size(status, "status")?;
        let today = pointer::day(day, "day")?;
        let found = handle::with(shelf, |shelf| Ok(shelf.status(today)))?;
        let found = mnr_rules_status::of(found.age, found.origin);
        pointer::put_struct(status, found, "status")
    })
}

/// How old the rules of a book are, and whether to warn. Where the book comes from is what its shelf
/// says; here that stands as built in, without a version and a day of issue.
///
/// book: the book, or NULL for the built-in one. day: today in Japan. status: where to
/// put it; set its struct_size before.
///
/// Errors: MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_book_age(
    book: *mut mnr_book,
    day: *const mnr_date,
    status: *mut mnr_rules_status,
) -> i32 {
    guard!("mnr_book_age", {
        pointer::struct_size(status, "status")?;
        let today = pointer::day(day, "day")?;
        let age = with_book(book, |book| Ok(book.age(today)))?;
        let found = mnr_rules_status::of(age, Origin::BuiltIn);
        pointer::put_struct(status, found, "status")
    })
}

/// Frees a shelf. Books that it gave stay valid. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_shelf_free(shelf: *mut mnr_shelf) -> i32 {
    guard!("mnr_shelf_free", { handle::free(shelf) })
}
