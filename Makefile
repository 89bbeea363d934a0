# `make run` and `make test` do everything from a fresh clone. Commands in words: docs/operations.md
PYTHON ?= python3
DEMO ?= yes
PYTEST_OPTIONS ?=
LINT_OPTIONS ?=
WORKERS ?= 3
BIN := .venv/bin
COMPILE := --universal --python-version 3.11 --generate-hashes

# Without its bytecode each of the many processes that tests and `serve` start would compile the app, and pytest its tests
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check lint lint-code lint-types lint-ladder lint-templates lint-static lint-pins lock ladder bench prepare mutation sbom clean

help:
	@echo "make run           the app with a demo company on http://127.0.0.1:5000 (DEMO=no: an empty one)"
	@echo "make test          every test, on SQLite and PostgreSQL, browser journeys included"
	@echo "make check         while you work: lint and the tests of what changed since main, in under a minute"
	@echo "make lint          ruff, mypy, the import ladder, templates, CSS and JavaScript, and whether the pins are up to date"
	@echo "make ladder        who imports whom: rungs and arrows, and their picture in docs/images"
	@echo "make bench         the numbers we claim, measured"
	@echo "make mutation      change the matching library in small ways: a test must notice each (a quarter of an hour)"
	@echo "make sbom          what an installation consists of, with licences and hashes: sbom.json (CycloneDX)"
	@echo "make lock          pin requirements*.in anew into requirements*.txt"

run:
	@exec $(PYTHON) scripts/run.py $(if $(filter no,$(DEMO)),--no-demo)

prepare:
	@$(PYTHON) scripts/prepare.py dev

test: prepare
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --database both $(PYTEST_OPTIONS)

check: prepare
	@$(BIN)/python scripts/check_changed.py

lint: lint-code lint-types lint-ladder lint-templates lint-static lint-pins

lint-code: prepare
	$(BIN)/ruff check .

lint-types: prepare
	$(BIN)/mypy

lint-ladder: prepare
	$(BIN)/lint-imports
	$(BIN)/python scripts/draw_ladder.py --check

ladder: prepare
	$(BIN)/python scripts/draw_ladder.py

lint-templates: prepare
	$(BIN)/djlint --lint --quiet mentormatch/templates

lint-static: prepare
	$(BIN)/python scripts/check_static.py $(LINT_OPTIONS)

lint-pins: prepare
	$(BIN)/python scripts/check_pins.py

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	uv pip compile $(COMPILE) requirements.in -o requirements.txt
	uv pip compile $(COMPILE) requirements-dev.in -c requirements.txt -o requirements-dev.txt

sbom: prepare
	@$(BIN)/python scripts/write_sbom.py

bench: prepare
	$(BIN)/python -m benchmarks

mutation: prepare
	nice -n 10 $(BIN)/python -m tests.matching.mutation

clean:
	rm -rf .cache node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
