"""A race on two hosts with four workers, one of them killed: the same numbers as one worker's."""

from __future__ import annotations

import os
import subprocess
import sys

import psutil
import pytest

from bench.hosts import Lab, of_their_own
from core.jobs.runner import DaskRunner
from core.paths import ROOT
from core.transfer.recipe import Recipe
from tests.patience import PATIENCE

NETWORKS = "TLL_TEST_NETWORKS"  # set in the run that stands in a network of its own
FULL = pytest.mark.skipif(
    not os.environ.get("TLL_FULL"), reason="five workers with TensorFlow: set TLL_FULL=1"
)
SMALL = Recipe(backbone="squeezenet", per_class=20, val_per_class=10, test_per_class=20, size=96)
RACE = {
    "frozen": SMALL.but(epochs=8, seed=1),
    "other seed": SMALL.but(epochs=8, seed=2),
    "tuned": SMALL.but(epochs=6, unfreeze=1, seed=1),
    "probe": SMALL.but(head="probe", seed=1),
}


def race(runner, until_first_epoch=lambda: None):
    """The results of the race by name, and how often a training was begun again."""
    recipes = {name: recipe.to_json() for name, recipe in RACE.items()}
    found, again, seen = {}, [], []

    def heard(_, event):
        if event["kind"] == "result":
            found[event["run"]] = event["result"]
        again.extend([event] if event.get("phase") == "again" else [])
        if event["kind"] == "epoch" and event["run"] == "tuned" and not seen:
            seen.append(event)
            until_first_epoch()

    runner.on_event = heard
    job = runner.submit("series", {"recipes": recipes, "series": "race"}, "me")
    end = runner.wait(job, PATIENCE)
    assert end.status == "done", str(end.error)
    assert not end.result["refused"]
    return found, len(again)


@FULL
def test_two_hosts_and_four_workers_come_to_the_numbers_of_one(
    tmp_path, monkeypatch, as_after_setup
):
    """A worker that is killed with -9 in the middle costs time only, and those that join later are
    used."""
    if not os.environ.get(NETWORKS) and (before := of_their_own()):
        ran = subprocess.run(
            [*before, sys.executable, "-m", "pytest", "-p", "no:cacheprovider", __file__],
            cwd=ROOT,
            env=os.environ | {NETWORKS: "1"},
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0 and "1 passed" in ran.stdout, ran.stdout[-3000:]
        return
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path / "app"))
    as_after_setup(tmp_path / "host1" / "cache", photos=True)  # the app's machine has none of it
    as_after_setup(tmp_path / "host2" / "cache")
    lab = Lab(tmp_path, networks=bool(os.environ.get(NETWORKS)))
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", lab.address)
    runner = DaskRunner()
    try:
        hosts = [lab.host(), lab.host()]
        hosts[0].worker()
        alone, again = race(runner)
        assert not again
        for file in hosts[0].cache.glob("activations/*"):
            file.unlink()
        hosts[0].worker(), hosts[1].worker(), hosts[1].worker()

        def kill():
            [part] = [one for one in runner._parts.values() if '"unfreeze": 1' in one.payload]
            psutil.Process(part.pid).kill()

        together, again = race(runner, kill)
        assert again == 1
        for name, result in alone.items():
            there = together[name]
            assert [row["epoch"] for row in there["history"]] == [
                row["epoch"] for row in result["history"]
            ]
            for mine, theirs in zip(result["history"], there["history"], strict=True):
                for measure in ("loss", "val_loss", "accuracy", "val_accuracy"):
                    assert theirs[measure] == pytest.approx(mine[measure], abs=1e-4), name
            assert there["test_accuracy"] == pytest.approx(result["test_accuracy"], abs=1e-4)
        assert any(list(host.cache.glob("activations/*.npy")) for host in hosts)
        # photos came from the other host
        assert list(hosts[1].cache.glob("datasets/cifar10/manifest.json"))
    finally:
        runner.close()
        lab.close()
