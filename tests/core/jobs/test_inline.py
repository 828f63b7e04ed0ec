"""The inline runner against the real one: the same tasks, payloads and ends."""

from __future__ import annotations

import errno
import os
import threading
from importlib import import_module

import pytest

from core.jobs.inline import InlineRunner
from core.messages import LabError
from tests.patience import PATIENCE


@pytest.fixture
def inline(place):
    return InlineRunner("task_table")


@pytest.mark.parametrize(
    "kind, payload",
    [
        ("count", {"steps": 4}),
        ("explain", {}),
        ("stumble", {}),
        ("not_json", {}),
        ("bad_event", {}),
        ("stop", {}),
        ("no such task", {}),
    ],
)
def test_both_runners_come_to_the_same_end(runner, inline, kind, payload):
    far = runner.wait(runner.submit(kind, payload, "me"), PATIENCE)
    near = inline.state(inline.submit(kind, payload, "me"))
    for name in ("kind", "owner", "status", "payload", "position", "events", "over"):
        assert getattr(near, name) == getattr(far, name)
    for error in filter(None, (near.error, far.error)):  # each unforeseen one has a name of its own
        error.values.pop("name", None)
    assert near.error == far.error
    assert repr(near.result) == repr(far.result)  # NaN is not equal to itself
    assert near.submitted <= near.started <= near.finished


def test_both_runners_have_the_same_face(runner, inline):
    def face(one):
        return {name for name in dir(one) if not name.startswith("_")}

    assert face(inline) == face(runner)


def test_it_runs_here_and_now(inline):
    state = inline.state(inline.submit("here", {}, "me"))
    assert state.result == {"pid": os.getpid()}
    assert inline.alive() and inline.memory() == {"worker": 0} and inline.seen()["can_run"]
    inline.close()


def test_events_are_heard_as_they_come(place):
    heard = []
    inline = InlineRunner("task_table", on_event=lambda job, event: heard.append((job.id, event)))
    job = inline.submit("count", {"steps": 3}, "me")
    assert heard == [(job, event) for event in inline.state(job).events]
    assert len(heard) == 3


def test_on_finish_is_called_once_for_each_end(place):
    ends = []
    inline = InlineRunner("task_table", on_finish=ends.append)
    jobs = [inline.submit(kind, {"steps": 1}, "me") for kind in ("count", "explain", "stop")]
    assert [end.id for end in ends] == jobs
    assert [end.status for end in ends] == ["done", "failed", "cancelled"]


def test_another_thread_may_cancel(inline, until):
    def cancel():
        until(lambda: inline.jobs("me") and inline.jobs("me")[0].events)
        inline.cancel(inline.jobs("me")[0].id)

    thread = threading.Thread(target=cancel)
    thread.start()
    state = inline.state(inline.submit("hold", {}, "me"))
    thread.join()
    assert state.status == "cancelled" and state.result["steps"] > 0


def test_one_job_is_found_without_the_others_and_an_unknown_one_is_none(inline):
    job_id = inline.submit("here", {}, "me")
    assert inline.find(job_id) == inline.state(job_id)
    assert inline.find("nobody’s") is None


def test_an_unknown_job_is_explained(inline):
    with pytest.raises(LabError, match="not known any more"):
        inline.state("0" * 32)


def disk_full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def closed(*_):
    raise PermissionError(errno.EACCES, "Permission denied", "/there/a.npy")


@pytest.mark.parametrize(
    ("task", "said"), [(disk_full, "The disk is full"), (closed, "/there/a.npy may not be written")]
)
def test_a_task_that_cannot_write_says_why(inline, monkeypatch, task, said):
    monkeypatch.setitem(import_module("task_table").TASKS, "here", task)
    state = inline.state(inline.submit("here", {}, "me"))
    assert state.status == "failed" and said in str(state.error)


@pytest.mark.parametrize("broken", ["no folder", "no file"])
def test_where_not_even_the_log_can_be_written_the_job_still_ends(
    inline, monkeypatch, tmp_path, broken
):
    cache = tmp_path / "cache"
    if broken == "no folder":
        cache.touch()
    else:
        (cache / "logs" / "jobs.log").mkdir(parents=True)
    monkeypatch.setenv("TLL_CACHE_DIR", str(cache))
    state = inline.state(inline.submit("stumble", {}, "me"))
    assert state.status == "failed" and str(cache) in str(state.error)
