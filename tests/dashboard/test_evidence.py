"""Broken, random and other people's tasks are nobody's evidence, wherever the log is read."""

from core.runs.estimate import past_of
from core.runs.store import Run, Store
from core.transfer.recipe import Recipe
from pages.adversarial import own
from pages.architectures import networks
from pages.playground import sizes

HEALTHY = Recipe(epochs=3)


def run(recipe, accuracy=0.5):
    return Run(
        "me",
        "train",
        "done",
        recipe=recipe.to_json(),
        metrics={"test_accuracy": accuracy, "test_interval": [0.4, 0.6]},
        timings={"total": 2.0, "fit": 1.0},
    )


def logged(monkeypatch, module, *recipes):
    monkeypatch.setattr(module.runlog, "runs", lambda *_, **__: [run(one) for one in recipes])


def test_a_broken_network_does_not_judge_an_attack(monkeypatch):
    logged(monkeypatch, own, HEALTHY.but(fault="labels"), HEALTHY)
    assert own.newest() == [HEALTHY]


def test_the_newest_run_of_a_network_is_a_healthy_one_with_its_own_weights(monkeypatch):
    odd = (HEALTHY.but(fault="leak"), HEALTHY.but(weights="random"), HEALTHY.but(scratch=True))
    logged(monkeypatch, networks, *odd, HEALTHY)
    (found,) = networks.newest_runs().values()
    assert Recipe.from_json(found.recipe) == HEALTHY


def test_a_point_over_the_sizes_is_a_run_of_the_same_kind(monkeypatch):
    logged(monkeypatch, sizes, HEALTHY.but(fault="labels", size=64), HEALTHY)
    assert [point.size for point in sizes._own_points(HEALTHY)] == [HEALTHY.size]


def test_a_leaked_test_tells_nothing_of_times(tmp_path):
    """It trains on more photos than its recipe says."""
    store = Store(tmp_path / "runs.sqlite")
    for recipe in (HEALTHY.but(fault="leak"), HEALTHY.but(fault="labels"), HEALTHY):
        store.add(run(recipe))
    assert {past.recipe.fault for past in past_of(store)} == {"", "labels"}
