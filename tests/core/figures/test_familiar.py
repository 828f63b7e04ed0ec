"""Confidence beside energy: every bar says its number, the known photo looks different."""

from core.figures.familiar import FamiliarTexts, familiar
from dashboard.shell.theme import PALETTES

TEXTS = FamiliarTexts("title", "probability", "energy")


def test_rows_keep_their_order_and_the_first_its_colour():
    palette = PALETTES["light"]
    rows = [("photo", 0.9, -12.0), ("noise", 0.2, -5.0)]
    figure = familiar(rows, TEXTS, palette)
    shares, energies = figure.data
    assert list(shares.y) == ["noise", "photo"]  # Plotly counts from below
    assert list(shares.x) == [20.0, 90.0]
    assert list(energies.x) == [-5.0, -12.0]
    assert list(shares.marker.color) == [palette.wrong, palette.frozen]


def test_long_axis_titles_are_broken():
    long = FamiliarTexts("title", "probability of the very first answer of all", "energy")
    figure = familiar([("a", 0.5, 1.0)], long, PALETTES["dark"])
    assert "<br>" in figure.layout.xaxis.title.text
