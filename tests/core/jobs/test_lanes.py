"""Short questions do not wait for long jobs; how long a wait is, told from what was measured."""

from __future__ import annotations

from collections import Counter

import pytest

from core.jobs import runner as runner_module
from core.jobs.job import Job
from core.jobs.lanes import HEAD_START, Durations, ahead, in_order, room
from core.jobs.state import DONE, RUNNING


def job(name, submitted=0.0, short=False, **fields):
    return Job(
        name,
        "me",
        "{}",
        fields.pop("document", {}),
        "",
        short=short,
        **fields | {"submitted": submitted},
    )


def test_a_short_question_is_answered_while_a_long_job_runs(runner, until, tmp_path):
    (tmp_path / "go").touch()
    long = runner.submit("hold", {}, "me")
    behind = runner.submit("hold", {"n": 2}, "me")
    until(lambda: runner.state(long).events)
    state = runner.state(runner.submit("glance", {"until": str(tmp_path / "go")}, "me"))
    assert state.position == 0
    state = runner.wait(state.id, 30)
    assert state.status == "done"
    assert state.result["pid"] != runner.state(long).events[0]["pid"]
    assert runner.state(long).status == "running"
    assert runner.state(behind).position == 1
    for one in (behind, long):
        runner.cancel(one)
        runner.wait(one, 30)


def test_a_short_one_that_does_not_listen_takes_no_long_job_with_it(runner, until, monkeypatch):
    monkeypatch.setattr(runner_module, "CANCEL_PATIENCE", 0.3)
    long = runner.submit("hold", {}, "me")
    until(lambda: runner.state(long).events)
    deaf = runner.submit("stare", {}, "me")
    until(lambda: runner.state(deaf).status == "running")
    runner.cancel(deaf)
    assert runner.wait(deaf, 30).status == "cancelled"
    ready = runner.submit("glance", {}, "me")
    until(lambda: runner.state(ready).events)  # by a new worker
    assert runner.state(long).status == "running"
    for one in (ready, long):
        runner.cancel(one)
        assert runner.wait(one, 30).status == "cancelled"


def test_the_wait_is_told_once_such_a_job_has_been_measured(runner, until, tmp_path):
    first = runner.submit("hold", {}, "me")
    second = runner.submit("hold", {"n": 2}, "me")
    assert (runner.state(second).position, runner.state(second).wait) == (1, None)
    runner.cancel(first)  # a stopped job does not tell how long one takes
    until(lambda: runner.state(second).events)
    third = runner.submit("hold", {"n": 3}, "me")
    assert runner.state(third).wait is None
    for one in (third, second):
        runner.cancel(one)
        runner.wait(one, 30)
    (tmp_path / "go").touch()
    assert runner.wait(runner.submit("hold", {"until": str(tmp_path / "go")}, "me"), 30).over
    first, second, third = (runner.submit("hold", {"n": n}, "me") for n in range(3))
    until(lambda: runner.state(second).wait is None)  # the first takes longer than any before
    for one in (third, second, first):
        runner.cancel(one)
        runner.wait(one, 30)


def test_where_one_worker_is_shared_short_jobs_overtake_but_not_for_ever():
    old, long = job("old", 0), job("long", HEAD_START + 5)
    short, late = job("short", HEAD_START + 10, short=True), job("late", HEAD_START * 3, short=True)
    jobs = [old, long, short, late]
    assert in_order(jobs) == [old, short, long, late]
    assert ahead(long, jobs, shared=True) == [old, short]
    assert ahead(short, jobs, shared=False) == []
    long.dispatched = True
    assert ahead(short, jobs, shared=True) == [old, long]  # overtaken too late


@pytest.mark.parametrize(
    "short, busy, workers, fits",
    [
        (False, {}, 1, True),
        (True, {False: 1}, 1, False),
        (False, {False: 1}, 2, False),  # one worker is left free
        (True, {False: 1}, 2, True),
        (False, {True: 1}, 2, True),
        (True, {True: 1, False: 1}, 2, False),
        (False, {False: 2}, 4, True),
        (False, {}, 0, False),
    ],
)
def test_long_jobs_leave_one_worker_of_a_shared_cluster_free(short, busy, workers, fits):
    assert room(job("x", short=short), Counter(busy), workers, private=False) is fits


def test_what_is_left_of_a_job_is_the_median_of_those_that_took_longer():
    durations = Durations()
    assert durations.wait([], 0.0) == 0
    assert durations.wait([job("train")], 0.0) is None
    for seconds in (2.0, 4.0, 60.0):
        durations.add(job("train", status=DONE), seconds)
    assert durations.left(job("train"), 0.0) == 4
    running = job("train", status=RUNNING, started=100.0)
    assert durations.left(running, 103.0) == 32 - 3
    assert durations.left(running, 170.0) is None
    assert durations.wait([running, job("train")], 103.0) == 29 + 4
    recipes = {"recipes": {"a": {}, "b": {}, "c": {}}}
    durations.add(job("series", document=recipes), 30.0)
    assert durations.left(job("series", document={"recipes": {"a": {}}}), 0.0) == 10
