//! The card profile: what a card may decide differently, as data that is loaded at run time.

use core::ffi::c_char;

use super::detail::mnr_detail;
use super::failure::Failure;
use super::guard;
use super::handle::{self, Handle};
use super::pointer::{self, Buffer, Out};
use super::status::{MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH};
use mynareader_card::card::Profile;
use mynareader_card::card::profile::{ProfileError, ProfileFault};

/// A card profile: application, file and key identifiers, formats, tries and limits of one kind of
/// card.
///
/// Any thread. A second thread waits for the first; the wait is short.
pub struct mnr_profile {
    _opaque: [u8; 0],
}

impl Handle for mnr_profile {
    type State = Profile;
    type Side = ();
    const NAME: &'static str = "mnr_profile";
    const WAITS: bool = true;
}

impl From<ProfileError> for Failure {
    fn from(error: ProfileError) -> Self {
        match error.fault() {
            ProfileFault::TooLong => Self::new(MNR_ERROR_LENGTH, error),
            _ => Self::new(MNR_ERROR_DATA_FILE, error),
        }
    }
}

/// Loads a card profile from a text, for example for the next generation of the card. The whole
/// text is checked before any of it is used; unknown keys are refused.
///
/// toml, length: UTF-8, at most 65,536 bytes, in the form that mnr_profile_toml writes; copied.
/// profile: where to put the handle; free it with mnr_profile_free. detail: NULL or a record; its
/// text says which place was refused, and why.
///
/// Errors: MNR_ERROR_DATA_FILE, MNR_ERROR_TEXT, MNR_ERROR_LENGTH.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_profile_load(
    toml: *const c_char,
    length: usize,
    profile: *mut *mut mnr_profile,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_profile_load", detail, {
        let out = Out::new(profile, "profile")?;
        let profile = Profile::from_toml(pointer::text(toml, length, "toml")?)?;
        out.put(handle::make::<mnr_profile>(profile, ())?);
        Ok(())
    })
}

/// Writes a card profile as the text that mnr_profile_load reads: to see what is in use, and as a
/// starting point for your own profile.
///
/// profile: the profile; NULL for the built-in one of the My Number card. text, capacity: where to
/// put it, NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_profile_toml(
    profile: *mut mnr_profile,
    text: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_profile_toml", {
        let buffer = Buffer::new(text.cast(), capacity, needed, "text")?;
        let text = if profile.is_null() {
            Profile::my_number_card().to_toml()
        } else {
            handle::with(profile, |profile| Ok(profile.to_toml()))?
        };
        buffer.put_text(&text)
    })
}

/// Frees a profile. Cards that were opened with it keep their copy. NULL is allowed and does
/// nothing.
///
/// Errors: MNR_ERROR_HANDLE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_profile_free(profile: *mut mnr_profile) -> i32 {
    guard!("mnr_profile_free", { handle::free(profile) })
}
