"""The textures: pieces of three photos, none of them in both parts."""

import numpy as np
import skimage.data

from core.datasets import library


def test_training_pieces_come_from_the_left_half_and_test_pieces_from_the_right():
    arrays = library.load("textures")
    for label, name in enumerate(("brick", "grass", "gravel")):
        photo = getattr(skimage.data, name)()
        for part, half in (
            (slice(0, arrays.train), photo[:, :256]),
            (slice(arrays.train, None), photo[:, 256:]),
        ):
            mine = arrays.images[part][arrays.labels[part] == label]
            assert len(mine) == 128
            rows = mine[..., 0].reshape(16, 8, 32, 32).swapaxes(1, 2).reshape(512, 256)
            np.testing.assert_array_equal(rows, half)
