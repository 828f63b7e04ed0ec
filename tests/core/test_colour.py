"""What the numbers of a file mean: profiles, cameras' notes, depths; all become 8-bit sRGB."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from bench import corpus
from core import images

GREEN = (116, 251, 77)  # how Display P3 writes the pure green of sRGB


def decoded(colour, mode="RGB", kind="PNG", **options):
    """The one colour that a file of this colour is read as, and what was said about it."""
    found = images.decode(corpus.saved(Image.new(mode, (8, 8), colour), kind, **options), "x")
    return found.pixels[4, 4].tolist(), [str(note) for note in found.notes]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_phones_wide_green_is_the_green_of_srgb(kind):
    lossless = {"lossless": True} if kind == "WEBP" else {}
    pixel, notes = decoded(GREEN, kind=kind, icc_profile=corpus.profile(corpus.P3), **lossless)
    assert np.abs(np.array(pixel) - (0, 255, 0)).max() <= (12 if kind == "JPEG" else 4)
    assert notes == []
    assert decoded(GREEN, kind=kind, **lossless)[0][0] > 100  # without the profile it is what it is


def test_greys_and_white_keep_their_place_in_a_wide_profile():
    wide = corpus.profile(corpus.P3)
    for level in (0, 40, 128, 255):
        assert np.abs(np.array(decoded((level,) * 3, icc_profile=wide)[0]) - level).max() <= 6


def test_adobe_rgb_is_known_by_its_profile_and_by_a_cameras_note_alone():
    camera = Image.Exif()
    camera[0x8769] = {0xA001: 0xFFFF, 0xA005: {1: "R03"}}  # uncalibrated; interoperability R03
    by_profile, _ = decoded((144, 255, 60), icc_profile=corpus.profile(corpus.ADOBE_RGB))
    by_note, _ = decoded((144, 255, 60), exif=camera)
    assert np.abs(np.array(by_profile) - by_note).max() <= 3
    assert by_note[0] < 40
    assert decoded((144, 255, 60), exif=Image.Exif())[0] == [144, 255, 60]


def test_an_srgb_profile_changes_no_pixel():
    same = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pixels = np.random.default_rng(0).integers(0, 256, (40, 40, 3), np.uint8)
    data = corpus.saved(Image.fromarray(pixels), "PNG", icc_profile=same)
    np.testing.assert_array_equal(images.decode(data, "x").pixels, pixels)


def test_a_grey_profile_brightens_and_a_grey_photo_takes_a_colour_profile():
    linear = corpus.profile(corpus.P3, 1.0, b"GRAY")
    assert decoded(55, "L", icc_profile=linear)[0] == [128, 128, 128]
    assert decoded((55, 128), "LA", icc_profile=linear)[1] == [
        "What is transparent is shown on white."
    ]
    pixel, notes = decoded(100, "L", icc_profile=corpus.profile(corpus.P3))
    assert max(pixel) - min(pixel) <= 1 and notes == []


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_transparency_and_palettes_are_converted_too(mode):
    image = Image.new("RGB", (8, 8), GREEN).convert(mode)
    data = corpus.saved(image, "PNG", icc_profile=corpus.profile(corpus.P3))
    assert np.abs(images.decode(data, "x").pixels[4, 4].astype(int) - (0, 255, 0)).max() <= 5


def test_a_turned_photo_is_converted_and_upright():
    exif = Image.Exif()
    exif[corpus.ORIENTATION] = 6
    wide = corpus.profile(corpus.P3)
    data = corpus.saved(corpus.photo((40, 20)), "PNG", exif=exif, icc_profile=wide)
    assert images.decode(data, "x").pixels.shape == (40, 20, 3)


@pytest.mark.parametrize(
    ("mode", "profile"),
    [
        ("RGB", b"rubbish" * 40),
        ("RGB", corpus.profile(corpus.P3)[:200]),
        ("RGB", corpus.profile(corpus.P3, 2.2, b"GRAY")),
        ("CMYK", corpus.profile(corpus.P3)),
        ("RGB", bytes(4_100_000)),
    ],
)
def test_a_profile_that_cannot_be_used_is_passed_over_and_told(mode, profile):
    photo = corpus.photo().convert(mode)
    with_it = images.decode(corpus.saved(photo, "JPEG", icc_profile=profile), "x")
    without = images.decode(corpus.saved(photo, "JPEG"), "x")
    if mode == "RGB":
        np.testing.assert_array_equal(with_it.pixels, without.pixels)
        assert "sRGB" in str(with_it.notes[0])
    assert with_it.pixels.shape == without.pixels.shape


@pytest.mark.parametrize(("bits", "told"), [(8, True), (10, True), (12, True), (14, False)])
def test_few_bits_in_a_file_of_sixteen_are_not_black(bits, told):
    deep = np.linspace(0, 2**bits - 1, 64 * 48).reshape(48, 64).astype(np.uint16)
    found = images.decode(corpus.saved(Image.fromarray(deep), "PNG"), "x")
    assert found.pixels.max() == (255 if told else 63)
    assert [f"only {bits} of 16" in str(note) for note in found.notes] == [True] * told


def test_a_transparent_shade_of_sixteen_bits_is_laid_on_white():
    deep = np.full((8, 8), 40_000, np.uint16)
    deep[:, :4] = 300
    data = corpus.saved(Image.fromarray(deep), "PNG", transparency=300)
    found = images.decode(data, "x")
    assert (found.pixels[:, :4] == 255).all() and (found.pixels[:, 4:] == 40_000 >> 8).all()
    assert "white" in str(found.notes[0])
    assert images.mask(data, "x").sum() == 32


def test_one_bit_is_black_and_white():
    drawn = Image.new("1", (16, 8))
    drawn.paste(1, (8, 0, 16, 8))
    for kind in ("PNG", "BMP", "GIF"):
        pixels = images.decode(corpus.saved(drawn, kind), "x").pixels
        assert (pixels[:, :8] == 0).all() and (pixels[:, 8:] == 255).all()


def test_of_a_phones_several_pictures_in_one_jpeg_the_first_is_taken():
    buffer = io.BytesIO()
    other = Image.new("RGB", corpus.SIDES, "red")
    corpus.photo().save(buffer, "MPO", save_all=True, append_images=[other])
    found = images.decode(buffer.getvalue(), "x.mpo")
    assert found.notes == ()
    assert np.abs(found.pixels - np.asarray(corpus.photo()).astype(int)).mean() < 12
