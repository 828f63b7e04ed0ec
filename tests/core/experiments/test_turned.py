import numpy as np

from core.datasets import library
from core.experiments.turned import SIDE, read


def test_upright_digits_are_read_well():
    reading = read(0.0)
    data = library.load("digits")
    assert len(reading.true) == len(data.labels) - data.train
    assert (reading.true == reading.said).mean() > 0.97
    assert reading.pixels.shape == (len(reading.true), SIDE, SIDE)


def test_the_reader_is_the_nearest_neighbour():
    from sklearn.neighbors import KNeighborsClassifier

    data = library.load("digits")
    flat = data.images[..., 0].reshape(len(data.labels), -1).astype(float)
    known, labels = flat[: data.train], data.labels[: data.train]
    theirs = KNeighborsClassifier(1, algorithm="brute").fit(known, labels)
    assert (read(0.0).said == theirs.predict(flat[data.train :])).all()


def test_a_half_turn_makes_a_six_a_nine_and_keeps_a_zero():
    reading = read(180.0)
    sixes, every = reading.share(6, 9)
    assert sixes > every / 2 > reading.still_right(6)[0]
    assert reading.still_right(0)[0] > 0.9 * every


def test_a_mirror_is_its_own_inverse_for_a_half_turn():
    # turned by 180 degrees and mirrored is upside down
    both = read(180.0, mirrored=True).pixels.astype(int)
    assert np.abs(both - read(0.0).pixels[:, ::-1]).max() <= 1
