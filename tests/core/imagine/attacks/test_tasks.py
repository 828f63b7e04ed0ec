"""Attacks as jobs: pictures on the way, and cancelling keeps the last one."""

import numpy as np
import pytest

from core.datasets.samples import sample
from core.images import from_text, to_text
from core.imagine.attacks.recipe import Attack
from core.jobs.inline import InlineRunner
from core.jobs.state import DONE
from core.tasks import TASKS
from core.transfer.recipe import Recipe
from core.work import Stop

PHOTO = to_text(sample("imagenet_00").pixels())
RECIPE = Attack.of("pgd", backbones=("squeezenet",), steps=10).to_json()


def done(kind, payload):
    runner = InlineRunner()
    job = runner.state(runner.submit(kind, payload, "somebody"))
    assert job.status == DONE, job.error
    return job


def test_an_attack_tells_of_pictures_on_the_way():
    job = done("attack", {"recipe": RECIPE, "photo": PHOTO})
    assert job.result["success"]
    told = [event for event in job.events if event["kind"] == "attack"]
    assert told[0]["step"] == 0
    assert from_text(told[0]["image"]).shape == (227, 227, 3)


def test_cancelled_it_keeps_the_last_picture():
    asked = []

    def cancelled():  # asked before the first step, and then once a step
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(Stop) as stop:
        TASKS["attack"]({"recipe": RECIPE, "photo": PHOTO}, lambda event: None, cancelled)
    kept = stop.value.partial
    assert (from_text(kept["after"]) != from_text(kept["before"])).any()
    assert [row["step"] for row in kept["curve"]] == [0, 1]


def test_a_mask_that_is_painted_is_kept():
    mask = np.zeros((227, 227, 3), np.uint8)
    mask[:100] = 255
    result = done("attack", {"recipe": RECIPE, "photo": PHOTO, "mask": to_text(mask)}).result
    before, after = from_text(result["before"]), from_text(result["after"])
    assert (before[100:] == after[100:]).all()
    assert (before[:100] != after[:100]).any()


def test_the_matrix_shows_an_attack_to_a_network_of_the_learners_own():
    own = Recipe(
        dataset="digits", size=64, per_class=5, val_per_class=5, test_per_class=5,
        backbone="squeezenet", head="probe", batch=10,
    )  # fmt: skip
    payload = {"recipe": RECIPE | {"steps": 2}, "photo": PHOTO, "own": [own.to_json()]}
    rows = done("attack_matrix", payload).result["rows"]
    assert len(rows) == 3
    for row in rows:
        (said,) = row["own"]
        assert said["clean"]["name"] in own.class_names
        assert said["fooled"] is (said["clean"]["index"] != said["adversarial"]["index"])
