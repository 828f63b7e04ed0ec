"""The table behind a figure holds what the figure draws."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.numbers import tables


def test_series_stand_beside_each_other_at_every_place():
    figure = go.Figure(
        [
            go.Scatter(x=[1, 2], y=[0.25, 0.5], name="training"),
            go.Scatter(x=[2, 3], y=[0.123456, 0.4], name="validation"),
            go.Scatter(x=[None], y=[None], name="only the legend"),
        ]
    )
    figure.update_xaxes(title_text="epoch")
    (table,) = tables(figure)
    assert table.rows == [
        {"epoch": 1, "training": 0.25, "validation": None},
        {"epoch": 2, "training": 0.5, "validation": 0.1235},
        {"epoch": 3, "training": None, "validation": 0.4},
    ]


def test_lying_bars_are_read_from_their_names_and_intervals_have_ends():
    bars = go.Bar(x=[0.7], y=["<b>ours</b><br>96 px"], orientation="h", error_x={"array": [0.1]})
    figure = go.Figure(bars).update_xaxes(title_text="accuracy")
    (table,) = tables(figure)
    assert table.rows == [{"x": "ours 96 px", "accuracy": 0.7, "accuracy ±": "0.6–0.8"}]


def test_a_heat_map_is_a_row_a_row():
    figure = go.Figure(go.Heatmap(z=[[1, 2], [3, 4]], x=["a", "b"], y=["c", "d"]))
    figure.update_yaxes(title_text="true")
    (table,) = tables(figure)
    assert table.rows == [{"true": "c", "a": 1, "b": 2}, {"true": "d", "a": 3, "b": 4}]


def test_every_panel_has_its_title():
    figure = make_subplots(1, 2, subplot_titles=["left", "right"])
    figure.add_scatter(x=[1], y=[2], row=1, col=1)
    figure.add_scatter(x=[1], y=[3], row=1, col=2)
    assert [(table.title, table.rows[0]["1"]) for table in tables(figure)] == [
        ("left", 2),
        ("right", 3),
    ]
