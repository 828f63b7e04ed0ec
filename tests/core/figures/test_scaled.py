"""A network that grows: both drawn on one scale; the line stands at the counted work."""

from math import log10
from xml.etree import ElementTree

import pytest

from core.figures.scaled import Extent, Point, bought, scaled_svg

BASE, GROWN, MOST = (
    Extent("B0", 200, (8, 16)),
    Extent("φ", 300, (8, 24, 24)),
    Extent("", 600, (16, 48, 48, 48)),
)


def test_squares_and_bars_share_one_scale(pen, palette):
    root = ElementTree.fromstring(scaled_svg(pen, GROWN, BASE, MOST))
    rects = list(root.iter("{http://www.w3.org/2000/svg}rect"))
    for extent, colour in ((BASE, palette.ink), (GROWN, palette.head)):
        photo, *blocks = [r for r in rects if r.get("stroke") == colour]
        assert float(photo.get("width")) / 160 == pytest.approx(extent.side / MOST.side, abs=1e-3)
        tall = [float(block.get("height")) / 170 for block in blocks]
        assert tall == pytest.approx([c / 48 for c in extent.channels], abs=1e-3)
    blocks = {f"{count} blocks, as tall as their channels" for count in (2, 3)}
    assert {"B0: 200 px", "φ: 300 px"} | blocks <= {t.text for t in root.iter()}


def test_the_line_and_its_word_stand_at_the_work(pen):
    points = [Point("B0", 0.4, 77.0), Point("B7", 37, 84.0)]
    figure = bought(pen, points, "Dear", 2.5)
    assert list(figure.data[0].y) == [77.0, 84.0]
    assert figure.layout.shapes[0].x0 == 2.5
    assert figure.layout.annotations[0].x == pytest.approx(log10(2.5))
    assert figure.layout.xaxis.type == "log"
