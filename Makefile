# Everything needs only Python 3.11 to 3.14, make and a package index. See `make help`.
PY ?= python3
DATA ?= var
PORT ?= 8000
SIZE ?= small
JOBS ?= 2
TESTS ?= tests

IN := .venv/bin
PIP = if $(IN)/python -m pip --version >/dev/null 2>&1; \
      then set -- $(IN)/python -m pip; else set -- $(PY) -m pip --python $(IN)/python; fi; \
      "$$@" --disable-pip-version-check install --quiet
CATALOGS := $(wildcard supervision/translations/*/LC_MESSAGES/*.po)

.DELETE_ON_ERROR:
.PHONY: help run test check bench

help: ## this list
	@echo "make TARGET [PY=python3.12]"
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' Makefile

run: .venv/.run .venv/.catalogs ## start the product; DATA=dir PORT=8000; Ctrl-C stops everything
	@exec $(IN)/supervision up --data "$(DATA)" --port "$(PORT)"

test: .venv/.dev .venv/.catalogs ## run the whole suite; TESTS=tests/law JOBS=2
	$(IN)/python -m pytest -n $(JOBS) $(TESTS)

check: .venv/.dev .venv/.catalogs ## lint, types, import contracts, catalogs, migrations, locks
	$(IN)/ruff check .
	$(IN)/ruff format --check .
	$(IN)/mypy
	$(IN)/lint-imports
	$(IN)/deptry .
	$(IN)/python -m supervision.core.catalogs --check
	$(IN)/python .ci/check_locks.py
	$(IN)/python -m pytest tests/guards -q -k "catalog or migration"

bench: .venv/.dev .venv/.catalogs ## measure beside peers; SIZE=small|full|country
	$(IN)/python -m bench --size "$(SIZE)"

.venv/.run: pyproject.toml requirements.lock
	@$(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || { \
	  echo "Python 3.11 to 3.14 is needed, '$(PY)' is not: name another, make run PY=python3.12" >&2; \
	  exit 1; }
	@echo "Setting up .venv (once) ..."
	@$(PY) -m venv .venv 2>/dev/null || $(PY) -m venv --without-pip --clear .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps -e .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	@echo "Setting up the test tools (once) ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.catalogs: .venv/.run $(CATALOGS)
	@$(IN)/python -m supervision.core.catalogs
	@touch $@
