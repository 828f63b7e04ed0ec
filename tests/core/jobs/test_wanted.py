"""What nobody waits for is dropped; what was ordered goes on."""

from __future__ import annotations

import pytest

from core.jobs import board, job
from core.jobs.job import ALWAYS, PRESENT, SHOWN
from core.messages import LabError
from tests.patience import PATIENCE


@pytest.fixture
def running(runner, until):
    """``running(wanted)``: a job that has begun; `runner` is left without any."""
    begun = []

    def begin(wanted):
        job_id = runner.submit("glance", {"n": len(begun)}, "me", wanted=wanted)
        begun.append(job_id)
        until(lambda: runner.state(job_id).events)
        return job_id

    yield begin
    for job_id in begun:
        runner.cancel(job_id)
        runner.wait(job_id, PATIENCE)


def test_a_question_that_its_last_page_has_left_is_dropped_while_it_runs(runner, running):
    question = running(SHOWN)
    runner.look(question, "one tab")
    runner.look(question, "another")
    runner.leave(question, "one tab")
    assert not runner.wait(question, 0.3).over
    runner.leave(question, "another")
    state = runner.wait(question, PATIENCE)
    assert (state.status, state.abandoned) == ("cancelled", True)


def test_a_question_that_waits_is_dropped_without_having_run(runner, running):
    running(ALWAYS)
    question = runner.submit("glance", {"n": "waiting"}, "me", wanted=SHOWN)
    runner.look(question, "a tab")
    runner.leave(question, "a tab")
    state = runner.wait(question, PATIENCE)
    assert (state.status, state.abandoned, state.started) == ("cancelled", True, None)


def test_a_closed_tab_says_nothing_and_its_question_is_dropped_all_the_same(
    runner, running, monkeypatch
):
    monkeypatch.setitem(job.PATIENCE, SHOWN, 0.6)
    question = running(SHOWN)
    for _ in range(4):
        runner.look(question, "a tab")
        assert not runner.wait(question, 0.3).over
    assert runner.wait(question, PATIENCE).abandoned


def test_what_was_ordered_goes_on_when_its_page_is_left(runner, running):
    for wanted in (PRESENT, ALWAYS):
        ordered = running(wanted)
        runner.look(ordered, "a tab")
        runner.leave(ordered, "a tab")
        assert not runner.wait(ordered, 0.3).over
        runner.cancel(ordered)
        state = runner.wait(ordered, PATIENCE)
        assert (state.status, state.abandoned) == ("cancelled", False)  # that was a person


def test_what_was_ordered_lasts_as_long_as_its_learner_is_there(runner, running, monkeypatch):
    monkeypatch.setitem(job.PATIENCE, PRESENT, 0.6)
    ordered = running(PRESENT)
    for _ in range(4):
        runner.present("me")
        assert not runner.wait(ordered, 0.3).over
    runner.present("somebody else")
    assert runner.wait(ordered, PATIENCE).abandoned


def test_an_order_joins_a_pages_question_and_keeps_it(runner, running):
    question = running(SHOWN)
    payload = runner.state(question).payload
    assert runner.submit("glance", payload, "me", wanted=ALWAYS) == question
    runner.look(question, "a tab")
    runner.leave(question, "a tab")
    assert not runner.wait(question, 0.3).over


def test_questions_of_pages_do_not_use_up_what_a_learner_may_order(runner, running):
    running(ALWAYS)
    asked = [
        runner.submit("glance", {"n": f"asked {n}"}, "me", wanted=SHOWN)
        for n in range(board.MOST_SHOWN)
    ]
    ordered = runner.submit("glance", {"n": "ordered"}, "me")
    with pytest.raises(LabError, match="You already have"):
        runner.submit("glance", {"n": "one more"}, "me", wanted=SHOWN)
    for one in asked:  # the learner goes on to another page, which asks at once
        runner.look(one, "a tab")
        runner.leave(one, "a tab")
    asked.append(runner.submit("glance", {"n": "next page"}, "me", wanted=SHOWN))
    for one in (*asked, ordered):
        runner.cancel(one)
        assert runner.wait(one, PATIENCE).status == "cancelled"
