"""The example dataset of the checks has the flaws that it is there for, and carries no picture."""

import json

import pytest

from core.datasets.checks import told
from core.datasets.checks.check import NOTE, PROBLEM
from core.datasets.upload import example
from core.runs import examples


@pytest.fixture
def said(cifar):
    return example.checked_example_task({}, lambda event: None, lambda: False)


def test_every_flaw_is_found(said):
    found = {check.id: check.state for check in told.checks(said)}
    assert {name for name, state in found.items() if state == PROBLEM} == {
        "balance",
        "conflicts",
        "grey",
    }
    assert {name for name, state in found.items() if state == NOTE} >= {"broken", "copies", "alike"}


def test_its_photos_are_made_again_by_name(said):
    for place, name in enumerate(said["names"]):
        folder = said["class_titles"][said["labels"][place]]
        assert list(example.pixels(folder, name).shape[1::-1]) == said["sizes"][place]


def test_what_is_kept_of_it_is_what_is_found_and_holds_no_picture(said):
    kept = examples.of("dataset", "checks", "checks_flawed")
    assert kept is not None
    assert dict(kept.found) == said
    assert "/9j/" not in json.dumps(dict(kept.found))
