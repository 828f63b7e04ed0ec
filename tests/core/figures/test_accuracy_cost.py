"""The chart of all networks: what is known, what is not, and nothing on top of each other."""

from core.figures.accuracy_cost import NetworkDot, accuracy_cost

DOTS = [
    NetworkDot("small", "Small", 1_200_000, 350, 80.3, "small one"),
    NetworkDot("near", "Near", 23_000_000, 5700, 93.7, "near one"),
    NetworkDot("best", "Best", 22_900_000, 8300, 94.5, "best one", chosen=True),
    NetworkDot("large", "Large", 143_000_000, 19_600, 90.0, "large one"),
    NetworkDot("unknown", "Unknown", 4_700_000, 385, None, "no figure"),
]


def test_networks_without_a_figure_stand_apart_below_all_others(pen):
    known, unknown = accuracy_cost(pen, DOTS, "finding").data
    assert list(known.y) == [80.3, 93.7, 94.5, 90.0]
    assert list(unknown.x) == [4_700_000]
    figure = accuracy_cost(pen, DOTS, "finding")
    (line,) = figure.layout.shapes
    assert max(unknown.y) < line.y0 < min(known.y)
    assert figure.layout.yaxis.range[0] < min(unknown.y)
    assert min(figure.layout.yaxis.tickvals) > line.y0  # the axis does not reach below the line
    everything = accuracy_cost(pen, DOTS[:4], "finding")
    assert not everything.layout.shapes


def test_a_bubbles_area_grows_with_the_work_and_a_click_tells_the_network(pen, palette):
    known, unknown = accuracy_cost(pen, DOTS, "finding").data
    area = [size**2 / dot.macs for size, dot in zip(known.marker.size, DOTS, strict=False)]
    assert max(area) / min(area) < 1.0001
    assert [given[0] for given in known.customdata] == ["small", "near", "best", "large"]
    assert unknown.customdata[0][0] == "unknown"
    assert known.marker.line.color[2] == palette.head
    assert known.marker.line.color[0] == palette.quiet


def test_names_of_neighbours_are_on_different_sides(pen):
    known, _unknown = accuracy_cost(pen, DOTS, "finding").data
    assert known.textposition[1] != known.textposition[2]
    assert known.textposition[0] == known.textposition[2] == "top center"
