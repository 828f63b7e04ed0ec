"""Where the boxes of a block stand, whatever kind of block it is."""

from xml.etree import ElementTree

import pytest

from core.figures.block import block_svg, columns
from core.figures.flow import STEP_X, STEP_Y, Box
from core.zoo.steps import INPUT, Step

SVG = "{http://www.w3.org/2000/svg}"


def step(name, *inputs, kind="Conv2D"):
    return Step({"name": name, "kind": kind}, (), (), inputs or (INPUT,))


CHAIN = [step("a"), step("b", "a"), step("c", "b")]
FIRE = [
    step("squeeze"),
    step("near", "squeeze"),
    step("wide", "squeeze"),
    step("join", "near", "wide", kind="Concatenate"),
]
RESIDUAL = [step("a"), step("b", "a"), step("add", "b", INPUT, kind="Add")]
GATED = [
    step("a"),
    step("mean", "a"),
    step("scale", "a", "mean", kind="Multiply"),
    step("b", "scale"),
    step("add", "b", INPUT, kind="Add"),
]
NESTED = [
    step("one"),
    step("two"),
    step("row", "two"),
    step("column", "two"),
    step("inner", "row", "column", kind="Concatenate"),
    step("outer", "one", "inner", kind="Concatenate"),
]
BLOCKS = {"chain": CHAIN, "fire": FIRE, "residual": RESIDUAL, "gated": GATED, "nested": NESTED}


def drawn(steps, pen, **more):
    words = {
        one.id: Box(one.id, one.id, "8×8×4", pick=True, hover=f"{one.id} <says>") for one in steps
    }
    text = block_svg(pen, steps, "A block", words=words, start="before", **more)
    return ElementTree.fromstring(text).find(f".//{SVG}svg")


def places(root):
    """Middle of every box by what is written in it: column and row."""
    out = {}
    for group in root.iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        x = float(rect.get("x")) + float(rect.get("width")) / 2
        out[group.find(f"{SVG}text").text] = (x / STEP_X, round(float(rect.get("y")) / STEP_Y))
    return out


@pytest.mark.parametrize("steps", BLOCKS.values(), ids=BLOCKS)
def test_no_two_boxes_meet_and_everything_flows_down(steps, pen):
    at = places(drawn(steps, pen))
    assert set(at) == {"before", *(one.id for one in steps)}
    spots = list(at.values())
    for place, (column, row) in enumerate(spots):
        for other, level in spots[:place]:
            assert row != level or abs(column - other) > 0.99
    for one in steps:
        for source in one.inputs:
            assert at["before" if source == INPUT else source][1] < at[one.id][1]


@pytest.mark.parametrize(
    ("name", "wide"), [("chain", 1), ("fire", 2), ("residual", 1), ("gated", 1), ("nested", 3)]
)
def test_ways_that_part_stand_side_by_side(name, wide):
    assert columns(BLOCKS[name]) == wide


def test_ways_stand_in_the_order_in_which_they_are_joined(pen):
    turned = [*FIRE[:3], step("join", "wide", "near", kind="Concatenate")]
    for steps, left, right in ((FIRE, "near", "wide"), (turned, "wide", "near")):
        at = places(drawn(steps, pen))
        assert at[left][0] < at[right][0]
        assert at[left][1] == at[right][1]


def test_a_way_without_steps_goes_around_and_is_named(pen):
    root = drawn(RESIDUAL, pen)
    dashed = [path for path in root.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert dashed[0].get("stroke") == pen.palette.right
    assert "skip" in [text.text for text in root.iter(f"{SVG}text")]
    straight = drawn(CHAIN, pen)
    assert not [path for path in straight.iter(f"{SVG}path") if path.get("stroke-dasharray")]


def test_steps_can_be_picked_the_input_cannot_and_names_are_escaped(pen):
    root = drawn(FIRE, pen, chosen="wide")
    picks = [group.get("data-pick") for group in root.iter(f"{SVG}g")]
    assert sorted(filter(None, picks)) == ["join", "near", "squeeze", "wide"]
    assert picks.count(None) == 1
    widths = {
        group.get("data-pick"): group.find(f"{SVG}rect").get("stroke-width")
        for group in root.iter(f"{SVG}g")
    }
    assert widths["wide"] == "3"
    assert widths["near"] == "1.5"
    assert root.get("aria-label") == "A block"
