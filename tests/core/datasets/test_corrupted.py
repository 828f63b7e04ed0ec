"""Damage is that of the published definitions, written here by scikit-image and Pillow."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from skimage.color import hsv2rgb, rgb2hsv
from skimage.data import astronaut
from skimage.filters import gaussian

from core.datasets.corrupted import KINDS, LARGE, SEVERITIES, corrupted
from core.images import resize

TINY = resize(astronaut()[None], 32)
PHOTO = resize(astronaut()[None], LARGE)


def as_bytes(unit):
    return (np.clip(unit, 0, 1) * 255).astype(np.uint8)


def blur(photo, sigma):
    return as_bytes(gaussian(photo / 255, sigma=sigma, channel_axis=-1))


def darkness(photo, less):
    hsv = rgb2hsv(photo / 255)
    hsv[..., 2] = np.clip(hsv[..., 2] - less, 0, 1)
    return as_bytes(hsv2rgb(hsv))


def contrast(photo, share):
    mean = (photo / 255).mean(axis=(0, 1), keepdims=True)
    return as_bytes((photo / 255 - mean) * share + mean)


def pixels(photo, share):
    side, box = len(photo), Image.Resampling.BOX
    small = Image.fromarray(photo).resize((int(side * share),) * 2, box)
    return np.asarray(small.resize((side, side), box))


def jpeg(photo, quality):
    file = BytesIO()
    Image.fromarray(photo).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))


@pytest.mark.parametrize("severity", range(1, SEVERITIES + 1))
@pytest.mark.parametrize("make", [blur, darkness, contrast, pixels, jpeg])
@pytest.mark.parametrize("photos", [TINY, PHOTO], ids=["32", "224"])
def test_damage_is_as_it_is_defined(photos, make, severity):
    entry = KINDS[make.__name__]
    constants = entry.tiny if photos is TINY else entry.large
    ours = corrupted(photos, make.__name__, severity)[0].astype(int)
    theirs = make(photos[0], constants[severity - 1]).astype(int)
    assert np.abs(ours - theirs).max() <= 1  # a value that falls between two bytes


@pytest.mark.parametrize("severity", range(1, SEVERITIES + 1))
def test_noise_has_the_spread_that_is_defined(severity):
    grey = np.full((4, 32, 32, 3), 128, np.uint8)
    noise = corrupted(grey, "noise", severity).astype(float) - 128
    assert noise.std() / 255 == pytest.approx(KINDS["noise"].tiny[severity - 1], rel=0.05)


def test_noise_grows_with_the_severity_and_comes_from_the_seed():
    grey = np.full((1, 32, 32, 3), 128, np.uint8)
    first, second = (corrupted(grey, "noise", severity).astype(int) - 128 for severity in (1, 5))
    assert np.corrcoef(first.ravel(), second.ravel())[0, 1] > 0.99
    assert (corrupted(grey, "noise", 1, seed=1) != corrupted(grey, "noise", 1)).any()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_damaged_at_severity_0_and_more_and_more_above_it(kind):
    assert (corrupted(TINY, kind, 0) == TINY).all()
    gone = [
        np.abs(corrupted(TINY, kind, severity).astype(int) - TINY).mean()
        for severity in range(SEVERITIES + 1)
    ]
    assert gone[0] == 0 and gone[-1] == max(gone) > 1


def test_large_photos_are_scaled_to_the_side_that_the_severities_are_made_for():
    assert corrupted(astronaut()[None], "blur", 1).shape == (1, LARGE, LARGE, 3)
