"""A worker of a cluster that others run: what it does when it joins, and how it finds its peers.

Whoever runs the cluster starts plain Dask workers, in an environment in which the lab is installed;
the app welcomes each of them, also those that come later (`welcome`).
"""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import random
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from distributed import Lock, Status, Worker, WorkerPlugin

from core import peers
from core.jobs import versions

NAME = "transfer-learning-lab"  # of the plugin
ANSWER_WITHIN = 5.0  # seconds, for everything that waits for a peer
LOOK_EVERY = 1.0  # seconds between two looks at Cancel while another worker has its turn
SLOTS = 4096  # a scheduler never forgets a lock: so there are no more than these
T = TypeVar("T")


def welcome() -> WorkerPlugin:
    """What Dask hands to every worker.  It travels by value: a worker that has no lab says so and
    goes on with whatever else it does."""

    class Welcome(WorkerPlugin):
        name = NAME

        async def setup(self, worker: Worker) -> None:
            import importlib
            import platform

            try:
                member = importlib.import_module("core.jobs.member")
                await member.join(worker)
            except Exception:  # of whatever kind: it is not ours to break
                python = ".".join(platform.python_version_tuple()[:2])
                await worker.set_resources(**{'tll {"python": "' + python + '"}': 1})

    return Welcome()


async def join(worker: Worker) -> None:
    """Become one of the peers and offer to work."""
    leave_the_global_generator_alone()
    worker.handlers.update({"tll_offer": _offer, "tll_piece": _piece})
    peers.join(_Others(worker))
    if not versions.at_home(worker.state.total_resources):
        await _offer_work(worker, versions.offered(versions.here()))


async def _offer_work(worker: Worker, resource: str) -> None:
    """Offer what an app asks for.  A scheduler gives out work that nobody could do when a worker
    begins to run, not when it comes by a resource: so the worker pauses for that."""
    if resource in worker.state.total_resources:
        return  # set once more, the scheduler would forget that it is in use
    if running := worker.status == Status.running:
        worker.status = Status.paused
    await worker.set_resources(**{resource: 1})
    if running:
        worker.status = Status.running


def leave_the_global_generator_alone() -> None:
    """Give Dask a generator of its own.  Its heartbeat measures the size of collections with draws
    from `random`, from which Keras takes its seeds: runs with equal seeds would differ."""
    sizeof = importlib.import_module("dask.sizeof")
    vars(sizeof)["random"] = random.Random(0)


# -- what a worker answers its peers ------------------------------------------------------------


async def _offer(name: str) -> dict[str, Any] | None:
    path = peers.located(name)
    if path is None:
        return None
    stat = path.stat()
    checksum = await asyncio.to_thread(_sha256, path, stat.st_size, stat.st_mtime_ns)
    return {"size": stat.st_size, "sha256": checksum}


@lru_cache(maxsize=256)
def _sha256(path: Path, size: int, changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def _piece(name: str, start: int) -> bytes:
    path = peers.located(name)
    if path is None:
        return b""
    with path.open("rb") as file:
        file.seek(start)
        return file.read(peers.PIECE)


# -- what it asks them --------------------------------------------------------------------------


class _Others:
    """The other workers of the cluster that have the same versions (`core.peers.Peers`).

    Used in the thread of a task; the worker's event loop speaks.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._loop = asyncio.get_running_loop()

    def _wait(self, speaking: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(speaking, self._loop).result()

    def offers(self, name: str) -> Iterator[peers.Offer]:
        asked: set[str] = {self._worker.address}
        while (answer := self._wait(self._first(name, asked))) is not None:
            address, said = answer
            asked.add(address)

            def piece(start: int, address: str = address) -> bytes:
                call = self._worker.rpc(address).tll_piece(name=name, start=start)
                return bytes(self._wait(asyncio.wait_for(call, ANSWER_WITHIN)))

            yield peers.Offer(said["size"], said["sha256"], piece)

    async def _first(self, name: str, asked: set[str]) -> tuple[str, dict[str, Any]] | None:
        """Whoever says first that they have the file."""
        known = (await self._worker.scheduler.identity(n_workers=-1))["workers"]
        asking = [
            asyncio.ensure_future(self._ask(address, name))
            for address, said in known.items()
            if address not in asked and versions.ours(said["resources"])
        ]
        try:
            for answered in asyncio.as_completed(asking):
                address, said = await answered
                if said is not None:
                    return address, said
            return None
        finally:
            for one in asking:
                one.cancel()

    async def _ask(self, address: str, name: str) -> tuple[str, dict[str, Any] | None]:
        try:
            call = self._worker.rpc(address).tll_offer(name=name)
            return address, await asyncio.wait_for(call, ANSWER_WITHIN)
        except Exception:  # it went away, or does not listen
            return address, None

    @contextmanager
    def turn(self, name: str, waiting: Callable[[], None]) -> Iterator[None]:
        slot = int(hashlib.sha256(name.encode()).hexdigest(), 16) % SLOTS
        lock = Lock(f"tll-{slot}", scheduler_rpc=self._worker.scheduler, loop=self._worker.loop)
        while not lock.acquire(timeout=LOOK_EVERY):
            waiting()
        try:
            yield
        finally:
            lock.release()
