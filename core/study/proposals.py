"""What would make a study's result better, derived from its measurements (light)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from core.messages import Message, msg
from core.statistics import least, wilson_interval
from core.study import compare, traits
from core.study.compare import share
from core.study.measured import Measured
from core.zoo import catalog as zoo

WIDE = 0.10  # an interval wider than this cannot tell good networks apart
NARROW = 0.05
LOSS = 0.15  # of its value: changes of a loss on a few validation photos below it are not told


def of(known: Measured) -> list[Message]:
    """Proposals, the best founded first."""
    return [*_photos(known), *_training(known)]


def _photos(known: Measured) -> Iterator[Message]:
    """More photos, and of what."""
    if known.seen is not None:
        yield _more_photos(known.seen["sizes"], known.validating)
        if "augment" in known.seen:
            yield _augmentation(known.seen["augment"])
    low, high = known.best.interval
    if high - low > WIDE:
        yield msg(
            "More test photos: {photos} leave an interval of {points} points. About {wanted} "
            "would bring it down to {narrow}.",
            photos=known.best.photos,
            points=f"{100 * (high - low):.0f}",
            wanted=_photos_for(known.best.test, NARROW),
            narrow=f"{100 * NARROW:.0f}",
        )
    if known.pairs and known.pairs[0].times >= traits.ENOUGH:
        first = known.pairs[0]
        yield msg(
            "More photos of “{true}” and “{answer}” that show what tells them apart: {count} "
            "of {total} wrong answers take the first for the second.",
            true=known.titles[first.true],
            answer=known.titles[first.answer],
            count=first.times,
            total=sum(pair.times for pair in known.pairs),
        )
    for trait in traits.shared(known.traits):
        if trait.id in _FOR_TRAITS and _lacking(trait):
            yield _FOR_TRAITS[trait.id]


def _training(known: Measured) -> Iterator[Message]:
    """Other blocks, more or fewer epochs."""
    tuned = compare.tuning(known.table, known.study)
    for verdict, said in (
        ("second", msg("Unfreeze more blocks of {networks}: fine-tuning the last ones helped.")),
        (
            "first",
            msg(
                "Unfreeze fewer blocks of {networks}, or lower the rate: fine-tuning did harm "
                "there."
            ),
        ),
    ):
        networks = [zoo.get(b).title for b, gap in tuned.items() if gap and gap.verdict == verdict]
        if networks:
            yield said.filled(networks=networks)
    for rows, said in (
        (known.short, msg("Train longer: {arms} had not finished learning.")),
        (
            [row for row in known.loose if row.arm == known.best.arm],
            msg("Stop early or add dropout: {arms} knows its training photos too well."),
        ),
    ):
        if rows:
            yield said.filled(arms=[row.arm.title for row in rows])


def none(measured: bool) -> Message:
    """What stands where no proposal does; `measured`: whether everything has been."""
    if measured:
        return msg("The measurements call for none.")
    return msg("Not yet: the measurements from which they would follow are not finished.")


_FOR_TRAITS = {
    "bright": msg("Add darker photos to the training set: the mistakes are darker than the rest."),
    "contrast": msg("Add photos with little contrast: the mistakes have less than the rest."),
    "small": msg("Use larger originals: the mistakes come from smaller files."),
    "foreign": msg(
        "Look at the neighbours of the mistakes: photos of another class resemble them, or a label "
        "is wrong."
    ),
}


def _lacking(trait: traits.Trait) -> bool:
    return trait.wrong > trait.right if trait.id == "foreign" else trait.wrong < trait.right


def _more_photos(sizes: Sequence[Mapping[str, float]], photos: int) -> Message:
    """`photos`: how many validate."""
    half, whole = sizes[-2], sizes[-1]
    rises = (
        whole["accuracy"] - half["accuracy"] >= least(photos)
        or whole["loss"] < (1 - LOSS) * half["loss"]
    )
    said = (
        msg(
            "More training photos: from {half} to {whole} photos of each class, a linear probe "
            "still improved on validation photos (accuracy {a} → {b}, loss {c} → {d})."
        )
        if rises
        else msg(
            "More training photos of the same kind will change little: from {half} to {whole} of "
            "each class, a linear probe did not clearly improve on validation photos (accuracy {a} "
            "→ {b}, loss {c} → {d}). Other kinds of photos may."
        )
    )
    return said.filled(
        half=round(half["photos"]),
        whole=round(whole["photos"]),
        a=share(half["accuracy"]),
        b=share(whole["accuracy"]),
        c=f"{half['loss']:.3f}",
        d=f"{whole['loss']:.3f}",
    )


def _augmentation(seen: Mapping[str, Mapping[str, float]]) -> Message:
    without, with_ = seen["without"], seen["with"]
    if with_["loss"] < (1 - LOSS) * without["loss"]:
        said = msg(
            "Keep the augmentation, more views may be worth a try: with it the validation loss of "
            "a linear probe falls from {a} to {b}."
        )
    elif with_["loss"] > (1 + LOSS) * without["loss"]:
        said = msg(
            "Try a weaker augmentation: with the chapter’s, the validation loss of a linear probe "
            "rises from {a} to {b}."
        )
    else:
        said = msg(
            "The augmentation makes no clear difference here: the validation loss of a linear "
            "probe is {a} without and {b} with it."
        )
    return said.filled(a=f"{without['loss']:.3f}", b=f"{with_['loss']:.3f}")


def _photos_for(accuracy: float, width: float) -> int:
    for count in (*range(50, 1000, 50), *range(1000, 10_001, 500)):
        low, high = wilson_interval(accuracy * count, count)
        if high - low <= width:
            return int(count)
    return 10_000
