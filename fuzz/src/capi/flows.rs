//! What a sound program does in one go, so that a fuzzer need not find it: a check-in by hand, one at
//! a desk, a card that is read. The answers are still the fuzzer's.

use core::ffi::c_void;

use super::callbacks;
use super::calls::CALLS;
use super::world::World;
use crate::c;
use crate::c::desk::{mnr_desk_options, mnr_devices};
use crate::c::detail::mnr_detail;
use crate::c::date::mnr_date;
use crate::c::guidance::{mnr_guidance, mnr_situation};
use crate::c::link::{mnr_driver, mnr_link};
use crate::c::reception::action::mnr_action;
use crate::c::reception::answer::{mnr_answer, mnr_card_facts};

/// The functions of the simulation library that are needed here by name.
use crate::c::sim::mnr_sim_anchors;

static DAY: mnr_date = mnr_date {
    year: 2026,
    month: 11,
    day: 24,
};

/// How many flows there are.
pub const FLOWS: u8 = 3;

/// One of them.
pub fn run(w: &World, which: u8) {
    match which % FLOWS {
        0 => reception(w),
        1 => desk(w),
        _ => card(w),
    }
}

/// A link over a driver with a card in its reader.
pub fn open_link(w: &World) -> *mut c_void {
    let card = w.insert(w.byte());
    let driver = w.sound::<mnr_driver>();
    let turns = w.byte() & 1 == 1;
    unsafe {
        let record = &mut *driver;
        record.flags = u32::from(w.byte() % 4);
        record.transmit = callbacks::mnr_driver_transmit(w);
        record.reset = callbacks::mnr_driver_reset(w);
        record.power_down = callbacks::mnr_driver_power_down(w);
        record.release = callbacks::mnr_driver_release(w);
        if turns {
            record.let_go = callbacks::mnr_driver_let_go(w);
            record.take_back = callbacks::mnr_driver_take_back(w);
        }
    }
    let place = w.new_handle();
    let user = core::ptr::without_provenance_mut(card);
    let status = unsafe { c::link::mnr_link_open_driver(user, driver, place.cast()) };
    w.keep("mnr_link", place, status);
    w.status("mnr_link_open_driver", status);
    w.newest("mnr_link")
}

/// The guidance for a code of the library's own, with all that can be asked of it.
pub fn guide(w: &World, maker: u32, number: u32, situation: *const mnr_situation) {
    let place = w.new_handle();
    let status = unsafe {
        c::guidance::mnr_guide(
            core::ptr::null_mut(),
            maker,
            number,
            situation,
            place.cast(),
        )
    };
    assert!(
        status == 0 || place.is_null(),
        "its own situation: {status}"
    );
    w.keep("mnr_guidance", place, status);
    let guidance: *mut mnr_guidance = w.newest("mnr_guidance").cast();
    for which in 0..14 {
        let (room, capacity) = w.room();
        let needed = w.out::<usize>();
        let status = unsafe {
            c::guidance::mnr_guidance_text(guidance, which, room.cast(), capacity, needed)
        };
        w.status("mnr_guidance_text", status);
    }
    for name in [
        "mnr_guidance_read_facts",
        "mnr_guidance_count",
        "mnr_guidance_item",
        "mnr_guidance_step_text",
        "mnr_diagnose",
        "mnr_book_text",
    ] {
        super::named(w, name);
    }
    for step in 0..12 {
        let record = w.sound::<c::guidance::mnr_next_step>();
        let status = unsafe { c::guidance::mnr_guidance_next_step(guidance, step, record) };
        w.status("mnr_guidance_next_step", status);
    }
}

/// The words for an action, in a language or another.
fn words(w: &World, action: *const mnr_action) {
    w.given.set(action.cast());
    super::named(w, "mnr_action_words");
    w.given.set(core::ptr::null());
}

/// An answer that fits the open request, mostly, with the fields that belong to it.
fn answer(w: &World, action: &mnr_action, at_a_desk: bool) -> *mut mnr_answer {
    let byte = w.byte();
    let kind = if byte < 0xE8 {
        super::answering(action.kind, byte)
    } else {
        1 + i32::from(byte % 28)
    };
    let record = w.sound::<mnr_answer>();
    let a = unsafe { &mut *record };
    a.kind = kind;
    a.actor = super::actor(kind, byte);
    let mut secret = |bytes: &[u8]| {
        a.secret = w.piece(bytes).cast();
        a.secret_length = bytes.len();
    };
    let detail = i32::from(w.byte() % 9);
    let mostly = |usual| if w.byte() < 0xC0 { usual } else { detail };
    match kind {
        1 => a.code_number = u32::from(w.byte()),
        2 => {
            let facts = w.sound::<mnr_card_facts>();
            let f = unsafe { &mut *facts };
            f.token = mostly(1);
            f.pin_tries = mostly(3);
            f.code_b_tries = mostly(10);
            f.certificate = mostly(1);
            f.face_only = i32::from(w.byte() == 0xFF);
            a.facts = facts;
        }
        3 => a.method = 1 + detail % 3,
        4 => {
            if at_a_desk {
                let code = b"55021720352285".repeat(1 + usize::from(w.byte() % 4));
                secret(&code);
                a.failed = u32::from(w.byte() / 64);
            } else {
                a.detail = mostly(1);
                a.agreeing = 2;
            }
            a.mark = mostly(0);
        }
        6 | 11 | 14 => a.tries = mostly(2),
        7 => {
            a.detail = mostly(1);
            a.liveness = mostly(1);
        }
        8 => a.detail = mostly(1),
        9 if at_a_desk => secret(if w.byte() & 1 == 0 { b"1234" } else { b"9999" }),
        10 if at_a_desk => {
            secret(&[7; 32]);
            a.detail = mostly(1);
        }
        15 => {
            a.detail = mostly(1);
            if at_a_desk && w.byte() & 1 == 0 {
                secret(b"passcode");
            }
        }
        16 | 18 | 19 | 20 => a.yes = i32::from(w.byte() < 0xC0),
        23 | 25 => a.detail = mostly(1),
        26 => a.consents = u32::from(w.byte() % 32),
        _ => {}
    }
    record
}

/// A check-in by hand.
fn reception(w: &World) {
    use crate::c::reception::*;
    let place = w.new_handle();
    let config = if w.byte() & 3 == 0 {
        w.record::<config::mnr_reception_config>()
    } else {
        core::ptr::null_mut()
    };
    let status = unsafe { mnr_reception_new(config, place.cast()) };
    w.keep("mnr_reception", place, status);
    w.status("mnr_reception_new", status);
    if status != 0 {
        return;
    }
    let handle: *mut mnr_reception = w.newest("mnr_reception").cast();
    let status = unsafe { happening::mnr_reception_card_placed(handle, 0, &raw const DAY) };
    w.status("mnr_reception_card_placed", status);
    let mut at = 0;
    for _ in 0..160 {
        let action = w.sound::<mnr_action>();
        let status = unsafe { mnr_reception_next_action(handle, action) };
        w.status("mnr_reception_next_action", status);
        if status != 0 {
            break;
        }
        words(w, action);
        let action = unsafe { action.read() };
        if action.is_request == 1 {
            w.open.set(Some(action));
            let answer = self::answer(w, &action, false);
            at += u64::from(w.byte());
            let status = unsafe {
                answer::mnr_reception_answer(handle, at, &raw const action.number, answer)
            };
            w.status("mnr_reception_answer", status);
            if status != 0 {
                // Time passes instead.
                at += 100_000;
                let status = unsafe { happening::mnr_reception_tick(handle, at) };
                w.status("mnr_reception_tick", status);
            }
        }
        if action.kind == action::MNR_ACTION_ADVISE {
            let situation = w.sound::<mnr_situation>();
            let status = unsafe { mnr_reception_situation(handle, situation) };
            w.status("mnr_reception_situation", status);
            if status == 0 {
                guide(w, action.code_maker, action.code_number, situation);
            }
        }
    }
    super::named(w, "mnr_reception_journal");
}

/// A desk that believes the virtual card, one card after the other.
fn desk(w: &World) {
    use crate::c::desk::{
        answer, event, mnr_desk, mnr_desk_new, mnr_desk_poll, mnr_desk_run, mnr_desk_stop,
    };
    let anchors = w.new_handle();
    let status = unsafe { mnr_sim_anchors(anchors.cast()) };
    w.keep("mnr_anchors", anchors, status);
    let devices = w.sound::<mnr_devices>();
    let options = w.sound::<mnr_desk_options>();
    unsafe {
        let d = &mut *devices;
        d.connect = callbacks::mnr_devices_connect(w);
        d.order = callbacks::mnr_devices_order(w);
        d.request = callbacks::mnr_devices_request(w);
        d.journal = callbacks::mnr_devices_journal(w);
        d.release = callbacks::mnr_devices_release(w);
        let o = &mut *options;
        o.anchors = w.newest("mnr_anchors").cast();
        o.accept_test = 1;
        o.untraced = i32::from(w.byte() & 1);
    }
    let config = if w.byte() & 3 == 0 {
        w.record::<c::reception::config::mnr_reception_config>()
    } else {
        core::ptr::null_mut()
    };
    let place = w.new_handle();
    let status = unsafe {
        mnr_desk_new(
            config,
            options,
            core::ptr::null_mut(),
            devices,
            place.cast(),
        )
    };
    w.keep("mnr_desk", place, status);
    w.status("mnr_desk_new", status);
    if status != 0 {
        return;
    }
    let handle: *mut mnr_desk = w.newest("mnr_desk").cast();
    for _ in 0..1 + w.byte() % 2 {
        let status = unsafe { event::mnr_desk_card_placed(handle, &raw const DAY) };
        w.status("mnr_desk_card_placed", status);
        for _ in 0..40 {
            w.open.set(None);
            let wait = w.out::<u32>();
            let status = unsafe { mnr_desk_poll(handle, wait) };
            w.status("mnr_desk_poll", status);
            let Some(action) = w.open.get() else { break };
            let answer = self::answer(w, &action, true);
            let status =
                unsafe { answer::mnr_desk_answer(handle, &raw const action.number, answer) };
            w.status("mnr_desk_answer", status);
        }
        let status = unsafe { event::mnr_desk_card_removed(handle) };
        w.status("mnr_desk_card_removed", status);
    }
    if w.byte() & 3 == 0 {
        let status = unsafe { mnr_desk_stop(handle) };
        w.status("mnr_desk_stop", status);
        // Stopped, it returns at once.
        let status = unsafe { mnr_desk_run(handle) };
        w.status("mnr_desk_run", status);
    }
}

/// A card that is read, and everything that came of it looked at.
fn card(w: &World) {
    let link: *mut mnr_link = open_link(w).cast();
    let place = w.new_handle();
    let status = unsafe { c::card::mnr_card_open(link, place.cast()) };
    w.keep("mnr_card", place, status);
    w.status("mnr_card_open", status);
    for _ in 0..1 + w.byte() % 6 {
        let name = [
            "mnr_card_identify",
            "mnr_card_read_certificate",
            "mnr_card_read_ca_certificate",
            "mnr_card_tries",
            "mnr_card_verify",
            "mnr_card_sign",
        ][usize::from(w.byte()) % 6];
        super::named(w, name);
    }
    // A face, by what is printed.
    let readings = w.sound::<c::card::mnr_readings>();
    let face = w.new_handle();
    let status = unsafe {
        let r = &mut *readings;
        let code = b"55021720352285".repeat(2);
        r.codes = w.piece(&code).cast();
        r.count = 2;
        let card = w.newest("mnr_card").cast();
        let detail = w.sound::<mnr_detail>();
        c::card::mnr_card_read_face(card, readings, w.thirty_two(), face.cast(), detail)
    };
    w.keep("mnr_face", face, status);
    w.status("mnr_card_read_face", status);
    for (name, _) in CALLS {
        if name.starts_with("mnr_face_") && !name.ends_with("_free") {
            super::named(w, name);
        }
    }
    for name in [
        "mnr_certificate_der",
        "mnr_certificate_serial",
        "mnr_certificate_assess",
        "mnr_anchors_verify",
    ] {
        super::named(w, name);
    }
}
