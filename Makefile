# Each target makes the environment .venv on its first call and starts at once afterwards.
# Another Python than python3:       make run PYTHON=python3.12
# Further words for the command:     make run ARGS="--seeds 20"    make test ARGS="-k ledger"

PYTHON ?= python3
ARGS ?=

ifeq ($(OS),Windows_NT)
OURS := .venv/Scripts/python.exe
else
OURS := .venv/bin/python
endif

.DEFAULT_GOAL := help
.PHONY: help run view notebooks docs test lint style types floors kernels lock clean environment

help: ## list the targets
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^\([a-z]*\):[^#]*## /  \1\t/p' Makefile

run: environment ## simulate the default scenario; results go to results/
	$(OURS) run.py once $(ARGS)

view: environment ## serve the view and open it in a browser (ARGS="--host 0.0.0.0": to others too)
	$(OURS) run.py view --open $(ARGS)

notebooks: environment ## open the lessons in JupyterLab, on this machine only (ARGS=--no-browser)
	$(OURS) -m jupyterlab --ServerApp.ip=127.0.0.1 --LabApp.default_url=/lab/tree/notebooks/00_first_deal.ipynb \
		--LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate \
		--LabApp.extension_manager=readonly $(ARGS)

docs: environment ## build the documentation as a site: open site/index.html
	$(OURS) -m sphinx --builder html --conf-dir .ci/site --fail-on-warning --keep-going --quiet . site $(ARGS)

test: kernels ## run all tests, then their core on a newer Python where there is one
	$(OURS) -m pytest -n 3 --dist loadfile --durations=20 --durations-min=5 $(ARGS)
	$(OURS) .ci/newer.py

kernels: environment ## compile the kernels, once, on all cores
	$(OURS) -m view.compiling

lint: style types floors ## check style, types and the direction of imports

style: environment
	$(OURS) -m ruff check .
	$(OURS) -m ruff format --check .

types: environment
	$(OURS) -m mypy

floors: environment
	$(OURS) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

lock: environment ## write .ci/requirements.lock from pyproject.toml (ARGS=--upgrade: newest of all)
	$(OURS) -m uv pip compile pyproject.toml --extra test --extra lint --extra lock --extra notebooks --extra bench --extra cluster --extra discovery --extra docs \
		--output-file .ci/requirements.lock --universal --python-version 3.11 \
		--generate-hashes --only-binary :all: --no-binary solara-assets --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --quiet $(ARGS)

clean: ## remove the environments, caches and compiled kernels; results stay
	rm -rf .venv .venv-newer .mypy_cache .pytest_cache .ruff_cache .import_linter_cache \
		.hypothesis .benchmarks site
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
		echo "Convenio needs Python 3.11 or newer; there is no '$(PYTHON)' on the PATH." >&2; \
		exit 1; }
	@"$(PYTHON)" .ci/environment.py
