"""A slice through a network's decisions: along the attack, and in a random direction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import streamlit as st

from core.figures.decision_plane import decision_plane
from core.imagine.attacks.analyses.plane import Plane
from core.zoo import catalog
from dashboard.kit import again, ask, measured, predict, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from dashboard.shell.names import class_name
from pages.adversarial import other, shown, state
from pages.adversarial.state import Made

ATTACK, RANDOM, ALIKE = "attack", "random", "alike"  # where a border lies nearer


def examples() -> dict[str, Any]:
    return {"slice": other.example("plane")}


def draw(part: Part) -> None:
    made = state.needed()
    seed, found = again.seed("slice_again"), None
    if made is not None:
        asked = made.asked(seed=seed)
        found = ask.result("attack_plane", asked, _("Asking for 625 pictures"), "slice")
    left, right = stage.sides("slice")
    if made is None or found is None:
        with right:
            measured.shown(part, "slice", _example, other.differs())
        return
    plane = cast(Plane, found)
    along, across = borders(plane)
    with left:
        told = seed > 0 or _asked(made, plane)
        if told:
            part.say(said_of(along, across, step(plane)))
            again.button(_("Another random direction"), "slice_again")
            st.caption(
                _(
                    "{network} · random direction {seed}",
                    network=catalog.get(made.recipe.backbones[0]).title,
                    seed=seed + 1,
                )
            )
            with st.expander(_("How this map is made"), icon=":material/map:"):
                part.say("made")
    with right:
        if told:
            _map(plane, made.result["clean"]["index"], made.result["adversarial"]["index"])
        else:
            shown.pair(made)
            measured.shown(part, "slice", _example, other.differs())


def _asked(made: Made, found: Plane) -> bool:
    """The question about the first random direction; further ones are shown at once."""
    along, across = borders(found)
    if along is None:
        return True
    question = Question(
        _("Guess first: on which way does the answer change sooner?"),
        {
            ATTACK: _("along the attack"),
            RANDOM: _("in a random direction"),
            ALIKE: _("equally soon on both"),
        },
        lines=True,
    )
    place = f"adversarial/slice/border-{made.id[:12]}"
    label = _("Show the map")
    return predict.quick(place, "slice", question, label, came(along, across, step(found)))


def came(along: float, across: float | None, step: float) -> str:
    """Which guess comes true."""
    return {"contradicts": RANDOM, "as_near": ALIKE}.get(said_of(along, across, step), ATTACK)


def _example(found: Mapping[str, Any]) -> None:
    _map(cast(Plane, found), found["own"], found["wanted"])


def _map(found: Plane, own: int, wanted: int) -> None:
    names = {k: class_name(k) for row in found["classes"] for k in row}
    names |= {k: class_name(k) for k in (own, wanted)}
    title = _finding(*borders(found))
    figure = decision_plane(pen(), found, "", names, own, wanted)
    show(figure, key="slice_map", alt=title, title=title)
    st.caption(_("Point at a place to read the answer there. Stronger colour: surer."))


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
