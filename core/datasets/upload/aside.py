"""Files that were given and not used: why, in a word for the program and in words for people
(light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.messages import Message, msg

NO_PICTURE, HIDDEN, LINK, ARCHIVE = "no_picture", "hidden", "link", "archive"
CLOSED, NO_CLASS, UNLABELLED = "closed", "no_class", "unlabelled"
DOUBTED = "doubted"

# reason → what is said of one file, and of all of them
REASONS: dict[str, tuple[Message, Message]] = {
    NO_PICTURE: (
        msg("no picture"),
        msg("Files that are no pictures and were left aside: {count} ({files})."),
    ),
    HIDDEN: (
        msg("a hidden file"),
        msg("Hidden photos that were left aside: {count} ({files})."),
    ),
    LINK: (
        msg("a link or a special file, which is not followed"),
        msg("Links or special files that were not followed: {count} ({files})."),
    ),
    ARCHIVE: (
        msg("an archive itself: unpack it and add its photos"),
        msg(
            "Archives inside that were not opened: {count} ({files}). If they hold photos, unpack "
            "them and add the photos."
        ),
    ),
    CLOSED: (
        msg("a folder that this program may not open"),
        msg("Folders that this program may not open: {count} ({files})."),
    ),
    NO_CLASS: (
        msg("in no class folder"),
        msg("Photos in no class folder that were left aside: {count} ({files})."),
    ),
    UNLABELLED: (
        msg("in a part of the split that has no class folders: nobody says what it shows"),
        msg(
            "Photos in a part of the split that has no class folders: {count} ({files}). Nobody "
            "says what they show, so they were left aside."
        ),
    ),
    DOUBTED: (
        msg("left out by you: its label was doubtful"),
        msg("Photos that you left out, because their label was doubtful: {count} ({files})."),
    ),
}
_SHOWN = 5  # names in a sentence

Aside = Mapping[str, Sequence[Sequence[str]]]  # reason → (class or "", path as shown)


def notes(aside: Aside) -> list[Message]:
    """A sentence for each reason."""
    return [
        REASONS[reason][1].filled(count=len(files), files=some(files))
        for reason, files in aside.items()
    ]


def some(files: Sequence[Sequence[str]]) -> list[str]:
    """The paths of the first files, and a sign that there are more."""
    shown = [path for _name, path in files[:_SHOWN]]
    return [*shown, "…"] if len(files) > _SHOWN else shown
