"""The network with its freeze boundary, and what the boundary means in numbers."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import streamlit as st

from core.figures.network import BlockView
from core.messages import LabError
from core.runs.estimate import Past, estimate, past_of
from core.transfer import count
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from core.zoo import facts
from dashboard.components.freeze_strip import Strip, StripState, freeze_strip
from dashboard.kit import words
from dashboard.kit.chart import pen
from dashboard.shell import services
from dashboard.shell.language import _, together, translate
from pages.playground import state

Facts = dict[str, Any]

NEWEST = 60  # past runs for the estimates of every boundary, in every script run


def panel() -> None:
    """The strip; for the small CNN, which has nothing to freeze, its numbers alone."""
    recipe = state.recipe()
    past = past_of(services.store(), NEWEST)
    known = {run.recipe.backbone for run in past} & zoo.BACKBONES.keys()
    counted = {name: facts.read(name) for name in {recipe.backbone, *known}}
    if recipe.scratch:
        st.markdown(together(*_read(recipe, past, counted)))
        st.caption(_("A small CNN starts from random weights: there is nothing to freeze."))
        return
    backbone = zoo.get(recipe.backbone)
    blocks = backbone.blocks
    if counted[backbone.id] is None:
        _count(backbone.id)
    strip = Strip(
        [_view(translate(block.title), counted[backbone.id], i) for i, block in enumerate(blocks)],
        recipe.boundary,
        [_state(recipe, boundary, past, counted) for boundary in range(len(blocks) + 1)],
        label=_("Freeze boundary of {network}", network=backbone.title),
        hint=_("Drag the boundary.")
        if recipe.weights != "random"
        else _("Drag the boundary. Random weights: nothing was learned before."),
        head=_("New head: {head}", head=words.head(recipe.head)),
    )
    freeze_strip(strip, pen(), "pg_strip", lambda place: state.change(unfreeze=len(blocks) - place))


def _count(backbone: str) -> None:
    """Have the worker count a network that set-up has not; its numbers then appear."""
    asked = st.session_state.setdefault("pg_counting", set())
    if backbone not in asked:
        asked.add(backbone)
        with suppress(LabError):  # a full queue: the next visit asks again
            services.submit("facts", {"backbone": backbone})


def _view(title: str, counted: Facts | None, index: int) -> BlockView:
    if counted is None:
        return BlockView(title, _("not counted yet"), 1.0, 0)
    block = counted["blocks"][index]
    height, width, channels = block["output"]["224"]
    detail = _(
        "{parameters} parameters, hands on {height} × {width} × {channels} (for 224 px)",
        parameters=f"{block['parameters']:,}",
        height=height,
        width=width,
        channels=channels,
    )
    return BlockView(title, detail, float(height), block["parameters"])


def _state(
    recipe: Recipe, boundary: int, past: list[Past], counted: dict[str, Facts | None]
) -> StripState:
    blocks = zoo.get(recipe.backbone).blocks
    here = recipe.fitted(unfreeze=len(blocks) - boundary)
    cold = _("Frozen: {count:# block|# blocks}", count=boundary) if boundary else ""
    if not here.unfreeze:
        warm = _("Trains: the new head")
        spoken = _(
            "All {count:# block|# blocks} are frozen; only the new head learns.", count=len(blocks)
        )
    elif not boundary:
        warm = _("Trains: everything")
        spoken = _("Nothing is frozen; all {count:# block|# blocks} learn.", count=len(blocks))
    else:
        warm = _("Trains: {count:# block|# blocks} and the head", count=here.unfreeze)
        spoken = _(
            "Frozen up to {block}; the last {count:block|# blocks} and the head learn.",
            block=blocks[boundary - 1].title,
            count=here.unfreeze,
        )
    text = together(*_read(here, past, counted))
    pieces = tuple((bool(i % 2), piece) for i, piece in enumerate(text.split("**")) if piece)
    return StripState(cold, warm, spoken, pieces)


def _read(recipe: Recipe, past: list[Past], counted: dict[str, Facts | None]) -> list[str]:
    """The line below the network: parameters that learn, and the time; ``**`` marks numbers."""
    found = counted[recipe.backbone]
    said = []
    if found is not None:
        learning, total = count.trainable(recipe, found), count.total(recipe, found)
        said.append(
            _(
                "**{learning}** of {total} parameters learn.",
                learning=words.number(learning),
                total=words.number(total),
            )
        )
    known = {name: value for name, value in counted.items() if value is not None}
    said.append(words.time_of(estimate(recipe, past, known)))
    return said
