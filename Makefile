# The two that do everything on a bare Debian with Rust: `make run` and `make test`.

CARGO ?= cargo
OUT ?= out
KEHOACH = target/release/kehoach

.PHONY: help run test lint schemas corpus bench fuzz setup build clean

help:
	@echo 'make run      install what is missing, build, convert corpus/ to $(OUT)/, say what was found'
	@echo 'make test     install what is missing, run every test'
	@echo 'make lint     formatting, clippy, and licences where cargo-deny is installed'
	@echo 'make schemas  write schemas/ from the types'
	@echo 'make corpus   measure against corpus/ and show what changed'
	@echo 'make bench    times beside other programs on the same files'
	@echo 'make fuzz     fuzz each reader for FUZZ_SECONDS (needs cargo-fuzz; FUZZ=docx for one alone)'

# Scans are read by Tesseract. Without it everything else works, and the tests of scans say that they were left out.
setup:
	@tools/install-tesseract

build:
	$(CARGO) build --release --locked -p kehoach-cli

run: setup build
	$(KEHOACH) convert corpus/documents --out $(OUT)
	@echo
	@for kind in documents targets tasks assessments; do \
		printf '%6s %s\n' "$$(wc -l < $(OUT)/$$kind.ndjson)" "$(OUT)/$$kind.ndjson"; done
	@echo 'Each document by itself: $(OUT)/documents/'

test: setup
	$(CARGO) test --workspace --locked

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings
	@if command -v cargo-deny >/dev/null; then $(CARGO) deny --offline check bans licenses sources; \
		else echo 'cargo-deny is not installed: licences are not checked'; fi

schemas:
	$(CARGO) run --quiet -p kehoach-cli -- schema --write schemas

corpus: build
	$(KEHOACH) corpus check corpus

bench: build
	python3 bench/run.py $(KEHOACH)

# cargo-fuzz gives rustc options that a stable compiler takes only with RUSTC_BOOTSTRAP. There is no unsafe
# code here that a sanitizer could watch; without one memory is what the program itself would take.
FUZZ_SECONDS ?= 600
FUZZ ?= $$($(CARGO) fuzz list)
fuzz:
	@python3 fuzz/seeds.py corpus/documents fixtures
	@cd fuzz && for target in $(FUZZ); do \
		words=dictionaries/$$target.dict; test -f $$words || words=; \
		RUSTC_BOOTSTRAP=1 $(CARGO) fuzz run --sanitizer none $$target -- -max_total_time=$(FUZZ_SECONDS) \
			-max_len=40000 -timeout=10 -rss_limit_mb=1024 $${words:+-dict=$$words} || exit 1; done

clean:
	$(CARGO) clean
	rm -rf $(OUT)
