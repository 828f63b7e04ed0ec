"""What a file is, told by its name and its first bytes (light)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from core.images import FORMATS, shown_name
from core.messages import LabError, msg

PHOTOS = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp"}
# Pictures that cannot be read here: they are listed with the reason instead of passed over.
PICTURES = PHOTOS | {
    *(".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".jxl", ".jp2", ".psd"),
    *(".dng", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".rw2", ".raf"),
}
START = 32  # bytes that tell what a file is
_STARTS = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"8BPS": "Photoshop",
    b"\xff\x0a": "JPEG XL",
    b"\0\0\0\x0cJXL ": "JPEG XL",
    b"\0\0\0\x0cjP  ": "JPEG 2000",
    b"FUJIFILM": "RAF",
}
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"), "HEIC"),
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    b"crx ": "CR3",
}
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


def kind(start: bytes) -> str:
    """What kind of picture the first bytes of a file are of; empty for anything else."""
    if start[4:8] == b"ftyp":
        return _BRANDS.get(start[8:12], "")
    if start[:4] == b"RIFF":
        return "WEBP" if start[8:12] == b"WEBP" else ""
    if start[:2] == b"BM" and start[6:10] == bytes(4):
        return "BMP"
    return next((name for first, name in _STARTS.items() if start.startswith(first)), "")


def is_photo(start: bytes) -> bool:
    """Whether the first bytes are those of a photo that is read here, whatever its name says."""
    return kind(start) in FORMATS


def is_archive(name: str, start: bytes) -> bool:
    return PurePosixPath(name).suffix.lower() in _ARCHIVES or start.startswith(_ARCHIVE_STARTS)


def check(data: bytes, name: str) -> None:
    """Raise LabError for a file whose kind alone tells that it cannot be read."""
    found, file = kind(data[:START]), shown_name(name)
    if data.startswith(_ARCHIVE_STARTS):
        raise LabError(
            msg(
                "“{file}” is an archive itself, not a photo. Unpack it and add the folders of "
                "photos.",
                file=file,
            )
        )
    if found == "HEIC":
        raise LabError(
            msg(
                "“{file}” is a HEIC photo, as iPhones take them, and cannot be read here. Export "
                "it as JPEG.",
                file=file,
            )
        )
    if found and found not in FORMATS:
        raise LabError(
            msg(
                "“{file}” is a picture of the kind {kind}, which cannot be read here. Save it as "
                "JPEG or PNG.",
                file=file,
                kind=found,
            )
        )
