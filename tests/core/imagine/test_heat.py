"""Grad-CAM of a network that was trained here, against its own definition."""

import numpy as np
import pytest

from core.imagine.heat import PLACES, gradcam, on_area
from core.transfer.fit import train
from core.transfer.recipe import Recipe

SMALL = Recipe(
    dataset="digits", classes=("0", "1"), size=48, per_class=4, val_per_class=2, test_per_class=2,
    backbone="squeezenet", epochs=1, batch=8,
)  # fmt: skip


@pytest.fixture(scope="module", params=["frozen", "scratch"])
def looked(request):
    """A trained network's maps of four photos, all at once and one by one."""
    kept = {}
    photos = list(np.random.default_rng(0).integers(0, 256, (4, 48, 48, 3), np.uint8))

    def look(trained):
        kept["all"] = gradcam(trained, photos, [0, 1, 0, 1])
        kept["one"] = [
            gradcam(trained, [photo], [number % 2])[0] for number, photo in enumerate(photos[:2])
        ]
        kept["other"] = gradcam(trained, photos, [1, 0, 1, 0])

    train(SMALL.but(scratch=request.param == "scratch"), on_trained=look)
    return kept


def test_maps_are_scaled_each_by_itself_and_fine_enough_for_a_corner(looked):
    heat = looked["all"]
    assert heat.shape[0] == 4 and min(heat.shape[1:]) >= PLACES
    assert all(one.max() == pytest.approx(1) or one.max() == 0 for one in heat)
    assert heat.min() >= 0


def test_many_photos_give_what_each_gives_alone(looked):
    np.testing.assert_allclose(looked["all"][:2], looked["one"], atol=1e-4)


def test_another_class_has_another_map(looked):
    assert not np.allclose(looked["all"], looked["other"])


def test_the_share_on_an_area_is_its_part_of_the_sum():
    heat = np.zeros((8, 8), np.float32)
    heat[4:, 4:] = 1
    corner = np.zeros((48, 48), bool)
    corner[-24:, -24:] = True
    assert on_area(heat, corner) == pytest.approx(1, abs=0.15)  # it is scaled up smoothly
    assert on_area(heat, ~corner) == pytest.approx(1 - on_area(heat, corner))
    assert on_area(np.zeros((8, 8), np.float32), corner) is None
