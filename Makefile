# Seven commands; everything they do is in scripts/setup.py and the tools' own settings, so that
# people without make lose nothing (README.md has the same steps).

# The first Python that is new enough and can make a virtual environment.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

# The tests in shares: the longest first, and at the end what no other share has named, in two
# processes, so that no core is idle then.
SHARES := browser pages learning pictures rest
browser := tests/e2e
pages := -n 2 --dist loadfile tests/pages tests/dashboard
learning := -n 2 --dist loadfile tests/core/transfer tests/core/zoo tests/core/experiments tests/oracles
pictures := tests/core/imagine tests/core/inside
NAMED := $(filter tests/%,$(browser) $(pages) $(learning) $(pictures))
rest := -n 2 --dist loadfile $(NAMED:%=--ignore=%)
COMPUTING := learning pictures

.PHONY: run class dev test types $(SHARES:%=test-%) bench setup clean need-python

run: setup
	exec $(BIN)/streamlit run dashboard/app.py

# For a class: reachable in the network, by a code.  CLASS="--port 8600 --tls-only" passes options.
class: setup
	exec $(BIN)/python -m dashboard.classroom $(CLASS)

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
	@$(MAKE) --no-print-directory --keep-going -j3 \
		test-browser test-pages test-learning types test-pictures test-rest

types:
	$(BIN)/mypy

# Three shares at a time (pages, learning and rest are two processes each) keep two cores busy: these
# wait a lot, and what computes gives way to them and to the workers that they wait for, which are at
# 5 and 10.  (`pytest` alone runs the same tests one after another.)
$(SHARES:%=test-%): test-%:
	$(if $(filter $*,$(COMPUTING)),nice -n 15) $(BIN)/pytest $($*)

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
