"""Convolutions as sheets: the drawing has the kernels it speaks of."""

from xml.etree import ElementTree

import pytest

from core.figures.planes import SHOWN, PlaneTexts, separable_svg, standard_svg

TEXTS = PlaneTexts("how <it> works", "4 channels", "8 channels", "8 kernels & more", "1×1×4")


def cells(svg, palette):
    """Weights drawn: outlined in the colour of what training changes, as the windows are."""
    root = ElementTree.fromstring(svg)
    rects = root.iter("{http://www.w3.org/2000/svg}rect")
    return [rect for rect in rects if rect.get("stroke") == palette.trainable]


@pytest.mark.parametrize("size", [1, 3, 7])
def test_every_channel_has_its_kernel(size, palette):
    windows = SHOWN  # one on every input channel
    standard = cells(standard_svg(size, TEXTS, palette), palette)
    assert len(standard) == windows + SHOWN * size**2
    separable = cells(separable_svg(size, TEXTS, palette), palette)
    assert len(separable) == windows + SHOWN * size**2 + SHOWN  # and the 1×1


def test_words_are_written_and_escaped(palette):
    for svg in (standard_svg(3, TEXTS, palette), separable_svg(3, TEXTS, palette)):
        root = ElementTree.fromstring(svg)
        assert root.get("aria-label") == "how <it> works"
        assert {"4 channels", "8 channels", "8 kernels & more"} <= {t.text for t in root.iter()}
