"""Files that a command line names, looked at before any work begins (light)."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

from core import disk, images
from core.commands import output
from core.messages import LabError, Message, msg
from core.picture_files import named
from core.translations import Words

PHOTO = f"a {named()} file"  # in a command's help


def photo(name: str, say: Words) -> Any:
    """A photo from a path, uint8 [h, w, 3]; see `images.decode`, whose notes are told."""
    found = images.decode(contents(name), name)
    for note in found.notes:
        output.tell(f"{name}: {say(note)}")
    return found.pixels


def contents(name: str) -> bytes:
    """The bytes of a file.  Raises LabError when it is not there or cannot be read."""
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise LabError(refused(error, name)) from None
    except ValueError:  # a null character in the name
        raise LabError(_missing(name)) from None


def writable(option: str, name: str, inputs: tuple[str | None, ...] = ()) -> Path:
    """Where `option` wants a file to be written.

    Raises LabError for a folder that is not there, what cannot be written, and what would write
    over one of the `inputs`.
    """
    path = Path(name)
    if not path.parent.is_dir():
        raise LabError("There is no folder {folder}.", folder=str(path.parent))
    if path.is_dir() or not path.name:
        raise LabError(
            "{option} takes the name of a file; {path} is a folder.", option=option, path=name
        )
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise LabError(_forbidden(name))
    if any(path.exists() and given and path.samefile(given) for given in inputs):
        raise LabError(
            "{option} would write over the file {path}. Give another name.",
            option=option,
            path=name,
        )
    return path


def folder(option: str, path: Path) -> None:
    """Make the folder into which `option` wants files to be written, if it is not there.

    Raises LabError when that cannot be.
    """
    if path.exists() and not path.is_dir():
        raise LabError(
            "{option} takes the name of a folder; {path} is a file.", option=option, path=str(path)
        )
    path.mkdir(parents=True, exist_ok=True)
    if not os.access(path, os.W_OK):
        raise LabError(_forbidden(str(path)))


def refused(error: OSError, name: str = "") -> Message:
    """What the system refused, as a sentence."""
    path = name or str(error.filename or "")
    if isinstance(error, FileNotFoundError):
        return _missing(path)
    if isinstance(error, PermissionError):
        return _forbidden(path)
    if isinstance(error, IsADirectoryError):
        return msg("“{file}” cannot be read: it is a folder.", file=path)
    if error.errno == errno.ENOSPC:
        return disk.full()
    reason = error.strerror or str(error)
    if not path:
        return msg("The system refused: {reason}.", reason=reason)
    return msg("“{file}” cannot be read or written: {reason}.", file=path, reason=reason)


def _missing(path: str) -> Message:
    return msg("“{file}” cannot be read: there is no such file.", file=path)


def _forbidden(path: str) -> Message:
    return msg("{path} may not be read or written. Choose another place.", path=path)
