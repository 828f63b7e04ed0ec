"""A run log written before the settings had one table is read, shown, exported and gone on with.

`tests/data/run_log.sqlite` is the work of that code: trainings that ended in every way, a race that
was stopped after two seeds of three, a mistake beside its twin, an ideal image, what a learner had
answered and set.
"""

import base64
import csv
import io
import json
import shutil

import pytest

from core import images
from core.imagine.attacks.recipe import Attack
from core.imagine.ideal.recipe import Ideal
from core.paths import ROOT
from core.race import plan
from core.runs import export, record, series
from core.runs.store import Store
from core.transfer.recipe import Recipe
from dashboard.kit import guesses
from dashboard.kit.quiz import record as answers
from dashboard.shell import services
from pages.adversarial import state as adversarial
from pages.ideal import state as ideal
from tests.pages.shown import shown

OWNER = "0" * 31 + "1"
FILE = ROOT / "tests" / "data" / "run_log.sqlite"
RACE = {
    "arms": "scratch,extract.squeezenet,tune.squeezenet.1", "dataset": "digits", "classes": "0,1",
    "per_class": "8", "val_per_class": "4", "test_per_class": "5", "size": "32", "epochs": "2",
    "batch": "8",
}  # fmt: skip
RUNS, TRAINED = 13, 10


@pytest.fixture
def log(tmp_path):
    shutil.copy(FILE, tmp_path / "runs.sqlite")
    store = Store(tmp_path / "runs.sqlite")
    yield store
    store.close()


@pytest.fixture
def learner(log, visit, monkeypatch):
    """Opens pages as the learner whose log it is: ``learner(page, query)``."""
    monkeypatch.setattr(services, "store", lambda: log)

    def open_page(page, query=None):
        app = visit(None, "en-US")
        app.session_state["learner"] = OWNER
        app.query_params.update(query or {})
        app.switch_page(str(ROOT / "pages" / page / "page.py")).run()
        assert not app.exception and not app.error
        return app

    return open_page


def said(app):
    elements = (*app.markdown, *app.caption, *app.info, *app.success, *app.subheader)
    return shown("\n".join(element.value for element in elements))


def test_every_run_is_read_and_a_training_is_found_by_its_recipe(log):
    runs = log.runs(OWNER)
    assert len(runs) == RUNS == log.count(OWNER)
    assert {run.status for run in runs} == {"done", "cancelled", "failed"}
    trained = [run for run in runs if run.kind == "train" and run.status == "done"]
    assert len(trained) == TRAINED
    for run in trained:
        recipe = Recipe.from_json(run.recipe).check()
        assert log.find(OWNER, recipe.to_json()).recipe == run.recipe
        assert record.result_of(run)["test_accuracy"] == run.metrics["test_accuracy"]
    (failed,) = [run for run in runs if run.status == "failed"]
    assert "outside the test part" in str(record.notes_of(failed)[0])
    (image,) = [run for run in runs if run.kind == record.IMAGE]
    made = record.image_of(image)
    assert Ideal.from_json(image.recipe).check().size == 64
    assert images.decode(base64.b64decode(made["png"]), "x.png").pixels.shape == (64, 64, 3)
    assert log.tags(OWNER) == {"first", "digits"}


def test_all_of_it_is_exported(log):
    runs = log.runs(OWNER)
    assert len(list(csv.DictReader(io.StringIO(export.to_csv(runs))))) == RUNS
    assert json.dumps(json.loads(export.to_json(runs))).count('"test_accuracy"') >= TRAINED


def test_a_race_goes_on_where_it_stopped(log, learner):
    race = plan.SETTINGS.from_query(RACE).recipe
    recipes = race.recipes()
    found = series.found(log, OWNER, recipes)
    assert [name.rpartition("|")[2] for name in found] == ["0"] * 3 + ["1"] * 3
    assert {run.series for run in found.values()} == {series.name_of("race", recipes)}
    app = learner("race", RACE)
    assert app.button(key="race_main_go").label == "Go on (6 of 9 are done)"


def test_the_run_log_shows_what_there_is(learner):
    app = learner("runs")
    (table,) = app.dataframe
    assert len(table.value) == RUNS
    for place in range(RUNS):
        app.session_state["runs_table"] = {"selection": {"rows": [place], "columns": []}}
        app.run()
        assert not app.exception and not app.error


def test_a_training_opens_in_the_playground_with_all_that_is_told_of_it(log, learner):
    run = log.runs(OWNER, kind="train", series="")[-1]
    app = learner("playground", {"job": run.id} | Recipe.from_json(run.recipe).to_query())
    (metric,) = [one for one in app.metric if one.label == "Test accuracy"]
    assert metric.value == f"{run.metrics['test_accuracy']:.0%}"
    assert "Runs so far" in said(app)


def test_the_image_hangs_in_the_gallery(learner):
    app = learner("ideal", {"part": "gallery"})
    assert [button for button in app.button if str(button.key).startswith("igallery_open_")]


def test_what_was_answered_set_and_done_is_still_so(log, learner):
    assert Ideal.from_json(log.get_setting(OWNER, "ideal")) == Ideal(
        "squeezenet", steps=64, size=96, seed=5
    )
    app = learner("ideal", {"part": "studio"})
    assert app.session_state[ideal.linked.key()].steps == 64
    app = learner("adversarial", {"part": "attack"})
    assert app.session_state[adversarial.linked.key()] == Attack.of(
        "pgd", target=340, budget=6, backbones=("squeezenet",)
    )
    app = learner("check", {"quiz": "tricks", "when": "before"})
    assert log.get_setting(OWNER, answers.ANSWERS)["tricks"]["before"]["zero"]["right"]
    app = learner("why", {"part": "idea"})
    assert app.toggle(key="why_idea_done").value


def test_the_guesses_of_that_code_are_kept(learner, monkeypatch):
    monkeypatch.setattr(services, "learner", lambda: OWNER)
    kept = {"/".join(guess.part): guess.said for guess in guesses.every()}
    assert kept == {"race/bet": "extract.squeezenet", "broken/few": "some", "broken/leak": "lot"}
    assert services.setting(guesses.BREAKING) == {}  # moved once, not looked for at every look
    assert len(guesses.every()) == len(kept)
