"""Does it hold?  Networks trained on good photos, asked about damaged ones.

`measure` and `mixed` are heavy; reading what they found is light.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from core.datasets.corrupted import KINDS, SEVERITIES, corrupted
from core.transfer import rates
from core.transfer.evaluate import binned
from core.transfer.recipe import Recipe
from core.transfer.temperature import fitted, softened
from core.work import RAN, SO_FAR, Cancelled, Document, Report, heard

if TYPE_CHECKING:
    from core.transfer.trained import Trained

Run = Mapping[str, Any]
MIDDLE = 3  # the severity at which weights are mixed
MIXES = tuple(round(step / 10, 1) for step in range(11))  # from the head alone to fine-tuned

BASE = Recipe(
    size=96, batch=32, test_per_class=10
)  # test photos of a class; each seed draws its own
SEEDS = 2

_Asked = Callable[["Trained", Report], dict[str, Any]]


def tuned(base: Recipe = BASE) -> Recipe:
    """Fine-tuning that trains the head alone first."""
    return base.but(unfreeze=4, lp_ft=10, epochs=10, suffix_lr=rates.LAB)


def ways(base: Recipe = BASE) -> dict[str, Recipe]:
    """Three ways to learn the same photos."""
    scratch = base.but(scratch=True, size=32, epochs=30)
    return {"scratch": scratch, "frozen": base, "tuned": tuned(base)}


def measure(
    ways: Mapping[str, Recipe],
    seeds: int,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
    known: Sequence[Run] = (),
) -> dict[str, Any]:
    """Train every way with every seed and ask each about its test photos, damaged and not.

    ``runs`` holds, for each: ``arm`` (the way), ``seed``, ``photos`` (how many were asked about),
    ``right``: kind of damage → how many were right at severity 0 to 5; ``temperature``, fitted on
    the validation photos, and ``said``: for severity 0 to 5, all kinds together, the rows of
    `evaluate.binned`, ``tempered``: likewise at that temperature; ``rows``, the epochs.  Further
    ``seconds``.  `known`: runs from before, not made again.  `report` hears of each run (`RAN`)
    and of its phases; `cancelled` stops.
    """
    return every(ways, seeds, _damaged, report, cancelled, known)


def mixed(
    recipe: Recipe,
    seeds: int,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
    known: Sequence[Run] = (),
) -> dict[str, Any]:
    """Weights between the network whose head alone was trained and the fine-tuned one (WiSE-FT,
    Wortsman et al. 2022, https://arxiv.org/abs/2109.01903); the recipe has `lp_ft` epochs.

    As `measure`, but a run holds ``clean``: how many are right for each of `MIXES`, and
    ``shifted``: likewise the mean over the kinds of damage at severity `MIDDLE`.
    """
    return every({"between": recipe}, seeds, _between, report, cancelled, known)


def every(
    ways: Mapping[str, Recipe],
    seeds: int,
    ask: _Asked,
    report: Report,
    cancelled: Cancelled,
    known: Sequence[Run],
) -> dict[str, Any]:
    from core.transfer import fit

    began = time.perf_counter()
    before = {(run["arm"], run["seed"]): dict(run) for run in known}
    tell, runs = heard(report, cancelled), list[dict[str, Any]]()
    for seed in range(seeds):
        for arm, recipe in ways.items():
            run = before.get((arm, seed))
            if run is None:
                run = {"arm": arm, "seed": seed}

                def asked(trained: Trained, run: dict[str, Any] = run) -> None:
                    run.update(ask(trained, tell))

                result = fit.train(recipe.but(seed=seed), report, cancelled, on_trained=asked)
                run["rows"] = result["history"]
            runs.append(run)
            report({"kind": RAN, "run": run, "of": seeds * len(ways)})
    return {"runs": runs, "seconds": time.perf_counter() - began}


def _damaged(trained: Trained, tell: Report) -> dict[str, Any]:
    from core.transfer.photos import subset_of

    subset = subset_of(trained.recipe)
    labels = subset.test.labels
    temperature = fitted(trained.probabilities(list(subset.val.images)), subset.val.labels)
    clean = trained.probabilities(list(subset.test.images))
    right = {kind: [_right(clean, labels)] for kind in KINDS}
    said, tempered = [_bins(clean, labels)], [_bins(softened(clean, temperature), labels)]
    total = SEVERITIES * len(KINDS)
    for severity in range(1, SEVERITIES + 1):
        answers: list[np.ndarray] = []
        for kind in KINDS:
            done = (severity - 1) * len(KINDS) + len(answers)
            tell({"kind": "phase", "phase": "damaged", "done": done, "total": total})
            photos = corrupted(subset.test.images, kind, severity, trained.recipe.seed)
            answers.append(trained.probabilities(list(photos)))
            right[kind].append(_right(answers[-1], labels))
        pooled, truth = np.concatenate(answers), np.tile(labels, len(answers))
        said.append(_bins(pooled, truth))
        tempered.append(_bins(softened(pooled, temperature), truth))
    return {
        "photos": len(labels),
        "right": right,
        "temperature": temperature,
        "said": said,
        "tempered": tempered,
    }


def _between(trained: Trained, tell: Report) -> dict[str, Any]:
    from core.transfer.loop import Trainer
    from core.transfer.photos import subset_of

    recipe, trainer = trained.recipe, trained.learned
    test = subset_of(recipe).test
    assert isinstance(trainer, Trainer) and trained.before is not None
    inputs = [trained.inputs(list(test.images))]
    for kind in KINDS:
        inputs.append(trained.inputs(list(corrupted(test.images, kind, MIDDLE, recipe.seed))))
    first, last, right = trained.before, trainer.values(), []
    for place, share in enumerate(MIXES):
        tell({"kind": "phase", "phase": "mixed", "done": place, "total": len(MIXES)})
        trainer.restore([(1 - share) * a + share * b for a, b in zip(first, last, strict=True)])
        right.append([_right(trainer.probabilities(x), test.labels) for x in inputs])
    trainer.restore(last)
    return {
        "photos": len(test),
        "clean": [row[0] for row in right],
        "shifted": [float(np.mean(row[1:])) for row in right],
    }


def _right(probabilities: np.ndarray, labels: np.ndarray) -> int:
    return int((probabilities.argmax(1) == labels).sum())


def _bins(probabilities: np.ndarray, labels: np.ndarray) -> list[list[float]]:
    right = probabilities.argmax(1) == labels
    rows: list[list[float]] = binned(probabilities.max(1), right).tolist()
    return rows


# -- reading what was found (light) ---------------------------------------------------------------


def of(runs: Sequence[Run], arm: str) -> list[Run]:
    """The runs of one way."""
    return [run for run in runs if run["arm"] == arm]


def right(runs: Sequence[Run], kind: str, severity: int) -> tuple[int, int]:
    """How many photos the runs of one way got right together, and how many there were."""
    return sum(run["right"][kind][severity] for run in runs), sum(run["photos"] for run in runs)


def accuracy(run: Run, severity: int) -> float:
    """Share of photos (0..1) right at a severity, mean over the kinds of damage."""
    return float(np.mean([one[severity] for one in run["right"].values()])) / float(run["photos"])


def pooled(runs: Sequence[Run], which: str, severity: int) -> np.ndarray:
    """The rows of ``said`` or ``tempered`` at a severity, all runs together: float [bins, 3]."""
    return np.asarray(np.sum([run[which][severity] for run in runs], axis=0))


# -- tasks ----------------------------------------------------------------------------------------


def shift_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """`measure` of ``payload["ways"]`` (name → recipe) with ``payload["seeds"]`` seeds."""
    ways = {name: Recipe.from_json(given).check() for name, given in payload["ways"].items()}
    return measure(ways, payload["seeds"], report, cancelled, payload.get(SO_FAR, ()))


def between_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """`mixed` of ``payload["recipe"]`` with ``payload["seeds"]`` seeds."""
    recipe = Recipe.from_json(payload["recipe"]).check()
    return mixed(recipe, payload["seeds"], report, cancelled, payload.get(SO_FAR, ()))
