"""What a school copies to run a cluster (`assets/cluster`): checked as far as that goes here."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess

import pytest
import yaml

from core.jobs.engine import ADDRESS
from core.paths import ROOT

FILES = ROOT / "assets" / "cluster"
OPT = "/opt/transfer-learning-lab"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    units = []
    for unit in FILES.glob("*.service"):
        units.append(tmp_path / unit.name)
        units[-1].write_text(unit.read_text("utf-8").replace(OPT, str(ROOT)))
    assert len(units) == 3
    ran = subprocess.run(
        ["systemd-analyze", "verify", *map(str, units)], capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def options(program):
    """The options that Dask's program knows."""
    from distributed.cli import dask_scheduler, dask_worker

    command = {"scheduler": dask_scheduler, "worker": dask_worker}[program].main
    return {name for one in command.params for name in (*one.opts, *one.secondary_opts)}


def commands():
    for unit in FILES.glob("lab-[sw][co]*.service"):
        said = re.search(r"^ExecStart=\S+/dask (\w+) (.*)$", unit.read_text("utf-8"), re.M)
        yield said[1], said[2].split()
    spec = yaml.safe_load((FILES / "kubernetes.yaml").read_text("utf-8"))["spec"]
    for part in (spec["scheduler"], spec["worker"]):
        program, *given = part["spec"]["containers"][0]["args"]
        yield program, given


def test_dask_knows_every_option_that_is_given():
    found = list(commands())
    assert sorted(program for program, _ in found) == ["scheduler"] * 2 + ["worker"] * 2
    for program, given in found:
        assert {one for one in given if one.startswith("--")} <= options(program)


def test_the_settings_name_what_the_app_reads():
    said = (FILES / "cluster.env").read_text("utf-8")
    assert re.findall(r"^(\w+)=", said, re.M)[0] == ADDRESS
    assert {"TLL_DATA_DIR", "TLL_CACHE_DIR", "KERAS_HOME"} <= set(
        re.findall(r"^(\w+)=", said, re.M)
    )


def test_the_job_of_slurm_starts_a_worker_that_finds_the_lab():
    jobqueue = pytest.importorskip("dask_jobqueue")
    spec = importlib.util.spec_from_file_location("slurm", FILES / "slurm.py")
    slurm = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(slurm)
    with slurm.cluster(jobqueue.SLURMCluster) as cluster:
        script = cluster.job_script()
    assert f"export PYTHONPATH={OPT}" in script
    assert f"{OPT}/.venv/bin/python -m distributed.cli.dask_worker tcp://" in script
    assert "--nthreads 1" in script and "#SBATCH -t 04:00:00" in script
