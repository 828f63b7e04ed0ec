"""A kernel on a photo: an edge detector finds its edge, mid-grey is zero."""

import numpy as np

from core.imagine.filtered import filtered


def test_an_edge_kernel_answers_at_its_edge_and_nowhere_else():
    view = np.zeros((8, 8, 3), np.uint8)
    view[:, 4:] = 200
    kernel = np.full((3, 3, 3), 128, np.uint8)
    kernel[:, 0], kernel[:, 2] = 0, 255
    found = filtered(view, kernel)
    assert found.shape == (6, 6)
    assert np.allclose(found[:, 2:4], 1)
    assert np.allclose(np.delete(found, [2, 3], 1), 0, atol=1e-6)
    assert not filtered(view[:, ::-1], kernel).any()  # the other way round: below zero


def test_a_colour_kernel_finds_areas_of_its_colour():
    view = np.zeros((6, 6, 3), np.uint8)
    view[:3, :, 0] = 255  # red above
    view[3:, :, 1] = 255  # green below
    kernel = np.zeros((3, 3, 3), np.uint8)
    kernel[..., 0] = 255
    found = filtered(view, kernel)
    assert found[0].min() == 1
    assert found[-1].max() == 0


def test_a_kernel_of_nothing_leaves_nothing():
    view = np.full((5, 5, 3), 90, np.uint8)
    for grey in (127, 128):
        assert not filtered(view, np.full((3, 3, 3), grey, np.uint8)).any()
