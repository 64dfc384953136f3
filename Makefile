# Every command of the project; CI calls only these. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Superset's packages and the pipeline's exclude each other.
SUPERSET := .venv-superset
RUN := PYTHONPATH=. $(BIN)/python -W ignore::DeprecationWarning -m
UV := $(shell command -v uv 2>/dev/null)
# A file's tests stay together, since they share what is costly to make.
TWO_AT_A_TIME := -n 2 --dist loadfile

export UV_COMPILE_BYTECODE := 1
export GX_ANALYTICS_ENABLED := false
export DBT_SEND_ANONYMOUS_USAGE_STATS := False
export DO_NOT_TRACK := 1

##@ Use
run: setup ## land the inbox (or FEED=path/to/dump.txt), build, publish; with neither, the sample
	@$(RUN) include.commands.run $(if $(FEED),--feed "$(FEED)")

up: setup ## start Airflow with its page on loopback
	@$(RUN) include.commands.up

down: setup ## end what `make up` started
	@$(RUN) include.commands.down

airflow: setup ## one of Airflow's own commands beside `make up`; ARGS="dags list"
	@$(RUN) include.commands.airflow $(ARGS)

status: setup ## last release, last failure and why, freshness, disk, what runs now
	@$(RUN) include.commands.status

sql: setup ## open the current release read-only; SQL="select ..." runs one query
	@$(RUN) include.commands.sql $(if $(SQL),"$(SQL)")

dashboard: setup ## open the dashboard of the current release on loopback; PORT=8501
	@$(RUN) include.commands.dashboard $(if $(PORT),--port $(PORT))

superset: setup setup-superset ## open Apache Superset on the current release, on loopback; PORT=8088
	@$(RUN) include.commands.superset bundle
	@PYTHONPATH=. $(SUPERSET)/bin/python -m include.commands.superset serve \
		$(if $(PORT),--port $(PORT))

##@ Develop
setup: $(VENV)/.installed ## make .venv from requirements.txt, with uv where it is, else pip

setup-dev: $(VENV)/.installed-dev ## as setup, with the tools for tests and lint

setup-superset: $(SUPERSET)/.installed ## make .venv-superset from requirements-superset.txt

$(VENV)/.installed: requirements.txt
	@$(call install,$<,$(VENV))
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@$(call install,$<,$(VENV))
	@touch $@

$(SUPERSET)/.installed: requirements-superset.txt
	@$(call install,$<,$(SUPERSET))
	@touch $@

# What the bench is held against: no part of what is installed to use the warehouse.
$(VENV)-bench/.installed: requirements-bench.txt
	@$(call install,requirements-bench.txt,$(VENV)-bench)
	@touch $@

test: setup-dev ## all tests: unit, dbt, dags, integration, end to end
	@$(RUN) pytest $(TWO_AT_A_TIME) --cov=include --cov-branch --cov-report=term:skip-covered

test-fast: setup-dev ## tests in under two minutes, for those who change code
	@$(RUN) pytest $(TWO_AT_A_TIME) -m "not slow and not superset" -x -q

superset-check: setup-dev setup-superset ## test Superset for real: set-up, two imports, every chart
	@$(RUN) pytest -m superset

faults: setup-dev ## the fault suite in its long form; writes docs/reliability.md
	@PAPERHOUSE_FAULT_KILLS=$${PAPERHOUSE_FAULT_KILLS:-200} \
		PAPERHOUSE_FAULT_PUBLISHES=$${PAPERHOUSE_FAULT_PUBLISHES:-100} \
		PAPERHOUSE_FAULT_REPORT=docs/reliability.md $(RUN) pytest -q -m faults

orders: setup-dev ## deliveries in twenty random orders, builds and kills between; half an hour
	@PAPERHOUSE_ORDERS=$${PAPERHOUSE_ORDERS:-20} $(RUN) pytest -q tests/integration/test_any_order.py

try-backfill: setup-dev ## a month's backfill by Airflow's own command; a quarter of an hour
	@PAPERHOUSE_BACKFILL_DAYS=$${PAPERHOUSE_BACKFILL_DAYS:-30} $(RUN) pytest -q -m long \
		tests/e2e/test_backfill.py

lint: setup-dev ## ruff, mypy strict, SQLFluff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=. $(BIN)/mypy
	$(BIN)/sqlfluff lint --nocolor -q dbt_project/models dbt_project/tests

audit: ## look up known faults of all pinned packages (needs uv and a network)
	uvx pip-audit==2.10.1 --requirement requirements.txt --require-hashes --disable-pip
	uvx pip-audit==2.10.1 --requirement requirements-dev.txt --require-hashes --disable-pip

format: setup-dev ## put Python and SQL into the house's shape
	$(BIN)/ruff check --fix -q . || true
	$(BIN)/ruff format -q .
	$(BIN)/sqlfluff fix --nocolor -q dbt_project/models dbt_project/tests

score: setup ## score the current release against labelled answers; GOLD=file, KEEP=1 keeps the figures
	@$(RUN) include.commands.score $(if $(GOLD),--gold "$(GOLD)") $(if $(KEEP),--keep)

bench: setup-dev $(VENV)-bench/.installed ## measure, write docs/benchmarks.md; BENCH_SIZES="1000 10000", BENCH_TEXTS=listings
	@PAPERHOUSE_BENCH_TEXTS="$(BENCH_TEXTS)" $(RUN) include.bench.main $(BENCH_SIZES)

screenshots: setup-dev ## take the dashboard's pictures anew from the sample, into docs/images
	@$(RUN) tests.e2e.take_screenshots

lock: ## compile requirements files from pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url -c requirements.txt --group dev pyproject.toml -o requirements-dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --group superset -o requirements-superset.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --group bench -o requirements-bench.txt

clean: ## remove the environments and caches; data stays
	rm -rf $(VENV) $(SUPERSET) $(VENV)-bench .mypy_cache .ruff_cache .pytest_cache .coverage dbt_project/target

help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Installs a requirements file ($1) into an environment ($2).
define install
	if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then \
		echo "Paperhouse needs Python 3.11; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
			"Name another with: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; fi; \
	echo "Installing $(1) into $(2) (once; some minutes with pip, seconds with uv)"; \
	if [ -n "$(UV)" ]; then \
		[ -x $(2)/bin/python ] || uv venv -q --python "$$(command -v $(PYTHON))" $(2); \
		uv pip install -q --python $(2)/bin/python --require-hashes -r $(1); \
	else \
		[ -x $(2)/bin/pip ] || $(PYTHON) -m venv --clear $(2); \
		$(2)/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r $(1) \
			&& $(2)/bin/python -m compileall -q $(2)/lib >/dev/null 2>&1; \
	fi
endef

.PHONY: run up down airflow status sql dashboard superset screenshots setup setup-dev setup-superset \
	test test-fast superset-check faults orders try-backfill lint audit format score bench lock clean help
