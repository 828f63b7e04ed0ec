"""“Two ways”: what the parts say follows from what was measured, and from what is chosen.

Where a measurement takes a worker long, its answer is laid into the session as `dashboard.kit.ask`
keeps it, or into the run log; that the worker gives answers of this form is tested in
tests/core/experiments.
"""

import numpy as np
import pytest

from core.jobs.rules import digest
from core.jobs.state import DONE, JobState
from core.paths import ROOT
from core.runs import series
from core.transfer.rates import CHAPTER, HEAD, LAB
from dashboard.kit import trial, words
from pages.two_ways import batchnorm, contest, outputs, rates, rates_slice, recompile, threshold
from tests.pages.known import lay

PAGE = ROOT / "pages" / "two_ways" / "page.py"


@pytest.fixture
def part(visit):
    def open_part(name, answers=(), locale="en-US"):
        app = visit(PAGE, locale, query={"part": name})
        if answers:
            kept = app.session_state.get("answers", {})
            for kind, payload, result in answers:
                kept[digest(kind, payload)] = result
            app.session_state["answers"] = kept
            app.run()
        assert not app.exception
        return app

    return open_part


def said(app):
    return "\n".join(element.value for element in app.markdown)


# -- ways ------------------------------------------------------------------------------------------


def runs(extract, tune, train=1.0):
    """Results of the trainings: test accuracies by seed."""
    out = {}
    for way, accuracies in (("extract", extract), ("tune", tune)):
        for seed, accuracy in enumerate(accuracies):
            out[f"{way}_{seed}"] = {
                "history": [{"val_loss": loss} for loss in (1.0, 0.7, 0.9)],
                "train_accuracy": train,
                "val_accuracy": accuracy,
                "test_accuracy": accuracy,
                "test_interval": [accuracy - 0.02, accuracy + 0.02],
                "trainable_parameters": 1000,
                "seconds": {"fit": 2.0 if way == "extract" else 8.0},
            }
    return out


def contest_arms(dataset):
    return trial.seeded(contest.recipes(dataset, 50, LAB), contest.SEEDS)


@pytest.fixture
def dataset():
    from dashboard.shell import services

    return next(name for name in contest.SETS if name in services.ready_datasets())


@pytest.mark.parametrize(
    ("extract", "tune", "sentence"),
    [
        ((0.70, 0.72, 0.71), (0.72, 0.70, 0.72), "do not tell them apart"),
        ((0.70, 0.72, 0.71), (0.75, 0.77, 0.76), "Fine-tuning did better here"),
        ((0.75, 0.77, 0.76), (0.70, 0.72, 0.71), "Feature extraction did better here"),
    ],
)
def test_the_measurement_chooses_the_sentence(part, dataset, extract, tune, sentence):
    app = part("ways")
    lay(app, contest_arms(dataset), runs(extract, tune))
    text = said(app.run())
    assert sentence in text
    assert "about 4 times" in text
    assert "**?**" not in text
    assert "by heart" in text


def test_before_measuring_the_blanks_are_questions_and_a_prediction_is_asked_for(part):
    text = said(part("ways"))
    assert text.count("**?**") == 10
    assert "did better here" not in text


def test_an_accuracy_short_of_knowing_by_heart_is_told_as_a_gap(part, dataset):
    found = runs((0.7, 0.7, 0.7), (0.7, 0.71, 0.7), train=0.9)
    app = part("ways")
    lay(app, contest_arms(dataset), found)
    text = said(app.run())
    assert "by heart" not in text
    assert "a measure of overfitting" in text


def test_what_is_true_of_a_task_speaks_for_one_way_or_the_other(part):
    app = part("ways")
    app.button_group(key="ways_signs").set_value(["few", "near", "exact"]).run()
    assert "**2** of your points speak for **feature extraction**" in said(app)
    app.button_group(key="ways_signs").set_value(["many"]).run()
    assert "**1** of your points speak for **fine-tuning**" in said(app)


# -- rates -----------------------------------------------------------------------------------------


def bowl():
    at = np.linspace(-3, 3, 61)
    return {
        "at": at.tolist(),
        "loss": (5 * (at - 0.2) ** 2 + 0.5).tolist(),
        "slope": (10 * (at - 0.2)).tolist(),
        "length": 70.0,
        "start": 1.3,
        "variables": 1_000_000,
        "photos": 200,
    }


def test_a_slider_decides_which_rate_escapes(part):
    from dashboard.shell import services

    payload = {"dataset": services.first_recipe().dataset}
    app = part("rates", [("loss_slice", payload, bowl())])
    text = said(app)
    assert "0.0005 crawls" in text
    assert "0.02 settles" in text
    assert "0.5 escapes" in text
    app.select_slider(key="rates_walk_2").set_value(0.01).run()
    assert "0.5 escapes" not in said(app) and "0.01 escapes" not in said(app)


def trainings(high, lost=False):
    def run(after):
        rows = [{"epoch": n, "stage": "head", "val_accuracy": 0.7} for n in range(1, 6)]
        rows += [{"epoch": n, "stage": "suffix", "val_accuracy": after} for n in range(6, 12)]
        return {
            "history": rows,
            "val_accuracy": after,
            "test_accuracy": after,
            "test_interval": [after - 0.03, after + 0.03],
        }

    found = {str(rate): run(after) for rate, after in zip(rates.SUFFIX_RATES, high, strict=True)}
    if lost:
        reason = {
            "template": "The loss became infinite in epoch {epoch}: the learning rate is too "
            "high for this network. Lower it and run again.",
            "values": {"epoch": 6},
        }
        found["0.1"] = {"history": found["0.1"]["history"][:5], "lost": reason}
    return found


def refused(name, recipes, found):
    """A finished series, some of whose trainings may have failed."""
    events = []
    for run, result in found.items():
        if "lost" in result:
            rows = result["history"]
            events += [{"kind": "epoch", "run": run, "row": row} for row in rows]
            events += [{"kind": "refused", "run": run, "error": result["lost"]}]
    payload = series.payload(name, recipes)
    return JobState("j", "series", "me", DONE, payload, events=tuple(events))


@pytest.mark.parametrize(
    ("found", "sentence", "best"),
    [
        (trainings((0.71, 0.8, 0.1)), "destroyed", f"**{words.rate(HEAD)}** was best"),
        (
            trainings((0.71, 0.70, 0.65)),
            "no more than ten points",
            f"these apart: **{words.rate(CHAPTER)}, {words.rate(HEAD)}**",
        ),
        (trainings((0.71, 0.72, 0.1), lost=True), "the loss became infinite", "these apart"),
    ],
)
def test_three_fine_tunings_are_judged_by_validation(part, found, sentence, best, monkeypatch):
    from dashboard.shell import services

    app = part("rates")
    recipes = rates.arms(rates.FINE_TUNING.but(dataset=services.first_recipe().dataset))
    recipes = {name: recipe.check() for name, recipe in recipes.items()}
    lay(app, recipes, {name: run for name, run in found.items() if "lost" not in run})
    job = refused(series.name_of("two_ways/rates", recipes), recipes, found)
    monkeypatch.setattr(services, "jobs", lambda: [job])
    monkeypatch.setattr(services, "state", lambda job_id: job if job_id == job.id else None)
    text = said(app.run())
    assert sentence in text
    assert best in text


# -- layers ----------------------------------------------------------------------------------------


def test_data_and_similarity_move_the_boundary_and_may_disagree(part):
    app = part("layers")
    app.select_slider(key="layers_images").set_value(300)
    app.selectbox(key="layers_similarity").select("low").run()
    text = said(app)
    assert "Very small" in text
    assert "Low similarity" in text
    assert "do not agree" in text
    app.selectbox(key="layers_similarity").select("high").run()
    assert "Both rules say the same" in said(app)


# -- batch norm ------------------------------------------------------------------------------------


def drifted(right, cosine, still=True):
    def row(step, right, cosine, drift):
        return {
            "step": step,
            "right": right,
            "answers": [0] * right + [1] * (2 - right),
            "cosine": cosine,
            "mean": [drift, 2 * drift],
            "variance": [3 * drift, 4 * drift],
        }

    return {
        "looks": [row(0, 2, 1.0, 0.0), row(64, right, cosine, 0.05)],
        "twin": row(8, 2, 1.0, 0.0 if still else 0.1),
        "layers": ["one", "two"],
        "labels": [0, 0],
        "photos": ["imagenet_00", "imagenet_01"],
        "dataset": "cifar10",
    }


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        (drifted(2, 0.999), ["Hardly anything happened", "drift exactly zero"]),
        (drifted(1, 0.8), ["The answers hold", "drift exactly zero"]),
        (drifted(1, 0.8, still=False), ["This should not happen"]),
    ],
)
def test_drift_is_told_as_it_was_measured(part, found, sentences):
    app = part("batchnorm", [("batch_norm", {"batch": 8, "momentum": 0.9}, found)])
    for sentence in sentences:
        assert sentence in said(app)
    app.select_slider(key="bn_step").set_value(0).run()
    assert not app.exception


@pytest.mark.parametrize(
    ("loose", "sentence"),
    [
        ((0.60, 0.61, 0.62), "It hurts here, too"),
        ((0.80, 0.81, 0.82), "Here it helped"),
        ((0.70, 0.72, 0.70), "These runs do not tell"),
    ],
)
def test_the_new_task_decides_by_its_own_runs(part, loose, sentence):
    from dashboard.shell import services

    base = batchnorm.TASK.but(dataset=services.first_recipe().dataset)
    found = {}
    for seed in batchnorm.SEEDS:
        for mode in ("frozen", "train"):
            frozen = 0.70 + 0.01 * seed
            found[f"{mode}_{seed}"] = {"test_accuracy": frozen if mode == "frozen" else loose[seed]}
    app = part("batchnorm")
    modes = {mode: base.but(bn=mode) for mode in batchnorm.MODES}
    lay(app, trial.seeded(modes, batchnorm.SEEDS), found)
    assert sentence in said(app.run())


# -- predictions -----------------------------------------------------------------------------------


def test_what_came_out_is_one_of_the_answers_to_each_question():
    assert rates_slice.largest(bowl()) == "0.1"  # of a curvature of 10, below 2/10
    assert batchnorm.known(drifted(1, 0.8)) == 0.5
    arrays = {"with": {"said": 6, "moved": 6}}
    for moved, came in ((0, "nothing"), (2, "some"), (6, "all")):
        assert recompile.learned(arrays | {"without": {"said": 6, "moved": moved}}) == came


@pytest.mark.parametrize(("speed", "came"), [(2.0, "two"), (1.0, "same"), (0.5, "one")])
def test_the_first_step_says_which_last_layer_learns_faster(speed, came):
    assert outputs.outcome({"speed": speed}) == came


@pytest.mark.parametrize(
    ("sure", "came"),
    [
        ((0.95, 0.6, 0.7, 0.1), "precision"),
        ((0.95, 0.95, 0.1, 0.1), "neither"),
        ((0.95, 0.95, 0.7, 0.1), "precision"),
    ],
)
def test_a_higher_threshold_is_measured_on_the_photos(sure, came):
    assert threshold.outcome({"sure": {"double": list(sure)}, "true": [1, 1, 0, 0]}) == came


@pytest.mark.parametrize("name", ["ways", "rates", "layers", "batchnorm", "augment", "outputs"])
def test_every_part_that_measures_asks_first_and_shows_something_at_once(part, name):
    app = part(name)
    waiting = [one for one in app.button if str(one.key).endswith("_wait")]
    assert all(one.disabled for one in waiting)
    assert waiting or [one for one in app.button if "_guess_" in str(one.key)]


def test_the_two_logits_move_one_probability(part):
    app = part("outputs")
    assert "Sigmoid of their difference (+2.0): **88.1%**" in said(app)
    assert "one number is enough" not in said(app)
    app.button(key="outputs_rise_guess_stays").click().run()
    assert "one number is enough" in said(app)
    app.slider(key="outputs_1").set_value(-0.5).run()
    assert "**50.0%**" in said(app)
