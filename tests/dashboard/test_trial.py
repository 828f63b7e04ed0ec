"""Predict, measure, see why: what a trial asks, keeps and says."""

import json
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.messages import Message
from core.runs.series import name_of
from core.runs.store import Run, Store
from core.transfer.recipe import Recipe
from tests.patience import PATIENCE

BASE = Recipe(dataset="digits", size=32, backbone="squeezenet", per_class=5, batch=16)
ARMS = {"low": BASE.but(lr=1e-4), "high": BASE.but(lr=1e-2)}


def page(pick="one"):
    import streamlit as st

    from dashboard.kit import predict, trial
    from dashboard.kit.lesson import Part
    from tests.dashboard.test_trial import ARMS

    st.session_state.setdefault("language", "en")
    st.session_state.setdefault("learner", "me")
    choices = {"low": "the low rate", "high": "the high rate"}
    part = Part("two_ways", "rates", "Rates", "", {})

    def outcome(results):
        order = sorted(results, key=lambda name: -results[name]["test_accuracy"])
        return order[0] if pick == "one" else order

    trial.draw(
        part,
        trial.Trial(
            predict.Question("Which is best?", choices, pick),
            ARMS,
            "Train both",
            "it",
            outcome=outcome,
            picture=lambda now, results: st.text(f"picture of {len(now.found)}"),
            told=lambda results, came: st.text(f"told {came}"),
        ),
    )


@pytest.fixture
def log(tmp_path, monkeypatch):
    """A run log, a runner that has the jobs a test gives it, and nothing trained."""
    from dashboard.shell import services

    store, jobs, submitted = Store(tmp_path / "runs.sqlite"), [], []
    monkeypatch.setattr(services, "store", lambda: store)
    monkeypatch.setattr(services, "jobs", lambda: jobs)
    monkeypatch.setattr(
        services, "state", lambda job_id: next((job for job in jobs if job.id == job_id), None)
    )
    monkeypatch.setattr(services, "submit", lambda kind, payload: submitted.append(payload))
    yield store, jobs, submitted
    store.close()


def trained(store, name, accuracy, by="two_ways/rates"):
    """`by`: what kind of series trained it."""
    recipe = ARMS[name].check().to_json()
    metrics = {"test_accuracy": accuracy}
    series = name_of(by, {arm: one.check() for arm, one in ARMS.items()})
    done = Run("me", "train", "done", recipe=recipe, metrics=metrics, series=series)
    store.add(done)


def opened(pick="one"):
    app = AppTest.from_function(page, kwargs={"pick": pick}, default_timeout=PATIENCE).run()
    assert not app.exception
    return app


def texts(app):
    return [text.value for text in app.text]


def test_the_guess_comes_first_then_the_trainings_begin_as_one_series(log):
    _store, _jobs, submitted = log
    app = opened()
    assert [one.label for one in app.button] == ["the low rate", "the high rate"]
    assert not texts(app) and any("Train both" in one.value for one in app.caption)
    app.button(key="it_guess_low").click().run()
    assert list(submitted[0]["recipes"]) == ["low", "high"]
    assert submitted[0]["series"].startswith("two_ways/rates-")


def test_in_a_class_one_predicts_and_presses_then(log, monkeypatch):
    from dashboard.shell import gate

    _store, _jobs, submitted = log
    monkeypatch.setattr(gate, "on", lambda: True)
    app = opened()
    assert app.button(key="it_wait").disabled and not texts(app)
    app.radio(key="it_guess").set_value("high").run()
    app.radio(key="it_guess").set_value("low").run()  # after having talked about it
    assert not submitted
    app.button(key="it_go").click().run()
    assert list(submitted[0]["recipes"]) == ["low", "high"]
    (kept,) = log[0].get_setting("me", "guesses").values()
    assert kept["guess"] == "low"


def test_what_was_done_is_drawn_and_the_rest_goes_on(log):
    store, _jobs, submitted = log
    app = opened()
    app.button(key="it_guess_low").click().run()
    submitted.clear()
    trained(store, "low", 0.9)
    app.run()
    assert texts(app) == ["picture of 1"]
    assert app.radio(key="it_guess").disabled  # the measurement has begun
    assert app.button(key="it_go").label == "Go on (1 of 2 are done)"
    app.button(key="it_go").click().run()
    assert list(submitted[0]["recipes"]) == ["high"]


@pytest.mark.parametrize(
    ("guess", "right", "said"),
    [("low", True, "You predicted that."), ("high", False, "You predicted something else.")],
)
def test_how_the_guess_did_is_said_and_kept(log, guess, right, said):
    store, _jobs, _submitted = log
    app = opened()
    app.button(key=f"it_guess_{guess}").click().run()
    for name, accuracy in (("low", 0.9), ("high", 0.6)):
        trained(store, name, accuracy)
    app.run()
    assert texts(app) == ["picture of 2", "told low"]
    assert "Measured: the low rate" in app.markdown[0].value  # hit or miss, as a picture
    assert said in app.markdown[1].value
    (kept,) = store.get_setting("me", "guesses").values()
    assert kept == {"guess": guess, "came": "low", "right": right}
    after = opened()  # a reload
    assert after.radio(key="it_guess").value == guess
    assert said in after.markdown[1].value


def test_a_guess_is_shown_again_once_the_browser_has_said_who_it_is(log):
    opened().button(key="it_guess_high").click().run()
    app = AppTest.from_function(page, default_timeout=PATIENCE)
    app.session_state["learner"] = "somebody"
    assert not any(one.icon for one in app.run().button)
    app.session_state["learner"] = "me"
    assert [one.key for one in app.run().button if one.icon] == ["it_guess_high"]


def test_an_order_is_a_guess_once_everything_is_in_it(log):
    app = opened("order")
    app.multiselect(key="it_guess").set_value(["high"]).run()
    assert app.button(key="it_wait").disabled
    app.multiselect(key="it_guess").set_value(["high", "low"]).run()
    assert app.button(key="it_go")


def test_what_is_there_without_a_guess_is_told_without_asking(log):
    store, _jobs, _submitted = log
    for name in ARMS:
        trained(store, name, 0.5)
    app = opened()
    assert not app.radio and texts(app)[0] == "picture of 2"
    assert not store.get_setting("me", "guesses")


def test_a_run_that_another_series_shares_does_not_spare_the_guess(log):
    store, _jobs, submitted = log
    trained(store, "low", 0.6, by="break")
    app = opened()
    app.button(key="it_guess_low").click().run()
    assert list(submitted[0]["recipes"]) == ["high"]


def test_a_running_trial_shows_its_curves_its_time_and_a_way_to_stop(log, monkeypatch):
    from core.jobs.state import CANCELLED, DONE, RUNNING, JobState
    from core.runs import series
    from dashboard.shell import services

    store, jobs, _submitted = log
    app = opened()
    app.button(key="it_guess_low").click().run()
    checked = {name: recipe.check() for name, recipe in ARMS.items()}
    payload = series.payload(series.name_of("two_ways/rates", checked), checked)
    row = {"epoch": 1, "val_accuracy": 0.5}
    event = {"kind": "epoch", "epoch": 5, "epochs": 40, "run": "low", "row": row}
    job = JobState("j", "series", "me", RUNNING, payload, events=(event,), times=(1.0,))
    jobs.append(job)
    stopped = []
    monkeypatch.setattr(services, "cancel", stopped.append)
    app.run()
    assert texts(app) == ["picture of 0"]
    app.button(key="it_cancel").click().run()
    assert stopped == ["j"]
    jobs[0] = replace(job, status="lost", error=Message("The worker died."))
    app.run()
    assert app.warning[0].value == "The worker died." and app.button(key="it_guess_low").icon
    jobs[0] = replace(job, status=CANCELLED)
    app.run()
    assert not app.warning and app.button(key="it_guess_low").icon
    for name in ARMS:
        trained(store, name, 0.5)
    jobs[0] = replace(job, status=DONE)
    app.run()
    assert scrolled_to(app).endswith(" 2")
    assert scrolled_to(opened()) == ""  # a reload stays where it is


def scrolled_to(app):
    places = [one.proto for one in app.get("bidi_component")]
    (place,) = [one for one in places if one.component_name == "tll_reveal"]
    return json.loads(place.json)["once"]


def test_an_example_stands_there_until_the_learner_has_measured(log, monkeypatch, tmp_path):
    from core.runs import examples

    store, _jobs, _submitted = log
    arms = {name: recipe.but(per_class=10).check().to_json() for name, recipe in ARMS.items()}
    result = {"history": [{"epoch": 1, "val_accuracy": 0.5}], "seconds": {}, "test_accuracy": 0.5}
    one = {"measured": "2026-11-27", "processor": "Z80", "recipes": arms}
    kept = {"it": one | {"results": dict.fromkeys(arms, result)}}
    (tmp_path / "two_ways.rates.json").write_text(json.dumps(kept))
    monkeypatch.setattr(examples, "FOLDER", tmp_path)
    app = opened()
    assert texts(app) == ["picture of 2"]  # and nothing is told of it
    said = " ".join(caption.value for caption in app.caption)
    assert "Example, measured on Z80, Nov 27, 2026" in said
    assert "Other than yours: Photos per class: 10." in said
    trained(store, "low", 0.9)
    app.run()
    assert texts(app) == ["picture of 1"]
    assert not any("Example" in caption.value for caption in app.caption)
