# mynareader: the commands that must always work.
#
#   make check          install what is missing (and say what), then run every check and test
#   make check-mutants  take each guard out in turn and show that a test turns red
#   make fmt lint doc clean

CARGO ?= cargo

.PHONY: check check-mutants install-deps fmt lint doc clean

check:
	@tools/check

check-mutants:
	@tests/mutants/run

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
