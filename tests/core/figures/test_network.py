from itertools import pairwise
from xml.etree import ElementTree

import pytest

from core.figures.network import BlockView, network_svg

SVG = "{http://www.w3.org/2000/svg}"
BLOCKS = [BlockView(f"Block <{i}>", f"{100 * i} & more", 112 / 2**i, 100 * i) for i in range(6)]


def drawn(boundary, pen, blocks=BLOCKS):
    text = network_svg(pen, blocks, boundary, label='A "net"', head="New head")
    return ElementTree.fromstring(text)


@pytest.mark.parametrize("boundary", range(7))
def test_frozen_and_trainable_blocks_differ_in_colour_and_in_sign(pen, boundary):
    root = drawn(boundary, pen)
    groups = [group for group in root if group.get("class") == "block"]
    assert [int(group.get("data-index")) for group in groups] == list(range(6))
    for index, group in enumerate(groups):
        frozen = index < boundary
        colours = {rect.get("fill") for rect in group.iter(f"{SVG}rect")}
        assert colours == {pen.palette.frozen if frozen else pen.palette.trainable}
        signs = {icon.get("class"): icon.get("visibility") for icon in group.iter(f"{SVG}svg")}
        assert signs == {
            "ice": "visible" if frozen else "hidden",
            "fire": "hidden" if frozen else "visible",
        }
    (head,) = [group for group in root if group.get("class") == "head"]
    assert head.find(f"{SVG}rect").get("fill") == pen.palette.head


def test_it_is_told_in_words_and_names_are_escaped(pen):
    root = drawn(2, pen)
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'A "net"'
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert titles[3] == "Block <3>: 300 & more"
    assert titles[-1] == "New head"


def test_maps_shrink_and_the_bars_below_show_where_the_parameters_sit(pen):
    root = drawn(0, pen)
    body = [float(r.get("height")) for r in root.iter(f"{SVG}rect") if r.get("class") == "body"]
    bars = [float(r.get("height")) for r in root.iter(f"{SVG}rect") if r.get("class") == "weight"]
    assert body == sorted(body, reverse=True)
    assert bars == sorted(bars)
    assert len(set(body)) == 6


@pytest.mark.parametrize("count", [1, 5, 36])
def test_any_number_of_blocks_fits_the_width_without_overlap(pen, count):
    root = drawn(0, pen, [BlockView(str(i), "", 7, 0) for i in range(count)])
    edges = [
        (float(r.get("x").rstrip("%")), float(r.get("width").rstrip("%")))
        for r in root.iter(f"{SVG}rect")
        if r.get("class") != "weight"
    ]
    for (x, width), (following, _) in pairwise(edges):
        assert width > 0
        assert x + width <= following
    assert edges[-1][0] + edges[-1][1] <= 100.001


def looked_at(pen, **more):
    text = network_svg(pen, BLOCKS, None, label="net", head="Classifier", **more)
    return ElementTree.fromstring(text)


def test_a_network_that_is_only_looked_at_is_neither_frozen_nor_trainable(pen):
    root = looked_at(pen, chosen=2)
    assert list(root.iter(f"{SVG}svg")) == [root]  # no snowflake, no flame
    bodies = [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "body"]
    assert {rect.get("fill") for rect in bodies} == {pen.palette.quiet, pen.palette.ink}
    assert [rect.get("fill") == pen.palette.ink for rect in bodies].index(True) == 2
    assert [text.text for text in root.iter(f"{SVG}text")][:3] == ["112", "56", "28"]


def test_its_blocks_and_its_head_can_be_picked(pen):
    root = looked_at(pen, chosen=6)
    picks = {group.get("data-pick"): group.get("aria-label") for group in root}
    assert list(picks) == [str(n) for n in range(7)]
    assert picks["3"] == "Block <3>"
    assert picks["6"] == "Classifier"
    (head,) = [group for group in root if group.get("class") == "head"]
    assert head.find(f"{SVG}rect").get("stroke") == pen.palette.ink
    plain = drawn(2, pen)
    assert not [group for group in plain if group.get("data-pick")]
