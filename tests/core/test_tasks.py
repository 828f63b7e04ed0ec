"""Which trainings are soon over, and so may use the worker of short questions, too; what a warm
worker does not load."""

from __future__ import annotations

import pytest

from core import tasks
from core.transfer.recipe import Recipe
from core.zoo import facts

HEAD = Recipe(per_class=20)
BLOCK = {"macs": {"128": 40_000_000}}  # of one photo


@pytest.fixture(autouse=True)
def counted(monkeypatch):
    blocks = [BLOCK] * HEAD.network.depth
    small = {"blocks": [block | {"macs": {"128": 5_000_000}} for block in blocks]}
    known = {"efficientnet_lite0": small, "resnet50": {"blocks": blocks}}
    monkeypatch.setattr(facts, "read", known.get)


def test_a_head_on_few_photos_of_a_small_frozen_network_is():
    assert tasks.quick("train", HEAD.to_json())


@pytest.mark.parametrize(
    "changes",
    [
        {"unfreeze": 1},
        {"per_class": 500},
        {"epochs": 1000, "per_class": 100},
        {"scratch": True},
        {"backbone": "resnet50"},
        {"backbone": "vgg16"},  # whose work nobody has counted
    ],
    ids=str,
)
def test_what_learns_much_or_looks_at_much_is_not(changes):
    assert not tasks.quick("train", HEAD.but(**changes).to_json())


def test_nothing_else_is_and_what_cannot_be_read_is_left_to_the_worker():
    assert not tasks.quick("ideal", HEAD.to_json())
    assert not tasks.quick("train", {"dataset": "gone"})
    assert not tasks.quick("train", {"per_class": "many"})
