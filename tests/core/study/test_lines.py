"""The lines that are shown read a picture as the Lab does, whatever kind of file it is."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from core.images import decode
from core.study.lines import LINES, READ


def soft(seed, bands):
    rough = np.random.default_rng(seed).integers(0, 256, (5, 7, bands), np.uint8)
    return Image.fromarray(rough.squeeze()).resize((70, 50), Image.Resampling.BICUBIC)


PHOTO, GREY, ALPHA = soft(0, 3), soft(0, 1), soft(1, 1)
DEEP = np.asarray(GREY).astype(np.uint16)


def clear(picture):
    out = picture.copy()
    out.putalpha(ALPHA)
    return out


def turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


FILES = {
    "a phone's, on its side": (PHOTO, "JPEG", {"exif": turned()}),
    "transparent": (clear(PHOTO), "PNG", {}),
    "transparent WebP": (clear(PHOTO), "WEBP", {"lossless": True}),
    "transparent grey": (clear(GREY), "PNG", {}),
    "transparent palette": (clear(PHOTO).quantize(64), "PNG", {}),
    "one transparent colour": (PHOTO.quantize(32), "PNG", {"transparency": 3}),
    "palette": (PHOTO.quantize(64), "GIF", {}),
    "grey": (GREY, "JPEG", {}),
    "16 bits": (Image.fromarray(DEEP * 257), "PNG", {}),
    "12 bits, on its side": (Image.fromarray(DEEP * 16), "PNG", {"exif": turned()}),
    "one bit": (PHOTO.convert("1"), "PNG", {}),
    "CMYK": (PHOTO.convert("CMYK"), "JPEG", {}),
    "with a profile": (PHOTO, "JPEG", {"icc_profile": profile()}),
}


@pytest.mark.filterwarnings("ignore:Palette images with Transparency")
@pytest.mark.parametrize("kind", FILES)
def test_what_the_lines_read_is_what_the_lab_reads(kind, tmp_path):
    picture, form, options = FILES[kind]
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    (tmp_path / "photo").write_bytes(buffer.getvalue())
    names = {}
    exec(READ, names)
    seen = names["read"](tmp_path / "photo")
    np.testing.assert_array_equal(seen, decode(buffer.getvalue(), kind).pixels)


def test_the_lines_are_sound_python_and_begin_with_the_reading():
    compile(LINES, "lines.py", "exec")
    assert LINES.startswith(READ)
