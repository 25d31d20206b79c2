# Two commands on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETARA := $(BIN)/setara
export SETARA_WORKSPACE ?= workspace
CLIENTS := $(basename $(notdir $(wildcard requirements/clients/*.lock)))

FUZZ_FILES ?= 20000
FUZZ_SEED ?= $(shell date +%s)

.PHONY: run test slow fuzz check lint types imports docs lock clients spark bench crash clean

run: $(VENV)/.run
	@$(SETARA) start

test: $(VENV)/.dev
	$(BIN)/python -m pytest -m "not slow"

# A killed run, runs without the key, a Prefect worker, Spark beside DuckDB, properties that compile much: CI runs them after
# the others.
slow: $(VENV)/.dev
	$(BIN)/python -m pytest -m slow

check: $(VENV)/.dev lint types imports

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

docs: $(VENV)/.run
	$(BIN)/python -m warehouse.dictionary
	$(BIN)/python -m warehouse.questions_page

crash: $(VENV)/.dev
	$(BIN)/python -m pytest tests/crash --kills 20 -s -n 0

# Odd files of every format through staging and validation; a sample of them is among the tests.
fuzz: $(VENV)/.dev
	FUZZ_FILES=$(FUZZ_FILES) FUZZ_SEED=$(FUZZ_SEED) $(BIN)/python -m pytest tests/fuzz -s -n 0

# Older and newer DuckDB clients, to see that they open a release; tests skip those that are not installed.
clients: $(VENV)/.dev $(CLIENTS:%=.clients/%/.done)

.clients/%/.done: requirements/clients/%.lock
	$(BIN)/pip install --quiet --no-deps --require-hashes --target .clients/$* -r $<
	@touch $@

# Spark as the engine (SETARA_ENGINE=spark); needs Java 17. Its test skips without it.
spark: $(VENV)/.spark

$(VENV)/.spark: requirements/spark.lock $(VENV)/.run
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --require-hashes -r $<
	@touch $@

# What `setara bench indicators` and `setara bench vault` compare with; they say so where it is not installed.
bench: $(VENV)/.bench

$(VENV)/.bench: requirements/bench.lock $(VENV)/.run
	$(BIN)/pip install --quiet --no-deps --require-hashes -r $<
	@touch $@

# Installed from locks with hashes; --no-deps because a lock is complete, and it spares pip the search.
$(VENV)/.venv:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: requirements/run.lock pyproject.toml | $(VENV)/.venv
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements/run.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements/dev.lock
	@touch $@

# Needs uv on the PATH.
lock:
	cd requirements && for set in run dev spark bench; do \
	  uv pip compile --universal --python-version 3.11 --no-strip-extras --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --upgrade -q $$(case $$set in (spark|bench) echo -c run.lock;; esac) $$set.in -o $$set.lock; done

clean:
	rm -rf $(VENV) .clients build *.egg-info
