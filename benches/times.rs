//! How long the library takes for what it does itself, by divan: `make bench`.

use divan::Bencher;
use mynareader::apdu::{Command, Header};
use mynareader::fault::FaultCode;
use mynareader::reception::{Config, Reception, State};
use mynareader::secret::Pin;
use mynareader::tlv::{Reader, Structure};

mod work;

#[global_allocator]
static COUNTED: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = work::STATES)]
fn event(bencher: Bencher<'_, '_>, state: State) {
    bencher
        .with_inputs(|| work::before(state))
        .bench_values(work::event);
}

#[divan::bench]
fn check_in_by_face(bencher: Bencher<'_, '_>) {
    let mut reception = Reception::new(Config::default());
    bencher.bench_local(|| work::check_in(&mut reception));
}

#[divan::bench(args = [FaultCode::PIN_BLOCKED, FaultCode::FACE_NOT_MATCHED])]
fn guidance(bencher: Bencher<'_, '_>, code: FaultCode) {
    bencher
        .with_inputs(|| work::situation(code))
        .bench_values(work::guidance);
}

#[divan::bench]
fn face_record_without_rsa(bencher: Bencher<'_, '_>) {
    let (file, key) = work::face_file();
    bencher
        .with_inputs(|| (file.clone(), key.clone()))
        .bench_values(work::face_record);
}

#[divan::bench]
fn walk_over_the_face_record(bencher: Bencher<'_, '_>) {
    let (file, _) = work::face_file();
    bencher.bench(|| Reader::new(Structure::FaceRecord, &file).walk().count());
}

#[divan::bench]
fn c_call(bencher: Bencher<'_, '_>) {
    // A handle is a pointer, and a pointer stays in its thread.
    let reception = work::handle();
    bencher.bench_local(|| work::c_call(reception));
}

#[divan::bench]
fn desk_opened_and_closed(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(work::link)
        .bench_local_values(work::desk);
}

#[divan::bench]
fn verify_encoded_and_wiped() -> bool {
    Command::case3(Header::new(0x00, 0x20, 0x00, 0x98), b"1234").is_ok()
}

#[divan::bench]
fn verify_decoded() -> bool {
    Command::decode(&[0, 0x20, 0, 0x98, 4, 49, 50, 51, 52]).is_ok()
}

#[divan::bench]
fn pin_in_a_locked_page() -> bool {
    Pin::from_ascii(b"1234").is_ok()
}
