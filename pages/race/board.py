"""The leaderboard: it reorders itself while the race runs."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from core.figures.signs import FLAME, SNOWFLAKE, inline
from core.race import summary
from core.race.plan import Arm
from dashboard.kit.series import Standing
from dashboard.kit.words import seconds
from dashboard.shell.language import _
from pages.race import state, words

_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")
COLOURS = {"scratch": "quiet", "extract": "frozen", "tune": "trainable", "lp_ft": "head"}


def draw(now: Standing) -> None:
    """The rows that are there, best first, then the arm that runs, then those that wait."""
    race = state.race()
    rows = {found.arm: found for found in summary.board(race, now.results)}
    running = {}
    if now.newest:
        run, row = now.newest
        running[Arm.parse(run.partition("|")[0])] = (row["epoch"], row["val_accuracy"])
    order = [*rows, *(arm for arm in race.arms if arm in running and arm not in rows)]
    order += [arm for arm in race.arms if arm not in order]
    places = {arm: place for place, arm in enumerate(order)}
    # always in the same order in the document: what moves is its place, so that it glides
    parts = [
        _row(arm, places[arm], rows.get(arm), running.get(arm), len(race.seeds))
        for arm in race.arms
    ]
    st.markdown(
        f'<style>{_CSS}</style><div class="tll-board" role="list" '
        f'style="--rows:{len(parts)}">{"".join(parts)}</div>',
        unsafe_allow_html=True,
    )


def _signs(arm: Arm) -> str:
    """A snowflake for what stays frozen, a flame for blocks that learn."""
    ice, fire = inline(SNOWFLAKE, "frozen"), inline(FLAME, "trainable")
    return {"extract": ice, "tune": fire, "lp_ft": ice + fire}.get(arm.way, "")


def _row(
    arm: Arm, place: int, found: summary.Row | None, live: tuple[int, float] | None, seeds: int
) -> str:
    colour = f"var(--tll-{COLOURS[arm.way]})"
    said, drawn, share = [], "", ""
    if found is not None:
        share = f"{found.mean:.1%}"
        drawn = (
            f'<b style="width:{100 * found.mean:.2f}%;background:{colour}"></b>'
            f'<i style="left:{100 * found.low:.2f}%;width:{100 * (found.high - found.low):.2f}%">'
            "</i>"
        )
        drawn += "".join(
            f'<u style="left:{100 * value:.2f}%"></u>' for value in found.accuracies.values()
        )
        said = [
            _("{done} of {all:# seed|# seeds}", done=len(found.accuracies), all=seeds),
            seconds(found.seconds),
        ]
    if live is not None:
        epoch, accuracy = live
        said = [
            _("epoch {epoch}: {accuracy} on validation", epoch=epoch, accuracy=f"{accuracy:.0%}")
        ]
        if found is None:
            drawn = f'<b class="now" style="width:{100 * accuracy:.2f}%"></b>'
    elif found is None:
        said = [_("waiting")]
    best = " best" if place == 0 and found is not None else ""
    rank = str(place + 1) if found is not None else "·"
    return (
        f'<div class="arm{best}" role="listitem" style="--place:{place}">'
        f'<span class="rank">{rank}</span>'
        f'<span class="name">{_signs(arm)}{escape(words.title(arm))}'
        f"<small>{escape(' · '.join(said))}</small></span>"
        f'<span class="track">{drawn}</span><span class="share">{share}</span></div>'
    )
