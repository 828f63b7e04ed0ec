"""The augmentation part: sliders that move pictures, a label that breaks, a measured verdict."""

import re

import pytest

from core.paths import ROOT
from core.transfer.recipe import AUGMENTS
from dashboard.kit import trial
from pages.two_ways import augment_effect
from pages.two_ways.augment_effect import SEEDS, WAYS, change, recipes, verdict

PAGE = ROOT / "pages" / "two_ways" / "page.py"


@pytest.fixture
def app(visit):
    return visit(PAGE, "en-US", query={"part": "augment"})


def html(app):
    return [element.proto.body for element in app.main if element.type == "html"]


def slider(app, label):
    return next(one for one in app.slider if one.label == label)


def test_a_slider_moves_its_pictures_and_the_draws(app):
    before = html(app)
    slider(app, "Rotation, degrees").set_value(90).run()
    assert not app.exception
    after = html(app)
    assert len(before) == len(after)
    changed = [place for place, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    assert len(changed) == 2  # its own two, and the eight together
    assert "rotation_range=90" in " ".join(caption.value for caption in app.caption)


def test_drawing_again_gives_other_pictures(app):
    before = html(app)
    next(one for one in app.button if one.label == "Draw again").click().run()
    assert sum(a != b for a, b in zip(before, html(app), strict=True)) == 1


def test_a_six_turned_by_a_half_is_read_as_a_nine_and_an_upright_one_is_not(app):
    def said():
        return " ".join(element.value for element in app.markdown)

    assert "**50 of 50** are still read as **6**" in said()
    slider(app, "Turn, degrees").set_value(180).run()
    assert re.search(r"as \*\*9\*\*: \d+", said())


def test_every_recipe_of_the_comparison_can_be_trained():
    asked = recipes(10)
    assert len(asked) == len(WAYS) * len(SEEDS) * len(AUGMENTS)
    for one in asked.values():
        one.check()


def made(changes, **more):
    runs = {}
    for seed, more_right in zip(SEEDS, changes, strict=True):
        for augment, value in (("none", 0.5), ("chapter", 0.5 + more_right)):
            runs[f"frozen {augment}_{seed}"] = {"test_accuracy": value, **more}
    return runs


@pytest.mark.parametrize(
    ("changes", "found"),
    [((0.1, 0.12, 0.09), "helps"), ((-0.1, -0.12, -0.09), "hurts"), ((0.1, 0.2, -0.01), "open"),
     ((0.1, 0.2, 0.01), "open")],
)  # fmt: skip
def test_a_verdict_is_that_of_the_interval_over_the_seeds(changes, found):
    """Three seeds that point one way are no proof: a coin does that in one of four cases."""
    told = change(made(changes), "frozen")
    assert verdict(told) == found
    assert told.mean == pytest.approx(sum(changes) / 3)


def test_a_measurement_is_put_into_words_and_a_picture(app):
    runs = {
        f"{way} {augment}_{seed}": {
            "test_accuracy": 0.5 + (0.1 if way == "frozen" else -0.1) * (augment == "chapter"),
            "train_accuracy": 0.9 if augment == "none" else 0.6,
            "val_accuracy": 0.5,
        }
        for way in WAYS
        for augment in AUGMENTS
        for seed in SEEDS
    }
    assert trial.gap(runs["frozen none_0"]) == pytest.approx(0.4)
    figure = augment_effect._figure(runs)
    assert figure.layout.title.text
    assert len([trace for trace in figure.data if "markers" in trace.mode]) == 12
