"""Convolutions as sheets: the drawing has the kernels it speaks of."""

from xml.etree import ElementTree

import pytest

from core.figures.pen import Pen
from core.figures.planes import SHOWN, separable_svg, standard_svg


def cells(svg, palette):
    """Weights drawn: outlined in the colour of what training changes, as the windows are."""
    root = ElementTree.fromstring(svg)
    rects = root.iter("{http://www.w3.org/2000/svg}rect")
    return [rect for rect in rects if rect.get("stroke") == palette.trainable]


@pytest.mark.parametrize("size", [1, 3, 7])
def test_every_channel_has_its_kernel(size, pen, palette):
    windows = SHOWN  # one on every input channel
    standard = cells(standard_svg(pen, size, 4, 8), palette)
    assert len(standard) == windows + SHOWN * size**2
    separable = cells(separable_svg(pen, size, 4, 8), palette)
    assert len(separable) == windows + SHOWN * size**2 + SHOWN  # and the 1×1


def test_words_are_written_and_escaped(palette):
    pen = Pen(palette, lambda message: f"{message} <&>")
    for svg, kernels in ((standard_svg, "8 kernels 3×3×4"), (separable_svg, "4 kernels 3×3")):
        root = ElementTree.fromstring(svg(pen, 3, 4, 8))
        assert root.get("aria-label").endswith(" <&>")
        said = {f"{words} <&>" for words in ("4 channels", "8 channels", kernels)}
        assert said <= {t.text for t in root.iter()}
