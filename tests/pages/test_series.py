"""A series of trainings survives what may happen to it: cancel, a killed worker, another page."""

import time

import psutil
from streamlit.testing.v1 import AppTest

from core.runs import series
from core.transfer.recipe import Recipe
from dashboard.shell import services
from tests.patience import PATIENCE

SMALL = Recipe(
    dataset="digits", classes=("0", "1", "2"), per_class=8, val_per_class=4, test_per_class=10,
    backbone="squeezenet", size=48, batch=8, head="linear", epochs=3,
)  # fmt: skip
LONG = SMALL.but(epochs=1000, size=64, unfreeze=2)


def trial_page(owner, recipes):
    """A trial of these recipes, for which its learner had guessed."""
    import streamlit as st

    from core.runs import series
    from dashboard.kit import guesses, predict, trial
    from dashboard.kit.lesson import Part

    st.session_state["language"], st.session_state["learner"] = "en", owner
    name = series.name_of("race", recipes)
    if guesses.at(f"race/it/{name}") is None:
        guesses.keep(f"race/it/{name}", "a")
    trial.draw(
        Part("race", "it", "", "", {}),
        trial.Trial(
            predict.Question("Which?", {one: one for one in recipes}),
            recipes,
            "Train",
            "it",
            outcome=lambda results: "a",
            picture=lambda now, results: st.text(f"picture of {' '.join(now.found)}"),
            told=lambda results, came: None,
            kind="race",
        ),
    )


def submit(recipes, owner):
    name = series.name_of("race", recipes)
    known = series.found(services.store(), owner, recipes)
    missing = {run: recipe for run, recipe in recipes.items() if run not in known}
    return name, services.runner().submit("series", series.payload(name, missing), owner)


def first_result(job_id):
    end = time.time() + PATIENCE
    while not any(e["kind"] == "result" for e in services.runner().state(job_id).events):
        assert time.time() < end
        time.sleep(0.1)


def worker(job_id):
    """The process that has the job, once one has begun its next part."""
    end = time.time() + PATIENCE
    while True:
        assert time.time() < end
        for part in list(services.runner()._parts.values()):
            if part.pid is not None and job_id in [job.id for job in part.jobs]:
                return psutil.Process(part.pid)
        time.sleep(0.05)


def test_a_killed_worker_costs_only_the_run_it_was_in(visit):
    owner = visit().session_state["learner"]
    recipes = {"a": SMALL, "b": LONG, "c": LONG.but(seed=1)}
    name, job_id = submit(recipes, owner)
    first_result(job_id)
    worker(job_id).kill()
    assert services.runner().wait(job_id, PATIENCE).status == "lost"
    kept = series.found(services.store(), owner, recipes)
    assert list(kept) == ["a"]
    assert [run.series for run in kept.values()] == [name]
    page = AppTest.from_function(trial_page, args=(owner, recipes), default_timeout=PATIENCE)
    app = page.run()  # after a reload
    assert not app.exception
    assert app.radio(key="it_guess").disabled and app.radio(key="it_guess").value == "a"
    assert [text.value for text in app.text] == ["picture of a"]
    assert app.warning and app.button(key="it_go").label == "Go on (1 of 3 are done)"
    quick = {"a": SMALL, "b": SMALL.but(seed=2), "c": SMALL.but(seed=1)}
    _name, again = submit(quick, owner)
    job = services.runner().wait(again, PATIENCE)
    assert job.status == "done"
    assert sorted(job.result["done"]) == ["b", "c"]
    found = series.found(services.store(), owner, quick)
    assert found["a"].id == kept["a"].id
    assert all("result" not in event for event in job.events)  # they are in the log alone


def test_a_cancelled_series_keeps_what_it_has(visit):
    owner = visit().session_state["learner"]
    recipes = {"a": SMALL.but(seed=5), "b": LONG.but(seed=5)}
    _name, job_id = submit(recipes, owner)
    first_result(job_id)
    services.runner().cancel(job_id)
    assert services.runner().wait(job_id, PATIENCE).status == "cancelled"
    assert list(series.found(services.store(), owner, recipes)) == ["a"]
