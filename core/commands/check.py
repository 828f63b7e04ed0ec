"""``python -m core check FOLDER_OR_ZIP``: what is in photos of one's own, before anything is
trained.

It is what the page “Your dataset” finds, read the same way; nothing is kept.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core import names
from core.commands import files, output
from core.datasets.checks import told
from core.datasets.upload import archive, arranged, aside, collected, unusable
from core.messages import LabError, msg
from core.translations import Words
from core.work import Document

ABOUT = "Check a folder or ZIP of photos: classes, copies, look-alikes, what cannot be read."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", metavar="FOLDER_OR_ZIP", help="a folder of photos for each class")


def run(options: argparse.Namespace, say: Words) -> int:
    """Status 1 when the photos are no dataset; what was found is said all the same."""
    said = look(Path(options.photos), say)
    output.answer(options, said, _lines(said, say))
    if said["error"] and not options.json:
        output.tell(f"error: {said['error']}")
    return int(said["error"] is not None)


def look(path: Path, say: Words) -> dict[str, Any]:
    """Everything that the checks find, as plain JSON in a reader's language."""
    out: dict[str, Any] = {
        "classes": [],
        "own_test": False,
        "look_alikes": 0,
        "test_photos_with_a_copy_in_training": 0,
        "ignored": [],
        "unreadable": [],
        "notes": [],
        "error": None,
    }
    try:
        if not path.exists():
            shown = names.plain(str(path))
            raise LabError("There is no file or folder {path}.", path=shown)
        source = archive.opened(path)
        found = collected.collect(source)
        counts = Counter(photo.name for photo in found.photos)
        said = unusable.left_out(found, source)
        out |= _left_out(said, say) | {
            "classes": _classes({name: counts[name] for name in source.titles if counts[name]}),
            "notes": [say(note) for note in (*source.notes, *aside.notes(source.aside))],
        }
        said = arranged.arrange(found, source, seed=0).said
    except LabError as error:
        return out | {"error": say(error.message)}
    except OSError as error:  # a folder that may not be opened
        return out | {"error": say(files.refused(error))}
    return out | {
        "classes": _classes(dict(zip(said["class_titles"], said["counts"], strict=True))),
        "own_test": said["own_test"],
        "look_alikes": said["look_alikes"],
        "test_photos_with_a_copy_in_training": arranged.leaks(said),
        **_left_out(said, say),
        "notes": [say(note) for note in told.notes(said)],
    }


def _classes(counts: dict[str, int]) -> list[dict[str, Any]]:
    return [{"title": title, "photos": count} for title, count in counts.items()]


def _left_out(said: Document, say: Words) -> dict[str, list[dict[str, str]]]:
    return {
        kind: [{"class": name, "file": path, "reason": say(why)} for name, path, why in given]
        for kind, given in (
            ("ignored", told.ignored(said)),
            ("unreadable", told.unreadable(said)),
        )
    }


def _lines(said: dict[str, Any], say: Words) -> Iterator[str]:
    for one in said["classes"]:
        yield f"{one['photos']:6}  {one['title']}"
    for note in said["notes"]:
        yield f"- {note}"
    for title, kind in (
        (msg("Files that could not be read"), "unreadable"),
        (msg("Files that are not used"), "ignored"),
    ):
        if said[kind]:
            some = aside.some([(one["class"], one["file"]) for one in said[kind]])
            yield f"{say(title)}: {len(said[kind])} ({', '.join(some)})"
