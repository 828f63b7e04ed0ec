"""A guess by a click: one of nine places of a picture, and which a heat map finds warmest."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from core.images import resize, to_text
from dashboard.components.pick import pick
from dashboard.kit import guesses, predict, pressed
from dashboard.kit.chart import pen
from dashboard.kit.guesses import Guess
from dashboard.shell import gate
from dashboard.shell.language import N_, _, listed

SIDE = 3  # places along each side
ACROSS = 300  # pixels of the picture
WARM = 2  # of the nine places: so many count as where the network looks
NAMES = (
    N_("top left"),
    N_("top middle"),
    N_("top right"),
    N_("middle left"),
    N_("the middle"),
    N_("middle right"),
    N_("bottom left"),
    N_("bottom middle"),
    N_("bottom right"),
)


def warmest(heat: np.ndarray) -> list[int]:
    """The places of a heat map [h, w], the warmest first: 0 to 8, row by row."""
    rows = [part for rows in np.array_split(heat, SIDE) for part in np.array_split(rows, SIDE, 1)]
    means = [float(part.mean()) for part in rows]
    return sorted(range(SIDE**2), key=lambda at: -means[at])


def asked(place: str, key: str, words: str, view: np.ndarray, heat: np.ndarray) -> bool:
    """Ask where; whether the answer may be shown.  Asked about the first picture only."""
    kept = guesses.at(place)
    if kept is None and guesses.told(place.partition("-")[0]):
        return True
    told = kept is not None and kept.came is not None
    said = None if kept is None else int(kept.said)
    warm = warmest(heat)[:WARM] if told else []
    st.markdown(f"**{words}**")
    with st.container(width=ACROSS):
        if told:
            st.markdown(_drawn(view, said, warm), unsafe_allow_html=True)
        else:
            chosen = "" if said is None else str(said)
            pick(_drawn(view, said, warm), key, lambda at: _guess(place, int(at), heat), chosen)
    if told:
        st.markdown(predict.reply(said in warm))
        st.caption(_("Dots: the two warmest of the nine places (Grad-CAM). Ring: your guess."))
        return True
    label = _("Show where it looks")
    if not gate.on():
        st.caption(_("What you press is your prediction; then you see what comes out."))
    elif kept is None:
        predict.button(label, key, _("Click a place of the photo first."))
    else:
        pressed.button(
            label,
            f"{key}_go",
            _settle,
            kept,
            heat,
            icon=":material/play_arrow:",
            type="primary",
        )
    return False


def _guess(place: str, at: int, heat: np.ndarray) -> None:
    """Keep the guess; in a class it may be changed before anybody looks."""
    guesses.keep(place, at)
    if not gate.on():
        _settle(Guess(place, at), heat)


def _settle(guess: Guess, heat: np.ndarray) -> None:
    came = warmest(heat)[:WARM]
    guesses.settle(guess, came, guess.said in came)


def _drawn(view: np.ndarray, said: int | None, warm: list[int]) -> str:
    """The picture under nine places, of which each can be picked until it is `warm`."""
    side, palette = ACROSS / SIDE, pen().palette
    parts = []
    for at, name in enumerate(NAMES):
        row, column = divmod(at, SIDE)
        x, y = column * side, row * side
        title = escape(_(name))
        pickable = "" if warm else f'data-pick="{at}" aria-label="{title}"'
        parts.append(
            f'<g {pickable}><rect x="{x + 1}" y="{y + 1}" width="{side - 2}" height="{side - 2}" '
            f'fill="#fff" fill-opacity="0.01" stroke="#fff" stroke-opacity="0.7"/>'
        )
        middle = f'cx="{x + side / 2}" cy="{y + side / 2}"'
        if at in warm:
            parts.append(f'<circle {middle} r="10" fill="{palette.wrong}" stroke="#fff"/>')
        if at == said:
            for width, colour in ((6, "#fff"), (3, "#111")):
                parts.append(
                    f'<circle {middle} r="22" fill="none" stroke="{colour}" '
                    f'stroke-width="{width}"/>'
                )
        parts.append("</g>")
    picture = to_text(resize(view[None], ACROSS)[0])
    label = ""
    if warm:
        where = listed(_(NAMES[at]) for at in warm)
        yours = "" if said is None else _(NAMES[said])
        told = _("Warmest: {where}. Your guess: {yours}.", where=where, yours=yours)
        label = f'role="img" aria-label="{escape(told)}"'
    return (
        f'<svg viewBox="0 0 {ACROSS} {ACROSS}" width="100%" {label}>'
        f'<image href="data:image/png;base64,{picture}" width="{ACROSS}" height="{ACROSS}"/>'
        f"{''.join(parts)}</svg>"
    )
