"""A connection to the cluster that runs jobs: our own engine, or the one named in the environment.

``DASK_SCHEDULER_ADDRESS`` names a cluster that others run.  Each of its workers is welcomed
(`core.jobs.member`), and works if its versions are ours (`core.jobs.versions`); the engine lends it
one worker more, which has the files of this machine.  Whoever reaches a ``tcp://`` scheduler
runs code there; one at ``tls://`` asks for a certificate.  Dask itself reads which: the
environment variables ``DASK_DISTRIBUTED__COMM__TLS__CA_FILE``, ``…__TLS__CLIENT__CERT`` and
``…__TLS__CLIENT__KEY`` (paths of PEM files), or the same names in a file of its configuration.

Only the runner's thread uses it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from distributed import CancelledError, Client, Future, KilledWorker

from core.jobs import member, versions
from core.jobs.engine import ADDRESS
from core.jobs.execute import Outcome, lost, unexpected
from core.jobs.lanes import HOME, LANES
from core.jobs.launcher import Engine
from core.jobs.private import accept
from core.jobs.seen import Seen, seen
from core.jobs.state import FAILED
from core.jobs.worker import TOPIC
from core.messages import LabError, Message, msg

TLS = "DASK_DISTRIBUTED__COMM__TLS__"
ANSWER_WITHIN = 5.0  # seconds, for everything that waits for the scheduler
TAKE_RESULT_WITHIN = 10.0

OnEvent = Callable[[str, str, dict[str, Any]], None]  # job id, sign (see worker.run), event


@dataclass(frozen=True)
class Machine:
    """A worker of a cluster of others, as the scheduler knows it."""

    address: str
    memory: int  # resident bytes
    fits: bool  # it may be given work
    differs: Message | None  # why it may not; None with `fits` False: it has not said it yet


class Cluster:
    """One scheduler, reached through one client.  Raises LabError when it cannot be reached."""

    def __init__(self, table: str, on_event: OnEvent) -> None:
        self._table = table
        self.seen = Seen()
        self._client: Client | None = None
        # What Dask says about a lost scheduler is for its developers; the job says it in words.
        for name in ("distributed", "distributed.client"):  # Dask gives the second a level, too
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._engine: Engine | None = None
        address, security = os.environ.get(ADDRESS, ""), None
        self.private = not address  # an engine of our own, which we may restart
        self.reinforced = False  # one more worker for long work has been asked for
        try:
            if self.private:
                self._engine = Engine(table)
                address, security = accept(self._engine.invitation())
            self._client = Client(
                address, security=security, timeout=ANSWER_WITHIN, set_as_default=False
            )
            self._client.subscribe_topic(TOPIC, lambda event: _pass_on(event[1], on_event))
            if not self.private:
                _check(self._client, address)
                self._client.register_plugin(member.welcome())
                self._engine = Engine(table)
        except (OSError, ValueError, TypeError) as error:  # TypeError: tls:// without certificates
            self.close()
            raise LabError(_unreachable(address)) from error
        except BaseException:
            self.close()
            raise

    def healthy(self) -> bool:
        """False when this cluster is lost and must be replaced by a new one."""
        assert self._client is not None and self._engine is not None
        engine_alive = not self.private or self._engine.alive()
        return engine_alive and self._client.status == "running"

    def workers(self) -> int:
        """How many jobs fit at once: one for each worker.  Raises LabError where there are workers
        and none of them has our versions."""
        if self.private:
            assert self._client is not None
            there = self._client.scheduler_info(n_workers=-1)["workers"] if self.reinforced else ()
            return max(len(LANES), len(there))
        known = self.machines()
        wrong = [one.differs for one in known if one.differs]
        if wrong and len(wrong) == len(known):
            raise LabError(
                "No worker of the cluster fits this app. {differences}. Install the same versions "
                "there and start the workers again.",
                differences=wrong,
            )
        return sum(one.fits for one in known)

    def reinforce(self, on: bool) -> None:
        """One more worker for long work in a private cluster, or back to one for each lane."""
        assert self._engine is not None
        self._engine.reinforce(on)
        self.reinforced = on

    def machines(self) -> list[Machine]:
        """The workers of a cluster of others, without those that web processes lend it."""
        assert self._client is not None
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        return [
            _machine(address, said)
            for address, said in workers.items()
            if not versions.at_home(said["resources"])
        ]

    def look(self) -> None:
        """Ask the scheduler who is there: `seen` once it has answered.  Does not wait for that."""
        client = self._client
        assert client is not None and client.loop is not None

        async def ask() -> None:
            scheduler: Any = client.scheduler
            with contextlib.suppress(Exception):  # asked again soon
                self.seen = seen(await scheduler.identity(n_workers=-1), self.private)

        client.loop.add_callback(ask)

    def submit(self, job_id: str, kind: str, payload: str, lane: str) -> Future[str]:
        """Hand over a job to the worker of a lane, in a cluster of others to any that fits."""
        assert self._client is not None and self._engine is not None
        if lane == HOME and not self._engine.alive():
            self._engine = Engine(self._table)
        if not self.private:
            lane = versions.home() if lane == HOME else versions.offered(versions.here())
        return self._client.submit(
            _in_worker("run"),
            job_id,
            self._table,
            kind,
            payload,
            pure=False,
            resources={lane: 1},
        )

    def take(self, future: Future[str]) -> Outcome:
        """How a job has ended: waits for the outcome, which is there or about to come."""
        try:
            return Outcome.from_text(future.result(timeout=TAKE_RESULT_WITHIN))
        except (KilledWorker, CancelledError, TimeoutError):
            return lost()
        except Exception as error:
            return Outcome(FAILED, error=unexpected(error))

    def cancel(self, job_id: str) -> None:
        """Tell every worker that this job should stop; does not wait for answers, which a worker
        that holds the interpreter lock cannot give."""
        client = self._client
        assert client is not None and client.loop is not None

        async def tell() -> None:
            with contextlib.suppress(Exception):  # told again at the next look
                await client.run(_in_worker("cancel"), job_id, on_error="ignore")

        client.loop.add_callback(tell)

    def end_worker(self, pid: int) -> None:
        """End a worker of a private cluster, whatever it does; its nanny starts a new one."""
        assert self._engine is not None
        self._engine.end_worker(pid)

    def memory(self, pid: int | None = None) -> int:
        """Resident bytes of the largest worker, or (private) of one."""
        if self.private:
            assert self._engine is not None
            return self._engine.memory(pid)
        return max((one.memory for one in self.machines()), default=0)

    def close(self) -> None:
        """Leave the cluster with what we have lent it; a private one ends.  May be called again."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):  # the scheduler may be dead: nothing to save
                client.close(timeout=2)
        if self._engine:
            self._engine.stop()


def _unreachable(address: str) -> Message:
    if address.startswith("tls:"):
        return msg(
            "No Dask scheduler answers at {address}, or its certificate and ours do not fit. "
            "Check that it runs, that {variable} names it, and that {files} name the files of "
            "the certificates.",
            address=address,
            variable=ADDRESS,
            files=f"{TLS}CA_FILE, {TLS}CLIENT__CERT, {TLS}CLIENT__KEY",
        )
    return msg(
        "No Dask scheduler answers at {address}. Check that it runs and that {variable} names it.",
        address=address,
        variable=ADDRESS,
    )


def _check(client: Client, address: str) -> None:
    """Raise LabError for a scheduler that does not understand us."""
    assert client.scheduler is not None
    said = client.sync(client.scheduler.versions)
    theirs = {
        "python": ".".join(said["host"]["python"].split(".")[:2]),
        "distributed": said["packages"]["distributed"],
    }
    ours = {name: versions.here()[name] for name in theirs}
    if theirs != ours:
        raise LabError(
            "The Dask scheduler at {address} has other versions than this app. {difference}. "
            "Install the same versions there and start it again.",
            address=address,
            difference=versions.difference(address, theirs | {"lab": versions.here()["lab"]}),
        )


def _machine(address: str, said: dict[str, Any]) -> Machine:
    theirs = versions.read(said["resources"])
    fits = theirs == versions.here()
    differs = None if fits or theirs is None else versions.difference(address, theirs)
    return Machine(address, int(said["metrics"].get("memory", 0)), fits, differs)


def _in_worker(name: str) -> Callable[..., Any]:
    """A function of `core.jobs.worker`, looked up where it runs.  Named here it would travel by
    value, with globals of its own, once Streamlit has imported that module again after an edit."""
    return lambda *arguments: getattr(import_module("core.jobs.worker"), name)(*arguments)


def _pass_on(message: dict[str, str], on_event: OnEvent) -> None:
    on_event(message["job"], message["sign"], json.loads(message["event"]))
