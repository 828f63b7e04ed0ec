"""What makes the private cluster private: a secret for each start, and no door without it.

Scheduler, nanny and worker take pickles, that is code, from whoever may speak to them, and every
user of the machine reaches their ports on loopback.  So they speak TLS and demand, in both
directions, the one certificate that the engine makes when it starts.  Its key is in no command
line, environment or file of ours: the server hears it through the pipe on which the engine
answers, the worker through its nanny's.  (OpenSSL reads keys from files only: for that moment Dask
writes a temporary one, which the owner alone can read.)
"""

from __future__ import annotations

import json
from typing import Any

from distributed import Scheduler, Security, Worker


class _WithoutWeb:
    """Dask serves pages about its tasks on one more port, to anybody.  Nobody here needs them."""

    def start_http_server(self, *_: Any, **__: Any) -> None: ...


class PrivateScheduler(_WithoutWeb, Scheduler):
    pass


class PrivateWorker(_WithoutWeb, Worker):
    pass


def invitation(address: str, security: Security) -> str:
    """The line that lets a client in: where, and with which certificate and key."""
    tls = security.get_tls_config_for_role("client")
    return json.dumps({"address": address, "certificate": tls["cert"], "key": tls["key"]})


def accept(line: str) -> tuple[str, Security]:
    """Address and security for a `Client`, from an `invitation`."""
    said = json.loads(line)
    return said["address"], Security(
        require_encryption=True,
        tls_ca_file=said["certificate"],
        tls_client_cert=said["certificate"],
        tls_client_key=said["key"],
    )
