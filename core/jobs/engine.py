"""The private cluster as a program: ``python -m core.jobs.engine``, started by the launcher.

One process holds scheduler and nanny, the nanny keeps one worker process with one thread.  The
invitation to its scheduler (`core.jobs.private`) is the only line on stdout, a pipe to the
launcher; everything else goes to stderr, which is a file.
"""

from __future__ import annotations

import asyncio
import os
import time

from distributed import Nanny, Security

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
        async with Nanny(
            scheduler.address,
            worker_class=PrivateWorker,
            security=security,
            host=LOOPBACK,
            nthreads=1,
            memory_limit=0,
            dashboard=False,
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
