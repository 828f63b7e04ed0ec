"""A test part that somebody made before: kept, without leaks, or told why not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.datasets import library
from core.datasets.checks import told
from core.datasets.held_out import made_part
from core.datasets.look_alikes import alike
from core.datasets.subset import make_subset
from core.datasets.upload import archive, arranged
from core.datasets.upload.archive import Given, Source
from core.datasets.upload.create import create

ME = "a" * 32
PARTS = {"train": ["train"], "test": ["test"]}


@pytest.fixture
def make(data_folder, pictures):
    """``make({("cats", "train"): (0, 9), …})`` of scenes first … first+count, or
    ``extra=[(class, part, pixels)]``."""

    def run(counts, extra=()):
        given = [
            (name, part, pictures.scene(n))
            for (name, part), (first, count) in counts.items()
            for n in range(first, first + count)
        ]
        photos = [
            Given(name, f"{part}/{name}/{n}.png", lambda p=pixels: pictures.saved(p), part)
            for n, (name, part, pixels) in enumerate([*given, *extra])
        ]
        photos.sort(key=lambda one: one.part != "test")
        titles = list(dict.fromkeys(name for name, _part in counts))
        source = Source(len(photos), iter(photos), titles, parts=PARTS)
        return create(ME, "x", source)

    return run


USUAL = {
    ("cats", "train"): (0, 12), ("dogs", "train"): (100, 10),
    ("cats", "test"): (200, 4), ("dogs", "test"): (300, 3),
}  # fmt: skip


def notes(said):
    return " ".join(map(str, told.sentences(said["id"])))


def test_it_becomes_the_test_part(make):
    said = make(USUAL)
    assert said["own_test"]
    assert (said["train"], said["test_counts"]) == (22, [4, 3])
    assert {name for name, at in zip(said["names"], range(29), strict=True) if at >= 22} == {
        f"{n}.png" for n in range(22, 29)
    }
    entry = library.get(said["id"])
    assert (entry.train_per_class, entry.test_per_class) == (10, 3)
    subset = make_subset(said["id"], (), 8, 2, 3, 0)
    assert set(subset.test.index) <= set(range(22, 29))
    assert "set apart: 7 photos in test" in notes(said)


def test_what_is_in_the_test_already_is_not_trained_on(make, pictures):
    twin = ("cats", "train", pictures.scene(201))
    near = ("dogs", "train", pictures.brighter(pictures.scene(301), 5))
    said = make(USUAL, [twin, near])
    assert (said["train"], said["test_counts"]) == (22, [4, 3])
    assert said["like_test"] == [["dogs", "train/dogs/30.png"]]
    assert said["copies"][0]["file"] == "train/cats/29.png"
    assert said["look_alikes"] == 1
    assert arranged.leaks(said) == 0
    assert "as one of it: 2." in notes(said)


def test_a_class_in_one_part_only_is_split_here_and_told(make):
    said = make(USUAL | {("birds", "train"): (400, 12), ("mice", "test"): (500, 8)})
    assert said["own_test"]
    assert said["test_counts"] == [4, 3, 3, 2]
    assert "draws their test photos itself: birds, mice" in notes(said)
    labels = library.load(said["id"]).labels
    assert np.bincount(labels[: said["train"]]).tolist() == [12, 10, 9, 6]


def test_a_test_part_that_is_too_small_is_no_test_part(make):
    said = make({("a", "train"): (0, 9), ("b", "train"): (50, 9), ("b", "test"): (90, 1)})
    assert not said["own_test"]
    assert said["counts"] == [9, 10]
    assert "draws one itself" in notes(said)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59)), max_size=30),
)
def test_no_look_alike_is_ever_on_both_sides(photos, pairs):
    labels = np.array([label for label, _test in photos])
    test = np.array([test for _label, test in photos])
    pairs = [(a, b) for a, b in pairs if a < b < len(photos)]
    near = np.array(pairs, np.int64).reshape(-1, 2)
    held, out = made_part(labels, test, alike.groups(len(labels), near))
    assert not (held & out).any()
    assert not (held & ~test).any()
    for one, other in pairs:
        assert not (held[one] and not held[other] and not out[other])
        assert not (held[other] and not held[one] and not out[one])
    for label in set(labels[held]):
        assert np.count_nonzero(held & (labels == label)) >= 2
        assert np.count_nonzero(~held & ~out & (labels == label)) >= 6


def test_the_same_photos_in_another_part_are_another_source(tmp_path):
    def source(part):
        return Source(1, iter([Given("a", "1.jpg", lambda: b"x", part)]), ["a"])

    assert archive.digest(source("test")) == archive.digest(source("test"))
    assert archive.digest(source("test")) != archive.digest(source("train"))
