"""The leaderboard: it reorders itself while the race runs."""

from __future__ import annotations

from html import escape

import streamlit as st

from core.figures.signs import FLAME, SNOWFLAKE, inline
from core.race import summary
from core.race.plan import Arm, Race
from dashboard.kit.series import Standing
from dashboard.kit.words import seconds
from dashboard.shell.language import _
from pages.race import state, words

STEP = 4.2  # rem from one row to the next

_CSS = """
.tll-board { position: relative; margin: .4rem 0 1rem; }
.tll-board .arm { position: absolute; left: 0; right: 0; height: 3.6rem; display: grid;
  grid-template-columns: 2rem minmax(11rem, 18rem) 1fr 4.4rem; gap: .8rem; align-items: center;
  transition: top .7s ease; }
.tll-board .rank { font-size: 1.25rem; font-weight: 600; text-align: right;
  color: var(--tll-quiet); }
.tll-board .name { font-size: .95rem; line-height: 1.25; }
.tll-board .name small { display: block; color: var(--tll-quiet); font-size: .8rem; }
.tll-board .name svg { width: 1rem; height: 1rem; margin-right: .25rem; vertical-align: -.12rem; }
.tll-board .track { position: relative; height: 1.7rem; border-radius: .4rem;
  background: var(--tll-raised); }
.tll-board .track b { position: absolute; inset: 0 auto 0 0; border-radius: .4rem; opacity: .75;
  transition: width .7s ease; }
.tll-board .track b.now { background: none !important; border: 2px dashed var(--tll-quiet); }
.tll-board .track i { position: absolute; top: 50%; height: 2px; background: var(--tll-ink);
  transition: left .7s ease, width .7s ease; }
.tll-board .track i::before, .tll-board .track i::after { content: ""; position: absolute;
  top: -5px; width: 2px; height: 12px; background: var(--tll-ink); }
.tll-board .track i::after { right: 0; }
.tll-board .track u { position: absolute; top: calc(50% - 4px); width: 8px; height: 8px;
  margin-left: -4px; border-radius: 50%; background: var(--tll-ground);
  border: 2px solid var(--tll-ink); box-sizing: border-box; }
.tll-board .share { font-size: 1.1rem; font-weight: 600; text-align: right;
  font-variant-numeric: tabular-nums; }
.tll-board .best .rank { color: var(--tll-right); }
@media (max-width: 1000px) {
  .tll-board .arm { grid-template: "rank name share" auto "rank track share" auto / 1.4rem 1fr 4rem;
    gap: .2rem .5rem; }
  .tll-board .rank { grid-area: rank; } .tll-board .share { grid-area: share; }
  .tll-board .name { grid-area: name; font-size: .9rem; }
  .tll-board .name small { display: inline; margin-left: .5rem; }
  .tll-board .track { grid-area: track; height: 1.2rem; } }
@media (prefers-reduced-motion: reduce) { .tll-board * { transition: none !important; } }
"""
COLOURS = {"scratch": "quiet", "extract": "frozen", "tune": "trainable", "lp_ft": "head"}


def draw(now: Standing) -> None:
    """The rows that are there, best first, then the arm that runs, then those that wait."""
    race = state.race()
    rows = {found.arm: found for found in summary.board(race, now.results)}
    running = _running(race, now)
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
        f'style="height:{STEP * len(parts):.1f}rem">{"".join(parts)}</div>',
        unsafe_allow_html=True,
    )


def _running(race: Race, now: Standing) -> dict[Arm, tuple[int, float]]:
    """Of the run under way: its arm, epoch and validation accuracy."""
    if now.job is None or not now.active:
        return {}
    epochs = [event for event in now.job.events if event["kind"] == "epoch"]
    if not epochs or epochs[-1]["run"] in now.found:
        return {}
    newest = epochs[-1]
    arm = Arm.parse(newest["run"].partition("|")[0])
    return {arm: (newest["row"]["epoch"], newest["row"]["val_accuracy"])}


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
        f'<div class="arm{best}" role="listitem" style="top:{STEP * place:.1f}rem">'
        f'<span class="rank">{rank}</span>'
        f'<span class="name">{_signs(arm)}{escape(words.title(arm))}'
        f"<small>{escape(' · '.join(said))}</small></span>"
        f'<span class="track">{drawn}</span><span class="share">{share}</span></div>'
    )
