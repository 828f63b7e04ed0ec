"""The run log page: found, annotated, compared, exported, deleted and brought back."""

from dataclasses import replace

import numpy as np
import pytest

from core import images
from core.experiments.broken import BREAKS
from core.imagine.ideal.recipe import Ideal
from core.paths import ROOT
from core.runs.store import Run
from core.transfer.recipe import Recipe
from dashboard.shell import services

PAGE = ROOT / "pages" / "runs" / "page.py"
PIXEL = images.to_text(np.zeros((1, 1, 3), np.uint8))


def training(seed, accuracy, **changes):
    recipe = Recipe(dataset="digits", seed=seed, **changes)
    row = {"epoch": 1, "stage": "head", "loss": 1.0, "accuracy": 0.5, "val_loss": 1.0}
    return Run(
        owner="",
        kind="train",
        status="done",
        recipe=recipe.to_json(),
        seed=seed,
        metrics={
            "train_accuracy": 0.9,
            "val_accuracy": 0.6,
            "test_accuracy": accuracy,
            "test_interval": [accuracy - 0.05, accuracy + 0.05],
            "classes": list(recipe.class_names),
            "trainable_parameters": 1000,
        },
        curve=[row | {"val_accuracy": 0.4}, row | {"epoch": 2, "val_accuracy": 0.6}],
        timings={"total": 2.0},
    )


@pytest.fixture
def log(visit):
    """A page of a learner with three runs: two trainings of their own, one of a race."""
    app = visit(PAGE, "en-US")
    owner = app.session_state["learner"]
    runs = [
        training(0, 0.5),
        training(1, 0.8, backbone="squeezenet"),
        replace(training(2, 0.7), series="race-abcdef"),
    ]
    for run in runs:
        services.store().add(replace(run, owner=owner))
    app.run()
    assert not app.exception
    return app, owner


def tick(app, *places):
    app.session_state["runs_table"] = {"selection": {"rows": list(places), "columns": []}}
    app.run()
    assert not app.exception


def said(app):
    kinds = ("markdown", "caption", "subheader")
    texts = [element.value for kind in kinds for element in app.get(kind)]
    return " ".join(map(str, texts))


@pytest.mark.parametrize(("locale", "words"), [("en-US", "none yet"), ("ja-JP", "まだ1件も")])
def test_an_empty_log_says_how_the_first_run_is_made(visit, locale, words):
    app = visit(PAGE, locale)
    assert not app.exception
    assert words in said(app)


def test_the_table_shows_every_run_and_the_search_finds_by_every_word(log):
    app, _owner = log
    assert len(app.dataframe[0].value) == 3
    app.text_input(key="find").set_value("race digits").run()
    assert app.dataframe[0].value["Part of"].tolist() == ["race abcd"]
    app.text_input(key="find").set_value("no such run").run()
    assert not app.exception
    assert "fits this search" in app.info[0].value


def test_one_run_gets_tags_and_a_note_and_a_link(log):
    app, owner = log
    tick(app, 1)  # newest first: the SqueezeNet
    run = services.store().runs(owner)[1]
    app.text_area(key=f"runs_note_{run.id}").set_value("surprisingly good").run()
    assert services.store().get(run.id).note == "surprisingly good"
    assert any("backbone=squeezenet" in block.value for block in app.code)
    app.text_input(key="find").set_value("surprisingly").run()
    assert len(app.dataframe[0].value) == 1


def test_every_run_has_a_name_of_its_own_and_no_cell_says_none(log):
    app, owner = log
    for entry in (BREAKS["scaled"], BREAKS["rate"]):
        for recipe in (entry.healthy, entry.broken):
            run = training(0, 0.5)
            run = replace(run, owner=owner, recipe=recipe.to_json(), series=f"break-{entry.id}")
            services.store().add(run)
    recipe = Ideal().to_json()
    image = Run(owner, "ideal", "done", recipe=recipe, predictions={"png": PIXEL})
    services.store().add(image)
    app.run()
    assert not app.exception
    table = app.dataframe[0]
    names = table.value["Run"].tolist()
    assert names[0] == "Ideal image for: Siamese cat · EfficientNet-Lite0 · Fourier"
    assert names[1:5] == [
        "EfficientNet-Lite0, all frozen · Learning rate 0.1",
        "EfficientNet-Lite0, all frozen",
        "EfficientNet-Lite0, all frozen · Mistake on purpose divided by 255",
        "EfficientNet-Lite0, all frozen",
    ]
    assert table.proto.placeholder == "–"  # an image has no accuracy: the cell says so
    app.text_input(key="find").set_value("by 255").run()  # an id may have 255 in it
    assert len(app.dataframe[0].value) == 1


def test_several_runs_are_compared_and_what_differs_is_said(log):
    app, _owner = log
    tick(app, 0, 1)
    assert "2 runs side by side" in said(app)
    assert {"Network", "Seed"} <= set(app.dataframe[1].value.columns)


def test_deleted_runs_come_back_with_their_notes(log):
    app, owner = log
    kept = {run.id for run in services.store().runs(owner)}
    tick(app, 0, 2)
    app.button(key="runs_delete").click().run()
    assert not app.exception
    assert services.store().count(owner) == 1
    app.button(key="runs_undo").click().run()
    assert {run.id for run in services.store().runs(owner)} == kept


def test_what_is_ticked_stands_above_the_files_that_may_be_made_of_it(log):
    app, _owner = log
    tick(app, 0, 1)
    kinds = [element.type for element in app.main]
    assert kinds.index("subheader") < kinds.index("download_button")
