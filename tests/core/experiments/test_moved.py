import numpy as np
import pytest

from core.experiments.moved import FILLS, move, one

SIZE = 12


def photo():
    return np.random.default_rng(0).integers(0, 256, (SIZE, SIZE, 3)).astype(np.uint8)


@pytest.mark.parametrize("fill", FILLS)
def test_nothing_moves_without_a_movement(fill):
    np.testing.assert_array_equal(move(photo(), one(SIZE), fill)[0], photo())


@pytest.mark.parametrize("fill", FILLS)
def test_a_half_turn_and_a_mirror_need_no_filling(fill):
    half = move(photo(), one(SIZE, angle=np.pi), fill)[0]
    assert np.abs(half.astype(int) - photo()[::-1, ::-1]).max() <= 1
    np.testing.assert_array_equal(move(photo(), one(SIZE, flip=True), fill)[0], photo()[:, ::-1])


def test_a_quarter_turn_is_counter_clockwise():
    turned = move(photo(), one(SIZE, angle=np.pi / 2))[0]
    assert np.abs(turned.astype(int) - np.rot90(photo())).max() <= 1


def test_what_fills_the_place_that_a_shift_leaves_empty():
    moved = {fill: move(photo(), one(SIZE, right=-3.0), fill)[0] for fill in FILLS}
    for picture in moved.values():
        np.testing.assert_array_equal(picture[:, 3:], photo()[:, :-3])
    np.testing.assert_array_equal(moved["nearest"][:, :3], photo()[:, :1].repeat(3, 1))
    np.testing.assert_array_equal(moved["reflect"][:, :3], photo()[:, 2::-1])
    np.testing.assert_array_equal(moved["wrap"][:, :3], photo()[:, -3:])
    assert not moved["constant"][:, :3].any()


def test_many_at_once_are_each_its_own():
    both = np.concatenate([one(SIZE, down=2.0), one(SIZE, zoom_x=1.3, zoom_y=1.3)])
    moved = move(photo(), both)
    for picture, transform in zip(moved, both, strict=True):
        np.testing.assert_array_equal(picture, move(photo(), transform[None])[0])
