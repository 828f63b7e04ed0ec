"""Picture files: which are read here, and what the others are by their first bytes (light)."""

from __future__ import annotations

from core.messages import LabError, Message, msg

# What is read, with the endings that cameras, browsers and systems give it.  The ending only helps
# to find files: what a file is, its bytes say.
ENDINGS = {
    "JPEG": ("jpg", "jpeg", "jpe", "jfif", "jfi", "jif", "pjpeg", "pjp", "mpo"),
    "PNG": ("png", "apng"),
    "WEBP": ("webp",),
    "GIF": ("gif",),
    "BMP": ("bmp", "dib"),
}
FORMATS = tuple(ENDINGS)
READ = tuple(ending for endings in ENDINGS.values() for ending in endings)
# Pictures that are not read: they are named with the reason instead of passed over.
NOT_READ = (
    *("heic", "heif", "hif", "avif", "tif", "tiff", "jp2", "jpx", "j2k", "jxl", "psd", "svg"),
    *("dng", "cr2", "cr3", "nef", "arw", "orf", "rw2", "raf"),  # what cameras call raw
)
MOST_MEGABYTES = 40  # of one file

START = 32  # bytes that tell what a file is
_STARTS = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"\0\0\0\x0cjP  ": "JPEG 2000",
    b"\xff\x4f\xff\x51": "JPEG 2000",
    b"\0\0\0\x0cJXL ": "JPEG XL",
    b"\xff\x0a": "JPEG XL",
    b"8BPS": "Photoshop",
    b"FUJIFILM": "RAF",
}
_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    b"crx ": "CR3",
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "HEIC"),
    **dict.fromkeys((b"mif1", b"msf1"), "HEIC"),
}


def named() -> Message:
    """The formats of `FORMATS` in words."""
    return msg("JPEG, PNG, WebP, GIF or BMP")


def kind(start: bytes) -> str:
    """The kind of picture whose first bytes (`START`) these are; empty for anything else."""
    if start[4:8] == b"ftyp":
        size = min(int.from_bytes(start[:4], "big"), START)
        brands = {start[at : at + 4] for at in (8, *range(16, size - 3, 4))}
        return next((name for brand, name in _BRANDS.items() if brand in brands), "")
    if start[:4] == b"RIFF":
        return "WEBP" if start[8:12] == b"WEBP" else ""
    if start[:2] == b"BM" and start[6:10] == bytes(4):
        return "BMP"
    return next((name for first, name in _STARTS.items() if start.startswith(first)), "")


def damaged(file: str) -> LabError:
    """A file that is one of `FORMATS` by its first bytes, and no picture."""
    return LabError(
        "“{file}” is damaged or incomplete and cannot be read. Try another copy.", file=file
    )


def unreadable(data: bytes, file: str) -> LabError:
    """Why a file in which no picture is found cannot be read: what it is, and what to do."""
    found = kind(data[:START])
    if b"<svg" in data[:512].lower():
        found = "SVG"
    if found == "HEIC":
        said = msg(
            "“{file}” is a HEIC photo, as many phones take them, and cannot be read here. Save it "
            "as a JPEG and try again.",
            file=file,
        )
    elif found and found not in FORMATS:
        said = msg(
            "“{file}” is a picture in the format {kind}, which cannot be read here. Save it as "
            "{kinds} and try again.",
            file=file,
            kind=found,
            kinds=named(),
        )
    elif bits := _depth(data):
        said = msg(
            "“{file}” is a JPEG with {bits} bits for each colour and cannot be read here. Save it "
            "with the usual 8 bits and try again.",
            file=file,
            bits=bits,
        )
    elif found:
        return damaged(file)
    elif data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        said = msg(
            "“{file}” is a web page and not a picture. Download the picture itself.", file=file
        )
    else:
        said = msg(
            "“{file}” is not a {kinds} image. Save it as one and try again.",
            file=file,
            kinds=named(),
        )
    return LabError(said)


def _depth(data: bytes) -> int:
    """Bits for each colour of a JPEG with another depth than 8, or 0."""
    at = 2
    while data.startswith(b"\xff\xd8") and data[at : at + 1] == b"\xff" and at + 4 < len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return data[at + 4] if data[at + 4] != 8 else 0
        at += 2 + length
    return 0
