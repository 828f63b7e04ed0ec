"""A server's pulse, and what it says to whoever asks from outside: status and health."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from core.__main__ import main
from core.jobs.seen import Seen, seen
from core.operation import pulse, status
from core.operation.pulse import Pulse
from tests.patience import PATIENCE

LANE = {"waiting": 2, "running": 1, "kinds": ["train"], "oldest_wait_seconds": 4.0}
SAID = {
    "can_run": True,
    "jobs": 3,
    "queue": [{"lane": "short", **LANE}, {"lane": "long", **LANE}],
    "workers": [{"name": "long", "host": "here", "memory_mb": 900, "works": True}],
    "dashboard": None,
    "memory_mb": {"web": 300},
}


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    for name in ("data", "cache"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(f"TLL_{name.upper()}_DIR", str(tmp_path / name))
    return tmp_path


@pytest.fixture
def beating():
    """``beating(**other)``: a server whose first beat has been heard."""
    made = []

    def begin(**other):
        made.append(Pulse(lambda: SAID | other))
        until = time.monotonic() + PATIENCE
        while not pulse.servers() and time.monotonic() < until:
            time.sleep(0.01)

    yield begin
    for one in made:
        one.stop()


def answered(capsys, *arguments):
    code = main([*arguments])
    return code, capsys.readouterr().out


def test_without_a_server_jobs_cannot_run(capsys):
    code, said = answered(capsys, "health", "--json")
    assert code == 1
    assert json.loads(said) == {"can_run": False, "why": "no server runs on this data folder"}


def test_a_server_with_its_workers_is_healthy(beating, capsys):
    beating()
    assert answered(capsys, "health") == (0, "jobs can run\n")


def test_a_server_without_workers_is_not(beating, capsys):
    beating(can_run=False)
    code, said = answered(capsys, "health")
    assert code == 1 and "workers are starting" in said


def test_a_server_that_is_silent_or_has_ended_counts_as_gone(beating):
    beating()
    (file,) = pulse._folder().iterdir()
    assert pulse.servers()[0]["server"] == os.getpid()
    old = time.time() - pulse.SILENT - 1
    os.utime(file, (old, old))
    assert pulse.servers() == []


def test_who_stops_takes_the_file_along(beating):
    one = Pulse(lambda: SAID)
    one.stop()
    assert pulse.servers() == []


def test_a_server_that_cannot_look_at_itself_is_silent():
    def broken():
        raise OSError

    one = Pulse(broken)
    time.sleep(0.05)
    assert pulse.servers() == []
    one.stop()


def test_files_of_long_ago_are_tidied_away(beating):
    left = pulse._folder() / "other-1.json"
    left.write_text("{}")
    os.utime(left, (0, 0))
    beating()
    assert not left.exists()


def test_the_status_says_what_runs_what_is_stored_and_what_went_wrong(beating, folders, capsys):
    beating()
    (folders / "cache" / "activations").mkdir()
    (folders / "cache" / "activations" / "a.npy").write_bytes(bytes(3_000_000))
    now, old = datetime.now(UTC), datetime.now(UTC) - timedelta(hours=2)
    job = {"event": "job", "kind": "train", "wait": 2.0, "seconds": 4.0, "outcome": "done"}
    rows = [
        job | {"at": old.isoformat()},
        job | {"at": now.isoformat()},
        job | {"at": now.isoformat(), "wait": 4.0, "outcome": "lost", "error": "It {how}."},
        {"event": "error", "id": "ABC123", "where": "why", "type": "KeyError", "at": "2026"},
    ]
    (folders / "data" / "events.jsonl").write_text("\n".join(map(json.dumps, rows)))
    code, said = answered(capsys, "status", "--json")
    found = json.loads(said)
    assert code == 0 and found["can_run"]
    assert found["servers"][0]["queue"] == SAID["queue"]
    (row,) = found["jobs_of_the_last_hour"]
    assert (row["kind"], row["count"], row["failed"]) == ("train", 2, 1)
    assert (row["median_wait_seconds"], row["median_seconds"]) == (3.0, 4.0)
    assert [one.get("id") for one in found["errors"]] == ["ABC123", None]
    stored = {one["folder"]: one for one in found["stored"]}
    assert stored["cache/activations"]["mb"] == 3.0
    assert stored["cache/activations"]["budget_mb"] > 1000
    assert found["disk"][0]["free_mb"] > 0 and found["versions"]["streamlit"]


def test_the_status_in_lines(beating, capsys):
    beating(dashboard="http://127.0.0.1:8787/status")
    code, said = answered(capsys, "status")
    assert code == 0
    assert "jobs can run" in said and "2 wait" in said and "8787" in said


def test_what_a_scheduler_says_of_itself():
    metrics = {"memory": 5 * 10**8, "task_counts": {}}
    worker = {"name": "short", "host": "h", "metrics": metrics, "resources": {}}
    identity = {"workers": {"tcp://h:1": worker}, "services": {"dashboard": 8787}}
    found = seen(identity | {"address": "tls://10.0.0.7:8786"}, private=True)
    row = {"name": "short", "host": "h", "memory_mb": 500, "works": False}
    assert found.workers == [row | {"fits": True, "differs": None}]
    assert found.dashboard == "http://10.0.0.7:8787/status"
    assert found.can_run(private=False) and not found.can_run(private=True)
    assert not Seen().can_run(private=False) and not status.health()["can_run"]
