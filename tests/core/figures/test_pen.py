"""The pen: words of the language, and each mark of the house once."""

from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from core.figures import svg
from core.figures.interval import interval_svg
from core.figures.palette import VARIABLES
from core.figures.pen import Pen
from core.messages import msg
from core.translations import words

SVG = f"{{{svg.NAMESPACE}}}"


def test_it_speaks_the_language_it_was_given(palette):
    assert Pen(palette, str).say(msg("epoch")) == "epoch"
    assert Pen(palette, words("ja")).say(msg("epoch")) == "エポック"


def test_an_interval_reaches_from_its_value_to_both_ends_and_never_backwards(pen):
    bars = pen.interval([0.5, 1.0], [(0.4, 0.7), (0.9, 0.99)], "#000000")
    assert bars["array"] == pytest.approx([0.2, 0.0])
    assert bars["arrayminus"] == pytest.approx([0.1, 0.1])


def test_a_reference_stands_upright_or_level_and_has_words_only_where_it_is_given_some(pen):
    figure = go.Figure()
    pen.reference(figure, x=3)
    pen.guessing(figure, y=0.1)
    upright, level = figure.layout.shapes
    assert (upright.x0, upright.x1) == (3, 3)
    assert (level.y0, level.y1) == (0.1, 0.1)
    assert [note.text for note in figure.layout.annotations] == ["guessing"]
    assert figure.layout.annotations[0].font.color == pen.palette.quiet


def test_rows_are_read_from_above(pen):
    axis = pen.rows(["first", "second"])
    assert axis["range"][0] > axis["range"][1]
    assert axis["ticktext"] == ["first", "second"]


def test_a_long_title_gets_the_room_it_needs(pen):
    short, long = (pen.framed(go.Figure(), "word " * n, 300).layout for n in (3, 40))
    assert "<br>" in long.title.text and "<br>" not in short.title.text
    assert long.margin.t > short.margin.t


def test_drawings_are_escaped_and_leave_out_what_is_not_set():
    drawn = svg.drawing([svg.text(1, 2.0, "<&>", "red", font_weight=None)], 'a "b"', 10, 5)
    root = ElementTree.fromstring(drawn)
    assert root.get("aria-label") == 'a "b"'
    (words_,) = root
    assert words_.text == "<&>"
    assert words_.attrib.keys() == {"x", "y", "font-size", "fill"} and words_.get("y") == "2"


@pytest.mark.parametrize("chance", [0.1, 0.5])
def test_an_accuracy_stands_within_its_interval_and_clear_of_the_word_of_guessing(chance):
    root = ElementTree.fromstring(interval_svg(Pen(VARIABLES, str), 0.6, (0.5, 0.7), chance))
    _scale, guess, reach = (line for line in root if line.tag == f"{SVG}line")
    (dot,) = root.iter(f"{SVG}circle")
    x1, x2, at = (
        float(node.rstrip("%")) for node in (reach.get("x1"), reach.get("x2"), dot.get("cx"))
    )
    assert x1 < at < x2
    assert guess.get("x1") == guess.get("x2")
    levels = {text.text: text.get("y") for text in root.iter(f"{SVG}text")}
    assert (levels["guessing"] == levels["50 to 70%"]) == (chance < 0.3)


def test_names_at_the_ends_of_lines_stand_apart_in_their_colours(pen):
    figure = go.Figure()
    places = pen.ends(figure, 3, [(0.5, "a", "#111111"), (0.5, "b", "#222222")], 0.1, size=12)
    assert places == pytest.approx([0.45, 0.55])
    notes = figure.layout.annotations
    assert [(note.text, note.x, note.y) for note in notes] == [
        (name, 3, place) for name, place in zip("ab", places, strict=True)
    ]
    assert [(note.font.color, note.font.size) for note in notes] == [
        ("#111111", 12),
        ("#222222", 12),
    ]


def test_named_places_are_of_equal_distance_with_room_beside_them(pen):
    axis = pen.spaced("budget", ["0", "1", "16"])
    assert axis["tickvals"] == [0, 1, 2]
    assert axis["ticktext"] == ["0", "1", "16"]
    assert axis["range"] == [-0.5, 2.5]


def test_a_line_has_marks_where_a_marker_is_given(pen):
    assert pen.line([0], [1], "#111111").mode == "lines"
    assert pen.line([0], [1], "#111111", marker={"size": 6}).mode == "lines+markers"
    assert pen.line([0], [1], "#111111", marker={"size": 6}, mode="lines").mode == "lines"
