# What a person or a build types here. `make` alone prints the list.

SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
CORE := .venv/.core-$(shell cat requirements/core.txt pyproject.toml | sha256sum | cut -c1-16)
DEV := .venv/.dev-$(shell cat requirements/dev.txt pyproject.toml | sha256sum | cut -c1-16)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard src/boekbrug/locale/*/LC_MESSAGES/django.po))
EMBEDDED := not browser and not postgres and not deep

.DEFAULT_GOAL := help
.PHONY: help env core demo run test check deep bench docs sbom screens papers messages

help: ## print this list
	@echo "Boekbrug, the bridge between the entrepreneur, the bank and the accountant."
	@echo
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

demo: core ## start Boekbrug with a demo firm and three dossiers; prints the address and the logins
	@$(BIN)/boekbrug demo

test: env ## run the suite on embedded parts only: SQLite, no server, no browser
	@$(BIN)/pytest -n auto --dist worksteal -m "$(EMBEDDED)" --ignore tests/house $(PYTEST)

check: env ## run the wide gate: lint, types, contracts, house rules, PostgreSQL, browser
	@$(BIN)/python -m tests.gate.check

env: $(DEV) $(CATALOGUES) ## make the environment for developers in .venv

run: core ## start web and workers on the data folder of this place
	@$(BIN)/boekbrug serve

bench: env ## load the generated load through the real pipeline and print the figures
	@$(BIN)/python -m benchmarks

deep: env ## run what is too long for every day: fuzzing, official rules, fault runs, mutation testing
	@TESTS_HYPOTHESIS=deep $(BIN)/pytest -m "not browser and not postgres" --ignore tests/house $(PYTEST)
	@$(BIN)/python -m tests.gate.fuzz --seconds 900
	@$(BIN)/python -m tests.gate.fuzz_coda
	@$(BIN)/python -m tests.gate.official
	@$(BIN)/python -m tests.gate.mutate

sbom: env ## write the list of what is inside (CycloneDX) to sbom.cdx.json
	@$(BIN)/python -m tests.gate.sbom sbom.cdx.json && echo "sbom.cdx.json"

screens: env ## take a screenshot of every page, wide and narrow, light and dark
	@$(BIN)/python -m tests.browser.screens

papers: env ## draw every kind of document in four languages, to look at, in papers/
	@$(BIN)/python -m tests.formats.invoice_pdf.papers papers

messages: env ## take new texts into the catalogues of every language
	@$(BIN)/python -m boekbrug.project.catalogues extract

docs: env ## check that the docs are complete and that their links lead somewhere
	@$(BIN)/pytest -q tests/house/test_docs.py

core: $(CORE) $(CATALOGUES)

# A stamp carries the hash of what it was made from: after a change it is simply not there.
$(DEV): | $(BIN)/python
	@echo "Installing what developers need (requirements/dev.txt) …"
	@$(PIP) install --no-deps --require-hashes -r requirements/dev.txt
	@PATH="$(abspath $(BIN)):$$PATH" $(PIP) install --no-deps --no-build-isolation -e .
	@rm -f .venv/.dev-* .venv/.core-* && touch $(DEV) $(CORE)

$(CORE): | $(BIN)/python
	@echo "Installing what Boekbrug needs (requirements/core.txt) …"
	@$(PIP) install --no-deps --require-hashes -r requirements/core.txt
	@PATH="$(abspath $(BIN)):$$PATH" $(PIP) install --no-deps --no-build-isolation -e .
	@rm -f .venv/.core-* && touch $(CORE)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "Boekbrug needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) --version 2>&1)."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' \
		|| { echo "$(PYTHON) cannot make environments. On Debian: apt install python3-venv."; exit 1; }
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv

# Compiled by Babel, because a bare machine has no msgfmt. One call compiles all that is older than its source.
%.mo: %.po | $(CORE)
	@$(BIN)/python -m boekbrug.project.catalogues compile
