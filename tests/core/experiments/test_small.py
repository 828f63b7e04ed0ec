"""The small training that lessons share."""

import keras
import numpy as np
import pytest

from core.experiments import small


def tiny(seed=0):
    keras.utils.set_random_seed(seed)
    layers = keras.layers
    return keras.Sequential(
        [layers.Input((32, 32, 3)), layers.AveragePooling2D(8), layers.Flatten(), layers.Dense(2)]
    )


def made(seed=0, count=64):
    """Bright and dark pictures: what a linear layer can learn."""
    rng = np.random.default_rng(seed)
    y = np.arange(count, dtype=np.int32) % 2
    x = rng.random((count, 32, 32, 3), np.float32) * 0.5 + y[:, None, None, None] * 0.5
    return small.Photos(x, y, x[:16], y[:16], 2)


def test_it_learns_and_tells_of_every_epoch():
    seen = []
    adam = keras.optimizers.Adam(0.05)
    rows = small.train(tiny(), made(), adam, small.orders(64, 8, 16), seen.append)
    assert seen == rows
    assert [row["epoch"] for row in rows] == list(range(1, 9))
    assert rows[-1]["loss"] < rows[0]["loss"]
    assert rows[-1]["val_accuracy"] == 1.0


def test_the_same_seed_gives_the_same_rows():
    runs = [
        small.train(tiny(), made(), keras.optimizers.SGD(0.1), small.orders(64, 3, 16, seed=5))
        for _ in range(2)
    ]
    assert runs[0] == runs[1]


def test_what_is_heard_of_may_stop_it():
    def stop(row):
        raise KeyError(row["epoch"])

    with pytest.raises(KeyError, match="1"):
        small.train(tiny(), made(), keras.optimizers.SGD(0.1), small.orders(64, 3), stop)


def test_a_loss_that_is_no_number_ends_it_and_survives_json():
    rows = small.train(tiny(), made(), keras.optimizers.SGD(1e38), small.orders(64, 5, 16))
    assert len(rows) < 5
    assert rows[-1]["loss"] is None


def test_photos_are_balanced_and_parts_are_disjoint():
    data = small.photos(6, 3, seed=1)
    assert data.x.shape == (60, 32, 32, 3)
    assert data.x.dtype == np.float32
    assert 0 <= data.x.min() < data.x.max() <= 1
    assert np.bincount(data.y).tolist() == [6] * 10
    assert np.bincount(data.y_val).tolist() == [3] * 10
    assert not {one.tobytes() for one in data.x} & {one.tobytes() for one in data.x_val}
