"""A dataset of one's own as the file of a learner's work holds it (light)."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import numpy as np

from core import images
from core.datasets import own, stored
from core.datasets.upload import aside
from core.datasets.upload.class_names import class_name
from core.portfolio.plain import damaged
from core.portfolio.shape import fits
from core.work import Document

_CLASS = re.compile(r"[\w.-]{1,80}")
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")

_Copy = TypedDict("_Copy", {"of": str, "class": str, "file": str, "kept": int})
_Broken = TypedDict("_Broken", {"class": str, "file": str, "reason": dict[str, Any]})


class _Absent(TypedDict):
    name: str
    why: dict[str, Any]


class _Conflict(TypedDict):
    files: list[tuple[str, str]]
    picture: str


class Spoken(TypedDict):
    """What is known of every dataset, also of one whose photos were deleted."""

    id: str
    title: str
    classes: list[str]
    class_titles: list[str]
    created: float
    train_per_class: int
    test_per_class: int


class Whole(Spoken):
    """What is known of one that is there; in the order of its photos, the training part first."""

    seed: int
    counts: list[int]
    test_counts: list[int]
    train: int
    labels: list[int]
    groups: list[int]
    names: list[str]
    sizes: list[tuple[int, int]]
    grey: list[int]
    broken: list[_Broken]
    absent: list[_Absent]
    aside: dict[str, list[tuple[str, str]]]
    copies: list[_Copy]
    conflicts: list[_Conflict]
    like_test: list[tuple[str, str]]
    look_alikes: int
    pairs: list[tuple[int, int]]
    naive: list[bool]
    own_test: bool
    recorded: NotRequired[list[int]]
    notes: list[dict[str, Any]]


def document(said: Document) -> Document:
    """What is known of a dataset, without its owner, with the groups of its photos."""
    wanted = Whole if there(said) else Spoken
    out = {name: said[name] for name in wanted.__annotations__ if name in said}
    out |= {name: said[name] for name in Spoken.__annotations__}
    if there(said):
        out["groups"] = np.load(own.folder(said["id"]) / own.GROUPS).tolist()
    return out


def there(said: Mapping[str, Any]) -> bool:
    """Whether a document is of photos that are there, not only spoken of."""
    return "labels" in said


def checked(said: Any, photos: int, file: str) -> Document:
    """A document from outside that says what can be.  LabError for any other."""
    kind = Whole if isinstance(said, dict) and there(said) else Spoken
    required = kind.__required_keys__ | Spoken.__required_keys__
    if (
        not fits(said, kind)
        or not required <= said.keys()
        or not said.keys()
        <= {
            *Spoken.__annotations__,
            *kind.__annotations__,
        }
    ):
        raise damaged(file)
    titles = [class_name(title) for title in said["class_titles"]]
    count = len(said["classes"])
    sound = (
        count >= 2
        and len(titles) == count == len(set(said["classes"])) == len(set(titles))
        and all(titles)
        and all(map(_CLASS.fullmatch, said["classes"]))
        and min(said["train_per_class"], said["test_per_class"]) >= 0
        and said["created"] == said["created"]
    )
    if not sound or (there(said) and not _consistent(said, photos)) or (photos and not there(said)):
        raise damaged(file)
    known: Document = said
    return known | {"class_titles": titles, "title": class_name(said["title"]) or said["id"]}


def _consistent(said: Document, photos: int) -> bool:
    labels, classes = said["labels"], len(said["classes"])
    if not labels or not all(0 <= label < classes for label in labels):
        return False
    counts = np.bincount(labels, minlength=classes)
    tests = np.bincount(labels[said["train"] :], minlength=classes)
    places = [*said["grey"], *(at for pair in said["pairs"] for at in pair)]
    places += [copy["kept"] for copy in said["copies"]]
    return (
        photos == len(labels) == len(said["groups"]) == len(said["names"]) == len(said["sizes"])
        and 0 < said["train"] < len(labels)
        and said["counts"] == counts.tolist()
        and said["test_counts"] == tests.tolist()
        and 0 < said["train_per_class"] <= int((counts - tests).min())
        and said["test_per_class"] == int(tests.min()) > 0
        and all(0 <= at < photos for at in places)
        and all(0 <= label < classes for label in said.get("recorded", []))
        and len(said["naive"]) == len(said["pairs"])
        and said["aside"].keys() <= aside.REASONS.keys()
        and all(_BASE64.fullmatch(one["picture"]) for one in said["conflicts"])
        and all(one["files"] for one in said["conflicts"])
        and all(min(size) > 0 for size in said["sizes"])
        and all(abs(group) < 2**62 for group in said["groups"])
    )


def same(here: Document, comes: Document) -> bool:
    """Whether two documents are of one dataset, whatever it is called by now."""
    if (here["created"], here["classes"]) != (comes["created"], comes["classes"]):
        return False
    both = there(here) and there(comes)
    return not both or (here["labels"], here["names"]) == (comes["labels"], comes["names"])


# -- pixels ------------------------------------------------------------------------------------


def files(dataset: str, photos: np.ndarray) -> list[tuple[str, Callable[[], bytes]]]:
    """Name in the file → what makes the bytes, of every photo; nothing is lost in them."""

    def png(at: int) -> Callable[[], bytes]:
        return lambda: images.png_bytes(np.asarray(photos[at]))

    return [(f"datasets/{dataset}/photos/{at:05}.png", png(at)) for at in range(len(photos))]


def written(
    said: Document,
    owner: str,
    dataset: str,
    photo: Callable[[int], bytes],
    step: Callable[[], None],
) -> Path:
    """A hidden folder with the dataset, complete but for its name.  `photo` gives a file's bytes.
    LabError for a photo that is none."""
    place = own.folder() / f".own-{secrets.token_hex(8)}"  # swept when a kill leaves it behind
    place.mkdir(mode=0o700)
    try:
        document = {name: value for name, value in said.items() if name != "groups"}
        if there(said):
            labels, train = np.array(said["labels"], np.int64), said["train"]
            shape = (len(labels), own.SIDE, own.SIDE, 3)
            pixels = np.lib.format.open_memmap(place / "pixels.npy", "w+", np.uint8, shape)
            for at in range(len(labels)):
                step()
                pixels[at] = _pixels(photo(at), f"{at:05}.png")
            stored.write(place, pixels, labels, train, "own photos")
            del pixels
            (place / "pixels.npy").unlink()
            np.save(place / own.GROUPS, np.array(said["groups"], np.int64))
        own.write(place, document | {"id": dataset, "owner": owner})
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return place


def _pixels(data: bytes, file: str) -> np.ndarray:
    pixels = images.decode(data, file).pixels
    if pixels.shape != (own.SIDE, own.SIDE, 3):
        raise damaged(file)
    return pixels


def new_id() -> str:
    """An id that nobody can guess."""
    return f"own-{secrets.token_hex(8)}"
