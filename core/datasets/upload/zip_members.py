"""Reading an untrusted ZIP without ever extracting it (light).

Its table of contents is judged first: what no ZIP of photos does (names that lead out of it,
absurd ratios, endless contents) refuses the whole.  A fault of one file is that file's alone, and
is told where it is read: one member after the other, in memory, under a limit.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core import picture_files
from core.datasets.upload import kinds, zip_names
from core.images import shown_name
from core.messages import LabError
from core.picture_files import MOST_MEGABYTES

MOST_ENTRIES = 20_000  # files and folders; a Mac's ZIP lists every photo twice
MOST_MEMBER = MOST_MEGABYTES * 1_000_000  # bytes of one file
MOST_BYTES = 2_000_000_000  # of all photos, unpacked
MOST_RATIO = 100  # unpacked to packed; photos hardly shrink at all
SMALL = 65_536  # bytes: a file that unpacks to no more than this is no bomb, whatever its ratio
MOST_CONTENTS = 4_000_000  # bytes of the table of contents
_CHUNK = 65_536
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack without a limit
_ENCRYPTED = 0x1 | 0x40 | 0x2000


@dataclass(frozen=True)
class Member:
    """A file or folder in a ZIP: `parts` are its folders and its name, "" where it is a folder;
    `start` are its first bytes where the name does not say that it is a photo."""

    parts: tuple[str, ...]
    info: zipfile.ZipInfo
    start: bytes = b""

    @property
    def special(self) -> bool:
        """Whether it is a link or the like."""
        kind = stat.S_IFMT(self.info.external_attr >> 16)
        return kind not in (0, stat.S_IFREG, stat.S_IFDIR)


def members(path: Path) -> tuple[list[Member], str]:
    """What is in a ZIP, after it was found harmless, and the code of its names
    (`core.datasets.upload.name_codes`).  Raises LabError otherwise."""
    with _open(path) as archive:
        contents = archive.infolist()
        limit(len(contents))
        names, code = zip_names.names(contents)
        found = [
            Member(zip_names.parts(name), info) for info, name in zip(contents, names, strict=True)
        ]
        found = [_begun(archive, one) for one in found if not kinds.clutter(one.parts)]
    for one in found:
        _judge(one)
    return found, code


@contextmanager
def reading(path: Path) -> Iterator[Callable[[Member], bytes]]:
    """What gives the bytes of a member; it raises LabError for one that is not sound."""
    with _open(path) as archive:
        yield lambda member: _bytes(archive, member)


def limit(entries: int, total: int = 0) -> None:
    """Raise LabError for more files, or more bytes in all of them, than are read here."""
    if entries > MOST_ENTRIES:
        raise LabError(
            "There are more than {most} files in it. Use fewer photos: a few hundred of each "
            "class are plenty here.",
            most=MOST_ENTRIES,
        )
    if total > MOST_BYTES:
        raise LabError(
            "Unpacked, the photos take more than {most} GB. Use fewer or smaller ones.",
            most=MOST_BYTES // 1_000_000_000,
        )


def too_large(name: str) -> LabError:
    """What is said of a file beyond `MOST_MEMBER`."""
    return LabError(
        "“{file}” is larger than {most} MB. Make it smaller or leave it out.",
        file=shown_name(name),
        most=MOST_MEMBER // 1_000_000,
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
                "This is not a ZIP file, or it is damaged. Pack the folders again and try again."
            ) from None
        with archive:
            yield archive


class _Bounded(io.FileIO):
    """A file that never reads much at once: zipfile takes a table of contents in one gulp."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > MOST_CONTENTS:
            limit(MOST_ENTRIES + 1)
        return super().read(size) or b""


def _begun(archive: zipfile.ZipFile, member: Member) -> Member:
    """A member with its first bytes, where its name does not say enough; without any where they
    cannot be had."""
    name = member.parts[-1]
    if not name or kinds.named_photo(name) or member.special or _unreadable(member):
        return member
    try:
        with archive.open(member.info) as file:
            return Member(member.parts, member.info, file.read(picture_files.START))
    except _FAULTS:
        return member


def _judge(member: Member) -> None:
    """Raise LabError for what would be read as a photo and is made to fill the memory."""
    info, name = member.info, member.parts[-1]
    photo = kinds.named_photo(name) or kinds.is_photo(member.start)
    if photo and info.file_size > max(SMALL, MOST_RATIO * info.compress_size):
        raise LabError(
            "“{file}” in the ZIP would unpack to more than {ratio} times its size. Photos "
            "never do: the ZIP was not read.",
            file=shown_name(name),
            ratio=MOST_RATIO,
        )


_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(RuntimeError, ValueError, NotImplementedError),
)


def _unreadable(member: Member) -> LabError | None:
    """Why a member cannot be read, as far as the table of contents tells."""
    info, file = member.info, shown_name(member.parts[-1])
    if info.flag_bits & _ENCRYPTED:
        return LabError(
            "“{file}” in the ZIP is encrypted. Pack it again without a password.", file=file
        )
    if info.compress_type not in _METHODS:
        return LabError(
            "“{file}” is packed in a way that is not read here. Make a plain ZIP, as Windows, "
            "macOS and Linux do by themselves.",
            file=file,
        )
    if info.file_size > MOST_MEMBER:
        return too_large(file)
    return None


def _bytes(archive: zipfile.ZipFile, member: Member) -> bytes:
    """One file out of the ZIP, checked against its size and checksum."""
    refused = _unreadable(member)
    if refused:
        raise refused
    out, name = bytearray(), member.parts[-1]
    try:
        with archive.open(member.info) as file:
            while chunk := file.read(_CHUNK):
                out += chunk
                if len(out) > MOST_MEMBER:
                    raise too_large(name)
    except _FAULTS:
        raise _damaged(name) from None
    if len(out) != member.info.file_size:
        raise _damaged(name)
    return bytes(out)


def _damaged(name: str) -> LabError:
    return LabError(
        "“{file}” in the ZIP is damaged: its checksum or length is wrong. Pack the photos "
        "again, or download the ZIP again.",
        file=shown_name(name),
    )
