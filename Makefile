# Two targets matter to a newcomer: `make run` and `make test`. Both set everything up first.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := build/bench/.ready

.PHONY: run test proof format bench migration lock clean

run: $(READY)
	@$(BIN)/python -m bot run --or-demo

test: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal

# What takes minutes: the promises about nudges, day by day and fault by fault.
proof: $(READY)
	$(BIN)/pytest -m proof tests/proofs

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY) $(PEERS)
	$(BIN)/python -m bench

# make migration name="what changes"
migration: $(READY)
	$(BIN)/python -m data.migrations revision "$(name)"

# Rewrites the exact versions after pyproject.toml has changed.
lock: $(READY)
	$(BIN)/pip-compile -q --extra dev --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links \
		--no-header --generate-hashes -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Duban needs Python 3.11 or newer (需要 Python 3.11 或更新的版本).'; exit 1; }
	@echo 'Setting up $(VENV) (first time only, about a minute) …'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q bot handlers scheduler data
	@touch $(READY)

# What the bench compares with lies apart, so that the program's own folder stays as it is locked.
$(PEERS): pyproject.toml | $(READY)
	@echo 'Setting up build/bench (first time only) …'
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["bench"], sep="\n")' \
		| $(BIN)/python -m pip install -q --disable-pip-version-check --upgrade --target build/bench -r /dev/stdin
	@touch $(PEERS)
