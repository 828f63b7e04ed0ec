"""The log of events: what stands there, and what never does."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys

import pytest

from core import events
from core.paths import ROOT


@pytest.fixture
def log(tmp_path, monkeypatch):
    """A log that is kept in a folder of the test's own, until the test ends."""
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path))
    root = logging.getLogger()
    others = [one for one in root.handlers if not isinstance(one, events._File)]
    monkeypatch.setattr(root, "handlers", others)
    events.keep()
    yield tmp_path / "events.jsonl"


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_an_event_is_a_line_of_json(log):
    events.note("job", kind="train", seconds=1.5)
    events.keep()  # a second call changes nothing
    events.note("stop")
    first, second = lines(log)
    assert (first["event"], first["kind"], first["seconds"]) == ("job", "train", 1.5)
    assert first["at"] <= second["at"] and second["event"] == "stop"
    assert events.read() == [first, second]


def test_only_the_owner_can_read_it(log):
    events.note("stop")
    assert log.stat().st_mode & 0o077 == 0


def test_an_error_is_found_by_the_name_that_the_learner_is_told_and_without_its_words(log):
    try:
        raise RuntimeError("Ada's photo")
    except RuntimeError as error:
        name = events.error("playground", error)
    (said,) = lines(log)
    assert said["id"] == name and len(name) == 6
    assert (said["where"], said["type"]) == ("playground", "RuntimeError")
    assert said["lines"][-1].startswith("tests/core/test_events.py:")
    assert "Ada" not in log.read_text("utf-8")


def test_warnings_of_libraries_are_there_without_their_words(log):
    other = logging.getLogger("some.library")
    other.warning("Ada is %s", "here")
    other.info("so is Grace")
    try:
        raise ValueError("Ada")
    except ValueError:
        other.exception("Ada")
    warning, failed = lines(log)
    assert (warning["level"], warning["where"]) == ("warning", "some.library")
    assert (failed["type"], failed["level"]) == ("ValueError", "error")
    assert "Ada" not in log.read_text("utf-8")


def test_what_went_wrong_stands_where_the_app_was_started_too(tmp_path):
    """Once, with its words, as the learner is told."""
    code = (
        "import logging; from core import events; events.keep(); events.keep()\n"
        "try: 1 / 0\n"
        "except ZeroDivisionError as error:\n"
        "    name = events.error('home', error)\n"
        "    logging.getLogger('app').exception('%s: the page failed', name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"TLL_DATA_DIR": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    (noted, logged) = [
        json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()
    ]
    assert logged["type"] == "ZeroDivisionError"
    assert done.stderr.count(f"{noted['id']}: the page failed") == 1
    assert done.stderr.count("ZeroDivisionError: division by zero") == 1


def test_a_learner_is_a_word_that_tells_nobody_who_it_is():
    word = events.somebody("0123456789abcdef")
    assert word == events.somebody("0123456789abcdef") != events.somebody("another")
    assert word not in "0123456789abcdef"


def test_a_long_log_is_moved_aside_once_and_still_read(log, monkeypatch):
    monkeypatch.setattr(events, "LONGEST", 200)
    for number in range(12):
        events.note("job", number=number)
    older = log.with_suffix(".old.jsonl")
    assert max(log.stat().st_size, older.stat().st_size) < 400
    numbers = [one["number"] for one in events.read()]
    assert numbers == list(range(numbers[0], 12)) and len(numbers) > 2


def test_a_log_that_cannot_be_written_stops_nothing(log):
    log.mkdir()
    events.note("job")
    assert events.read() == []


def test_half_a_line_is_left_out(log):
    log.write_text('{"event": "jo\n{"event": "stop"}\n[]\n', "utf-8")
    assert events.read() == [{"event": "stop"}]
