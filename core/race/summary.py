"""What a race has come to, finished or not: the leaderboard and what the data support (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from core.messages import Message, msg, signed
from core.race.plan import SCRATCH, Arm, Race, run_name
from core.statistics import Difference, difference, mean_half, wilson_interval
from core.transfer.result import Results

ONCE = ("prepare", "convert", "prefix", "prefix_test", "compile", "evaluate")


@dataclass(frozen=True)
class Row:
    """One arm with one amount of photos: accuracies by seed (only those that are there)."""

    arm: Arm
    per_class: int
    accuracies: Mapping[int, float]
    low: float
    high: float
    seconds: float  # of training, mean over seeds
    passing: float  # of the one pass through frozen blocks and the rest, mean over seeds
    trainable: int
    gain: Difference | None = None  # over scratch, seeds in pairs; None without pairs
    gap: Difference | None = None  # to the first of the board, likewise

    @property
    def mean(self) -> float:
        return mean(self.accuracies.values())


def row(race: Race, arm: Arm, per_class: int, results: Results) -> Row | None:
    """What the finished runs of an arm say; None while there is none."""
    runs = {
        seed: results[name]
        for seed in race.seeds
        if (name := run_name(arm, per_class, seed)) in results
    }
    if not runs:
        return None
    accuracies = {seed: float(run["test_accuracy"]) for seed, run in runs.items()}
    photos = sum(sum(map(sum, run["confusion"])) for run in runs.values())
    low, high = interval(list(accuracies.values()), photos)
    every = [run["seconds"] for run in runs.values()]
    return Row(
        arm,
        per_class,
        accuracies,
        low,
        high,
        mean(spent.get("fit", 0.0) for spent in every),
        mean(sum(spent.get(name, 0.0) for name in ONCE) for spent in every),
        next(iter(runs.values()))["trainable_parameters"],
    )


def interval(accuracies: Sequence[float], photos: int) -> tuple[float, float]:
    """95 % interval of the mean accuracy: Student's over the seeds or Wilson's over all test
    photos, whichever is wider: three seeds may agree by luck."""
    middle = mean(accuracies)
    low, high = wilson_interval(round(middle * photos), photos)
    if len(accuracies) > 1:
        half = mean_half(accuracies)
        low, high = min(low, middle - half), max(high, middle + half)
    return max(0.0, low), min(1.0, high)


def board(race: Race, results: Results, per_class: int | None = None) -> list[Row]:
    """The rows of one amount of photos (the largest unless given), the best first."""
    amount = per_class or race.per_class[-1]
    rows = [found for arm in race.arms if (found := row(race, arm, amount, results))]
    rows.sort(key=lambda found: found.mean, reverse=True)
    start = next((found for found in rows if found.arm == baseline(race)), None)
    return [
        Row(
            **vars(found)
            | {
                "gain": paired(start, found) if start and found is not start else None,
                "gap": paired(rows[0], found) if found is not rows[0] else None,
            }
        )
        for found in rows
    ]


def baseline(race: Race) -> Arm | None:
    """The arm that gains are counted from: scratch without augmentation, if it races."""
    return next((arm for arm in race.arms if arm.way == SCRATCH and not arm.augment), None)


def paired(first: Row, second: Row) -> Difference | None:
    """second − first over the seeds that both have; None with fewer than two."""
    seeds = [seed for seed in first.accuracies if seed in second.accuracies]
    if len(seeds) < 2:
        return None
    return difference(
        [first.accuracies[seed] for seed in seeds], [second.accuracies[seed] for seed in seeds]
    )


# -- the verdict ----------------------------------------------------------------------------------


def behind(rows: Sequence[Row]) -> list[Row]:
    """Those whose gap to the first is larger than chance explains."""
    return [found for found in rows[1:] if found.gap and found.gap.verdict == "first"]


def finding(rows: Sequence[Row]) -> Message:
    """The headline, in as many words as fit over a figure.  `rows`: at least one."""
    first, clear = rows[0], behind(rows)
    if len(rows) > 1 and len(clear) == len(rows) - 1:
        return msg("{arm} is clearly ahead of all others", arm=first.arm.title())
    if clear:
        return msg("{arm} leads, but not clearly from all", arm=first.arm.title())
    if len(rows) > 1:
        return msg("These runs do not tell the arms apart yet")
    return msg("The first results are in")


def verdict(race: Race, rows: Sequence[Row]) -> list[Message]:
    """What the data support and what they do not, a sentence each; [] without two arms."""
    if len(rows) < 2:
        return []
    first, clear = rows[0], behind(rows)
    names = [found.arm.title() for found in rows if found is not first and found not in clear]
    said = []
    if clear:
        said.append(
            msg(
                "Supported: {best} is better than {others}. The gaps, seed by seed, are larger "
                "than chance explains (paired t-test, 95%).",
                best=first.arm.title(),
                others=[found.arm.title() for found in clear],
            )
        )
    if names:
        seeds = min(len(found.accuracies) for found in rows)
        said.append(
            msg(
                "Not supported: that {best} is better than {others}. With {seeds:# seed|# "
                "seeds} their order may be chance.",
                best=first.arm.title(),
                others=names,
                seeds=seeds,
            )
            if seeds > 1
            else msg(
                "Not supported: that {best} is better than {others}. One seed alone cannot show "
                "it.",
                best=first.arm.title(),
                others=names,
            )
        )
    said += _over_scratch(rows) + _augmentation(rows)
    if any(len(found.accuracies) < len(race.seeds) for found in rows) or len(rows) < len(race.arms):
        said.append(msg("The race is not over: this is how it stands."))
    return said


def _over_scratch(rows: Sequence[Row]) -> list[Message]:
    """What the best that is not scratch gains over scratch."""
    best = next((found for found in rows if found.arm.way != SCRATCH), None)
    if best is None or best.gain is None:
        return []
    values = _points(best.gain) | {"arm": best.arm.title()}
    return [
        {
            "second": msg(
                "Against training from scratch, {arm} gains {points} points (95% interval "
                "{low} to {high}).",
                **values,
            ),
            "first": msg(
                "Against training from scratch, {arm} loses: {points} points (95% interval "
                "{low} to {high}).",
                **values,
            ),
            "open": msg(
                "Against training from scratch, {arm} differs by {points} points. The 95% "
                "interval, {low} to {high}, holds zero: no gain is shown.",
                **values,
            ),
        }[best.gain.verdict]
    ]


def _augmentation(rows: Sequence[Row]) -> list[Message]:
    """Of every arm that races with and without augmentation: whether it helped."""
    plain = {found.arm: found for found in rows if not found.arm.augment}
    said = []
    for found in rows:
        twin = plain.get(Arm(**vars(found.arm) | {"augment": False}))
        if not found.arm.augment or twin is None or (gap := paired(twin, found)) is None:
            continue
        values = _points(gap) | {"arm": twin.arm.title()}
        said.append(
            {
                "second": msg(
                    "Augmentation helped {arm}: {points:# point|# points} ({low} to {high}).",
                    **values,
                ),
                "first": msg(
                    "Augmentation hurt {arm} here: {points:# point|# points} ({low} to {high}).",
                    **values,
                ),
                "open": msg(
                    "Whether augmentation helps {arm} is open: {points:# point|# points} "
                    "({low} to {high}).",
                    **values,
                ),
            }[gap.verdict]
        )
    return said


def _points(found: Difference) -> dict[str, str]:
    return {
        "points": signed(100 * found.mean),
        "low": signed(100 * found.low),
        "high": signed(100 * found.high),
    }
