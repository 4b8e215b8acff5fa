# One word for each task. Only Python 3.11+, make and a package index are needed.
#
#   make report      a report on each series: outputs/index.html
#   make lab         JupyterLab, opened at notebooks/start-here.ipynb (OPTIONS=… for options of its own)
#   make test        the tests that need no text of a resolution
#   make test-more   the slow tests, and those that need texts (WORKBENCH_TEXTS, WORKBENCH_SHARED)
#   make test-all    both
#   make lint        style, layout and types
#   make notebooks   the stored notebooks anew, and what tests compare with (tests/stored/)
#   make docs        docs/api.md anew, from the docstrings
#   make tables      the published tables anew, from texts
#   make install     the environment alone; the others see to it themselves
#   make lock        the locks anew, after a change in pyproject.toml (UPGRADE=--upgrade for newer versions)
#   make clean       removes the environment and caches; outputs/ stays

PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv --quiet pip
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes

# The environment is made once, and again only when its lock has changed (or the folder was moved, since an
# environment holds its own path). Checksums, not times: a checkout touches files without changing them.
checksum = $(firstword $(shell { pwd; cat $(1); } | cksum))
READY := .venv/ready-$(call checksum,requirements.lock)
READY_DEV := .venv/ready-$(call checksum,requirements.lock requirements-dev.lock)-dev

# make lab OPTIONS="--no-browser --ip 0.0.0.0" gives JupyterLab options of its own; in a container, where one is root,
# it has to be told that this is meant.
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
# One kernel a notebook, one thread a kernel, one order of sets: outputs are compared byte for byte.
# make test SHUFFLE=7 runs the tests in an order drawn by that seed: none leans on another.
PYTEST := OMP_NUM_THREADS=1 PYTHONHASHSEED=0 $(BIN)/python -m pytest -n logical --dist loadfile --max-worker-restart 2 \
	$(if $(SHUFFLE),--shuffle $(SHUFFLE))

.PHONY: install report lab notebooks docs test test-more test-all lint tables lock clean

report: $(READY)
	$(BIN)/workbench report
	@echo "all reports: outputs/index.html"

install: $(READY)

lab: $(READY)
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/start-here.ipynb $(AS_ROOT) $(OPTIONS)

notebooks: $(READY_DEV)
	WORKBENCH_TEXTS= OMP_NUM_THREADS=1 $(BIN)/python tests/guard.py

docs: $(READY_DEV)
	$(BIN)/python docs/api.py
	$(BIN)/python docs/sentences.py

tables: $(READY)
	$(BIN)/workbench build

test: $(READY_DEV)
	WORKBENCH_TEXTS= WORKBENCH_SHARED= $(PYTEST) -m "not texts and not slow" tests \
		$(if $(NOTEBOOKS),--nbval $(NOTEBOOKS))

test-more: $(READY_DEV)
	$(PYTEST) -m "texts or slow" tests

test-all: test test-more

lint: $(READY_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# uv comes by pip, at the version and hashes of the lock. Where only pip is set up to reach the package index
# (a mirror in its configuration), pip does the rest too, more slowly.
$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, \
	this is %d.%d: make PYTHON=python3.12 install" % sys.version_info[:2])'
	@echo "Making .venv from requirements.lock; this happens once."
	@$(PYTHON) -m venv --clear .venv
	@sed -n '/^uv==/,/# via/p' requirements.lock > .venv/uv.lock
	@$(PIP) -r .venv/uv.lock
	@$(UV) sync --python $(BIN)/python --compile-bytecode --require-hashes requirements.lock \
		|| $(PIP) -r requirements.lock
	@$(UV) install --python $(BIN)/python --offline --no-deps --no-build-isolation --editable .
	@touch $@

$(READY_DEV): $(READY)
	@echo "Adding what the tests need, from requirements-dev.lock."
	@$(UV) install --python $(BIN)/python --compile-bytecode --require-hashes \
		-r requirements-dev.lock || $(PIP) -r requirements-dev.lock
	@touch $@

COMPILE = $(UV) compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" $(UPGRADE) pyproject.toml --group build

lock: $(READY)
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group dev --constraints requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv build dist .pytest_cache .hypothesis .ruff_cache .mypy_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
