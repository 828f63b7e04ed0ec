"""While several learners wait for long work there is one more worker; then it is given back."""

from __future__ import annotations

import asyncio

import pytest

from core.jobs import engine, reserve
from core.jobs.job import Job
from core.jobs.part import Part
from core.jobs.reserve import Reserve
from tests.patience import PATIENCE


def part(owner, submitted=0.0, **fields):
    fields = {"short": False} | fields
    return Part(
        "x", "{}", "", serves=[(Job("x", owner, {}, ""), "")], submitted=submitted, **fields
    )


@pytest.mark.parametrize(
    "parts, wanted",
    [
        ([], False),
        ([part("a", dispatched=True)], False),
        ([part("a", dispatched=True), part("a")], False),  # one learner's series
        ([part("a", dispatched=True), part("b")], True),
        ([part("a", dispatched=True), part("b", submitted=8.0)], False),  # soon, perhaps
        ([part("a", dispatched=True), part("b", short=True)], False),
        ([part("a", dispatched=True), part("b", home=True)], False),
        ([part("a"), part("b")], True),
    ],
)
def test_it_comes_where_somebody_waits_for_somebody_else(parts, wanted):
    assert Reserve().wanted(parts, there=False, now=10.0) is wanted


def test_it_does_not_come_where_memory_is_short(monkeypatch):
    monkeypatch.setattr(reserve, "ROOM", 2**60)
    assert not Reserve().wanted([part("a"), part("b")], there=False, now=10.0)


def test_it_stays_while_there_is_long_work_and_a_while_longer():
    kept = Reserve()
    assert kept.wanted([part("a")], there=True, now=1000.0)
    assert kept.wanted([], there=True, now=1000.0 + reserve.IDLE - 1)
    assert not kept.wanted([part("a", short=True)], there=True, now=1000.0 + reserve.IDLE + 1)


def test_one_that_does_not_come_up_costs_the_others_nothing(caplog):
    async def fails():
        raise OSError("no more processes")

    engine._more.set()
    assert asyncio.run(engine._one_more(fails())) is None
    assert not engine._more.is_set()
    assert "no more processes" in caplog.text


def test_two_learners_long_jobs_run_side_by_side(runner, until, monkeypatch, tmp_path):
    monkeypatch.setattr(reserve, "AFTER", 0.1)
    monkeypatch.setattr("core.jobs.runner.SEEN_EVERY", 0.05)
    both = [runner.submit("hold", {"of": who}, who) for who in ("me", "you")]
    until(lambda: all(runner.state(job).events for job in both))
    states = [runner.state(job) for job in both]
    assert [state.status for state in states] == ["running"] * 2
    assert len({state.events[0]["pid"] for state in states}) == 2
    third = runner.submit("hold", {"n": 3}, "she")
    assert (runner.state(third).status, runner.state(third).position) == ("queued", 2)
    quick = runner.wait(runner.submit("glance", {"until": str(tmp_path)}, "she"), PATIENCE)
    assert quick.status == "done"  # the worker of short questions is free
    monkeypatch.setattr(reserve, "IDLE", 0.1)
    for job in (third, *both):
        runner.cancel(job)
    until(lambda: [one["name"] for one in runner.seen()["workers"]] == ["long", "short"])
    assert runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE).status == "done"


def test_a_reinforced_cluster_that_loses_a_worker_goes_on(runner, until, monkeypatch):
    monkeypatch.setattr(reserve, "AFTER", 0.1)
    jobs = {who: runner.submit("hold", {"of": who}, who) for who in ("me", "you")}
    until(lambda: all(runner.state(job).events for job in jobs.values()))
    runner._cluster.end_worker(runner.state(jobs["you"]).events[0]["pid"])
    assert runner.wait(jobs["you"], PATIENCE).status == "lost"
    again = runner.submit("hold", {"of": "you"}, "you")
    until(lambda: runner.state(again).events)
    assert runner.state(jobs["me"]).status == "running"
    for job in (jobs["me"], again):
        runner.cancel(job)
        assert runner.wait(job, PATIENCE).status == "cancelled"
