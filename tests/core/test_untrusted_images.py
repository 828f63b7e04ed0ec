"""Files from outside: every one ends in pixels or in one clear sentence, within bounds."""

import io
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from bench import corpus
from core import images
from core.messages import LabError
from core.paths import ROOT
from core.translations import LANGUAGES, catalogue
from dashboard.shell.language import translate

FILES = dict(corpus.files())
MEGABYTES = 300
STATUS = Path("/proc/self/status")


def pillow_can(data):
    """Whether Pillow alone opens a file under the three formats and the cap."""
    try:
        with Image.open(io.BytesIO(data), formats=images.FORMATS) as image:
            if image.width * image.height > images.MOST_PIXELS:
                return False
            image.convert("RGB")
            return True
    except Exception:
        return False


def answer(data, name):
    """Pixels, or the sentence; anything else that is raised fails the test."""
    try:
        decoded = images.decode(data, name)
    except LabError as error:
        return error.message
    assert decoded.pixels.dtype == np.uint8
    assert decoded.pixels.ndim == 3 and decoded.pixels.shape[2] == 3
    assert min(decoded.pixels.shape[:2]) >= 1
    assert max(decoded.pixels.shape[:2]) <= images.WORKING
    return decoded


@pytest.mark.filterwarnings("ignore")  # of Pillow, when this test opens the file by itself
@pytest.mark.parametrize("name", FILES)
def test_what_pillow_can_open_is_answered_and_the_rest_is_refused_in_words(name):
    said = answer(FILES[name], name)
    if pillow_can(FILES[name]):
        assert isinstance(said, images.Decoded)
    elif not isinstance(said, images.Decoded):
        for language in LANGUAGES:
            assert name in translate(said, language)
            assert catalogue(language).gettext(said.template)
        japanese = catalogue("ja").gettext(said.template)
        assert japanese != said.template


def test_a_photo_of_far_too_many_pixels_is_not_called_damaged():
    said = answer(FILES["bomb-900-megapixels.png"], "big.png")
    assert "megapixels" in translate(said, "en")


def test_the_corpus_holds_both_kinds():
    answered = [name for name, data in FILES.items() if pillow_can(data)]
    assert len(FILES) > 120
    assert 40 < len(answered) < len(FILES) - 40


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_comes_out_upright(kind, turn):
    exif = Image.Exif()
    exif[corpus.ORIENTATION] = turn
    stored = corpus.photo()
    stored.getexif()[corpus.ORIENTATION] = turn
    expected = np.asarray(ImageOps.exif_transpose(stored).convert("RGB")).astype(int)
    pixels = images.decode(FILES[f"orientation-{turn}.{kind}"], "x").pixels
    assert pixels.shape == expected.shape
    assert np.abs(pixels - expected).mean() < 12  # JPEG and WebP are lossy


def test_a_large_photo_is_turned_too():
    exif = Image.Exif()
    exif[corpus.ORIENTATION] = 6
    data = corpus.saved(corpus.photo((3000, 1500)), "JPEG", exif=exif)
    pixels = images.decode(data, "x").pixels
    assert pixels.shape == (1024, 512, 3)
    assert pixels[0, -1, 0] < 20 and pixels[-1, 0, 0] > 235  # its left edge is on top now


def test_sixteen_bits_keep_their_shades():
    pixels = images.decode(FILES["16-bit-grey.png"], "x").pixels
    assert (pixels.min(), pixels.max()) == (0, 255)
    assert len(np.unique(pixels)) > 250


@pytest.mark.parametrize(
    ("name", "clear"),
    [
        ("palette-transparent.png", True),
        ("colour-transparent.png", True),
        ("glass.webp", True),
        ("mode-RGBA.png", False),  # the channel is there, and opaque
        ("mode-RGB.png", False),
    ],
)
def test_transparency_is_laid_on_white_and_said(name, clear):
    decoded = images.decode(FILES[name], name)
    assert ["white" in str(note) for note in decoded.notes] == [True] * clear
    if name == "colour-transparent.png":
        assert (decoded.pixels[0, 0] == 255).all()


def test_a_transparent_corner_becomes_white():
    drawn = corpus.photo().convert("RGBA")
    drawn.putpixel((0, 0), (10, 20, 30, 0))
    pixels = images.decode(corpus.saved(drawn, "PNG"), "x").pixels
    assert pixels[0, 0].tolist() == [255, 255, 255]
    assert pixels[5, 5].tolist() == list(corpus.photo().getpixel((5, 5)))


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_of_an_animation_the_first_picture_is_used_and_said(kind):
    decoded = images.decode(FILES[f"animated.{kind}"], "x")
    assert "first picture" in str(decoded.notes[0])
    expected = np.asarray(corpus.photo()).astype(int)
    assert np.abs(decoded.pixels - expected).mean() < 12


def test_what_a_camera_wrote_into_the_file_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    data = corpus.saved(corpus.photo(), "JPEG", exif=exif)
    assert b"SecretCamera" in data
    assert b"SecretCamera" not in images.png_bytes(images.decode(data, "x").pixels)


@pytest.mark.parametrize("name", corpus.HOSTILE_NAMES)
def test_a_hostile_name_is_shown_harmlessly(name):
    shown = images.shown_name(name)
    assert len(shown) <= images.LONGEST_NAME
    assert not set(shown) & set("/\\\n\0\u202e")
    with pytest.raises(LabError) as error:
        images.decode(b"nothing", name)
    assert shown in str(error.value)


@pytest.mark.parametrize("name", FILES)
def test_a_mask_is_refused_in_words_where_a_photo_is(name):
    """And what Pillow says of a file's notes is not passed on, the second time either."""
    refused = not isinstance(answer(FILES[name], name), images.Decoded)
    try:
        assert images.mask(FILES[name], name).any()
    except LabError as error:
        assert refused or "no white area" in str(error)


@given(st.binary(max_size=600), st.sampled_from(["", "JPEG", "PNG", "WEBP"]))
@settings(max_examples=120, deadline=None)
def test_any_bytes_end_in_pixels_or_words(rubbish, kind):
    front = corpus.saved(corpus.photo(), kind)[:60] if kind else b""
    answer(front + rubbish, "rubbish")


@given(
    st.integers(1, 90),
    st.integers(1, 90),
    st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"]),
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
)
@settings(max_examples=80, deadline=None)
def test_every_picture_that_can_be_saved_can_be_read(width, height, mode, kind):
    if mode == "I;16":
        image = Image.fromarray(np.arange(width * height, dtype=np.uint16).reshape(height, width))
    else:
        image = corpus.photo((width, height)).convert(mode)
    try:
        data = corpus.saved(image, kind)
    except (OSError, KeyError, ValueError):
        return  # this format does not store this mode
    assert images.decode(data, "x").pixels.shape == (height, width, 3)


@pytest.mark.skipif(not STATUS.exists(), reason="peak memory is read from Linux' /proc")
def test_nothing_of_the_corpus_takes_much_memory():
    """In a process of its own, so that only the decoding counts."""
    program = (
        "from bench import corpus\n"
        "from core import images\n"
        "from core.messages import LabError\n"
        "for name, data in corpus.files():\n"
        "    try: images.decode(data, name)\n"
        "    except LabError: pass\n"
        f"print(open({str(STATUS)!r}).read())\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    kilobytes = int(re.search(r"VmHWM:\s*(\d+) kB", told.stdout)[1])  # the peak since its start
    assert kilobytes / 1024 < MEGABYTES
