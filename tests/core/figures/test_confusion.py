import numpy as np

from core.figures.confusion import ConfusionTexts, confusion_matrix

TEXTS = ConfusionTexts("Cats look like dogs", "is", "said", "{count}: {true} as {predicted}")
NAMES = ["cat", "dog", "ship"]
COUNTS = [[5, 4, 1], [2, 8, 0], [0, 0, 10]]


def test_every_cell_can_be_clicked_and_knows_which_one_it_is(palette):
    figure = confusion_matrix(COUNTS, NAMES, TEXTS, palette)
    cells = figure.data[-1]
    assert cells.mode == "markers+text"
    assert cells.marker.opacity == 0
    for x, y, pair, text in zip(cells.x, cells.y, cells.customdata, cells.text, strict=True):
        assert (y, x) == tuple(pair)
        assert text == (str(COUNTS[y][x]) if COUNTS[y][x] else "·")
    assert cells.hovertext[1] == "4: cat as dog"
    assert figure.layout.clickmode == "event+select"


def test_rows_are_true_classes_from_the_top_and_right_answers_have_their_own_colour(palette):
    figure = confusion_matrix(COUNTS, NAMES, TEXTS, palette)
    top, bottom = figure.layout.yaxis.range[1], figure.layout.yaxis.range[0]
    assert top < bottom  # cat, the first class, is the top row
    right, wrong = (np.asarray(heat.z, dtype=float) for heat in figure.data[:2])
    assert np.allclose(np.diag(right), [0.5, 0.8, 1.0])
    assert np.isnan(right[~np.eye(3, dtype=bool)]).all()
    assert np.isnan(np.diag(wrong)).all()
    assert wrong[0, 1] == 0.4
    colours = {str(heat.colorscale[-1][1]) for heat in figure.data[:2]}
    assert len(colours) == 2


def test_the_chosen_cell_is_framed_and_a_class_without_photos_is_no_error(palette):
    figure = confusion_matrix([[0, 0], [1, 1]], NAMES[:2], TEXTS, palette, chosen=(1, 0))
    (frame,) = figure.layout.shapes
    assert (frame.x0, frame.x1, frame.y0, frame.y1) == (-0.5, 0.5, 0.5, 1.5)
    assert np.allclose(np.asarray(figure.data[0].z, dtype=float)[0, 0], 0)
