"""What the members of a ZIP are called, whichever tool has written their names (light)."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Sequence

from core.datasets.upload import name_codes
from core.images import shown_name
from core.messages import LabError

_SAYS_UTF8 = 0x800
_UNICODE_PATH = 0x7075  # the extra field of Info-ZIP: version, CRC of the name, the name in UTF-8


def names(contents: Sequence[zipfile.ZipInfo]) -> tuple[list[str], str]:
    """The name of every member, and the code in which those were that did not say theirs.

    zipfile takes such names for the code page of the first PCs, which loses nothing.
    """
    told = [_told(info) for info in contents]
    silent = [_raw(info) for info, name in zip(contents, told, strict=True) if name is None]
    read, code = name_codes.read(silent)
    guessed = iter(read)
    return [next(guessed) if name is None else name for name in told], code


def _raw(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("cp437")


def _told(info: zipfile.ZipInfo) -> str | None:
    """The name where the ZIP says how it is written; a Unicode path counts for the name that it
    was made for only."""
    if info.flag_bits & _SAYS_UTF8:
        return info.orig_filename
    at, extra, own = 0, info.extra, struct.pack("<BL", 1, zlib.crc32(_raw(info)))
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        at += 4 + length
        if kind == _UNICODE_PATH and extra[at - length : at].startswith(own):
            return extra[at - length + len(own) : at].decode("utf-8", "replace")
    return None


def parts(name: str) -> tuple[str, ...]:
    """The folders and the file of a member, a folder's ending in "".  Windows' separators count as
    well as ZIP's own.  Raises LabError for a name that leads out of the ZIP."""
    plain = name.replace("\\", "/")
    found = tuple(part for part in plain.split("/") if part not in ("", "."))
    if plain.startswith("/") or re.match("[A-Za-z]:/", plain) or ".." in found:
        raise LabError(
            "“{file}” in the ZIP points to a place outside of it. The ZIP was not read: pack "
            "the folders of photos again, with plain names.",
            file=shown_name(name) or "?",
        )
    return (*found, "") if plain.endswith("/") or not found else found
