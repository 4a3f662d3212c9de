# make graph   install, build the graph of corpus/, draw it, print what recurs
# make test    install, lint, type-check and run every test
# make soak    the long forms of the tests that kill, load and wait
# make train   learn the weights of the line labeller again from the papers with gold (FOLDERS adds more of them)
# make bench   every benchmark, as ratios beside its baseline

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: graph test soak train bench clean

$(VENV)/.graph: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; run: make PYTHON=/path/to/python3.11 graph"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.graph
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

graph: $(VENV)/.graph
	$(BIN)/kg build corpus --output build
	$(BIN)/kg view network --build build --output views/network.html
	$(BIN)/kg themes --build build --recurring
	@echo
	@echo "The picture is views/network.html: open it in any browser. Next: $(BIN)/kg recommendations --review clare"

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadfile -m 'not slow and not alone'
	$(BIN)/pytest -m 'alone and not slow'

soak: $(VENV)/.test
	$(BIN)/pytest -m slow

train: $(VENV)/.test
	$(BIN)/python -m kg.evaluate.train kg/language/model $(wildcard tests/papers/*) tests/unseen tests/gold $(FOLDERS)

bench: $(VENV)/.test
	$(BIN)/python -m tests.bench

clean:
	rm -rf build dist site views $(VENV)
