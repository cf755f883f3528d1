# What anybody needs to run, test and keep the register. `make help` lists it.
# One Python of the system starts everything; the rest happens in .venv.
PYTHON ?= python3
LAUNCH = $(PYTHON) -I config/launch/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help run test check bench lock

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1 \t/p' Makefile | expand -t 14

run: ## start everything on http://127.0.0.1:8000 (PORT= changes it); Ctrl-C stops it
	@exec $(LAUNCH) run

test: ## all tests, on servers of their own (ARGS="tests/x.py -k y" picks some)
	@exec $(LAUNCH) test $(ARGS)

check: ## lint, types, layers, migrations, templates
	@exec $(LAUNCH) check

bench: ## the speed promises, measured on servers of their own
	@exec $(LAUNCH) bench $(ARGS)

lock: ## refresh the locked versions from requirements*.in
	@exec $(LAUNCH) lock $(ARGS)
