"""Every layer of a network as a brick, block by block, and where “the last N” cuts (light)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from core.experiments.depth import Cut, LayerCell
from core.figures import svg
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

TALL, TOP, FOOT = 210, 26, 26  # room for the bricks, for words above and numbers below
TALLEST = 26.0  # a brick
NAMED = 6  # blocks that are wide enough to hold the kinds of their layers
SHORT = {"InputLayer": "Input", "MaxPooling2D": "MaxPool", "Caffe": "Preproc."}  # in a narrow brick


def layer_cut_svg(pen: Pen, cut: Cut, titles: Sequence[str], label: str) -> str:
    """The layers of `cut` as an SVG string of fluid width.

    One column a block, its first layer on top; filled bricks hold weights, outlined ones do not.
    titles: names of the blocks, said on hover.  label: the picture in words.
    """
    step = 100 / len(cut.blocks)
    brick = min(TALLEST, TALL / max(len(block) for block in cut.blocks))
    height = TOP + brick * max(len(block) for block in cut.blocks) + FOOT
    parts = []
    for number, (block, title) in enumerate(zip(cut.blocks, titles, strict=True)):
        left, width = number * step + 0.12 * step, 0.76 * step
        if number == cut.through:
            parts.append(_torn(pen, left, width, 0.06 * step, brick * len(block)))
        for place, layer in enumerate(block):
            where = (left, width, TOP + place * brick, brick)
            parts.append(_brick(pen, layer, where, title))
            if len(cut.blocks) <= NAMED:
                ink = pen.palette.ground if layer.parameters else pen.palette.ink
                kind = SHORT.get(layer.kind, layer.kind.removesuffix("2D"))
                middle = TOP + (place + 0.5) * brick + 4
                parts.append(_text(kind, left + width / 2, middle, ink, size=11, font_weight=500))
        colour = pen.palette.trainable if block[-1].trained else pen.palette.quiet
        parts.append(_text(str(number + 1), left + width / 2, height - 8, colour))
    style = "overflow:visible;display:block"
    return svg.fluid(parts, label, height, class_="layers", style=style)


def _torn(pen: Pen, left: float, width: float, edge: float, tall: float) -> str:
    """The frame of the block that is cut through."""
    frame = svg.rect(
        f"{left - edge:.3f}%",
        TOP - 4,
        f"{width + 2 * edge:.3f}%",
        tall + 8,
        class_="torn",
        rx=6,
        fill="none",
        stroke=pen.palette.wrong,
        stroke_width=2.5,
        stroke_dasharray="5 4",
    )
    said = pen.say(msg("cut through"))
    return frame + _text(said, left + width, TOP - 10, pen.palette.wrong, text_anchor="end")


def _brick(pen: Pen, layer: LayerCell, where: tuple[float, float, float, float], title: str) -> str:
    left, width, top, tall = where
    colour = pen.palette.trainable if layer.trained else pen.palette.frozen
    weighs = layer.parameters > 0
    said = escape(f"{title} · {layer.name} ({layer.kind})")
    return svg.tag(
        "rect",
        f"<title>{said}</title>",
        class_="trained" if layer.trained else "kept",
        x=f"{left:.3f}%",
        y=top + 0.5,
        width=f"{width:.3f}%",
        height=max(tall - 1.5, 2),
        rx=2,
        fill=colour if weighs else faded(colour, 0.16),
        stroke=colour,
        stroke_width=0.5 if weighs else 1,
    )


def _text(words: str, x: float, y: float, colour: str, size: float = 13, **look: object) -> str:
    look = {"text_anchor": "middle", "pointer_events": "none", "font_weight": 600} | look
    return svg.text(f"{x:.3f}%", y, words, colour, size=size, **look)
