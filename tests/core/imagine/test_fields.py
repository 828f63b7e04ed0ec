"""What a place of a feature map sees, on the photo."""

import numpy as np
import pytest

from core.imagine import fields
from core.zoo.receptive import Field


@pytest.mark.parametrize(
    ("place", "seen"),
    [((0, 0), (0, 0, 5, 5)), ((2, 3), (10, 6, 17, 13)), ((9, 9), (34, 34, 40, 40))],
)
def test_the_box_of_a_place_ends_at_the_edge_of_the_view(place, seen):
    field = Field(size=7, stride=4, start=-2)
    assert fields.box(field.to_json(), place, 40) == seen


def test_what_has_seen_everything_sees_the_whole_view():
    assert fields.box(Field(whole=True).to_json(), (0, 0), 40) == (0, 0, 40, 40)


def test_the_box_stays_bright_and_the_rest_is_dimmed():
    view = np.full((40, 40, 3), 200, np.uint8)
    out = fields.lit(view, (10, 5, 30, 25), "#ff0001")
    assert (view == 200).all()  # the photo itself is left as it is
    assert (out[6:24, 11:29] == 200).all()
    assert (out[5, 10:30] == (255, 0, 1)).all()
    assert (out[5:25, 29] == (255, 0, 1)).all()
    outside = np.ones((40, 40), bool)
    outside[5:25, 10:30] = False
    assert (out[outside] == int(200 * fields.DIM)).all()


def test_a_field_of_one_pixel_can_still_be_seen():
    out = fields.lit(np.zeros((40, 40, 3), np.uint8), (20, 20, 21, 21), "#ffffff")
    assert out[20, 20].tolist() == [255, 255, 255]
    assert out.sum() == 3 * 255
