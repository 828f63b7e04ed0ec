"""What cannot be written at the moment is written later: on a real file that is full, or held."""

from __future__ import annotations

import sqlite3
import threading
import time
from functools import partial

import pytest

from core import database
from core.runs import outbox
from core.runs.outbox import Outbox
from core.runs.store import Run, Store


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "WAIT_FOR_WRITERS", 0.3)
    monkeypatch.setattr(outbox, "AGAIN", 0.02)
    with Store(tmp_path / "runs.sqlite") as log:
        yield log


def run(number: int) -> Run:
    return Run("me", "train", "done", seed=number, curve=[{"loss": 0.5}] * 2000)


def full(log):
    """No room, as SQLite meets it; the function that it returns makes some."""
    pages = log._connection.execute("PRAGMA page_count").fetchone()[0]
    log._connection.execute(f"PRAGMA max_page_count = {pages}")
    return lambda: log._connection.execute("PRAGMA max_page_count = 100000")


def held(log):
    """Another program is in the middle of a write."""
    other = sqlite3.connect(log.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other.close


@pytest.mark.parametrize(("fault", "reason"), [(full, "full"), (held, "locked")])
def test_results_wait_in_their_order_and_are_written_when_that_can_be(log, until, fault, reason):
    box = Outbox()
    box.put(partial(log.add, run(0)))
    assert box.state() == (0, None)
    mend = fault(log)
    begun = time.monotonic()
    for number in (1, 2, 3):
        box.put(partial(log.add, run(number)))
    assert time.monotonic() - begun < 2 * outbox.PATIENCE  # not once more for each
    waiting, why = box.state()
    assert waiting == 3 and reason in str(why)
    assert [one.seed for one in log.runs("me")] == [0]  # reading goes on
    mend()
    until(lambda: box.state() == (0, None))
    assert [one.seed for one in log.runs("me")] == [3, 2, 1, 0]


def test_who_reads_does_not_wait_for_who_writes(log, monkeypatch):
    let_go = held(log)
    log._connection.execute("PRAGMA busy_timeout = 5000")
    writer = threading.Thread(target=log.set_setting, args=("me", "where", "here"))
    writer.start()
    time.sleep(0.05)
    begun = time.monotonic()
    assert log.get_setting("me", "where") is None and log.runs("me") == []
    assert time.monotonic() - begun < 1
    let_go()
    writer.join()
    assert log.get_setting("me", "where") == "here"


def test_what_never_can_be_written_does_not_stand_in_the_way(log):
    box, one = Outbox(), run(1)
    box.put(partial(log.add, one))
    box.put(partial(log.add, one))  # its id is taken
    box.put(lambda: 1 / 0)
    box.put(partial(log.add, run(2)))
    assert box.state() == (0, None)
    assert len(log.runs("me")) == 2
    log.close()
    box.put(partial(log.add, run(3)))
    assert box.state() == (0, None)


def test_two_servers_on_one_file_see_each_others_runs_and_settings(log):
    with Store(log.path) as other:
        for number in range(4):
            (log, other)[number % 2].add(run(number))
            (log, other)[number % 2].set_setting("me", f"of {number}", number)
        log.set_setting("me", "language", "ja")
        other.set_setting("me", "language", "en")
        for one in (log, other):
            assert [found.seed for found in one.runs("me")] == [3, 2, 1, 0]
            assert [one.get_setting("me", f"of {n}") for n in range(4)] == [0, 1, 2, 3]
            assert one.get_setting("me", "language") == "en"
