"""Printed figures: valid SVG, escaped names, more than colour alone."""

import xml.etree.ElementTree as ET

import numpy as np

from core.figures import printed

EVIL = "<b>&cats"
PEN = printed.pen_of(str)


def test_intervals_mark_the_chosen_row_and_escape_names():
    rows = [
        printed.Interval(EVIL, 0.9, 0.8, 0.95, (0.88, 0.92), "frozen", True),
        printed.Interval("b", 0.5, 0.4, 0.6, (0.5,), "quiet"),
    ]
    svg = printed.intervals(PEN, rows, EVIL, 0.5)
    texts = [node.text for node in ET.fromstring(svg).iter() if node.tag.endswith("text")]
    assert f"★ {EVIL}" in texts and "b" in texts
    assert svg.count("<circle") == 3


def test_curves_are_solid_and_dashed_with_the_unfreezing_marked():
    values = np.array([[0.5, 0.7, 0.9], [0.4, 0.8, 0.9]])
    panel = printed.Curve(EVIL, values, values, 2, "trainable")
    svg = printed.curves(PEN, [panel, panel, panel])
    ET.fromstring(svg)
    assert svg.count("<polyline") == 6 and svg.count("<polygon") == 3
    assert "<b>" not in svg


def test_a_plane_tells_classes_by_shape_and_mistakes_by_a_ring():
    points = np.array([[0.0, 0], [1, 1], [2, 0]])
    svg = printed.plane(PEN, points, [0, 1, 1], [False, True, False], ["a", EVIL])
    ET.fromstring(svg)
    assert svg.count('r="10"') == 1
    assert svg.count("<title>") == 3 and "<b>" not in svg
