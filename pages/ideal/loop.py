"""The optimisation loop, step by step: the weights stand still, the image learns."""

from __future__ import annotations

from typing import cast

import numpy as np
import streamlit as st

from core.figures.image_loop import LOOP_CSS, Scene, image_loop
from core.imagine.ideal import pictures
from core.imagine.ideal.recipe import Ideal, Term
from core.imagine.ideal.result import Result
from core.runs import record
from dashboard.kit import ask, choice, gallery, ideal_words
from dashboard.kit.chart import pen
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.ideal import state

STEPS = 32  # a frame for each of them
SIZE = 128
BRIGHT = 99  # percentile of the change that is drawn as black or white


def draw(part: Part) -> None:
    recipe = Ideal(
        backbone=state.recipe().backbone,
        objective=(Term(index=state.target()),),
        steps=STEPS,
        size=SIZE,
        tv=0.0,
        average=0.0,
        crop=0.0,
        noise=0.0,
        pad=0.0,
        seed=state.recipe().seed,
    )
    payload = {"recipe": recipe.to_json(), record.SKETCH: True}
    answer = ask.result("ideal", payload, _("Running the loop"), "ideal_loop")
    if answer is None:
        return
    made = cast(Result, answer)
    learns = choice.one(
        _("What learns?"),
        {
            "image": _("Ideal image"),
            "weights": _("Training a network"),
        },
        "iloop_learns",
    )
    if learns == "weights":
        _picture(recipe, made, 0, learns)
        part.say("training")
        return
    step = st.slider(_("Step"), 0, STEPS, 0, key="iloop_step")
    _picture(recipe, made, step, "image")
    part.say("start" if step == 0 else "step" if step < STEPS else "end", **_told(made, step))


def _told(made: Result, step: int) -> dict[str, object]:
    curve = made["curve"]
    return {
        "step": step,
        "first": _signed(curve[0]["objective"]),
        "value": _signed(curve[min(step, STEPS - 1)]["objective"]),
        "steps": STEPS,
    }


def _signed(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


def _picture(recipe: Ideal, made: Result, step: int, learns: str) -> None:
    frames = made["frames"]
    name = ideal_words.class_name(state.target())
    ends = step >= STEPS or learns == "weights"
    change = "" if ends else _change(frames[step]["image"], frames[step + 1]["image"])
    # the objective of row k is that of the image after k steps; of the last image none is known
    value = made["curve"][min(step, STEPS - 1)]["objective"]
    score = _("logit of\n“{name}”", name=name)
    scene = Scene(
        "ideal",
        learns,
        network=ideal_words.network(recipe.backbone),
        score=score if ends else f"{score}\n{_signed(value)}",
        image=f"data:image/jpeg;base64,{frames[step]['image']}",
        change=change,
    )
    st.html(f"<style>{LOOP_CSS}</style>")
    st.markdown(image_loop(pen(), scene), unsafe_allow_html=True)


@st.cache_data(max_entries=128, show_spinner=False)
def _change(before: str, after: str) -> str:
    """What one step changes, made visible: grey is no change."""
    old, new = (pictures.frame_pixels(text).astype(np.float32) for text in (before, after))
    difference = new - old
    most = max(float(np.percentile(np.abs(difference), BRIGHT)), 1.0)
    shown = (127.5 + 127.5 * (difference / most).clip(-1, 1)).astype(np.uint8)
    return gallery.png(shown)
