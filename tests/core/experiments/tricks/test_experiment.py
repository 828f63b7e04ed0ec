"""Arms side by side, seed by seed."""

import json

import keras
import numpy as np
import pytest

from core.experiments import small
from core.experiments.tricks.experiment import Arm, Enough, Plan, run


def linear(seed):
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.AveragePooling2D(8),
            keras.layers.Flatten(),
            keras.layers.Dense(2, kernel_initializer=keras.initializers.HeNormal(seed)),
        ]
    )


def made(seed, count=32):
    """Bright and dark pictures."""
    y = np.arange(count, dtype=np.int32) % 2
    x = np.random.default_rng(seed).random((count, 32, 32, 3), np.float32) * 0.5
    x += y[:, None, None, None] * 0.5
    return small.Photos(x, y, x[:10], y[:10], 2)


def arm(name, rate=0.1, **more):
    return Arm(name, made, linear, lambda: keras.optimizers.SGD(rate), **more)


def test_every_arm_is_trained_with_every_seed_and_every_epoch_is_heard_of():
    heard = []
    found = run(Plan([arm("a"), arm("b", 0.0)], epochs=3, seeds=2, batch=8), heard.append)
    json.dumps(found, allow_nan=False)
    assert [(one["arm"], one["seed"]) for one in found["runs"]] == [
        ("a", 0),
        ("b", 0),
        ("a", 1),
        ("b", 1),
    ]
    assert [event["done"] for event in heard] == list(range(1, 13))
    assert {event["total"] for event in heard} == {12}
    assert [event["row"] for event in heard if event["arm"] == "b" and event["seed"] == 1] == (
        found["runs"][3]["rows"]
    )
    assert (found["photos"], found["validation"], found["steps"]) == (32, 10, 4)
    learned, untrained = found["runs"][0], found["runs"][1]
    assert learned["rows"][-1]["loss"] < learned["rows"][0]["loss"]
    assert untrained["final"]["validation"] == untrained["rows"][0]["val_accuracy"]


def test_what_was_finished_before_is_not_trained_again():
    plan, told, heard = Plan([arm("a"), arm("b", 0.0)], epochs=1, seeds=2, batch=8), [], []
    whole = run(plan, lambda row: None, told.append)
    assert told == [{"run": one, "of": 4} for one in whole["runs"]]
    again = run(plan, heard.append, known=json.loads(json.dumps(whole["runs"][:3])))
    assert [(event["arm"], event["seed"], event["done"]) for event in heard] == [("b", 1, 4)]
    assert again["runs"][:3] == whole["runs"][:3]
    assert again["runs"][3]["final"] == whole["runs"][3]["final"]


def test_what_hears_of_an_epoch_may_stop_it_all():
    def stop(event):
        raise KeyError(event["done"])

    with pytest.raises(KeyError, match="1"):
        run(Plan([arm("a")], epochs=3), stop)


def test_an_arm_may_end_itself_and_is_judged_by_the_weights_it_left():
    def watch(model, seed):
        first = model.get_weights()

        def on_epoch(row):
            if row["epoch"] == 2:
                model.set_weights(first)
                raise Enough

        return on_epoch

    found = run(Plan([arm("a", watch=watch), arm("b", 0.0)], epochs=5, seeds=1), lambda row: None)
    stopped, untrained = found["runs"]
    assert len(stopped["rows"]) == 2
    assert stopped["final"] == untrained["final"]


def test_a_loss_that_is_no_number_is_told():
    found = run(Plan([arm("a", 1e38)], epochs=3, seeds=1), lambda row: None)
    assert found["runs"][0]["diverged"]
    json.dumps(found, allow_nan=False)
