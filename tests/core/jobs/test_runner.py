"""What a page relies on, on a real scheduler and worker."""

from __future__ import annotations

import inspect
import json
import os
import threading
from pathlib import Path

import pytest

from core.jobs import board
from core.jobs.runner import DaskRunner
from core.messages import LabError
from tests.patience import PATIENCE


def test_a_job_runs_in_a_warm_worker_with_all_cores(runner):
    state = runner.wait(runner.submit("where", {}, "me"), PATIENCE)
    assert state.status == "done", state.error
    assert state.result["pid"] != os.getpid()
    assert state.result["warm"] == ["warm"]
    assert state.result["omp"] == os.environ.get("OMP_NUM_THREADS", str(os.cpu_count()))
    assert state.result["own_generator"] and not state.result["tensorflow"]
    assert state.submitted <= state.started <= state.finished
    assert state.payload == {} and state.error is None and state.position == 0 and state.over


def test_progress_arrives_complete_in_order_and_before_the_end(runner):
    for _ in range(5):
        state = runner.wait(runner.submit("count", {"steps": 300}, "me"), PATIENCE)
        assert [event["epoch"] for event in state.events] == list(range(300))


def test_progress_can_be_seen_while_the_job_runs(runner, until, tmp_path):
    job = runner.submit("hold", {"until": str(tmp_path / "go")}, "me")
    until(lambda: runner.state(job).events)
    assert runner.state(job).status == "running"
    (tmp_path / "go").touch()
    assert runner.wait(job, PATIENCE).status == "done"


def test_cancel_stops_a_running_job_and_keeps_what_it_had(runner, until):
    job = runner.submit("hold", {}, "me")
    until(lambda: runner.state(job).events)
    runner.cancel(job)
    state = runner.wait(job, PATIENCE)
    assert (state.status, state.error) == ("cancelled", None)
    assert state.result["steps"] > 0
    runner.cancel(job)  # once more is no harm
    runner.cancel("no such job")
    assert runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE).status == "done"


def test_a_waiting_job_is_cancelled_without_having_run(runner, until, tmp_path):
    first = runner.submit("hold", {}, "me")
    second = runner.submit("hold", {"log": str(tmp_path / "log")}, "me")
    until(lambda: runner.state(first).events)
    runner.cancel(second)
    state = runner.wait(second, PATIENCE)
    assert (state.status, state.started, state.result) == ("cancelled", None, {})
    assert runner.state(first).status == "running"
    runner.cancel(first)
    runner.wait(first, PATIENCE)
    assert not (tmp_path / "log").exists()


def test_jobs_wait_in_line_and_know_their_place(runner, until):
    first = runner.submit("hold", {}, "a")
    second = runner.submit("hold", {"of": "b"}, "b")
    third = runner.submit("hold", {"another": 1}, "a")
    until(lambda: runner.state(first).status == "running")
    assert [runner.state(job).position for job in (first, second, third)] == [0, 1, 2]
    assert [job.id for job in runner.jobs("a") if not job.over] == [first, third]
    runner.cancel(first)
    until(lambda: runner.state(second).status == "running")
    assert runner.state(third).position == 1
    for job in (second, third):
        runner.cancel(job)
        runner.wait(job, PATIENCE)


def test_equal_work_of_one_learner_under_way_is_joined_and_never_doubled(runner, tmp_path):
    log, go = tmp_path / "log", tmp_path / "go"
    work = {"log": str(log), "until": str(go)}
    clicks = [runner.submit("hold", work, "me", "playground") for _ in range(3)]
    assert len(set(clicks)) == 1
    assert runner.state(clicks[0]).origin == "playground"
    stopped = runner.submit("hold", {}, "me")
    runner.cancel(stopped)
    again = runner.submit("hold", {}, "me")  # what is being stopped is not joined
    assert again != stopped
    go.touch()
    assert runner.wait(clicks[0], PATIENCE).status == "done"
    runner.cancel(again)
    assert runner.wait(again, PATIENCE).status == "cancelled"
    assert log.read_text().count("started") == 1
    anew = runner.submit("hold", work, "me")  # what is over is done again when asked for
    assert anew != clicks[0] and runner.wait(anew, PATIENCE).status == "done"


def test_the_queue_has_bounds_and_says_so(runner, monkeypatch):
    mine = [runner.submit("hold", {"n": n}, "greedy") for n in range(board.MOST_OF_ONE)]
    with pytest.raises(LabError, match="You already have"):
        runner.submit("hold", {"n": "one more"}, "greedy")
    others = [runner.submit("hold", {}, f"learner {n}") for n in range(8)]
    monkeypatch.setattr(board, "MOST_WAITING", len(mine + others))
    with pytest.raises(LabError, match="The queue is full"):
        runner.submit("hold", {}, "late")
    for job in reversed(mine + others):
        runner.cancel(job)
    for job in mine + others:
        assert runner.wait(job, PATIENCE).status == "cancelled"
    assert runner.wait(runner.submit("count", {"steps": 1}, "greedy"), PATIENCE).status == "done"


def test_an_error_in_words_arrives_as_it_was_raised(runner):
    state = runner.wait(runner.submit("explain", {}, "me"), PATIENCE)
    assert (state.status, state.result) == ("failed", None)
    assert state.error.template == "There are only {count} images."
    assert state.error.values == {"count": 3}


@pytest.mark.parametrize("kind, error", [("stumble", "ZeroDivisionError"), ("not_json", "TypeErr")])
def test_an_unforeseen_error_is_told_and_its_traceback_is_in_the_log(runner, kind, error):
    state = runner.wait(runner.submit(kind, {}, "me"), PATIENCE)
    assert state.status == "failed"
    assert error in str(state.error)
    log = Path(state.error.values["path"]).read_text()
    assert "Traceback" in log and error in log and state.error.values["name"] in log
    assert runner.alive()


def test_an_unknown_task_lists_the_known_ones(runner):
    state = runner.wait(runner.submit("dance", {}, "me"), PATIENCE)
    assert "dance" in str(state.error) and "count, hold" in str(state.error)


def test_what_is_not_plain_json_is_refused_at_once(runner):
    with pytest.raises(TypeError):
        runner.submit("count", {"steps": Path()}, "me")


def test_on_finish_has_returned_before_anybody_sees_the_end(runner, until):
    seen, gate = [], threading.Event()

    def keep(state):
        gate.wait(20)
        seen.append((state, threading.current_thread()))

    runner.on_finish = keep
    job = runner.submit("count", {"steps": 2}, "me")
    until(lambda: len(runner.state(job).events) == 2)
    assert not runner.wait(job, 0.2).over
    gate.set()
    state = runner.wait(job, PATIENCE)
    runner.on_finish = None
    assert [one for one, _ in seen] == [state]
    assert seen[0][1] is not threading.main_thread()


def test_a_failing_on_finish_does_not_stop_the_runner(runner):
    runner.on_finish = lambda state: 1 / 0
    assert runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE).status == "done"
    runner.on_finish = None
    assert runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE).status == "done"


def test_many_threads_share_the_runner(runner):
    ends = []

    def learner(name):
        for _ in range(3):
            ends.append(runner.wait(runner.submit("count", {"steps": 5}, name), PATIENCE))

    threads = [threading.Thread(target=learner, args=(f"learner {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(state.status, len(state.events)) for state in ends] == [("done", 5)] * 24


def test_snapshots_are_json_where_they_travel_and_do_not_change(runner):
    before = runner.submit("count", {"steps": 3}, "me")
    early = runner.state(before)
    late = runner.wait(before, PATIENCE)
    assert early.status in ("queued", "running") and late.status == "done"
    json.dumps([late.result, late.events, late.payload])


def test_a_job_nobody_knows_is_explained(runner):
    with pytest.raises(LabError, match="not known any more"):
        runner.state("0" * 32)


def test_finished_jobs_are_forgotten_after_a_while(runner, monkeypatch):
    monkeypatch.setattr(board, "MOST_KEPT", 2)
    jobs = []
    for _ in range(5):
        jobs.append(runner.submit("count", {"steps": 1}, "forgetful"))
        runner.wait(jobs[-1], PATIENCE)
    known = [job.id for job in runner.jobs("forgetful")]
    assert known == jobs[-3:]  # two that were over when the last one came, and the last


def test_memory_is_the_workers(runner):
    runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE)
    before = runner.memory()["worker"]
    assert before > 10 * 2**20
    runner.wait(runner.submit("fill_memory", {"bytes": 100 * 2**20}, "me"), PATIENCE)
    assert runner.memory()["worker"] > before + 90 * 2**20


def test_an_operator_sees_queue_and_workers(runner, until, tmp_path, monkeypatch):
    monkeypatch.setattr("core.jobs.runner.SEEN_EVERY", 0.05)
    held = runner.submit("hold", {"until": str(tmp_path / "go")}, "me")
    waits = runner.submit("count", {"steps": 2}, "me")
    until(lambda: runner.state(held).status == "running")
    until(lambda: runner.seen()["can_run"])
    seen = runner.seen()
    assert seen["jobs"] == 2 and seen["dashboard"] is None
    lanes = {row["lane"]: row for row in seen["queue"]}
    assert (lanes["long"]["running"], lanes["long"]["waiting"]) == (1, 1)
    assert lanes["long"]["kinds"] == ["hold"] and lanes["short"]["waiting"] == 0
    assert [one["name"] for one in seen["workers"]] == ["long", "short"]
    assert "me" not in map(str, seen.values())
    (tmp_path / "go").touch()
    runner.wait(waits, PATIENCE)


def test_streamlit_can_cache_a_runner(runner):
    assert not inspect.isawaitable(runner)


def test_close_can_be_repeated_and_a_closed_runner_says_so(place):
    runner = DaskRunner("task_table")
    job = runner.submit("hold", {}, "me")
    runner.close()
    runner.close()
    assert not runner.alive() and runner.memory() == {"worker": 0}
    assert runner.state(job).status == "lost"
    with pytest.raises(LabError, match="being closed"):
        runner.submit("hold", {}, "me")
