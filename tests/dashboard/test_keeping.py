"""What finished work leaves in the run log, in whose name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.jobs.state import CANCELLED, DONE, LOST, JobState
from core.messages import msg
from core.runs.outbox import Outbox
from core.runs.store import Store
from core.transfer.recipe import Recipe
from dashboard.shell.keeping import BEGUN, MEASURED, Keeping


@pytest.fixture
def keeping(tmp_path):
    with Store(tmp_path / "runs.sqlite") as log:
        yield Keeping(log, Outbox(), {}, {})


def job(kind="train", status=DONE, result=None):
    return JobState("j" * 32, kind, "me", status, Recipe().to_json(), result=result, digest="d")


def test_a_training_becomes_a_run_of_who_asked_for_it(keeping):
    keeping.finished(job(status=CANCELLED))
    (run,) = keeping.log.runs("me")
    assert (run.id, run.status) == ("j" * 32, CANCELLED)


def test_the_log_of_events_says_what_became_of_it_and_not_whose_it_is(keeping, monkeypatch):
    noted = []
    monkeypatch.setattr("core.events.note", lambda event, **said: noted.append((event, said)))
    lost = replace(job(status=LOST), submitted=1.0, started=3.0, finished=7.5)
    keeping.finished(replace(lost, error=msg("Gone: {name}", name="Ada")))
    keeping.finished(replace(job(status=CANCELLED), submitted=1.0, finished=3.0))
    (event, said), (_event, waited) = noted
    assert (event, said["kind"], said["outcome"]) == ("job", "train", LOST)
    assert (said["wait"], said["seconds"]) == (2.0, 4.5)
    assert said["error"] == "Gone: {name}" and said["who"] != "me" and "Ada" not in str(said)
    assert (waited["wait"], waited["seconds"]) == (2.0, 0.0)


def test_it_is_theirs_whom_the_browser_has_named_since(keeping):
    keeping.names["me"] = "somebody"
    keeping.finished(job())
    assert len(keeping.log.runs("somebody")) == 1 and not keeping.log.runs("me")


def test_who_has_deleted_everything_is_left_nothing(keeping):
    keeping.forgotten["me"] = "new"
    keeping.finished(job())
    keeping.finished(job("trick", result={}))
    keeping.heard(job("trick"), {"kind": "ran", "run": {"n": 1}, "of": 2})
    assert not keeping.log.runs(None)
    assert keeping.log.get_setting("me", MEASURED + "d") is None
    assert keeping.log.get_setting("me", BEGUN + "d") is None


def test_what_there_is_of_an_experiment_is_kept_until_all_of_it_is_there(keeping):
    for number in (1, 2, 2):
        keeping.heard(job("trick"), {"kind": "ran", "run": {"n": number}, "of": 3})
    begun = {"runs": [{"n": 1}, {"n": 2}], "of": 3}
    assert keeping.log.get_setting("me", BEGUN + "d") == begun
    keeping.finished(job("trick", result={"runs": 3}))
    assert keeping.log.get_setting("me", MEASURED + "d") == {"runs": 3}
    assert keeping.log.get_setting("me", BEGUN + "d") is None


def test_each_result_of_a_series_is_a_run(keeping):
    payload = {"series": "race-1", "recipes": {}}
    under_way = JobState("j", "series", "me", "running", payload)
    result = {"recipe": Recipe(seed=3).to_json(), "test_accuracy": 0.5}
    keeping.heard(under_way, {"kind": "result", "run": "a", "result": result})
    (run,) = keeping.log.runs("me", series="race-1")
    assert run.seed == 3 and run.metrics["test_accuracy"] == 0.5
