"""Several recipes as one job: one count of epochs, each row with its run, results in short."""

import pytest

from core.experiments.trainings import SHOWN, run
from core.transfer.fit import train
from core.transfer.recipe import Recipe
from core.work import Stop

SMALL = Recipe(
    dataset="digits",
    size=32,
    backbone="squeezenet",
    per_class=5,
    val_per_class=5,
    test_per_class=5,
    epochs=2,
    batch=16,
)
BOTH = {"scratch": SMALL.but(scratch=True, epochs=3), "probe": SMALL.but(head="probe")}


def test_epochs_count_through_all_runs_and_results_are_those_of_each_alone(cache):
    events = []
    found = run(BOTH, events.append, lambda: False)
    epochs = [event for event in events if event["kind"] == "epoch"]
    assert [event["epoch"] for event in epochs] == [1, 2, 3, 4]
    assert {event["epochs"] for event in epochs} == {4}
    assert [event["run"] for event in epochs] == ["scratch"] * 3 + ["probe"]
    assert [event["row"]["epoch"] for event in epochs] == [1, 2, 3, 1]
    assert list(found) == list(BOTH)
    assert set(found["probe"]) == set(SHOWN)
    alone = train(BOTH["scratch"])
    assert found["scratch"]["test_accuracy"] == alone["test_accuracy"]


def test_cancel_stops_the_run_that_is_under_way(cache):
    events = []
    with pytest.raises(Stop):
        run(BOTH, events.append, lambda: any(e["kind"] == "epoch" for e in events))
    assert not any(event.get("run") == "probe" for event in events)
