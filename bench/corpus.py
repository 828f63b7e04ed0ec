"""Files that nobody should trust: a corpus of odd, broken and hostile pictures, made from a seed.

Tests decode every one; `python -m bench uploads` measures what the worst of them costs.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

import numpy as np
from PIL import Image

ORIENTATION = 0x0112  # EXIF tag
SIDES = (64, 48)
FLIPS = 12  # damaged copies of each format
HOSTILE_NAMES = (
    "../../etc/passwd",
    "C:\\Windows\\system.ini",
    "photo\u202egnp.exe",
    "two\nlines\x00.png",
    "<script>alert(1)</script>.png",
    "x" * 5000 + ".png",
    "写真 🐈.png",
    "",
)


def photo(side: tuple[int, int] = SIDES) -> Image.Image:
    """A picture whose four corners differ, so that turning it is seen."""
    width, height = side
    rows, columns = np.mgrid[0:height, 0:width]
    pixels = np.stack(
        [255 * columns / max(width - 1, 1), 255 * rows / max(height - 1, 1), 0 * rows + 60], -1
    )
    return Image.fromarray(pixels.astype(np.uint8))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def files() -> Iterator[tuple[str, bytes]]:
    """Every file of the corpus: its name and its bytes."""
    yield "empty.png", b""
    whole = {kind: saved(photo(), kind) for kind in ("JPEG", "PNG", "WEBP")}
    for kind, data in whole.items():
        yield f"whole.{kind.lower()}", data
        for tenth in range(1, 10):
            yield f"truncated-{tenth}.{kind.lower()}", data[: len(data) * tenth // 10]
        for seed in range(FLIPS):
            yield f"flipped-{seed}.{kind.lower()}", _flipped(data, seed)
        yield f"trailing-zip.{kind.lower()}", data + b"PK\x03\x04" + b"\0" * 200
    yield from _impostors(whole["PNG"], whole["JPEG"])
    yield from _bombs(whole)
    yield from _shapes()
    yield from _modes()
    yield from _coloured()
    yield from _turned()
    yield from _animated()


def _flipped(data: bytes, seed: int) -> bytes:
    rng = np.random.default_rng(seed)
    damaged = bytearray(data)
    for place in rng.integers(0, len(data), 1 + seed):
        damaged[place] ^= 1 << int(rng.integers(8))
    return bytes(damaged)


def _impostors(png: bytes, jpeg: bytes) -> Iterator[tuple[str, bytes]]:
    yield "svg.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield "html.png", b"<!doctype html><script>alert(1)</script>"
    yield "pdf.png", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
    yield "text.jpg", b"just words, no picture " * 40
    yield "zeros.webp", bytes(4096)
    yield "eps.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage"
    for kind in ("GIF", "BMP", "TIFF", "ICO", "PPM", "AVIF"):
        yield f"really-{kind.lower()}.png", saved(photo(), kind)
    yield "html-in-front.png", b"<!doctype html><img src=x onerror=alert(1)>" + png
    comment = b"\xff\xfe" + struct.pack(">H", 40) + b"<script>alert(document.cookie)</script>"[:38]
    yield "html-inside.jpg", jpeg[:2] + comment + jpeg[2:]
    yield "png-behind-jpeg.jpg", jpeg + png


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, raw: bytes, extra: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)  # 8-bit grey
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + extra
        + _chunk(b"IDAT", zlib.compress(raw, 9))
        + _chunk(b"IEND", b"")
    )


def _bombs(whole: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    row = b"\0" + bytes(30_000)
    yield "bomb-900-megapixels.png", _png(30_000, 30_000, row * 60)
    yield "bomb-just-over.png", _png(5_001, 5_000, b"\0")
    yield "header-too-large.png", _png(4_000, 4_000, b"\0" + bytes(4_000))
    yield "header-too-small.png", _png(2, 2, (b"\0" + bytes(4_000)) * 4_000)
    yield "header-nothing.png", _png(0, 0, b"")
    yield "header-negative.png", _png(0xFFFFFFFF, 0xFFFFFFFF, b"\0")
    text = zlib.compress(bytes(50_000_000), 9)
    yield "text-bomb.png", _png(2, 2, b"\0\0\0" * 2, _chunk(b"zTXt", b"c\0\0" + text))
    profile = _chunk(b"iCCP", b"p\0\0" + text)
    yield "profile-bomb.png", _png(2, 2, b"\0\0\0" * 2, profile)
    jpeg = bytearray(whole["JPEG"])
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5 : frame + 9] = struct.pack(">HH", 65_000, 65_000)
    yield "header-lies.jpg", bytes(jpeg)
    jpeg[frame + 5 : frame + 9] = struct.pack(">HH", 4_900, 5_000)
    yield "header-lies-within-the-cap.jpg", bytes(jpeg)
    yield "at-the-cap.png", _png(5_000, 5_000, (b"\0" + bytes(5_000)) * 5_000)


def _shapes() -> Iterator[tuple[str, bytes]]:
    for side in ((1, 1), (1, 30_000), (30_000, 1), (2, 3)):
        yield f"{side[0]}x{side[1]}.png", saved(Image.new("RGB", side, (9, 200, 30)), "PNG")
    yield "1x1.jpg", saved(Image.new("RGB", (1, 1)), "JPEG")
    yield "16383x1.webp", saved(Image.new("RGB", (16_383, 1)), "WEBP")


def _modes() -> Iterator[tuple[str, bytes]]:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        yield f"mode-{mode}.png", saved(photo().convert(mode), "PNG")
    painted = photo().convert("P")
    clear = painted.getpixel((0, 0))
    yield "palette-transparent.png", saved(painted, "PNG", transparency=clear)
    yield "colour-transparent.png", saved(photo(), "PNG", transparency=(0, 0, 60))
    deep = np.linspace(0, 65_535, 64 * 48).reshape(48, 64).astype(np.uint16)
    yield "16-bit-grey.png", saved(Image.fromarray(deep), "PNG")
    yield "grey.jpg", saved(photo().convert("L"), "JPEG")
    yield "cmyk.jpg", saved(photo().convert("CMYK"), "JPEG")
    yield "progressive.jpg", saved(photo((300, 200)), "JPEG", progressive=True)
    glass = photo().convert("RGBA")
    glass.putalpha(128)
    yield "glass.webp", saved(glass, "WEBP")


def profile(
    primaries: tuple[tuple[float, float], ...], gamma: float = 2.2, space: bytes = b"RGB "
) -> bytes:
    """An ICC profile with these primaries (x, y of red, green, blue) and a white of D65; with the
    space ``GRAY`` only its gamma counts."""
    white = np.array([0.3127 / 0.3290, 1, 0.3583 / 0.3290])
    d50 = np.array([0.9642, 1, 0.8249])
    bradford = np.array(
        [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
    )
    adapt = np.linalg.inv(bradford) @ np.diag(bradford @ d50 / (bradford @ white)) @ bradford
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in primaries]).T
    columns = adapt @ (columns * np.linalg.solve(columns, white))

    def xyz(values: np.ndarray) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(v * 65536) for v in values))

    curve = b"curv\0\0\0\0" + struct.pack(">IHH", 1, round(gamma * 256), 0)
    name = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"made\0" + bytes(78)
    tags = {b"desc": name, b"cprt": b"text\0\0\0\0none\0\0\0\0", b"wtpt": xyz(d50)}
    if space == b"RGB ":
        tags |= {b"rXYZ": xyz(columns[:, 0]), b"gXYZ": xyz(columns[:, 1])}
        tags |= {b"bXYZ": xyz(columns[:, 2]), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    else:
        tags |= {b"kTRC": curve}
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        data += bytes(-len(data) % 4)
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += data
    light = [round(v * 65536) for v in d50]
    header = struct.pack(
        ">I4xI4s4s4s12x4s28x3i48x",
        *(at + len(body), 0x02100000, b"mntr", space, b"XYZ ", b"acsp", *light),
    )
    return header + struct.pack(">I", len(tags)) + table + body


P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
ADOBE_RGB = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06))


def _coloured() -> Iterator[tuple[str, bytes]]:
    wide = profile(P3)
    for kind in ("JPEG", "PNG", "WEBP"):
        yield f"p3.{kind.lower()}", saved(photo(), kind, icc_profile=wide)
    rng = np.random.default_rng(1)
    for seed in range(FLIPS):
        yield f"p3-flipped-{seed}.png", saved(photo(), "PNG", icc_profile=_flipped(wide, seed))
    yield "p3-cut.png", saved(photo(), "PNG", icc_profile=wide[:200])
    yield "p3-noise.jpg", saved(photo(), "JPEG", icc_profile=rng.bytes(3_000))
    yield "p3-of-grey.png", saved(photo().convert("L"), "PNG", icc_profile=wide)
    yield "p3-of-cmyk.jpg", saved(photo().convert("CMYK"), "JPEG", icc_profile=wide)
    yield "p3-of-glass.png", saved(photo().convert("RGBA"), "PNG", icc_profile=wide)


def _turned() -> Iterator[tuple[str, bytes]]:
    for turn in (*range(1, 9), 0, 9, 60_000):  # the last three mean nothing
        exif = Image.Exif()
        exif[ORIENTATION] = turn
        for kind in ("JPEG", "PNG", "WEBP"):
            yield f"orientation-{turn}.{kind.lower()}", saved(photo(), kind, exif=exif)
    yield (
        "exif-rubbish.jpg",
        saved(photo(), "JPEG", exif=b"Exif\0\0" + b"II*\0\xff\xff\xff\xff" * 9),
    )


def _animated() -> Iterator[tuple[str, bytes]]:
    others = [Image.new("RGB", SIDES, colour) for colour in ("red", "blue")]
    for kind in ("PNG", "WEBP"):
        data = saved(photo(), kind, save_all=True, append_images=others, duration=80)
        yield f"animated.{kind.lower()}", data
