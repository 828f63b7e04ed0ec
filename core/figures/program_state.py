"""A network after some lines of a program: what stands, what learns, what is compiled (light).

Above the row of blocks of `core.figures.network`, below it the layers of the new head as they are
added, and beside each other the marks: compiled or not, and how much learns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from core.figures.network import BlockView, network_svg
from core.figures.pen import Pen
from core.messages import msg

UNITS = 16  # squares that stand for a dense layer
DROPPED = (1, 2, 5, 7, 8, 11, 14, 15)  # half of them, drawn grey: dropout

STYLE = """<style>
.prog { display: grid; gap: .5rem; margin-bottom: 1rem; }
.prog svg.network { display: block; overflow: visible; }
.prog .empty { min-height: 116px; display: grid; place-items: center; color: var(--tll-quiet);
  border: 2px dashed var(--tll-line); border-radius: .6rem; text-align: center; padding: 0 1rem; }
.prog.bare .head { display: none; }
.prog.gone .head rect { fill: none; stroke: var(--tll-quiet); stroke-width: 2;
  stroke-dasharray: 5 4; }
.prog.gone .head svg { display: none; }
.prog .note { font-size: .88rem; color: var(--tll-quiet); text-align: right; }
.prog .layers { display: flex; flex-wrap: wrap; gap: .35rem; align-items: stretch; }
.prog .layer { border: 2px solid var(--tll-head); border-radius: .5rem; padding: .25rem .55rem;
  font-size: .88rem; line-height: 1.4; color: var(--tll-ink); flex: 1 1 5.5rem; }
.prog .layer.new { box-shadow: 0 0 0 3px color-mix(in srgb, var(--tll-head) 30%, transparent); }
.prog .layer small { display: block; color: var(--tll-quiet); font-size: .8rem;
  font-variant-numeric: tabular-nums; }
.prog .units { display: flex; flex-wrap: wrap; gap: 2px; margin-top: .2rem; max-width: 7rem; }
.prog .units i { width: 9px; height: 9px; border-radius: 2px; background: var(--tll-head); }
.prog .units i.off { background: none; box-shadow: inset 0 0 0 1.5px var(--tll-quiet); }
.prog .mark { display: inline-block; border-radius: 1rem; padding: .1rem .7rem; font-size: .88rem;
  font-weight: 600; border: 2px solid var(--tll-quiet); color: var(--tll-quiet); }
.prog .mark.yes { border-color: var(--tll-right); color: var(--tll-right); }
.prog .mark.stale { border-color: var(--tll-wrong); color: var(--tll-wrong); }
.prog .learns { font-size: .92rem; line-height: 1.5; color: var(--tll-ink);
  font-variant-numeric: tabular-nums; }
.prog .learns b { font-size: 1.25rem; }
.prog .share { height: 8px; border-radius: 4px; background: var(--tll-line); overflow: hidden; }
.prog .share i { display: block; height: 100%; min-width: 2px; background: var(--tll-trainable); }
</style>"""


@dataclass(frozen=True)
class HeadLayer:
    """A layer of the new head: `units` draws squares, of which dropout greys half."""

    title: str
    detail: str
    units: bool = False
    dropped: bool = False
    new: bool = False  # added by the line that is being read


@dataclass(frozen=True)
class ProgramState:
    """What is drawn.  `boundary` None: there is no network yet.

    gone: the published classifier that was left out, in words ("" once something else is there).
    compiled: "no", "yes", or "stale" when what learns has changed since; rate: it was compiled
    with.  trainable, total: parameters that are set to learn, in so many arrays, and all.
    """

    name: str  # of the network
    boundary: int | None
    head: Sequence[HeadLayer]
    gone: str
    compiled: str
    rate: str
    trainable: int
    total: int
    arrays: int


def program_state_html(pen: Pen, state: ProgramState, blocks: Sequence[BlockView]) -> str:
    """HTML of fluid width; colours of what stands around the blocks come from the page's CSS."""
    if state.boundary is None:
        empty = pen.say(msg("Three sets of photos. There is no network yet."))
        return f'{STYLE}<div class="prog"><div class="empty">{escape(empty)}</div></div>'
    kind = "gone" if state.gone else "" if state.head else "bare"
    label = msg(
        "{name} with {frozen} of {blocks} blocks frozen",
        name=state.name,
        frozen=state.boundary,
        blocks=len(blocks),
    )
    said = pen.say(label)
    row = network_svg(pen, blocks, state.boundary, label=said, head=state.gone or said)
    note = f'<div class="note">× {escape(state.gone)}</div>' if state.gone else ""
    waiting = _waiting(state.boundary) if state.compiled == "stale" else ""
    share = state.trainable / state.total if state.total else 0.0
    return (
        f'{STYLE}{waiting}<div class="prog {kind}">'
        f'<div>{row}</div>{note}<div class="layers">{"".join(map(_layer, state.head))}</div>'
        f'<div><span class="mark {state.compiled}">{escape(_mark(pen, state))}</span></div>'
        f'<div class="learns">{_learns(pen, state)}</div>'
        f'<div class="share"><i style="width:{100 * share:.1f}%"></i></div></div>'
    )


def _mark(pen: Pen, state: ProgramState) -> str:
    sign, said = {
        "no": ("", msg("not compiled")),
        "yes": ("✓ ", msg("compiled, rate {rate}", rate=state.rate)),
        "stale": ("× ", msg("compiled before: what is dashed does not learn yet")),
    }[state.compiled]
    return sign + pen.say(said)


def _learns(pen: Pen, state: ProgramState) -> str:
    if not state.total:
        return ""
    said = msg(
        "Set to learn: {trainable} of {total} parameters, in {arrays} arrays",
        trainable=f"<b>{state.trainable:,}</b>",
        total=f"{state.total:,}",
        arrays=state.arrays,
    )
    return pen.say(said)


def _layer(layer: HeadLayer) -> str:
    squares = "".join(
        '<i class="off"></i>' if layer.dropped and place in DROPPED else "<i></i>"
        for place in range(UNITS)
    )
    classes = "layer new" if layer.new else "layer"
    return (
        f'<div class="{classes}">{escape(layer.title)}<small>{escape(layer.detail)}</small>'
        + (f'<div class="units">{squares}</div>' if layer.units else "")
        + "</div>"
    )


def _waiting(boundary: int) -> str:
    """Unfrozen blocks that the compiled training does not know of are drawn pale and dashed."""
    those = f".prog .block:nth-child(n+{boundary + 1})"
    return (
        f"<style>{those} .body {{ fill-opacity: .22; stroke: var(--tll-trainable); "
        "stroke-width: 2; stroke-dasharray: 5 4; }"
        f"{those} .fire path {{ fill: var(--tll-trainable); }}</style>"
    )
