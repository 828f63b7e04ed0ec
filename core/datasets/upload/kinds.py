"""What a file is, told by its name and its first bytes (light)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from core.images import shown_name
from core.messages import LabError
from core.picture_files import FORMATS, NOT_READ, READ, kind

PHOTOS = {f".{ending}" for ending in READ}
# Pictures that cannot be read here are listed with the reason instead of passed over.
PICTURES = PHOTOS | {f".{ending}" for ending in NOT_READ}
_ARCHIVES = {".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".jar", ".cbz", ".iso"}
_ARCHIVE_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xfd7zXZ")
_LEFT_BY_SYSTEMS = {
    # Finder, Explorer and Windows' media, network drives, the tools of data platforms
    *("__macosx", "icon\r", "icon\uf00d", "_ds_store"),
    *("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "picasa.ini"),
    *("$recycle.bin", "recycler", "system volume information", "zbthumbnail.info"),
    *("@eadir", "#recycle", "@recycle", "lost+found", "__pycache__"),
}


def clutter(parts: Sequence[str]) -> bool:
    """Whether a path was left behind by a system or a tool: nobody misses it or wants to hear of
    it."""
    return any(map(of_system, parts)) or (hidden(parts) and not named_picture(parts[-1]))


def of_system(name: str) -> bool:
    """Whether a file or folder is called as systems call theirs."""
    return name.lower() in _LEFT_BY_SYSTEMS or name.startswith("._")


def hidden(parts: Sequence[str]) -> bool:
    """Whether one of the folders, or the file, is hidden from people."""
    return any(part.startswith(".") for part in parts)


def named_photo(name: str) -> bool:
    """Whether a file calls itself a photo of a kind that is read here."""
    return PurePosixPath(name).suffix.lower() in PHOTOS


def named_picture(name: str) -> bool:
    """Whether a file calls itself a picture of any kind."""
    return PurePosixPath(name).suffix.lower() in PICTURES


def is_photo(start: bytes) -> bool:
    """Whether the first bytes are those of a photo that is read here, whatever its name says."""
    return kind(start) in FORMATS


def is_archive(name: str, start: bytes) -> bool:
    return PurePosixPath(name).suffix.lower() in _ARCHIVES or start.startswith(_ARCHIVE_STARTS)


def check(data: bytes, name: str) -> None:
    """Raise LabError for an archive among the photos."""
    if data.startswith(_ARCHIVE_STARTS):
        raise LabError(
            "“{file}” is an archive itself, not a photo. Unpack it and add the folders of photos.",
            file=shown_name(name),
        )
