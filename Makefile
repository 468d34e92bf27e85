# mynareader: the commands that must always work.
#
#   make check          install what is missing (and say what), then run every check and test
#   make check-fast     for every day: formatting, the rules of the house, lints and the tests in Rust
#   make check-all      what takes too long for every check, by hand: each crate alone, packages, oldest Rust, Miri, deny.toml,
#                       oldest versions, fuzzing, what make dist gives, C#, Linux on ARM, big-endian, musl
#   make check-mutants  take each guard out in turn and show that a test turns red
#   make mutants ROOM=card SHARD=1/8  mutate a room by machine (reception, fault, card, certificate, desk) and
#                       list what no test notices; IN_DIFF=COMMIT: only functions changed since
#   make miri           the pure crates and the C ABI under Miri, on 64 and 32 bits and big-endian
#   make fuzz T=records    fuzz one target without end, or SECONDS= long; tools/fuzz lists the targets
#   make fuzz-smoke     each target a minute; fails on any crash
#   make fuzz-coverage  which lines the targets reach, by room
#   make schedules      a million random schedules of faults against the virtual card
#   make bench          how long the library takes for what it does itself (docs/performance.md says how to read it)
#   make bench-instructions  instructions and allocations beside those of the parent commit; BASE= another
#   make bench-peers    this library, myna-card, jpki and OpenSC on the same virtual card; WRITE=1: into the docs
#   make bench-scale    a process with 1 to 1,000 receptions, memory and time; WRITE=1: into the docs
#   make msrv           build the library with the oldest Rust it promises (fetched by rustup)
#   make fmt lint clean
#   make doc            the documentation of the crates, and target/doc/c: the C ABI as pages (Doxygen)
#   make capi           build the C libraries (PCSC=1 insists on PC/SC, PCSC=0 leaves it out)
#   make install        PREFIX=/usr/local DESTDIR= LIBDIR= INCLUDEDIR= DOCDIR=: header, libraries, .pc, CMake,
#                       documents, examples
#   make uninstall      takes away what make install put there; the same variables
#                       TARGET= with these three: for another machine, such as x86_64-pc-windows-gnu
#   make abi            write header and lists from crates/ffi
#   make rehearsal      target/rehearsal.html: the page on which a clinic practises every code
#   make text           write the table of built-in words from crates/reception/text
#   make check-capi     header, exports, C tests and examples
#   make check-windows  the same for the Windows DLLs, cross-built and run under wine
#   make check-cross    the same for Linux aarch64, run under qemu (TARGET= another)
#   make dist           what a maker gets, into target/dist (docs/shipping.md); make check-dist: twice, compared and used
#   make check-msvc     the same for the ABI of MSVC, as far as it goes without Microsoft's tools
#   make check-targets  compiles for the other machines of makers, and compares layouts with C there

CARGO ?= cargo

MSRV := $(shell sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)

.PHONY: check check-fast check-all check-mutants mutants fuzz fuzz-smoke fuzz-coverage schedules bench bench-instructions bench-peers bench-scale miri msrv install-deps fmt lint doc clean capi install uninstall abi text rehearsal \
	check-capi check-cross check-dist dist check-windows check-msvc check-targets

bench = $(CARGO) bench --locked --package proof --features benchmarks --bench

PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
BINDIR ?= $(PREFIX)/bin
TARGET =
DESTDIR ?=
ROOM ?= reception
SHARD ?=
T ?=
SECONDS ?= 0
IN_DIFF ?=
PCSC ?= auto
BASE ?=
WRITE ?=

check:
	@tools/check

check-fast:
	@tools/check fast

check-all:
	@tools/check-all

miri:
	@tools/miri

check-mutants:
	@tests/mutants/run

mutants:
	@tests/mutants/by-machine $(ROOM) $(SHARD) $(if $(IN_DIFF),--in-diff $(IN_DIFF))

fuzz:
	@tools/fuzz run '$(T)' $(SECONDS)

fuzz-smoke:
	@tools/fuzz smoke

fuzz-coverage:
	@tools/fuzz coverage

schedules:
	@tools/schedules

bench:
	@$(bench) times

bench-instructions:
	@tools/bench-instructions $(BASE)

bench-peers:
	@$(bench) peers $(if $(WRITE),-- --write)

bench-scale:
	@$(bench) scale $(if $(WRITE),-- --write)

msrv:
	rustup toolchain install --profile minimal $(MSRV).0
	CARGO_TARGET_DIR=target/msrv $(CARGO) +$(MSRV).0 check --lib --features emulator,serde,individual-number

install-deps:
	@tools/install-deps

fmt:
	$(CARGO) fmt --all

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	@tools/unsafe-free

doc:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps
	@tools/reference

clean:
	$(CARGO) clean

capi:
	@PCSC='$(PCSC)' tools/build-capi '$(TARGET)'

place = PREFIX='$(PREFIX)' LIBDIR='$(LIBDIR)' INCLUDEDIR='$(INCLUDEDIR)' BINDIR='$(BINDIR)' DOCDIR='$(DOCDIR)' \
	DESTDIR='$(DESTDIR)' TARGET='$(TARGET)' tools/install-capi

install: capi
	@$(place)

uninstall:
	@$(place) uninstall

abi:
	@tools/abi/run write

text:
	@tools/text/run write

rehearsal:
	@tools/rehearsal/run

check-capi:
	@tests/c/run

check-windows:
	@tests/c/run-windows

check-cross:
	@tests/c/run-cross $(TARGET)

dist:
	@tools/dist

check-dist:
	@tools/dist-check

check-msvc:
	@tests/msvc/run

check-targets:
	@tools/check-targets
