"""The assignment's lists: what it asks for, its four criteria, each with its evidence (light)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.datasets import library
from core.messages import Message, msg
from core.study import compare
from core.study.compare import Row, beats, share
from core.study.findings import Findings
from core.study.plan import Study
from core.zoo import catalog as zoo


@dataclass(frozen=True)
class Check:
    """One line of a checklist: ``done`` None where it is open, or only people can tell."""

    what: Message
    done: bool | None
    evidence: Message


def totals(study: Study) -> dict[str, int]:
    """Class → photos of it that are there."""
    entry = library.get(study.dataset)
    labels = library.load(study.dataset).labels
    counts = np.bincount(np.asarray(labels), minlength=len(entry.classes))
    chosen = study.classes or entry.classes
    return {name: int(counts[entry.classes.index(name)]) for name in chosen}


def criteria(found: Findings, reflected: bool) -> list[Check]:
    """The assignment's four criteria, each with what was measured."""
    plain = compare.scratch(found.table)
    ways = {row.arm.way for row in found.table}
    runs = sum(len(row.seeds) for row in found.table)
    gain = None if plain is None else beats(plain, found.best)
    missing = _missing(found, runs)
    return [
        Check(
            msg("Transfer learning is more accurate than training from scratch"),
            gain,
            _against(plain, found.best, gain),
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
            not missing,
            Message("{all}", {"all": missing})
            if missing
            else msg(
                "{arms} arms × {seeds:# seed|# seeds} = {runs:# training|# trainings}, the "
                "same photos and the same number of epochs for every network; the choice made "
                "on validation photos, the test photos opened last",
                arms=len(found.table),
                seeds=len(found.study.seeds),
                runs=runs,
            ),
        ),
        Check(
            msg("The discussion is clear and proposes improvements"),
            None,  # how clear it is, nothing here can measure
            msg(
                "{count:# proposal follows|# proposals follow} from the measurements; the "
                "reflection is yours to write",
                count=len(found.proposals),
            )
            if not reflected
            else msg(
                "{count:# proposal follows|# proposals follow} from the measurements; your "
                "reflection is in the report, and whether it is clear its readers decide",
                count=len(found.proposals),
            ),
        ),
    ]


def _against(plain: Row | None, best: Row, gain: bool | None) -> Message:
    if plain is None:
        return msg("not measured: no run from scratch was finished")
    said = (
        msg("{best} against {plain} on the test photos: too close to tell")
        if gain is None
        else msg("{best} against {plain} on the test photos")
    )
    return said.filled(best=share(best.test), plain=share(plain.test))


def _missing(found: Findings, runs: int) -> list[Message]:
    """What a systematic comparison lacks."""
    study, every, out = found.study, len(found.study.recipes()), []
    if runs < every:
        out.append(
            msg("only {done} of {all:# training|# trainings} finished", done=runs, all=every)
        )
    if len(found.table) < len(study.arms):
        out.append(
            msg("only {done} of {all} arms compared", done=len(found.table), all=len(study.arms))
        )
    if len(study.seeds) < 2:
        out.append(msg("only one seed: what chance does cannot be seen"))
    return out


def requirements(found: Findings) -> list[Check]:
    """What the assignment asks to be done."""
    counts = totals(found.study)
    train, val, test = found.study.counts
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
