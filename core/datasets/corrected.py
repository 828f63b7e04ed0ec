"""A dataset of one's own with other labels (light).

It is a dataset beside the first, which stays as it is: the runs in the log speak of photos and
labels as they were then, a study begins anew, and what was decided can be taken back.
"""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.datasets import library, own, stored
from core.datasets.held_out import FEWEST_TO_TEST, FEWEST_TO_TRAIN
from core.datasets.upload import aside
from core.datasets.upload.arranged import counted
from core.datasets.upload.class_names import class_name
from core.messages import LabError, Message, msg
from core.work import Document

LEAVE_OUT = -1  # in the place of a class


def correct(owner: str, dataset: str, labels: Mapping[int, int], title: str) -> Document:
    """Keep a copy of a learner's dataset with some labels changed; its document.

    labels: a photo's place → its new class, or `LEAVE_OUT`.  Every photo stays in its part.  Raises
    LabError where a class would be left with too few photos, or there is no room.
    """
    said, arrays = own.mine(owner, dataset), library.load(dataset)
    before = np.asarray(arrays.labels)
    after = before.copy()
    for at, label in labels.items():
        after[at] = label
    kept = np.flatnonzero(after != LEAVE_OUT)
    own.admit(owner, len(kept))
    train = int(np.count_nonzero(kept < arrays.train))
    groups = np.load(own.folder(dataset) / own.GROUPS)[kept]
    _check(after[kept], train, said["class_titles"])
    made = f"own-{secrets.token_hex(8)}"
    place = own.folder() / f".{made}"  # takes its name when it is whole
    place.mkdir(mode=0o700)
    try:
        stored.write(place, arrays.images, after[kept], train, "own photos", kept)
        np.save(place / own.GROUPS, groups)
        document = said | counted(after[kept], groups, train, said["class_titles"])
        document |= {"classes": said["classes"]}
        document |= _moved(said, kept) | _told(said, before, after, arrays.train)
        document |= {
            "id": made,
            "owner": owner,
            "title": class_name(title) or said["title"],
            "created": time.time(),
        }
        own.write(place, document)
        place.rename(own.folder(made))
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return document


def _check(labels: np.ndarray, train: int, titles: Sequence[str]) -> None:
    for label, title in enumerate(titles):
        teach = int(np.count_nonzero(labels[:train] == label))
        test = int(np.count_nonzero(labels[train:] == label))
        if teach < FEWEST_TO_TRAIN or test < FEWEST_TO_TEST:
            raise LabError(
                "“{name}” would be left with {train} photos to learn from and {test} for the test; "
                "at least {least_train} and {least_test} are needed. Keep some of its photos.",
                name=title,
                train=teach,
                test=test,
                least_train=FEWEST_TO_TRAIN,
                least_test=FEWEST_TO_TEST,
            )


def _moved(said: Document, kept: np.ndarray) -> dict[str, Any]:
    """What is known of single photos, at their new places."""
    new = {int(old): at for at, old in enumerate(kept)}
    both = [
        (pair, naive)
        for pair, naive in zip(said["pairs"], said["naive"], strict=True)
        if pair[0] in new and pair[1] in new
    ]
    return {
        "names": [said["names"][old] for old in kept],
        "sizes": [said["sizes"][old] for old in kept],
        "grey": [new[old] for old in said["grey"] if old in new],
        "pairs": [[new[one], new[other]] for (one, other), _naive in both],
        "naive": [naive for _pair, naive in both],
        "look_alikes": len(both),
        "copies": [
            copy | {"kept": new[copy["kept"]]} for copy in said["copies"] if copy["kept"] in new
        ],
    }


def _told(said: Document, before: np.ndarray, after: np.ndarray, train: int) -> dict[str, Any]:
    """What was corrected, for the notes and the list of what is not used."""
    out = np.flatnonzero(after == LEAVE_OUT)
    moved = np.flatnonzero((after != before) & (after != LEAVE_OUT))
    tests = int(np.count_nonzero(np.concatenate([out, moved]) >= train))
    note: Message = msg(
        "Labels corrected by you: {changed:# photo has|# photos have} another class, {left:# is|"
        "# are} left out; {tests} of these {all} in the test part. The dataset before is "
        "“{title}”.",
        changed=len(moved),
        left=len(out),
        tests=tests,
        all=len(moved) + len(out),
        title=said["title"],
    )
    left = [[said["class_titles"][before[at]], said["names"][at]] for at in out]
    doubted = [*said["aside"].get(aside.DOUBTED, []), *left]
    return {
        "notes": [*said["notes"], note.to_json()],
        "aside": said["aside"] | ({aside.DOUBTED: doubted} if doubted else {}),
    }
