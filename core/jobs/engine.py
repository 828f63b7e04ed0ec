"""The private cluster as a program: ``python -m core.jobs.engine``, started by the launcher.

One process holds the scheduler and a nanny for each lane (`core.jobs.lanes`); each nanny keeps one
worker process with one thread.  The
invitation to its scheduler (`core.jobs.private`) is the only line on stdout, a pipe to the
launcher; everything else goes to stderr, which is a file.
"""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import AsyncExitStack

from distributed import Nanny, Security

from core.jobs.lanes import LANES
from core.jobs.preload import die_with_server
from core.jobs.private import PrivateScheduler, PrivateWorker, invitation
from core.paths import cache_dir

LOOPBACK = "127.0.0.1"
WITHOUT_WORKER = 30.0  # seconds after which the nanny has evidently failed to bring one up


async def serve() -> None:
    """Run until killed, or until no worker can be kept alive."""
    security = Security.temporary()
    async with PrivateScheduler(
        host=LOOPBACK, port=0, dashboard=False, security=security
    ) as scheduler:
        print(invitation(scheduler.address, security), flush=True)
        os.dup2(2, 1)  # what workers print must not fill a pipe that nobody reads
        async with AsyncExitStack() as nannies:
            await asyncio.gather(
                *(nannies.enter_async_context(_nanny(scheduler, name)) for name in LANES.values())
            )
            seen = time.monotonic()
            while time.monotonic() - seen < WITHOUT_WORKER:
                await asyncio.sleep(1)
                if len(scheduler.workers) == len(LANES):
                    seen = time.monotonic()


def _nanny(scheduler: PrivateScheduler, lane: str) -> Nanny:
    return Nanny(
        scheduler.address,
        name=lane,
        resources={lane: 1},
        worker_class=PrivateWorker,
        security=scheduler.security,
        host=LOOPBACK,
        nthreads=1,
        memory_limit=0,
        dashboard=False,
        local_directory=str(cache_dir("dask")),
        preload=["core.jobs.preload"],
    )


if __name__ == "__main__":
    die_with_server()
    asyncio.run(serve())
