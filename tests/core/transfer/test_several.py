"""Several recipes as one job: one count of epochs, rows with their run, results as they come."""

import pytest

from core.jobs.inline import InlineRunner
from core.transfer.fit import train
from core.transfer.recipe import Recipe

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


TINY = Recipe(
    dataset="digits",
    size=32,
    backbone="squeezenet",
    per_class=4,
    val_per_class=3,
    test_per_class=3,
    unfreeze=1,
    lp_ft=1,
    epochs=2,
    batch=20,
    optimizer="sgd",
)


@pytest.fixture(autouse=True)
def prepared(cache, as_after_setup):
    """The network was prepared by an earlier set-up; what is trained is not known yet."""
    as_after_setup(cache)


def run(recipes, stop=lambda event: False):
    """A series in this process: its end, and all that was told."""
    events = []

    def heard(job, event):
        events.append(event)
        if stop(event):
            runner.cancel(job.id)

    runner = InlineRunner(on_event=heard)
    given = {name: recipe.to_json() for name, recipe in recipes.items()}
    return runner.state(runner.submit("series", {"series": "s", "recipes": given}, "me")), events


def results(events):
    return {event["run"]: event["result"] for event in events if event["kind"] == "result"}


def test_epochs_count_through_all_runs_and_results_are_those_of_each_alone():
    end, events = run(BOTH)
    epochs = [event for event in events if event["kind"] == "epoch"]
    assert [event["epoch"] for event in epochs] == [1, 2, 3, 4]
    assert {event["epochs"] for event in epochs} == {4}
    assert [event["run"] for event in epochs] == ["scratch"] * 3 + ["probe"]
    assert [event["row"]["epoch"] for event in epochs] == [1, 2, 3, 1]
    assert end.result == {"done": list(BOTH), "refused": {}}
    found = results(events)
    assert list(found) == list(BOTH)
    alone = train(BOTH["scratch"])
    assert found["scratch"]["test_accuracy"] == alone["test_accuracy"]


def test_cancel_stops_the_run_that_is_under_way():
    end, events = run(BOTH, stop=lambda event: event["kind"] == "epoch")
    assert end.status == "cancelled"
    assert not any(event.get("run") == "probe" for event in events)


def test_a_training_that_fails_for_its_rate_says_so_and_the_others_are_kept():
    wild = TINY.but(scratch=True, lp_ft=0, epochs=9, lr=100.0)
    end, events = run({"wild": wild, "calm": TINY})
    assert "infinite" in end.result["refused"]["wild"]["template"]
    told = [event for event in events if event["kind"] == "epoch"]
    lost_after = sum(event["run"] == "wild" for event in told)
    assert lost_after < 9
    calm = results(events)["calm"]
    assert len(calm["history"]) == 3
    assert 0 <= calm["test_accuracy"] <= 1
    assert [event["epoch"] for event in told] == [*range(1, lost_after + 1), 10, 11, 12]
    assert {event["epochs"] for event in told} == {12}
