# What anybody needs to run, test and keep the register. `make help` lists it.
# The first Python >= 3.11 of the system starts everything; the rest happens in .venv.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
LAUNCH = $(or $(PYTHON),$(error The register needs Python 3.11 or newer. Install it, or name one: \
	make run PYTHON=/path/to/python3.11)) -I config/launch/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help run test check bench reconcile journeys interleave matrix lock

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1 \t/p' Makefile | expand -t 14

run: ## start everything on http://127.0.0.1:8000 (PORT= changes it); Ctrl-C stops it
	@exec $(LAUNCH) run

test: ## all tests, on servers of their own (ARGS="tests/x.py -k y" picks some)
	@exec $(LAUNCH) test $(ARGS)

check: ## lint, types, layers, migrations, templates, plain words
	@exec $(LAUNCH) check

bench: ## the speed promises, measured on servers of their own
	@exec $(LAUNCH) bench $(ARGS)

reconcile: ## nightly: forms are sent while web, database and queue are killed; none may be lost (ARGS="--forms 500")
	@exec $(LAUNCH) reconcile $(ARGS)

journeys: ## nightly: every kind of person through the three public forms in a browser, in both words
	@exec $(LAUNCH) journeys $(ARGS)

interleave: ## nightly: two people edit everything at once, a thousand random interleavings; nothing typed may be lost
	@exec $(LAUNCH) interleave $(ARGS)

matrix: ## nightly: every role at every page about every kind of record
	@exec $(LAUNCH) matrix $(ARGS)

lock: ## write the locks from requirements*.in (ARGS=--upgrade takes newer versions)
	@exec $(LAUNCH) lock $(ARGS)
