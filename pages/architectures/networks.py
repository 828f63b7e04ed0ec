"""What the parts of this page share: networks in numbers and in words, and the way on."""

from __future__ import annotations

import streamlit as st

from core.datasets import library
from core.runs.store import Run
from core.transfer.recipe import Recipe
from core.zoo import catalog, describe, weights
from core.zoo.network import Network
from core.zoo.steps import Layer
from dashboard.kit import ask, lesson
from dashboard.shell import address, runlog
from dashboard.shell.language import _, translate

NETWORK = "architectures_network"  # session: the chosen network
PARAMETER = "network"  # its name in the URL
DEFAULT = "vgg16"
Descriptions = dict[str, describe.Description]


def all_described(key: str) -> Descriptions | None:
    """Every network's description; where set-up has not made them, a button to make them."""
    here = {name: describe.read(name) for name in catalog.BACKBONES}
    missing = [name for name, one in here.items() if one is None]
    if missing:
        st.info(
            _(
                "{count:# network has|# networks have} not been counted on this computer yet.",
                count=len(missing),
            )
        )
        made = ask.on_press(
            "describe", {"backbones": missing}, _("Count them now"), f"{key}_count", primary=True
        )
        if made is None:
            return None
        here |= made
    return {name: one for name, one in here.items() if one is not None}


def newest_runs() -> dict[str, Run]:
    """This learner's newest finished training with each network as it was trained before: neither
    a mistake on purpose nor random weights."""
    found: dict[str, Run] = {}
    for run, recipe in runlog.finished():
        if not (recipe.scratch or recipe.fault or recipe.weights == weights.RANDOM):
            found.setdefault(recipe.backbone, run)
    return found


def accuracy(run: Run) -> str:
    """The test accuracy of a run with its interval, and on which photos."""
    low, high = run.metrics["test_interval"]
    return _(
        "{accuracy}% ({low}–{high}%) on {dataset}",
        accuracy=f"{100 * run.metrics['test_accuracy']:.0f}",
        low=f"{100 * low:.0f}",
        high=f"{100 * high:.0f}",
        dataset=translate(library.get(run.recipe["dataset"]).title),
    )


def open_network(name: str) -> None:
    """Show a network layer by layer (call it from a callback)."""
    address.turn(PARAMETER, name)
    lesson.go("architectures", "network")


def layers(found: describe.Description) -> list[Layer]:
    """Every layer of a network, its classifier's behind those of its blocks."""
    blocks = [layer for block in found["blocks"] for layer in block["layers"]]
    return [*blocks, *found["top"]]


def shape(output: list[int]) -> str:
    """``56×56×64``."""
    return "×".join(map(str, output))


def try_it(name: str) -> None:
    """The playground with a network; with random weights where this computer has no others."""
    title = catalog.get(name).title
    if Network(name).ready:
        lesson.try_it(Recipe(backbone=name), _("Train a head on {network}", network=title))
        return
    label = _("Train a head on {network} with random weights", network=title)
    lesson.try_it(Recipe(backbone=name, weights=weights.RANDOM), label)
    st.caption(_("Its trained weights are not on this computer: see how far it gets without them."))
