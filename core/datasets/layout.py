"""Which class a photo belongs to, by the folders it lies in (light).

``cats/1.jpg`` is the plain form.  Folders around the classes (``photos/cats/1.jpg``) are fine, and
so is a split that somebody made before (``train/cats/1.jpg``, ``test/cats/2.jpg``): the Lab draws
its own, so the parts of a class are put together again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from core.messages import LabError, Message, msg

PHOTOS = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp"}
# Pictures that cannot be read here: they are listed with the reason instead of passed over.
PICTURES = PHOTOS | {".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif"}
PARTS = {"train", "training", "val", "valid", "validation", "test", "testing"}
_LEFT_BY_SYSTEMS = {"__macosx", "thumbs.db", "desktop.ini"}
_HARMLESS = str.maketrans({"<": "(", ">": ")", "[": "(", "]": ")", '"': "”", "`": "’", "$": "＄"})
LONGEST_CLASS = 40  # characters
SHOWN = 5  # names in a sentence


def ignored(parts: Sequence[str]) -> bool:
    """Whether a path is hidden or was left behind by an operating system."""
    return any(part.startswith(".") or part.lower() in _LEFT_BY_SYSTEMS for part in parts)


def is_picture(name: str) -> bool:
    """Whether a file's ending says that it is meant as a picture."""
    return PurePosixPath(name).suffix.lower() in PICTURES


def class_name(folder: str) -> str:
    """A folder's name as the class is called: no control characters, one form of every letter,
    nothing that HTML or Markdown would read as more than text, short.  Empty where nothing is left
    of it."""
    plain = unicodedata.normalize("NFC", folder).translate(_HARMLESS)
    safe = "".join(c for c in plain if unicodedata.category(c)[0] != "C" or c.isspace())
    return " ".join(safe.split())[:LONGEST_CLASS].strip()


def classes_of(
    paths: Sequence[tuple[str, ...]],
) -> tuple[dict[tuple[str, ...], str], tuple[Message, ...]]:
    """The class of every picture among `paths` (folders and file name), and what to know about it.

    Pictures in no class folder are left aside and told.  Raises LabError when there is none in any.
    """
    pictures = [path for path in paths if is_picture(path[-1])]
    notes = []
    if others := len(paths) - len(pictures):
        notes.append(msg("Files that are no pictures and were left aside: {count}.", count=others))
    inner = {path: path for path in pictures}
    while _wrapped(list(inner.values())):
        inner = {path: rest[1:] for path, rest in inner.items() if len(rest) > 1}
    tops = {rest[0].lower() for rest in inner.values() if len(rest) > 1}
    if tops and tops <= PARTS and any(len(rest) > 2 for rest in inner.values()):
        inner = {path: rest[1:] for path, rest in inner.items() if len(rest) > 2}
        notes.append(
            msg(
                "The folders {folders} are an earlier split. Their photos were put together again "
                "by class: the Lab draws its own split, so that it knows that no photo is in two "
                "parts.",
                folders=sorted(tops),
            )
        )
    found = {
        path: name
        for path, rest in inner.items()
        if len(rest) > 1 and (name := class_name(rest[0]))
    }
    if not found:
        raise LabError(
            msg(
                "No class folders with photos were found. Put the photos of each class into a "
                "folder with its name, for example cats/1.jpg and dogs/1.jpg."
            )
        )
    if strays := len(pictures) - len(found):
        notes.append(msg("Photos in no class folder that were left aside: {count}.", count=strays))
    return found, tuple(notes)


def _wrapped(paths: Sequence[tuple[str, ...]]) -> bool:
    """Whether one folder lies around the class folders."""
    tops = {path[0] for path in paths if len(path) > 1}
    return len(tops) == 1 and 2 * sum(len(path) > 2 for path in paths) > len(paths)
