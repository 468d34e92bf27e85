//! The answer record: what is refused before it reaches a reception or a desk. `tests/c/answers.c`
//! tries the same and more in C.
#![allow(unsafe_code)]

use core::ffi::c_void;
use core::ptr::{null, null_mut};

use mynareader_ffi::date::mnr_date;
use mynareader_ffi::desk::answer::mnr_desk_answer;
use mynareader_ffi::desk::mnr_desk;
use mynareader_ffi::reception::action::{mnr_action, mnr_number};
use mynareader_ffi::reception::answer::*;
use mynareader_ffi::reception::event::*;
use mynareader_ffi::reception::happening::mnr_reception_card_placed;
use mynareader_ffi::reception::{
    mnr_reception, mnr_reception_free, mnr_reception_new, mnr_reception_next_action,
};
use mynareader_ffi::status::*;

const NOTHING: mnr_answer = mnr_answer {
    struct_size: size_of::<mnr_answer>(),
    kind: 0,
    actor: MNR_ACTOR_READER,
    detail: 0,
    method: 0,
    yes: 0,
    tries: 0,
    liveness: 0,
    mark: 0,
    agreeing: 0,
    failed: 0,
    consents: 0,
    code_maker: 0,
    code_number: 0,
    symptom: core::ptr::null(),
    facts: null(),
    secret: null(),
    secret_length: 0,
};

static DAY: mnr_date = mnr_date {
    year: 2026,
    month: 11,
    day: 24,
};

static NUMBER: mnr_number = mnr_number {
    session: 1,
    sequence: 1,
    station: 1,
};

/// A handle of no desk: what comes so far was not refused for what stands in it.
fn to_a_desk(answer: &mnr_answer) -> i32 {
    let none: *mut mnr_desk = core::ptr::without_provenance_mut(0x7FFF_FFF0);
    // SAFETY: both records are there; a handle that is none is refused.
    unsafe { mnr_desk_answer(none, &raw const NUMBER, answer) }
}

fn with_secret(kind: i32, actor: i32, secret: &[u8]) -> mnr_answer {
    mnr_answer {
        kind,
        actor,
        secret: secret.as_ptr().cast::<c_void>(),
        secret_length: secret.len(),
        ..NOTHING
    }
}

/// A reception that asks what the card is.
struct Asking(*mut mnr_reception);

impl Asking {
    fn new() -> Self {
        let mut reception = null_mut();
        let mut action = core::mem::MaybeUninit::<mnr_action>::zeroed();
        // SAFETY: numbers only.
        unsafe {
            (*action.as_mut_ptr()).struct_size = size_of::<mnr_action>();
            assert_eq!(mnr_reception_new(null(), &raw mut reception), MNR_OK);
            let placed = mnr_reception_card_placed(reception, 0, &raw const DAY);
            assert_eq!(placed, MNR_OK);
            while mnr_reception_next_action(reception, action.as_mut_ptr()) == MNR_OK {}
        }
        Self(reception)
    }

    fn hears(&self, answer: &mnr_answer) -> i32 {
        // SAFETY: both records are there.
        unsafe { mnr_reception_answer(self.0, 1, &raw const NUMBER, answer) }
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        // SAFETY: it was made above.
        assert_eq!(unsafe { mnr_reception_free(self.0) }, MNR_OK);
    }
}

/// Every field, set where its kind has no use for it.
///
/// Holds: A10
#[test]
fn what_a_kind_does_not_use_must_be_zero() {
    let reception = Asking::new();
    let delivered = mnr_answer {
        kind: MNR_ANSWER_DELIVERED,
        ..NOTHING
    };
    // As it is, nothing is wrong with it but that nobody asked.
    assert_ne!(reception.hears(&delivered), MNR_ERROR_ARGUMENT);
    assert_eq!(to_a_desk(&delivered), MNR_ERROR_HANDLE);
    let facts = null::<mnr_card_facts>().wrapping_add(1);
    #[rustfmt::skip]
    let wrong = [
        mnr_answer { detail: 1, ..delivered },
        mnr_answer { method: 1, ..delivered },
        mnr_answer { yes: 1, ..delivered },
        mnr_answer { tries: -1, ..delivered },
        mnr_answer { liveness: 1, ..delivered },
        mnr_answer { mark: 1, ..delivered },
        mnr_answer { agreeing: 1, ..delivered },
        mnr_answer { failed: 1, ..delivered },
        mnr_answer { consents: 1, ..delivered },
        mnr_answer { code_maker: 1, ..delivered },
        mnr_answer { code_number: 1, ..delivered },
        mnr_answer { facts, ..delivered },
        mnr_answer { secret: facts.cast(), ..delivered },
        mnr_answer { secret_length: 4, ..delivered },
    ];
    for (at, answer) in wrong.iter().enumerate() {
        assert_eq!(reception.hears(answer), MNR_ERROR_ARGUMENT, "field {at}");
        assert_eq!(to_a_desk(answer), MNR_ERROR_ARGUMENT, "field {at}");
    }
}

/// A reception holds no secrets: none is handed to it, not even with a kind that has one.
///
/// Holds: A8
#[test]
fn a_reception_takes_no_secret() {
    let reception = Asking::new();
    for kind in [
        MNR_ANSWER_PIN_ENTERED,
        MNR_ANSWER_CHALLENGE_OBTAINED,
        MNR_ANSWER_PHONE_CONFIRMED,
    ] {
        let answer = with_secret(kind, MNR_ACTOR_READER, b"1234");
        assert_eq!(reception.hears(&answer), MNR_ERROR_ARGUMENT, "kind {kind}");
    }
}

/// Holds: A8, A11
#[test]
fn a_desk_takes_a_secret_that_is_one() {
    let (patient, staff, reader) = (MNR_ACTOR_PATIENT, MNR_ACTOR_STAFF, MNR_ACTOR_READER);
    let pin = |digits: &'static [u8]| with_secret(MNR_ANSWER_PIN_ENTERED, patient, digits);
    assert_eq!(to_a_desk(&pin(b"1234")), MNR_ERROR_HANDLE);
    assert_eq!(to_a_desk(&pin(b"12345")), MNR_ERROR_SECRET_FORMAT);
    assert_eq!(to_a_desk(&pin(b"12a4")), MNR_ERROR_SECRET_FORMAT);
    assert_eq!(to_a_desk(&pin(b"")), MNR_ERROR_LENGTH);
    let unsaid = mnr_answer {
        kind: MNR_ANSWER_PIN_ENTERED,
        actor: patient,
        ..NOTHING
    };
    assert_eq!(to_a_desk(&unsaid), MNR_ERROR_NULL);

    let sight = |passcode: &'static [u8]| mnr_answer {
        detail: MNR_SIGHTING_SAME,
        ..with_secret(MNR_ANSWER_SIGHTED, staff, passcode)
    };
    assert_eq!(to_a_desk(&sight(b"sesame")), MNR_ERROR_HANDLE);
    assert_eq!(to_a_desk(&sight(b"")), MNR_ERROR_HANDLE);
    assert_eq!(to_a_desk(&sight(&[b'x'; 64])), MNR_ERROR_HANDLE);
    assert_eq!(to_a_desk(&sight(&[b'x'; 65])), MNR_ERROR_LENGTH);
    assert_eq!(to_a_desk(&sight(b"\xFF\xFE")), MNR_ERROR_TEXT);
    assert_eq!(to_a_desk(&sight(b"ses\0me")), MNR_ERROR_TEXT);

    let looks = |digits: &'static [u8]| with_secret(MNR_ANSWER_SCANNED, reader, digits);
    assert_eq!(to_a_desk(&looks(&[b'1'; 28])), MNR_ERROR_HANDLE);
    assert_eq!(to_a_desk(&looks(&[b'1'; 27])), MNR_ERROR_LENGTH);
    assert_eq!(to_a_desk(&looks(&[b'x'; 28])), MNR_ERROR_SECRET_FORMAT);
    // A reading is no obstacle, and what was read is the reader's word.
    let read = mnr_answer {
        detail: MNR_SCAN_READ,
        ..looks(&[b'1'; 28])
    };
    assert_eq!(to_a_desk(&read), MNR_ERROR_ARGUMENT);
    let glare = mnr_answer {
        detail: MNR_SCAN_GLARE,
        ..looks(b"")
    };
    assert_eq!(to_a_desk(&glare), MNR_ERROR_HANDLE);
    let patients = mnr_answer {
        actor: patient,
        ..looks(&[b'1'; 28])
    };
    assert_eq!(to_a_desk(&patients), MNR_ERROR_WRONG_ACTOR);

    let challenge = |data: &'static [u8]| mnr_answer {
        detail: mynareader_ffi::card::MNR_SCHEME_DIGEST,
        ..with_secret(MNR_ANSWER_CHALLENGE_OBTAINED, MNR_ACTOR_CENTRE, data)
    };
    assert_eq!(to_a_desk(&challenge(&[7; 32])), MNR_ERROR_HANDLE);
    assert_eq!(to_a_desk(&challenge(&[7; 33])), MNR_ERROR_LENGTH);
}

/// What an older program does not know is zero; what a newer one sets is refused.
///
/// Holds: A9
#[test]
fn a_record_of_another_size() {
    #[repr(C)]
    struct Newer {
        answer: mnr_answer,
        field: u64,
    }
    let reception = Asking::new();
    let mut newer = Newer {
        answer: mnr_answer {
            struct_size: size_of::<Newer>(),
            kind: MNR_ANSWER_RECORD_READ,
            ..NOTHING
        },
        field: 0,
    };
    let hears = |newer: &Newer| {
        let answer: *const Newer = newer;
        // SAFETY: as many bytes are there as its size says.
        unsafe { mnr_reception_answer(reception.0, 1, &raw const NUMBER, answer.cast()) }
    };
    let taken = hears(&newer);
    assert!(taken != MNR_ERROR_STRUCT_SIZE && taken != MNR_ERROR_ARGUMENT);
    newer.field = 1;
    assert_eq!(hears(&newer), MNR_ERROR_STRUCT_SIZE);
    newer.answer.struct_size = size_of::<mnr_answer>() - 1;
    assert_eq!(hears(&newer), MNR_ERROR_STRUCT_SIZE);
}
