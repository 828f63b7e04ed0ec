"""Workers as jobs of Slurm: ``python slurm.py 8`` on a node that may submit jobs.

Needs ``dask-jobqueue`` in the environment of the lab.  It prints the address that
``DASK_SCHEDULER_ADDRESS`` of the app is to name, and keeps the cluster until Ctrl-C.
"""

from __future__ import annotations

import os
import signal
import sys

from dask_jobqueue import SLURMCluster
from distributed import Security

LAB = os.environ.get("LAB", "/opt/transfer-learning-lab")


def cluster(kind: type = SLURMCluster, security: Security | None = None):
    """A cluster whose workers have two cores and one task at a time, for four hours each."""
    return kind(
        cores=2,
        processes=1,
        memory="4GB",
        walltime="04:00:00",
        python=f"{LAB}/.venv/bin/python",
        job_script_prologue=[f"export PYTHONPATH={LAB}"],
        worker_extra_args=["--nthreads", "1", "--no-dashboard"],
        protocol="tls://" if security else "tcp://",
        security=security,
    )


if __name__ == "__main__":
    lab = cluster(security=Security())  # certificates as in cluster.env
    lab.scale(jobs=int(sys.argv[1]))
    print(f"DASK_SCHEDULER_ADDRESS={lab.scheduler_address}", flush=True)
    signal.pause()
