"""Runs and settings belong to one learner, and can all be deleted."""

import secrets
import time

from core.jobs.state import CANCELLED, JobState
from core.paths import ROOT
from core.runs import record
from core.runs.store import Run
from core.transfer.recipe import Recipe
from dashboard.components.learner_id import valid
from dashboard.shell import runlog, services
from tests.patience import PATIENCE

SMALL = Recipe(
    dataset="digits", classes=("0", "1"), per_class=5, val_per_class=5, test_per_class=5,
    backbone="squeezenet", size=32, epochs=1, batch=4,
)  # fmt: skip


def test_two_browsers_are_two_learners(visit):
    one, other = visit(), visit()
    assert valid(one.session_state["learner"])
    assert one.session_state["learner"] != other.session_state["learner"]


def test_a_tab_behind_a_deletion_says_so_and_loses_nothing_that_is_started_there(visit):
    page = ROOT / "pages" / "playground" / "page.py"
    here = visit(page, locale="en-US", query=SMALL.to_query())
    old = here.session_state["learner"]
    new = services.forget_learner(old)  # in another tab of the same browser
    here.button(key="pg_train").click().run()
    assert not here.exception
    assert any("everything of yours was deleted" in info.value for info in here.info)
    assert here.session_state["learner"] == new
    assert services.runner().jobs(old) == []
    (job,) = services.runner().jobs(new)
    assert services.runner().wait(job.id, PATIENCE).status == "done"
    assert services.store().get(job.id).owner == new
    here.run()
    assert any("everything of yours was deleted" in info.value for info in here.info)
    here.switch_page("../pages/runs/page.py").run()
    assert not any("everything of yours" in info.value for info in here.info)


def test_quick_clicks_are_one_wish_until_their_answer_is_on_screen(visit):
    app = visit(ROOT / "pages" / "playground" / "page.py", locale="en-US", query=SMALL.to_query())
    owner = app.session_state["learner"]
    app.button(key="pg_train").click().run()
    assert len(services.runner().jobs(owner)) == 1
    app.session_state[services.CLICKED] = {
        job.digest: job.id for job in services.runner().jobs(owner)
    }  # as when the next click came before the page was drawn to its end
    app.button(key="pg_train").click().run()
    assert len(services.runner().jobs(owner)) == 1
    (job,) = services.runner().jobs(owner)
    services.runner().wait(job.id, PATIENCE)
    app.run()
    app.button(key="pg_train").click().run()  # with the answer on screen it is a new wish
    assert len(services.runner().jobs(owner)) == 2


def test_an_id_is_only_accepted_in_its_form():
    assert valid("0123456789abcdef" * 2)
    assert not valid("../../etc/passwd")
    assert not valid("A" * 32)
    assert not valid(None)


def test_only_my_runs_are_deleted(visit):
    log = services.store()
    app = visit()
    mine, other = app.session_state["learner"], secrets.token_hex(16)
    log.add(Run(owner=mine, kind="train", status="done"))
    log.add(Run(owner=other, kind="train", status="done"))
    app.button(key="delete_mine").click().run()
    assert log.runs(owner=mine)  # asking is not deleting
    # the button that cannot be undone is not the one that stands out
    assert app.button(key="delete_mine_now").proto.type == "secondary"
    app.button(key="delete_mine_not").click().run()
    assert log.runs(owner=mine)
    services.forget_learner(mine)
    assert log.runs(owner=mine) == []
    assert len(log.runs(owner=other)) == 1


def test_a_job_that_stops_after_the_deletion_leaves_no_run(visit):
    app = visit()
    mine = app.session_state["learner"]
    job_id = services.runner().submit("train", services.first_recipe().to_json(), mine)
    services.forget_learner(mine)
    job = services.runner().wait(job_id, PATIENCE)
    assert job.over
    time.sleep(0.5)  # the run would be written by the runner's thread, just after the end
    assert services.store().runs(owner=mine) == []


def test_what_was_started_before_the_browser_said_who_it_is_stays_theirs(monkeypatch):
    """On a slow machine the button can be quicker than the browser's answer."""
    own, session = "c" * 32, {"learner": "9" * 32}
    monkeypatch.setattr(services.st, "session_state", session)
    job_id = services.train(SMALL)
    services.recognise(own)
    assert session["learner"] == own
    assert [job.id for job in services.jobs()] == [job_id]
    assert services.runner().wait(job_id, PATIENCE).over
    time.sleep(0.5)  # the run is written by the runner's thread, just after the end
    assert [run.id for run in runlog.runs()] == [job_id]
    services.forget_learner(own)
    assert runlog.runs() == []


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
