"""The branch turned down to nothing: the skip hands the photo on, a plain block loses it."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from core.experiments.gradients import STACKS
from core.figures.gradient_norms import short
from core.images import from_text, resize, to_text
from dashboard.kit import ask, guesses, photo, predict, stage
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from pages.architectures.residual_setting import NAMES

SIDE = 160  # pixels of the photo that is sent
SHARES = (0, 10, 25, 50, 100)  # percent of the branch
BLOCKS = (1, 2, 4, 8, 16)
SHARE, OFF = "residual_share", "residual_off"  # session: the slider; the prediction
PLACE = "architectures/residual/off"


def draw(part: Part) -> None:
    controls, pictures = stage.sides("residual_off")
    chosen = photo.current()
    with controls:
        part.say("identity")
        blocks = st.select_slider(_("Blocks in a row"), BLOCKS, value=2, key="residual_blocks")
        share = _share()
    found = _sent(chosen.pixels, blocks, share)
    with pictures:
        if found is not None:
            _pictures(found, chosen.name)
    with controls:
        if share == 0 and found is not None:
            predict.answer(_question(), guesses.at(PLACE), kept(found))
            part.say("off_holds" if _exact(found) else "off_fails")
        with st.expander(_("Another photo")):
            photo.picker("residual")


def _question() -> Question:
    choices = {
        "both": _("the photo, out of both"),
        "residual": _("the photo out of the residual blocks, black out of the plain ones"),
        "neither": _("black out of both"),
    }
    return Question(_("The branches at 0%: what comes out at the end?"), choices, lines=True)


def _share() -> int:
    """How much of the branch counts; nothing of it only once that is predicted."""
    off = st.session_state.setdefault(SHARE, SHARES[-1]) == 0
    known = guesses.at(PLACE)
    told = off or (known is not None and known.came is not None)
    label, start = _("Switch the branches off"), partial(st.session_state.update, {SHARE: 0})
    predicted = predict.asked(PLACE, OFF, _question(), told, label, start) is not None
    if predicted and not told:
        st.button(
            label,
            key=f"{OFF}_go",
            icon=":material/play_arrow:",
            type="primary",
            on_click=start,
        )
    return st.select_slider(
        _("How much of the branch counts"),
        SHARES if predicted or told else SHARES[1:],
        format_func=lambda percent: f"{percent}%",
        key=SHARE,
    )


def _sent(pixels: Any, blocks: int, share: int) -> dict[str, Any] | None:
    return ask.result(
        "identity",
        {
            "photo": to_text(resize(pixels[None], SIDE)[0]),
            "blocks": blocks,
            "share": share / 100,
        },
        _("Sending the photo through the blocks"),
    )


def _pictures(found: dict[str, Any], name: str) -> None:
    before, residual, plain = st.columns(3, gap="small")
    with before:
        st.markdown(f"**{_('what goes in')}**")
        _image(found["photo"], name)
    for place, stack in ((residual, "residual"), (plain, "plain")):
        with place:
            st.markdown(f"**{_('what comes out: {stack}', stack=_(NAMES[stack]))}**")
            _image(found[stack]["picture"], _(NAMES[stack]))
            st.caption(_difference(found[stack]))


def _image(picture: str, alt: str) -> None:
    st.image(from_text(picture), alt=alt, width="stretch")


def _difference(one: dict[str, Any]) -> str:
    if one["difference"] == 0:
        return _("Largest difference to the photo: **0, exactly**")
    said = _(
        "Largest difference to the photo, whose values go from 0 to 1: **{difference}**",
        difference=short(one["difference"]),
    )
    if one["largest"] > 1:
        said += _(" (shown darker: values go up to {largest})", largest=short(one["largest"]))
    return said


def kept(found: dict[str, Any]) -> str:
    """Out of which stacks the photo comes unchanged, as the choices of the prediction have it."""
    same = [stack for stack in STACKS if found[stack]["difference"] == 0]
    return "both" if len(same) == len(STACKS) else same[0] if same else "neither"


def _exact(found: dict[str, Any]) -> bool:
    return kept(found) == "residual" and found["plain"]["largest"] == 0
