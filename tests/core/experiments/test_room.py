"""A second set of photos with the same classes: really trained, very small."""

import io

import numpy as np
import pytest
from PIL import Image

from core.datasets import library
from core.datasets.upload import archive
from core.datasets.upload.create import create
from core.experiments import room, shift
from core.messages import LabError
from core.transfer.fit import train

OWNER = "e" * 32


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    """Digits in black on white; the same classes in white on black, one photo as in the first."""
    data = library.load("digits")

    def photos(digit, first, change):
        out = []
        for number, place in enumerate(np.flatnonzero(data.labels == digit)[first : first + 14]):
            buffer = io.BytesIO()
            Image.fromarray(change(data.images[place])).save(buffer, "PNG")
            out.append((f"{number}.png", buffer.getvalue()))
        return out

    def made(title, classes):
        return create(OWNER, title, archive.files(classes))["id"]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TLL_DATA_DIR", str(tmp_path_factory.mktemp("rooms")))
        plain = {"one": photos(1, 0, lambda x: x), "zero": photos(0, 0, lambda x: x)}
        dark = {"zero": photos(0, 20, lambda x: 255 - x), "one": photos(1, 20, lambda x: 255 - x)}
        here = made("Here", plain)
        there = made("There", dark | {"one": dark["one"] + plain["one"]})
        other = made("Other", {"one": plain["one"], "two": plain["zero"]})
        yield here, there, other


def small(dataset):
    recipe = room.base(dataset).fitted(backbone="squeezenet", size=48, epochs=8, batch=8)
    return {"frozen": recipe.but(lr=0.003)}


@pytest.fixture(scope="module")
def found(rooms):
    return room.measure(small(rooms[0]), rooms[1], 2)


def test_both_rooms_are_asked_about(rooms, found):
    assert [run["seed"] for run in found["runs"]] == [0, 1]
    for run in found["runs"]:
        assert run[room.HERE]["photos"] == library.get(rooms[0]).test_per_class * 2
        assert run[room.THERE]["photos"] + run["same"] == len(library.load(rooms[1]).labels)


def test_own_test_photos_are_answered_as_in_an_ordinary_training(rooms, found):
    here = found["runs"][0][room.HERE]
    result = train(small(rooms[0])["frozen"])
    assert here["right"] / here["photos"] == pytest.approx(result["test_accuracy"])


def test_the_very_photos_of_the_training_are_no_other_room(rooms, found):
    recipe = small(rooms[0])["frozen"]
    learned = recipe.per_class + recipe.val_per_class
    assert {run["same"] for run in found["runs"]} == {learned}  # those of the class “one”


def test_classes_meet_by_their_names_in_whatever_order_they_were_given(rooms):
    here, there, other = rooms
    assert library.get(here).classes != library.get(there).classes
    assert room.same_classes(here, [here, there, other]) == [there]


def test_photos_of_the_other_room_carry_the_labels_of_the_first(rooms):
    here, there, _other = rooms
    photos, labels = room._photos(there, library.get(here).classes)
    arrays, names = library.load(there), library.get(there).classes
    for photo, label in list(zip(photos, labels, strict=True))[::5]:
        (place,) = np.flatnonzero((arrays.images == photo).all((1, 2, 3)))
        assert names[arrays.labels[place]] == library.get(here).classes[label]


def test_other_classes_are_refused(rooms):
    with pytest.raises(LabError, match="same names"):
        room.measure(small(rooms[0]), rooms[2], 1)


def test_photos_of_the_other_room_count_once_however_many_seeds_there_are():
    runs = [{"arm": "frozen", room.THERE: {"right": right, "photos": 40}} for right in (30, 20)]
    assert room.right(runs, "frozen", room.THERE) == (25, 40)


def test_the_three_ways_can_be_run_on_few_photos(rooms):
    for recipe in shift.ways(room.base(rooms[0])).values():
        recipe.check()
