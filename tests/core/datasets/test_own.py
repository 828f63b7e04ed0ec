"""A learner's own photos: what is kept, left out and told, splits without leaks, deleting."""

from __future__ import annotations

import errno
import json
import os
import time
from types import SimpleNamespace

import numpy as np
import pytest

from core.datasets import library, own
from core.datasets.checks import told as speech
from core.datasets.checks.check import NOTE, PROBLEM
from core.datasets.subset import make_subset
from core.datasets.upload import archive, collected, incoming
from core.datasets.upload.create import create
from core.messages import LabError, Message
from core.runs import export
from core.runs.store import Run
from core.study import notebook
from core.tasks import TASKS
from core.transfer import program
from core.transfer.recipe import Recipe
from core.translations import words
from core.work import Stop

ME, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def make(data_folder, pictures):
    """A dataset of scenes: ``make({"cats": 12, ...}, extra=[(class, file, bytes)])``."""

    def run(counts=None, extra=(), owner=ME, **more):
        given = {}
        for label, (name, count) in enumerate((counts or {"cats": 12, "dogs": 12}).items()):
            given[name] = [
                (f"{n}.png", pictures.saved(pictures.scene(1000 * label + n))) for n in range(count)
            ]
        for name, file, data in extra:
            given.setdefault(name, []).append((file, data))
        return create(owner, "Pets", archive.files(given), **more)

    return run


def found(said, name):
    return next((check for check in speech.checks(said) if check.id == name), None)


def told(check):
    return str(check.message)


def test_it_is_a_dataset_like_any_other(make):
    said = make({"ねこ": 12, "big dogs": 16})
    entry = library.get(said["id"])
    assert entry.classes == ("ねこ", "big_dogs")
    assert [str(title) for title in entry.class_titles] == ["ねこ", "big dogs"]
    assert str(entry.title) == "Pets"
    arrays = library.load(said["id"])
    assert library.available(said["id"])
    assert arrays.images.shape == (28, 256, 256, 3)
    assert arrays.images.dtype == np.uint8
    assert not arrays.images.flags.writeable
    assert arrays.labels.tolist() == said["labels"]
    assert np.bincount(arrays.labels[arrays.train :]).tolist() == said["test_counts"] == [3, 4]
    assert (entry.train_per_class, entry.test_per_class) == (9, 3)
    subset = make_subset(said["id"], (), 6, 3, 3, 0)
    assert len(subset.train), len(subset.val) == (12, 6)
    recipe = Recipe(dataset=said["id"], per_class=6, val_per_class=3, test_per_class=3, batch=4)
    assert recipe.check().class_names == entry.classes
    assert said["id"] not in library.DATASETS  # which tells other learners nothing of mine


def test_names_go_along_as_they_were_given(make):
    names = ["C++", "#犬 *[b]* $x$ <i>"]
    said = make(dict.fromkeys(names, 9))
    recipe = Recipe(dataset=said["id"], per_class=4, val_per_class=2, test_per_class=2)
    assert list(library.labels(said["id"], said["classes"])) == names
    given = json.dumps(names, ensure_ascii=False)
    assert f"CLASSES = {given}\n" in program.write(recipe)
    cells = json.loads(notebook.write(recipe, (0.9, 0.8, 1.0), words("ja")))["cells"]
    assert any(f"CLASSES = {given}\n" in cell["source"] for cell in cells)
    run = Run(ME, "train", "done", recipe.to_json())
    assert export.row(run)["labels"] == "; ".join(names)


def test_the_test_part_is_drawn_from_the_recorded_seed(make):
    def held(said):
        return sorted(zip(said["labels"], said["names"], strict=True))[said["train"] :]

    first, again, other = make(seed=1), make(seed=1), make(seed=2)
    assert first["names"] == again["names"]
    assert first["seed"] == 1
    assert held(first) == held(again)
    assert first["names"] != other["names"]


def test_what_cannot_be_read_is_listed_and_the_rest_kept(make):
    said = make(extra=[("cats", "broken.jpg", b"\xff\xd8 no"), ("dogs", "a.heic", b"ftypheic")])
    assert said["counts"] == [12, 12]
    assert [one["file"] for one in said["broken"]] == ["broken.jpg", "a.heic"]
    check = found(said, "broken")
    assert (check.state, len(check.photos)) == (NOTE, 2)
    assert "not a JPEG, PNG" in str(Message.from_json(check.photos[1]["reason"]))


def test_exact_copies_are_kept_once_and_conflicting_ones_not_at_all(make, pictures):
    copy = pictures.saved(pictures.scene(3))  # 3.png of the cats
    contested = pictures.saved(pictures.scene(1005), "WEBP", lossless=True)  # 5.png of the dogs
    said = make(extra=[("cats", "copy.png", copy), ("cats", "dog.webp", contested)])
    assert said["counts"] == [12, 11]
    assert "5.png" not in [
        name for name, label in zip(said["names"], said["labels"], strict=True) if label == 1
    ]
    (left,) = said["copies"]
    assert left["file"] == "copy.png"
    assert said["names"][left["kept"]] == "3.png"
    assert said["labels"][left["kept"]] == 0
    (conflict,) = said["conflicts"]
    assert conflict["files"] == [["cats", "dog.webp"], ["dogs", "5.png"]]
    assert speech.checks(said)[0].id == "conflicts"
    assert found(said, "copies").photos == [{"index": left["kept"]}]


def groups_cross(said, per_class, val, test, seed):
    """The groups that are in more than one of training, validation and test photos."""
    subset = make_subset(said["id"], (), per_class, val, test, seed)
    groups = library.load(said["id"]).groups
    parts = [set(groups[part.index].tolist()) for part in (subset.train, subset.val, subset.test)]
    everything = np.concatenate([p.index for p in (subset.train, subset.val, subset.test)])
    assert len(set(everything.tolist())) == len(everything)
    train, val_, test_ = parts
    return (train & val_) | (train & test_) | (val_ & test_)


def test_photos_that_look_alike_stay_on_one_side(make, pictures):
    alike = [
        (name, f"again{n}_{by}.png", pictures.saved(pictures.brighter(pictures.scene(n), by)))
        for name, first in (("cats", 0), ("dogs", 1000))
        for n in range(first, first + 8)
        for by in (4, 8)[: 1 + n % 2]
    ]
    across = [("dogs", "cat.png", pictures.saved(pictures.brighter(pictures.scene(9), 5)))]
    said = make({"cats": 24, "dogs": 24}, extra=alike + across)
    groups = library.load(said["id"]).groups
    assert sorted(np.unique(groups, return_counts=True)[1].tolist())[-17:] == [2] * 9 + [3] * 8
    assert any(said["naive"])
    assert told(found(said, "alike")).startswith(
        f"Pairs of photos that look nearly the same: {len(said['pairs']) - 1}."
    )
    assert found(said, "across").state == PROBLEM
    entry = library.get(said["id"])
    for seed in range(6):
        for val in (1, 2, 5, 7):
            train = entry.train_per_class - val
            assert groups_cross(said, train, val, entry.test_per_class, seed) == set()


def test_a_split_with_groups_keeps_what_splits_promise(make, pictures):
    again = [
        (name, f"a{n}.png", pictures.saved(pictures.brighter(pictures.scene(n), 5)))
        for name, first in (("cats", 0), ("dogs", 1000))
        for n in range(first, first + 6)
    ]
    name = make({"cats": 20, "dogs": 20}, extra=again)["id"]
    few, many = make_subset(name, (), 5, 4, 3, 0), make_subset(name, (), 12, 4, 3, 0)
    np.testing.assert_array_equal(few.train.index, many.train.index[: len(few.train)])
    np.testing.assert_array_equal(few.val.index, many.val.index)
    assert make_subset(name, (), 5, 4, 3, 1).train.fingerprint != few.train.fingerprint
    with pytest.raises(LabError, match=r"images outside the test part|Ask for fewer"):
        make_subset(name, (), 19, 4, 3, 0)


def test_a_recording_is_split_in_blocks_of_time_and_told(make, pictures):
    frames = [
        ("wave", f"{n:03}.png", pictures.saved(pictures.brighter(pictures.scene(5000), 2 * n)))
        for n in range(40)
    ]
    said = make({"cats": 40, "wave": 0}, extra=frames)
    assert said["counts"] == [40, 40]
    assert "wave" in told(found(said, "recorded"))
    groups, labels = library.load(said["id"]).groups, np.array(said["labels"])
    blocks = [
        np.array(said["names"])[(groups == g) & (labels == 1)] for g in set(groups[labels == 1])
    ]
    assert sorted(len(block) for block in blocks) == [4] * 10
    for block in blocks:
        numbers = sorted(int(name[:3]) for name in block)
        assert numbers[-1] - numbers[0] == len(numbers) - 1
    entry = library.get(said["id"])
    for seed in range(4):
        assert groups_cross(said, entry.train_per_class - 8, 8, entry.test_per_class, seed) == set()


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"cats": 20}, "only one class"),
        ({"cats": 20, "dogs": 7}, "“dogs” has 7 photos"),
        ({f"class {n}": 1 for n in range(51)}, "more than 50 classes"),
    ],
)
def test_what_is_no_dataset_is_refused_and_leaves_nothing(make, data_folder, counts, sentence):
    with pytest.raises(LabError, match=sentence):
        make(counts)
    assert list((data_folder / "datasets").iterdir()) == []


def test_too_many_photos_are_refused_before_one_is_read(data_folder):
    def never():
        raise AssertionError
        yield

    with pytest.raises(LabError, match="at most 5000"):
        create(ME, "x", archive.Source(5001, (), never()))


def test_only_unreadable_files_say_why(make):
    with pytest.raises(LabError, match="not a JPEG, PNG"):
        make({"cats": 12}, extra=[("dogs", f"{n}.heic", b"ftypheic") for n in range(9)])


def test_checks_speak_of_size_colour_shape_and_balance(make, pictures):
    grey = np.repeat(np.random.default_rng(0).integers(0, 256, (30, 7, 7, 1), np.uint8), 3, 3)
    greys = [
        ("grey", f"{n}.png", pictures.saved(np.kron(one, np.ones((30, 10, 1), np.uint8))))
        for n, one in enumerate(grey)
    ]
    said = make({"cats": 8, "grey": 0}, extra=greys)
    states = {check.id: check.state for check in speech.checks(said)}
    assert states["grey"] == states["balance"] == PROBLEM
    assert states["small"] == states["edges"] == states["test"] == NOTE
    assert states["minimum"] == NOTE
    assert "3.8 times" in told(found(said, "balance"))
    assert said["sizes"][said["grey"][0]] == [70, 210]


def test_a_dataset_belongs_to_its_owner(make):
    mine, theirs = make(), make(owner=OTHER)
    assert [said["id"] for said in own.listed(ME)] == [mine["id"]]
    for change in (own.delete, own.put_back, lambda who, name: own.rename(who, name, "x")):
        with pytest.raises(LabError, match="no dataset"):
            change(ME, theirs["id"])
    own.rename(ME, mine["id"], "  New\nname ")
    assert str(library.get(mine["id"]).title) == "New name"


def test_deleting_can_be_undone_and_what_was_trained_keeps_its_names(make, data_folder):
    said = make()
    own.delete(ME, said["id"])
    assert own.listed(ME) == []
    assert not library.available(said["id"])
    assert library.get(said["id"]).classes == ("cats", "dogs")
    with pytest.raises(LabError, match="not on this computer any more"):
        library.load(said["id"])
    assert own.put_back(ME, said["id"])
    assert own.document(said["id"])["names"] == said["names"]
    assert len(library.load(said["id"]).labels) == 24

    own.delete(ME, said["id"])
    own.erase(ME, said["id"])
    assert not own.put_back(ME, said["id"])
    assert not list(data_folder.rglob("*.npy"))


def test_everything_that_was_deleted_lately_can_be_put_back(make):
    first, second, theirs = make(), make(), make(owner=OTHER)
    own.delete(OTHER, theirs["id"])
    own.delete(ME, first["id"])
    own.delete(ME, second["id"])
    assert [said["id"] for said in own.deleted(ME)] == [second["id"], first["id"]]
    with pytest.raises(LabError, match="no dataset"):
        own.erase(ME, theirs["id"])
    own.erase(ME, second["id"])
    assert own.put_back(ME, first["id"])
    assert own.deleted(ME) == []
    assert [said["id"] for said in own.listed(ME)] == [first["id"]]


def test_what_was_deleted_is_erased_after_a_while(make, data_folder):
    said = make()
    own.delete(ME, said["id"])
    for path in [*data_folder.glob("datasets/.trash/*"), *data_folder.glob("datasets/.trash/*/*")]:
        os.utime(path, (0, time.time() - own.UNDO_SECONDS - 1))
    own.listed(ME)
    assert not list(data_folder.rglob("*.npy"))


def test_forgetting_a_learner_erases_all_of_theirs_and_no_more(make, data_folder):
    first, second, theirs = make(), make(), make(owner=OTHER)
    own.delete(ME, first["id"])
    own.delete_owner(ME)
    left = {path.name for path in data_folder.rglob("own-*")}
    assert left == {theirs["id"]}
    with pytest.raises(LabError, match=second["id"]):
        library.get(second["id"])


@pytest.mark.parametrize("name", ["own-../../etc", "own-0123", "own-0123456789abcdeg", "own-"])
def test_only_real_ids_reach_the_disk(data_folder, name):
    with pytest.raises(LabError):
        library.get(name)
    with pytest.raises(LabError):
        own.document(name)


def upload(data):
    return str(incoming.Parcel(ME).keep([data[:10], data[10:]]))


def run(payload, cancelled=lambda: False):
    events = []
    said = TASKS["collect"](
        {"owner": ME, "title": "t", "seed": 0} | payload, events.append, cancelled
    )
    return said, events


def test_the_task_makes_a_dataset_and_deletes_the_uploads(data_folder, pictures):
    classes = {
        name: [
            [f"{n}.png", upload(pictures.saved(pictures.scene(100 * first + n)))] for n in range(8)
        ]
        for first, name in enumerate(("a", "b"))
    }
    said, events = run({"classes": classes})
    assert own.listed(ME) == [said]
    assert [one["total"] for one in events if one["phase"] == "prepare"][-1] == 16
    assert list(incoming.folder().iterdir()) == []
    assert incoming.folder().stat().st_mode & 0o777 == 0o700


def test_uploads_go_whatever_happens(data_folder, pictures, tmp_path):
    with pytest.raises(LabError, match="not a ZIP"):
        run({"file": upload(b"rubbish that is no archive")})
    photos = [["a.png", upload(pictures.saved(pictures.scene(1)))]]
    with pytest.raises(Stop):
        run({"classes": {"a": photos}}, cancelled=lambda: True)
    assert list(incoming.folder().iterdir()) == []
    outside = tmp_path / "diary.zip"
    outside.write_bytes(b"mine")
    with pytest.raises(LabError, match="not here any more"):
        run({"file": str(outside)})
    assert outside.read_bytes() == b"mine"


def test_what_nobody_fetched_is_swept(data_folder):
    path = incoming.Parcel(ME).keep([b"x"])
    os.utime(path, (0, time.time() - incoming.KEPT_SECONDS - 1))
    fresh = incoming.Parcel(ME).keep([b"y"])
    assert list(incoming.folder().iterdir()) == [fresh]


def test_what_waits_of_one_learner_has_a_bound_and_the_others_have_theirs(data_folder, monkeypatch):
    monkeypatch.setattr(incoming, "MOST_OF_ONE", 1_000_000)
    waiting = incoming.Parcel(ME).keep([bytes(600_000)])
    parcel = incoming.Parcel(ME)
    parcel.keep([bytes(300_000)])
    with pytest.raises(LabError, match="More than 1 MB of your uploads"):
        parcel.keep([bytes(60_000), bytes(60_000)])
    assert list(incoming.folder().iterdir()) == [waiting]  # all that was sent together is gone
    other = incoming.Parcel(OTHER).keep([bytes(600_000)])
    assert set(incoming.folder().iterdir()) == {waiting, other}


def test_photos_of_one_learner_have_a_bound_until_they_are_deleted_for_good(
    make, data_folder, pictures, monkeypatch
):
    said = make()
    monkeypatch.setattr(own, "MOST_OF_ONE", 30)
    own.admit(ME, 6)
    own.admit(OTHER, 30)
    own.delete(ME, said["id"])  # it can be put back, so it counts
    with pytest.raises(LabError, match=r"hold 24 photos, and with these .* more than 30"):
        own.admit(ME, 7)
    waiting = upload(pictures.saved(pictures.scene(1)))
    own.erase(ME, said["id"])
    own.admit(ME, 30)
    with pytest.raises(LabError, match="hold 0 photos"):
        run({"classes": {"a": [[f"{n}.png", waiting] for n in range(31)]}})
    assert list(incoming.folder().iterdir()) == []


def test_a_full_disk_is_said_before_anything_is_written(make, data_folder, monkeypatch):
    monkeypatch.setattr(own.shutil, "disk_usage", lambda path: SimpleNamespace(free=0))
    with pytest.raises(LabError, match="TLL_DATA_DIR"):
        make()
    assert list((data_folder / "datasets").iterdir()) == []


@pytest.mark.parametrize("late", [False, True])
def test_a_disk_that_is_full_in_the_middle_leaves_nothing_half(
    make, data_folder, monkeypatch, late
):
    """While the photos come in, and when the dataset is written in its final order."""

    def full(*_args, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        if late:
            patch.setattr(np, "save", full)
        else:
            patch.setattr(collected, "_fill", full)
        with pytest.raises((LabError, OSError), match="No space left"):
            make()
    assert list((data_folder / "datasets").iterdir()) == []
    assert own.available(make()["id"])
