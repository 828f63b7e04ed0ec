"""Dots: one for each thing, told apart without colour too."""

from xml.etree import ElementTree

from dashboard.kit.dots import DONE, MISSED, OPEN, dots


def test_each_state_has_its_own_mark():
    svg = ElementTree.fromstring(dots([DONE, MISSED, OPEN], '1 of "3"'))
    assert svg.get("aria-label") == '1 of "3"'
    marks = [path.get("d") for path in svg.findall(".//path")]
    assert len(set(marks)) == 3 and marks[2] == ""
    fills = [circle.get("fill") for circle in svg.findall(".//circle")]
    assert fills[0] != "none" and fills[1:] == ["none", "none"]


def test_nothing_is_no_dot():
    assert "<circle" not in dots([], "nothing")
