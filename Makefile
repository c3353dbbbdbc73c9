# `make run` and `make test` need Python 3.11 or later, git and make; they set up everything else by themselves.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help run test slow check engines operators containers columns bench lock clean

help:  ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

$(VENV)/run.stamp: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $@

run: $(VENV)/run.stamp  ## Run the flow on seeds/ and show what it found
	$(BIN)/hedui run seeds

test: $(VENV)/dev.stamp  ## Lint, check types and run the quick tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST) -m "not slow"

slow: $(VENV)/dev.stamp  ## Run the slow tests: kills, races, servers, growth
	$(PYTEST) -m slow

check: test slow  ## Everything that CI runs

engines: $(VENV)/dev.stamp  ## Read the tables with Spark and dbt as well (0.5 GB to install; Spark needs Java)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[engines]'
	$(BIN)/python -m pytest tests/publish/test_engines.py

operators: $(VENV)/dev.stamp  ## Test buckets and clusters as well (0.4 GB to install)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[operators]'
	$(BIN)/python -m pytest tests/flows/test_buckets.py tests/flows/test_runners.py tests/store/test_clusters.py

containers:  ## Lint the files for containers (needs npx)
	npx --yes dockerfile-utils@0.16.3 lint flows/deploy/Containerfile
	npx --yes dclint@3.1.0 flows/deploy/compose.yaml --disable-rule service-keys-order --disable-rule services-alphabetical-order

columns: $(VENV)/run.stamp  ## Write the page of tables and columns anew
	$(BIN)/hedui dictionary > tasks/schema/README.md

bench: $(VENV)/dev.stamp  ## Measure speed, memory and what orchestration costs
	$(BIN)/python -m tests.bench

lock: $(VENV)/dev.stamp  ## Work out requirements.lock anew
	$(BIN)/python -m pip freeze --exclude-editable | sort --ignore-case > requirements.lock

clean:  ## Remove the environment, caches, artifacts and published versions
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info data/artifacts
	chmod -R u+w data/outputs 2>/dev/null || true
	rm -rf data/outputs
