# Two commands do everything on a fresh machine:
#   make run    install, train, create keys and database, start, print where to go
#   make test   install what tests need and run all of them
.PHONY: run test install install-dev train doctor lint unit widget clean help
.DEFAULT_GOAL := help
# Without compiled code every process compiles Rasa and TensorFlow anew: ten seconds and more.
unexport PYTHONDONTWRITEBYTECODE

UV := scripts/uv
ZHIYIN := .venv/bin/zhiyin

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: .venv/.installed ## Install, train if needed, start everything
	@$(ZHIYIN) run

test: .venv/.installed-dev ## Install what tests need, then lint, types, layers and all tests
	@scripts/test

install: .venv/.installed ## Install what running needs

install-dev: .venv/.installed-dev ## Install what developing needs

train: .venv/.installed ## Train the model if it is not current
	@$(ZHIYIN) train

doctor: .venv/.installed ## Say in one screen what is wrong and how to mend it
	@$(ZHIYIN) doctor

lint: .venv/.installed-dev ## Lint, types and layers only
	@scripts/test lint

unit: .venv/.installed-dev ## The pure tests only (seconds)
	@.venv/bin/python -m pytest -q tests/unit

clean: ## Remove what was installed and trained; never touches var/, where the data are
	rm -rf .venv .tools .rasa models/*.tar.gz models/*.npz models/current.json .pytest_cache .mypy_cache .ruff_cache

.venv/.installed: pyproject.toml uv.lock .python-version
	@echo "Installing (about 2.5 GB the first time) …"
	@$(UV) sync --locked --no-dev --inexact
	@touch $@

.venv/.installed-dev: pyproject.toml uv.lock .python-version
	@echo "Installing, with what tests need …"
	@$(UV) sync --locked
	@touch $@ .venv/.installed
