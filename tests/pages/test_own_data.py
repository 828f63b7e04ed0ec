"""Runs and settings belong to one learner, and can all be deleted."""

import time

from core.jobs.state import CANCELLED, JobState
from core.runs.store import Run
from dashboard import record, services
from dashboard.components.learner_id import valid


def test_two_browsers_are_two_learners(visit):
    one, other = visit(), visit()
    assert valid(one.session_state["learner"])
    assert one.session_state["learner"] != other.session_state["learner"]


def test_an_id_is_only_accepted_in_its_form():
    assert valid("0123456789abcdef" * 2)
    assert not valid("../../etc/passwd")
    assert not valid("A" * 32)
    assert not valid(None)


def test_only_my_runs_are_deleted(visit):
    log = services.store()
    app = visit()
    mine, other = app.session_state["learner"], "f" * 32
    log.add(Run(owner=mine, kind="train", status="done"))
    log.add(Run(owner=other, kind="train", status="done"))
    app.button(key="delete_mine").click().run()
    assert log.runs(owner=mine)  # asking is not deleting
    services.forget_learner(mine)
    assert log.runs(owner=mine) == []
    assert len(log.runs(owner=other)) == 1


def test_a_job_that_stops_after_the_deletion_leaves_no_run(visit):
    app = visit()
    mine = app.session_state["learner"]
    job_id = services.runner().submit("train", services.first_recipe().to_json(), mine)
    services.forget_learner(mine)
    job = services.runner().wait(job_id, 240)
    assert job.over
    time.sleep(0.5)  # the run would be written by the runner's thread, just after the end
    assert services.store().runs(owner=mine) == []


def test_a_run_holds_the_whole_result():
    result = {
        "recipe": {"backbone": "squeezenet"},
        "environment": {"python": "3"},
        "test_accuracy": 0.5,
        "history": [{"epoch": 1}],
        "predictions": {"index": [1]},
        "seconds": {"total": 1.0},
        "notes": [],
    }
    job = JobState("a" * 32, "train", "b" * 32, CANCELLED, payload={"seed": 3}, result=result)
    run = record.run_of(job)
    assert (run.id, run.owner, run.status, run.seed) == (job.id, job.owner, "cancelled", 3)
    assert record.result_of(run) == result
