"""How a class has guessed, beside what came out."""

from core.figures.pooled import Answer, pooled


def test_each_answer_has_two_bars_and_the_first_is_on_top(pen, palette):
    answers = [Answer("up", 5, 0), Answer("a long answer that needs two lines", 2, 7)]
    figure = pooled(pen, answers, "Found")
    guessed, came = figure.data
    assert (guessed.name, came.name) == ("guessed", "came out")
    assert (tuple(guessed.x), tuple(came.x)) == ((5, 2), (0, 7))
    assert guessed.marker.color == palette.head and came.marker.color == palette.right
    top, bottom = figure.layout.yaxis.range
    assert top > bottom  # counted downwards
    assert "<br>" in figure.layout.yaxis.ticktext[1]
    assert figure.layout.title.text == "Found"


def test_nobody_has_guessed_and_it_is_still_a_picture(pen):
    assert pooled(pen, [Answer("up", 0, 0)], "Found").layout.xaxis.range[1] > 0
