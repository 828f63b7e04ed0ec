"""Checks of what was given and is not used: unreadable files, classes without photos, copies
(light)."""

from __future__ import annotations

from collections import Counter

from core.datasets.checks.check import GOOD, NOTE, PROBLEM, Check
from core.datasets.upload import unusable
from core.messages import Message, msg
from core.work import Document


def checks(said: Document) -> list[Check | None]:
    """The checks of a dataset, as `core.datasets.own.document` describes it."""
    return [_absent(said), _broken(said), _conflicts(said), _copies(said)]


def _absent(said: Document) -> Check | None:
    if not said["absent"]:
        return None
    whys = [Message.from_json(one["why"]) for one in said["absent"]]
    return Check(
        "absent",
        PROBLEM,
        msg(
            "Classes that had to be left out: {names}. {why}",
            names=[one["name"] for one in said["absent"]],
            why=unusable.joined(whys),
        ),
        msg("If the network is to know these classes, add photos of them that can be read."),
    )


def _broken(said: Document) -> Check:
    broken = said["broken"]
    if not broken:
        return Check("broken", GOOD, msg("Every file could be read."))
    return Check(
        "broken",
        NOTE,
        msg(
            "Files that could not be read and were left out: {count}, of {classes}. For example: "
            "{reason}",
            count=len(broken),
            classes=unusable.counted(Counter(one["class"] for one in broken)),
            reason=Message.from_json(broken[0]["reason"]),
        ),
        msg("Save them as JPEG or PNG (a phone’s HEIC photos, for example) and add them again."),
        broken,
    )


def _conflicts(said: Document) -> Check | None:
    conflicts = said["conflicts"]
    if not conflicts:
        return None
    return Check(
        "conflicts",
        PROBLEM,
        msg(
            "Photos that lie in two classes at once: {count}, in {pairs}. They were left out of "
            "both: nobody can say which label is right.",
            count=len(conflicts),
            pairs=unusable.paired(unusable.in_two_classes(conflicts)),
        ),
        msg("Decide where each belongs, delete the other copy, and add the photos again."),
        conflicts,
    )


def _copies(said: Document) -> Check:
    copies = said["copies"]
    if not copies:
        return Check("copies", GOOD, msg("No photo is there twice."))
    kept = list(dict.fromkeys(copy["kept"] for copy in copies))
    return Check(
        "copies",
        NOTE,
        msg("Exact copies of other photos that were left out: {count}.", count=len(copies)),
        msg(
            "A copy in the test part would be a question whose answer was seen in training: the "
            "test would look better than it is."
        ),
        [{"index": index} for index in kept],
    )
