"""Boxes and arrows: where an arrow leaves and arrives."""

import re

from core.figures.flow import BOX_X, MARGIN, STEP_X, Arrow, Box, flow_svg

PATH = re.compile(r'd="M([\d.]+) [\d.]+C.*? ([\d.]+) [\d.]+"')


def middle(column):
    return MARGIN + column * STEP_X + BOX_X / 2


def ends(pen, *boxes):
    """Where the arrow between two boxes begins and ends, in pixels across."""
    svg = flow_svg(pen, boxes, [Arrow("a", "b")], "it")
    ((start, end),) = PATH.findall(svg)
    return float(start), float(end)


def test_single_boxes_are_joined_middle_to_middle(pen):
    assert ends(pen, Box("a", "A", column=0), Box("b", "B", column=2, row=1)) == (
        middle(0),
        middle(2),
    )


def test_a_wide_box_is_met_straight_above_or_below_the_other(pen):
    wide, narrow = Box("a", "A", column=1.5, width=4), Box("b", "B", column=3, row=1)
    assert ends(pen, wide, narrow) == (middle(3), middle(3))
    pair = Box("b", "B", column=0.5, width=2, row=1)
    assert ends(pen, wide, pair) == (middle(0.5), middle(0.5))


def test_a_wide_box_elsewhere_is_met_at_its_nearer_end(pen):
    wide, far = Box("a", "A", column=0.5, width=2), Box("b", "B", column=3, row=1)
    assert ends(pen, wide, far) == (middle(1), middle(3))


def test_an_arrow_between_boxes_of_one_row_runs_level_from_edge_to_edge(pen):
    boxes = [Box("a", "A", column=0, row=1), Box("b", "B", column=2, row=1, width=1.5)]
    for start, end in (("a", "b"), ("b", "a")):
        svg = flow_svg(pen, boxes, [Arrow(start, end, label="copy")], "two boxes")
        x0, _y, x1 = (float(n) for n in re.search(r"M([\d.]+) ([\d.]+)H([\d.]+)", svg).groups())
        rects = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
        (left_a, wide_a), (left_b, _wide_b) = [(float(x), float(w)) for x, w in rects]
        between = sorted((x0, x1))
        assert left_a + wide_a <= between[0] <= left_a + wide_a + 4
        assert left_b - 4 <= between[1] <= left_b
        assert (x0 < x1) == (start == "a")
        assert ">copy<" in svg
