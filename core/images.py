"""Arrays of pixels in, arrays of pixels out: scaling, cropping, PNG bytes (light).

Images are uint8 RGB, 0..255.  Pillow lets go of the interpreter lock while it scales, so a batch
is spread over threads.
"""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

_CHUNK = 32  # images a thread takes at a time


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


def png_bytes(image: np.ndarray) -> bytes:
    """A uint8 [h, w, 3] image as the bytes of a PNG file."""
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "PNG")
    return buffer.getvalue()
