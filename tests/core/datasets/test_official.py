"""Image sets from their makers, over real loopback connections with small archives in the same
layout: whole, interrupted, damaged, cancelled, with broken photos inside."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import zipfile
from collections import namedtuple
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core import __main__ as command_line
from core import tasks
from core.datasets import library, official, subset
from core.datasets.dataset import Archive, Official
from core.datasets.sets import dogs_vs_cats, pets
from core.datasets.sets.pets import BREEDS
from core.messages import LabError
from core.work import Stop

FILES = {
    breed: breed.capitalize() if known.species == "cat" else breed
    for breed, known in BREEDS.items()
}  # as the set spells them
BROKEN = ("Bengal_1", "beagle_2")


def quiet(event: dict) -> None:
    pass


def never() -> bool:
    return False


def jpeg(shade: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), (shade, 255 - shade, 90)).save(buffer, "JPEG")
    return buffer.getvalue()


def tar(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as out:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            out.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def made_pets() -> tuple[bytes, bytes]:
    """Both archives: three training photos and two for the test of each breed."""
    images, lists = {}, {"trainval": ["#Image CLASS-ID SPECIES BREED ID"], "test": []}
    for number, name in enumerate(FILES.values()):
        for k in range(5):
            stem = f"{name}_{k}"
            data = b"GIF89a, and no more" if stem in BROKEN else jpeg(6 * number + k)
            images[f"images/{stem}.jpg"] = data
            lists["trainval" if k < 3 else "test"].append(f"{stem} {number + 1} 1 1")
    images["images/Abyssinian_100.mat"] = b"no photo"
    images["images/pug_77.jpg"] = jpeg(0)  # in none of the lists
    images["../escape.jpg"] = jpeg(0)
    texts = {f"annotations/{name}.txt": "\n".join(rows).encode() for name, rows in lists.items()}
    return tar(images), tar(texts)


def made_zip(photos: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for kind, shade in (("Cat", 20), ("Dog", 200)):
            for number in range(photos):
                data = b"" if number == 1 else jpeg(shade)
                out.writestr(f"PetImages/{kind}/{number}.jpg", data)
            out.writestr(f"PetImages/{kind}/Thumbs.db", b"no photo")
    return buffer.getvalue()


def on_loopback(site, known: Official, *archives: bytes) -> Official:
    """The same set, whose archives are what the test's server gives."""
    made = []
    for archive, data in zip(known.archives, archives, strict=True):
        site.files[archive.name] = data
        checksum = f"sha256:{hashlib.sha256(data).hexdigest()}"
        made.append(Archive(f"{site.url}/{archive.name}", checksum, len(data)))
    return replace(known, archives=tuple(made))


def give_out(monkeypatch, known: Official, *datasets: str) -> None:
    """Let the datasets come from there."""
    for name in datasets:
        entry = replace(library.DATASETS[name], official=known)
        monkeypatch.setitem(library.DATASETS, name, entry)


@pytest.fixture
def served(site, cache, monkeypatch):
    known = on_loopback(site, pets.OFFICIAL, *made_pets())
    monkeypatch.setattr(pets, "OFFICIAL", known)
    give_out(monkeypatch, known, "pets", "pets_species")
    return site


def test_nothing_is_here_before_it_was_asked_for(cache):
    for name in library.ON_REQUEST:
        assert not library.available(name)
        with pytest.raises(LabError, match="python -m core fetch --dataset"):
            library.load(name)


def test_the_breeds_are_fetched_decoded_and_divided_as_the_lists_say(served):
    events: list[dict] = []
    found = tasks.TASKS["fetch_dataset"]({"dataset": "pets"}, events.append, never)
    assert found == {"photos": 37 * 5 - 2, "broken": 2, "files": ["beagle_2.jpg", "Bengal_1.jpg"]}
    assert official.found(library.official("pets_species")) == found
    arrays = library.load("pets")
    assert arrays.images.shape == (37 * 5 - 2, 224, 224, 3)
    assert arrays.train == 37 * 3 - 2
    assert np.bincount(arrays.labels[arrays.train :]).tolist() == [2] * 37
    number = list(BREEDS).index("siamese")
    (shown,) = {int(photo[0, 0, 0]) // 6 for photo in arrays.images[arrays.labels == number][:1]}
    assert shown == pytest.approx(number, abs=1)  # the photos went where their labels did
    assert not list(official.folder(pets.OFFICIAL).glob(".*"))
    assert not any(
        file.is_file() for file in pets.OFFICIAL.path(pets.OFFICIAL.archives[0]).parent.iterdir()
    )  # the archives are not needed any more
    downloads = [event for event in events if event["kind"] == "download"]
    assert [event["done"] for event in downloads] == sorted(event["done"] for event in downloads)
    assert downloads[-1]["done"] == downloads[-1]["total"] == pets.OFFICIAL.bytes
    assert {event["phase"] for event in events if "phase" in event} >= {"prepare", "store"}
    assert subset.make_subset("pets", ("pug", "siamese"), 2, 1, 2, 0).test.labels.tolist() == [
        0,
        1,
        0,
        1,
    ]
    asked = len(served.asked)
    assert official.fetch(pets.OFFICIAL, quiet, never) == found
    assert len(served.asked) == asked


def test_the_species_are_the_same_photos_with_other_labels(served):
    official.fetch(library.official("pets_species"), quiet, never)
    breeds, species = library.load("pets"), library.load("pets_species")
    assert library.available("pets_species")
    assert species.digest != breeds.digest
    np.testing.assert_array_equal(species.images, breeds.images)
    names = list(BREEDS)
    for breed, kind in zip(breeds.labels.tolist(), species.labels.tolist(), strict=True):
        assert BREEDS[names[breed]].species == library.get("pets_species").classes[kind]
    assert sum(breed.species == "cat" for breed in BREEDS.values()) == 12


def test_an_interrupted_transfer_goes_on_where_it_stopped(served):
    served.cut_after = 2000
    with pytest.raises(LabError, match="goes on where it stopped"):
        official.fetch(pets.OFFICIAL, quiet, never)
    assert pets.OFFICIAL.arrived() == 2000
    assert not library.available("pets")
    served.cut_after = -1
    official.fetch(pets.OFFICIAL, quiet, never)
    assert served.asked == [None, "bytes=2000-", None]
    assert library.available("pets")


def test_a_cancelled_fetch_stops_and_keeps_what_arrived(served):
    events: list[dict] = []
    with pytest.raises(Stop):
        official.fetch(pets.OFFICIAL, events.append, lambda: len(events) > 1)
    assert pets.OFFICIAL.arrived() > 0
    with pytest.raises(Stop):  # while the photos are decoded
        phases = []
        official.fetch(
            pets.OFFICIAL, phases.append, lambda: {"prepare"} & {e.get("phase") for e in phases}
        )
    assert not library.available("pets")
    assert not list(official.folder(pets.OFFICIAL).glob(".*"))
    official.fetch(pets.OFFICIAL, quiet, never)
    assert library.available("pets")


def test_a_wrong_checksum_keeps_nothing(served):
    name = pets.OFFICIAL.archives[0].name
    served.files[name] = served.files[name][:-1] + b"?"
    with pytest.raises(LabError, match="wrong checksum"):
        official.fetch(pets.OFFICIAL, quiet, never)
    assert pets.OFFICIAL.arrived() == 0
    assert not library.available("pets")


def test_archives_placed_by_hand_need_no_network(served):
    for archive in pets.OFFICIAL.archives:
        pets.OFFICIAL.path(archive).write_bytes(served.files[archive.name])
    official.fetch(pets.OFFICIAL, quiet, never)
    assert served.asked == []
    assert library.available("pets")


def test_without_room_nothing_begins(served, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(official.shutil, "disk_usage", lambda path: usage(10**9, 0, 10**9))
    with pytest.raises(LabError, match=r"needs 2\.2 GB of room .* 1\.0 GB are free"):
        official.fetch(pets.OFFICIAL, quiet, never)
    assert served.asked == []


@pytest.mark.parametrize("broken", [0, 1])
def test_an_archive_of_another_layout_is_refused(site, cache, broken):
    archives = list(made_pets())
    archives[broken] = tar({"something.txt": b"else"})
    with pytest.raises(LabError, match="is not what was expected"):
        official.fetch(on_loopback(site, pets.OFFICIAL, *archives), quiet, never)
    archives[broken] = b"no archive at all"
    with pytest.raises(LabError, match="is not what was expected"):
        official.fetch(on_loopback(site, pets.OFFICIAL, *archives), quiet, never)


def test_of_cats_and_dogs_a_fixed_choice_is_stored(site, cache, monkeypatch):
    monkeypatch.setattr(dogs_vs_cats, "TRAIN", 5)
    monkeypatch.setattr(dogs_vs_cats, "TEST", 3)
    data = bytearray(made_zip(9))
    inside = data.find(jpeg(200), data.find(b"PetImages/Dog/4.jpg"))
    data[inside + 30] ^= 255  # a wrong CRC
    known = on_loopback(site, dogs_vs_cats.OFFICIAL, bytes(data))
    give_out(monkeypatch, known, "dogs_vs_cats")
    found = official.fetch(library.official("dogs_vs_cats"), quiet, never)
    arrays = library.load("dogs_vs_cats")
    assert np.bincount(arrays.labels[: arrays.train]).tolist() == [5, 4]  # 9 less an empty one less
    assert np.bincount(arrays.labels[arrays.train :]).tolist() == [3, 3]  # one with a wrong CRC
    assert {"1.jpg", "4.jpg"} == set(found["files"])
    for photo, label in zip(arrays.images, arrays.labels, strict=True):
        assert photo[0, 0, 0] == pytest.approx((20, 200)[label], abs=8)


def test_the_command_line_fetches_one_of_them(served, capsys):
    assert command_line.main(["fetch", "--dataset", "pets_species", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["item"], row["state"]) == ("pets", "fetched")
    assert row["message"]["values"] == {"photos": 183, "broken": 2}
    assert command_line.main(["fetch", "--dataset", "pets", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["state"] == "ready"
    assert command_line.main(["fetch", "--dataset", "digits"]) == 1
    assert "Choose from: pets" in capsys.readouterr().err
