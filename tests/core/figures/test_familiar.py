"""Confidence beside energy: every bar says its number, the known photo looks different."""

from core.figures.familiar import familiar


def test_rows_keep_their_order_and_the_first_its_colour(pen, palette):
    rows = [("photo", 0.9, -12.0), ("noise", 0.2, -5.0)]
    figure = familiar(pen, rows, "title")
    shares, energies = figure.data
    assert list(shares.y) == ["noise", "photo"]  # Plotly counts from below
    assert list(shares.x) == [20.0, 90.0]
    assert list(energies.x) == [-5.0, -12.0]
    assert list(shares.marker.color) == [palette.wrong, palette.frozen]


def test_long_axis_titles_are_broken(pen):
    figure = familiar(pen, [("a", 0.5, 1.0)], "title")
    assert "<br>" in figure.layout.xaxis.title.text
