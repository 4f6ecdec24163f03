# Everything a newcomer needs: `make demo`. Set-up happens by itself, and again only when a lock file has changed.

.DEFAULT_GOAL := help
.PHONY: help demo run test soak check bench picture lock clean
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/installed-runtime
DEV := $(VENV)/installed-dev
# Each test process starts a PostgreSQL and a browser of its own; beyond four they only wait for each other.
TESTERS := --numprocesses auto --maxprocesses 4
# Tests of the core rooms run under coverage, which has a floor there. It doubles what a test costs, so the others go without.
CORE_TESTS := $(addprefix tests/unit/,domain figures feeds rules stories alerts)
LOCKING := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url
LOCKING += --custom-compile-command "make lock"

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 17

demo: $(RUNTIME) ## Show Dateline on a sample newswire, no tokens needed; FOR=30 ends it after 30 seconds
	@$(BIN)/python -m bot demo $(if $(FOR),--for $(FOR))

run: $(RUNTIME) ## Run it on dateline.toml, or on the starter topics and public feeds
	@$(BIN)/python -m bot run $(if $(FOR),--for $(FOR))

test: $(DEV) ## Run all tests; ARGS="tests/unit -k poll" runs some, without the coverage floor
	@scripts/find-chromium
ifdef ARGS
	@$(BIN)/python -m pytest $(ARGS)
else
	@$(BIN)/python -m pytest $(TESTERS) $(CORE_TESTS) --cov --cov-report=
	@$(BIN)/python -m scripts.check_coverage
	@$(BIN)/python -m pytest $(TESTERS) $(addprefix --ignore=,$(CORE_TESTS))
endif

check: $(DEV) ## Lint, types, import contracts, lengths, documentation, Dockerfile
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy -p bot -p handlers -p config -p tests -p scripts
	@$(BIN)/lint-imports
	@$(BIN)/python -m scripts.check_lengths
	@$(BIN)/python -m scripts.check_links
	@$(BIN)/hadolint Dockerfile
	@echo "All checks passed."

soak: $(DEV) ## Prove at length what `make test` proves in short: kills, faults and floods,; DATELINE_TEST_SEED=N for another course of it
	@scripts/find-chromium
	@$(BIN)/python -m pytest -m soak

bench: $(DEV) ## Run the benchmarks and print what they measure
	@for file in tests/benchmarks/bench_*.py; do \
		name=$$(basename $$file .py); echo "== $$name"; $(BIN)/python -m tests.benchmarks.$$name || exit 1; done

picture: $(DEV) ## Take the documentation's pictures anew
	@$(BIN)/python -m scripts.take_picture
	@$(BIN)/python -m scripts.draw_chart

lock: $(DEV) ## Lock the newest packages that pyproject.toml allows
	@$(LOCKING) --upgrade pyproject.toml --output-file requirements.txt
	@$(LOCKING) --upgrade pyproject.toml --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	@printf 'hatchling\neditables\n' | $(LOCKING) - --constraint requirements-dev.txt --output-file requirements-build.txt

clean: ## Remove the virtual environment and everything that tools keep (not dateline.db)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.txt requirements-build.txt pyproject.toml
	@python=$$(PYTHON='$(PYTHON)' scripts/find-python) && "$$python" scripts/set_up.py runtime

$(DEV): requirements-dev.txt pyproject.toml
	@python=$$(PYTHON='$(PYTHON)' scripts/find-python) && "$$python" scripts/set_up.py dev
