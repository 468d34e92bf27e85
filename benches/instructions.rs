//! How many instructions and allocations the library takes for what it does itself, by gungraun under
//! valgrind: `make bench-instructions`, which compares them with those of the parent commit.

use std::hint::black_box;

use gungraun::{
    Callgrind, Dhat, DhatMetric, EventKind, LibraryBenchmarkConfig, library_benchmark,
    library_benchmark_group, main,
};
use mynareader::application::surface::FaceRecord;
use mynareader::card::Content;
use mynareader::certificate::RsaPublicKey;
use mynareader::desk::Unshared;
use mynareader::fault::FaultCode;
use mynareader::guidance::{Guidance, Situation};
use mynareader::reception::{Event, Reception, Reply, State};
use mynareader_emulator::VirtualCard;
use mynareader_ffi::reception::mnr_reception;

mod work;

/// What an event may come to.
const EVENT: u64 = 4000;

fn event_limit() -> LibraryBenchmarkConfig {
    let mut config = LibraryBenchmarkConfig::default();
    config.tool(Callgrind::with_args(["--cache-sim=no"]).hard_limits([(EventKind::Ir, EVENT)]));
    config
}

#[library_benchmark(setup = work::before, config = event_limit())]
#[bench::idle(State::Idle)]
#[bench::identifying(State::Identifying)]
#[bench::choosing_method(State::ChoosingMethod)]
#[bench::scanning_card_face(State::ScanningCardFace)]
#[bench::reading_face_record(State::ReadingFaceRecord)]
#[bench::comparing_face(State::ComparingFace)]
#[bench::authenticating(State::Authenticating)]
#[bench::reacquiring_card(State::ReacquiringCard)]
#[bench::querying_eligibility(State::QueryingEligibility)]
#[bench::asking_consent(State::AskingConsent)]
#[bench::delivering(State::Delivering)]
#[bench::ended(State::Ended)]
fn event(before: (Box<Reception>, Event)) -> (Box<Reception>, Reply) {
    work::event(black_box(before))
}

#[library_benchmark(setup = work::situation)]
#[bench::pin_blocked(FaultCode::PIN_BLOCKED)]
#[bench::face_not_matched(FaultCode::FACE_NOT_MATCHED)]
fn guidance(about: (FaultCode, Situation)) -> Guidance<'static> {
    work::guidance(black_box(about))
}

#[library_benchmark]
#[bench::without_rsa(work::face_file())]
fn face_record(file: (Content, RsaPublicKey)) -> (FaceRecord, RsaPublicKey) {
    work::face_record(black_box(file))
}

#[library_benchmark]
#[bench::mode(work::handle())]
fn c_call(reception: *mut mnr_reception) -> i32 {
    work::c_call(black_box(reception))
}

#[library_benchmark]
#[bench::opened_and_closed(work::link())]
fn desk(link: Box<Unshared<VirtualCard>>) -> Box<Unshared<VirtualCard>> {
    work::desk(black_box(link))
}

library_benchmark_group!(
    name = host_costs,
    benchmarks = [event, guidance, face_record, c_call, desk]
);

main!(
    config = LibraryBenchmarkConfig::default()
        .tool(Callgrind::with_args(["--cache-sim=no"]))
        .tool(Dhat::default().format([DhatMetric::TotalBlocks, DhatMetric::TotalBytes])),
    library_benchmark_groups = host_costs
);
