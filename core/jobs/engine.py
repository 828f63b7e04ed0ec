"""Our part of a cluster as a program: ``python -m core.jobs.engine``, started by the launcher.

Where ``DASK_SCHEDULER_ADDRESS`` names a cluster of others, that is one worker, which has the files
of this machine (`core.jobs.lanes`): it makes and gives what the others have to find here.

Else it is the whole, private cluster: one process that holds the scheduler and a nanny for each
lane; each nanny keeps one worker process with one thread.  The invitation to its scheduler
(`core.jobs.private`) is the only line on stdout, a pipe to the launcher; everything else goes to
stderr, which is a file.
"""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from contextlib import AsyncExitStack
from typing import Any

import dask
from distributed import Nanny, Security
from distributed.comm.addressing import get_address_host
from distributed.utils import get_ip

from core.jobs import versions
from core.jobs.lanes import HOME, LANES
from core.jobs.preload import die_with_server
from core.jobs.private import PrivateScheduler, PrivateWorker, invitation
from core.paths import cache_dir

ADDRESS = "DASK_SCHEDULER_ADDRESS"
LOOPBACK = "127.0.0.1"
WITHOUT_WORKER = 30.0  # seconds after which the nanny has evidently failed to bring one up


async def serve() -> None:
    """Run until killed, or until no worker can be kept alive."""
    if address := os.environ.get(ADDRESS):
        await _lend(address)
    else:
        await _alone()


async def _lend(address: str) -> None:
    tls = dask.config.get("distributed.comm.tls")
    role = tls["worker" if tls["worker"]["cert"] else "client"]
    security = Security(
        require_encryption=address.startswith("tls:"),
        tls_worker_cert=role["cert"],
        tls_worker_key=role["key"],
    )
    os.dup2(2, 1)
    place = {"host": get_ip(get_address_host(address)), "resources": {versions.home(): 1}}
    # the name is taken when another web process shares the cluster
    async with _nanny(address, f"{HOME}-{uuid.uuid4().hex}", security, **place) as nanny:
        await nanny.finished()


async def _alone() -> None:
    security = Security.temporary()
    async with PrivateScheduler(
        host=LOOPBACK, port=0, dashboard=False, security=security
    ) as scheduler:
        print(invitation(scheduler.address, security), flush=True)
        os.dup2(2, 1)  # what workers print must not fill a pipe that nobody reads
        async with AsyncExitStack() as nannies:
            await asyncio.gather(
                *(
                    nannies.enter_async_context(
                        _nanny(
                            scheduler.address,
                            lane,
                            security,
                            host=LOOPBACK,
                            resources={lane: 1},
                        )
                    )
                    for lane in LANES.values()
                )
            )
            seen = time.monotonic()
            while time.monotonic() - seen < WITHOUT_WORKER:
                await asyncio.sleep(1)
                if len(scheduler.workers) == len(LANES):
                    seen = time.monotonic()


def _nanny(scheduler: str, name: str, security: Security, **place: Any) -> Nanny:
    return Nanny(
        scheduler,
        name=name,
        security=security,
        worker_class=PrivateWorker,
        nthreads=1,
        memory_limit=0,
        dashboard=False,
        local_directory=str(cache_dir("dask")),
        preload=["core.jobs.preload"],
        **place,
    )


if __name__ == "__main__":
    die_with_server()
    asyncio.run(serve())
