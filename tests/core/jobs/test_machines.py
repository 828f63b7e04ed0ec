"""More than one machine: two hosts with two workers each, which share no folder, and an app.

On loopback; the last tests run the others once more with hosts in networks of their own.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from bench.hosts import Lab, of_their_own
from bench.hosts import end as ended
from core.datasets import own, stored
from core.jobs import cluster
from core.jobs.runner import DaskRunner
from core.paths import ROOT
from tests.patience import PATIENCE
from tests.sample import FULL

OTHER_VERSIONS = textwrap.dedent(
    """
    from core.jobs import versions

    OTHERS = versions.here() | {"numpy": "1.0", "lab": "0.0.9+0123abcd"}
    versions.here = lambda: OTHERS
    """
)
ANOTHER_APP = textwrap.dedent(
    """
    import json
    from core.jobs.runner import DaskRunner
    from core.runs.store import Store

    if __name__ == "__main__":
        runner = DaskRunner("task_table")
        jobs = [runner.submit(kind, {}, "you") for kind in ("folders", "at_home")]
        ends = [runner.wait(job, 300) for job in jobs]
        print(json.dumps([end.result for end in ends]))
        runner.close()
    """
)
NETWORKS = "TLL_TEST_NETWORKS"  # set in the run that stands in a network of its own


@pytest.fixture(scope="module")
def app(place):
    """The folders of the app's machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TLL_DATA_DIR", str(place / "app"))
        yield place / "app"


@pytest.fixture(scope="module")
def lab(app, place):
    (place / "other_versions.py").write_text(OTHER_VERSIONS)
    lab = Lab(place, bool(os.environ.get(NETWORKS)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASK_SCHEDULER_ADDRESS", lab.address)
        yield lab
    lab.close()


@pytest.fixture(scope="module")
def hosts(lab):
    return [lab.host(), lab.host()]


@pytest.fixture(scope="module")
def runner(hosts):
    runner = DaskRunner("task_table")
    yield runner
    runner.close()


@pytest.fixture
def four(runner, hosts, until):
    """Two workers on each host: also after a test that ended one."""
    for host in hosts:
        while len(host.workers) < 2:
            host.worker()
    until(lambda: [one.fits for one in machines(runner)] == [True] * 4)


def machines(runner):
    """The workers of the cluster, with those that get no work; none before it is there."""
    return runner._cluster.machines() if runner._cluster else []


def submit(runner, *jobs):
    return [runner.submit(kind, payload, f"learner {n}") for n, (kind, payload) in enumerate(jobs)]


def results(runner, jobs):
    ends = [runner.wait(job, PATIENCE) for job in jobs]
    assert [end.status for end in ends] == ["done"] * len(ends), [str(end.error) for end in ends]
    return [end.result for end in ends]


def test_several_jobs_run_at_once_and_none_where_the_app_is(runner, four, until, hosts, tmp_path):
    ready = tmp_path / "ready"
    holds = [("hold", {"n": n, "until": str(ready)}) for n in range(3)]
    jobs = submit(runner, *holds, ("glance", {"until": str(ready)}))
    until(lambda: all(runner.state(job).events for job in jobs))
    ready.touch()
    assert len({found["pid"] for found in results(runner, jobs)}) == 4
    [found] = results(runner, submit(runner, ("folders", {})))
    assert found["cache"] in {str(host.cache) for host in hosts}


def test_what_needs_the_files_of_the_app_is_done_where_they_are(runner, four, app):
    [found] = results(runner, submit(runner, ("at_home", {})))
    assert found["data"] == str(app)
    assert len(machines(runner)) == 4  # that worker is none of the cluster's


def test_a_worker_that_dies_costs_only_time(runner, four, until, tmp_path):
    payload = {"log": str(tmp_path / "log"), "until": str(tmp_path / "ready")}
    [job] = submit(runner, ("hold", payload))
    until(lambda: runner.state(job).events)
    first = runner.state(job).events[0]["pid"]
    os.kill(first, signal.SIGKILL)
    (tmp_path / "ready").touch()
    [found] = results(runner, [job])
    assert found["pid"] != first
    # Dask itself begins it once more, unasked: that attempt is stopped
    assert (tmp_path / "log").read_text().split().count("started") in (2, 3)
    told = [event.get("phase") for event in runner.state(job).events]
    assert told.count("again") == 1


def test_what_its_trainings_came_to_outlives_a_worker(runner, four, until, tmp_path):
    """And what was told of the unfinished one is not told twice."""
    log = tmp_path / "log"
    payload = {"names": ["a", "b"], "log": str(log), "until": str(tmp_path / "ready")}
    [job] = submit(runner, ("some_told", payload))
    until(lambda: sum(e["kind"] == "epoch" for e in runner.state(job).events) == 3)
    os.kill(runner.state(job).events[0]["pid"], signal.SIGKILL)
    (tmp_path / "ready").touch()
    [found] = results(runner, [job])
    assert [run["name"] for run in found["runs"]] == ["a", "b"]
    # Dask's own attempt begins at the first one and is stopped; ours goes on where it stood
    assert log.read_text().split() in (["a", "b", *again, "b"] for again in ([], ["a"], ["a", "b"]))
    epochs = [e["epoch"] for e in runner.state(job).events if e["kind"] == "epoch"]
    assert epochs == [1, 2, 3, 4]


def test_activations_are_made_once_and_found_by_all(runner, four, hosts):
    jobs = submit(runner, *[("frozen", {"key": "0" * 32, "n": n}) for n in range(4)])
    found = results(runner, jobs)
    assert sum(one["made"] for one in found) == 1
    assert len({one["sum"] for one in found}) == 1
    assert len({one["cache"] for one in found}) == 2  # four jobs, two hosts: one has it copied
    files = [host.cache / "activations" / f"{'0' * 32}.npy" for host in hosts]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_photos_of_a_learner_reach_workers_for_a_while(runner, four, hosts, app, monkeypatch):
    dataset = "own-0123456789abcdef"
    place = own.folder(dataset)
    place.mkdir()
    photos = np.random.default_rng(3).integers(0, 256, (24, 8, 8, 3), np.uint8)
    stored.write(place, photos, np.arange(24) % 2, 16, "a test")
    np.save(place / own.GROUPS, np.arange(24))
    own.write(place, {"id": dataset, "owner": "me", "title": "Cats", "created": 0.0})
    jobs = submit(runner, *[("lent", {"dataset": dataset, "n": n}) for n in range(2)])
    for found in results(runner, jobs):
        assert found["digest"] == own.load(dataset).digest
        assert found["title"] == "Cats"
        assert found["data"] in {str(host.data) for host in hosts}
    copies = [host.data / "datasets" / dataset for host in hosts]
    copies = [copy for copy in copies if copy.exists()]
    assert copies and all(copy.stat().st_mode & 0o777 == 0o700 for copy in copies)
    monkeypatch.setenv("TLL_DATA_DIR", str(copies[0].parents[1]))  # as that worker, later
    own.give_back()
    assert copies[0].exists()
    monkeypatch.setattr(own, "LENT_SECONDS", -1)
    own.give_back()
    assert not copies[0].exists()


def test_a_worker_that_joins_is_used_and_one_that_differs_is_not(
    runner, four, until, hosts, place, tmp_path
):
    preload = ["--preload", str(place / "other_versions.py")]
    differs = hosts[0].worker(preload)
    # where the lab is not installed
    bare = hosts[0].worker(more={"PYTHONPATH": os.pathsep.join(filter(None, sys.path[:0]))})
    fifth = hosts[1].worker()
    until(lambda: sum(one.fits for one in machines(runner)) == 5)
    until(lambda: sum(one.differs is not None for one in machines(runner)) == 2)
    said = " ".join(str(one.differs) for one in machines(runner) if one.differs)
    assert "numpy 1.0" in said and f"numpy {np.__version__}" in said
    assert "0.0.9+0123abcd" in said and "no Transfer Learning Lab" in said
    until(lambda: sum(bool(one["differs"]) for one in runner.seen()["workers"]) == 2)
    assert sum(one["fits"] for one in runner.seen()["workers"]) == 5  # as the status page says it
    ready = tmp_path / "ready"
    holds = [("hold", {"n": n, "until": str(ready)}) for n in range(4)]
    jobs = submit(runner, *holds, ("glance", {"until": str(ready)}))
    until(lambda: all(runner.state(job).events for job in jobs))
    ready.touch()
    assert len({found["pid"] for found in results(runner, jobs)}) == 5
    for process in (differs, bare, fifth):
        ended(process)


def test_where_no_worker_fits_a_job_says_which_versions_differ(runner, four, monkeypatch):
    ours = cluster.versions.here()
    monkeypatch.setattr(cluster.versions, "here", lambda: ours | {"keras": "9.9"})
    end = runner.wait(runner.submit("folders", {}, "me"), PATIENCE)
    assert end.status == "failed"
    assert f": keras {ours['keras']} instead of keras 9.9" in str(end.error)
    assert len(end.error.values["differences"]) == 4


def test_a_scheduler_of_another_version_is_named(lab, monkeypatch):
    ours = cluster.versions.here()
    monkeypatch.setattr(cluster.versions, "here", lambda: ours | {"distributed": "1.2.3"})
    runner = DaskRunner("task_table")
    try:
        end = runner.wait(runner.submit("folders", {}, "me"), PATIENCE)
        assert end.status == "failed"
        assert "distributed 1.2.3" in str(end.error) and lab.address in str(end.error)
    finally:
        runner.close()


def test_two_web_processes_share_a_cluster_and_a_data_folder(runner, four, app, tmp_path):
    program = tmp_path / "app.py"
    program.write_text(ANOTHER_APP)
    path = os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])
    other = subprocess.Popen(
        [sys.executable, str(program)],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
    )
    mine = results(runner, submit(runner, *[("folders", {"n": n}) for n in range(8)]))
    theirs = json.loads(other.communicate(timeout=PATIENCE)[0])
    assert {found["data"] for found in mine} >= {theirs[0]["data"]}
    assert theirs[1]["data"] == str(app)
    assert results(runner, submit(runner, ("at_home", {})))[0]["data"] == str(app)


@pytest.mark.skipif(not FULL, reason="TLL_FULL=1: four of these tests once more")
def test_the_same_on_hosts_with_networks_of_their_own(place):
    before = of_their_own()
    if not before or os.environ.get(NETWORKS):
        pytest.skip("this machine lets us make no network namespace with an ip of its own")
    chosen = "at_once or costs_only_time or found_by_all or reach_workers"
    ran = subprocess.run(
        [*before, sys.executable, "-m", "pytest", "-k", chosen, "-p", "no:cacheprovider", __file__],
        cwd=ROOT,
        env=os.environ | {NETWORKS: "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert "4 passed" in ran.stdout
