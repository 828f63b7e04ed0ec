"""Corrected labels: another dataset beside the first, which stays as it was."""

from __future__ import annotations

import numpy as np
import pytest

from core.datasets import library, own
from core.datasets.checks import told
from core.datasets.corrected import LEAVE_OUT, correct
from core.datasets.upload import archive
from core.datasets.upload.create import create
from core.messages import LabError
from core.portfolio import photos as portfolio

ME, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def said(data_folder, pictures):
    given = {
        name: [
            (f"{name}{n}.png", pictures.saved(pictures.scene(1000 * label + n))) for n in range(12)
        ]
        for label, name in enumerate(("cats", "dogs"))
    }
    given["cats"].append(("again.png", given["cats"][3][1]))
    return create(ME, "Pets", archive.files(given))


def test_labels_are_changed_photos_left_out_and_the_first_dataset_stays(said):
    before = library.load(said["id"])
    cat = said["labels"].index(0)
    test_dog = len(said["labels"]) - 1 - said["labels"][::-1].index(1)
    assert test_dog >= said["train"]
    made = correct(ME, said["id"], {cat: 1, test_dog: LEAVE_OUT}, "Pets, corrected")
    after = library.load(made["id"])
    kept = np.delete(np.arange(24), test_dog)
    np.testing.assert_array_equal(after.images, before.images[kept])
    expected = np.array(said["labels"])
    expected[cat] = 1
    assert after.labels.tolist() == expected[kept].tolist() == made["labels"]
    assert after.train == before.train
    np.testing.assert_array_equal(after.groups, before.groups[kept])
    assert made["names"] == [said["names"][at] for at in kept]
    assert made["counts"] == [11, 12]
    assert made["title"] == "Pets, corrected"
    assert own.document(said["id"]) == said
    assert library.load(said["id"]).labels.tolist() == said["labels"]
    assert {one["id"] for one in own.listed(ME)} == {said["id"], made["id"]}
    note = str(told.notes(made)[0])
    assert "1 photo has another class, 1 is left out; 1 of these 2 in the test part" in note
    assert ("dogs", said["names"][test_dog]) in [one[:2] for one in told.ignored(made)]


def test_what_is_known_of_single_photos_moves_along(said):
    copy = said["copies"][0]
    gone = next(at for at in range(24) if at not in (copy["kept"],) and at < copy["kept"])
    made = correct(ME, said["id"], {gone: LEAVE_OUT}, "")
    assert made["copies"][0]["kept"] == copy["kept"] - 1
    assert made["names"][made["copies"][0]["kept"]] == said["names"][copy["kept"]]
    without = correct(ME, said["id"], {copy["kept"]: LEAVE_OUT}, "")
    assert without["copies"] == []


def test_it_fits_into_the_file_of_a_learner_s_work(said):
    made = correct(ME, said["id"], {said["labels"].index(0): LEAVE_OUT, 1: 1}, "x")
    written = portfolio.document(made)
    assert portfolio.checked(written, len(made["labels"]), "file") == written


def test_a_class_keeps_enough_photos_and_others_keep_theirs(said):
    dogs = [at for at, label in enumerate(said["labels"]) if label == 1]
    with pytest.raises(LabError, match="“dogs” would be left with 0 photos"):
        correct(ME, said["id"], dict.fromkeys(dogs, LEAVE_OUT), "")
    with pytest.raises(LabError, match="no dataset"):
        correct(OTHER, said["id"], {}, "")
    assert [one["id"] for one in own.listed(ME)] == [said["id"]]
    assert [path.name for path in own.folder().iterdir()] == [said["id"]]
