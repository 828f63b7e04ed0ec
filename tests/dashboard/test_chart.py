"""A figure on a page."""

from streamlit.testing.v1 import AppTest


def twice():
    import plotly.graph_objects as go

    from core.figures.pen import Pen
    from core.translations import words
    from dashboard.kit.chart import show
    from dashboard.shell.theme import PALETTES

    figure = Pen(PALETTES["light"], words("en")).framed(go.Figure(), "What was found", 300)
    for key in ("mine", "yours"):
        show(figure, key=key, alt="a figure")
        assert figure.layout.height == 260


def test_a_figure_that_several_are_shown_keeps_its_title():
    page = AppTest.from_function(twice).run()
    assert not page.exception
    assert [said.value for said in page.markdown] == ["**What was found**"] * 2
