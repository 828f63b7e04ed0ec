"""The arms of a study side by side, and the choice of the best one (light).

The choice rests on validation photos alone; test photos only say afterwards how good it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean

from core import statistics
from core.messages import signed
from core.statistics import Difference, Verdict, difference, judge, wilson_interval
from core.study.plan import EXTRACT, SCRATCH, TUNE, Arm, Study, name, of_arm
from core.transfer.result import EpochRow, Result, Results


@dataclass(frozen=True)
class Row:
    """One arm over its seeds; accuracies in 0..1."""

    arm: Arm
    seeds: tuple[int, ...]  # those that were run
    tests: tuple[float, ...]  # test accuracy of each seed
    interval: tuple[float, float]  # see `_interval`
    photos: int  # test photos, the same for every seed
    val: float
    val_loss: float
    train: float
    seconds: float  # one training, on average
    trainable: int
    total: int

    @property
    def test(self) -> float:
        return mean(self.tests)


def kept_epoch(result: Result) -> EpochRow:
    """The row of the history whose weights were kept."""
    return next(row for row in result["history"] if row["epoch"] == result["best_epoch"])


def rows(study: Study, results: Results) -> list[Row]:
    """Every arm of which at least one seed was run, in the study's order."""
    out = []
    for arm in study.arms:
        seeds = tuple(seed for seed in study.seeds if name(arm.id, seed) in results)
        if not seeds:
            continue
        runs = of_arm(arm.id, results, seeds)
        tests = tuple(float(run["test_accuracy"]) for run in runs)
        photos = sum(map(sum, runs[0]["confusion"]))
        out.append(
            Row(
                arm,
                seeds,
                tests,
                _interval(tests, photos),
                photos,
                mean(run["val_accuracy"] for run in runs),
                mean(kept_epoch(run)["val_loss"] for run in runs),
                mean(run["train_accuracy"] for run in runs),
                mean(run["seconds"]["total"] for run in runs),
                runs[0]["trainable_parameters"],
                runs[0]["total_parameters"],
            )
        )
    return out


def _interval(tests: tuple[float, ...], photos: int) -> tuple[float, float]:
    """Wilson's interval of the mean accuracy over the test photos, wide enough for every seed: it
    covers other photos as well as other draws and first weights."""
    low, high = wilson_interval(mean(tests) * photos, photos)
    return min(low, *tests), max(high, *tests)


def best(table: list[Row]) -> Row | None:
    """The arm of transfer with the best mean validation accuracy; of equal ones the lowest
    validation loss, then the fewest parameters that learn."""
    transfer = [row for row in table if row.arm.way != SCRATCH]
    return min(transfer, key=lambda r: (-r.val, r.val_loss, r.trainable), default=None)


def best_seed(row: Row, results: Results) -> int:
    """The seed of an arm whose network is shown and handed out, chosen the same way."""

    def rank(seed: int) -> tuple[float, float]:
        run = results[name(row.arm.id, seed)]
        return -run["val_accuracy"], kept_epoch(run)["val_loss"]

    return min(row.seeds, key=rank)


def of(table: list[Row], backbone: str, way: str) -> Row | None:
    return next((r for r in table if (r.arm.backbone, r.arm.way) == (backbone, way)), None)


def paired(first: Row | None, second: Row | None) -> Difference | None:
    """Second minus first over the seeds that both have; None with fewer than two."""
    if first is None or second is None:
        return None
    both = [seed for seed in first.seeds if seed in second.seeds]
    if len(both) < 2:
        return None
    one, other = (dict(zip(r.seeds, r.tests, strict=True)) for r in (first, second))
    return difference([one[seed] for seed in both], [other[seed] for seed in both])


def ahead(table: list[Row]) -> Verdict | None:
    """Which arms of transfer (by id) lead on the test photos, where every arm has the same seeds.
    The photos count once: every seed is asked about the same ones."""
    transfer = [row for row in table if row.arm.way != SCRATCH]
    if not transfer or len({row.seeds for row in transfer}) != 1:
        return None
    return judge({row.arm.id: row.tests for row in transfer}, transfer[0].photos)


def tuning(table: list[Row], study: Study) -> dict[str, Difference | None]:
    """Network → what fine-tuning changed against feature extraction, paired over the seeds."""
    return {
        backbone: paired(of(table, backbone, EXTRACT), of(table, backbone, TUNE))
        for backbone in study.backbones
    }


def scratch(table: list[Row]) -> Row | None:
    return of(table, "", SCRATCH)


def beats(plain: Row, best: Row) -> bool | None:
    """Whether the best arm beats training from scratch: by the seeds' pairs, or else by intervals
    that do not touch; None where neither tells."""
    gap = paired(plain, best)
    if gap is not None and gap.verdict != "open":
        return gap.verdict == "second"
    if statistics.touch(plain.interval, best.interval):
        return None
    return best.test > plain.test


def share(value: float) -> str:
    """A share 0..1 in percent."""
    return f"{value:.1%}"


def points(value: float) -> str:
    """A difference of shares in points, signed."""
    return signed(100 * value)
