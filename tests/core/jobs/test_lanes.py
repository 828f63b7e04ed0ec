"""Short questions do not wait for long jobs; how long a wait is, told from what was measured."""

from __future__ import annotations

from collections import Counter

import pytest

from core import tasks
from core.jobs import runner as runner_module
from core.jobs.job import Job
from core.jobs.lanes import Turns, room
from core.jobs.part import Part
from tests.patience import PATIENCE


def part(kind, owner="me", submitted=0.0, short=False, **fields):
    serves = [(Job(kind, one, {}, ""), "") for one in owner.split()]
    return Part(kind, "{}", "", short, serves, submitted=submitted, **fields)


def measured(**kinds):
    """Turns that know how many seconds each kind takes."""
    turns = Turns()
    for kind, seconds in kinds.items():
        turns.took(part(kind, "somebody else", started=0.0), seconds)
    return turns


def order(turns, parts, now):
    return [one.kind for one in turns.in_order(parts, now)]


def test_a_short_question_is_answered_while_a_long_job_runs(runner, until, tmp_path):
    (tmp_path / "go").touch()
    long = runner.submit("hold", {}, "me")
    behind = runner.submit("hold", {"n": 2}, "me")
    until(lambda: runner.state(long).events)
    state = runner.state(runner.submit("glance", {"until": str(tmp_path / "go")}, "me"))
    assert state.position == 0
    state = runner.wait(state.id, PATIENCE)
    assert state.status == "done"
    assert state.result["pid"] != runner.state(long).events[0]["pid"]
    assert runner.state(long).status == "running"
    assert runner.state(behind).position == 1
    for one in (behind, long):
        runner.cancel(one)
        runner.wait(one, PATIENCE)


def test_a_short_one_that_does_not_listen_takes_no_long_job_with_it(runner, until, monkeypatch):
    monkeypatch.setattr(runner_module, "CANCEL_PATIENCE", 0.3)
    long = runner.submit("hold", {}, "me")
    until(lambda: runner.state(long).events)
    deaf = runner.submit("stare", {}, "me")
    until(lambda: runner.state(deaf).status == "running")
    runner.cancel(deaf)
    assert runner.wait(deaf, PATIENCE).status == "cancelled"
    ready = runner.submit("glance", {}, "me")
    until(lambda: runner.state(ready).events)  # by a new worker
    assert runner.state(long).status == "running"
    for one in (ready, long):
        runner.cancel(one)
        assert runner.wait(one, PATIENCE).status == "cancelled"


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
        runner.wait(one, PATIENCE)
    (tmp_path / "go").touch()
    assert runner.wait(runner.submit("hold", {"until": str(tmp_path / "go")}, "me"), PATIENCE).over
    first, second, third = (runner.submit("hold", {"n": n}, "me") for n in range(3))
    until(lambda: runner.state(second).wait is None)  # the first takes longer than any before
    for one in (third, second, first):
        runner.cancel(one)
        runner.wait(one, PATIENCE)


def test_short_work_overtakes_long_but_not_for_ever():
    turns = measured(long=60, quick=1)
    old = part("long", "a", submitted=1000)
    soon, late = part("quick", "b", submitted=1030), part("quick", "c", submitted=1100)
    assert order(turns, [old, soon], 1031) == ["quick", "long"]
    assert turns.in_order([old, late], 1101) == [old, late]  # it has waited for 100 seconds


def test_at_equal_length_they_come_in_the_order_they_were_asked_for():
    parts = [part("train", f"learner {n}", submitted=1000 + n) for n in range(30)]
    assert measured(train=3).in_order(reversed(parts), 1060) == parts


def test_one_learner_with_much_does_not_keep_the_others_waiting():
    turns = measured(train=3)
    mine = [part("train", "me", submitted=1000) for _ in range(12)]
    yours = part("train", "you", submitted=1002)
    assert turns.in_order([*mine, yours], 1003).index(yours) == 1
    mine[0].started, mine[0].dispatched = 1000, True
    assert turns.in_order([*mine, yours], 1003).index(yours) == 1  # next
    turns.took(mine.pop(0), 1003)
    assert turns.in_order([*mine, yours], 1003)[0] is yours
    new = part("train", "new", submitted=1005)
    assert turns.in_order([*mine, new], 1005)[0] is new
    assert turns.in_order([*mine, new], 1400).index(new) == 1  # and neither waits for ever


def test_what_waits_long_is_not_set_back_by_short_work_of_its_learner():
    turns = measured(ideal=20, train=3)
    image = part("ideal", "me", submitted=1000)
    mine = part("train", "me", started=1090.0, quick=True)
    turns.took(mine, 1091)
    yours = part("train", "you", submitted=1088)
    assert turns.in_order([image, yours], 1092) == [image, yours]


def test_what_several_wait_for_counts_for_each_a_part():
    turns = measured(train=3)
    both = part("train", "a b", submitted=1000, started=1000.0)
    turns.took(both, 1010)
    assert turns._counts("a", 1010) == turns._counts("b", 1010) == 5
    assert turns._counts("a", 1070) == 2.5  # half after a minute


def test_what_a_whole_class_waits_for_comes_before_what_few_have_waited_for_longer():
    turns = measured(train=20)
    backlog = [part("train", f"early {n}", submitted=940 + n) for n in range(10)]
    everybody = part("train", " ".join(f"l{n}" for n in range(30)), submitted=1000)
    assert turns.in_order([*backlog, everybody], 1000.5)[0] is not everybody
    assert turns.in_order([*backlog, everybody], 1004)[0] is everybody
    alone = part("train", "l0", submitted=1000)
    assert turns.in_order([*backlog, alone], 1004)[-1] is alone


@pytest.mark.parametrize(
    "lane, busy, workers, fits",
    [
        ("long", {}, 1, True),
        ("short", {"long": 1}, 1, False),
        ("long", {"long": 1}, 2, False),  # one worker is left free
        ("short", {"long": 1}, 2, True),
        ("long", {"short": 1}, 2, True),
        ("short", {"short": 1, "long": 1}, 2, False),
        ("long", {"long": 2}, 4, True),
        ("long", {}, 0, False),
        ("home", {"long": 4}, 4, True),  # with a worker of its own
        ("home", {"home": 1}, 4, False),
    ],
)
def test_long_jobs_leave_one_worker_of_a_shared_cluster_free(lane, busy, workers, fits):
    one = part("x", short=lane == "short", home=lane == "home")
    assert (room(one, Counter(busy), workers, private=False) == lane) is fits


@pytest.mark.parametrize(
    "short, quick, busy, lane",
    [
        (True, False, {"long": 1}, "short"),
        (True, False, {"short": 1}, None),  # a question does not wait behind what takes minutes
        (False, False, {}, "long"),
        (False, False, {"long": 1}, None),
        (False, True, {}, "long"),
        (False, True, {"long": 1}, "short"),  # what is soon over uses the idle worker
        (False, True, {"long": 1, "short": 1}, None),
    ],
)
def test_what_is_soon_over_uses_either_worker(short, quick, busy, lane):
    assert room(part("x", short=short, quick=quick), Counter(busy), 2, private=True) == lane


@pytest.mark.parametrize(
    "short, quick, busy, lane",
    [
        (False, False, {}, "long"),
        (False, False, {"long": 1}, "long-2"),
        (False, False, {"long": 1, "long-2": 1}, None),
        (False, True, {"long": 1, "long-2": 1}, "short"),
        (False, True, {"long": 1}, "long-2"),
        (True, False, {"short": 1}, None),  # the further worker is for long work
    ],
)
def test_each_worker_for_long_work_has_one_part_at_once(short, quick, busy, lane):
    """A part that is handed to a busy worker would wait there, whatever the other one does."""
    assert room(part("x", short=short, quick=quick), Counter(busy), 3, private=True) == lane


def test_the_worker_of_short_questions_is_theirs_first():
    quick, busy = part("x", quick=True), Counter({"long": 1})
    assert room(quick, busy, 2, private=True, asked=True) is None
    assert room(quick, Counter(), 2, private=True, asked=True) == "long"


def test_quick_ones_of_a_kind_are_told_from_the_others():
    turns = Turns()
    for quick, seconds in ((True, 1.0), (False, 20.0)):
        turns.took(part("train", "else", started=0.0, quick=quick), seconds)
    slow, fast = part("train", "a"), part("train", "b", quick=True)
    assert turns.in_order([slow, fast], 100.0) == [fast, slow]
    assert (turns.left(slow, 0.0), turns.left(fast, 0.0)) == (20.0, 1.0)


def test_what_is_left_is_the_median_of_those_that_took_longer():
    turns = Turns()
    assert turns.wait([], 0.0) == 0
    assert turns.wait([part("train")], 0.0) is None
    for seconds in (2.0, 4.0, 60.0):
        turns.took(part("train", started=0.0), seconds)
    assert turns.left(part("train"), 0.0) == 4
    running = part("train", started=100.0)
    assert turns.left(running, 103.0) == 32 - 3
    assert turns.left(running, 170.0) is None
    assert turns.wait([running, part("train")], 103.0) == 29 + 4
    turns.took(part("train", started=0.0), 100.0, whole=False)  # it was stopped
    assert turns.left(part("train"), 0.0) == 4


def test_what_is_done_for_each_learner_anew_is_done_at_home_unless_it_leaves_no_file():
    """On a cluster of others a file that a worker leaves is not where the app looks for it."""
    leaves_none = {"tensorboard", "price", "convolution_time"}
    assert leaves_none == tasks.ALONE - tasks.HOME
    assert tasks.TASKS.keys() >= tasks.HOME
