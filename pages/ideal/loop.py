"""The optimisation loop, step by step: the weights stand still, the image learns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, cast

import numpy as np
import streamlit as st

from core.figures.image_loop import LOOP_CSS, Scene, image_loop
from core.imagine.ideal import pictures
from core.imagine.ideal.recipe import Ideal, Term
from core.imagine.ideal.result import Moment, Result
from core.runs import record
from core.work import Document
from dashboard.kit import ask, choice, example, gallery, ideal_words, stage
from dashboard.kit.chart import drawing, pen
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from dashboard.shell.names import class_name
from pages.ideal import sample, state
from pages.ideal.guess import Asked

KEY = "iloop"
STEPS = 32  # a frame for each of them
QUARTER = STEPS // 4
SIZE = 128
SHOWN = 9  # the step of the example
BRIGHT = 99  # percentile of the change that is drawn as black or white


def draw(part: Part) -> None:
    recipe = _recipe(state.recipe().backbone, state.target(), state.recipe().seed)
    learning = {"image": _("Ideal image"), "weights": _("Training a network")}
    left, right = stage.sides(KEY)
    with left:
        moved = st.container()  # next to the figure also where that stands above
        learns = choice.one(_("What learns?"), learning, f"{KEY}_learns")
        if learns == "weights":
            part.say("training")
            made = cast(Result | None, ask.known("ideal", _payload(recipe)))
        else:
            made = _made(part, recipe, right)
    if made is None:
        waits = learns == "weights" or not ask.begun("ideal", _payload(recipe), KEY)
        shown = example.of(part, KEY) if waits else None
        if shown is not None:
            (one,) = sample.of(shown)
            with right, example.framed(shown, sample.about(Ideal.from_json(one["recipe"]))):
                _scene(one, SHOWN, learns, 0)
        return
    step = 0
    if learns == "image":
        with moved:
            step = _step(part, made)
    with right:
        _scene(made, step, learns)


def _step(part: Part, made: Result) -> int:
    """How far the loop is to be shown, and what has come of it by then."""
    step, curve = st.slider(_("Step"), 0, STEPS, 0, key=f"{KEY}_step"), made["curve"]
    part.say(
        "start" if step == 0 else "step" if step < STEPS else "end",
        step=step,
        first=_signed(curve[0]["objective"]),
        value=_signed(curve[min(step, STEPS - 1)]["objective"]),
        steps=STEPS,
    )
    return step


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    """Another class by another network."""
    return {KEY: ("ideal", _payload(_recipe(sample.NETWORK, 1, 4)))}


def smaller(found: dict[str, Any]) -> dict[str, Any]:
    """One step alone: the image before and after it."""
    step = slice(SHOWN, SHOWN + 2)
    kept = sample.smaller(found | {"frames": found["frames"][step]}, 2)
    return kept | {"curve": found["curve"][SHOWN : SHOWN + 1]}


def _recipe(backbone: str, target: int, seed: int) -> Ideal:
    """The image itself in every step, and nothing but the logit."""
    return Ideal(
        backbone=backbone,
        objective=(Term(index=target),),
        steps=STEPS,
        size=SIZE,
        tv=0.0,
        average=0.0,
        crop=0.0,
        noise=0.0,
        pad=0.0,
        seed=seed,
    )


def _payload(recipe: Ideal) -> Document:
    return {"recipe": recipe.to_json(), record.SKETCH: True}


def _made(part: Part, recipe: Ideal, scene: Any) -> Result | None:
    """The prediction, the button, and what the loop has come to."""
    asked = ask.Question("ideal", _payload(recipe), KEY, _("Running the loop"))
    guess = _question(recipe)
    made = guess.press(asked, _("Run the loop"), _("Run it again"), scene)
    if made is not None:
        came = steepest(made["curve"])
        guess.tell(came)
        part.say(came)
    return cast(Result | None, made)


def _question(recipe: Ideal) -> Asked:
    """When the logit will climb most."""
    choices = {
        "early": _("In the first {count}", count=QUARTER),
        "middle": _("In between"),
        "late": _("In the last {count}", count=QUARTER),
    }
    ask = _(
        "{steps:# step|# steps} of one size. When does the logit of “{name}” climb most per step?",
        steps=STEPS,
        name=class_name(recipe.objective[0].index),
    )
    place = f"ideal/loop/{recipe.backbone}-{recipe.target}-{recipe.seed}"
    return Asked(place, Question(ask, choices))


def steepest(curve: Sequence[Moment]) -> str:
    """In which part of the steps the objective climbs most per step."""
    values = np.array([row["objective"] for row in curve])
    ends = (0, QUARTER, len(values) - 1 - QUARTER, len(values) - 1)
    gains = [(values[to] - values[begin]) / (to - begin) for begin, to in pairwise(ends)]
    return ("early", "middle", "late")[int(np.argmax(gains))]


def _signed(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


def _scene(made: Result, step: int, learns: str, place: int | None = None) -> None:
    """The loop after so many steps.  place: of its frame and its row, where not all are kept."""
    frames, curve = made["frames"], made["curve"]
    recipe = Ideal.from_json(made["recipe"])
    now = step if place is None else place
    ends = step >= STEPS or learns == "weights"
    change = "" if ends else _change(frames[now]["image"], frames[now + 1]["image"])
    # the objective of row k is that of the image after k steps; of the last image none is known
    score = _("logit of\n“{name}”", name=class_name(recipe.objective[0].index))
    if not ends:
        score += f"\n{_signed(curve[now]['objective'])}"
    scene = Scene(
        "ideal",
        learns,
        network=ideal_words.network(recipe.backbone),
        score=score,
        image=f"data:image/jpeg;base64,{frames[now]['image']}",
        change=change,
    )
    st.html(f"<style>{LOOP_CSS}</style>")
    drawing(
        image_loop(pen(), scene),
        key=f"{KEY}_figure",
        rows=[
            {_("Step"): row["step"] - 1, _("Logit"): round(row["objective"], 2)} for row in curve
        ],
    )


@st.cache_data(scope="session", max_entries=128, show_spinner=False)
def _change(before: str, after: str) -> str:
    """What one step changes, made visible: grey is no change."""
    old, new = (pictures.frame_pixels(text).astype(np.float32) for text in (before, after))
    difference = new - old
    most = max(float(np.percentile(np.abs(difference), BRIGHT)), 1.0)
    shown = (127.5 + 127.5 * (difference / most).clip(-1, 1)).astype(np.uint8)
    return gallery.png(shown)
