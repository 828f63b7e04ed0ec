"""What a canvas sends is a picture of its size, or nothing, whoever sends it."""

import numpy as np
import pytest
from PIL import Image

from bench import corpus
from dashboard.components.canvas import pixels


def test_a_painting_comes_as_it_was_painted():
    painted = Image.fromarray(np.arange(4 * 3 * 4, dtype=np.uint8).reshape(3, 4, 4), "RGBA")
    assert (pixels(corpus.saved(painted, "PNG"), (4, 3)) == np.asarray(painted)).all()


def test_another_size_or_mode_becomes_the_one_that_is_meant():
    data = corpus.saved(corpus.photo((30, 20)).convert("P"), "PNG")
    assert pixels(data, (4, 3)).shape == (3, 4, 4)


@pytest.mark.parametrize("name", ["bomb-900-megapixels.png", "eps.png", "really-tiff.png"])
def test_what_is_no_painting_is_none(name):
    assert pixels(dict(corpus.files())[name], (4, 3)) is None


def test_no_picture_at_all_is_none():
    assert pixels(b"", (4, 3)) is None
