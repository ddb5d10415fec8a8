# Everything that a fresh machine with Python 3.11+ and make needs; `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --require-virtualenv --disable-pip-version-check --quiet
# The lock files are complete and carry hashes, so pip resolves nothing; packages that ship source only are built with the pinned build tools.
LOCKED := install --no-deps --require-hashes --no-build-isolation

.DEFAULT_GOAL := help
.PHONY: install install-dev run test check format bench pictures quality lock clean help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | expand -t 14

# One that was not made whole would be taken for it the next time.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("citebot needs Python 3.11 or newer, this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.installed: requirements-build.lock requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements-build.lock
	$(PIP) $(LOCKED) -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(PIP) $(LOCKED) -r requirements-dev.lock
	@touch $@

install: $(VENV)/.installed ## make .venv with citebot in it

install-dev: $(VENV)/.installed-dev ## the same, with the tools that tests and checks need

run: install ## the Slack bot; without Slack tokens, answers in the terminal
	@$(BIN)/citebot run

test: install-dev ## all tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: install-dev ## lint, format, types, import direction
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install-dev ## rewrite the code in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install-dev ## speed, side by side with the alternatives (BENCH_LARGE=1 adds a million passages)
	$(BIN)/python -m tests.bench $(BENCH_ARGS)
	$(BIN)/python -m tests.bench.sentences
	$(BIN)/python -m tests.bench.reading
	$(BIN)/python -m tests.bench.slack

pictures: install-dev ## draw the README's pictures anew from the app's real blocks (needs Chromium)
	$(BIN)/python -m tests.pictures

quality: install-dev ## answers and rankings against plain BM25, and what each mechanism adds (QUALITY_ARGS="clinic med")
	$(BIN)/python -m tests.quality $(QUALITY_ARGS)

lock: ## write the lock files anew (needs uv)
	deploy/lock.sh

clean: ## remove what make made
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
