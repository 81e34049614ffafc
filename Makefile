# Most targets run `setup` first, which takes no time if the checkout is set up.
PYTHON ?= python3
UPGRADE ?=
PORT ?=
OPTIONS ?=
PROFILE ?=

SIMULATED = $(if $(PORT),--port $(PORT)) $(if $(PROFILE),--profile "$(PROFILE)")
SERVERS = tests/backends/servers
ACTIVATED = . .venv/bin/activate &&
ANY_PYTHON = python=$$(toolchain/find-python "$(PYTHON)") && "$$python"
LOCK = $(ACTIVATED) uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url \
	--generate-hashes --only-binary :all: --emit-build-options --custom-compile-command "make lock" \
	$(if $(UPGRADE),--upgrade)

.PHONY: help setup up simulator test search account-test check format bench docs lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' Makefile

setup: ## create .venv with the pinned packages and the Pulumi CLI
	@$(ANY_PYTHON) -m toolchain setup

up: setup ## run `pulumi up` for the stack demo on the simulator (PORT=8491 changes its port)
	@$(ACTIVATED) python -m toolchain up $(SIMULATED)

simulator: setup ## run the simulator in the foreground (PROFILE=file of `liveperson probe`)
	@$(ACTIVATED) python -m toolchain simulator $(SIMULATED)

test: setup ## run the tests, including those that run the real Pulumi engine
	@echo "The tests take about 8 minutes on two cores; the last line shows the duration."
	@$(ACTIVATED) pytest --numprocesses 4 --dist worksteal  # some tests only wait

search: setup ## run the slow tests and the searches, which take many minutes
	@echo "The searches take about 40 minutes on two cores; the last line shows the duration."
	@$(ACTIVATED) pytest -m slow --numprocesses 2 --dist worksteal

account-test: setup ## run the contract tests in a sandbox account, with the LIVEPERSON_ variables of the shell
	@$(ACTIVATED) python -m tests.contract.account $(OPTIONS)

check: setup ## check format, lint, types and spelling
	@$(ACTIVATED) ruff format --check && ruff check && mypy
	@$(ACTIVATED) codespell
	@$(ACTIVATED) check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml template/.github/workflows/*.yml
	@$(ACTIVATED) check-jsonschema --quiet --builtin-schema vendor.github-actions template/.github/actions/*/action.yml
	@$(ACTIVATED) check-jsonschema --quiet --builtin-schema vendor.gitlab-ci template/.gitlab-ci.yml template/.gitlab/*.yml
	@$(ACTIVATED) zizmor --offline --quiet --config .github/zizmor.yml .github template/.github
	@$(ACTIVATED) shellcheck --shell=sh .ci/run toolchain/find-python template/.ci/set-up template/.ci/sign-in template/.gitlab/write-pipelines template/host/pulumi-resource-pulumi-python

format: setup ## format the code, and fix what the linter can fix
	@$(ACTIVATED) ruff format && ruff check --fix

bench: setup ## measure requests and seconds (OPTIONS=--quick, or --write for docs/performance.md)
	@$(ACTIVATED) python -m bench $(OPTIONS)

docs: setup ## run the commands in the pages, and update their console blocks
	@$(ACTIVATED) python -m tests.docs.transcripts

lock: setup ## pin the requirements from pyproject.toml again (UPGRADE=1 selects newer versions)
	@$(LOCK) --output-file requirements.txt pyproject.toml
	@$(LOCK) --extra simulator --group dev --output-file requirements-dev.txt pyproject.toml
	@$(LOCK) --output-file $(SERVERS)/requirements.txt $(SERVERS)/requirements.in

clean: ## stop the simulator, and remove .venv, .state and the caches of this checkout
	@$(ANY_PYTHON) -m toolchain clean
