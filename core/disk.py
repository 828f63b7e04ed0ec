"""What is said when the disk is full, or a folder may not be written (light)."""

from __future__ import annotations

import errno
from pathlib import Path

from core.messages import LabError, Message, msg

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def full() -> Message:
    """What is said of a full disk."""
    return msg("The disk is full. Make room and try again.")


def refused(error: OSError) -> Message | None:
    """Why something could not be written, for a person who can do something about it; None for
    what is nobody's fault but ours."""
    if error.errno in _NO_ROOM:
        return full()
    if error.errno in _FORBIDDEN:
        return msg(
            "{path} may not be written ({reason}). Put its permissions right, or name "
            "other folders with the environment variables TLL_DATA_DIR and TLL_CACHE_DIR.",
            path=str(error.filename or ""),
            reason=error.strerror,
        )
    return None


def unwritable(path: Path, error: OSError, variable: str) -> LabError:
    """What is said of one of the two folders (`core.paths`), or of what has to be in it."""
    return LabError(
        "{path} cannot be made or written ({reason}). Make room there or put its permissions "
        "right, or name another folder with the environment variable {variable}.",
        path=str(path),
        reason=error.strerror or str(error),
        variable=variable,
    )
