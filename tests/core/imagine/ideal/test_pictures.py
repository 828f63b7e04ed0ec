"""Frames and their film."""

import io

import numpy as np
import pytest
from PIL import Image

from core.imagine.ideal import pictures


@pytest.fixture
def frames():
    y, x = np.mgrid[:64, :64]
    base = np.stack([x * 3, y * 3, x + y], -1).astype(np.uint8)
    return [base, base[::-1].copy(), base[:, ::-1].copy()]


def test_a_frame_is_nearly_the_image(frames):
    again = pictures.frame_pixels(pictures.frame_text(frames[0]))
    assert np.abs(again.astype(int) - frames[0]).mean() < 4


def test_the_film_has_every_frame_and_rests_on_the_last(frames):
    film = pictures.animation([pictures.frame_text(frame) for frame in frames])
    with Image.open(io.BytesIO(film)) as image:
        assert image.format == "WEBP" and image.n_frames == 3
        for number, frame in enumerate(frames):
            image.seek(number)
            assert np.abs(np.asarray(image.convert("RGB")).astype(int) - frame).mean() < 6


def test_eight_bits_are_rounded():
    assert pictures.eight_bits(np.array([[[-1, 0.5, 2.0]]])).tolist() == [[[0, 128, 255]]]
