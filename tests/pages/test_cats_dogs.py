"""The cats-and-dogs project, really run on a few photos: from the photos to the last prediction."""

import pytest

from core.paths import ROOT
from core.transfer.rates import CHAPTER
from dashboard.kit import lesson
from dashboard.kit.words import rate
from pages.cats_dogs import stages, state
from tests.pages.guessed import press
from tests.pages.settled import settle

PAGE = ROOT / "pages" / "cats_dogs" / "page.py"
PARTS = list(lesson.parts("cats_dogs", "en"))


def said(app):
    return " ".join(element.value for element in app.markdown)


def open_part(visit, part, locale="en-US"):
    app = visit(PAGE, locale, query={lesson.PART: part})
    assert not app.exception
    return app


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
@pytest.mark.parametrize("part", PARTS)
def test_without_photos_or_results_every_part_says_what_to_do(visit, part, locale):
    app = open_part(visit, part, locale)
    assert said(app)


def test_the_whole_project_on_forty_photos(visit, cifar):
    app = open_part(visit, "programme")
    app.session_state["cd_per_class"] = 20
    app.run()
    assert "takes its place" in said(app)  # InceptionV3's weights cannot be had in a test
    both = state.recipes(state.Source("cifar10", ("cat", "dog")))[state.BOTH]
    assert f"at {both.size} pixels a side instead of 299" in said(app)
    app.query_params["part"] = "chapter"
    app.run()
    for words in (
        f"299 px | {both.size} px",
        "the last 30 layers | the last 2 blocks",
        f"{rate(CHAPTER)} for everything | head 0.0001, blocks {rate(CHAPTER)}",
        f"a new version in every epoch | {both.views} versions, made once",
        "EfficientNet-Lite0 stands in",
    ):
        assert words in said(app)
    app.query_params["part"] = "programme"
    app.run()
    press(app, "cd_run", "both")
    app = settle(app)
    assert not app.exception
    assert "of the test photos right" in said(app)
    for part, guess, words in (
        ("stages", ("cd_gap", stages.ALIKE), "Stage 2"),
        ("test", ("cd_recall", "cat"), "used once"),
        ("compare", None, "percentage points"),
        ("compare", None, "You predicted"),
        ("gallery", ("cd_sure", 0.7), "of these 20 are right"),
    ):
        app.query_params["part"] = part
        app.run()
        assert not app.exception
        if guess:
            key, choice = guess
            assert words not in said(app)
            if key == "cd_sure":
                app.select_slider(key=f"{key}_guess").set_value(choice).run()
                app.button(key=f"{key}_go").click().run()
            else:
                app.button(key=f"{key}_guess_{choice}").click().run()
            assert not app.exception
        assert words in said(app)


@pytest.mark.parametrize("part", ["stages", "test", "compare", "gallery"])
def test_before_the_project_is_run_an_example_stands_there(visit, cifar, part):
    app = open_part(visit, part)
    assert "Example, measured on" in " ".join(caption.value for caption in app.caption)
    app.button(key="cd_to_programme").click().run()
    assert app.header[0].value == "The program"


def test_the_readings_are_chosen_by_the_curves():
    part = lesson.parts("cats_dogs", "en")["stages"]

    def rows(stage, accuracies, first=1, rate=1e-4):
        return [
            {"stage": stage, "epoch": first + k, "accuracy": 0.9, "val_accuracy": share, "lr": rate}
            for k, share in enumerate(accuracies)
        ]

    early = rows("head", [0.6, 0.8, 0.7])
    assert stages.split([*early, *rows("suffix", [0.9], 4)]) == (early, rows("suffix", [0.9], 4))
    better = stages.readings(part, early, rows("suffix", [0.9], 4), 2000)
    worse = stages.readings(part, early, rows("suffix", [0.75], 4), 2000)
    assert "Stage 2 helped" in better[-1]
    assert "did not help" in worse[-1]
    assert "kept epoch 2" in better[0]
    assert "20 points above" in better[2]
    assert "nothing to do" in better[1]
    slowed = stages.readings(part, [*early, *rows("head", [0.7], 4, 5e-5)], [], 2000)
    assert "halved the rate once" in slowed[1]
