import pytest

from core.figures.pairs import Group, Pair, pairs

GROUPS = [
    Group("first", [Pair("a", 0.2, 0.4), Pair("b", 0.4, 0.8)]),
    Group("second", [Pair("a", 0.9, 0.5)]),
]


def test_every_seed_is_a_line_and_the_mean_a_bar(pen):
    figure = pairs(pen, GROUPS, "Found", sides=("without", "with"), share="Share")
    lines = [trace for trace in figure.data if "markers" in trace.mode]
    assert [tuple(trace.y) for trace in lines] == [(0.2, 0.4), (0.4, 0.8), (0.9, 0.5)]
    bars = [trace for trace in figure.data if "text" in trace.mode]
    assert [trace.y[0] for trace in bars] == pytest.approx([0.3, 0.6, 0.9, 0.5])
    assert bars[0].text[1].strip() == "30%"


def test_it_says_what_is_what(pen):
    figure = pairs(pen, GROUPS, "Found", sides=("without", "with"), share="Share")
    assert figure.layout.title.text == "Found"
    assert figure.layout.xaxis.ticktext == ("without", "with")
    assert figure.layout.yaxis.title.text == "Share"
    assert [note.text for note in figure.layout.annotations] == ["first", "second"]


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (3, 1), (4, 2)])
def test_more_than_three_panels_stand_in_rows_of_two(pen, count, rows):
    groups = [Group(str(number), GROUPS[1].pairs) for number in range(count)]
    figure = pairs(pen, groups, "Found", sides=("without", "with"), share="Share")
    assert [note.text for note in figure.layout.annotations] == [group.title for group in groups]
    tops = {round(note.y, 2) for note in figure.layout.annotations}
    assert len(tops) == rows
