"""Reading an untrusted ZIP without ever extracting it (light).

Its table of contents is judged first, every rule with a sentence of its own, then one member after
the other is read into memory under a limit.
"""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from core.images import shown_name
from core.messages import LabError, msg
from core.picture_files import MOST_MEGABYTES

MOST_ENTRIES = 8_000  # files and folders; a Mac's ZIP lists every photo twice
MOST_MEMBER = MOST_MEGABYTES * 1_000_000  # bytes of one file
MOST_BYTES = 2_000_000_000  # of all files, unpacked
MOST_RATIO = 100  # unpacked to packed; photos hardly shrink at all
SMALL = 65_536  # bytes: a file that unpacks to no more than this is no bomb, whatever its ratio
MOST_CONTENTS = 2_000_000  # bytes of the table of contents
_CHUNK = 65_536
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack without a limit
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_ARCHIVES = {".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".jar", ".cbz", ".iso"}
_ARCHIVE_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xfd7zXZ")
_JAPANESE = re.compile("[ぁ-んァ-ヶｦ-ﾟ一-龠]")

Members = dict[tuple[str, ...], zipfile.ZipInfo]  # folders and file name -> where it is


def members(path: Path) -> Members:
    """Every file in a ZIP, after all of them were found harmless.  Raises LabError otherwise."""
    with _open(path) as archive:
        judged = list(_judged(archive.infolist()))
    return {parts: info for info, parts in judged if not info.is_dir()}


def unpacked(
    path: Path, found: Members, wanted: Iterable[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """The wanted members, one at a time.  Raises LabError at the first one that is not sound."""
    with _open(path) as archive:
        for parts in wanted:
            data = _member(archive, found[parts], parts[-1])
            if data.startswith(_ARCHIVE_STARTS):
                raise _nested(parts[-1])
            yield parts, data


def limit(entries: int, total: int) -> None:
    """Raise LabError for more files, or more bytes in all of them, than are read here."""
    if entries > MOST_ENTRIES:
        raise LabError(
            msg(
                "There are more than {most} files in it. Use fewer photos: a few hundred of each "
                "class are plenty here.",
                most=MOST_ENTRIES,
            )
        )
    if total > MOST_BYTES:
        raise LabError(
            msg(
                "Unpacked, the files take more than {most} GB. Use fewer or smaller photos.",
                most=MOST_BYTES // 1_000_000_000,
            )
        )


def too_large(name: str) -> LabError:
    """What is said of a file beyond `MOST_MEMBER`."""
    return LabError(
        msg(
            "“{file}” is larger than {most} MB. Make it smaller or leave it out.",
            file=shown_name(name),
            most=MOST_MEMBER // 1_000_000,
        )
    )


@contextmanager
def _open(path: Path) -> Iterator[zipfile.ZipFile]:
    with _Bounded(path) as file:
        try:
            archive = zipfile.ZipFile(file)
        except LabError:
            raise
        except Exception:  # a broken table of contents makes zipfile raise whatever it meets
            raise LabError(
                msg(
                    "This is not a ZIP file, or it is damaged. Pack the folders again and try "
                    "again."
                )
            ) from None
        with archive:
            yield archive


class _Bounded(io.FileIO):
    """A file that never reads much at once: zipfile takes a table of contents in one gulp."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > MOST_CONTENTS:
            limit(MOST_ENTRIES + 1, 0)
        return super().read(size) or b""


def _judged(
    contents: Sequence[zipfile.ZipInfo],
) -> Iterator[tuple[zipfile.ZipInfo, tuple[str, ...]]]:
    """Every member with its path, after all of them were found harmless."""
    limit(len(contents), sum(info.file_size for info in contents))
    out, names = [], set()
    for info in contents:
        name = _name(info)
        parts = _safe(name)
        if info.flag_bits & _ENCRYPTED:
            raise LabError(
                msg("The ZIP is encrypted. Pack it again without a password and try again.")
            )
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise LabError(
                msg(
                    "“{file}” in the ZIP is a link or a special file. Pack the photos themselves.",
                    file=shown_name(name),
                )
            )
        if parts in names:
            raise LabError(
                msg(
                    "The ZIP holds “{file}” twice under the same name. Pack it again.",
                    file=shown_name(name),
                )
            )
        names.add(parts)
        if not info.is_dir() and Path(name).suffix.lower() in _ARCHIVES:
            raise _nested(name)
        if info.file_size > MOST_MEMBER:
            raise too_large(name)
        if info.file_size > max(SMALL, MOST_RATIO * info.compress_size):
            raise LabError(
                msg(
                    "“{file}” in the ZIP would unpack to more than {ratio} times its size. Photos "
                    "never do: the ZIP was not read.",
                    file=shown_name(name),
                    ratio=MOST_RATIO,
                )
            )
        if info.compress_type not in _METHODS:
            raise LabError(
                msg(
                    "“{file}” is packed in a way that is not read here. Make a plain ZIP, as "
                    "Windows, macOS and Linux do by themselves.",
                    file=shown_name(name),
                )
            )
        out.append((info, parts))
    yield from out


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name.  Where the ZIP does not say that it is UTF-8, it may be all the same, or
    what a Japanese Windows writes; zipfile took it for the code page of the first PCs."""
    name = info.orig_filename
    if info.flag_bits & _UTF8:
        return name
    raw = name.encode("cp437", "replace")
    for code in ("utf-8", "cp932"):
        try:
            read = raw.decode(code)
        except UnicodeDecodeError:
            continue
        if code == "utf-8" or _JAPANESE.search(read):
            return read
    return name


def _safe(name: str) -> tuple[str, ...]:
    """The folders and the file that a name consists of; names that lead elsewhere are refused."""
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if (
        name.startswith("/")
        or "\\" in name
        or re.match("[A-Za-z]:", name)
        or ".." in parts
        or not parts
        or any(unicodedata.category(c) == "Cc" for c in name)
    ):
        raise LabError(
            msg(
                "“{file}” in the ZIP points to a place outside of it. The ZIP was not read: pack "
                "the folders of photos again, with plain names.",
                file=shown_name(name) or "?",
            )
        )
    return parts


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """One file out of the ZIP, checked against its size and checksum."""
    out = bytearray()
    try:
        with archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                out += chunk
                if len(out) > MOST_MEMBER:
                    raise too_large(name)
    except LabError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        raise _damaged(name) from None
    if len(out) != info.file_size:
        raise _damaged(name)
    return bytes(out)


def _nested(name: str) -> LabError:
    return LabError(
        msg(
            "“{file}” in the ZIP is an archive itself. Unpack it and pack the folders of photos.",
            file=shown_name(name),
        )
    )


def _damaged(name: str) -> LabError:
    return LabError(
        msg(
            "“{file}” in the ZIP is damaged: its checksum or length is wrong. Pack the photos "
            "again, or download the ZIP again.",
            file=shown_name(name),
        )
    )
