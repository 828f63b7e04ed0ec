import base64
import io

import numpy as np
import pytest
from PIL import Image

from core.imagine import edges


def test_sobel_is_scipys():
    from scipy import ndimage

    photo = np.random.default_rng(0).integers(0, 256, (20, 30, 3)).astype(np.uint8)
    grey = photo.astype(float) @ [0.299, 0.587, 0.114]
    steep = np.hypot(*(ndimage.sobel(grey, axis, mode="nearest") for axis in (0, 1)))
    np.testing.assert_allclose(edges.sobel(photo), steep / steep.max(), atol=1e-5)


def test_an_even_photo_has_no_edges():
    assert not edges.sobel(np.full((8, 8, 3), 90, np.uint8)).any()


@pytest.mark.parametrize("percent", [1, 10, 37])
def test_the_strongest_places_are_exactly_so_many(percent):
    values = np.random.default_rng(0).integers(0, 5, (20, 25)).astype(np.float32)  # many are equal
    chosen = edges.strongest(values, percent)
    assert chosen.sum() == round(500 * percent / 100)
    assert values[chosen].min() >= values[~chosen].max()


@pytest.mark.parametrize(
    ("shape", "seen"),
    [((300, 451, 3), (304, 448)), ((1024, 700, 3), (480, 336)), ((1, 1, 3), (16, 16)),
     ((4, 1000, 3), (16, 480))],
)  # fmt: skip
def test_sides_suit_four_poolings(shape, seen):
    assert edges.seen(np.zeros(shape, np.uint8)).shape == (*seen, 3)


def test_a_bright_square_is_outlined():
    photo = np.full((96, 96, 3), 40, np.uint8)
    photo[32:64, 32:64] = (230, 200, 60)
    found = edges.edges(photo)

    def map_of(text):
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(text)))).astype(int)

    fused = map_of(found["fused"])
    assert list(fused.shape) == found["size"] == [96, 96]
    assert len(found["sides"]) == len(found["weights"]) == 5
    border = fused[30:34, 36:60].max(0)
    assert border.min() > 3 * max(fused[44:52, 44:52].max(), 1)  # the inside is even
    # one weight for each channel of five blocks and five biases; the mix has five and one
    assert found["parameters"]["new"] == 64 + 128 + 256 + 512 + 512 + 5 + 6
    assert found["parameters"]["all"] == 14_714_688 + found["parameters"]["new"]
