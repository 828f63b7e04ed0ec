# Six commands; everything they do is in scripts/setup.py and the tools' own settings, so that
# people without make lose nothing (README.md has the same steps).

# The first Python that is new enough and can make a virtual environment.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

.PHONY: run dev test test-screen test-core bench setup clean need-python

run: setup
	exec $(BIN)/streamlit run dashboard/app.py

# For those who develop: edited code is used without starting again.  (Looking for edits costs a
# class of thirty learners more time than the pages themselves.)
dev: setup
	exec $(BIN)/streamlit run dashboard/app.py --server.fileWatcherType auto

setup: need-python
	@$(PYTHON) scripts/setup.py

test: need-python
	@$(PYTHON) scripts/setup.py --dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@$(MAKE) --no-print-directory --keep-going -j2 test-screen test-core

# Two halves at once, about as long as each other: the one mostly waits for files, processes, pages
# and browsers, the other computes and gives way.
# (`pytest` alone runs the same tests one after another.)
SCREEN := tests/core/datasets tests/core/jobs tests/core/runs tests/core/study \
	tests/core/test_main.py tests/dashboard tests/pages tests/e2e
test-screen:
	$(BIN)/pytest $(SCREEN)
test-core:
	nice -n 5 $(BIN)/pytest $(SCREEN:%=--ignore=%)

# One part drives a browser, as the tests do.
bench: need-python
	@$(PYTHON) scripts/setup.py --dev
	$(BIN)/python -m bench

# The run log and the fetched images lie outside the project and are kept.
clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis bench/results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

need-python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 (with venv) is needed."; exit 1; }
