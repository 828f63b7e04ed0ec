"""Equal figures are drawn once; what differs in anything is drawn for itself."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import threading

import plotly.graph_objects as go
import pytest

from core import figures
from core.figures import kept as module
from core.figures.curves import learning_curves
from core.figures.kept import kept
from core.figures.palette import Palette
from core.figures.pen import Pen
from core.figures.training_curves import training_curves
from core.paths import ROOT
from core.translations import words
from tests.patience import PATIENCE

PEN = Pen(Palette(*["#123456"] * 9), words("en"))
ROW = {"stage": "head", "loss": 1.0, "val_loss": 1.0, "accuracy": 0.5, "val_accuracy": 0.5}
HISTORY = [ROW | {"epoch": epoch} for epoch in (1, 2, 3)]


@pytest.fixture(autouse=True)
def nothing_yet(monkeypatch):
    monkeypatch.setattr(module, "_drawn", type(module._drawn)())


@pytest.fixture
def drawn():
    """A kept function, and what it was called with."""
    calls = []

    @kept
    def draw(pen, data, title=""):
        calls.append((data, title))
        return go.Figure()

    return draw, calls


def test_equal_figures_are_drawn_once(drawn):
    draw, calls = drawn
    first = draw(PEN, [1, 2], title="a")
    assert draw(Pen(PEN.palette, words("en")), [1, 2], title="a") is first
    assert len(calls) == 1


def test_data_title_language_and_colours_tell_figures_apart(drawn):
    draw, calls = drawn
    for pen, data, title in (
        (PEN, [1], "a"),
        (PEN, [2], "a"),
        (PEN, [1], "b"),
        (Pen(PEN.palette, words("ja")), [1], "a"),
        (Pen(Palette(*["#654321"] * 9), words("en")), [1], "a"),
    ):
        draw(pen, data, title=title)
    assert len(calls) == 5


def test_who_asks_while_it_is_drawn_waits_for_it():
    begun, may_end, calls, got = threading.Event(), threading.Event(), [], []

    @kept
    def draw(data):
        calls.append(data)
        begun.set()
        may_end.wait(PATIENCE)
        return go.Figure()

    asking = [threading.Thread(target=lambda: got.append(draw(7))) for _ in range(4)]
    asking[0].start()
    assert begun.wait(PATIENCE)
    for other in asking[1:]:
        other.start()
    draw_another = threading.Thread(target=draw, args=(8,))  # nobody waits for another figure
    draw_another.start()
    while calls != [7, 8]:
        assert draw_another.is_alive()
    may_end.set()
    for thread in (*asking, draw_another):
        thread.join(PATIENCE)
    assert calls == [7, 8] and len(got) == 4 and all(one is got[0] for one in got)
    assert not module._drawing


def test_what_could_not_be_drawn_is_tried_again():
    tries = []

    @kept
    def draw():
        tries.append(1)
        if len(tries) == 1:
            raise ValueError
        return go.Figure()

    with pytest.raises(ValueError):
        draw()
    assert draw() is draw() and len(tries) == 2 and not module._drawing


def test_the_longest_unused_go_first(drawn, monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    draw, calls = drawn
    for data in (1, 2, 1, 3, 1, 2):
        draw(PEN, data)
    assert [data for data, _title in calls] == [1, 2, 3, 2]


def test_what_cannot_be_compared_is_drawn_each_time(drawn):
    draw, calls = drawn
    pen = Pen(PEN.palette, lambda message: str(message))
    assert draw(pen, 1) is not draw(pen, 1)
    assert len(calls) == 2


def test_a_page_shows_learning_curves_and_those_of_others_behind_them():
    plain = training_curves(PEN, HISTORY, loss="L", epochs=3)
    assert plain == learning_curves(PEN, HISTORY, "", loss="L", epochs=3)
    lines = len(plain.data)
    both = training_curves(PEN, HISTORY, loss="L", epochs=3, others=[HISTORY], marks=("①",))
    assert len(both.data) == lines + 1 and len(plain.data) == lines
    assert training_curves(PEN, HISTORY, loss="L", epochs=3, replay=True).frames


def _figures():
    """Every function of core that draws a figure for a page, by its name."""
    for file in pkgutil.iter_modules(figures.__path__):
        module = importlib.import_module(f"core.figures.{file.name}")
        for name, draw in inspect.getmembers(module, inspect.isfunction):
            own = draw.__module__ == module.__name__ and not name.startswith("_")
            if own and inspect.signature(draw).return_annotation == "go.Figure":
                yield name, draw


def test_every_figure_that_a_page_shows_is_kept():
    taken_up = {"learning_curves", "with_replay"}  # in figures that are kept
    pages = "".join(path.read_text("utf-8") for path in (ROOT / "pages").rglob("*.py"))
    pages += "".join(path.read_text("utf-8") for path in (ROOT / "dashboard").rglob("*.py"))
    found = dict(_figures())
    assert taken_up < found.keys() and len(found) > 40
    for name, draw in found.items():
        assert hasattr(draw, "__wrapped__") == (name not in taken_up), name
    assert not any(f"{name}(" in pages for name in taken_up)
