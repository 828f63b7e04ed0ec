"""The loop of an optimisation as a picture: what moves, and what stands still (light).

The same loop trains a network, makes an ideal image and attacks a photo; only the part that learns
is another one.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.figures import svg
from core.figures.lettering import breadth
from core.figures.palette import faded
from core.figures.pen import Pen
from core.figures.signs import FLAME, SNOWFLAKE
from core.messages import msg

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
# of a loop: what it begins with, its change, what it does to what it moves, and it all in words
LOOPS = {
    "ideal": (
        msg("image"),
        msg("the change"),
        msg("learns"),
        msg("An image goes into a network, a number comes out, its gradient comes back"),
    ),
    "attack": (
        msg("photo"),
        msg("each value’s direction"),
        msg("moves"),
        msg("A photo goes into a network, a loss comes out, its gradient comes back"),
    ),
}


@dataclass(frozen=True)
class Scene:
    """One step: pictures as data URIs; `change` is "" where there is none to be shown.

    network: its name.  score: what is read off at the end, in lines.
    """

    loop: str  # of LOOPS
    learns: str  # "image" | "weights"
    network: str
    score: str
    image: str
    change: str


def image_loop(pen: Pen, scene: Scene) -> str:
    """The loop as an SVG string; it shrinks with the page."""
    image, change, learns, label = map(pen.say, LOOPS[scene.loop])
    weights = scene.learns == "weights"
    score, stays = scene.score, pen.say(msg("stays as it is"))
    if weights:
        image, score = pen.say(msg("photos")), pen.say(msg("loss\nover all photos"))
    warm, cold, ink = pen.palette.trainable, pen.palette.frozen, pen.palette.ink
    left, right = (cold, warm) if weights else (warm, cold)
    beneath = (stays, learns) if weights else (learns, stays)
    parts = [
        _picture(24, TOP, SIDE, scene.image, left),
        _word(24, TOP - 14, image, ink, bold=True, anchor="start"),
        _state(pen, 24 + SIDE - 20, TOP - 28, not weights),
        _blocks(right),
        _word(290, TOP - 14, scene.network, ink, bold=True, anchor="start"),
        _state(pen, 466, TOP - 28, weights),
        _score(pen, score),
        _arrow(f"M{24 + SIDE + 8} 128H278", (278, 128), "right", ink),
        _arrow("M500 128H560", (560, 128), "right", ink),
        _back(pen, scene, change),
        svg.tag("circle", class_=f"tll-loop-{scene.learns}", r=7, fill=warm),
        _word(24 + SIDE / 2, TOP + 190, beneath[0], left),
        _word(390, TOP + 190, beneath[1], right),
    ]
    return svg.drawing(parts, label, WIDTH, HEIGHT)


def _picture(x: float, y: float, side: float, source: str, colour: str) -> str:
    frame = svg.rect(x, y, side, side, rx=4, fill="none", stroke=colour, stroke_width=4)
    return svg.tag("image", href=source, x=x, y=y, width=side, height=side) + frame


def _word(
    x: float, y: float, text: str, colour: str, *, bold: bool = False, anchor: str = "middle"
) -> str:
    weight = 600 if bold else 400
    return svg.text(x, y, text, colour, size=15, text_anchor=anchor, font_weight=weight)


def _state(pen: Pen, x: float, y: float, learns: bool) -> str:
    """A flame where something learns, a snowflake where it is frozen."""
    place = f"translate({x} {y}) scale(1.15)"
    if learns:
        return svg.tag("path", transform=place, d=FLAME, fill=pen.palette.trainable)
    return svg.path(SNOWFLAKE, pen.palette.frozen, 1.5, transform=place)


def _blocks(colour: str) -> str:
    """The network: blocks that become lower, as its maps become smaller."""
    look = {"rx": 6, "fill": faded(colour, 0.16), "stroke": colour, "stroke_width": 2}
    return "".join(
        svg.rect(290 + 42 * place, TOP + (SIDE - height) / 2, 32, height, **look)
        for place, height in enumerate((SIDE, 146, 122, 98, 76))
    )


def _score(pen: Pen, text: str) -> str:
    lines, head = text.split("\n"), pen.palette.head
    size = min(15.0, 166 / (0.56 * max(breadth(line) for line in lines)))
    words = "".join(
        svg.text(
            658,
            round(128 + 5 + 20 * (place - (len(lines) - 1) / 2)),
            line,
            pen.palette.ink,
            size=round(size, 1),
            text_anchor="middle",
            font_weight=600 if place else 400,
        )
        for place, line in enumerate(lines)
    )
    box = svg.rect(570, 92, 176, 72, rx=12, fill=faded(head, 0.16), stroke=head, stroke_width=2)
    return box + words


def _arrow(
    path: str, tip: tuple[float, float], way: str, colour: str, dash: str | None = None
) -> str:
    x, y = tip
    point = {
        "right": f"M{x - 10} {y - 6}L{x} {y}l-10 6",
        "up": f"M{x - 6} {y + 10}L{x} {y}l6 10",
        "left": f"M{x + 10} {y - 6}L{x} {y}l10 6",
    }[way]
    return svg.path(path, colour, 2.5, stroke_dasharray=dash) + svg.path(point, colour, 2.5)


def _back(pen: Pen, scene: Scene, change: str) -> str:
    """The gradient's way from the score to what learns."""
    y, warm = 306, pen.palette.trainable
    start, back = f"M658 172V{y - 14}q0 14-14 14", "7 7"
    named = _word(
        528 if scene.learns == "weights" else 480, y + 26, pen.say(msg("gradient")), pen.palette.ink
    )
    if scene.learns == "weights":
        return _arrow(f"{start}H410q-14 0-14-14V{BELOW}", (396, BELOW), "up", warm, back) + named
    if not scene.change:
        return named + _arrow(f"{start}H122q-14 0-14-14V{BELOW}", (108, BELOW), "up", warm, back)
    return (
        named
        + _arrow(f"{start}H300", (300, y), "left", warm, back)
        + _picture(196, BELOW + 14, 96, scene.change, warm)
        + _word(244, BELOW + 6, change, pen.palette.quiet)
        + _arrow(f"M186 {y}H122q-14 0-14-14V{BELOW}", (108, BELOW), "up", warm, back)
    )
