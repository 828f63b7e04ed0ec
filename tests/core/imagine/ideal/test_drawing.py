"""Parameters and the images they stand for, against NumPy."""

import numpy as np
import pytest

from core import images
from core.datasets import samples
from core.imagine.ideal import drawing, spectrum
from core.imagine.ideal.recipe import Ideal
from core.messages import LabError

SIZE = 64


@pytest.fixture
def smooth():
    """An image float32 [SIZE, SIZE, 3] without what half the resolution could not hold."""
    y, x = np.mgrid[:SIZE, :SIZE] / SIZE * 2 * np.pi
    planes = [0.5 + 0.3 * np.sin(x + 2 * y), 0.5 + 0.2 * np.cos(3 * x), 0.4 + 0.1 * np.sin(y)]
    return np.stack(planes, -1).astype(np.float32)


def test_the_fourier_image_is_that_of_numpy():
    z = np.random.default_rng(3).normal(0, 0.5, (2, SIZE, SIZE // 2 + 1, 3)).astype(np.float32)
    periods = np.hypot(
        np.fft.fftfreq(SIZE, 1 / SIZE)[:, None], np.fft.rfftfreq(SIZE, 1 / SIZE)[None]
    )
    weight = drawing.GAIN / np.maximum(periods, 1) ** drawing.DECAY
    waves = (z[0] + 1j * z[1]) * weight[..., None] * SIZE**2
    mixed = np.fft.irfft2(waves, (SIZE, SIZE), axes=(0, 1)) @ spectrum.COLOURS.T
    expected = 1 / (1 + np.exp(-mixed))
    np.testing.assert_allclose(drawing.FOURIER.draw(z)[0], expected, atol=1e-5)


@pytest.mark.parametrize("size", [64, 96])
def test_phases_turn_and_every_magnitude_stays_that_of_photographs(size):
    """Whatever the phases are: those of the first and last column, which mirror themselves, too."""
    rng = np.random.default_rng(size)
    for z in (drawing.MACO.noise(size, rng), rng.normal(0, 3, (1, size, size // 2 + 1, 3))):
        image = np.asarray(drawing.MACO.draw(z.astype(np.float32))[0], np.float64)
        mixed = np.log(image / (1 - image)) @ np.linalg.inv(spectrum.COLOURS).T
        found = np.abs(np.fft.rfft2(mixed, axes=(0, 1))) / size**2
        known = np.abs(np.transpose(drawing.magnitudes(size), (1, 2, 0)))
        np.testing.assert_allclose(found, known, rtol=0.02, atol=2e-4)


def test_photographs_hold_less_the_finer_it_is_and_as_much_of_each_decorrelated_colour():
    known = spectrum.measured()
    assert np.isfinite(known).all()
    octaves = [known[k : 2 * k].mean(0) for k in (1, 4, 16, 64)]
    assert (np.diff(octaves, axis=0) < 0).all()
    assert np.ptp(known[1:].sum(0)) < 0.2 * known[1:].sum(0).mean()


def test_the_phases_of_a_photo_are_read_and_drawn_again():
    """With the magnitudes of the mean photo what it shows stays where it is."""
    photo = images.resize(samples.sample("chelsea").pixels()[None], SIZE)[0] / 255
    drawn = np.asarray(drawing.MACO.draw(drawing.MACO.read(photo.astype(np.float32)))[0])
    assert np.corrcoef(drawn.mean(-1).ravel(), photo.mean(-1).ravel())[0, 1] > 0.6


def test_phases_carry_over_to_twice_the_size():
    z = drawing.MACO.noise(SIZE, np.random.default_rng(0))
    small = np.asarray(drawing.MACO.draw(z)[0])
    large = np.asarray(drawing.MACO.draw(drawing.MACO.finer(z))[0])
    again = large.reshape(SIZE, 2, SIZE, 2, 3).mean((1, 3))
    assert np.corrcoef(again.ravel(), small.ravel())[0, 1] > 0.9


@pytest.mark.parametrize("form", [drawing.PIXELS, drawing.FOURIER], ids=["pixels", "fourier"])
def test_an_image_that_is_read_is_drawn_again(form, smooth):
    np.testing.assert_allclose(form.draw(form.read(smooth))[0], smooth, atol=1e-4)


@pytest.mark.parametrize("form", [drawing.PIXELS, drawing.FOURIER], ids=["pixels", "fourier"])
def test_an_image_carries_over_to_twice_the_size(form, smooth):
    large = np.asarray(form.draw(form.finer(form.read(smooth)))[0])
    assert large.shape == (2 * SIZE, 2 * SIZE, 3)
    again = large.reshape(SIZE, 2, SIZE, 2, 3).mean((1, 3))
    assert np.abs(again - smooth).mean() < 0.02


def test_pixels_stay_between_black_and_white():
    assert np.ptp(drawing.PIXELS.tidy(np.float32([[-3.0, 0.5, 7.0]]), 0.05)) == 1


def test_coefficients_fade_with_the_rate():
    z = np.ones((2, 4, 3, 3), np.float32)
    assert np.asarray(drawing.FOURIER.tidy(z, 0.0)).min() == 1
    assert 0.9 < np.asarray(drawing.FOURIER.tidy(z, 0.05)).max() < 1


@pytest.mark.parametrize("param", ["pixel", "fourier"])
def test_starts(param, smooth):
    recipe, photo = Ideal(param=param), (smooth * 255).round().astype(np.uint8)

    def drawn(**changes):
        chosen = recipe.but(**changes)
        z = drawing.start(chosen, SIZE, photo)
        return np.asarray(drawing.of(chosen).draw(z)[0])

    assert np.array_equal(drawn(seed=1), drawn(seed=1))
    assert not np.array_equal(drawn(seed=1), drawn(seed=2))
    np.testing.assert_allclose(drawn(start="grey"), 0.5, atol=1e-5)
    np.testing.assert_allclose(drawn(start="photo"), photo / 255, atol=1e-3)
    with pytest.raises(LabError, match="photo"):
        drawing.start(recipe.but(start="photo"), SIZE, None)
