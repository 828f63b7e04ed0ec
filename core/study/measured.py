"""What a study comes to, in numbers (light); `findings` and `proposals` say it in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.datasets import library
from core.messages import Message
from core.statistics import noise
from core.study import compare, traits
from core.study.compare import Row
from core.study.plan import Study, name, of_arm
from core.transfer.result import Result, Results

OVERFIT = 0.10  # training minus validation accuracy that is called overfitting, noise allowing
RISE = 0.10  # of its lowest value: a validation loss that ends so much higher has turned
LITTLE = 0.05  # nats: changes of a loss so small as this are not worth a word
FALLING = 0.05  # of its value two epochs before: a loss that still falls so much has not settled


@dataclass(frozen=True)
class Measured:
    """A study, complete or not, of which at least one arm of transfer was run."""

    study: Study
    results: Results
    seen: Mapping[str, Any] | None  # what `examine` measured on the best arm's photos
    titles: list[Message]  # of the classes
    table: list[Row]
    best: Row
    seed: int  # of the best arm, chosen on validation photos: the network that is shown
    photos: list[traits.Photo]
    pairs: list[traits.Pair]
    traits: list[traits.Trait]
    loose: list[Row]  # arms that overfit
    turned: list[Row]  # whose validation loss rose again
    short: list[Row]  # that had not finished learning

    @property
    def shown(self) -> Result:
        """The result of the network that is shown."""
        return self.results[name(self.best.arm.id, self.seed)]

    @property
    def complete(self) -> bool:
        return len(self.results) == len(self.study.recipes())

    @property
    def validating(self) -> int:
        """How many photos validate."""
        return self.study.counts[1] * len(self.titles)


def measure(
    study: Study, results: Results, seen: Mapping[str, Any] | None = None
) -> Measured | None:
    """What the results come to; None while no arm of transfer was run."""
    table = compare.rows(study, results)
    best = compare.best(table)
    if best is None:
        return None
    photos = traits.photos(of_arm(best.arm.id, results, best.seeds))
    titles = library.get(study.dataset).titles(study.classes)
    foreign = dict(zip(seen["index"], seen["foreign"], strict=True)) if seen else None
    validating = study.counts[1] * len(titles)
    settled = {row.arm: _settled(row, results) for row in table}
    return Measured(
        study,
        results,
        seen,
        titles,
        table,
        best,
        compare.best_seed(best, results),
        photos,
        traits.pairs(photos, len(titles)),
        traits.measured(study.dataset, photos, foreign),
        [row for row in table if row.train - row.val > max(OVERFIT, noise(row.val, validating))],
        [row for row in table if settled[row.arm] == "turned"],
        [row for row in table if settled[row.arm] == "falling"],
    )


def _settled(row: Row, results: Results) -> str:
    """Whether the mean validation loss of an arm has "turned", was still "falling", or neither."""
    runs = of_arm(row.arm.id, results, row.seeds)
    length = min(len(run["history"]) for run in runs)
    losses = np.mean([[r["val_loss"] for r in run["history"][:length]] for run in runs], axis=0)
    if losses[-1] > losses.min() * (1 + RISE) + LITTLE:
        return "turned"
    falls = length > 3 and losses[-1] < losses[-3] * (1 - FALLING) and losses[-1] > LITTLE
    return "falling" if falls else ""
