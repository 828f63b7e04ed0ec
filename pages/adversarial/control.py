"""The control of the attack: the same change, shuffled, and what the network says then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from core import images
from core.imagine.attacks.analyses.control import DRAWS, Control
from core.imagine.attacks.norms import NORMS
from core.zoo import catalog
from dashboard.kit import again, ask, measured, predict, stage
from dashboard.kit.bars import bars
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from pages.adversarial import other, shown
from pages.adversarial.state import Made

WIDTH = 228  # pixels of each of the three
MOST = 0.5  # with the whole interval above this share, the size alone is said to be enough


def draw(part: Part, made: Made) -> None:
    st.subheader(_("The control: the same change, shuffled"), anchor=False)
    part.say("control")
    seed = again.seed("control_again")
    payload = made.asked(seed=seed)
    if made.mask is not None:  # in the size of the pictures
        payload["mask"] = images.to_text(images.black_and_white(made.mask))
    answer = ask.result("attack_control", payload, _("Shuffling the change"), "control")
    found = None if answer is None else cast(Control, answer)
    left, right = stage.sides("control")
    with left:
        told = found is not None and (seed > 0 or _asked(made, found))
        if told and found is not None:
            _why(part, made, found)
            again.button(_("Shuffle anew"), "control_again")
    with right:
        if told and found is not None:
            _three(made, found)
        else:
            shown.pair(made)
            measured.shown(part, "curve_control", _example, other.differs())


def _asked(made: Made, found: Control) -> bool:
    """The question about the first draws; further ones are shown at once."""
    question = Question(
        _("Guess first: shuffled {draws} times, how often will the answer change?", draws=DRAWS),
        pick=predict.SHARE,
    )
    place = f"adversarial/curve/control-{made.id[:12]}"
    share = found["changed"] / found["draws"]
    return predict.quick(place, "control", question, _("Shuffle {draws} times", draws=DRAWS), share)


def _why(part: Part, made: Made, found: Control) -> None:
    low, high = (f"{100 * end:.0f}" for end in found["interval"])
    part.say(
        said_of(made, found),
        changed=found["changed"],
        draws=found["draws"],
        low=low,
        high=high,
        network=catalog.get(made.recipe.backbones[0]).title,
    )


def _example(found: Mapping[str, Any]) -> None:
    """Without its pictures: the answers to the photo, attacked and shuffled."""
    mean = {"index": found["own"], "probability": found["probability"]}
    rows = (
        (_("The photo"), found["clean"]),
        (_("Attacked"), found["attacked"]),
        (_("Shuffled"), mean),
    )
    for title, answer in rows:
        st.markdown(f"**{title}**")
        bars([answer], marked=found["own"])


def said_of(made: Made, found: Control) -> str:
    """Which piece of the lesson the measurement chooses."""
    if made.result["clean"]["index"] == made.result["adversarial"]["index"]:
        return "control_held"
    if found["changed"] == 0:
        return "control_none"
    low, high = found["interval"]
    if low > MOST:
        return "control_most"
    return "control_some" if high < MOST else "control_half"


def _three(made: Made, found: Control) -> None:
    own = found["clean"]["index"]
    gain = NORMS[made.recipe.norm].gain
    mean = {"index": own, "probability": found["probability"]}
    draws = _("mean of {count:# draw|# draws}", count=found["draws"])
    rows = (
        (_("The photo"), made.before, found["clean"], "", None),
        (_("Attacked"), made.after, found["attacked"], "", made.result),
        (_("Shuffled"), images.from_text(found["example"]), mean, draws, found),
    )
    row = st.container(horizontal=True, gap="small")  # below each other where it is narrow
    for title, picture, answer, note, size in rows:
        with row.container(width=WIDTH):
            st.markdown(f"**{title}**")
            left, right = st.columns(2, gap="small")
            left.image(picture, alt=title, width="stretch")
            if size is not None:
                right.image(
                    shown.amplified(made.before, picture, gain),
                    alt=_("The change, × {gain}", gain=gain),
                    width="stretch",
                )
            bars([answer], marked=own)
            sizes = "" if size is None else f"L∞ {size['linf']}/255 · L2 {size['l2']:.2f}"
            st.caption("  \n".join(filter(None, (note, sizes))))
