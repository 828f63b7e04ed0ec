"""Folders as downloads have them: classes, the parts of a split, doubled folders, names."""

import unicodedata

import pytest

from core.datasets.upload import class_names, layout, parts
from core.datasets.upload.layout import Entry
from core.messages import LabError


def read(text):
    """``"a/b 3"`` stands for three photos in the folder a/b, ``"a/b"`` for an empty folder; what
    comes out is {(class, part): photos}, then the whole layout."""
    entries = []
    for line in text.split(";"):
        folder, count = line.strip().rsplit(" ", 1) if " " in line.strip() else (line.strip(), "")
        path = tuple(folder.split("/"))
        names = [f"{n}.jpg" for n in range(int(count))] if count else [""]
        entries += [Entry((*path, name), bool(name)) for name in names]
    found = layout.read(entries)
    out = {}
    for entry, spot in zip(entries, found.spots, strict=True):
        if entry.picture:
            key = (spot.title, spot.part) if spot.title else spot.aside
            out[key] = out.get(key, 0) + 1
    return out, found


SPLIT = {("cats", "train"): 9, ("dogs", "train"): 9, ("cats", "test"): 3, ("dogs", "test"): 3}
SPLITS = {
    "plain": "train/cats 9; train/dogs 9; test/cats 3; test/dogs 3",
    "doubled": "training_set/training_set/cats 9; training_set/training_set/dogs 9;"
    "test_set/test_set/cats 3; test_set/test_set/dogs 3",
    "around and between": "d/train/images/cats 9; d/train/images/dogs 9;"
    "d/test/images/cats 3; d/test/images/dogs 3",
    "in another case": "Train/Cats 9; Train/Dogs 9; TEST/cats 3; TEST/dogs 3",
    "with a word of their own": "x_train/cats 9; x_train/dogs 9; x_test/cats 3; x_test/dogs 3",
    "run together": "TrainSet/cats 9; TrainSet/dogs 9; testData/cats 3; testData/dogs 3",
    "in Japanese": "訓練用データ/cats 9; 訓練用データ/dogs 9; テスト/cats 3; テスト/dogs 3",
    "inside the classes": "cats/train 9; cats/test 3; dogs/train 9; dogs/test 3",
    "beside the classes": "cats 9; dogs 9; test/cats 3; test/dogs 3",
    "something beside it": "d/train/cats 9; d/train/dogs 9; d/test/cats 3; d/test/dogs 3; demo 2",
    "validation alone": "train/cats 9; train/dogs 9; val/cats 3; val/dogs 3",
}


@pytest.mark.parametrize("text", SPLITS.values(), ids=SPLITS)
def test_a_split_somebody_made_is_seen_in_every_form(text):
    found, whole = read(text)
    found.pop("no_class", None)
    assert {(name, part or "train"): n for (name, part), n in found.items()} == SPLIT
    assert whole.titles == ["cats", "dogs"]


def test_validation_joins_the_training_beside_a_test_part_and_is_told():
    found, whole = read("train/a 9; train/b 9; val/a 2; val/b 2; test/a 3; test/b 3")
    assert found["a", "val"] == found["b", "val"] == 2
    assert "val are used for training and validation" in str(whole.notes[0])


def test_photos_that_nobody_has_labelled_are_left_aside():
    found, whole = read(
        "s_train/s_train/a 9; s_train/s_train/b 9; s_test/s_test/a 3; s_test/s_test/b 3;"
        "s_pred/s_pred 5"
    )
    assert found["unlabelled"] == 5
    assert whole.parts == {"train": ["s_train"], "test": ["s_test"]}
    assert read("train/a 9; train/b 9; test/images 4")[0]["unlabelled"] == 4
    found, whole = read("train/a 9; train/b 9; val/a 3; val/b 3; test 4")
    assert (found["unlabelled"], found["a", "test"]) == (4, 3)


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("test 9; control 9", {"test", "control"}),
        ("cats 9; dogs 9; test 9", {"cats", "dogs", "test"}),
        ("train 9; bus 9", {"train", "bus"}),
        ("test_tubes 9; test_strips 9", {"test_tubes", "test_strips"}),
        ("valid 9; invalid 9", {"valid", "invalid"}),
        ("test/test 9; control/control 9", {"test", "control"}),
        ("cats/a 9; cats/b 9; dogs/a 9", {"cats", "dogs"}),
    ],
)
def test_a_class_that_is_called_like_a_part_is_a_class(text, classes):
    found, whole = read(text)
    assert set(found) == {(name, "") for name in classes}
    assert whole.parts == {}


def test_a_class_called_test_inside_a_split_is_one():
    found, _whole = read("train/test 9; train/control 9; test/test 3; test/control 3")
    assert found["test", "train"] == 9
    assert found["test", "test"] == 3


def test_one_class_in_a_part_is_no_wrapper():
    found, _whole = read("train/a 9; train/b 9; test/a/1 2; test/a/2 2")
    assert found == {("a", "train"): 9, ("b", "train"): 9, ("a", "test"): 4}


def test_parts_without_class_folders_are_told_and_are_no_classes():
    for text in (
        "train 9; test 9",
        "images/train 9; images/val 9",
        "train/images 9; test/images 9",
    ):
        with pytest.raises(LabError, match="no class folders are in them"):
            read(text)


def test_class_folders_that_lie_there_once_more_are_the_same_classes():
    found, whole = read("rps/rock 9; rps/paper 9; rps/rps-cv/rock 9; rps/rps-cv/paper 9")
    assert found == {("rock", ""): 18, ("paper", ""): 18}
    assert len(whole.repeated["rps-cv"]) == 18
    found, whole = read(
        "d/train/a 9; d/train/b 9; d/test/a 3; d/test/b 3;"
        "d/d/train/a 9; d/d/train/b 9; d/d/test/a 3; d/d/test/b 3"
    )
    assert (found["a", "train"], found["b", "test"]) == (18, 6)
    assert list(whole.repeated) == ["d"]


def test_empty_folders_are_classes_without_photos_and_others_are_not():
    _found, whole = read("p/cats 9; p/dogs 9; p/birds; p/cats/new; p")
    assert whole.titles == ["cats", "dogs", "birds"]


def test_names_that_look_equal_are_one_class_and_others_stay_apart():
    composed, apart = "が", unicodedata.normalize("NFD", "が")
    assert read(f"{composed} 9; {apart} 9; b 9")[0] == {("が", ""): 18, ("b", ""): 9}
    found, whole = read("cats\u200b 9; cats 9; dogs 9")
    assert found == {("cats", ""): 18, ("dogs", ""): 9}
    assert "cats" in str(whole.notes[0])
    assert set(read("A 9; a 9; b 9")[0]) == {("A", ""), ("a", ""), ("b", "")}
    assert set(read("cats 9; cats. 9")[0]) == {("cats", ""), ("cats.", "")}


def test_long_names_are_cut_and_stay_different():
    long = "a name that is much longer than any label may be"
    _found, whole = read(f"{long.replace(' ', '_')}_one 9; {long.replace(' ', '_')}_two 9")
    assert len(set(whole.titles)) == 2
    assert max(map(len, whole.titles)) == class_names.LONGEST_CLASS


def test_letters_that_this_python_does_not_know_are_kept_and_halves_are_not():
    new = "\U0001fae9"  # a face with bags under its eyes: of Unicode 16
    assert class_names.class_name(new) == new
    assert class_names.class_name("👩\u200d🔬 x\u200dy\udcff\ufffe") == "👩\u200d🔬 xy"
    assert class_names.class_name("\u200b\u202e") == ""


def test_words_about_parts_are_not_looked_for_inside_other_words():
    assert parts.kinds(["trainer", "tester", "latest"]) == {}
    assert parts.kinds(["cats_train", "dogs_test"]) == {}
