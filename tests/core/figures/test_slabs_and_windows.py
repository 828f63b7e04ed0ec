"""The drawings of the VGG part: slabs of a stack, and the windows of two 3×3 and one 5×5."""

from xml.etree import ElementTree

import pytest

from core.figures.slabs import Slab, slabs_svg
from core.figures.windows import windows_svg

SVG = "{http://www.w3.org/2000/svg}"


def test_slabs_get_smaller_and_thicker(pen):
    slabs = [Slab(224 >> n, 8 << n, "3×3", f"map <{n}>") for n in range(5)]
    root = ElementTree.fromstring(slabs_svg(pen, slabs, "A stack", 2))
    rects = list(root.iter(f"{SVG}rect"))
    heights = [float(rect.get("height")) for rect in rects]
    widths = [float(rect.get("width")) for rect in rects]
    assert heights == sorted(heights, reverse=True)
    assert widths == sorted(widths)
    assert len(set(heights)) == len(set(widths)) == 5
    edges = [float(rect.get("x")) for rect in rects]
    assert all(b - a > w for a, b, w in zip(edges, edges[1:], widths, strict=False))
    picks = [group.get("data-pick") for group in root.iter(f"{SVG}g")]
    assert picks == [str(n) for n in range(5)]
    strong = [rect.get("stroke-width") for rect in rects]
    assert strong == ["1.2", "1.2", "2.5", "1.2", "1.2"]
    assert [title.text for title in root.iter(f"{SVG}title")][1] == "map <1>"


def cells(chosen, pen):
    root = ElementTree.fromstring(windows_svg(pen, chosen))
    loose = [rect for rect in root if rect.tag == f"{SVG}rect"]
    first = [rect.get("fill") for rect in loose[:25]]
    middle = {
        group.get("data-pick"): group.find(f"{SVG}rect").get("fill")
        for group in root.iter(f"{SVG}g")
    }
    return first, middle


@pytest.mark.parametrize("row", range(3))
@pytest.mark.parametrize("column", range(3))
def test_a_middle_value_marks_the_nine_pixels_that_it_sees(row, column, pen):
    first, middle = cells((row, column), pen)
    (strong,) = {first[5 * row + column]}
    marked = {(n // 5, n % 5) for n, fill in enumerate(first) if fill == strong}
    assert marked == {(row + a, column + b) for a in range(3) for b in range(3)}
    assert len(middle) == 9
    assert [pick for pick, fill in middle.items() if fill == strong] == [f"{row}:{column}"]


def test_without_a_choice_the_middle_pixel_lies_in_most_windows(pen):
    first, _middle = cells(None, pen)
    shades = [float(fill.rsplit(",", 1)[1].rstrip(")")) for fill in first]
    assert max(shades) == shades[12]
    assert min(shades) == shades[0] == shades[4] == shades[20] == shades[24]
    assert shades[12] - shades[0] == pytest.approx(8 * (shades[1] - shades[0]))
