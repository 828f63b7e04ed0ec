"""The assignment's lists: what it asks for, its four criteria, each with its evidence (light)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.datasets import catalog as datasets
from core.datasets import provider
from core.messages import Message, msg
from core.study import compare
from core.study.compare import beats, share
from core.study.findings import Findings
from core.study.plan import Study
from core.zoo import catalog as zoo


@dataclass(frozen=True)
class Check:
    """One line of a checklist: ``done`` None where only the learner can tell."""

    what: Message
    done: bool | None
    evidence: Message


def totals(study: Study) -> dict[str, int]:
    """Class → photos of it that are there."""
    entry = datasets.get(study.dataset)
    labels = provider.load(study.dataset).labels
    counts = np.bincount(np.asarray(labels), minlength=len(entry.classes))
    chosen = study.classes or entry.classes
    return {name: int(counts[entry.classes.index(name)]) for name in chosen}


def criteria(study: Study, found: Findings, reflected: bool) -> list[Check]:
    """The assignment's four criteria, each with what was measured."""
    plain = compare.scratch(found.table)
    ways = {row.arm.way for row in found.table}
    runs = sum(len(row.seeds) for row in found.table)
    gain = None if plain is None else beats(plain, found.best)
    return [
        Check(
            msg("Transfer learning is more accurate than training from scratch"),
            bool(gain),
            msg("not measured: no run from scratch was finished")
            if plain is None
            else msg(
                "{best} against {plain} on the test photos",
                best=share(found.best.test),
                plain=share(plain.test),
            ),
        ),
        Check(
            msg("Both ways were carried out: feature extraction and fine-tuning"),
            {"extract", "tune"} <= ways,
            msg(
                "{extract:# network|# networks} with feature extraction, {tune} with fine-tuning",
                extract=sum(row.arm.way == "extract" for row in found.table),
                tune=sum(row.arm.way == "tune" for row in found.table),
            ),
        ),
        Check(
            msg("The experiment and its analysis are systematic"),
            len(found.table) == len(study.arms) and len(study.seeds) > 1,
            msg(
                "{arms} arms × {seeds:# seed|# seeds} = {runs:# training|# trainings}, the "
                "same photos and the same number of epochs for every network; the choice made "
                "on validation photos, the test photos opened last",
                arms=len(found.table),
                seeds=len(study.seeds),
                runs=runs,
            ),
        ),
        Check(
            msg("The discussion is clear and proposes improvements"),
            None if not reflected else True,
            msg(
                "{count:# proposal follows|# proposals follow} from the measurements; the "
                "reflection is yours to write",
                count=len(found.proposals),
            )
            if not reflected
            else msg(
                "{count:# proposal follows|# proposals follow} from the measurements; your "
                "reflection is in the report",
                count=len(found.proposals),
            ),
        ),
    ]


def requirements(study: Study, found: Findings) -> list[Check]:
    """What the assignment asks to be done."""
    counts = totals(study)
    train, val, test = study.counts
    networks = {row.arm.backbone for row in found.table if row.arm.backbone}
    return [
        Check(
            msg("At least 2 classes with 100 photos each"),
            len(counts) >= 2 and min(counts.values()) >= 100,
            msg(
                "{classes} classes, the smallest with {count:# photo|# photos}",
                classes=len(counts),
                count=min(counts.values()),
            ),
        ),
        Check(
            msg("Split into training, validation and test photos"),
            True,
            msg(
                "{train}, {val} and {test:# photo|# photos} of each class; none in two parts",
                train=train,
                val=val,
                test=test,
            ),
        ),
        Check(
            msg("Data augmentation"),
            True,
            msg("rotation, shift, zoom and flip, for training photos only"),
        ),
        Check(
            msg("Three different pretrained networks"),
            len(networks) >= 3,
            Message("{all}", {"all": [zoo.get(name).title for name in sorted(networks)]}),
        ),
        Check(
            msg("Compared with a network trained from scratch"),
            compare.scratch(found.table) is not None,
            msg("a small CNN on the same photos"),
        ),
        Check(msg("Learning curves are shown"), True, msg("of every arm, in this report")),
    ]
