# Everything a person or CI does with Adwright. Needs Python 3.11+ and make, nothing else.

PORT ?= 8000
ARGS ?=
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup run test test-full check fix bench live-check shell lock

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

setup: ## Make .venv from the lock (every other command does it when needed)
	@test -n "$(PYTHON)" || { echo "Adwright needs Python 3.11 or newer, and none was found. Install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; }
	@"$(PYTHON)" config/dev/install.py

run: setup ## Start Adwright with its demo; PORT=9000 moves it
	@$(VENV) -m config.dev.run --port $(PORT)

test: setup ## Run the checks and all tests; ARGS="tests/campaigns -k pause" runs just those
	@$(VENV) -m config.dev.test $(ARGS)

test-full: setup ## The same with the large matrices and the soak runs whole
	@$(VENV) -m config.dev.test --full $(ARGS)

check: setup ## Lint, import contracts, types, missing migrations
	@$(VENV) -m config.dev.check

fix: setup ## Mend what the linter can mend, and format
	@$(VENV) -m ruff check --fix --quiet . ; $(VENV) -m ruff format --quiet .

bench: setup ## Run the benchmarks; ARGS=--check fails when one is short
	@$(VENV) -m config.dev.bench $(ARGS)

live-check: setup ## Ask a real platform and the sandbox the same, and compare; PLATFORM=google, meta or tiktok
	@$(VENV) -m config.dev.live $(PLATFORM)

shell: setup ## Open Django's shell on the development database
	@$(VENV) -m config.dev.manage shell $(ARGS)

lock: setup ## Re-make the lock files from pyproject.toml
	@$(VENV) -m uv pip compile pyproject.toml --group dev $(COMPILE) --output-file deploy/requirements-dev.lock
	@$(VENV) -m uv pip compile pyproject.toml --constraint deploy/requirements-dev.lock $(COMPILE) --output-file deploy/requirements.lock
COMPILE = --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url
