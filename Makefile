# mynareader: the commands that must always work.
#
#   make check          install what is missing (and say what), then run every check and test
#   make check-mutants  take each guard out in turn and show that a test turns red
#   make mutants-reception  mutate the reception by machine and list what no test notices
#   make msrv           build the library with the oldest Rust it promises (fetched by rustup)
#   make fmt lint doc clean
#   make capi           build the C libraries (PCSC=1 insists on PC/SC, PCSC=0 leaves it out)
#   make install        PREFIX=/usr/local DESTDIR= LIBDIR= INCLUDEDIR=: header, libraries, .pc, CMake
#   make abi            write header and lists from src/ffi
#   make check-capi     header, exports, C tests and examples

CARGO ?= cargo

MSRV := $(shell sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)

.PHONY: check check-mutants mutants-reception msrv install-deps fmt lint doc clean capi install abi check-capi

PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DESTDIR ?=
PCSC ?= auto

check:
	@tools/check

check-mutants:
	@tests/mutants/run

mutants-reception:
	@tests/mutants/reception

msrv:
	rustup toolchain install --profile minimal $(MSRV).0
	CARGO_TARGET_DIR=target/msrv $(CARGO) +$(MSRV).0 check --lib --features emulator,serde,individual-number

install-deps:
	@tools/install-deps

fmt:
	$(CARGO) fmt

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets -- -D warnings
	@tools/unsafe-free

doc:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps

clean:
	$(CARGO) clean

capi:
	@PCSC=$(PCSC) tools/build-capi

install: capi
	@PREFIX=$(PREFIX) LIBDIR=$(LIBDIR) INCLUDEDIR=$(INCLUDEDIR) DESTDIR=$(DESTDIR) tools/install-capi

abi:
	@tools/abi/run write

check-capi:
	@tests/c/run
