"""A trained network's model card in Markdown (Mitchell et al. 2019, arXiv:1810.03993) (light).

What was measured is filled in; what the network is for, and what it should not be used for, only
its maker can say.  Names of classes are anybody's: they are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.datasets import library
from core.datasets.dataset import is_own
from core.messages import LabError, Message, msg
from core.transfer.recipe import Recipe
from core.translations import LANGUAGES, SOURCE, Words, words
from core.zoo import catalog as zoo

OPEN = msg("not yet written")
TITLE = msg("Model card")
PURPOSE, LIMITS = msg("What it is for, and for whom"), msg("What it should not be used for")


@dataclass(frozen=True)
class Own:
    """What the maker of the network has written."""

    purpose: str = ""
    limits: str = ""


def named(language: str) -> str:
    """The card's file in a language."""
    return "MODEL_CARD.md" if language == SOURCE else f"MODEL_CARD.{language}.md"


def files(recipe: Recipe, result: Mapping[str, Any], own: Own = Own()) -> dict[str, str]:
    """The card in every language: file → text."""
    return {named(one): card(recipe, result, words(one), own) for one in sorted(LANGUAGES)}


def card(recipe: Recipe, result: Mapping[str, Any], say: Words, own: Own = Own()) -> str:
    """The card of the network that `recipe` has trained.  `result`: what a finished training gives
    (`docs/result.md`); what it does not have is left out."""
    try:
        titles = [
            _plain(say(one)) for one in library.get(recipe.dataset).titles(recipe.class_names)
        ]
    except LabError:  # photos that are gone, classes too
        titles = [_plain(name) for name in result.get("classes", recipe.classes)]
    parts = [
        (None, [f"{' · '.join(titles)}"]),
        (msg("The network"), _list(say, _network(recipe, result))),
        (PURPOSE, [_own(own.purpose, say)]),
        (msg("The photos"), _list(say, _photos(recipe, len(titles)))),
        (msg("How well it does"), _measured(result, titles, say)),
        (msg("What was not measured"), _list(say, _unknown(recipe))),
        (LIMITS, [_own(own.limits, say)]),
    ]
    out = [f"# {say(TITLE)}"]
    for title, lines in parts:
        if title is not None:
            out.append(f"## {say(title)}")
        out.append("\n".join(lines))
    out.append(
        say(
            msg(
                "After Mitchell et al., “Model Cards for Model Reporting”, 2019 "
                "(https://arxiv.org/abs/1810.03993). Measured by the Transfer Learning Lab."
            )
        )
    )
    return "\n\n".join(out) + "\n"


def _list(say: Words, said: list[Message]) -> list[str]:
    return [f"- {say(one)}" for one in said]


def _network(recipe: Recipe, result: Mapping[str, Any]) -> list[Message]:
    out = []
    if recipe.scratch:
        out.append(msg("A small network of three convolutions, from random weights"))
    else:
        network = zoo.get(recipe.backbone)
        out.append(
            msg(
                "{network}, trained before on: {source}",
                network=network.title,
                source=network.source_task,
            )
        )
        out.append(msg("Licence of the weights: {licence}", licence=network.licence))
        out.append(
            msg(
                "Learned here: a new head and the last {count:# block|# blocks} of {all}",
                count=recipe.unfreeze,
                all=len(network.blocks),
            )
            if recipe.unfreeze
            else msg("Learned here: a new head; every block of the network stayed as it was")
        )
    if "trainable_parameters" in result:
        out.append(
            msg("Parameters that learned: {count}", count=f"{result['trainable_parameters']:,}")
        )
    out.append(
        msg(
            "Training: {epochs:# epoch|# epochs}, {optimizer}, rate of the head {lr}, seed {seed}; "
            "photos scaled to {size} × {size} pixels",
            epochs=recipe.lp_ft + recipe.epochs if recipe.lp_ft else recipe.epochs,
            optimizer=recipe.optimizer,
            lr=f"{recipe.lr:g}",
            seed=recipe.seed,
            size=recipe.size,
        )
    )
    return out


def _photos(recipe: Recipe, classes: int) -> list[Message]:
    out = []
    try:
        entry = library.get(recipe.dataset)
    except LabError:
        out.append(msg("Photos that are not on this computer any more"))
    else:
        out.append(msg("{dataset}: {count:# class|# classes}", dataset=entry.title, count=classes))
        if entry.licence:
            out.append(msg("Licence of the photos: {licence}", licence=entry.licence))
        if is_own(recipe.dataset):
            out.append(msg("They are the maker’s own; who may use them, the maker knows."))
    out.append(
        msg(
            "Of each class {train} to train with, {val} to choose with, {test} for the test only",
            train=recipe.per_class,
            val=recipe.val_per_class,
            test=recipe.test_per_class,
        )
    )
    return out


def _measured(result: Mapping[str, Any], titles: list[str], say: Words) -> list[str]:
    out = []
    if "test_accuracy" in result:
        low, high = result["test_interval"]
        out += _list(
            say,
            [
                msg(
                    "Accuracy on test photos: {share} (95% interval {low} to {high})",
                    share=f"{result['test_accuracy']:.1%}",
                    low=f"{low:.1%}",
                    high=f"{high:.1%}",
                )
            ],
        )
    if "calibration_error" in result:
        out += _list(
            say,
            [
                msg(
                    "Its confidence is off by {points} points on average (expected calibration "
                    "error, ten bins)",
                    points=f"{100 * result['calibration_error']:.1f}",
                )
            ],
        )
    rows = result.get("per_class", [])
    if rows and len(rows) == len(titles):
        heads = (msg("Class"), msg("Precision"), msg("Recall"), msg("F1"), msg("Photos"))
        out += ["", f"| {' | '.join(map(say, heads))} |", "|---|--:|--:|--:|--:|"]
        out += [
            f"| {title} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | "
            f"{row['support']} |"
            for title, row in zip(titles, rows, strict=True)
        ]
    return out or [say(msg("not measured"))]


def _unknown(recipe: Recipe) -> list[Message]:
    out = [
        msg(
            "Other photos: another camera, room, light or season. The test photos come from the "
            "same set as the training photos."
        ),
        msg("Things of none of these classes: it names one of them all the same."),
        msg("Whether it does equally well for all people, places or kinds within a class."),
    ]
    if recipe.fault:
        out.insert(0, msg("A mistake was made on purpose in this training: do not use it."))
    return out


def _own(text: str, say: Words) -> str:
    """What somebody wrote, as text; a sign that nobody has."""
    return _plain(text) if text.strip() else f"*{say(OPEN)}*"


def _plain(text: str) -> str:
    """Text in Markdown that stays what it is."""
    safe = re.sub(r"([\\`*_{}\[\]()#|~>+!-])", r"\\\1", text.strip())
    return safe.replace("&", "&amp;").replace("<", "&lt;")
