"""What a learner should know about their own photos before trusting a number from them (light)."""

from __future__ import annotations

from collections.abc import Iterator

from core.datasets import own
from core.datasets.checks import left_out
from core.datasets.checks.check import GOOD, NOTE, PROBLEM, Check
from core.datasets.checks.photos import edges, grey, small
from core.datasets.dataset import is_own
from core.datasets.upload import aside
from core.messages import Message, msg
from core.statistics import wilson_interval
from core.work import Document

ASSIGNMENT = 100  # photos of each class that the chapter's assignment asks for
UNEVEN, VERY_UNEVEN = 1.5, 3.0  # largest class : smallest class
TEST = "test"  # the check of what the test can tell
EXPECTED = 0.9  # the accuracy for which the test's precision is told

File = tuple[str, str, Message]  # class ("" where it is in none), path, reason


def sentences(dataset: str) -> list[Message]:
    """What was noted and what the checks found in a learner's own photos, a sentence each; nothing
    for photos of the catalogue."""
    if not is_own(dataset):
        return []
    said = own.document(dataset)
    return [
        *map(Message.from_json, said["notes"]),
        *(one.message for one in checks(said)),
    ]


def notes(said: Document) -> list[Message]:
    """What a person should know of a dataset, a sentence each."""
    return [
        *map(Message.from_json, said["notes"]),
        *(one.message for one in checks(said) if one.state != GOOD),
    ]


def checks(said: Document) -> list[Check]:
    """Every check of a dataset, as `core.datasets.own.document` describes it; problems first."""
    found = [
        _minimum(said),
        _balance(said),
        *left_out.checks(said),
        _alike(said),
        _alike_across(said),
        _recorded(said),
        edges(said),
        small(said),
        grey(said),
        _test(said),
    ]
    rank = {PROBLEM: 0, NOTE: 1, GOOD: 2}
    return sorted((one for one in found if one), key=lambda one: rank[one.state])


def _minimum(said: Document) -> Check:
    fewest, classes = min(said["counts"]), len(said["counts"])
    if fewest >= ASSIGNMENT:
        return Check(
            "minimum",
            GOOD,
            msg(
                "{classes} classes with at least {fewest} photos each: the assignment’s minimum of "
                "2 classes with {least} photos is reached.",
                classes=classes,
                fewest=fewest,
                least=ASSIGNMENT,
            ),
        )
    return Check(
        "minimum",
        NOTE,
        msg(
            "The smallest class, “{name}”, has {fewest:# photo|# photos}. The assignment asks "
            "for at least 2 classes with {least} photos each.",
            name=said["class_titles"][said["counts"].index(fewest)],
            fewest=fewest,
            least=ASSIGNMENT,
        ),
        msg("You can try everything with these; for the assignment add photos."),
    )


def _balance(said: Document) -> Check:
    counts, names = said["counts"], said["class_titles"]
    most, fewest = max(counts), min(counts)
    ratio = most / fewest
    if ratio < UNEVEN:
        return Check("balance", GOOD, msg("The classes are about equally large."))
    return Check(
        "balance",
        PROBLEM if ratio >= VERY_UNEVEN else NOTE,
        msg(
            "“{large}” has {ratio} times as many photos as “{small}”.",
            large=names[counts.index(most)],
            ratio=f"{ratio:.1f}",
            small=names[counts.index(fewest)],
        ),
        msg(
            "Trainings here take equally many photos of each class, so that always naming the "
            "largest class earns nothing; the surplus is not used. Add photos to the small class."
        ),
    )


def _alike(said: Document) -> Check | None:
    of_class, recorded = said["labels"], said["recorded"]
    pairs, crossed = [], 0
    for (one, other), naive in zip(said["pairs"], said["naive"], strict=True):
        if of_class[one] == of_class[other] and of_class[one] not in recorded:
            pairs.append([one, other])
            crossed += naive
    if not pairs and recorded:
        return None
    if not pairs:
        return Check("alike", GOOD, msg("No two photos of a class look nearly the same."))
    return Check(
        "alike",
        NOTE,
        msg(
            "Pairs of photos that look nearly the same: {count}. A split by chance alone would "
            "have divided {naive} of them between training and test; here they stay together.",
            count=len(pairs),
            naive=crossed,
        ),
        msg("Nothing to do: they count less than different photos would, so add other views."),
        [{"pair": pair} for pair in pairs],
    )


def _alike_across(said: Document) -> Check | None:
    of_class = said["labels"]
    pairs = [pair for pair in said["pairs"] if of_class[pair[0]] != of_class[pair[1]]]
    if not pairs:
        return None
    return Check(
        "across",
        PROBLEM,
        msg(
            "Pairs of photos that look nearly the same and lie in different classes: {count}.",
            count=len(pairs),
        ),
        msg(
            "Look at each pair: is one filed wrongly, or is the difference too small for a photo "
            "this size? They are used for training rather than for the test."
        )
        if all(max(pair) < said["train"] for pair in pairs)
        else msg(
            "Look at each pair: is one filed wrongly, or is the difference too small for a photo "
            "this size?"
        ),
        [{"pair": pair} for pair in pairs],
    )


def _recorded(said: Document) -> Check | None:
    if not said["recorded"]:
        return None
    return Check(
        "recorded",
        NOTE,
        msg(
            "Most photos of {names} are one recording: each looks like the one before. They were "
            "split in blocks of time, yet neighbouring blocks still resemble each other.",
            names=[said["class_titles"][label] for label in said["recorded"]],
        ),
        msg(
            "Expect a test result that is too good. Record again at another place, in other light "
            "and from other sides, and see how it does there."
        ),
    )


def precision(said: Document) -> tuple[float, float]:
    """Between which ends the true rate lies if `EXPECTED` of the test photos are right."""
    total = said["test_per_class"] * len(said["counts"])
    return wilson_interval(round(EXPECTED * total), total)


def _test(said: Document) -> Check:
    total = said["test_per_class"] * len(said["counts"])
    low, high = precision(said)
    wide = (high - low) / 2 > 0.05
    return Check(
        TEST,
        NOTE if wide else GOOD,
        msg(
            "{total:# photo is|# photos are} held out for the test, equally many of each "
            "class. If {expected}% are right, the true rate lies between {low}% and {high}%.",
            total=total,
            expected=round(100 * EXPECTED),
            low=f"{100 * low:.0f}",
            high=f"{100 * high:.0f}",
        ),
        msg("Smaller differences than that prove nothing. More photos narrow it.")
        if wide
        else None,
    )


# -- what became of every file that was given -----------------------------------------------------


def unreadable(said: Document) -> list[File]:
    """Files that are meant as photos and cannot be read."""
    return [(one["class"], one["file"], Message.from_json(one["reason"])) for one in said["broken"]]


def ignored(said: Document) -> Iterator[File]:
    """Files that could be read, perhaps, and are not used all the same."""
    for reason, files in said["aside"].items():
        for name, path in files:
            yield name, path, aside.REASONS[reason][0]
    for copy in said["copies"]:
        yield copy["class"], copy["file"], msg("an exact copy of {file}", file=copy["of"])
    for one in said["conflicts"]:
        names = list(dict.fromkeys(name for name, _path in one["files"]))
        for name, path in one["files"]:
            yield name, path, msg("the same photo lies in several classes: {names}", names=names)
    for name, path in said["like_test"]:
        yield name, path, msg("looks nearly the same as a photo of the test part")
