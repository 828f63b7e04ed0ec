"""Plain against residual in training."""

import pytest

from core.experiments import stack_race


def test_both_train_on_the_same_photos_and_are_heard_of():
    heard = []
    found = stack_race.race(stack_race.Stack(4, "he", True, 0, 1), heard.append)
    assert [told["arm"] for told in heard if told["kind"] == "epoch"] == ["plain", "residual"]
    assert [told["of"] for told in heard if told["kind"] == "ran"] == [2, 2]
    assert [run["arm"] for run in found["runs"]] == ["plain", "residual"]
    assert found["photos"] == 10 * stack_race.PER_CLASS
    for end in found["stacks"].values():
        assert end["gradient"] == "even"  # four layers need no help
        assert 0 <= end["low"] <= end["accuracy"] <= end["high"] <= 1
        assert end["learnt"] == (end["low"] > 0.1)


def test_it_can_be_stopped():
    def stop(told):
        if told["kind"] == "epoch":
            raise KeyError(told["arm"])

    with pytest.raises(KeyError, match="plain"):
        stack_race.race(stack_race.Stack(4, "he", False, 0, 3), stop)
