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

WIDTH, HEIGHT = 500, 404  # narrow, so that its letters can be read on a phone
LEFT, SIDE = 8, 150  # of the picture that goes in
TOP = 44  # where it and the network stand
MIDDLE = TOP + SIDE // 2
NETWORK, BLOCK, NEXT = 204, 22, 28  # where the network begins; a block's width; to the next
END, BOX = 370, 122  # where what is read off begins, and its width
BACK, BELOW = 322, 236  # the way back, and where its arrow ends
IMAGE, WEIGHTS, SCORE = LEFT + SIDE // 2, NETWORK + 67, END + BOX // 2  # their middles across

# A dot that goes round the loop; those who ask for less motion see none.
LOOP_CSS = f"""
.tll-loop-image, .tll-loop-weights {{ animation: tll-round 5s linear infinite; }}
.tll-loop-image {{ offset-path:
  path("M{LEFT + SIDE} {MIDDLE}H{SCORE}V{BACK}H{IMAGE}V{BELOW}"); }}
.tll-loop-weights {{ offset-path:
  path("M{LEFT + SIDE} {MIDDLE}H{SCORE}V{BACK}H{WEIGHTS}V{BELOW}"); }}
@keyframes tll-round {{ from {{ offset-distance: 0%; }} to {{ offset-distance: 100%; }} }}
@media (prefers-reduced-motion: reduce) {{
  .tll-loop-image, .tll-loop-weights {{ visibility: hidden; }} }}
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
        _picture(LEFT, TOP, SIDE, scene.image, left),
        _word(LEFT, TOP - 14, image, ink, bold=True, anchor="start"),
        _state(pen, LEFT + SIDE - 20, TOP - 28, not weights),
        _blocks(right),
        _word(NETWORK, TOP - 14, scene.network, ink, bold=True, anchor="start"),
        _state(pen, END - 6, TOP - 28, weights),
        _score(pen, score),
        _arrow(f"M{LEFT + SIDE + 6} {MIDDLE}H{NETWORK - 8}", (NETWORK - 8, MIDDLE), "right", ink),
        _arrow(f"M{END - 24} {MIDDLE}H{END - 6}", (END - 6, MIDDLE), "right", ink),
        _back(pen, scene, change),
        svg.tag("circle", class_=f"tll-loop-{scene.learns}", r=7, fill=warm),
        _word(IMAGE, TOP + SIDE + 24, beneath[0], left),
        _word(WEIGHTS, TOP + SIDE + 24, beneath[1], right),
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
        svg.rect(NETWORK + NEXT * place, TOP + (SIDE - height) / 2, BLOCK, height, **look)
        for place, height in enumerate((SIDE, 130, 108, 88, 68))
    )


def _score(pen: Pen, text: str) -> str:
    lines, head = text.split("\n"), pen.palette.head
    words = "".join(
        svg.text(
            SCORE,
            round(MIDDLE + 5 + 20 * (place - (len(lines) - 1) / 2)),
            line,
            pen.palette.ink,
            size=round(min(15.0, (BOX - 10) / (0.56 * breadth(line))), 1),
            text_anchor="middle",
            font_weight=600 if place else 400,
        )
        for place, line in enumerate(lines)
    )
    box = svg.rect(
        END, MIDDLE - 36, BOX, 72, rx=12, fill=faded(head, 0.16), stroke=head, stroke_width=2
    )
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
    warm, back = pen.palette.trainable, "7 7"
    start = f"M{SCORE} {MIDDLE + 44}V{BACK - 14}q0 14-14 14"
    named = _word(SCORE - 60, BACK + 26, pen.say(msg("gradient")), pen.palette.ink)
    if scene.learns == "weights":
        way, tip = f"{start}H{WEIGHTS + 14}q-14 0-14-14V{BELOW}", (WEIGHTS, BELOW)
        return _arrow(way, tip, "up", warm, back) + named
    home = f"H{IMAGE + 14}q-14 0-14-14V{BELOW}"
    if not scene.change:
        return named + _arrow(f"{start}{home}", (IMAGE, BELOW), "up", warm, back)
    shown = 104  # pixels of the change
    left = WEIGHTS - shown // 2 - 30
    return (
        named
        + _arrow(f"{start}H{left + shown + 8}", (left + shown + 8, BACK), "left", warm, back)
        + _picture(left, BACK - shown // 2, shown, scene.change, warm)
        + _word(left + shown / 2, BACK + shown / 2 + 20, change, pen.palette.quiet)
        + _arrow(f"M{left - 8} {BACK}{home}", (IMAGE, BELOW), "up", warm, back)
    )
