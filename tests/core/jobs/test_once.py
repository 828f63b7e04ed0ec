"""What several ask for is done once, each gets it; a long job gives way between its parts."""

from __future__ import annotations

import threading

import pytest

from tests.patience import PATIENCE


@pytest.fixture
def blocked(runner, until, tmp_path):
    """``blocked()``: the long lane is at work until the function that it returns is called."""

    def block():
        go = tmp_path / "go"
        job = runner.submit("hold", {"until": str(go)}, "somebody else")
        until(lambda: runner.state(job).events)
        return go.touch

    return block


def lines(path):
    return path.read_text().split()


def test_a_class_that_asks_for_the_same_has_it_done_once_each_with_its_own_copy(
    runner, blocked, tmp_path
):
    ends, log = [], tmp_path / "log"
    runner.on_finish = ends.append
    free = blocked()
    work = {"log": str(log), "until": str(tmp_path / "go")}
    jobs = [runner.submit("hold", work, f"learner {n}") for n in range(30)]
    assert len(set(jobs)) == 30
    assert {runner.state(job).position for job in jobs} == {1}
    free()
    states = [runner.wait(job, PATIENCE) for job in jobs]
    runner.on_finish = None
    assert lines(log) == ["started"]
    assert {state.status for state in states} == {"done"}
    assert len({repr(state.result) for state in states}) == 1
    assert {end.owner for end in ends} >= {f"learner {n}" for n in range(30)}
    assert all(state.events == states[0].events for state in states)


def test_who_asks_later_has_it_at_once_and_who_has_had_it_has_it_done_again(runner, tmp_path):
    work = {"name": "x", "log": str(tmp_path / "log")}
    first = runner.wait(runner.submit("each", work, "first"), PATIENCE)
    later = runner.state(runner.submit("each", work, "later"))
    assert (later.status, later.result, later.events) == ("done", first.result, first.events)
    assert later.owner == "later" and later.id != first.id
    runner.wait(runner.submit("each", work, "first"), PATIENCE)
    assert lines(tmp_path / "log") == ["x", "x"]


def test_who_joins_late_hears_what_was_told_before(runner, until, tmp_path):
    work = {"until": str(tmp_path / "go")}
    first = runner.submit("hold", work, "first")
    until(lambda: runner.state(first).events)
    late = runner.state(runner.submit("hold", work, "late"))
    assert (late.status, late.events) == ("running", runner.state(first).events)
    (tmp_path / "go").touch()
    assert runner.wait(late.id, PATIENCE).status == "done"


def test_one_who_turns_away_does_not_stop_it_for_the_others(runner, until, tmp_path):
    work = {"until": str(tmp_path / "go")}
    first, second = (runner.submit("hold", work, owner) for owner in ("first", "second"))
    until(lambda: runner.state(second).events)
    runner.cancel(first)
    assert runner.wait(first, PATIENCE).status == "cancelled"
    assert runner.state(second).status == "running"
    (tmp_path / "go").touch()
    assert runner.wait(second, PATIENCE).status == "done"


def test_the_last_who_turns_away_stops_it(runner, until):
    jobs = [runner.submit("hold", {"n": "last"}, owner) for owner in ("first", "second")]
    until(lambda: runner.state(jobs[1]).events)
    for job in jobs:
        runner.cancel(job)
    assert [runner.wait(job, PATIENCE).status for job in jobs] == ["cancelled"] * 2


def test_what_writes_something_of_ones_own_is_done_for_each(runner):
    jobs = [runner.submit("here", {}, owner) for owner in ("first", "second")]
    assert [runner.wait(job, PATIENCE).status for job in jobs] == ["done"] * 2
    assert runner.state(jobs[0]).started != runner.state(jobs[1]).started


def test_what_was_forgotten_is_nobody_elses(runner, tmp_path):
    for forget in (lambda job: runner.forget(job), lambda job: runner.forget_owner("first")):
        work = {"name": "secret", "log": str(tmp_path / "log")}
        job = runner.submit("each", work, "first")
        runner.wait(job, PATIENCE)
        forget(job)
        assert job not in [one.id for one in runner.jobs("first")]
    runner.wait(runner.submit("each", work, "second"), PATIENCE)
    assert len(lines(tmp_path / "log")) == 3


def test_what_was_asked_about_a_picture_is_not_kept_for_others(runner, tmp_path):
    work = {"name": "x", "log": str(tmp_path / "log"), "photo": "A" * 3000}
    for owner in ("first", "second"):
        assert runner.wait(runner.submit("each", work, owner), PATIENCE).status == "done"
    assert lines(tmp_path / "log") == ["x", "x"]


def test_a_long_series_lets_others_in_between_two_of_its_parts(runner, blocked, tmp_path):
    log = tmp_path / "log"
    free = blocked()
    names = ["a", "b", "c", "d"]
    mine = runner.submit("all", {"names": names, "log": str(log)}, "me")
    yours = runner.submit("each", {"name": "yours", "log": str(log)}, "you")
    assert runner.state(yours).position == 2  # the one at work, and one of mine
    free()
    end = runner.wait(mine, PATIENCE)
    assert lines(log) == ["a", "yours", "b", "c", "d"]
    assert list(end.result) == names and runner.wait(yours, PATIENCE).status == "done"
    assert [event["run"] for event in end.events if event["kind"] == "epoch"] == names


def test_a_part_that_somebody_else_has_had_is_not_done_again(runner, tmp_path):
    log = tmp_path / "log"
    runner.wait(runner.submit("each", {"name": "b", "log": str(log)}, "you"), PATIENCE)
    end = runner.wait(runner.submit("all", {"names": ["a", "b"], "log": str(log)}, "me"), PATIENCE)
    assert lines(log) == ["b", "a"]
    assert {name: one["name"] for name, one in end.result.items()} == {"a": "a", "b": "b"}
    assert not any("result" in event for event in end.events)
    again = runner.state(runner.submit("all", {"names": ["a", "b"], "log": str(log)}, "you"))
    assert runner.wait(again.id, PATIENCE).status == "done"  # "a" is mine, "b" is done anew
    assert lines(log) == ["b", "a", "b"]


def test_a_part_that_cannot_be_done_leaves_the_others(runner, tmp_path):
    work = {"names": ["a", "bad", "c"], "log": str(tmp_path / "log")}
    end = runner.wait(runner.submit("all", work, "me"), PATIENCE)
    assert end.status == "done"
    assert end.result["bad"]["template"] == "It cannot be." and end.result["c"]["name"] == "c"


def test_an_experiment_makes_room_between_two_trainings_and_goes_on(runner, until, tmp_path):
    log, heard = tmp_path / "log", []
    runner.on_event = lambda job, event: heard.append(event)
    names = ["a", "b", "c", "d"]
    mine = runner.submit("some", {"names": names, "log": str(log)}, "me")
    until(lambda: heard)
    yours = runner.submit("each", {"name": "yours", "log": str(log)}, "you")
    end = runner.wait(mine, PATIENCE)
    runner.on_event = None
    done = lines(log)
    assert [name for name in done if name != "yours"] == names  # each of them once
    assert 1 <= done.index("yours") <= 3 and runner.wait(yours, PATIENCE).status == "done"
    assert [run["name"] for run in end.result["runs"]] == names
    assert [event["run"]["name"] for event in heard if "run" in event] == names


def test_a_series_stops_where_its_learner_wants(runner, until, tmp_path):
    log = tmp_path / "log"
    mine = runner.submit("all", {"names": [str(n) for n in range(200)], "log": str(log)}, "me")
    until(lambda: len(runner.state(mine).events) > 4)
    runner.cancel(mine)
    assert runner.wait(mine, PATIENCE).status == "cancelled"
    threading.Event().wait(0.3)
    assert len(lines(log)) < 100
    assert runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE).status == "done"
