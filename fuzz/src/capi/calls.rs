//! Written by `make abi`: every export of the C ABI with arguments, and every record filled in.
#![cfg_attr(rustfmt, rustfmt::skip)]
#![allow(unused_mut, unused_variables, improper_ctypes, clippy::all)]

use core::ffi::{c_char, c_void};

use super::callbacks;
use super::world::{Record, World};
use crate::c;

use c::reception::action::mnr_action;
use c::reception::answer::mnr_answer;
use c::certificate::mnr_assessment;
use c::reception::answer::mnr_card_facts;
use c::card::mnr_change;
use c::date::mnr_date;
use c::desk::mnr_desk_options;
use c::detail::mnr_detail;
use c::desk::mnr_devices;
use c::link::mnr_driver;
use c::link::mnr_driver_failure;
use c::face::mnr_face_facts;
use c::terminal::mnr_folder_facts;
use c::guidance::mnr_guidance_facts;
use c::card::mnr_identity;
use c::desk::mnr_material;
use c::model::mnr_model;
use c::model::mnr_model_fact;
use c::guidance::mnr_next_step;
use c::reception::action::mnr_number;
use c::reception::action::mnr_origin;
use c::card::mnr_readings;
use c::reception::config::mnr_reception_config;
use c::shelf::mnr_rules_status;
use c::card::mnr_signing;
use c::guidance::mnr_situation;
use c::guidance::mnr_symptom;
use c::terminal::mnr_terminal_schedule;

/// All exports that do not end the library, in the order of the header.
pub const CALLS: &[(&str, fn(&World))] = &[
    ("mnr_version_number", mnr_version_number),
    ("mnr_version", mnr_version),
    ("mnr_source_id", mnr_source_id),
    ("mnr_handles_alive", mnr_handles_alive),
    ("mnr_name", mnr_name),
    ("mnr_features", mnr_features),
    ("mnr_set_log", mnr_set_log),
    ("mnr_status_name", mnr_status_name),
    ("mnr_link_open_driver", mnr_link_open_driver),
    ("mnr_link_transmit", mnr_link_transmit),
    ("mnr_link_reset", mnr_link_reset),
    ("mnr_link_power_down", mnr_link_power_down),
    ("mnr_link_free", mnr_link_free),
    ("mnr_readers_list", mnr_readers_list),
    ("mnr_readers_count", mnr_readers_count),
    ("mnr_readers_name", mnr_readers_name),
    ("mnr_readers_free", mnr_readers_free),
    ("mnr_reader_open", mnr_reader_open),
    ("mnr_reader_has_card", mnr_reader_has_card),
    ("mnr_reader_wait_for_card", mnr_reader_wait_for_card),
    ("mnr_reader_wait_for_removal", mnr_reader_wait_for_removal),
    ("mnr_reader_cancel", mnr_reader_cancel),
    ("mnr_reader_set_sharing_patience", mnr_reader_set_sharing_patience),
    ("mnr_reader_connect", mnr_reader_connect),
    ("mnr_reader_free", mnr_reader_free),
    ("mnr_profile_load", mnr_profile_load),
    ("mnr_profile_toml", mnr_profile_toml),
    ("mnr_profile_free", mnr_profile_free),
    ("mnr_card_open", mnr_card_open),
    ("mnr_card_open_with", mnr_card_open_with),
    ("mnr_card_identify", mnr_card_identify),
    ("mnr_card_tries", mnr_card_tries),
    ("mnr_card_read_certificate", mnr_card_read_certificate),
    ("mnr_card_read_ca_certificate", mnr_card_read_ca_certificate),
    ("mnr_card_verify", mnr_card_verify),
    ("mnr_card_change", mnr_card_change),
    ("mnr_card_read_signature_certificate", mnr_card_read_signature_certificate),
    ("mnr_card_read_signature_ca_certificate", mnr_card_read_signature_ca_certificate),
    ("mnr_card_sign", mnr_card_sign),
    ("mnr_card_read_face", mnr_card_read_face),
    ("mnr_code_b_from_printed", mnr_code_b_from_printed),
    ("mnr_card_reset", mnr_card_reset),
    ("mnr_card_exchanges", mnr_card_exchanges),
    ("mnr_card_end", mnr_card_end),
    ("mnr_card_free", mnr_card_free),
    ("mnr_face_verify", mnr_face_verify),
    ("mnr_face_proof", mnr_face_proof),
    ("mnr_face_read_facts", mnr_face_read_facts),
    ("mnr_face_photo", mnr_face_photo),
    ("mnr_face_name_image", mnr_face_name_image),
    ("mnr_face_address_image", mnr_face_address_image),
    ("mnr_face_free", mnr_face_free),
    ("mnr_certificate_parse", mnr_certificate_parse),
    ("mnr_certificate_der", mnr_certificate_der),
    ("mnr_certificate_serial", mnr_certificate_serial),
    ("mnr_certificate_usage", mnr_certificate_usage),
    ("mnr_certificate_personal_data", mnr_certificate_personal_data),
    ("mnr_certificate_assess", mnr_certificate_assess),
    ("mnr_anchors_verify", mnr_anchors_verify),
    ("mnr_anchors_new", mnr_anchors_new),
    ("mnr_anchors_load", mnr_anchors_load),
    ("mnr_anchors_add_der", mnr_anchors_add_der),
    ("mnr_anchors_add_pem", mnr_anchors_add_pem),
    ("mnr_anchors_free", mnr_anchors_free),
    ("mnr_certificate_free", mnr_certificate_free),
    ("mnr_diagnose", mnr_diagnose),
    ("mnr_book_load", mnr_book_load),
    ("mnr_book_free", mnr_book_free),
    ("mnr_guide", mnr_guide),
    ("mnr_guidance_read_facts", mnr_guidance_read_facts),
    ("mnr_guidance_text", mnr_guidance_text),
    ("mnr_guidance_count", mnr_guidance_count),
    ("mnr_guidance_item", mnr_guidance_item),
    ("mnr_guidance_next_step", mnr_guidance_next_step),
    ("mnr_guidance_step_text", mnr_guidance_step_text),
    ("mnr_guidance_free", mnr_guidance_free),
    ("mnr_book_text", mnr_book_text),
    ("mnr_book_language_count", mnr_book_language_count),
    ("mnr_book_language_at", mnr_book_language_at),
    ("mnr_page_html", mnr_page_html),
    ("mnr_model_count", mnr_model_count),
    ("mnr_model_at", mnr_model_at),
    ("mnr_model_find", mnr_model_find),
    ("mnr_model_read_fact", mnr_model_read_fact),
    ("mnr_model_text", mnr_model_text),
    ("mnr_shelf_new", mnr_shelf_new),
    ("mnr_shelf_load", mnr_shelf_load),
    ("mnr_shelf_load_unsigned", mnr_shelf_load_unsigned),
    ("mnr_shelf_book", mnr_shelf_book),
    ("mnr_shelf_status", mnr_shelf_status),
    ("mnr_book_age", mnr_book_age),
    ("mnr_shelf_free", mnr_shelf_free),
    ("mnr_reception_new", mnr_reception_new),
    ("mnr_reception_configure", mnr_reception_configure),
    ("mnr_reception_next_action", mnr_reception_next_action),
    ("mnr_reception_situation", mnr_reception_situation),
    ("mnr_reception_deadline", mnr_reception_deadline),
    ("mnr_reception_mode", mnr_reception_mode),
    ("mnr_reception_state_name", mnr_reception_state_name),
    ("mnr_reception_journal", mnr_reception_journal),
    ("mnr_reception_free", mnr_reception_free),
    ("mnr_reception_tick", mnr_reception_tick),
    ("mnr_reception_card_placed", mnr_reception_card_placed),
    ("mnr_reception_card_removed", mnr_reception_card_removed),
    ("mnr_reception_phone_wanted", mnr_reception_phone_wanted),
    ("mnr_reception_phone_placed", mnr_reception_phone_placed),
    ("mnr_reception_phone_removed", mnr_reception_phone_removed),
    ("mnr_reception_more_time", mnr_reception_more_time),
    ("mnr_reception_phone_offer", mnr_reception_phone_offer),
    ("mnr_reception_mode_changed", mnr_reception_mode_changed),
    ("mnr_reception_cancelled", mnr_reception_cancelled),
    ("mnr_reception_staff_confirmed", mnr_reception_staff_confirmed),
    ("mnr_reception_face_only_mark", mnr_reception_face_only_mark),
    ("mnr_reception_fault", mnr_reception_fault),
    ("mnr_action_words", mnr_action_words),
    ("mnr_reception_answer", mnr_reception_answer),
    ("mnr_desk_new", mnr_desk_new),
    ("mnr_desk_poll", mnr_desk_poll),
    ("mnr_desk_run", mnr_desk_run),
    ("mnr_desk_state_name", mnr_desk_state_name),
    ("mnr_desk_stop", mnr_desk_stop),
    ("mnr_desk_free", mnr_desk_free),
    ("mnr_desk_end", mnr_desk_end),
    ("mnr_desk_card_placed", mnr_desk_card_placed),
    ("mnr_desk_card_removed", mnr_desk_card_removed),
    ("mnr_desk_phone_wanted", mnr_desk_phone_wanted),
    ("mnr_desk_phone_placed", mnr_desk_phone_placed),
    ("mnr_desk_phone_removed", mnr_desk_phone_removed),
    ("mnr_desk_more_time", mnr_desk_more_time),
    ("mnr_desk_mode_changed", mnr_desk_mode_changed),
    ("mnr_desk_cancel", mnr_desk_cancel),
    ("mnr_desk_staff_confirmed", mnr_desk_staff_confirmed),
    ("mnr_desk_face_only_mark", mnr_desk_face_only_mark),
    ("mnr_desk_fault", mnr_desk_fault),
    ("mnr_desk_answer", mnr_desk_answer),
    ("mnr_statistics_new", mnr_statistics_new),
    ("mnr_statistics_add", mnr_statistics_add),
    ("mnr_statistics_json", mnr_statistics_json),
    ("mnr_statistics_free", mnr_statistics_free),
    ("mnr_terminal_schedule_on", mnr_terminal_schedule_on),
    ("mnr_folder_examine", mnr_folder_examine),
    ("mnr_folder_read_facts", mnr_folder_read_facts),
    ("mnr_folder_text", mnr_folder_text),
    ("mnr_folder_free", mnr_folder_free),
    ("mnr_sim_persona_count", mnr_sim_persona_count),
    ("mnr_sim_persona_name", mnr_sim_persona_name),
    ("mnr_sim_card_new", mnr_sim_card_new),
    ("mnr_sim_card_link", mnr_sim_card_link),
    ("mnr_sim_card_secret", mnr_sim_card_secret),
    ("mnr_sim_card_tries", mnr_sim_card_tries),
    ("mnr_sim_card_counts", mnr_sim_card_counts),
    ("mnr_sim_card_logged", mnr_sim_card_logged),
    ("mnr_sim_card_clear_log", mnr_sim_card_clear_log),
    ("mnr_sim_card_fault", mnr_sim_card_fault),
    ("mnr_sim_card_answer_queries", mnr_sim_card_answer_queries),
    ("mnr_sim_card_place", mnr_sim_card_place),
    ("mnr_sim_card_take_away", mnr_sim_card_take_away),
    ("mnr_sim_anchors", mnr_sim_anchors),
    ("mnr_sim_card_free", mnr_sim_card_free),
];

fn mnr_version_number(w: &World) {
    unsafe extern "C" { fn mnr_version_number() -> i32; }
    let status = 0; let _ = unsafe { mnr_version_number() };
    w.status("mnr_version_number", status);
}

fn mnr_version(w: &World) {
    unsafe extern "C" { fn mnr_version() -> *const c_char; }
    let status = 0; let text = unsafe { mnr_version() };
    w.text(text);
    w.status("mnr_version", status);
}

fn mnr_source_id(w: &World) {
    unsafe extern "C" { fn mnr_source_id() -> *const c_char; }
    let status = 0; let text = unsafe { mnr_source_id() };
    w.text(text);
    w.status("mnr_source_id", status);
}

fn mnr_handles_alive(w: &World) {
    unsafe extern "C" { fn mnr_handles_alive(handles: *mut usize) -> i32; }
    let status = unsafe { mnr_handles_alive(w.out::<usize>()) };
    w.status("mnr_handles_alive", status);
}

fn mnr_name(w: &World) {
    unsafe extern "C" { fn mnr_name(kind: i32, value: i32) -> *const c_char; }
    let status = 0; let text = unsafe { mnr_name(w.i32("kind"), w.i32("value")) };
    w.text(text);
    w.status("mnr_name", status);
}

fn mnr_features(w: &World) {
    unsafe extern "C" { fn mnr_features() -> u32; }
    let status = 0; let _ = unsafe { mnr_features() };
    w.status("mnr_features", status);
}

fn mnr_set_log(w: &World) {
    unsafe extern "C" { fn mnr_set_log(user: *mut c_void, write: callbacks::mnr_set_log_write_type, level: i32) -> i32; }
    let status = unsafe { mnr_set_log(core::ptr::null_mut(), callbacks::mnr_set_log_write(w), w.i32("level")) };
    w.status("mnr_set_log", status);
}

fn mnr_status_name(w: &World) {
    unsafe extern "C" { fn mnr_status_name(status: i32) -> *const c_char; }
    let status = 0; let text = unsafe { mnr_status_name(w.i32("status")) };
    w.text(text);
    w.status("mnr_status_name", status);
}

fn mnr_link_open_driver(w: &World) {
    unsafe extern "C" { fn mnr_link_open_driver(user: *mut c_void, driver: *const mnr_driver, link: *mut *mut c_void) -> i32; }
    let link = w.new_handle();
    let status = unsafe { mnr_link_open_driver(core::ptr::null_mut(), w.record::<mnr_driver>(), link.cast()) };
    w.keep("mnr_link", link, status);
    w.status("mnr_link_open_driver", status);
}

fn mnr_link_transmit(w: &World) {
    unsafe extern "C" { fn mnr_link_transmit(link: *mut c_void, command: *const u8, command_length: usize, limit_ms: u32, answer: *mut u8, capacity: usize, needed: *mut usize, detail: *mut mnr_detail) -> i32; }
    let (command, command_length) = w.bytes("command");
    let (answer, answer_capacity) = w.room();
    let status = unsafe { mnr_link_transmit(w.handle("mnr_link"), command.cast(), command_length, w.u32("limit_ms"), answer.cast(), answer_capacity, w.out::<usize>(), w.record::<mnr_detail>()) };
    w.status("mnr_link_transmit", status);
}

fn mnr_link_reset(w: &World) {
    unsafe extern "C" { fn mnr_link_reset(link: *mut c_void, detail: *mut mnr_detail) -> i32; }
    let status = unsafe { mnr_link_reset(w.handle("mnr_link"), w.record::<mnr_detail>()) };
    w.status("mnr_link_reset", status);
}

fn mnr_link_power_down(w: &World) {
    unsafe extern "C" { fn mnr_link_power_down(link: *mut c_void, detail: *mut mnr_detail) -> i32; }
    let status = unsafe { mnr_link_power_down(w.handle("mnr_link"), w.record::<mnr_detail>()) };
    w.status("mnr_link_power_down", status);
}

fn mnr_link_free(w: &World) {
    unsafe extern "C" { fn mnr_link_free(link: *mut c_void) -> i32; }
    let status = unsafe { mnr_link_free(w.handle("mnr_link")) };
    w.status("mnr_link_free", status);
}

fn mnr_readers_list(w: &World) {
    unsafe extern "C" { fn mnr_readers_list(readers: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let readers = w.new_handle();
    let status = unsafe { mnr_readers_list(readers.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_readers", readers, status);
    w.status("mnr_readers_list", status);
}

fn mnr_readers_count(w: &World) {
    unsafe extern "C" { fn mnr_readers_count(readers: *mut c_void, count: *mut usize) -> i32; }
    let status = unsafe { mnr_readers_count(w.handle("mnr_readers"), w.out::<usize>()) };
    w.status("mnr_readers_count", status);
}

fn mnr_readers_name(w: &World) {
    unsafe extern "C" { fn mnr_readers_name(readers: *mut c_void, index: usize, name: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (name, name_capacity) = w.room();
    let status = unsafe { mnr_readers_name(w.handle("mnr_readers"), w.usize("index"), name.cast(), name_capacity, w.out::<usize>()) };
    w.status("mnr_readers_name", status);
}

fn mnr_readers_free(w: &World) {
    unsafe extern "C" { fn mnr_readers_free(readers: *mut c_void) -> i32; }
    let status = unsafe { mnr_readers_free(w.handle("mnr_readers")) };
    w.status("mnr_readers_free", status);
}

fn mnr_reader_open(w: &World) {
    unsafe extern "C" { fn mnr_reader_open(name: *const c_char, length: usize, reader: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let (name, name_length) = w.bytes("name");
    let reader = w.new_handle();
    let status = unsafe { mnr_reader_open(name.cast(), name_length, reader.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_reader", reader, status);
    w.status("mnr_reader_open", status);
}

fn mnr_reader_has_card(w: &World) {
    unsafe extern "C" { fn mnr_reader_has_card(reader: *mut c_void, present: *mut i32, detail: *mut mnr_detail) -> i32; }
    let status = unsafe { mnr_reader_has_card(w.handle("mnr_reader"), w.out::<i32>(), w.record::<mnr_detail>()) };
    w.status("mnr_reader_has_card", status);
}

fn mnr_reader_wait_for_card(w: &World) {
    unsafe extern "C" { fn mnr_reader_wait_for_card(reader: *mut c_void, limit_ms: u32, detail: *mut mnr_detail) -> i32; }
    let status = unsafe { mnr_reader_wait_for_card(w.handle("mnr_reader"), w.u32("limit_ms"), w.record::<mnr_detail>()) };
    w.status("mnr_reader_wait_for_card", status);
}

fn mnr_reader_wait_for_removal(w: &World) {
    unsafe extern "C" { fn mnr_reader_wait_for_removal(reader: *mut c_void, limit_ms: u32, detail: *mut mnr_detail) -> i32; }
    let status = unsafe { mnr_reader_wait_for_removal(w.handle("mnr_reader"), w.u32("limit_ms"), w.record::<mnr_detail>()) };
    w.status("mnr_reader_wait_for_removal", status);
}

fn mnr_reader_cancel(w: &World) {
    unsafe extern "C" { fn mnr_reader_cancel(reader: *mut c_void) -> i32; }
    let status = unsafe { mnr_reader_cancel(w.handle("mnr_reader")) };
    w.status("mnr_reader_cancel", status);
}

fn mnr_reader_set_sharing_patience(w: &World) {
    unsafe extern "C" { fn mnr_reader_set_sharing_patience(reader: *mut c_void, patience_ms: u32) -> i32; }
    let status = unsafe { mnr_reader_set_sharing_patience(w.handle("mnr_reader"), w.u32("patience_ms")) };
    w.status("mnr_reader_set_sharing_patience", status);
}

fn mnr_reader_connect(w: &World) {
    unsafe extern "C" { fn mnr_reader_connect(reader: *mut c_void, link: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let link = w.new_handle();
    let status = unsafe { mnr_reader_connect(w.handle("mnr_reader"), link.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_link", link, status);
    w.status("mnr_reader_connect", status);
}

fn mnr_reader_free(w: &World) {
    unsafe extern "C" { fn mnr_reader_free(reader: *mut c_void) -> i32; }
    let status = unsafe { mnr_reader_free(w.handle("mnr_reader")) };
    w.status("mnr_reader_free", status);
}

fn mnr_profile_load(w: &World) {
    unsafe extern "C" { fn mnr_profile_load(toml: *const c_char, length: usize, profile: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let (toml, toml_length) = w.bytes("toml");
    let profile = w.new_handle();
    let status = unsafe { mnr_profile_load(toml.cast(), toml_length, profile.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_profile", profile, status);
    w.status("mnr_profile_load", status);
}

fn mnr_profile_toml(w: &World) {
    unsafe extern "C" { fn mnr_profile_toml(profile: *mut c_void, text: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (text, text_capacity) = w.room();
    let status = unsafe { mnr_profile_toml(w.handle("mnr_profile"), text.cast(), text_capacity, w.out::<usize>()) };
    w.status("mnr_profile_toml", status);
}

fn mnr_profile_free(w: &World) {
    unsafe extern "C" { fn mnr_profile_free(profile: *mut c_void) -> i32; }
    let status = unsafe { mnr_profile_free(w.handle("mnr_profile")) };
    w.status("mnr_profile_free", status);
}

fn mnr_card_open(w: &World) {
    unsafe extern "C" { fn mnr_card_open(link: *mut c_void, card: *mut *mut c_void) -> i32; }
    let card = w.new_handle();
    let status = unsafe { mnr_card_open(w.handle("mnr_link"), card.cast()) };
    w.keep("mnr_card", card, status);
    w.status("mnr_card_open", status);
}

fn mnr_card_open_with(w: &World) {
    unsafe extern "C" { fn mnr_card_open_with(link: *mut c_void, profile: *mut c_void, card: *mut *mut c_void) -> i32; }
    let card = w.new_handle();
    let status = unsafe { mnr_card_open_with(w.handle("mnr_link"), w.handle("mnr_profile"), card.cast()) };
    w.keep("mnr_card", card, status);
    w.status("mnr_card_open_with", status);
}

fn mnr_card_identify(w: &World) {
    unsafe extern "C" { fn mnr_card_identify(card: *mut c_void, identity: *mut mnr_identity) -> i32; }
    let status = unsafe { mnr_card_identify(w.handle("mnr_card"), w.record::<mnr_identity>()) };
    w.status("mnr_card_identify", status);
}

fn mnr_card_tries(w: &World) {
    unsafe extern "C" { fn mnr_card_tries(card: *mut c_void, key: i32, tries: *mut i32, detail: *mut mnr_detail) -> i32; }
    let status = unsafe { mnr_card_tries(w.handle("mnr_card"), w.i32("key"), w.out::<i32>(), w.record::<mnr_detail>()) };
    w.status("mnr_card_tries", status);
}

fn mnr_card_read_certificate(w: &World) {
    unsafe extern "C" { fn mnr_card_read_certificate(card: *mut c_void, pin: *const u8, pin_length: usize, last_try: i32, certificate: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let (pin, pin_length) = w.bytes("pin");
    let certificate = w.new_handle();
    let status = unsafe { mnr_card_read_certificate(w.handle("mnr_card"), pin.cast(), pin_length, w.i32("last_try"), certificate.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_certificate", certificate, status);
    w.status("mnr_card_read_certificate", status);
}

fn mnr_card_read_ca_certificate(w: &World) {
    unsafe extern "C" { fn mnr_card_read_ca_certificate(card: *mut c_void, certificate: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let certificate = w.new_handle();
    let status = unsafe { mnr_card_read_ca_certificate(w.handle("mnr_card"), certificate.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_certificate", certificate, status);
    w.status("mnr_card_read_ca_certificate", status);
}

fn mnr_card_verify(w: &World) {
    unsafe extern "C" { fn mnr_card_verify(card: *mut c_void, key: i32, secret: *const u8, length: usize, last_try: i32, detail: *mut mnr_detail) -> i32; }
    let (secret, secret_length) = w.bytes("secret");
    let status = unsafe { mnr_card_verify(w.handle("mnr_card"), w.i32("key"), secret.cast(), secret_length, w.i32("last_try"), w.record::<mnr_detail>()) };
    w.status("mnr_card_verify", status);
}

fn mnr_card_change(w: &World) {
    unsafe extern "C" { fn mnr_card_change(card: *mut c_void, change: *const mnr_change, detail: *mut mnr_detail) -> i32; }
    let status = unsafe { mnr_card_change(w.handle("mnr_card"), w.record::<mnr_change>(), w.record::<mnr_detail>()) };
    w.status("mnr_card_change", status);
}

fn mnr_card_read_signature_certificate(w: &World) {
    unsafe extern "C" { fn mnr_card_read_signature_certificate(card: *mut c_void, password: *const u8, length: usize, last_try: i32, certificate: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let (password, password_length) = w.bytes("password");
    let certificate = w.new_handle();
    let status = unsafe { mnr_card_read_signature_certificate(w.handle("mnr_card"), password.cast(), password_length, w.i32("last_try"), certificate.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_certificate", certificate, status);
    w.status("mnr_card_read_signature_certificate", status);
}

fn mnr_card_read_signature_ca_certificate(w: &World) {
    unsafe extern "C" { fn mnr_card_read_signature_ca_certificate(card: *mut c_void, certificate: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let certificate = w.new_handle();
    let status = unsafe { mnr_card_read_signature_ca_certificate(w.handle("mnr_card"), certificate.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_certificate", certificate, status);
    w.status("mnr_card_read_signature_ca_certificate", status);
}

fn mnr_card_sign(w: &World) {
    unsafe extern "C" { fn mnr_card_sign(card: *mut c_void, signing: *const mnr_signing, signature: *mut u8, capacity: usize, needed: *mut usize, detail: *mut mnr_detail) -> i32; }
    let (signature, signature_capacity) = w.room();
    let status = unsafe { mnr_card_sign(w.handle("mnr_card"), w.record::<mnr_signing>(), signature.cast(), signature_capacity, w.out::<usize>(), w.record::<mnr_detail>()) };
    w.status("mnr_card_sign", status);
}

fn mnr_card_read_face(w: &World) {
    unsafe extern "C" { fn mnr_card_read_face(card: *mut c_void, readings: *const mnr_readings, challenge: *const u8, face: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let face = w.new_handle();
    let status = unsafe { mnr_card_read_face(w.handle("mnr_card"), w.record::<mnr_readings>(), w.thirty_two(), face.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_face", face, status);
    w.status("mnr_card_read_face", status);
}

fn mnr_code_b_from_printed(w: &World) {
    unsafe extern "C" { fn mnr_code_b_from_printed(birth: *const u8, birth_length: usize, expiry_year: i32, security_code: *const u8, security_code_length: usize, code: *mut u8, capacity: usize, needed: *mut usize) -> i32; }
    let (birth, birth_length) = w.bytes("birth");
    let (security_code, security_code_length) = w.bytes("security_code");
    let (code, code_capacity) = w.room();
    let status = unsafe { mnr_code_b_from_printed(birth.cast(), birth_length, w.i32("expiry_year"), security_code.cast(), security_code_length, code.cast(), code_capacity, w.out::<usize>()) };
    w.status("mnr_code_b_from_printed", status);
}

fn mnr_card_reset(w: &World) {
    unsafe extern "C" { fn mnr_card_reset(card: *mut c_void, detail: *mut mnr_detail) -> i32; }
    let status = unsafe { mnr_card_reset(w.handle("mnr_card"), w.record::<mnr_detail>()) };
    w.status("mnr_card_reset", status);
}

fn mnr_card_exchanges(w: &World) {
    unsafe extern "C" { fn mnr_card_exchanges(card: *mut c_void, exchanges: *mut u32) -> i32; }
    let status = unsafe { mnr_card_exchanges(w.handle("mnr_card"), w.out::<u32>()) };
    w.status("mnr_card_exchanges", status);
}

fn mnr_card_end(w: &World) {
    unsafe extern "C" { fn mnr_card_end(card: *mut c_void, detail: *mut mnr_detail) -> i32; }
    let status = unsafe { mnr_card_end(w.handle("mnr_card"), w.record::<mnr_detail>()) };
    w.status("mnr_card_end", status);
}

fn mnr_card_free(w: &World) {
    unsafe extern "C" { fn mnr_card_free(card: *mut c_void) -> i32; }
    let status = unsafe { mnr_card_free(w.handle("mnr_card")) };
    w.status("mnr_card_free", status);
}

fn mnr_face_verify(w: &World) {
    unsafe extern "C" { fn mnr_face_verify(face: *mut c_void, anchors: *mut c_void, accept_test: i32, untraced: i32, hierarchy: *mut i32, detail: *mut mnr_detail) -> i32; }
    let status = unsafe { mnr_face_verify(w.handle("mnr_face"), w.handle("mnr_anchors"), w.i32("accept_test"), w.i32("untraced"), w.out::<i32>(), w.record::<mnr_detail>()) };
    w.status("mnr_face_verify", status);
}

fn mnr_face_proof(w: &World) {
    unsafe extern "C" { fn mnr_face_proof(face: *mut c_void, signature: *mut i32, presence: *mut i32) -> i32; }
    let status = unsafe { mnr_face_proof(w.handle("mnr_face"), w.out::<i32>(), w.out::<i32>()) };
    w.status("mnr_face_proof", status);
}

fn mnr_face_read_facts(w: &World) {
    unsafe extern "C" { fn mnr_face_read_facts(face: *mut c_void, facts: *mut mnr_face_facts) -> i32; }
    let status = unsafe { mnr_face_read_facts(w.handle("mnr_face"), w.record::<mnr_face_facts>()) };
    w.status("mnr_face_read_facts", status);
}

fn mnr_face_photo(w: &World) {
    unsafe extern "C" { fn mnr_face_photo(face: *mut c_void, data: *mut *const u8, length: *mut usize) -> i32; }
    let (data, data_length) = w.lent();
    let status = unsafe { mnr_face_photo(w.handle("mnr_face"), data.cast(), data_length) };
    w.look(data, data_length, status);
    w.status("mnr_face_photo", status);
}

fn mnr_face_name_image(w: &World) {
    unsafe extern "C" { fn mnr_face_name_image(face: *mut c_void, data: *mut *const u8, length: *mut usize) -> i32; }
    let (data, data_length) = w.lent();
    let status = unsafe { mnr_face_name_image(w.handle("mnr_face"), data.cast(), data_length) };
    w.look(data, data_length, status);
    w.status("mnr_face_name_image", status);
}

fn mnr_face_address_image(w: &World) {
    unsafe extern "C" { fn mnr_face_address_image(face: *mut c_void, data: *mut *const u8, length: *mut usize) -> i32; }
    let (data, data_length) = w.lent();
    let status = unsafe { mnr_face_address_image(w.handle("mnr_face"), data.cast(), data_length) };
    w.look(data, data_length, status);
    w.status("mnr_face_address_image", status);
}

fn mnr_face_free(w: &World) {
    unsafe extern "C" { fn mnr_face_free(face: *mut c_void) -> i32; }
    let status = unsafe { mnr_face_free(w.handle("mnr_face")) };
    w.status("mnr_face_free", status);
}

fn mnr_certificate_parse(w: &World) {
    unsafe extern "C" { fn mnr_certificate_parse(der: *const u8, length: usize, certificate: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let (der, der_length) = w.bytes("der");
    let certificate = w.new_handle();
    let status = unsafe { mnr_certificate_parse(der.cast(), der_length, certificate.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_certificate", certificate, status);
    w.status("mnr_certificate_parse", status);
}

fn mnr_certificate_der(w: &World) {
    unsafe extern "C" { fn mnr_certificate_der(certificate: *mut c_void, data: *mut *const u8, length: *mut usize) -> i32; }
    let (data, data_length) = w.lent();
    let status = unsafe { mnr_certificate_der(w.handle("mnr_certificate"), data.cast(), data_length) };
    w.look(data, data_length, status);
    w.status("mnr_certificate_der", status);
}

fn mnr_certificate_serial(w: &World) {
    unsafe extern "C" { fn mnr_certificate_serial(certificate: *mut c_void, text: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (text, text_capacity) = w.room();
    let status = unsafe { mnr_certificate_serial(w.handle("mnr_certificate"), text.cast(), text_capacity, w.out::<usize>()) };
    w.status("mnr_certificate_serial", status);
}

fn mnr_certificate_usage(w: &World) {
    unsafe extern "C" { fn mnr_certificate_usage(certificate: *mut c_void, usage: *mut u32) -> i32; }
    let status = unsafe { mnr_certificate_usage(w.handle("mnr_certificate"), w.out::<u32>()) };
    w.status("mnr_certificate_usage", status);
}

fn mnr_certificate_personal_data(w: &World) {
    unsafe extern "C" { fn mnr_certificate_personal_data(certificate: *mut c_void, which: i32, text: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (text, text_capacity) = w.room();
    let status = unsafe { mnr_certificate_personal_data(w.handle("mnr_certificate"), w.i32("which"), text.cast(), text_capacity, w.out::<usize>()) };
    w.status("mnr_certificate_personal_data", status);
}

fn mnr_certificate_assess(w: &World) {
    unsafe extern "C" { fn mnr_certificate_assess(certificate: *mut c_void, day: *const mnr_date, token: i32, grace: i32, revocation: i32, assessment: *mut mnr_assessment) -> i32; }
    let status = unsafe { mnr_certificate_assess(w.handle("mnr_certificate"), w.record::<mnr_date>(), w.i32("token"), w.i32("grace"), w.i32("revocation"), w.record::<mnr_assessment>()) };
    w.status("mnr_certificate_assess", status);
}

fn mnr_anchors_verify(w: &World) {
    unsafe extern "C" { fn mnr_anchors_verify(anchors: *mut c_void, certificate: *mut c_void, accept_test: i32, hierarchy: *mut i32, detail: *mut mnr_detail) -> i32; }
    let status = unsafe { mnr_anchors_verify(w.handle("mnr_anchors"), w.handle("mnr_certificate"), w.i32("accept_test"), w.out::<i32>(), w.record::<mnr_detail>()) };
    w.status("mnr_anchors_verify", status);
}

fn mnr_anchors_new(w: &World) {
    unsafe extern "C" { fn mnr_anchors_new(anchors: *mut *mut c_void) -> i32; }
    let anchors = w.new_handle();
    let status = unsafe { mnr_anchors_new(anchors.cast()) };
    w.keep("mnr_anchors", anchors, status);
    w.status("mnr_anchors_new", status);
}

fn mnr_anchors_load(w: &World) {
    unsafe extern "C" { fn mnr_anchors_load(toml: *const c_char, length: usize, anchors: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let (toml, toml_length) = w.bytes("toml");
    let anchors = w.new_handle();
    let status = unsafe { mnr_anchors_load(toml.cast(), toml_length, anchors.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_anchors", anchors, status);
    w.status("mnr_anchors_load", status);
}

fn mnr_anchors_add_der(w: &World) {
    unsafe extern "C" { fn mnr_anchors_add_der(anchors: *mut c_void, der: *const u8, length: usize, hierarchy: i32, detail: *mut mnr_detail) -> i32; }
    let (der, der_length) = w.bytes("der");
    let status = unsafe { mnr_anchors_add_der(w.handle("mnr_anchors"), der.cast(), der_length, w.i32("hierarchy"), w.record::<mnr_detail>()) };
    w.status("mnr_anchors_add_der", status);
}

fn mnr_anchors_add_pem(w: &World) {
    unsafe extern "C" { fn mnr_anchors_add_pem(anchors: *mut c_void, pem: *const c_char, length: usize, hierarchy: i32, added: *mut usize, detail: *mut mnr_detail) -> i32; }
    let (pem, pem_length) = w.bytes("pem");
    let status = unsafe { mnr_anchors_add_pem(w.handle("mnr_anchors"), pem.cast(), pem_length, w.i32("hierarchy"), w.out::<usize>(), w.record::<mnr_detail>()) };
    w.status("mnr_anchors_add_pem", status);
}

fn mnr_anchors_free(w: &World) {
    unsafe extern "C" { fn mnr_anchors_free(anchors: *mut c_void) -> i32; }
    let status = unsafe { mnr_anchors_free(w.handle("mnr_anchors")) };
    w.status("mnr_anchors_free", status);
}

fn mnr_certificate_free(w: &World) {
    unsafe extern "C" { fn mnr_certificate_free(certificate: *mut c_void) -> i32; }
    let status = unsafe { mnr_certificate_free(w.handle("mnr_certificate")) };
    w.status("mnr_certificate_free", status);
}

fn mnr_diagnose(w: &World) {
    unsafe extern "C" { fn mnr_diagnose(symptom: *const mnr_symptom, code_maker: *mut u32, code_number: *mut u32) -> i32; }
    let status = unsafe { mnr_diagnose(w.record::<mnr_symptom>(), w.out::<u32>(), w.out::<u32>()) };
    w.status("mnr_diagnose", status);
}

fn mnr_book_load(w: &World) {
    unsafe extern "C" { fn mnr_book_load(toml: *const c_char, length: usize, amend: i32, book: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let (toml, toml_length) = w.bytes("toml");
    let book = w.new_handle();
    let status = unsafe { mnr_book_load(toml.cast(), toml_length, w.i32("amend"), book.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_book", book, status);
    w.status("mnr_book_load", status);
}

fn mnr_book_free(w: &World) {
    unsafe extern "C" { fn mnr_book_free(book: *mut c_void) -> i32; }
    let status = unsafe { mnr_book_free(w.handle("mnr_book")) };
    w.status("mnr_book_free", status);
}

fn mnr_guide(w: &World) {
    unsafe extern "C" { fn mnr_guide(book: *mut c_void, code_maker: u32, code_number: u32, situation: *const mnr_situation, guidance: *mut *mut c_void) -> i32; }
    let guidance = w.new_handle();
    let status = unsafe { mnr_guide(w.handle("mnr_book"), w.u32("code_maker"), w.u32("code_number"), w.record::<mnr_situation>(), guidance.cast()) };
    w.keep("mnr_guidance", guidance, status);
    w.status("mnr_guide", status);
}

fn mnr_guidance_read_facts(w: &World) {
    unsafe extern "C" { fn mnr_guidance_read_facts(guidance: *mut c_void, facts: *mut mnr_guidance_facts) -> i32; }
    let status = unsafe { mnr_guidance_read_facts(w.handle("mnr_guidance"), w.record::<mnr_guidance_facts>()) };
    w.status("mnr_guidance_read_facts", status);
}

fn mnr_guidance_text(w: &World) {
    unsafe extern "C" { fn mnr_guidance_text(guidance: *mut c_void, which: i32, text: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (text, text_capacity) = w.room();
    let status = unsafe { mnr_guidance_text(w.handle("mnr_guidance"), w.i32("which"), text.cast(), text_capacity, w.out::<usize>()) };
    w.status("mnr_guidance_text", status);
}

fn mnr_guidance_count(w: &World) {
    unsafe extern "C" { fn mnr_guidance_count(guidance: *mut c_void, list: i32, count: *mut usize) -> i32; }
    let status = unsafe { mnr_guidance_count(w.handle("mnr_guidance"), w.i32("list"), w.out::<usize>()) };
    w.status("mnr_guidance_count", status);
}

fn mnr_guidance_item(w: &World) {
    unsafe extern "C" { fn mnr_guidance_item(guidance: *mut c_void, list: i32, index: usize, number: *mut i32, text: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (text, text_capacity) = w.room();
    let status = unsafe { mnr_guidance_item(w.handle("mnr_guidance"), w.i32("list"), w.usize("index"), w.out::<i32>(), text.cast(), text_capacity, w.out::<usize>()) };
    w.status("mnr_guidance_item", status);
}

fn mnr_guidance_next_step(w: &World) {
    unsafe extern "C" { fn mnr_guidance_next_step(guidance: *mut c_void, index: usize, step: *mut mnr_next_step) -> i32; }
    let status = unsafe { mnr_guidance_next_step(w.handle("mnr_guidance"), w.usize("index"), w.record::<mnr_next_step>()) };
    w.status("mnr_guidance_next_step", status);
}

fn mnr_guidance_step_text(w: &World) {
    unsafe extern "C" { fn mnr_guidance_step_text(guidance: *mut c_void, index: usize, reason: i32, text: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (text, text_capacity) = w.room();
    let status = unsafe { mnr_guidance_step_text(w.handle("mnr_guidance"), w.usize("index"), w.i32("reason"), text.cast(), text_capacity, w.out::<usize>()) };
    w.status("mnr_guidance_step_text", status);
}

fn mnr_guidance_free(w: &World) {
    unsafe extern "C" { fn mnr_guidance_free(guidance: *mut c_void) -> i32; }
    let status = unsafe { mnr_guidance_free(w.handle("mnr_guidance")) };
    w.status("mnr_guidance_free", status);
}

fn mnr_book_text(w: &World) {
    unsafe extern "C" { fn mnr_book_text(book: *mut c_void, number: u32, language: *const c_char, language_length: usize, reader_model: u32, text: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (language, language_length) = w.bytes("language");
    let (text, text_capacity) = w.room();
    let status = unsafe { mnr_book_text(w.handle("mnr_book"), w.u32("number"), language.cast(), language_length, w.u32("reader_model"), text.cast(), text_capacity, w.out::<usize>()) };
    w.status("mnr_book_text", status);
}

fn mnr_book_language_count(w: &World) {
    unsafe extern "C" { fn mnr_book_language_count(book: *mut c_void, count: *mut usize) -> i32; }
    let status = unsafe { mnr_book_language_count(w.handle("mnr_book"), w.out::<usize>()) };
    w.status("mnr_book_language_count", status);
}

fn mnr_book_language_at(w: &World) {
    unsafe extern "C" { fn mnr_book_language_at(book: *mut c_void, index: usize, tag: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (tag, tag_capacity) = w.room();
    let status = unsafe { mnr_book_language_at(w.handle("mnr_book"), w.usize("index"), tag.cast(), tag_capacity, w.out::<usize>()) };
    w.status("mnr_book_language_at", status);
}

fn mnr_page_html(w: &World) {
    unsafe extern "C" { fn mnr_page_html(book: *mut c_void, page: i32, language: *const c_char, language_length: usize, facility: *const c_char, facility_length: usize, phone: *const c_char, phone_length: usize, reader_model: u32, day: *const mnr_date, html: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (language, language_length) = w.bytes("language");
    let (facility, facility_length) = w.bytes("facility");
    let (phone, phone_length) = w.bytes("phone");
    let (html, html_capacity) = w.room();
    let status = unsafe { mnr_page_html(w.handle("mnr_book"), w.i32("page"), language.cast(), language_length, facility.cast(), facility_length, phone.cast(), phone_length, w.u32("reader_model"), w.record::<mnr_date>(), html.cast(), html_capacity, w.out::<usize>()) };
    w.status("mnr_page_html", status);
}

fn mnr_model_count(w: &World) {
    unsafe extern "C" { fn mnr_model_count(book: *mut c_void, count: *mut usize) -> i32; }
    let status = unsafe { mnr_model_count(w.handle("mnr_book"), w.out::<usize>()) };
    w.status("mnr_model_count", status);
}

fn mnr_model_at(w: &World) {
    unsafe extern "C" { fn mnr_model_at(book: *mut c_void, index: usize, model: *mut mnr_model) -> i32; }
    let status = unsafe { mnr_model_at(w.handle("mnr_book"), w.usize("index"), w.record::<mnr_model>()) };
    w.status("mnr_model_at", status);
}

fn mnr_model_find(w: &World) {
    unsafe extern "C" { fn mnr_model_find(book: *mut c_void, name: *const c_char, length: usize, number: *mut u32) -> i32; }
    let (name, name_length) = w.bytes("name");
    let status = unsafe { mnr_model_find(w.handle("mnr_book"), name.cast(), name_length, w.out::<u32>()) };
    w.status("mnr_model_find", status);
}

fn mnr_model_read_fact(w: &World) {
    unsafe extern "C" { fn mnr_model_read_fact(book: *mut c_void, number: u32, feature: i32, fact: *mut mnr_model_fact) -> i32; }
    let status = unsafe { mnr_model_read_fact(w.handle("mnr_book"), w.u32("number"), w.i32("feature"), w.record::<mnr_model_fact>()) };
    w.status("mnr_model_read_fact", status);
}

fn mnr_model_text(w: &World) {
    unsafe extern "C" { fn mnr_model_text(book: *mut c_void, number: u32, feature: i32, note: u32, language: *const c_char, language_length: usize, text: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (language, language_length) = w.bytes("language");
    let (text, text_capacity) = w.room();
    let status = unsafe { mnr_model_text(w.handle("mnr_book"), w.u32("number"), w.i32("feature"), w.u32("note"), language.cast(), language_length, text.cast(), text_capacity, w.out::<usize>()) };
    w.status("mnr_model_text", status);
}

fn mnr_shelf_new(w: &World) {
    unsafe extern "C" { fn mnr_shelf_new(keys: *const u8, length: usize, accepted: u64, shelf: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let (keys, keys_length) = w.bytes("keys");
    let shelf = w.new_handle();
    let status = unsafe { mnr_shelf_new(keys.cast(), keys_length, w.u64("accepted"), shelf.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_shelf", shelf, status);
    w.status("mnr_shelf_new", status);
}

fn mnr_shelf_load(w: &World) {
    unsafe extern "C" { fn mnr_shelf_load(shelf: *mut c_void, package: *const u8, length: usize, day: *const mnr_date, accepted: *mut u64, detail: *mut mnr_detail) -> i32; }
    let (package, package_length) = w.bytes("package");
    let status = unsafe { mnr_shelf_load(w.handle("mnr_shelf"), package.cast(), package_length, w.record::<mnr_date>(), w.out::<u64>(), w.record::<mnr_detail>()) };
    w.status("mnr_shelf_load", status);
}

fn mnr_shelf_load_unsigned(w: &World) {
    unsafe extern "C" { fn mnr_shelf_load_unsigned(shelf: *mut c_void, toml: *const c_char, length: usize, amend: i32, detail: *mut mnr_detail) -> i32; }
    let (toml, toml_length) = w.bytes("toml");
    let status = unsafe { mnr_shelf_load_unsigned(w.handle("mnr_shelf"), toml.cast(), toml_length, w.i32("amend"), w.record::<mnr_detail>()) };
    w.status("mnr_shelf_load_unsigned", status);
}

fn mnr_shelf_book(w: &World) {
    unsafe extern "C" { fn mnr_shelf_book(shelf: *mut c_void, book: *mut *mut c_void) -> i32; }
    let book = w.new_handle();
    let status = unsafe { mnr_shelf_book(w.handle("mnr_shelf"), book.cast()) };
    w.keep("mnr_book", book, status);
    w.status("mnr_shelf_book", status);
}

fn mnr_shelf_status(w: &World) {
    unsafe extern "C" { fn mnr_shelf_status(shelf: *mut c_void, day: *const mnr_date, status: *mut mnr_rules_status) -> i32; }
    let status = unsafe { mnr_shelf_status(w.handle("mnr_shelf"), w.record::<mnr_date>(), w.record::<mnr_rules_status>()) };
    w.status("mnr_shelf_status", status);
}

fn mnr_book_age(w: &World) {
    unsafe extern "C" { fn mnr_book_age(book: *mut c_void, day: *const mnr_date, status: *mut mnr_rules_status) -> i32; }
    let status = unsafe { mnr_book_age(w.handle("mnr_book"), w.record::<mnr_date>(), w.record::<mnr_rules_status>()) };
    w.status("mnr_book_age", status);
}

fn mnr_shelf_free(w: &World) {
    unsafe extern "C" { fn mnr_shelf_free(shelf: *mut c_void) -> i32; }
    let status = unsafe { mnr_shelf_free(w.handle("mnr_shelf")) };
    w.status("mnr_shelf_free", status);
}

fn mnr_reception_new(w: &World) {
    unsafe extern "C" { fn mnr_reception_new(config: *const mnr_reception_config, reception: *mut *mut c_void) -> i32; }
    let reception = w.new_handle();
    let status = unsafe { mnr_reception_new(w.record::<mnr_reception_config>(), reception.cast()) };
    w.keep("mnr_reception", reception, status);
    w.status("mnr_reception_new", status);
}

fn mnr_reception_configure(w: &World) {
    unsafe extern "C" { fn mnr_reception_configure(reception: *mut c_void, config: *const mnr_reception_config) -> i32; }
    let status = unsafe { mnr_reception_configure(w.handle("mnr_reception"), w.record::<mnr_reception_config>()) };
    w.status("mnr_reception_configure", status);
}

fn mnr_reception_next_action(w: &World) {
    unsafe extern "C" { fn mnr_reception_next_action(reception: *mut c_void, action: *mut mnr_action) -> i32; }
    let status = unsafe { mnr_reception_next_action(w.handle("mnr_reception"), w.record::<mnr_action>()) };
    w.status("mnr_reception_next_action", status);
}

fn mnr_reception_situation(w: &World) {
    unsafe extern "C" { fn mnr_reception_situation(reception: *mut c_void, situation: *mut mnr_situation) -> i32; }
    let status = unsafe { mnr_reception_situation(w.handle("mnr_reception"), w.record::<mnr_situation>()) };
    w.status("mnr_reception_situation", status);
}

fn mnr_reception_deadline(w: &World) {
    unsafe extern "C" { fn mnr_reception_deadline(reception: *mut c_void, at_ms: *mut u64) -> i32; }
    let status = unsafe { mnr_reception_deadline(w.handle("mnr_reception"), w.out::<u64>()) };
    w.status("mnr_reception_deadline", status);
}

fn mnr_reception_mode(w: &World) {
    unsafe extern "C" { fn mnr_reception_mode(reception: *mut c_void, mode: *mut i32) -> i32; }
    let status = unsafe { mnr_reception_mode(w.handle("mnr_reception"), w.out::<i32>()) };
    w.status("mnr_reception_mode", status);
}

fn mnr_reception_state_name(w: &World) {
    unsafe extern "C" { fn mnr_reception_state_name(reception: *mut c_void, name: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (name, name_capacity) = w.room();
    let status = unsafe { mnr_reception_state_name(w.handle("mnr_reception"), name.cast(), name_capacity, w.out::<usize>()) };
    w.status("mnr_reception_state_name", status);
}

fn mnr_reception_journal(w: &World) {
    unsafe extern "C" { fn mnr_reception_journal(reception: *mut c_void, json: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (json, json_capacity) = w.room();
    let status = unsafe { mnr_reception_journal(w.handle("mnr_reception"), json.cast(), json_capacity, w.out::<usize>()) };
    w.status("mnr_reception_journal", status);
}

fn mnr_reception_free(w: &World) {
    unsafe extern "C" { fn mnr_reception_free(reception: *mut c_void) -> i32; }
    let status = unsafe { mnr_reception_free(w.handle("mnr_reception")) };
    w.status("mnr_reception_free", status);
}

fn mnr_reception_tick(w: &World) {
    unsafe extern "C" { fn mnr_reception_tick(reception: *mut c_void, at_ms: u64) -> i32; }
    let status = unsafe { mnr_reception_tick(w.handle("mnr_reception"), w.u64("at_ms")) };
    w.status("mnr_reception_tick", status);
}

fn mnr_reception_card_placed(w: &World) {
    unsafe extern "C" { fn mnr_reception_card_placed(reception: *mut c_void, at_ms: u64, day: *const mnr_date) -> i32; }
    let status = unsafe { mnr_reception_card_placed(w.handle("mnr_reception"), w.u64("at_ms"), w.record::<mnr_date>()) };
    w.status("mnr_reception_card_placed", status);
}

fn mnr_reception_card_removed(w: &World) {
    unsafe extern "C" { fn mnr_reception_card_removed(reception: *mut c_void, at_ms: u64) -> i32; }
    let status = unsafe { mnr_reception_card_removed(w.handle("mnr_reception"), w.u64("at_ms")) };
    w.status("mnr_reception_card_removed", status);
}

fn mnr_reception_phone_wanted(w: &World) {
    unsafe extern "C" { fn mnr_reception_phone_wanted(reception: *mut c_void, at_ms: u64, day: *const mnr_date, actor: i32) -> i32; }
    let status = unsafe { mnr_reception_phone_wanted(w.handle("mnr_reception"), w.u64("at_ms"), w.record::<mnr_date>(), w.i32("actor")) };
    w.status("mnr_reception_phone_wanted", status);
}

fn mnr_reception_phone_placed(w: &World) {
    unsafe extern "C" { fn mnr_reception_phone_placed(reception: *mut c_void, at_ms: u64, day: *const mnr_date) -> i32; }
    let status = unsafe { mnr_reception_phone_placed(w.handle("mnr_reception"), w.u64("at_ms"), w.record::<mnr_date>()) };
    w.status("mnr_reception_phone_placed", status);
}

fn mnr_reception_phone_removed(w: &World) {
    unsafe extern "C" { fn mnr_reception_phone_removed(reception: *mut c_void, at_ms: u64) -> i32; }
    let status = unsafe { mnr_reception_phone_removed(w.handle("mnr_reception"), w.u64("at_ms")) };
    w.status("mnr_reception_phone_removed", status);
}

fn mnr_reception_more_time(w: &World) {
    unsafe extern "C" { fn mnr_reception_more_time(reception: *mut c_void, at_ms: u64, actor: i32) -> i32; }
    let status = unsafe { mnr_reception_more_time(w.handle("mnr_reception"), w.u64("at_ms"), w.i32("actor")) };
    w.status("mnr_reception_more_time", status);
}

fn mnr_reception_phone_offer(w: &World) {
    unsafe extern "C" { fn mnr_reception_phone_offer(reception: *mut c_void, offer: *mut i32) -> i32; }
    let status = unsafe { mnr_reception_phone_offer(w.handle("mnr_reception"), w.out::<i32>()) };
    w.status("mnr_reception_phone_offer", status);
}

fn mnr_reception_mode_changed(w: &World) {
    unsafe extern "C" { fn mnr_reception_mode_changed(reception: *mut c_void, at_ms: u64, mode: i32, actor: i32) -> i32; }
    let status = unsafe { mnr_reception_mode_changed(w.handle("mnr_reception"), w.u64("at_ms"), w.i32("mode"), w.i32("actor")) };
    w.status("mnr_reception_mode_changed", status);
}

fn mnr_reception_cancelled(w: &World) {
    unsafe extern "C" { fn mnr_reception_cancelled(reception: *mut c_void, at_ms: u64, actor: i32) -> i32; }
    let status = unsafe { mnr_reception_cancelled(w.handle("mnr_reception"), w.u64("at_ms"), w.i32("actor")) };
    w.status("mnr_reception_cancelled", status);
}

fn mnr_reception_staff_confirmed(w: &World) {
    unsafe extern "C" { fn mnr_reception_staff_confirmed(reception: *mut c_void, at_ms: u64, person: i32, actor: i32) -> i32; }
    let status = unsafe { mnr_reception_staff_confirmed(w.handle("mnr_reception"), w.u64("at_ms"), w.i32("person"), w.i32("actor")) };
    w.status("mnr_reception_staff_confirmed", status);
}

fn mnr_reception_face_only_mark(w: &World) {
    unsafe extern "C" { fn mnr_reception_face_only_mark(reception: *mut c_void, at_ms: u64, valid: i32, actor: i32) -> i32; }
    let status = unsafe { mnr_reception_face_only_mark(w.handle("mnr_reception"), w.u64("at_ms"), w.i32("valid"), w.i32("actor")) };
    w.status("mnr_reception_face_only_mark", status);
}

fn mnr_reception_fault(w: &World) {
    unsafe extern "C" { fn mnr_reception_fault(reception: *mut c_void, at_ms: u64, code_maker: u32, code_number: u32, actor: i32) -> i32; }
    let status = unsafe { mnr_reception_fault(w.handle("mnr_reception"), w.u64("at_ms"), w.u32("code_maker"), w.u32("code_number"), w.i32("actor")) };
    w.status("mnr_reception_fault", status);
}

fn mnr_action_words(w: &World) {
    unsafe extern "C" { fn mnr_action_words(book: *mut c_void, action: *const mnr_action, which: i32, language: *const c_char, language_length: usize, reader_model: u32, words: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (language, language_length) = w.bytes("language");
    let (words, words_capacity) = w.room();
    let status = unsafe { mnr_action_words(w.handle("mnr_book"), w.record::<mnr_action>(), w.i32("which"), language.cast(), language_length, w.u32("reader_model"), words.cast(), words_capacity, w.out::<usize>()) };
    w.status("mnr_action_words", status);
}

fn mnr_reception_answer(w: &World) {
    unsafe extern "C" { fn mnr_reception_answer(reception: *mut c_void, at_ms: u64, number: *const mnr_number, answer: *const mnr_answer) -> i32; }
    let status = unsafe { mnr_reception_answer(w.handle("mnr_reception"), w.u64("at_ms"), w.record::<mnr_number>(), w.record::<mnr_answer>()) };
    w.status("mnr_reception_answer", status);
}

fn mnr_desk_new(w: &World) {
    unsafe extern "C" { fn mnr_desk_new(config: *const mnr_reception_config, options: *const mnr_desk_options, user: *mut c_void, devices: *const mnr_devices, desk: *mut *mut c_void) -> i32; }
    let desk = w.new_handle();
    let status = unsafe { mnr_desk_new(w.record::<mnr_reception_config>(), w.record::<mnr_desk_options>(), core::ptr::null_mut(), w.record::<mnr_devices>(), desk.cast()) };
    w.keep("mnr_desk", desk, status);
    w.status("mnr_desk_new", status);
}

fn mnr_desk_poll(w: &World) {
    unsafe extern "C" { fn mnr_desk_poll(desk: *mut c_void, wait_ms: *mut u32) -> i32; }
    let status = unsafe { mnr_desk_poll(w.handle("mnr_desk"), w.out::<u32>()) };
    w.status("mnr_desk_poll", status);
}

fn mnr_desk_run(w: &World) {
    unsafe extern "C" { fn mnr_desk_run(desk: *mut c_void) -> i32; }
    let status = unsafe { mnr_desk_run(w.handle("mnr_desk")) };
    w.status("mnr_desk_run", status);
}

fn mnr_desk_state_name(w: &World) {
    unsafe extern "C" { fn mnr_desk_state_name(desk: *mut c_void, name: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (name, name_capacity) = w.room();
    let status = unsafe { mnr_desk_state_name(w.handle("mnr_desk"), name.cast(), name_capacity, w.out::<usize>()) };
    w.status("mnr_desk_state_name", status);
}

fn mnr_desk_stop(w: &World) {
    unsafe extern "C" { fn mnr_desk_stop(desk: *mut c_void) -> i32; }
    let status = unsafe { mnr_desk_stop(w.handle("mnr_desk")) };
    w.status("mnr_desk_stop", status);
}

fn mnr_desk_free(w: &World) {
    unsafe extern "C" { fn mnr_desk_free(desk: *mut c_void) -> i32; }
    let status = unsafe { mnr_desk_free(w.handle("mnr_desk")) };
    w.status("mnr_desk_free", status);
}

fn mnr_desk_end(w: &World) {
    unsafe extern "C" { fn mnr_desk_end(desk: *mut c_void, limit_ms: u32) -> i32; }
    let status = unsafe { mnr_desk_end(w.handle("mnr_desk"), w.u32("limit_ms")) };
    w.status("mnr_desk_end", status);
}

fn mnr_desk_card_placed(w: &World) {
    unsafe extern "C" { fn mnr_desk_card_placed(desk: *mut c_void, day: *const mnr_date) -> i32; }
    let status = unsafe { mnr_desk_card_placed(w.handle("mnr_desk"), w.record::<mnr_date>()) };
    w.status("mnr_desk_card_placed", status);
}

fn mnr_desk_card_removed(w: &World) {
    unsafe extern "C" { fn mnr_desk_card_removed(desk: *mut c_void) -> i32; }
    let status = unsafe { mnr_desk_card_removed(w.handle("mnr_desk")) };
    w.status("mnr_desk_card_removed", status);
}

fn mnr_desk_phone_wanted(w: &World) {
    unsafe extern "C" { fn mnr_desk_phone_wanted(desk: *mut c_void, day: *const mnr_date, actor: i32) -> i32; }
    let status = unsafe { mnr_desk_phone_wanted(w.handle("mnr_desk"), w.record::<mnr_date>(), w.i32("actor")) };
    w.status("mnr_desk_phone_wanted", status);
}

fn mnr_desk_phone_placed(w: &World) {
    unsafe extern "C" { fn mnr_desk_phone_placed(desk: *mut c_void, day: *const mnr_date) -> i32; }
    let status = unsafe { mnr_desk_phone_placed(w.handle("mnr_desk"), w.record::<mnr_date>()) };
    w.status("mnr_desk_phone_placed", status);
}

fn mnr_desk_phone_removed(w: &World) {
    unsafe extern "C" { fn mnr_desk_phone_removed(desk: *mut c_void) -> i32; }
    let status = unsafe { mnr_desk_phone_removed(w.handle("mnr_desk")) };
    w.status("mnr_desk_phone_removed", status);
}

fn mnr_desk_more_time(w: &World) {
    unsafe extern "C" { fn mnr_desk_more_time(desk: *mut c_void, actor: i32) -> i32; }
    let status = unsafe { mnr_desk_more_time(w.handle("mnr_desk"), w.i32("actor")) };
    w.status("mnr_desk_more_time", status);
}

fn mnr_desk_mode_changed(w: &World) {
    unsafe extern "C" { fn mnr_desk_mode_changed(desk: *mut c_void, mode: i32, actor: i32) -> i32; }
    let status = unsafe { mnr_desk_mode_changed(w.handle("mnr_desk"), w.i32("mode"), w.i32("actor")) };
    w.status("mnr_desk_mode_changed", status);
}

fn mnr_desk_cancel(w: &World) {
    unsafe extern "C" { fn mnr_desk_cancel(desk: *mut c_void, actor: i32) -> i32; }
    let status = unsafe { mnr_desk_cancel(w.handle("mnr_desk"), w.i32("actor")) };
    w.status("mnr_desk_cancel", status);
}

fn mnr_desk_staff_confirmed(w: &World) {
    unsafe extern "C" { fn mnr_desk_staff_confirmed(desk: *mut c_void, person: i32, actor: i32) -> i32; }
    let status = unsafe { mnr_desk_staff_confirmed(w.handle("mnr_desk"), w.i32("person"), w.i32("actor")) };
    w.status("mnr_desk_staff_confirmed", status);
}

fn mnr_desk_face_only_mark(w: &World) {
    unsafe extern "C" { fn mnr_desk_face_only_mark(desk: *mut c_void, valid: i32, actor: i32) -> i32; }
    let status = unsafe { mnr_desk_face_only_mark(w.handle("mnr_desk"), w.i32("valid"), w.i32("actor")) };
    w.status("mnr_desk_face_only_mark", status);
}

fn mnr_desk_fault(w: &World) {
    unsafe extern "C" { fn mnr_desk_fault(desk: *mut c_void, code_maker: u32, code_number: u32, actor: i32) -> i32; }
    let status = unsafe { mnr_desk_fault(w.handle("mnr_desk"), w.u32("code_maker"), w.u32("code_number"), w.i32("actor")) };
    w.status("mnr_desk_fault", status);
}

fn mnr_desk_answer(w: &World) {
    unsafe extern "C" { fn mnr_desk_answer(desk: *mut c_void, number: *const mnr_number, answer: *const mnr_answer) -> i32; }
    let status = unsafe { mnr_desk_answer(w.handle("mnr_desk"), w.record::<mnr_number>(), w.record::<mnr_answer>()) };
    w.status("mnr_desk_answer", status);
}

fn mnr_statistics_new(w: &World) {
    unsafe extern "C" { fn mnr_statistics_new(statistics: *mut *mut c_void) -> i32; }
    let statistics = w.new_handle();
    let status = unsafe { mnr_statistics_new(statistics.cast()) };
    w.keep("mnr_statistics", statistics, status);
    w.status("mnr_statistics_new", status);
}

fn mnr_statistics_add(w: &World) {
    unsafe extern "C" { fn mnr_statistics_add(statistics: *mut c_void, line: *const c_char, length: usize) -> i32; }
    let (line, line_length) = w.bytes("line");
    let status = unsafe { mnr_statistics_add(w.handle("mnr_statistics"), line.cast(), line_length) };
    w.status("mnr_statistics_add", status);
}

fn mnr_statistics_json(w: &World) {
    unsafe extern "C" { fn mnr_statistics_json(statistics: *mut c_void, json: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (json, json_capacity) = w.room();
    let status = unsafe { mnr_statistics_json(w.handle("mnr_statistics"), json.cast(), json_capacity, w.out::<usize>()) };
    w.status("mnr_statistics_json", status);
}

fn mnr_statistics_free(w: &World) {
    unsafe extern "C" { fn mnr_statistics_free(statistics: *mut c_void) -> i32; }
    let status = unsafe { mnr_statistics_free(w.handle("mnr_statistics")) };
    w.status("mnr_statistics_free", status);
}

fn mnr_terminal_schedule_on(w: &World) {
    unsafe extern "C" { fn mnr_terminal_schedule_on(last: *const mnr_date, today: *const mnr_date, shown: *const mnr_date, schedule: *mut mnr_terminal_schedule) -> i32; }
    let status = unsafe { mnr_terminal_schedule_on(w.record::<mnr_date>(), w.record::<mnr_date>(), w.record::<mnr_date>(), w.record::<mnr_terminal_schedule>()) };
    w.status("mnr_terminal_schedule_on", status);
}

fn mnr_folder_examine(w: &World) {
    unsafe extern "C" { fn mnr_folder_examine(path: *const c_char, length: usize, limit_ms: u32, least_free: u64, folder: *mut *mut c_void) -> i32; }
    let (path, path_length) = w.bytes("path");
    let folder = w.new_handle();
    let status = unsafe { mnr_folder_examine(path.cast(), path_length, w.u32("limit_ms"), w.u64("least_free"), folder.cast()) };
    w.keep("mnr_folder", folder, status);
    w.status("mnr_folder_examine", status);
}

fn mnr_folder_read_facts(w: &World) {
    unsafe extern "C" { fn mnr_folder_read_facts(folder: *mut c_void, facts: *mut mnr_folder_facts) -> i32; }
    let status = unsafe { mnr_folder_read_facts(w.handle("mnr_folder"), w.record::<mnr_folder_facts>()) };
    w.status("mnr_folder_read_facts", status);
}

fn mnr_folder_text(w: &World) {
    unsafe extern "C" { fn mnr_folder_text(folder: *mut c_void, which: i32, text: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (text, text_capacity) = w.room();
    let status = unsafe { mnr_folder_text(w.handle("mnr_folder"), w.i32("which"), text.cast(), text_capacity, w.out::<usize>()) };
    w.status("mnr_folder_text", status);
}

fn mnr_folder_free(w: &World) {
    unsafe extern "C" { fn mnr_folder_free(folder: *mut c_void) -> i32; }
    let status = unsafe { mnr_folder_free(w.handle("mnr_folder")) };
    w.status("mnr_folder_free", status);
}

fn mnr_sim_persona_count(w: &World) {
    unsafe extern "C" { fn mnr_sim_persona_count(count: *mut usize) -> i32; }
    let status = unsafe { mnr_sim_persona_count(w.out::<usize>()) };
    w.status("mnr_sim_persona_count", status);
}

fn mnr_sim_persona_name(w: &World) {
    unsafe extern "C" { fn mnr_sim_persona_name(index: usize, name: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (name, name_capacity) = w.room();
    let status = unsafe { mnr_sim_persona_name(w.usize("index"), name.cast(), name_capacity, w.out::<usize>()) };
    w.status("mnr_sim_persona_name", status);
}

fn mnr_sim_card_new(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_new(persona: *const c_char, length: usize, day: *const mnr_date, card: *mut *mut c_void, detail: *mut mnr_detail) -> i32; }
    let (persona, persona_length) = w.bytes("persona");
    let card = w.new_handle();
    let status = unsafe { mnr_sim_card_new(persona.cast(), persona_length, w.record::<mnr_date>(), card.cast(), w.record::<mnr_detail>()) };
    w.keep("mnr_sim_card", card, status);
    w.status("mnr_sim_card_new", status);
}

fn mnr_sim_card_link(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_link(card: *mut c_void, link: *mut *mut c_void) -> i32; }
    let link = w.new_handle();
    let status = unsafe { mnr_sim_card_link(w.handle("mnr_sim_card"), link.cast()) };
    w.keep("mnr_link", link, status);
    w.status("mnr_sim_card_link", status);
}

fn mnr_sim_card_secret(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_secret(card: *mut c_void, key: i32, value: *mut c_char, capacity: usize, needed: *mut usize) -> i32; }
    let (value, value_capacity) = w.room();
    let status = unsafe { mnr_sim_card_secret(w.handle("mnr_sim_card"), w.i32("key"), value.cast(), value_capacity, w.out::<usize>()) };
    w.status("mnr_sim_card_secret", status);
}

fn mnr_sim_card_tries(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_tries(card: *mut c_void, key: i32, tries: *mut i32) -> i32; }
    let status = unsafe { mnr_sim_card_tries(w.handle("mnr_sim_card"), w.i32("key"), w.out::<i32>()) };
    w.status("mnr_sim_card_tries", status);
}

fn mnr_sim_card_counts(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_counts(card: *mut c_void, exchanges: *mut u32, presentations: *mut u32) -> i32; }
    let status = unsafe { mnr_sim_card_counts(w.handle("mnr_sim_card"), w.out::<u32>(), w.out::<u32>()) };
    w.status("mnr_sim_card_counts", status);
}

fn mnr_sim_card_logged(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_logged(card: *mut c_void, kept: *mut u32, dropped: *mut u64) -> i32; }
    let status = unsafe { mnr_sim_card_logged(w.handle("mnr_sim_card"), w.out::<u32>(), w.out::<u64>()) };
    w.status("mnr_sim_card_logged", status);
}

fn mnr_sim_card_clear_log(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_clear_log(card: *mut c_void) -> i32; }
    let status = unsafe { mnr_sim_card_clear_log(w.handle("mnr_sim_card")) };
    w.status("mnr_sim_card_clear_log", status);
}

fn mnr_sim_card_fault(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_fault(card: *mut c_void, exchange: u32, what: i32) -> i32; }
    let status = unsafe { mnr_sim_card_fault(w.handle("mnr_sim_card"), w.u32("exchange"), w.i32("what")) };
    w.status("mnr_sim_card_fault", status);
}

fn mnr_sim_card_answer_queries(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_answer_queries(card: *mut c_void, status_word: u16) -> i32; }
    let status = unsafe { mnr_sim_card_answer_queries(w.handle("mnr_sim_card"), w.u16("status_word")) };
    w.status("mnr_sim_card_answer_queries", status);
}

fn mnr_sim_card_place(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_place(card: *mut c_void) -> i32; }
    let status = unsafe { mnr_sim_card_place(w.handle("mnr_sim_card")) };
    w.status("mnr_sim_card_place", status);
}

fn mnr_sim_card_take_away(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_take_away(card: *mut c_void) -> i32; }
    let status = unsafe { mnr_sim_card_take_away(w.handle("mnr_sim_card")) };
    w.status("mnr_sim_card_take_away", status);
}

fn mnr_sim_anchors(w: &World) {
    unsafe extern "C" { fn mnr_sim_anchors(anchors: *mut *mut c_void) -> i32; }
    let anchors = w.new_handle();
    let status = unsafe { mnr_sim_anchors(anchors.cast()) };
    w.keep("mnr_anchors", anchors, status);
    w.status("mnr_sim_anchors", status);
}

fn mnr_sim_card_free(w: &World) {
    unsafe extern "C" { fn mnr_sim_card_free(card: *mut c_void) -> i32; }
    let status = unsafe { mnr_sim_card_free(w.handle("mnr_sim_card")) };
    w.status("mnr_sim_card_free", status);
}

impl Record for mnr_action {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.number = w.number();
        self.abandoned = w.number();
        self.kind = w.i32("kind");
        self.is_request = w.i32("is_request");
        self.is_national = w.i32("is_national");
        self.detail = w.i32("detail");
        self.again = w.i32("again");
        self.last_try = w.i32("last_try");
        self.tries = w.i32("tries");
        self.offer_face = w.i32("offer_face");
        self.offer_pin = w.i32("offer_pin");
        self.offer_staff = w.i32("offer_staff");
        self.offer_phone = w.i32("offer_phone");
        self.offer_android = w.i32("offer_android");
        self.offer_iphone = w.i32("offer_iphone");
        self.may_go_back = w.i32("may_go_back");
        self.phone = w.i32("phone");
        self.at = w.i32("at");
        self.token = w.i32("token");
        self.subsidy = w.i32("subsidy");
        self.method = w.i32("method");
        self.mode = w.i32("mode");
        self.outcome = w.i32("outcome");
        self.end_reason = w.i32("end_reason");
        self.code_maker = w.u32("code_maker");
        self.code_number = w.u32("code_number");
        self.consents = w.u32("consents");
        self.secrets = w.u32("secrets");
        self.one_false_match_in = w.u32("one_false_match_in");
        self.rehearsal = w.i32("rehearsal");
    }
}

impl Record for mnr_answer {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.kind = w.i32("kind");
        self.actor = w.i32("actor");
        self.detail = w.i32("detail");
        self.method = w.i32("method");
        self.yes = w.i32("yes");
        self.tries = w.i32("tries");
        self.liveness = w.i32("liveness");
        self.mark = w.i32("mark");
        self.agreeing = w.u32("agreeing");
        self.failed = w.u32("failed");
        self.consents = w.u32("consents");
        self.code_maker = w.u32("code_maker");
        self.code_number = w.u32("code_number");
        self.symptom = w.record::<mnr_symptom>();
        self.facts = w.record::<mnr_card_facts>();
        let (bytes, length) = w.bytes("secret");
        self.secret_length = length;
        self.secret = bytes.cast();
    }
}

impl Record for mnr_assessment {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.state = w.i32("state");
        self.days_left = w.i32("days_left");
        self.last_year = w.i32("last_year");
        self.last_month = w.i32("last_month");
        self.last_day = w.i32("last_day");
        self.notice_year = w.i32("notice_year");
        self.notice_month = w.i32("notice_month");
        self.notice_day = w.i32("notice_day");
        self.grace_year = w.i32("grace_year");
        self.grace_month = w.i32("grace_month");
        self.grace_day = w.i32("grace_day");
    }
}

impl Record for mnr_card_facts {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.token = w.i32("token");
        self.pin_tries = w.i32("pin_tries");
        self.code_b_tries = w.i32("code_b_tries");
        self.face_only = w.i32("face_only");
        self.certificate = w.i32("certificate");
        self.card_expiry_year = w.i32("card_expiry_year");
        self.card_expiry_month = w.i32("card_expiry_month");
        self.card_expiry_day = w.i32("card_expiry_day");
    }
}

impl Record for mnr_change {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.key = w.i32("key");
        self.last_try = w.i32("last_try");
        let (bytes, length) = w.bytes("current");
        self.current_length = length;
        self.current = bytes.cast();
        let (bytes, length) = w.bytes("replacement");
        self.replacement_length = length;
        self.replacement = bytes.cast();
    }
}

impl Record for mnr_date {
    const SIZED: bool = false;

    fn fill(&mut self, w: &World) {
        self.year = w.i32("year");
        self.month = w.i32("month");
        self.day = w.i32("day");
    }
}

impl Record for mnr_desk_options {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.anchors = w.handle("mnr_anchors").cast();
        self.accept_test = w.i32("accept_test");
        self.untraced = w.i32("untraced");
        self.differing_expiry = w.i32("differing_expiry");
        self.grace = w.i32("grace");
        self.profile = w.handle("mnr_profile").cast();
    }
}

impl Record for mnr_detail {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.status = w.i32("status");
        self.recovery = w.i32("recovery");
        self.tries_left = w.i32("tries_left");
        self.driver_code = w.u32("driver_code");
        self.exchange = w.u32("exchange");
        self.offset = w.u32("offset");
        self.status_word = w.u16("status_word");
        self.has_driver_code = w.u8("has_driver_code");
        self.may_have_been_sent = w.u8("may_have_been_sent");
        w.fixed(&mut self.text);
    }
}

impl Record for mnr_devices {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.connect = callbacks::mnr_devices_connect(w);
        self.order = callbacks::mnr_devices_order(w);
        self.request = callbacks::mnr_devices_request(w);
        self.journal = callbacks::mnr_devices_journal(w);
        self.release = callbacks::mnr_devices_release(w);
        self.connect_phone = callbacks::mnr_devices_connect_phone(w);
    }
}

impl Record for mnr_driver {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.flags = w.u32("flags");
        self.max_command = w.u32("max_command");
        self.max_response = w.u32("max_response");
        self.transmit = callbacks::mnr_driver_transmit(w);
        self.reset = callbacks::mnr_driver_reset(w);
        self.power_down = callbacks::mnr_driver_power_down(w);
        self.release = callbacks::mnr_driver_release(w);
        self.let_go = callbacks::mnr_driver_let_go(w);
        self.take_back = callbacks::mnr_driver_take_back(w);
    }
}

impl Record for mnr_driver_failure {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.may_have_been_sent = w.i32("may_have_been_sent");
        self.has_code = w.i32("has_code");
        self.code = w.u32("code");
    }
}

impl Record for mnr_face_facts {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.sex = w.i32("sex");
        self.birth_year = w.i32("birth_year");
        self.birth_month = w.i32("birth_month");
        self.birth_day = w.i32("birth_day");
        self.expiry_year = w.i32("expiry_year");
        self.expiry_month = w.i32("expiry_month");
        self.expiry_day = w.i32("expiry_day");
        self.photo_width = w.u32("photo_width");
        self.photo_height = w.u32("photo_height");
    }
}

impl Record for mnr_folder_facts {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.free_bytes = w.u64("free_bytes");
        self.finding = w.i32("finding");
        self.usable = w.i32("usable");
        self.step = w.i32("step");
        self.os_code = w.i32("os_code");
        self.has_os_code = w.i32("has_os_code");
        self.has_free_bytes = w.i32("has_free_bytes");
        self.names_a_share = w.i32("names_a_share");
        self.took_ms = w.u32("took_ms");
    }
}

impl Record for mnr_guidance_facts {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.retry = w.i32("retry");
        self.seen_today = w.i32("seen_today");
        self.seen_today_step = w.i32("seen_today_step");
        self.next_steps = w.u32("next_steps");
        self.device_fault = w.i32("device_fault");
    }
}

impl Record for mnr_identity {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.token = w.i32("token");
        self.token_status = w.i32("token_status");
        self.authentication_certificate = w.i32("authentication_certificate");
        self.signature_certificate = w.i32("signature_certificate");
        self.availability_status = w.i32("availability_status");
        self.pin_tries = w.i32("pin_tries");
        self.pin_tries_status = w.i32("pin_tries_status");
        self.expiry_year = w.i32("expiry_year");
        self.expiry_month = w.i32("expiry_month");
        self.expiry_day = w.i32("expiry_day");
        self.expiry_status = w.i32("expiry_status");
    }
}

impl Record for mnr_material {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        let (bytes, length) = w.bytes("photo");
        self.photo_length = length;
        self.photo = bytes.cast();
        let (bytes, length) = w.bytes("signature");
        self.signature_length = length;
        self.signature = bytes.cast();
        let (bytes, length) = w.bytes("pin");
        self.pin_length = length;
        self.pin = bytes.cast();
        let (bytes, length) = w.bytes("passcode");
        self.passcode_length = length;
        self.passcode = bytes.cast();
    }
}

impl Record for mnr_model {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.number = w.u32("number");
        self.maker = w.u32("maker");
        self.notes = w.u32("notes");
        w.fixed(&mut self.name);
    }
}

impl Record for mnr_model_fact {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.is = w.i32("is");
        self.mark = w.i32("mark");
    }
}

impl Record for mnr_next_step {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.step = w.i32("step");
        self.standing = w.i32("standing");
        self.why = w.i32("why");
        self.ordinary_share = w.i32("ordinary_share");
    }
}

impl Record for mnr_number {
    const SIZED: bool = false;

    fn fill(&mut self, w: &World) {
        self.session = w.u64("session");
        self.sequence = w.u32("sequence");
        self.station = w.u32("station");
    }
}

impl Record for mnr_origin {
    const SIZED: bool = false;

    fn fill(&mut self, w: &World) {
        self.step = w.i32("step");
        self.key = w.i32("key");
        self.happened = w.i32("happened");
        self.first = w.u32("first");
        self.second = w.u32("second");
        self.has_second = w.i32("has_second");
        self.rule = w.u32("rule");
    }
}

impl Record for mnr_readings {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        let (bytes, length) = w.bytes("codes");
        self.count = length;
        self.codes = bytes.cast();
        self.failed = w.usize("failed");
        self.agreeing = w.usize("agreeing");
        self.tries_kept = w.i32("tries_kept");
    }
}

impl Record for mnr_reception_config {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.station = w.u32("station");
        self.mode = w.i32("mode");
        self.lacks = w.u32("lacks");
        self.facility = w.u32("facility");
        self.facility_lacks = w.u32("facility_lacks");
        self.staff_check = w.i32("staff_check");
        self.no_registration_by_sight = w.i32("no_registration_by_sight");
        self.registration_by_sight_year = w.i32("registration_by_sight_year");
        self.registration_by_sight_month = w.i32("registration_by_sight_month");
        self.registration_by_sight_day = w.i32("registration_by_sight_day");
        self.rules_expire_year = w.i32("rules_expire_year");
        self.rules_expire_month = w.i32("rules_expire_month");
        self.rules_expire_day = w.i32("rules_expire_day");
        self.reader_model = w.u32("reader_model");
        self.pin_verifier = w.i32("pin_verifier");
        self.methods_after_read_error = w.i32("methods_after_read_error");
        self.face_attempts = w.u32("face_attempts");
        self.face_captures = w.u32("face_captures");
        self.one_false_match_in = w.u32("one_false_match_in");
        self.liveness_required = w.i32("liveness_required");
        self.code_b_agreeing = w.u32("code_b_agreeing");
        self.code_b_floor = w.u32("code_b_floor");
        self.code_b_scans = w.u32("code_b_scans");
        self.prescription = w.i32("prescription");
        self.rehearsal = w.i32("rehearsal");
        self.patient_ms = w.u32("patient_ms");
        self.staff_ms = w.u32("staff_ms");
        self.device_ms = w.u32("device_ms");
        self.card_ms = w.u32("card_ms");
        self.national_ms = w.u32("national_ms");
        self.forgotten_card_ms = w.u32("forgotten_card_ms");
        self.waiting_proof_ms = w.u32("waiting_proof_ms");
        self.visual_mode_ms = w.u32("visual_mode_ms");
        self.passcodes = w.u32("passcodes");
        self.pins = w.u32("pins");
        self.refusals = w.u32("refusals");
        self.ways_back = w.u32("ways_back");
        self.no_way_back = w.i32("no_way_back");
        self.phone_reader = w.i32("phone_reader");
        self.subsidy = w.i32("subsidy");
        self.phone_ms = w.u32("phone_ms");
        self.check_in_ms = w.u32("check_in_ms");
        self.more_time = w.u32("more_time");
        self.not_ahead = w.u32("not_ahead");
        self.sessions_after = w.u64("sessions_after");
    }
}

impl Record for mnr_rules_status {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.version = w.u64("version");
        self.origin = w.i32("origin");
        self.warns = w.i32("warns");
        self.has_expired = w.i32("has_expired");
        self.days = w.u32("days");
        self.known_up_to_year = w.i32("known_up_to_year");
        self.known_up_to_month = w.i32("known_up_to_month");
        self.known_up_to_day = w.i32("known_up_to_day");
        self.warn_from_year = w.i32("warn_from_year");
        self.warn_from_month = w.i32("warn_from_month");
        self.warn_from_day = w.i32("warn_from_day");
        self.issued_year = w.i32("issued_year");
        self.issued_month = w.i32("issued_month");
        self.issued_day = w.i32("issued_day");
        self.expires_year = w.i32("expires_year");
        self.expires_month = w.i32("expires_month");
        self.expires_day = w.i32("expires_day");
    }
}

impl Record for mnr_signing {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.key = w.i32("key");
        self.scheme = w.i32("scheme");
        self.last_try = w.i32("last_try");
        let (bytes, length) = w.bytes("data");
        self.data_length = length;
        self.data = bytes.cast();
        let (bytes, length) = w.bytes("secret");
        self.secret_length = length;
        self.secret = bytes.cast();
    }
}

impl Record for mnr_situation {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.year = w.i32("year");
        self.month = w.i32("month");
        self.day = w.i32("day");
        w.fixed(&mut self.language);
        self.reader_model = w.u32("reader_model");
        self.mode = w.i32("mode");
        self.step = w.i32("step");
        self.token = w.i32("token");
        self.pin_tries = w.i32("pin_tries");
        self.code_b_tries = w.i32("code_b_tries");
        self.certificate = w.i32("certificate");
        self.card_expiry_year = w.i32("card_expiry_year");
        self.card_expiry_month = w.i32("card_expiry_month");
        self.card_expiry_day = w.i32("card_expiry_day");
        self.face_only = w.i32("face_only");
        self.panel = w.i32("panel");
        self.isolation = w.i32("isolation");
        self.facility = w.u32("facility");
        self.at_hand = w.u32("at_hand");
        self.visit = w.i32("visit");
        self.present = w.i32("present");
        self.tried = w.u32("tried");
        self.terminal_code_maker = w.u32("terminal_code_maker");
        self.terminal_code_number = w.u32("terminal_code_number");
        self.facility_lacks = w.u32("facility_lacks");
        self.age_of_rules_told = w.i32("age_of_rules_told");
        self.at = w.i32("at");
    }
}

impl Record for mnr_symptom {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.step = w.i32("step");
        self.key = w.i32("key");
        self.token = w.i32("token");
        self.happened = w.i32("happened");
        self.value = w.i64("value");
        self.second = w.i64("second");
        self.offset = w.u32("offset");
    }
}

impl Record for mnr_terminal_schedule {
    const SIZED: bool = true;

    fn fill(&mut self, w: &World) {
        self.standing = w.i32("standing");
        self.days = w.i32("days");
        self.show = w.i32("show");
        self.due_year = w.i32("due_year");
        self.due_month = w.i32("due_month");
        self.due_day = w.i32("due_day");
        self.next_year = w.i32("next_year");
        self.next_month = w.i32("next_month");
        self.next_day = w.i32("next_day");
    }
}
