import pytest

from core.figures.gradient_norms import NormLine, gradient_norms, short


def line(name, values, tone, symbol):
    return NormLine(name, values, [v / 2 for v in values], [v * 2 for v in values], tone, symbol)


def test_each_stack_has_its_line_its_range_and_a_name_at_its_end(pen, palette):
    plain = line("plain", [1e-9, 2e-9, 4e-9], "ink", "circle")
    residual = line("residual", [5.0, 2.0, 3.0], "right", "diamond")
    figure = gradient_norms(pen, [plain, residual], "it vanished")
    band, typical, _band, other = figure.data
    assert list(typical.x) == [1, 2, 3]
    assert list(typical.y) == [1e-9, 2e-9, 4e-9]
    assert list(band.y) == [2e-9, 4e-9, 8e-9, 2e-9, 1e-9, 0.5e-9]
    assert (typical.line.color, other.line.color) == (palette.ink, palette.right)
    assert typical.marker.symbol != other.marker.symbol
    assert [note.text for note in figure.layout.annotations] == [
        "<b>plain</b> 4×10⁻⁹",
        "<b>residual</b> 3",
    ]
    low, high = figure.layout.yaxis.range  # powers of ten
    assert low < -9.4
    assert high > 1
    assert figure.layout.title.text == "it vanished"


def test_names_do_not_lie_on_each_other_where_lines_end_together(pen):
    lines = [line("a", [1.0, 1.0], "ink", "circle"), line("b", [1.0, 1.01], "right", "diamond")]
    first, second = gradient_norms(pen, lines, "t").layout.annotations
    assert abs(first.y - second.y) > 0.1


def test_a_layer_that_gets_nothing_stays_on_the_axis(pen):
    figure = gradient_norms(pen, [line("a", [0.0, 1.0], "ink", "circle")], "t")
    assert figure.data[1].y[0] > 0
    assert figure.data[1].customdata[0] == "0"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (2.4e-10, "2×10⁻¹⁰"),
        (0.013, "0.013"),
        (5.84, "5.8"),
        (170.2, "170"),
        (2e4, "2×10⁴"),
    ],
)
def test_numbers_are_short(value, said):
    assert short(value) == said
