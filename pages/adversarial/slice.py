"""A slice through a network's decisions: along the attack, and in a random direction."""

from __future__ import annotations

from typing import cast

import numpy as np
import streamlit as st

from core import labels
from core.figures.decision_plane import decision_plane
from core.imagine.attacks.analyses.plane import Plane
from core.zoo import catalog
from dashboard.kit import again, ask
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, language
from pages.adversarial import state


def draw(part: Part) -> None:
    made = state.needed("slice")
    if made is None:
        return
    seed = again.seed("slice_again")
    with st.container(horizontal=True, vertical_alignment="center"):
        again.button(_("Another random direction"), "slice_again")
        st.caption(
            _(
                "{network} · random direction {seed}",
                network=catalog.get(made.recipe.backbones[0]).title,
                seed=seed + 1,
            )
        )
    words = _("Asking for 625 pictures")
    answer = ask.result("attack_plane", made.asked(seed=seed), words, "slice")
    if answer is None:
        return
    found = cast(Plane, answer)
    into = language()
    own, wanted = made.result["clean"]["index"], made.result["adversarial"]["index"]
    names = {k: labels.name(k, into) for row in found["classes"] for k in row}
    names |= {k: labels.name(k, into) for k in (own, wanted)}
    along, across = borders(found)
    title = _finding(along, across)
    show(decision_plane(pen(), found, title, names, own, wanted), key="slice_map", alt=title)
    st.caption(_("Point at a place to read the answer there. Stronger colour: surer."))
    part.say(said_of(along, across, step(found)))
    with st.expander(_("How this map is made"), icon=":material/map:"):
        part.say("made")


def borders(found: Plane) -> tuple[float | None, float | None]:
    """How far from the photo the answer changes along the attack, and in the random direction
    (to either side): in lengths of the attack, None where it does not on this map."""
    classes = np.asarray(found["classes"])
    along, across = np.asarray(found["along"]), np.asarray(found["across"])
    row, column = int(np.abs(across).argmin()), int(np.abs(along).argmin())
    own = classes[row, column]
    ahead = along[(classes[row] != own) & (along > 0)]
    aside = np.abs(across[classes[:, column] != own])
    return (float(ahead.min()) if len(ahead) else None, float(aside.min()) if len(aside) else None)


def _finding(along: float | None, across: float | None) -> str:
    if along is None:
        return _("On this map, no border lies ahead along the attack")
    near = f"{100 * along:.0f}"
    if across is None:
        return _(
            "Along the attack, a border after {near}% of its length; in the random direction, none",
            near=near,
        )
    return _(
        "A border after {near}% of the attack’s length along it, after {far}% in the random "
        "direction",
        near=near,
        far=f"{100 * across:.0f}",
    )


def step(found: Plane) -> float:
    """From one place of the map to the next, in lengths of the attack, the wider of the two ways:
    a border is known no better."""
    axes = (found["along"], found["across"])
    return max(float(np.diff(np.asarray(axis)).max()) for axis in axes)


def said_of(along: float | None, across: float | None, step: float) -> str:
    """Which piece of the lesson the measurement chooses."""
    if along is None:
        return "no_border"
    if across is None:
        return "holds"
    if abs(across - along) <= step * (1 + 1e-6):
        return "as_near"
    return "farther" if across > along else "contradicts"
