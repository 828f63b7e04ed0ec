"""The private cluster as a program: ``python -m core.jobs.engine``, started by the launcher.

One process holds scheduler and nanny, the nanny keeps one worker process with one thread.  The
scheduler's address is the only line on stdout; everything else goes to stderr, which is a file.
"""

from __future__ import annotations

import asyncio
import os
import time

from distributed import Nanny, Scheduler

from core.jobs.preload import die_with_server
from core.paths import cache_dir

LOOPBACK = "127.0.0.1"
WITHOUT_WORKER = 30.0  # seconds after which the nanny has evidently failed to bring one up


async def serve() -> None:
    """Run until killed, or until no worker can be kept alive."""
    async with Scheduler(
        host=LOOPBACK, port=0, dashboard=False, dashboard_address=f"{LOOPBACK}:0"
    ) as scheduler:
        print(scheduler.address, flush=True)
        os.dup2(2, 1)  # what workers print must not fill a pipe that nobody reads
        async with Nanny(
            scheduler.address,
            host=LOOPBACK,
            nthreads=1,
            memory_limit=0,
            dashboard=False,
            dashboard_address=f"{LOOPBACK}:0",
            local_directory=str(cache_dir("dask")),
            preload=["core.jobs.preload"],
        ):
            seen = time.monotonic()
            while time.monotonic() - seen < WITHOUT_WORKER:
                await asyncio.sleep(1)
                if scheduler.workers:
                    seen = time.monotonic()


if __name__ == "__main__":
    die_with_server()
    asyncio.run(serve())
