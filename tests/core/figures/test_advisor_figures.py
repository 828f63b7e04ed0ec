"""The figures of the strategy advisor."""

import pytest

from core.figures.foretold import ForetoldPoint, foretold
from core.figures.measured import MeasuredRow, measured
from core.figures.promised import PromisedRow, promised
from core.figures.published import PublishedRow, published


def test_every_network_has_its_range_and_what_is_expected_of_it(pen):
    rows = [
        PromisedRow("A", "frozen", 0.82, 0.7, 0.9, True),
        PromisedRow("B", "last block", 0.55, 0.4, 0.7, False),
    ]
    figure = promised(pen, rows, "A leads", chance=0.1)
    ranges, expected = figure.data
    assert list(ranges.base) == [0.7, 0.4] and list(ranges.x) == pytest.approx([0.2, 0.3])
    assert list(expected.x) == [0.82, 0.55]
    first, second = figure.layout.yaxis.ticktext
    assert first.startswith("<b>A</b>") and "last block" in second and "<b>" not in second
    assert figure.layout.shapes[0].x0 == 0.1


def test_every_network_has_its_three_measures(pen):
    rows = [MeasuredRow("A", 0.8, 0.75, 0.7, True), MeasuredRow("B", 0.5, 0.4, 0.3, False)]
    figure = measured(pen, rows, "A leads", chance=0.1)
    probe, before, knn = figure.data
    assert list(probe.x) == [0.8, 0.5] and list(before.x) == [0.75, 0.4]
    assert list(knn.x) == [0.7, 0.3]
    symbols = {trace.marker.symbol for trace in figure.data}
    assert len(symbols) == 3  # not told apart by colour alone
    assert "recommended" in figure.layout.yaxis.ticktext[0]


def test_a_dataset_where_trained_weights_did_not_help_stands_out(pen, palette):
    rows = [PublishedRow("A", "a", 10, 90, chosen=True), PublishedRow("B", "b", 40, 38)]
    figure = published(pen, rows, "t")
    helped, harmed, scratch, transfer = figure.data
    assert helped.line.color == palette.frozen and harmed.line.color == palette.wrong
    assert list(scratch.x) == [10, 40] and list(transfer.x) == [90, 38]
    assert scratch.marker.symbol != transfer.marker.symbol
    assert helped.line.width > harmed.line.width


def test_recommended_trainings_carry_their_range(pen):
    points = [
        ForetoldPoint(0.7, 0.6, 0.8, 0.75, "A", True),
        ForetoldPoint(0.5, 0.4, 0.6, 0.3, "B", False),
    ]
    line, tried, advised = foretold(pen, points, "t").data
    assert list(line.x) == list(line.y)
    assert list(tried.x) == [0.5] and list(advised.y) == [0.75]
    assert advised.error_x.visible and not tried.error_x.visible
    assert advised.marker.symbol != tried.marker.symbol
