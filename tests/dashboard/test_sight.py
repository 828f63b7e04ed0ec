"""How often a tab looks at what runs."""

import time

import pytest

from dashboard.shell import sight


@pytest.fixture(autouse=True)
def no_tabs():
    sight._tabs().clear()
    yield
    sight._tabs().clear()


def open_tabs(count, ago=0.0):
    sight._tabs().update({f"{ago} {at}": time.monotonic() - ago for at in range(count)})


def test_a_learner_alone_looks_as_often_as_is_asked():
    assert sight.pace(1.0) == 1.0
    open_tabs(sight.ROOM)
    assert sight.pace(2.0) == 2.0


def test_a_class_looks_less_often_but_within_bounds():
    open_tabs(3 * sight.ROOM)
    assert sight.pace(1.0) == 3.0
    open_tabs(100 * sight.ROOM)
    assert sight.pace(1.0) == sight.RAREST


def test_a_tab_that_was_closed_counts_no_more():
    open_tabs(3 * sight.ROOM, ago=sight.LATELY + 1)
    sight.begin()
    assert sight.pace(1.0) == 1.0
