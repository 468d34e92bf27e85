//! The rules of docs/abi.md, "The rules by number", on the exports themselves, with a driver that counts
//! what it is sent. `tests/c` tries each export in C; these also run under Miri.
#![allow(unsafe_code)]

use core::ffi::{c_char, c_void};
use core::mem::MaybeUninit;
use core::ptr::{null, null_mut, without_provenance_mut};
use core::sync::atomic::{AtomicI32, AtomicPtr, AtomicU32, Ordering::SeqCst};
use std::sync::Barrier;

use mynareader_ffi::card::{
    MNR_LAST_TRY_KEEP, MNR_SCHEME_DIGEST, mnr_card, mnr_card_free, mnr_card_open, mnr_card_sign,
    mnr_card_tries, mnr_card_verify, mnr_signing,
};
use mynareader_ffi::detail::mnr_detail;
use mynareader_ffi::facts::{MNR_KEY_AUTHENTICATION_PIN, MNR_TRIES_UNKNOWN};
use mynareader_ffi::link::{
    mnr_driver, mnr_driver_failure, mnr_link, mnr_link_free, mnr_link_open_driver,
    mnr_link_transmit,
};
use mynareader_ffi::pointer::LONGEST;
use mynareader_ffi::profile::{mnr_profile, mnr_profile_free, mnr_profile_load, mnr_profile_toml};
use mynareader_ffi::reader::{mnr_readers, mnr_readers_free, mnr_readers_list};
use mynareader_ffi::reception::{mnr_reception, mnr_reception_free, mnr_reception_new};
use mynareader_ffi::status::*;

/// A maker's driver: what it counts, and what it answers.
#[derive(Default)]
struct Driver {
    commands: AtomicU32,
    power_downs: AtomicU32,
    /// The status word of each answer; 0 tears the link.
    answers: AtomicU32,
    /// The card that is used from within its own driver, and what that gave.
    card: AtomicPtr<mnr_card>,
    within: AtomicI32,
    freed_within: AtomicI32,
}

impl Driver {
    fn answering(status_word: u32) -> Self {
        let driver = Self::default();
        driver.answers.store(status_word, SeqCst);
        driver
    }

    fn sent(&self) -> u32 {
        self.commands.load(SeqCst)
    }

    fn link(&self) -> *mut mnr_link {
        let mut link = null_mut();
        let driver = functions();
        let user = core::ptr::from_ref(self).cast_mut().cast();
        // SAFETY: the driver outlives its links in every test.
        let made = unsafe { mnr_link_open_driver(user, &raw const driver, &raw mut link) };
        assert_eq!(made, MNR_OK);
        link
    }

    fn card(&self) -> *mut mnr_card {
        let mut card = null_mut();
        // SAFETY: a link that was just made, and a place for the card.
        assert_eq!(unsafe { mnr_card_open(self.link(), &raw mut card) }, MNR_OK);
        card
    }
}

fn functions() -> mnr_driver {
    mnr_driver {
        struct_size: size_of::<mnr_driver>(),
        flags: 0,
        max_command: 0,
        max_response: 0,
        transmit: Some(transmit),
        reset: Some(nothing),
        power_down: Some(power_down),
        release: None,
        let_go: None,
        take_back: None,
    }
}

unsafe fn driver<'a>(user: *mut c_void) -> &'a Driver {
    // SAFETY: `Driver::link` handed it in, and each test keeps it to its end.
    unsafe { &*user.cast() }
}

unsafe extern "C" fn transmit(
    user: *mut c_void,
    _: *const u8,
    _: usize,
    answer: *mut u8,
    _: usize,
    length: *mut usize,
    _: u32,
    _: *mut mnr_driver_failure,
) -> i32 {
    // SAFETY: the library calls it as the header says.
    unsafe {
        let driver = driver(user);
        driver.commands.fetch_add(1, SeqCst);
        let card = driver.card.load(SeqCst);
        if !card.is_null() {
            let mut tries = 0;
            let key = MNR_KEY_AUTHENTICATION_PIN;
            let within = mnr_card_tries(card, key, &raw mut tries, null_mut());
            driver.within.store(within, SeqCst);
            driver.freed_within.store(mnr_card_free(card), SeqCst);
        }
        let word = driver.answers.load(SeqCst);
        if word == 0 {
            return MNR_ERROR_CARD_MUTE;
        }
        for (at, byte) in word.to_be_bytes()[2..].iter().enumerate() {
            answer.add(at).write(*byte);
        }
        length.write(2);
        MNR_OK
    }
}

unsafe extern "C" fn nothing(_: *mut c_void) -> i32 {
    MNR_OK
}

unsafe extern "C" fn power_down(user: *mut c_void) -> i32 {
    // SAFETY: as for `transmit`.
    unsafe { driver(user) }.power_downs.fetch_add(1, SeqCst);
    MNR_OK
}

fn tries_of(card: *mut mnr_card, tries: &mut i32, detail: *mut mnr_detail) -> i32 {
    // SAFETY: a place for the number, and a record or NULL.
    unsafe { mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, tries, detail) }
}

fn empty_detail() -> mnr_detail {
    // SAFETY: numbers and characters only.
    let mut detail: mnr_detail = unsafe { MaybeUninit::zeroed().assume_init() };
    detail.struct_size = size_of::<mnr_detail>();
    detail
}

fn end(card: *mut mnr_card) {
    // SAFETY: each test's own card.
    assert_eq!(unsafe { mnr_card_free(card) }, MNR_OK);
}

/// Holds: A1, A2, A12
#[test]
fn what_is_asked_for_is_written_on_success_and_the_detail_on_failure() {
    let good = Driver::answering(0x63C2);
    let card = good.card();
    let (mut tries, mut detail) = (77, empty_detail());
    detail.status = 55;
    // Selecting answers 63C2 too, which is no success: nothing is known.
    let status = tries_of(card, &mut tries, &raw mut detail);
    assert_ne!(status, MNR_OK);
    assert_eq!(tries, 77, "written although the call failed");
    assert_eq!(detail.status, status);
    assert!(detail.exchange > 0);
    assert_eq!(detail.status_word, 0x63C2);
    assert_eq!(detail.tries_left, MNR_TRIES_UNKNOWN);
    // The text is a sentence for the log.
    assert_ne!(detail.text[0], 0);
    good.answers.store(0x9000, SeqCst);
    detail.status = 55;
    // 9000 to a query tells nothing of the tries; the call itself succeeds.
    assert_eq!(tries_of(card, &mut tries, &raw mut detail), MNR_OK);
    assert_eq!(tries, MNR_TRIES_UNKNOWN);
    assert_eq!(detail.status, 55, "written although the call succeeded");
    end(card);

    let torn = Driver::answering(0);
    let card = torn.card();
    let mut tries = 77;
    assert_eq!(tries_of(card, &mut tries, null_mut()), MNR_ERROR_CARD_MUTE);
    assert_eq!(tries, 77);
    end(card);
    // No handle comes out of a call that fails.
    let (mut link, mut driver) = (without_provenance_mut(0x77), functions());
    driver.transmit = None;
    // SAFETY: a driver with a function missing, and a place for the link.
    let made = unsafe { mnr_link_open_driver(null_mut(), &raw const driver, &raw mut link) };
    assert_eq!(made, MNR_ERROR_NULL);
    assert_eq!(link.addr(), 0x77);
}

/// Holds: A3, A8
#[test]
fn everything_is_checked_before_a_command_goes_out() {
    let driver = Driver::answering(0x9000);
    let card = driver.card();
    let verify = |secret: *const u8, length, last_try| {
        let key = MNR_KEY_AUTHENTICATION_PIN;
        // SAFETY: so many bytes are there, or the length is refused.
        unsafe { mnr_card_verify(card, key, secret, length, last_try, null_mut()) }
    };
    let keep = MNR_LAST_TRY_KEEP;
    assert_eq!(verify(null(), 4, keep), MNR_ERROR_NULL);
    assert_eq!(verify(b"1234".as_ptr(), 0, keep), MNR_ERROR_LENGTH);
    assert_eq!(verify(b"123".as_ptr(), 3, keep), MNR_ERROR_SECRET_FORMAT);
    assert_eq!(verify(b"12345".as_ptr(), 5, keep), MNR_ERROR_SECRET_FORMAT);
    assert_eq!(verify(b"12a4".as_ptr(), 4, keep), MNR_ERROR_SECRET_FORMAT);
    assert_eq!(verify(b"1234".as_ptr(), 4, 7), MNR_ERROR_ARGUMENT);
    // A buffer that may turn out too small, a digest of the wrong length, an odd address.
    let mut signature = [0_u8; 512];
    let mut needed = 0;
    let sign =
        |signing: &mnr_signing, capacity: usize, signature: &mut [u8], needed: *mut usize| {
            let start = signature.as_mut_ptr();
            // SAFETY: so many bytes are there.
            unsafe { mnr_card_sign(card, signing, start, capacity, needed, null_mut()) }
        };
    let digest = [7_u8; 32];
    // SAFETY: numbers and pointers, all of which may be zero.
    let mut signing: mnr_signing = unsafe { MaybeUninit::zeroed().assume_init() };
    signing.struct_size = size_of::<mnr_signing>();
    signing.key = MNR_KEY_AUTHENTICATION_PIN;
    signing.scheme = MNR_SCHEME_DIGEST;
    signing.data = digest.as_ptr();
    signing.data_length = 32;
    signing.secret = b"1234".as_ptr().cast();
    signing.secret_length = 4;
    let small = sign(&signing, 100, &mut signature, &raw mut needed);
    assert_eq!(small, MNR_ERROR_BUFFER);
    assert!(needed > 100);
    let odd = without_provenance_mut(needed | 1);
    let odd = sign(&signing, 512, &mut signature, odd);
    assert_eq!(odd, MNR_ERROR_ARGUMENT);
    signing.data_length = 31;
    let short = sign(&signing, 512, &mut signature, &raw mut needed);
    assert_eq!(short, MNR_ERROR_LENGTH);
    assert_eq!(driver.sent(), 0, "the card saw a command");
    end(card);
    let until_here = driver.sent();

    let link = driver.link();
    // SAFETY: the buffer is as large as is said.
    let sent = unsafe {
        let answer = signature.as_mut_ptr();
        mnr_link_transmit(
            link,
            digest.as_ptr(),
            5,
            1000,
            answer,
            100,
            &raw mut needed,
            null_mut(),
        )
    };
    assert_eq!(sent, MNR_ERROR_BUFFER);
    assert_eq!(needed, 258);
    assert_eq!(driver.sent(), until_here, "the card saw a command");
    // SAFETY: the link made above.
    assert_eq!(unsafe { mnr_link_free(link) }, MNR_OK);
}

/// Holds: A4
#[test]
fn a_handle_is_a_number_that_is_never_used_twice_nor_as_an_address() {
    let mut reception = null_mut();
    // SAFETY: only numbers that are no addresses are handed in as handles.
    unsafe {
        assert_eq!(mnr_reception_new(null(), &raw mut reception), MNR_OK);
        assert_eq!(
            mnr_card_free(reception.cast()),
            MNR_ERROR_HANDLE,
            "of another type"
        );
        assert_eq!(mnr_reception_free(reception), MNR_OK);
        assert_eq!(
            mnr_reception_free(reception),
            MNR_ERROR_HANDLE,
            "a second time"
        );
        for made_up in [1, 16, 0x7FFF_FFF0, usize::MAX] {
            let made_up = without_provenance_mut(made_up);
            let freed = mnr_profile_free(made_up);
            assert_eq!(freed, MNR_ERROR_HANDLE);
        }
        assert_eq!(mnr_reception_free(null_mut()), MNR_OK);
        let mut next: *mut mnr_reception = null_mut();
        for _ in 0..3 {
            assert_eq!(mnr_reception_new(null(), &raw mut next), MNR_OK);
            assert!(next.addr() > reception.addr(), "a number that was used");
            assert_eq!(mnr_reception_free(next), MNR_OK);
        }
    }
}

/// Where the slow driver and the test meet.
static AT_WORK: Barrier = Barrier::new(2);
static CALLS: AtomicU32 = AtomicU32::new(0);
unsafe extern "C" fn slow(
    _: *mut c_void,
    _: *const u8,
    _: usize,
    _: *mut u8,
    _: usize,
    _: *mut usize,
    _: u32,
    _: *mut mnr_driver_failure,
) -> i32 {
    // The first command alone: the end of the session sends one more.
    if CALLS.fetch_add(1, SeqCst) == 0 {
        AT_WORK.wait();
        AT_WORK.wait();
    }
    MNR_ERROR_LINK_BROKEN
}

/// Holds: A5, A6
#[test]
fn a_card_at_work_is_refused_to_others_and_to_its_own_driver() {
    let driver = Driver::answering(0x9000);
    let card = driver.card();
    driver.card.store(card, SeqCst);
    let mut tries = 0;
    assert_eq!(tries_of(card, &mut tries, null_mut()), MNR_OK);
    assert_eq!(driver.within.load(SeqCst), MNR_ERROR_BUSY);
    assert_eq!(driver.freed_within.load(SeqCst), MNR_ERROR_BUSY);
    driver.card.store(null_mut(), SeqCst);
    end(card);

    // The same from another thread, while the card's own is in its driver.
    let (mut link, mut card) = (null_mut(), null_mut());
    let user = core::ptr::from_ref(&driver).cast_mut().cast();
    let slowly = mnr_driver {
        transmit: Some(slow),
        ..functions()
    };
    // SAFETY: places for the handles; the driver outlives them.
    unsafe {
        let made = mnr_link_open_driver(user, &raw const slowly, &raw mut link);
        assert_eq!(made, MNR_OK);
        assert_eq!(mnr_card_open(link, &raw mut card), MNR_OK);
    }
    let number = card.addr();
    let other = std::thread::spawn(move || {
        let mut tries = 0;
        tries_of(without_provenance_mut(number), &mut tries, null_mut())
    });
    AT_WORK.wait();
    assert_eq!(tries_of(card, &mut tries, null_mut()), MNR_ERROR_BUSY);
    // SAFETY: refused, and nothing is freed.
    assert_eq!(unsafe { mnr_card_free(card) }, MNR_ERROR_BUSY);
    AT_WORK.wait();
    assert_eq!(other.join().unwrap(), MNR_ERROR_LINK_BROKEN);
    end(card);
    assert_eq!(driver.power_downs.load(SeqCst), 2);
}

/// Holds: A9
#[test]
fn structures_say_their_size() {
    let (mut link, mut driver) = (null_mut(), functions());
    for size in [0, size_of::<usize>(), usize::MAX] {
        driver.struct_size = size;
        // SAFETY: a size that is none is refused before anything else is read.
        let made = unsafe { mnr_link_open_driver(null_mut(), &raw const driver, &raw mut link) };
        assert_eq!(made, MNR_ERROR_STRUCT_SIZE, "{size}");
    }
    let card = Driver::answering(0x9000);
    let card = card.card();
    let (mut tries, mut detail) = (77, empty_detail());
    detail.struct_size = 8;
    let status = tries_of(card, &mut tries, &raw mut detail);
    assert_eq!((status, tries), (MNR_ERROR_STRUCT_SIZE, 77));
    end(card);
}

/// Holds: A11
#[test]
fn a_number_that_is_none_of_its_kind_is_refused() {
    let driver = Driver::answering(0x9000);
    let card = driver.card();
    for number in [i32::MIN, -1, 99, i32::MAX] {
        let mut tries = 77;
        // SAFETY: a place for the number.
        let status = unsafe { mnr_card_tries(card, number, &raw mut tries, null_mut()) };
        assert_eq!((status, tries), (MNR_ERROR_ARGUMENT, 77), "{number}");
    }
    assert_eq!(driver.sent(), 0);
    end(card);
}

fn load(text: *const u8, length: usize) -> i32 {
    let mut profile: *mut mnr_profile = without_provenance_mut(0x77);
    // SAFETY: so many bytes are there, or the length is refused before one is read.
    let status =
        unsafe { mnr_profile_load(text.cast::<c_char>(), length, &raw mut profile, null_mut()) };
    assert_eq!(profile.addr(), 0x77);
    status
}

/// Holds: A13, A14
#[test]
fn texts_have_a_greatest_length_and_are_utf_8() {
    // Nothing is there to be read: the length decides.
    let nowhere = core::ptr::without_provenance(16);
    assert_eq!(load(nowhere, LONGEST + 1), MNR_ERROR_LENGTH);
    assert_eq!(load(nowhere, usize::MAX), MNR_ERROR_LENGTH);
    assert_eq!(load(b"\xFF\xFE".as_ptr(), 2), MNR_ERROR_TEXT);
    assert_eq!(load(b"a\0b".as_ptr(), 3), MNR_ERROR_TEXT);
    // What comes back ends with a NUL, which counts.
    let (mut needed, mut again) = (0, 0);
    // SAFETY: NULL and 0 ask for the size; then so much room is there.
    unsafe {
        let asked = mnr_profile_toml(null_mut(), null_mut(), 0, &raw mut needed);
        assert_eq!(asked, MNR_ERROR_BUFFER);
        let mut text = vec![1_u8; needed];
        let start = text.as_mut_ptr().cast();
        assert_eq!(
            mnr_profile_toml(null_mut(), start, needed, &raw mut again),
            MNR_OK
        );
        assert_eq!((again, text.pop()), (needed, Some(0)));
        assert!(core::str::from_utf8(&text).is_ok() && !text.contains(&0));
    }
}

/// Holds: A15
#[test]
#[cfg_attr(miri, ignore = "asks the system's PC/SC service")]
fn an_absent_part_says_so() {
    let mut readers: *mut mnr_readers = null_mut();
    // SAFETY: a place for the handle.
    let status = unsafe { mnr_readers_list(&raw mut readers, null_mut()) };
    if mynareader_ffi::library::PCSC {
        assert_ne!(status, MNR_ERROR_NOT_BUILT_IN);
    } else {
        assert_eq!(status, MNR_ERROR_NOT_BUILT_IN);
        assert!(readers.is_null());
    }
    // SAFETY: the list, or NULL.
    assert_eq!(unsafe { mnr_readers_free(readers) }, MNR_OK);
}
