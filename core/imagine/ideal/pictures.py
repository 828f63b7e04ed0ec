"""Arrays of pixels to text and back; the frames of a history as a film (light)."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

from core import images

QUALITY = 85  # of the JPEG frames
LAST = 2000  # milliseconds that a film rests on its last frame


def eight_bits(image: np.ndarray) -> np.ndarray:
    """An image float [h, w, 3] in 0..1 as uint8: what a PNG can hold of it."""
    return (image.clip(0, 1) * 255).round().astype(np.uint8)


def frame_text(image: np.ndarray) -> str:
    """An image uint8 [h, w, 3] as a JPEG in base64: small enough to be streamed."""
    return images.jpeg_text(image, QUALITY)


def frame_pixels(text: str) -> np.ndarray:
    """The image that `frame_text` wrote, uint8 [h, w, 3] but for what JPEG loses."""
    with Image.open(io.BytesIO(base64.b64decode(text)), formats=("JPEG",)) as image:
        return np.array(image.convert("RGB"))


def animation(frames: Sequence[str], milliseconds: int = 120) -> bytes:
    """Frames (`frame_text`, at least one) as an animated WebP that repeats without end."""
    first, *others = [Image.fromarray(frame_pixels(text)) for text in frames]
    buffer = io.BytesIO()
    first.save(
        buffer,
        "WEBP",
        save_all=True,
        append_images=others,
        duration=[milliseconds] * len(others) + [LAST],
        loop=0,
        quality=QUALITY,
        method=2,
    )
    return buffer.getvalue()
