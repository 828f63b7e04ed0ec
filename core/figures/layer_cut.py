"""Every layer of a network as a brick, block by block, and where “the last N” cuts (light)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from core.experiments.depth import Cut, LayerCell
from core.figures.palette import Palette, faded

TALL, TOP, FOOT = 210, 26, 26  # room for the bricks, for words above and numbers below
TALLEST = 26.0  # a brick
NAMED = 6  # blocks that are wide enough to hold the kinds of their layers


def layer_cut_svg(
    cut: Cut, titles: Sequence[str], palette: Palette, *, label: str, torn: str
) -> str:
    """The layers of `cut` as an SVG string of fluid width.

    One column a block, its first layer on top; filled bricks hold weights, outlined ones do not.
    titles: names of the blocks, said on hover.  torn: what is written over a block that is cut
    through.  label: the picture in words.
    """
    step = 100 / len(cut.blocks)
    most = max(len(block) for block in cut.blocks)
    brick = min(TALLEST, TALL / most)
    height = TOP + brick * most + FOOT
    parts = []
    for number, (block, title) in enumerate(zip(cut.blocks, titles, strict=True)):
        left, width = number * step + 0.12 * step, 0.76 * step
        if number == cut.through:
            parts.append(
                f'<rect class="torn" x="{left - 0.06 * step:.3f}%" y="{TOP - 4}" '
                f'width="{width + 0.12 * step:.3f}%" height="{brick * len(block) + 8:.1f}" rx="6" '
                f'fill="none" '
                f'stroke="{palette.wrong}" stroke-width="2.5" stroke-dasharray="5 4"/>'
                + _text(torn, left + width, TOP - 10, "end", palette.wrong, 600)
            )
        for place, layer in enumerate(block):
            top = TOP + place * brick
            parts.append(_brick(layer, left, width, top, brick, title, palette))
            if len(cut.blocks) <= NAMED:
                ink = palette.ground if layer.parameters else palette.ink
                middle = top + brick / 2 + 4
                parts.append(
                    _text(
                        layer.kind.removesuffix("2D"),
                        left + width / 2,
                        middle,
                        "middle",
                        ink,
                        500,
                        11,
                    )
                )
        colour = palette.trainable if block[-1].trained else palette.quiet
        parts.append(_text(str(number + 1), left + width / 2, height - 8, "middle", colour, 600))
    return (
        f'<svg class="layers" role="img" aria-label="{escape(label, quote=True)}" width="100%" '
        f'height="{height:.0f}" style="overflow:visible;display:block" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _brick(
    layer: LayerCell,
    left: float,
    width: float,
    top: float,
    tall: float,
    title: str,
    palette: Palette,
) -> str:
    colour = palette.trainable if layer.trained else palette.frozen
    weighs = layer.parameters > 0
    fill = colour if weighs else faded(colour, 0.16)
    said = escape(f"{title} · {layer.name} ({layer.kind})")
    return (
        f'<rect class="{"trained" if layer.trained else "kept"}" x="{left:.3f}%" '
        f'y="{top + 0.5:.1f}" width="{width:.3f}%" height="{max(tall - 1.5, 2):.1f}" rx="2" '
        f'fill="{fill}" stroke="{colour}" stroke-width="{0.5 if weighs else 1}">'
        f"<title>{said}</title></rect>"
    )


def _text(
    words: str, x: float, y: float, anchor: str, colour: str, weight: int, size: int = 13
) -> str:
    return (
        f'<text x="{x:.3f}%" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'pointer-events="none" '
        f'font-weight="{weight}" fill="{colour}">{escape(words)}</text>'
    )
