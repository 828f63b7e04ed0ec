"""A learner's own photos as a dataset like any other (light).

Every photo is kept as 256x256 pixels in the user's data folder, in the learner's name, until they
delete it (`core.datasets.upload` makes them of files).  `dataset.json` says what is in it and what
was left out and why; `core.datasets.checks.told` puts that into words.  On a cluster the other
workers borrow it: a copy is erased after `LENT_SECONDS`, so what is deleted here is soon nowhere.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import threading
import time
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from core import peers
from core.datasets import stored
from core.datasets.dataset import Arrays, Dataset, is_own
from core.datasets.upload.class_names import class_name
from core.messages import LabError, Message, msg
from core.paths import data_dir
from core.work import Document

SIDE = 256  # pixels
LENT_SECONDS = 600.0
UNDO_SECONDS = 600.0  # a deleted dataset can be put back for so long
MOST_OF_ONE = 10_000  # photos of one learner: 2 GB
GROUPS = "groups.npy"
_DOCUMENT = "dataset.json"
_TRASH = ".trash"
# what documents of earlier versions do not speak of
_UNTOLD: Document = {"absent": [], "aside": {}, "own_test": False, "like_test": []}


def folder(dataset: str = "") -> Path:
    """Where own datasets lie, or one of them; LabError for an id that is none."""
    if dataset and not is_own(dataset):
        raise _unknown(dataset)
    path = data_dir() / "datasets"
    path.mkdir(mode=0o700, exist_ok=True)
    return path / dataset


def write(place: Path, document: Document) -> None:
    """Keep what is known of the dataset in a folder."""
    temporary = place / f".{_DOCUMENT}.tmp"
    temporary.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    temporary.replace(place / _DOCUMENT)
    temporary.parent.chmod(0o700)


# -- as the rest of the program sees it --------------------------------------------------------


def document(dataset: str) -> Document:
    """What is known of a dataset; nobody changes it.  LabError when there is none (any more)."""
    file = _here(dataset) / _DOCUMENT
    try:
        return _read(file, file.stat().st_mtime_ns)
    except (OSError, ValueError):
        raise _unknown(dataset) from None


def _here(dataset: str) -> Path:
    """The folder of a dataset; on a cluster it is borrowed for a while where it is missing."""
    place = folder(dataset)
    if peers.joined() and not (place / _DOCUMENT).exists():
        _borrow(place)
    return place


def _borrow(place: Path) -> None:
    give_back()
    place.mkdir(mode=0o700, exist_ok=True)
    (place / peers.LENT).touch()
    if not peers.bring(place / _DOCUMENT):
        shutil.rmtree(place, ignore_errors=True)
        return
    peers.bring(place / GROUPS)  # not there when the photos were deleted
    timer = threading.Timer(LENT_SECONDS + 1, give_back)
    timer.daemon = True
    timer.start()


def give_back() -> None:
    """Erase the copies of datasets that are not this machine's, when they have been here long
    enough: those of a process that was killed, too."""
    for mark in folder().glob(f"own-*/{peers.LENT}"):
        with contextlib.suppress(OSError):
            if time.time() - mark.stat().st_mtime > LENT_SECONDS:
                shutil.rmtree(mark.parent, ignore_errors=True)


@lru_cache(maxsize=32)
def _read(file: Path, changed: int) -> Document:
    told: Document = _UNTOLD | json.loads(file.read_text("utf-8"))
    return told


def entry(dataset: str) -> Dataset:
    """The facts of a dataset; also of one whose photos were deleted, since runs speak of it."""
    said = document(dataset)
    return Dataset(
        id=dataset,
        title=_as_written(said["title"]),
        classes=tuple(said["classes"]),
        class_titles=tuple(map(_as_written, said["class_titles"])),
        image_size=SIDE,
        train_per_class=said["train_per_class"],
        test_per_class=said["test_per_class"],
        similarity=msg("your own photos: how near they are to ImageNet is to be measured"),
        load=partial(load, dataset),
        available=partial(available, dataset),
    )


def available(dataset: str) -> bool:
    """Whether its photos are here; reads none."""
    return stored.present(_here(dataset))


def load(dataset: str) -> Arrays:
    """All photos, uint8 [N, 256, 256, 3] memory-mapped, with their groups."""
    place = _here(dataset)
    arrays = stored.read(place)
    if arrays is None:
        said = document(dataset)
        raise LabError(
            "The photos of “{name}” are not on this computer any more, or were damaged. Add "
            "them again on the page “Your dataset”.",
            name=said["title"],
        )
    groups = np.load(place / GROUPS)
    # the split of equal photos is another one when the groups are
    digest = hashlib.sha256(arrays.digest.encode() + groups.tobytes()).hexdigest()
    return Arrays(arrays.images, arrays.labels, arrays.train, digest, groups)


def listed(owner: str) -> list[Document]:
    """A learner's datasets, newest first."""
    sweep()
    found = [said for said in every(owner) if available(said["id"])]
    return sorted(found, key=lambda said: said["created"], reverse=True)


def admit(owner: str, more: int) -> None:
    """Raise LabError where a learner has no room for more photos."""
    sweep()
    held = sum(sum(_whole(said).get("counts", ())) for said in every(owner))
    if held + more > MOST_OF_ONE:
        raise LabError(
            "Your datasets hold {count:# photo|# photos}, and with these there would be more than "
            "{most}. Delete a dataset that you do not need any more for good, then try again.",
            count=held,
            most=MOST_OF_ONE,
        )


def _whole(said: Document) -> Document:
    """What was known of a dataset before it was deleted, as long as it can be put back."""
    file = folder() / _TRASH / said["id"] / _DOCUMENT
    return _read(file, file.stat().st_mtime_ns) if file.is_file() else said


def rename(owner: str, dataset: str, title: str) -> None:
    """Call a dataset of a learner something else."""
    said = mine(owner, dataset)
    write(folder(dataset), said | {"title": class_name(title) or said["title"]})


# -- deleting ----------------------------------------------------------------------------------


def delete(owner: str, dataset: str) -> None:
    """Take a dataset away; for `UNDO_SECONDS` it can be put back, then it is erased.

    What remains are the names of the classes, because runs in the log speak of them.
    """
    said = mine(owner, dataset)
    trash = folder() / _TRASH
    trash.mkdir(mode=0o700, exist_ok=True)
    folder(dataset).rename(trash / dataset)
    (trash / dataset).touch()
    folder(dataset).mkdir(mode=0o700)
    names = ("id", "owner", "title", "classes", "class_titles", "created")
    write(
        folder(dataset),
        {name: said[name] for name in (*names, "train_per_class", "test_per_class")},
    )


def deleted(owner: str) -> list[Document]:
    """What a learner has deleted and can still put back, the newest deletion first."""
    sweep()
    kept = [folder() / _TRASH / said["id"] for said in every(owner)]
    found = [path for path in kept if path.is_dir()]
    return [document(path.name) for path in sorted(found, key=_touched, reverse=True)]


def put_back(owner: str, dataset: str) -> bool:
    """Undo `delete`; False when it is too late."""
    mine(owner, dataset)
    kept = folder() / _TRASH / dataset
    if not kept.is_dir():
        return False
    shutil.rmtree(folder(dataset))
    kept.rename(folder(dataset))
    return True


def erase(owner: str, dataset: str) -> None:
    """Erase a dataset that was deleted; there is no way back."""
    mine(owner, dataset)
    shutil.rmtree(folder() / _TRASH / dataset, ignore_errors=True)


def sweep() -> None:
    """Erase what was deleted a while ago, and what a kill has left half-made."""
    now = time.time()
    for path in [*folder().glob(f"{_TRASH}/own-*"), *folder().glob(".own-*")]:
        with contextlib.suppress(OSError):
            age = now - _touched(path)
            if age > UNDO_SECONDS if path.parent.name == _TRASH else age > 3600:
                shutil.rmtree(path, ignore_errors=True)


def _touched(path: Path) -> float:
    """When anything in a folder was changed last, in seconds since 1970."""
    return max(file.stat().st_mtime for file in [path, *path.iterdir()])


def delete_owner(owner: str) -> None:
    """Erase everything of one learner, at once."""
    for said in every(owner):
        shutil.rmtree(folder() / _TRASH / said["id"], ignore_errors=True)
        shutil.rmtree(folder(said["id"]), ignore_errors=True)


def every(owner: str) -> list[Document]:
    """The documents of a learner, also of what was deleted."""
    found = []
    for path in folder().glob("own-*"):
        with contextlib.suppress(LabError, OSError, ValueError):
            file = path / _DOCUMENT
            if _owner(file, file.stat().st_mtime_ns) == owner:
                found.append(document(path.name))
    return found


@lru_cache(maxsize=4096)
def _owner(file: Path, changed: int) -> str:
    """Whose a dataset is: asked of everybody's at every look, so it is remembered for many."""
    return str(json.loads(file.read_text("utf-8"))["owner"])


def mine(owner: str, dataset: str) -> Document:
    """What is known of a dataset of a learner.  LabError for one of somebody else."""
    said = document(dataset)
    if said["owner"] != owner:
        raise _unknown(dataset)
    return said


def _as_written(name: str) -> Message:
    """A name that the learner gave: it is never translated."""
    return Message("{name}", {"name": name})


def _unknown(dataset: str) -> LabError:
    return LabError(
        "There is no dataset “{name}” of your own on this computer. Choose another one on the "
        "page “Your dataset”.",
        name=dataset,
    )
