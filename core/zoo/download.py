"""Download Keras' official ImageNet weights into Keras' own folder (light).

How a file is transferred is `core.download`'s business; here is which file, where it belongs, and
what a learner is told.
"""

from __future__ import annotations

from pathlib import Path

from core import download as transfer
from core.download import Trouble
from core.messages import LabError, Message, msg
from core.paths import keras_models
from core.work import Cancelled, Document, Report, heard
from core.zoo import catalog, reachability, weights


def download(
    backbone_id: str,
    report: Report,
    base_url: str | None = None,
    timeout: float = 20.0,
) -> Path:
    """Fetch the weights of a backbone unless they are here already; return the file.

    `report` gets ``{"kind": "download", "done": bytes, "total": bytes}`` as they arrive; what it
    raises stops the download, and the next one goes on from there.  `base_url` (or
    $TLL_WEIGHTS_URL) is a folder that holds the files under Keras' own names, such as a mirror
    inside a school.  `timeout` is how many seconds the server may stay silent.
    Raises LabError with what to do, in every case where the file is not whole at the end.
    """
    state = weights.state(backbone_id)
    if state.kind == "ready" and state.path is not None:
        return state.path
    entry = catalog.get(backbone_id)
    if not entry.source.url:
        raise LabError(state.message)
    target = keras_models() / entry.source.name
    try:
        transfer.fetch(
            reachability.address(backbone_id, base_url),
            target,
            lambda file: weights.whole(backbone_id, file),
            report,
            timeout,
        )
    except Trouble as trouble:
        # a school's proxy refuses what it blocks
        if trouble.kind in (transfer.REFUSED, transfer.SILENT, transfer.UNREACHABLE):
            reachability.remember(False)
        raise LabError(
            "The weights of {backbone} could not be downloaded. {why} Try again, or place the "
            "file {name} by hand at {path}.",
            backbone=entry.title,
            why=_why(trouble, timeout),
            name=target.name,
            path=str(target),
        ) from trouble
    reachability.remember(True)
    return target


def _why(trouble: Trouble, timeout: float) -> Message:
    if trouble.kind == transfer.REFUSED:
        return msg("The server answered {code}.", code=trouble.detail)
    if trouble.kind == transfer.SILENT:
        return msg(
            "The server was silent for {seconds:# second|# seconds}.", seconds=round(timeout, 1)
        )
    if trouble.kind == transfer.UNREACHABLE:
        return msg("The server could not be reached.")
    if trouble.kind == transfer.WRONG:
        return msg("What arrived is not the published file.")
    if trouble.kind == transfer.UNWRITABLE:
        return msg("The file could not be written: {reason}.", reason=trouble.detail)
    return msg("The transfer broke off; what has arrived is kept and the next try goes on from it.")


def download_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Fetch the ImageNet weights of ``payload["backbone"]`` into Keras' own folder."""
    return {"path": str(download(payload["backbone"], heard(report, cancelled)))}
