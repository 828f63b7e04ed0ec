"""Somebody sets the clock while the app runs: by hand, or the machine itself after a start."""

from __future__ import annotations

import time

import pytest

from core.jobs import lanes
from core.jobs.board import Board
from core.jobs.execute import Outcome
from core.jobs.job import PRESENT, SHOWN

DAY = 86_400.0


@pytest.fixture
def board(place):
    return Board("task_table")


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_no_job_is_ended_none_waits_longer_and_no_result_is_let_go_of(board, monkeypatch, days):
    before = board.submit("count", {"n": 0}, "you")
    first, second, question = (
        board.submit("hold", {"n": n}, "me", wanted=wanted)
        for n, wanted in enumerate((PRESENT, PRESENT, SHOWN))
    )
    board.look(question, "a tab")
    board.present("me")
    done, running, *waiting = board._waiting()
    for part in (done, running):
        part.dispatched = True
        board._begin(part)
    board._over(done, Outcome("done", {"n": 0}))
    known = [board.state(one).position for one in (first, second, question)]

    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + days * DAY)

    board._abandon_unwanted()
    board._let_go()
    assert [job.status for job in board.jobs("me")] == ["running", "queued", "queued"]
    assert [board.state(one).position for one in (first, second, question)] == known
    assert board._waiting() == waiting
    assert board.state(before).result == {"n": 0}
    board._over(running, Outcome("done", {"n": 1}))
    assert 0 <= board._turns._known[running.sort][0] < 60  # seconds that it took
    assert 0 <= board.state(second).wait < 60
    late = board.submit("count", {"n": 9}, "you")
    assert board.state(before).result == {"n": 0} and not board.state(late).over


@pytest.mark.parametrize("days", [-1, 1])
def test_a_task_that_stops_when_asked_is_given_its_time(board, monkeypatch, days):
    """Its worker is ended after `CANCEL_PATIENCE` seconds, not after that much of a clock."""
    job = board.submit("hold", {}, "me")
    (part,) = board._waiting()
    part.dispatched = True
    board._begin(part)
    board.cancel(job)
    board._let_go()
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + days * DAY)
    assert 0 <= time.monotonic() - part.stop_asked < 30
    assert lanes.Turns().in_order(board._parts.values()) == [part]
