"""Ready shapes: a drawing for those who use no pointer."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit import doodle
from tests.patience import PATIENCE

WHOLE = (1.0, 0.5, 0.5)


def ink(name, place):
    return (doodle.shape(name, 100, place, 4, "#000000") < 128).all(2)


@pytest.mark.parametrize("name", doodle.SHAPES)
def test_a_shape_is_a_few_dark_lines_on_white_inside_its_paper(name):
    drawn = ink(name, WHOLE)
    assert 0.02 < drawn.mean() < 0.3
    assert not drawn[[0, -1]].any() and not drawn[:, [0, -1]].any()


def test_its_place_and_size_are_shares_of_the_room():
    left, right = (ink("circle", (0.4, across, 0.0)) for across in (0.0, 1.0))
    assert left[:, :40].sum() == left.sum() and right[:, 60:].sum() == right.sum()
    assert not left[40:].any()
    assert ink("circle", WHOLE).sum() > left.sum()


def script():
    import streamlit as st

    from dashboard.kit import doodle

    drawn = doodle.drawn("me", "1", 64, "White paper: draw a cat", 4, "#000000")
    st.text("nothing" if drawn is None else str((drawn.shape, int((drawn < 128).sum()))))


def test_without_a_pointer_a_shape_is_the_drawing():
    app = AppTest.from_function(script, default_timeout=PATIENCE).run()
    assert app.text[0].value == "nothing"
    app = app.button_group(key="me_way").set_value(doodle.SHAPE).run()
    app = app.button_group(key="me_shape").set_value("star").run()
    app = app.slider(key="me_size").set_value(100).run()
    assert not app.exception
    star = doodle.shape("star", 64, WHOLE, 4, "#000000")
    assert app.text[0].value == str((star.shape, int((star < 128).sum())))
    assert np.unique(star).size > 2  # smooth lines
