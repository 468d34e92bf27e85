//! What the library holds and asks for while it runs: the sizes of receptions and desks, the path of a getter
//! of the C ABI, and that check-ins leave nothing behind.

use core::ffi::c_char;
use core::mem::zeroed;
use std::cell::Cell;
use std::ptr::{null, null_mut};
use std::rc::Rc;

use mynareader::desk::{Desk, Material, Unshared};
use mynareader::reception::{Config, Reception};
use mynareader_ffi::certificate::{
    mnr_assessment, mnr_certificate_assess, mnr_certificate_der, mnr_certificate_free,
    mnr_certificate_parse,
};
use mynareader_ffi::date::mnr_date;
use mynareader_ffi::guidance::{
    MNR_LIST_STAFF, MNR_TEXT_PATIENT, mnr_guidance_count, mnr_guidance_facts, mnr_guidance_free,
    mnr_guidance_item, mnr_guidance_next_step, mnr_guidance_read_facts, mnr_guidance_step_text,
    mnr_guidance_text, mnr_guide, mnr_next_step, mnr_situation,
};
use mynareader_ffi::library::{mnr_handles_alive, mnr_version, mnr_version_number};
use mynareader_ffi::names::mnr_name;
use mynareader_ffi::reception::{
    mnr_reception_free, mnr_reception_mode, mnr_reception_new, mnr_reception_state_name,
};
use mynareader_ffi::status::MNR_OK;

use super::allocator::{asked, held};
use super::apart::Apart;
use super::maker::{Maker, check_in, desk};
use super::work;

static DAY: mnr_date = mnr_date {
    year: 2026,
    month: 11,
    day: 24,
};

/// What a reception may hold, itself included.
const RECEPTION: usize = 2 * 1024;
/// What a desk may hold while it waits for a person, itself and its reception included, the record with the photo not.
/// Above 8 KiB since answers are judged where they are handed in: for that the inbox has a copy of the check-in.
const DESK: usize = 8 * 1024 + 512;

fn bytes(held: i64) -> usize {
    usize::try_from(held).expect("more than before")
}

/// In every state of a check-in by face. Its journal, which grows with the lines in it and goes to the
/// program at the end, is the program's.
#[test]
fn a_reception_is_small() {
    for state in work::STATES {
        drop(work::before(state));
        let begun = held();
        let (reception, _) = work::before(state);
        // It is in a box, so its own size is among what is held.
        let size = bytes(held() - begun);
        println!(
            "{state}: {size} bytes, {} of them its own",
            size_of::<Reception>()
        );
        drop(reception);
        assert!(size < RECEPTION, "{state}: {size} bytes");
    }
}

/// The adult's card, its code B, and what the card keeps.
fn card() -> (Unshared<Apart>, String, Rc<Cell<i64>>) {
    let adult = work::adult();
    let holds = Rc::new(Cell::new(0));
    let card = Apart {
        card: adult.card().expect("a card").without_log(),
        holds: Rc::clone(&holds),
    };
    (Unshared(card), adult.code_b().expect("a code"), holds)
}

#[test]
fn a_desk_is_small_beside_the_record_with_the_photo() {
    let adult = work::adult();
    let card = adult.card().expect("a card").without_log();
    let mut link = Unshared(card);
    let code_b = adult.code_b().expect("a code");
    let at = Rc::new(Cell::new(0));
    let photo = Rc::new(Cell::new(0));
    let (seen, length) = (Rc::clone(&at), Rc::clone(&photo));
    let at_comparison = move |material: mynareader::desk::Material<'_>| {
        seen.set(held());
        length.set(work::photo(material));
    };
    let maker = Maker {
        code_b,
        at_comparison,
    };
    // What is filled once in a process.
    work::adult();
    let begun = held();
    let mut desk = desk(Reception::new(Config::default()), maker, &mut link);
    let idle = bytes(held() - begun) + size_of::<Desk<'_>>();
    check_in(&mut desk, work::DAY);
    assert!(photo.get() > 1000, "a photo was lent");
    let with_photo = bytes(at.get() - begun) + size_of::<Desk<'_>>();
    // The photo is lent from the record that it was signed in, which is kept whole.
    let record = work::face_file().0.len();
    let beside = with_photo - record;
    println!(
        "a desk: {idle} bytes idle, {beside} and a record of {record} with a photo of {} in front of the camera",
        photo.get()
    );
    assert!(idle < DESK, "{idle} bytes");
    assert!(beside < DESK, "{beside} bytes beside the record");
}

#[test]
fn ten_thousand_check_ins_leave_nothing() {
    let mut reception = Reception::new(Config::default());
    let mut many = |times: u32| {
        asked(|| {
            for _ in 0..times {
                work::check_in(&mut reception);
            }
        })
        .left
    };
    many(10);
    assert_eq!(many(10_000), 0);
}

/// Fewer, because each has RSA on the virtual card; nothing is left of any of them.
#[test]
fn check_ins_at_a_desk_leave_nothing() {
    let (mut link, code_b, cards) = card();
    let at_comparison = |_: Material<'_>| {};
    let maker = Maker {
        code_b,
        at_comparison,
    };
    let mut desk = desk(Reception::new(Config::default()), maker, &mut link);
    let mut many = |times: u32| {
        let of_card = cards.get();
        let left = asked(|| {
            for _ in 0..times {
                check_in(&mut desk, work::DAY);
            }
        })
        .left;
        left - (cards.get() - of_card)
    };
    many(5);
    assert_eq!(many(50), 0);
}

/// The getters of the C ABI, each a second time: what it allocates, a program pays for at every screen.
#[test]
fn a_getter_in_c_allocates_nothing() {
    let mut text = [0_u8; 4096];
    let text = text.as_mut_ptr().cast::<c_char>();
    const ROOM: usize = 4096;
    let (mut needed, mut number, mut count) = (0_usize, 0_i32, 0_usize);
    let mut found = Vec::new();
    let mut getter = |name: &'static str, call: &mut dyn FnMut() -> i32| {
        assert_eq!(call(), MNR_OK, "{name}");
        let asked = asked(|| {
            call();
        });
        if asked.calls > 0 {
            found.push(format!(
                "{name}: {} times, {} bytes",
                asked.calls, asked.bytes
            ));
        }
    };
    let constant = |value: bool| if value { MNR_OK } else { -1 };

    getter("mnr_version_number", &mut || {
        constant(mnr_version_number() > 0)
    });
    getter("mnr_version", &mut || constant(!mnr_version().is_null()));
    getter("mnr_name", &mut || constant(!mnr_name(0, 0).is_null()));
    // SAFETY (for all that follows): each pointer is to something that is there for so long, and a handle
    // is freed at the end.
    unsafe {
        getter("mnr_handles_alive", &mut || {
            mnr_handles_alive(&raw mut count)
        });

        let mut reception = null_mut();
        assert_eq!(mnr_reception_new(null(), &raw mut reception), MNR_OK);
        getter("mnr_reception_mode", &mut || {
            mnr_reception_mode(reception, &raw mut number)
        });
        getter("mnr_reception_state_name", &mut || {
            mnr_reception_state_name(reception, text, ROOM, &raw mut needed)
        });
        assert_eq!(mnr_reception_free(reception), MNR_OK);

        let mut situation: mnr_situation = zeroed();
        situation.struct_size = size_of::<mnr_situation>();
        (situation.year, situation.month, situation.day) = (2026, 11, 24);
        let mut guidance = null_mut();
        let guided = mnr_guide(null_mut(), 0, 3, &raw const situation, &raw mut guidance);
        assert_eq!(guided, MNR_OK);
        let mut facts: mnr_guidance_facts = zeroed();
        facts.struct_size = size_of::<mnr_guidance_facts>();
        getter("mnr_guidance_read_facts", &mut || {
            mnr_guidance_read_facts(guidance, &raw mut facts)
        });
        getter("mnr_guidance_text", &mut || {
            mnr_guidance_text(guidance, MNR_TEXT_PATIENT, text, ROOM, &raw mut needed)
        });
        getter("mnr_guidance_count", &mut || {
            mnr_guidance_count(guidance, MNR_LIST_STAFF, &raw mut count)
        });
        getter("mnr_guidance_item", &mut || {
            let (number, needed) = (&raw mut number, &raw mut needed);
            mnr_guidance_item(guidance, MNR_LIST_STAFF, 0, number, text, ROOM, needed)
        });
        let mut step: mnr_next_step = zeroed();
        step.struct_size = size_of::<mnr_next_step>();
        getter("mnr_guidance_next_step", &mut || {
            mnr_guidance_next_step(guidance, 0, &raw mut step)
        });
        getter("mnr_guidance_step_text", &mut || {
            mnr_guidance_step_text(guidance, 0, 0, text, ROOM, &raw mut needed)
        });
        assert_eq!(mnr_guidance_free(guidance), MNR_OK);

        let der = work::certificate();
        let mut certificate = null_mut();
        let parsed =
            mnr_certificate_parse(der.as_ptr(), der.len(), &raw mut certificate, null_mut());
        assert_eq!(parsed, MNR_OK);
        let mut start = null();
        getter("mnr_certificate_der", &mut || {
            mnr_certificate_der(certificate, &raw mut start, &raw mut count)
        });
        let mut assessment: mnr_assessment = zeroed();
        assessment.struct_size = size_of::<mnr_assessment>();
        getter("mnr_certificate_assess", &mut || {
            mnr_certificate_assess(certificate, &raw const DAY, 1, 1, 0, &raw mut assessment)
        });
        assert_eq!(mnr_certificate_free(certificate), MNR_OK);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
