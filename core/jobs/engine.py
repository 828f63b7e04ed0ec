"""Our part of a cluster as a program: ``python -m core.jobs.engine``, started by the launcher.

Where ``DASK_SCHEDULER_ADDRESS`` names a cluster of others, that is one worker, which has the files
of this machine (`core.jobs.lanes`): it makes and gives what the others have to find here.

Else it is the whole, private cluster: one process that holds the scheduler and a nanny for each
lane; each nanny keeps one worker process with one thread.  The invitation to its scheduler
(`core.jobs.private`) is the only line on stdout, a pipe to the launcher; everything else goes to
stderr, which is a file.  On stdin the launcher asks for one more worker, and gives it back
(`core.jobs.reserve`).
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
import time
import uuid
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from typing import Any

import dask
from distributed import Nanny, Security
from distributed.comm.addressing import get_address_host
from distributed.utils import get_ip

from core.jobs import versions
from core.jobs.lanes import FURTHER, HOME, LANES
from core.jobs.launcher import MORE
from core.jobs.preload import die_with_server
from core.jobs.private import PrivateScheduler, PrivateWorker, invitation
from core.paths import cache_dir

ADDRESS = "DASK_SCHEDULER_ADDRESS"
LOOPBACK = "127.0.0.1"
WITHOUT_WORKER = 30.0  # seconds after which the nanny has evidently failed to bring one up
LOOK_EVERY = 0.5  # seconds
_more = threading.Event()  # whether one more worker is asked for


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

        def nanny(lane: str) -> Nanny:
            place = {"host": LOOPBACK, "resources": {lane: 1}}
            return _nanny(scheduler.address, lane, security, **place)

        async with AsyncExitStack() as nannies:
            await asyncio.gather(
                *(nannies.enter_async_context(nanny(lane)) for lane in LANES.values())
            )
            threading.Thread(target=_listen, daemon=True).start()
            further, seen = None, time.monotonic()
            while time.monotonic() - seen < WITHOUT_WORKER:
                await asyncio.sleep(LOOK_EVERY)
                if _more.is_set() and further is None:
                    further, seen = await _one_more(nanny(FURTHER)), time.monotonic()
                elif further is not None and not _more.is_set():
                    await further.close()
                    further = None
                awaited = {*LANES.values(), *([FURTHER] if further else ())}
                if awaited <= {worker.name for worker in scheduler.workers.values()}:
                    seen = time.monotonic()


async def _one_more(nanny: Awaitable[Nanny]) -> Nanny | None:
    """The further nanny, once its worker is there.  None where it cannot be brought up: the others
    have work to do, and it is not tried again before it is asked for again."""
    try:
        return await nanny
    except Exception:
        logging.getLogger(__name__).exception("the further worker did not come up")
        _more.clear()
        return None


def _listen() -> None:
    for line in sys.stdin:
        (_more.set if line.strip() == MORE else _more.clear)()


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
