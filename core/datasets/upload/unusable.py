"""Classes without enough photos that can be used: which, how many, why, and what to do (light)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from core.datasets.held_out import FEWEST_TO_TEST, FEWEST_TO_TRAIN
from core.datasets.upload.archive import Source
from core.datasets.upload.collected import Collected
from core.messages import LabError, Message, msg
from core.work import Document

FEWEST = FEWEST_TO_TRAIN + FEWEST_TO_TEST  # photos of a class


def check(found: Collected, source: Source) -> None:
    """Raise LabError when there are too few classes or photos for a dataset."""
    counts = Counter(photo.name for photo in found.photos)
    doubled = in_two_classes(found.conflicts)
    if any(counts[name] < FEWEST for pair in doubled for name in pair):
        raise LabError(
            "The same photos lie under two class names: {pairs}. Nobody can say which name is "
            "right. If one of the folders is a copy, delete it; if not, decide where each "
            "photo belongs. Then add the photos again.",
            pairs=paired(doubled),
        )
    if not counts:
        raise LabError(joined([msg("There is no photo that can be used."), *_broken(found.broken)]))
    if len(counts) == 1:
        (name,) = counts
        whys = [Message.from_json(one["why"]) for one in absent(found, source)]
        raise LabError(
            joined(
                [
                    msg(
                        "There is only one class with photos that can be used: “{name}”. To tell "
                        "things apart takes at least two: one folder for each.",
                        name=name,
                    ),
                    *whys,
                ]
            )
        )
    few = [title for title in source.titles if 0 < counts[title] < FEWEST]
    if few:
        raise LabError(
            joined(
                [*_few(few, counts), *_broken([one for one in found.broken if one["class"] in few])]
            )
        )


def left_out(found: Collected, source: Source) -> Document:
    """Everything that was given and is in no dataset, for its document."""
    return {
        "broken": found.broken,
        "absent": absent(found, source),
        "aside": {reason: [list(one) for one in files] for reason, files in source.aside.items()},
        "copies": [
            {"of": kept.given.path, "class": left.name, "file": left.given.path}
            for kept, left in found.twice
        ],
        "conflicts": found.conflicts,
        "like_test": [],
    }


def absent(found: Collected, source: Source) -> list[Document]:
    """The classes without a photo that can be used, each with the reason as a sentence."""
    return [
        {"name": title, "why": joined(_nothing(title, found, source)).to_json()}
        for title in source.titles
        if not any(photo.name == title for photo in found.photos)
    ]


def in_two_classes(conflicts: Sequence[Document]) -> Counter[tuple[str, str]]:
    """Which two classes hold the same photos, and how many."""
    pairs: Counter[tuple[str, str]] = Counter()
    for one in conflicts:
        pairs.update(combinations(dict.fromkeys(name for name, _path in one["files"]), 2))
    return pairs


def counted(classes: Counter[str]) -> list[Message]:
    """“cats” (3), one for each class."""
    return [msg("“{name}” ({count})", name=name, count=count) for name, count in classes.items()]


def paired(pairs: Counter[tuple[str, str]]) -> list[Message]:
    """“cats” and “dogs” (3), one for each pair."""
    return [
        msg("“{one}” and “{other}” ({count})", one=one, other=other, count=count)
        for (one, other), count in pairs.items()
    ]


def _nothing(title: str, found: Collected, source: Source) -> list[Message]:
    if broken := _broken([one for one in found.broken if one["class"] == title]):
        return [msg("“{name}” has no photos that can be used.", name=title), *broken]
    others = sum(name == title for files in source.aside.values() for name, _path in files)
    if others:
        return [
            msg(
                "“{name}” has no photos; {count:# other file lies|# other files lie} in "
                "its folder.",
                name=title,
                count=others,
            )
        ]
    return [
        msg("“{name}” has no photos: its folder is empty. Fill it or leave it out.", name=title)
    ]


def _few(titles: list[str], counts: Counter[str]) -> list[Message]:
    name, *others = titles
    first = msg(
        "“{name}” has {count:# photo|# photos} that can be used; at least {least} "
        "of each class are needed, and 100 are much better. Add photos or leave "
        "the class out.",
        name=name,
        count=counts[name],
        least=FEWEST,
    )
    if not others:
        return [first]
    return [
        first,
        msg(
            "So it is with {classes}.",
            classes=counted(Counter({one: counts[one] for one in others})),
        ),
    ]


def _broken(broken: Sequence[Document]) -> list[Message]:
    """How many files of which classes could not be read and why, if there are any."""
    if not broken:
        return []
    return [
        msg(
            "{count:# file|# files} of {names} could not be read, for example: {reason}",
            count=len(broken),
            names=[
                msg("“{name}”", name=name) for name in dict.fromkeys(b["class"] for b in broken)
            ],
            reason=Message.from_json(broken[0]["reason"]),
        )
    ]


def joined(sentences: Sequence[Message]) -> Message:
    """Several sentences as one message."""
    first, *others = sentences
    for other in others:
        first = msg("{first} {second}", first=first, second=other)
    return first
