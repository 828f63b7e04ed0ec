"""What became of every file that was given: the classes, and what is not used and why (light)."""

from __future__ import annotations

from collections.abc import Iterator

from core.datasets.checks import every as checks
from core.datasets.upload import aside
from core.messages import Message, msg
from core.work import Document

File = tuple[str, str, Message]  # class ("" where it is in none), path, reason


def unreadable(said: Document) -> list[File]:
    """Files that are meant as photos and cannot be read."""
    return [(one["class"], one["file"], Message.from_json(one["reason"])) for one in said["broken"]]


def ignored(said: Document) -> list[File]:
    """Files that could be read, perhaps, and are not used all the same."""
    return [*_aside(said), *_copies(said), *_contested(said), *_like_test(said)]


def notes(said: Document) -> list[Message]:
    """What a person should know of a dataset, a sentence each."""
    return [
        *map(Message.from_json, said["notes"]),
        *(
            Message.from_json(one["message"])
            for one in checks.of(said)
            if one["state"] != checks.GOOD
        ),
    ]


def _aside(said: Document) -> Iterator[File]:
    for reason, files in said["aside"].items():
        for name, path in files:
            yield name, path, aside.REASONS[reason][0]


def _copies(said: Document) -> Iterator[File]:
    for one in said["copies"]:
        yield one["class"], one["file"], msg("an exact copy of {file}", file=one["of"])


def _contested(said: Document) -> Iterator[File]:
    for one in said["conflicts"]:
        names = list(dict.fromkeys(name for name, _path in one["files"]))
        for name, path in one["files"]:
            yield name, path, msg("the same photo lies in several classes: {names}", names=names)


def _like_test(said: Document) -> Iterator[File]:
    for name, path in said["like_test"]:
        yield name, path, msg("looks nearly the same as a photo of the test part")
