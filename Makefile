# Every target makes or refreshes .venv by itself; nothing is done twice.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := build/demo

.PHONY: demo test lab lint bench outputs screenshots clean

demo: $(STAMP)  ## a course from release to report, in build/demo
	$(BIN)/sinosoviet demo --folder $(DEMO)

test: $(STAMP)  ## everything: units, data, lessons, life cycle, browser
	$(BIN)/python -m pytest -n 2 --dist loadscope
	$(BIN)/python -m pytest -p no:xdist -W default --nbval --nbval-sanitize-with notebooks/nbval.cfg notebooks

lab: $(STAMP)  ## JupyterLab with the lessons and the course
	$(BIN)/sinosoviet lab

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)  ## writes benchmarks/results.md
	$(BIN)/python benchmarks/run.py

outputs: $(STAMP)  ## run the lessons and store their outputs
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False notebooks/*.ipynb

screenshots: $(STAMP)  ## the README's pictures, from a fresh demo
	$(BIN)/sinosoviet demo --folder $(DEMO)
	$(BIN)/sinosoviet lessons build
	$(BIN)/python tests/screenshots.py $(DEMO) build/lessons docs/pictures

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This course needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	PIP_CONSTRAINT=$(CURDIR)/constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@
