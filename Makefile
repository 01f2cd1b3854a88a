# One command each: `make run` opens the dashboard, `make test` proves it works.
# Both set everything up first, in .venv, from requirements.lock.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help run test coverage soak check format bench load scale docs screenshots lock audit hooks browser strace clean

help:  ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: $(READY)  ## open the dashboard
	$(BIN)/kpis serve

test: $(READY) browser  ## run every test, also the journeys in a real browser
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

# Where a line that no test runs could show a wrong colour, lose a figure or give a person away.
HELD_WHOLE := kpis/rounding.py,kpis/analysis/figures/rag.py,kpis/analysis/figures/states.py
HELD_WHOLE := $(HELD_WHOLE),kpis/analysis/groups/*suppression.py,kpis/analysis/groups/disclosure.py
HELD_WHOLE := $(HELD_WHOLE),kpis/analysis/groups/year_to_date_tables.py,kpis/store/*.py
HELD_WHOLE := $(HELD_WHOLE),kpis/store/database/*.py

coverage: $(READY) browser  ## run every test and say which lines none of them runs
	@rm -rf build/coverage
	$(BIN)/coverage run -m pytest -n 3 --dist loadfile --no-loadscope-reorder
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/coverage report --fail-under=100 --include="$(HELD_WHOLE)"

soak: $(READY) strace  ## run the tests that take minutes, which `make test` leaves out
	$(BIN)/pytest -n 3 -m soak
	$(BIN)/pytest -n 3 -m "hypothesis and not soak" --hypothesis-profile=soak

check: $(READY)  ## format, lint (security too) and types, changing nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY)  ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## measure what README says of speed
	$(BIN)/python -m tests.benchmarks.run

load: $(READY)  ## serve 20 to 300 readers at once; BEFORE=CHECKOUT takes turns with another commit
	$(BIN)/python -m tests.benchmarks.load $(if $(BEFORE),--before $(BEFORE))

scale: $(READY)  ## measure a plan beside up to 10,000,000 figures of others
	$(BIN)/python -m tests.benchmarks.scale

docs: $(READY)  ## write the pages and the drawing of docs/ that are made from the code
	$(BIN)/python -m docs.scripts.command_line_page
	$(BIN)/python -m docs.scripts.issues_page
	$(BIN)/python -m docs.scripts.access_page
	$(BIN)/python -m docs.scripts.plan_files_page
	$(BIN)/python -m docs.scripts.draw_rooms

screenshots: $(READY) browser  ## make the pictures of README from the running dashboard
	$(BIN)/python -m tests.screenshots

lock: $(READY)  ## pin every package again, with hashes and without naming a host
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --extra dev --extra lake --generate-hashes --allow-unsafe --strip-extras --no-header \
		--no-emit-options --quiet --output-file requirements.lock pyproject.toml

audit: $(READY)  ## known weaknesses of the pinned packages; SERVICE=osv, STRICT=1
	@$(BIN)/python -m tests.audit --service $(or $(SERVICE),pypi) $(if $(STRICT),--strict)

hooks:  ## check format, lint and types before every commit made in this clone
	git config core.hooksPath .githooks

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
		|| command -v google-chrome >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq chromium fonts-dejavu-core; \
		else echo "The browser tests need Chromium: install it with your package manager."; \
		fi; }
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq postgresql; \
		else echo "The tests of a store of several machines need PostgreSQL's server."; \
		fi; }
	@command -v pdftotext >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq poppler-utils; \
		else echo "A test reads PDFs by pdftotext (poppler-utils) where it is installed."; \
		fi; }
	@PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq nginx-light; \
		else echo "The tests of proxies need nginx: install it with your package manager."; \
		fi; }

strace:
	@command -v strace >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq strace; \
		else echo "make soak fails system calls by strace: install it with your package manager."; \
		fi; }

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

clean:  ## remove what these commands made, but not the store
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis kpis.egg-info
