"""A cluster that asks for certificates: made as `docs/operations.md` says, set as `cluster.env`."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess

import dask
import pytest

from bench.hosts import Lab
from core.jobs.runner import DaskRunner
from core.paths import ROOT
from tests.patience import PATIENCE

FILES = ROOT / "assets" / "cluster"
PLACE = "/etc/transfer-learning-lab"


def made(folder):
    """A certificate of a new authority, by the commands of the document."""
    folder.mkdir()
    lines = (ROOT / "docs" / "operations.md").read_text("utf-8").splitlines()
    commands = [line.strip() for line in lines if line.startswith("    openssl ")]
    assert len(commands) == 3
    for command in commands:
        subprocess.run(shlex.split(command), cwd=folder, check=True, capture_output=True)
    return folder


def settings(folder):
    """What cluster.env sets for TLS, with the certificates of a folder."""
    lines = (FILES / "cluster.env").read_text("utf-8").splitlines()
    pairs = dict(line.split("=", 1) for line in lines if line.startswith("DASK_DISTRIBUTED"))
    assert len(pairs) == 8
    return {name: value.replace(PLACE, str(folder)) for name, value in pairs.items()}


@pytest.fixture(scope="module")
def place_with_tls(place):
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    for name in ("school", "stranger"):
        made(place / name)
    return place


@pytest.fixture(scope="module")
def address(place_with_tls):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TLL_DATA_DIR", str(place_with_tls / "app"))
        lab = Lab(place_with_tls, more=settings(place_with_tls / "school"), protocol="tls")
        lab.host().worker()
        yield lab.address
        lab.close()


@pytest.fixture
def app(address, place_with_tls, monkeypatch):
    """The app with the certificates of one of the two."""
    runners = []

    def run(name):
        for variable, value in settings(place_with_tls / name).items():
            monkeypatch.setenv(variable, value)
        monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", address)
        dask.config.refresh()
        runners.append(DaskRunner("task_table"))
        return runners[-1]

    yield run
    for runner in runners:
        runner.close()
    monkeypatch.undo()
    dask.config.refresh()


def test_with_certificates_of_one_authority_all_speak_to_each_other(app, address, place):
    runner = app("school")
    assert address.startswith("tls://")
    there = runner.wait(runner.submit("folders", {}, "me"), PATIENCE)
    assert there.status == "done", str(there.error)
    assert there.result["data"] != os.environ["TLL_DATA_DIR"]
    at_home = runner.wait(runner.submit("at_home", {}, "me"), PATIENCE)
    assert at_home.result["data"] == str(place / "app")


def test_another_authority_is_refused_with_a_sentence(app, address):
    runner = app("stranger")
    end = runner.wait(runner.submit("folders", {}, "me"), PATIENCE)
    assert end.status == "failed"
    assert address in str(end.error) and "its certificate and ours do not fit" in str(end.error)
