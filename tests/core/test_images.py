"""Scaling, cropping and PNG bytes."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from core import images
from core.messages import LabError


@pytest.fixture
def photos():
    return np.random.default_rng(0).integers(0, 256, (70, 40, 40, 3), np.uint8)


@pytest.mark.parametrize("crop", [1.0, 0.875])
def test_an_image_of_the_right_size_passes_untouched(photos, crop):
    assert images.resize(photos, 40, crop) is photos


def test_small_pictures_are_scaled_whole(photos):
    out = images.resize(photos, 96, crop=0.5)
    assert out.shape == (70, 96, 96, 3)
    assert out.dtype == np.uint8
    for k in (0, 31, 32, 69):  # on both sides of the threads' borders
        expected = Image.fromarray(photos[k]).resize((96, 96), Image.Resampling.BILINEAR)
        np.testing.assert_array_equal(out[k], np.asarray(expected))


def test_large_photos_are_cropped_to_the_share_of_the_shorter_side():
    wide = np.zeros((1, 100, 160, 3), np.uint8)
    wide[:, 10:90, 40:120] = 255  # exactly what crop 0.8 keeps
    assert (images.resize(wide, 20, crop=0.8) == 255).all()
    assert not (images.resize(wide, 20, crop=0.9) == 255).all()


def test_a_tall_picture_keeps_its_centre_square():
    tall = np.zeros((1, 60, 20, 3), np.uint8)
    tall[:, 20:40] = 200
    assert (images.resize(tall, 32) == 200).all()


def test_scaling_down_is_antialiased():
    lines = np.zeros((1, 64, 64, 3), np.uint8)
    lines[:, :, ::2] = 255  # finer than the small picture can show: must become grey
    out = images.resize(lines, 16)
    assert 110 <= out.min() <= out.max() <= 145


def test_no_images_at_all():
    assert images.resize(np.zeros((0, 8, 8, 3), np.uint8), 16).shape == (0, 16, 16, 3)


def test_a_memory_mapped_part_can_be_scaled(tmp_path, photos):
    np.save(tmp_path / "photos.npy", photos)
    mapped = np.load(tmp_path / "photos.npy", mmap_mode="r")
    np.testing.assert_array_equal(images.resize(mapped[::7], 50), images.resize(photos[::7], 50))


def test_png_bytes_keep_every_pixel(tmp_path, photos):
    data = images.png_bytes(photos[3])
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(data))), photos[3])
    (tmp_path / "photo.png").write_bytes(data)
    np.testing.assert_array_equal(images.read(tmp_path / "photo.png"), photos[3])


def test_grey_and_transparent_files_become_rgb(tmp_path):
    for mode in ("L", "RGBA", "P"):
        Image.new(mode, (5, 4)).save(tmp_path / f"{mode}.png")
        assert images.read(tmp_path / f"{mode}.png").shape == (4, 5, 3)


def saved(image):
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "1", "P"])
def test_a_mask_is_what_is_white_also_beside_an_opaque_channel(mode):
    square = Image.new("L", (40, 40))
    square.paste(255, (10, 10, 30, 30))
    found = images.mask(saved(square.convert(mode)), "mask.png")
    assert found.sum() == 400 and found[10:30, 10:30].all()


def test_where_something_is_transparent_a_mask_is_what_is_not():
    alpha = Image.new("L", (40, 40))
    alpha.paste(255, (10, 10, 30, 30))
    cut = Image.merge("LA", [Image.new("L", (40, 40)), alpha])  # all of it black
    assert images.mask(saved(cut), "mask.png").sum() == 400


@pytest.mark.parametrize("image", [Image.new("L", (9, 9)), Image.new("RGBA", (9, 9))])
def test_a_mask_of_nothing_is_refused(image):
    with pytest.raises(LabError, match="no white area"):
        images.mask(saved(image), "mask.png")
