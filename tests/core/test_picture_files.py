"""Which files are pictures that are read, and what is said of the others: by content, not name."""

from __future__ import annotations

import pytest
from PIL import Image

from bench import corpus
from core import images, picture_files
from core.messages import LabError


@pytest.mark.parametrize("kind", picture_files.FORMATS)
@pytest.mark.parametrize("name", ["x.jfif", "x.JPG", "x.pjpeg", "x.tif", "x", "x.txt", ".jpg", ""])
def test_a_picture_is_read_whatever_its_name_says(kind, name):
    found = images.decode(corpus.saved(corpus.photo(), kind), name)
    assert found.pixels.shape == (48, 64, 3) and found.notes == ()


def test_the_formats_in_words_are_those_that_are_read():
    said = str(picture_files.named()).upper()
    assert all(kind in said for kind in picture_files.FORMATS)
    assert {"jpg", "jpe", "jfif", "jif", "pjpeg", "png", "webp", "gif", "bmp"} <= {
        *picture_files.READ
    }
    assert not {*picture_files.READ} & {*picture_files.NOT_READ}


def deep_jpeg():
    """A JPEG whose header says 12 bits for each colour."""
    data = bytearray(corpus.saved(corpus.photo(), "JPEG"))
    data[data.index(b"\xff\xc0") + 4] = 12
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(200), "is a HEIC photo"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(200), "is a HEIC photo"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif" + bytes(200), "AVIF"),
        (corpus.saved(corpus.photo(), "AVIF"), "AVIF"),
        (corpus.saved(corpus.photo(), "TIFF"), "TIFF"),
        (corpus.saved(corpus.photo(), "JPEG2000"), "JPEG 2000"),
        (b"<?xml version='1.0'?>\n<svg xmlns='x'/>", "SVG"),
        (b"\n<!DOCTYPE html><title>404</title>", "is a web page"),
        (deep_jpeg(), "a JPEG with 12 bits"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "is damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "is damaged"),
        (b"\0\0\0\x18ftypisom" + bytes(200), "is not a JPEG, PNG"),
        (b"%PDF-1.7", "is not a JPEG, PNG"),
    ],
)
def test_what_is_not_read_is_called_what_it_is(data, said):
    with pytest.raises(LabError) as error:
        images.decode(data, "photo.jpg")
    assert said in str(error.value) and "photo.jpg" in str(error.value)


def test_of_a_moving_gif_the_first_picture_is_used_and_said():
    others = [Image.new("RGB", corpus.SIDES, "red")]
    data = corpus.saved(corpus.photo(), "GIF", save_all=True, append_images=others)
    assert "first picture" in str(images.decode(data, "x.gif").notes[0])
