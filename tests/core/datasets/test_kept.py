"""A dataset that an earlier version kept (tests/data/own_dataset/make.py drew it) is read today."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from core.datasets import library, own
from core.datasets.checks import told
from core.datasets.subset import make_subset
from core.messages import Message

KEPT = Path(__file__).parents[2] / "data" / "own_dataset" / "dataset.zip"
OWNER = "a" * 32


@pytest.fixture
def dataset(data_folder):
    with zipfile.ZipFile(KEPT) as packed:
        packed.extractall(own.folder())
        return packed.namelist()[0].split("/")[0]


def test_its_photos_classes_and_held_out_part_are_there(dataset):
    assert [said["title"] for said in own.listed(OWNER)] == ["Blocks"]
    entry, arrays = library.get(dataset), library.load(dataset)
    assert [str(title) for title in entry.class_titles] == ["big dogs", "ねこ"]
    assert entry.classes == ("big_dogs", "ねこ")
    assert (entry.train_per_class, entry.test_per_class) == (9, 3)
    assert arrays.images.shape == (26, 256, 256, 3)
    assert arrays.train == 20
    assert np.bincount(arrays.labels[: arrays.train]).tolist() == [10, 10]
    assert arrays.labels[arrays.train :].tolist() == [0, 0, 0, 1, 1, 1]
    at = own.document(dataset)["names"].index("grey.png")
    assert np.ptp(arrays.images[at].astype(int), axis=2).max() == 0  # names tell the right photos
    assert arrays.groups is not None
    assert arrays.groups[14] == arrays.groups[19] != arrays.groups[15]  # a moment later
    subset = make_subset(dataset, (), 6, 2, 3, 0)
    assert (len(subset.train), len(subset.val), len(subset.test)) == (12, 4, 6)


def test_its_checks_say_what_they_said(dataset):
    said = own.document(dataset)
    assert {one.id: one.state for one in told.checks(said)} == {
        "conflicts": "problem",
        "across": "problem",
        "minimum": "note",
        "broken": "note",
        "copies": "note",
        "alike": "note",
        "edges": "note",
        "grey": "good",
        "test": "note",
        "balance": "good",
        "small": "good",
    }
    sentences = " ".join(str(sentence) for sentence in told.sentences(dataset))
    assert (
        "The test part is the one that the makers of these photos set apart: 6 photos" in sentences
    )
    assert [file for _name, file, _why in told.unreadable(said)] == ["train/big dogs/broken.jpg"]
    assert [(file, str(why)) for _name, file, why in told.ignored(said)] == [
        ("train/big dogs/notes.txt", "no picture"),
        ("train/ねこ/again.png", "an exact copy of train/ねこ/3.png"),
        *(
            (file, "the same photo lies in several classes: big dogs, ねこ")
            for file in ("train/big dogs/contested.png", "train/ねこ/8.png")
        ),
        ("train/big dogs/like_test.png", "looks nearly the same as a photo of the test part"),
    ]
    reason = Message.from_json(said["broken"][0]["reason"])
    assert str(reason).startswith("“broken.jpg” is not a JPEG, PNG")


def test_it_can_be_renamed_deleted_put_back_and_spoken_of_when_it_is_gone(dataset):
    own.rename(OWNER, dataset, "Squares")
    own.delete(OWNER, dataset)
    assert not library.available(dataset)
    assert own.put_back(OWNER, dataset)
    assert library.available(dataset)
    own.delete(OWNER, dataset)
    own.erase(OWNER, dataset)
    assert str(library.get(dataset).title) == "Squares"
    assert library.get(dataset).classes == ("big_dogs", "ねこ")


def test_a_program_that_was_saved_before_finds_its_photos():
    from core.datasets import provider

    assert provider.load is library.load
