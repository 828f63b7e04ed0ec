"""A series is finished from the log, and what is missing is trained and written at once."""

import pytest

from core.messages import LabError
from core.runs import series
from core.runs.store import Store
from core.tasks import TASKS
from core.transfer.recipe import Recipe
from core.work import look_up

SMALL = Recipe(
    dataset="digits", classes=("0", "1"), size=48, per_class=8, val_per_class=4,
    test_per_class=10, backbone="squeezenet", head="probe", batch=8,
)  # fmt: skip
WILD = SMALL.but(head="linear", lr=100.0, optimizer="sgd", unfreeze=1, suffix_lr=100.0, epochs=9)


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "runs.sqlite")
    yield store
    store.close()


def test_every_run_is_in_the_log_and_nothing_is_trained_twice(store):
    recipes = {"a": SMALL, "b": SMALL.but(seed=1)}
    name = series.name_of("race", recipes)
    heard = []
    first, refused = series.run_here(name, recipes, store, heard.append)
    assert list(first) == ["a", "b"]
    assert refused == {}
    assert {run.id for run in store.runs(series.COMMAND_LINE, series=name)} == {
        run.id for run in first.values()
    }
    heard.clear()
    again, _refused = series.run_here(name, recipes, store, heard.append)
    assert again == first
    assert heard == []
    more, _refused = series.run_here(name, recipes | {"c": SMALL.but(seed=2)}, store)
    assert (more["a"], more["b"]) == (first["a"], first["b"])
    assert more["c"].seed == 2


def test_one_run_that_cannot_be_run_does_not_stop_the_others(store):
    recipes = {"wild": WILD, "calm": SMALL}
    found, refused = series.run_here("race-x", recipes, store)
    assert list(found) == ["calm"]
    assert "learning rate is too high" in str(refused["wild"])


def test_a_log_that_takes_no_more_ends_a_series_and_says_why(store, monkeypatch):
    trained = []

    def train(payload, report, cancelled):
        look_up(cancelled)
        trained.append(payload)
        return {"recipe": payload, "history": [{"loss": 0.5}] * 2000}

    monkeypatch.setitem(TASKS, "train", train)
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    recipes = {str(seed): SMALL.but(seed=seed) for seed in range(4)}
    store._connection.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(LabError, match="disk is not full"):
        series.run_here("race-x", recipes, store)
    assert 0 < len(series.found(store, series.COMMAND_LINE, recipes)) < len(trained)
    store._connection.execute("PRAGMA max_page_count = 100000")
    found, _refused = series.run_here("race-x", recipes, store)
    assert list(found) == list(recipes) and len(trained) <= 5  # what was kept is not made again


def test_the_name_stands_for_the_recipes():
    one = series.name_of("race", {"a": SMALL})
    assert one == series.name_of("race", {"a": Recipe.from_json(SMALL.to_json())})
    assert one != series.name_of("race", {"a": SMALL.but(seed=1)})
    assert one.startswith("race-")


def test_a_wrong_recipe_is_refused_before_anything_runs():
    with pytest.raises(LabError, match="at least two"):
        series.payload("race-x", {"a": SMALL.but(classes=("0",))})
