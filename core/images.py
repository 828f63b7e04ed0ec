"""Untrusted bytes in, arrays of pixels out; scaling, cropping, PNG bytes (light).

Images are uint8 RGB, 0..255.  Pillow lets go of the interpreter lock while it scales, so a batch
is spread over threads.
"""

from __future__ import annotations

import base64
import io
import os
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from core import colour, names
from core.messages import LabError, Message, msg
from core.picture_files import FORMATS, damaged, unreadable

ANIMATED = ("PNG", "WEBP", "GIF")  # a JPEG of several pictures holds other views, not a film
MOST_PIXELS = 25_000_000
WORKING = 1024  # pixels of the longer side that any network or page looks at
LONGEST_NAME = 60
_OPAQUE = {"1": "L", "L": "L", "LA": "L", "CMYK": "CMYK"}  # modes without transparency; others: RGB
_CHUNK = 32  # images a thread takes at a time
_T = TypeVar("_T")


@dataclass(frozen=True)
class Decoded:
    """A photo from outside: `pixels` uint8 [h, w, 3] upright, and what was done to it."""

    pixels: np.ndarray
    notes: tuple[Message, ...] = ()


def shown_name(name: str) -> str:
    """A file's name as it may be shown: no folders, no control or direction characters, short."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    safe = names.plain(last).strip()
    return safe if len(safe) <= LONGEST_NAME else f"{safe[: LONGEST_NAME - 1]}…"


def decode(data: bytes, name: str) -> Decoded:
    """A picture file of anybody's (`core.picture_files`) as pixels; its metadata are left behind.

    The kind of file is read from its bytes, its size from its header before anything is decoded.
    Of an animation the first frame is taken, what is transparent is laid on white, the camera's
    orientation is applied, colours become sRGB, and the longer side becomes `WORKING` pixels at
    most, as early as possible: a photo at the cap needs a few times its own pixels and no more.
    `name` only serves to say which file is meant.  LabError says what is wrong with a file that
    cannot be used.
    """
    return _used(data, name, _pixels)


def _used(data: bytes, name: str, use: Callable[[Image.Image], _T]) -> _T:
    """What `use` makes of a picture file of anybody's; LabError, as `decode` has it."""
    file = shown_name(name)
    if not data:
        raise LabError("“{file}” is empty. Choose another file.", file=file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about metadata, which are not kept; size is ours to judge
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                _check_size(image, file)
                return use(image)
        except UnidentifiedImageError:
            raise unreadable(data, file) from None
        except LabError:
            raise
        except Image.DecompressionBombError:  # so many that Pillow does not say how many
            raise LabError(
                "“{file}” has far more than {most} megapixels. Make it smaller and try again.",
                file=file,
                most=MOST_PIXELS // 1_000_000,
            ) from None
        except Exception:  # Pillow's decoders raise whatever their formats make them
            raise damaged(file) from None


def mask(data: bytes, name: str) -> np.ndarray:
    """An image file as a mask bool [h, w]: what is bright, or, in a picture where something is
    transparent, what is not.  Scaled and refused as `decode` does; also refused when nothing is."""
    shown = decode(data, name).pixels
    alpha = _used(data, name, lambda image: _alpha(_upright(image)[0]))
    found = (shown.max(2) if alpha is None else np.asarray(alpha)) >= 128
    if not found.any():
        raise LabError(
            "“{file}” has no white area, so no pixel could change. Paint white where pixels "
            "may change.",
            file=shown_name(name),
        )
    return found


def _check_size(image: Image.Image, file: str) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise LabError(
            "“{file}” has {width} × {height} pixels; at most {most} megapixels can be used. "
            "Make it smaller and try again.",
            file=file,
            width=width,
            height=height,
            most=MOST_PIXELS // 1_000_000,
        )


def _pixels(source: Image.Image) -> Decoded:
    upright, notes = _upright(source)
    alpha = _alpha(upright)
    opaque = upright.convert(_OPAQUE.get(upright.mode, "RGB"))
    out, told = colour.srgb(opaque, source)
    notes += told
    if alpha is not None:
        notes.append(msg("What is transparent is shown on white."))
        out = Image.composite(out, Image.new("RGB", out.size, "white"), alpha)
    return Decoded(np.array(out), tuple(notes))


def _upright(image: Image.Image) -> tuple[Image.Image, list[Message]]:
    """An opened file upright and small, eight bits deep and without a palette."""
    notes = []
    if image.format in ANIMATED and getattr(image, "is_animated", False):
        notes.append(msg("Only the first picture of this animation is used."))
        image.seek(0)
    image.draft(None, _working_size(image.size))  # a JPEG is decoded at a half, a quarter …
    image.load()
    if image.mode.startswith("I"):
        image, told = colour.eight_bits(image)
        notes += told
    if image.mode == "P":  # colours can be mixed, numbers of colours cannot
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    return ImageOps.exif_transpose(_shrunk(image)), notes


def _alpha(image: Image.Image) -> Image.Image | None:
    """How opaque a picture is (mode L); None where nothing is transparent: an opaque picture may
    have the channel, too."""
    if not image.has_transparency_data:
        return None
    alpha = image.convert("RGBA").getchannel("A")
    return alpha if (np.asarray(alpha) < 255).any() else None


def _working_size(size: tuple[int, int]) -> tuple[int, int]:
    """The same shape with a longer side of at most `WORKING` pixels."""
    share = min(1.0, WORKING / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _shrunk(image: Image.Image) -> Image.Image:
    size = _working_size(image.size)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0)


def working(pixels: np.ndarray) -> np.ndarray:
    """A photo uint8 [h, w, 3] made no longer than `WORKING` pixels on its longer side."""
    return np.asarray(_shrunk(Image.fromarray(pixels)))


def to_text(pixels: np.ndarray) -> str:
    """A photo uint8 [h, w, 3], or a grey one [h, w], as text for a job's payload: a PNG in base64,
    nothing is lost."""
    return base64.b64encode(png_bytes(pixels)).decode()


def from_text(text: str) -> np.ndarray:
    """The photo that `to_text` wrote, uint8 [h, w, 3]."""
    with Image.open(io.BytesIO(base64.b64decode(text)), formats=("PNG",)) as image:
        return np.array(image.convert("RGB"))


def black_and_white(mask: np.ndarray) -> np.ndarray:
    """A mask bool [h, w] as a picture uint8 [h, w, 3]: white where it is True."""
    return np.repeat((mask * np.uint8(255))[..., None], 3, 2)


def stretched(pixels: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """A picture uint8 [h, w, 3] in another shape (height, width), nearest pixels: for masks."""
    size = shape[1], shape[0]
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.NEAREST))


def resize(images: np.ndarray, size: int, crop: float = 1.0) -> np.ndarray:
    """Scale uint8 [n, h, w, 3] to uint8 [n, size, size, 3], bilinear and antialiased.

    The centre square is kept.  Of photos larger than `size`, only the share `crop` (0..1] of its
    side is kept, as the networks were evaluated; small pictures are scaled whole.  Images that are
    already `size` x `size` come back unchanged, whatever `crop` is.
    """
    count, height, width = images.shape[:3]
    if height == width == size:
        return images
    short = min(height, width)
    side = max(1, round(short * crop)) if short > size else short
    left, top = (width - side) // 2, (height - side) // 2
    square = (slice(top, top + side), slice(left, left + side))
    scaled = np.empty((count, size, size, 3), np.uint8)

    def work(start: int) -> None:
        for k in range(start, min(start + _CHUNK, count)):
            image = Image.fromarray(np.ascontiguousarray(images[k][square]))
            scaled[k] = np.asarray(image.resize((size, size), Image.Resampling.BILINEAR))

    starts = range(0, count, _CHUNK)
    if len(starts) < 2:
        for start in starts:
            work(start)
    else:
        with ThreadPoolExecutor(min(len(starts), os.cpu_count() or 1)) as pool:
            list(pool.map(work, starts))  # the list raises what a thread raised
    return scaled


def read(path: Path) -> np.ndarray:
    """An image file of our own as uint8 [h, w, 3]; grey and transparent pictures become RGB."""
    with Image.open(path) as image:
        return np.array(image.convert("RGB"))


def jpeg_text(pixels: np.ndarray, quality: int) -> str:
    """Pixels uint8 [h, w] or [h, w, 3] as a JPEG in base64: small, for photos that are shown."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality)
    return base64.b64encode(buffer.getvalue()).decode()


def png_bytes(image: np.ndarray) -> bytes:
    """A uint8 [h, w, 3] image as the bytes of a PNG file."""
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "PNG")
    return buffer.getvalue()
