"""A real runner on a real scheduler and worker, with tasks that do not need TensorFlow."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.jobs.runner import DaskRunner

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Folders of this module's own, and the task table where worker and test find it."""
    folder = tmp_path_factory.mktemp("jobs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TLL_CACHE_DIR", str(folder / "cache"))
        patch.setenv("PYTHONPATH", str(HERE), prepend=os.pathsep)
        patch.delenv("DASK_SCHEDULER_ADDRESS", raising=False)
        patch.syspath_prepend(str(HERE))
        yield folder


@pytest.fixture(scope="module")
def runner(place):
    """One runner for the tests of a module; every test must find it working, whatever happened."""
    runner = DaskRunner("task_table")
    yield runner
    runner.close()
