"""A connection to the cluster that runs jobs: our own engine, or the one named in the environment.

Only the runner's thread uses it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

from distributed import Client, Future

from core.jobs.launcher import Engine
from core.jobs.worker import TOPIC
from core.messages import LabError, msg

ADDRESS = "DASK_SCHEDULER_ADDRESS"
ANSWER_WITHIN = 5.0  # seconds, for everything that waits for the scheduler

OnEvent = Callable[[str, str, dict[str, Any]], None]  # job id, sign (see worker.run), event


class Cluster:
    """One scheduler, reached through one client.  Raises LabError when it cannot be reached."""

    def __init__(self, table: str, on_event: OnEvent) -> None:
        self._table = table
        self._client: Client | None = None
        # What Dask says about a lost scheduler is for its developers; the job says it in words.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        given = os.environ.get(ADDRESS)
        self._engine = None if given else Engine(table)
        try:
            address = given or self._engine.address()  # type: ignore[union-attr]
            self._client = Client(address, timeout=ANSWER_WITHIN, set_as_default=False)
            self._client.subscribe_topic(TOPIC, lambda event: _pass_on(event[1], on_event))
        except (OSError, ValueError) as error:
            self.close()
            raise LabError(
                msg(
                    "No Dask scheduler answers at {address}. Check that it runs and that "
                    "{variable} names it.",
                    address=address,
                    variable=ADDRESS,
                )
            ) from error
        except BaseException:
            self.close()
            raise

    @property
    def private(self) -> bool:
        """True for an engine of our own, which we may restart."""
        return self._engine is not None

    def healthy(self) -> bool:
        """False when this cluster is lost and must be replaced by a new one."""
        assert self._client is not None
        engine_alive = self._engine is None or self._engine.alive()
        return engine_alive and self._client.status == "running"

    def slots(self) -> int:
        """How many jobs fit at once: one for each worker."""
        assert self._client is not None
        if self._engine:
            return 1
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def submit(self, job_id: str, kind: str, payload: str) -> Future:
        assert self._client is not None
        return self._client.submit(
            _in_worker("run"), job_id, self._table, kind, payload, pure=False
        )

    def cancel(self, job_id: str) -> None:
        """Tell every worker that this job should stop; does not wait for answers, which a worker
        that holds the interpreter lock cannot give."""
        client = self._client
        assert client is not None and client.loop is not None

        async def tell() -> None:
            with contextlib.suppress(Exception):  # told again at the next look
                await client.run(_in_worker("cancel"), job_id, on_error="ignore")

        client.loop.add_callback(tell)

    def memory(self) -> int:
        """Resident bytes of the largest worker."""
        if self._engine:
            return self._engine.memory()
        assert self._client is not None
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        return max((int(one["metrics"]["memory"]) for one in workers), default=0)

    def close(self) -> None:
        """Leave the cluster; a private one ends.  May be called again."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):  # the scheduler may be dead: nothing to save
                client.close(timeout=2)
        if self._engine:
            self._engine.stop()


def _in_worker(name: str) -> Callable[..., Any]:
    """A function of `core.jobs.worker`, looked up where it runs.  Named here it would travel by
    value, with globals of its own, once Streamlit has imported that module again after an edit."""
    return lambda *arguments: getattr(import_module("core.jobs.worker"), name)(*arguments)


def _pass_on(message: dict[str, str], on_event: OnEvent) -> None:
    on_event(message["job"], message["sign"], json.loads(message["event"]))
