# Everything a developer does here starts from this file; `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
DEV := TUKIPORTTI_ENV=dev

.PHONY: help run test test-all bench lint format messages shell lock screenshots clean

help: ## What can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: ## The portal, the desk and the courier with the demo county, from a bare machine
	@$(PYTHON) -I tools/bootstrap.py run
	@exec $(BIN)/python -m tools.start

test: ## Lint and the whole suite (at most 25 minutes on two cores)
	@$(PYTHON) -I tools/bootstrap.py test
	@exec $(BIN)/python -m tools.suite

test-all: ## The suite, and the wide matrices, storms and fuzzing (at most 75 minutes)
	@$(PYTHON) -I tools/bootstrap.py test
	@exec $(BIN)/python -m tools.suite --wide

bench: ## The large figures, written to docs/measurements/
	@$(PYTHON) -I tools/bootstrap.py test
	@exec $(BIN)/python -m benchmarks

lint: ## ruff, mypy, djlint, import contracts, migrations, messages
	@$(PYTHON) -I tools/bootstrap.py test
	@exec $(BIN)/python -m tools.lint

format: ## Puts code and templates into shape
	@$(BIN)/ruff check --fix-only -q . ; $(BIN)/ruff format . ; $(BIN)/djlint portal --reformat --quiet || true

messages: ## Reads the source strings into locale/ (needs GNU gettext) and compiles them
	@$(BIN)/python -m tools.messages extract

shell: ## A Python shell in the portal half
	@$(DEV) $(BIN)/python manage.py shell

lock: ## Locks the dependencies with hashes and without addresses
	@for one in run test node; do env -u PIP_FIND_LINKS $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header requirements/$$one.in -o requirements/$$one.txt; done

screenshots: ## The pictures of docs/screenshots, from the running processes
	@$(PYTHON) -I tools/bootstrap.py test
	@$(DEV) $(BIN)/python -m tools.screenshots

clean: ## Removes what was built and the demo's data
	rm -rf .venv node_modules static/build var
