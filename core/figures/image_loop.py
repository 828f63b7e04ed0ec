"""The loop of an optimisation as a picture: what moves, and what stands still (light).

The same loop trains a network and makes an ideal image; only the part that learns is another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from core.figures.frame import breadth
from core.figures.palette import Palette, faded
from core.figures.signs import FLAME, SNOWFLAKE

WIDTH, HEIGHT = 760, 372
SIDE = 168  # pixels of a picture
TOP = 44  # where image and network stand
BELOW = 250  # of the way back


# A dot that goes round the loop; those who ask for less motion see none.
LOOP_CSS = """
.tll-loop-image, .tll-loop-weights { animation: tll-round 5s linear infinite; }
.tll-loop-image { offset-path: path("M196 128H658V306H108V236"); }
.tll-loop-weights { offset-path: path("M196 128H658V306H396V236"); }
@keyframes tll-round { from { offset-distance: 0%; } to { offset-distance: 100%; } }
@media (prefers-reduced-motion: reduce) {
  .tll-loop-image, .tll-loop-weights { visibility: hidden; } }
"""


@dataclass(frozen=True)
class LoopTexts:
    """Every word in the picture, in the reader's language."""

    image: str
    network: str
    score: str  # what is read off at the end, with its value
    gradient: str
    change: str  # above the picture of the change
    learns: str
    frozen: str
    label: str  # the picture in words


@dataclass(frozen=True)
class Scene:
    """One step: pictures as data URIs; `change` is "" where there is none to be shown."""

    image: str
    change: str
    learns: str  # "image" | "weights"


def image_loop(scene: Scene, texts: LoopTexts, palette: Palette) -> str:
    """The loop as an SVG string; it shrinks with the page."""
    warm, cold = palette.trainable, palette.frozen
    image, network = (warm, cold) if scene.learns == "image" else (cold, warm)
    parts = [
        _picture(24, TOP, SIDE, scene.image, image),
        _word(24, TOP - 14, texts.image, palette.ink, bold=True, anchor="start"),
        _state(24 + SIDE - 20, TOP - 28, scene.learns == "image", palette),
        _blocks(290, network),
        _word(290, TOP - 14, texts.network, palette.ink, bold=True, anchor="start"),
        _state(466, TOP - 28, scene.learns == "weights", palette),
        _score(570, texts.score, palette),
        _arrow(f"M{24 + SIDE + 8} 128H278", (278, 128), "right", palette),
        _arrow("M500 128H560", (560, 128), "right", palette),
        _back(scene, texts, palette),
        f'<circle class="tll-loop-{scene.learns}" r="7" fill="{palette.trainable}"/>',
    ]
    words = [
        (
            image,
            texts.learns if scene.learns == "image" else texts.frozen,
            24 + SIDE / 2,
            TOP + 190,
        ),
        (network, texts.frozen if scene.learns == "image" else texts.learns, 390, TOP + 190),
    ]
    parts += [_word(x, y, text, colour) for colour, text, x, y in words]
    return (
        f'<svg role="img" aria-label="{escape(texts.label, quote=True)}" viewBox="0 0 {WIDTH} '
        f'{HEIGHT}" width="{WIDTH}" style="max-width:100%;height:auto;display:block" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _picture(x: float, y: float, side: float, source: str, colour: str) -> str:
    return (
        f'<image href="{escape(source, quote=True)}" x="{x}" y="{y}" width="{side}" '
        f'height="{side}"/><rect x="{x}" y="{y}" width="{side}" height="{side}" rx="4" '
        f'fill="none" stroke="{colour}" stroke-width="4"/>'
    )


def _word(
    x: float, y: float, text: str, colour: str, *, bold: bool = False, anchor: str = "middle"
) -> str:
    weight = 600 if bold else 400
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" font-size="15" '
        f'font-weight="{weight}" fill="{colour}">{escape(text)}</text>'
    )


def _state(x: float, y: float, learns: bool, palette: Palette) -> str:
    """A flame where something learns, a snowflake where it is frozen."""
    look = (
        f'fill="{palette.trainable}"'
        if learns
        else f'fill="none" stroke="{palette.frozen}" stroke-width="1.5" stroke-linecap="round"'
    )
    shape = FLAME if learns else SNOWFLAKE
    return f'<path transform="translate({x} {y}) scale(1.15)" d="{shape}" {look}/>'


def _blocks(x: float, colour: str) -> str:
    """The network: blocks that become lower, as its maps become smaller."""
    heights = (SIDE, 146, 122, 98, 76)
    return "".join(
        f'<rect x="{x + 42 * place}" y="{TOP + (SIDE - height) / 2}" width="32" height="{height}" '
        f'rx="6" fill="{faded(colour, 0.16)}" stroke="{colour}" stroke-width="2"/>'
        for place, height in enumerate(heights)
    )


def _score(x: float, text: str, palette: Palette) -> str:
    lines = text.split("\n")
    size = min(15.0, 166 / (0.56 * max(breadth(line) for line in lines)))
    words = "".join(
        f'<text x="{x + 88}" y="{128 + 5 + 20 * (place - (len(lines) - 1) / 2):.0f}" '
        f'text-anchor="middle" font-size="{size:.1f}" fill="{palette.ink}" '
        f'font-weight="{600 if place else 400}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return (
        f'<rect x="{x}" y="92" width="176" height="72" rx="12" fill="{faded(palette.head, 0.16)}" '
        f'stroke="{palette.head}" stroke-width="2"/>{words}'
    )


def _arrow(
    path: str,
    tip: tuple[float, float],
    way: str,
    palette: Palette,
    back: bool = False,
) -> str:
    colour = palette.trainable if back else palette.ink
    x, y = tip
    point = {
        "right": f"M{x - 10} {y - 6}L{x} {y}l-10 6",
        "up": f"M{x - 6} {y + 10}L{x} {y}l6 10",
        "left": f"M{x + 10} {y - 6}L{x} {y}l10 6",
    }[way]
    style = f'fill="none" stroke="{colour}" stroke-width="2.5" stroke-linecap="round"'
    dash = ' stroke-dasharray="7 7"' if back else ""
    return f'<path d="{path}" {style}{dash}/><path d="{point}" {style}/>'


def _back(scene: Scene, texts: LoopTexts, palette: Palette) -> str:
    """The gradient's way from the score to what learns."""
    y = 306
    start = f"M658 172V{y - 14}q0 14-14 14"
    if scene.learns == "weights":
        path = f"{start}H410q-14 0-14-14V{BELOW}"
        return _arrow(path, (396, BELOW), "up", palette, back=True) + _word(
            528, y + 26, texts.gradient, palette.ink
        )
    path = f"{start}H{300 if scene.change else 122}"
    out = _word(480, y + 26, texts.gradient, palette.ink)
    if not scene.change:
        path += f"q-14 0-14-14V{BELOW}"
        return out + _arrow(path, (108, BELOW), "up", palette, back=True)
    out += _arrow(path, (300, y), "left", palette, back=True)
    out += _picture(196, BELOW + 14, 96, scene.change, palette.trainable)
    out += _word(244, BELOW + 6, texts.change, palette.quiet)
    return out + _arrow(
        f"M186 {y}H122q-14 0-14-14V{BELOW}",
        (108, BELOW),
        "up",
        palette,
        back=True,
    )
