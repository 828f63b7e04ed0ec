"""Transfer learning in one picture that moves.

A photo goes in, the frozen blocks light up one after the other, the new head answers; then the next
photo.  Plain SVG moved by CSS: nothing to download, still for those who ask for less motion,
paused under the pointer and, for good, by a switch that a keyboard reaches.  The drawings are our
own.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from core.figures.signs import SNOWFLAKE
from dashboard.shell.language import _

LOOP = 4.8  # seconds for one photo
MIDDLE = 150  # the line everything stands on
BELOW = 276  # where the words under the blocks stand

# x, width, height of each block: maps shrink and channels grow on the way through
BLOCKS = (
    (236, 38, 196),
    (288, 44, 176),
    (346, 52, 154),
    (412, 62, 130),
    (488, 74, 106),
    (576, 88, 84),
)

CSS = Path(__file__).with_suffix(".css").read_text("utf-8")

_CAT = """<g class="first"><rect x="34" y="76" width="148" height="148" rx="14" fill="#F7DFB8"/>
<path d="M66 150 62 100 90 118h36l28-18-4 50c0 32-18 50-42 50s-42-18-42-50Z" fill="#7D6251"/>
<path d="M69 108l15 10-13 11zM147 108l-15 10 13 11z" fill="#E8A79B"/>
<path d="M108 122v14M96 124v9M120 124v9" stroke="#55402F" stroke-width="4" stroke-linecap="round"/>
<ellipse cx="92" cy="150" rx="7" ry="8" fill="#D9E77B"/><ellipse cx="124" cy="150" rx="7" ry="8"
 fill="#D9E77B"/><ellipse cx="92" cy="150" rx="2.2" ry="7" fill="#1B1F27"/>
<ellipse cx="124" cy="150" rx="2.2" ry="7" fill="#1B1F27"/>
<path d="M103 166h10l-5 6z" fill="#E8A79B"/>
<path d="M108 172c0 7-9 9-13 5M108 172c0 7 9 9 13 5" fill="none" stroke="#2C1F17"
 stroke-width="2.4" stroke-linecap="round"/>
<path d="M84 170 58 164M84 175l-26 3M132 170l26-6M132 175l26 3" stroke="#FFF6E6" stroke-width="2"
 stroke-linecap="round"/></g>"""

_DOG = """<g class="second"><rect x="34" y="76" width="148" height="148" rx="14" fill="#BFE3D6"/>
<ellipse cx="108" cy="150" rx="40" ry="46" fill="#D9A566"/>
<path d="M72 116c-16-6-26 10-24 34 1 16 8 24 14 22 8-3 10-26 14-44zM144 116c16-6 26 10 24 34
-1 16-8 24-14 22-8-3-10-26-14-44z" fill="#8F5F34"/>
<path d="M108 106c-9 0-10 30-8 44h16c2-14 1-44-8-44Z" fill="#FBEBD3"/>
<ellipse cx="108" cy="172" rx="23" ry="20" fill="#FBEBD3"/>
<circle cx="91" cy="144" r="6" fill="#1B1F27"/><circle cx="125" cy="144" r="6" fill="#1B1F27"/>
<circle cx="93" cy="142" r="1.8" fill="#FFF"/><circle cx="127" cy="142" r="1.8" fill="#FFF"/>
<ellipse cx="108" cy="162" rx="9" ry="6.5" fill="#1B1F27"/>
<path d="M108 168v8M108 176c-4 6-12 5-14 1M108 176c4 6 12 5 14 1" fill="none" stroke="#1B1F27"
 stroke-width="2.4" stroke-linecap="round"/>
<path d="M102 181h12v7a6 6 0 0 1-12 0z" fill="#E8798A"/></g>"""

# What the blocks answer to, from edges over textures to parts: drawn inside three of them.
_SEES = {
    0: "M-9 12 9-12M-9 26 9 2M-9-4 3-20",
    2: "M-15-12h.1M0-12h.1M15-12h.1M-7.5 0h.1M7.5 0h.1M-15 12h.1M0 12h.1M15 12h.1",
    4: "M-20 0q20-22 40 0q-20 22-40 0M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0",
}


def _block(number: int, x: int, width: int, height: int, total: int) -> str:
    delay = 0.06 * LOOP + number * 0.44 * LOOP / total
    top, centre = MIDDLE - height / 2, x + width / 2
    sees = _SEES.get(number)
    drawn = (
        f'<path class="sees" transform="translate({centre} {MIDDLE})" d="{sees}"/>' if sees else ""
    )
    return (
        f'<g class="block"><rect x="{x}" y="{top}" width="{width}" height="{height}" rx="8" '
        f'style="animation-delay:{delay:.2f}s"/>{drawn}<path class="ice" '
        f'transform="translate({centre - 8} {top - 22})" d="{SNOWFLAKE}"/></g>'
    )


def _word(x: float, text: str, y: float, anchor: str = "middle") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def figure() -> str:
    """The picture with its caption as one line of HTML, in the learner's language."""
    blocks = "".join(_block(i, *block, total=len(BLOCKS)) for i, block in enumerate(BLOCKS))
    words = "".join(
        (
            _word(255, _("edges"), BELOW),
            _word(372, _("textures"), BELOW),
            _word(525, _("parts of things"), BELOW),
            _word(868, _("cat"), 122, "start"),
            _word(868, _("dog"), 182, "start"),
        )
    )
    label = escape(
        _(
            "A photo of a cat, then one of a dog, passes through six frozen blocks. They light up "
            "one after the other, and a new head at the end answers “cat”, then “dog”."
        )
    )
    bars = "".join(
        f'<rect class="track" x="868" y="{y}" width="116" height="14" rx="7"/>'
        f'<rect class="bar {name}" x="868" y="{y}" width="116" height="14" rx="7"/>'
        for name, y in (("a", 132), ("b", 192))
    )
    picture = (
        f'<svg class="tll-idea" style="--loop:{LOOP}s" viewBox="20 24 970 260" '
        f'role="img" aria-label="{label}">'
        f'<path class="wire" d="M182 {MIDDLE}H868"/>{_CAT}{_DOG}'
        '<rect class="frame" x="34" y="76" width="148" height="148" rx="14"/>'
        f"{blocks}"
        '<g class="head"><rect x="722" y="96" width="96" height="108" rx="16" '
        f'style="animation-delay:{0.54 * LOOP:.2f}s"/><path class="spark" '
        'd="M770 122c4 18 10 24 28 28-18 4-24 10-28 28-4-18-10-24-28-28 18-4 24-10 28-28Z"/></g>'
        f'<circle class="pulse" cx="186" cy="{MIDDLE}" r="7"/>{bars}{words}</svg>'
    )
    parts = "".join(
        f"<span><b>{escape(title)}</b><br>{escape(text)}</span>"
        for title, text in (
            (_("Your photo"), _("of anything you want told apart")),
            (_("Frozen blocks"), _("what they know was learned once, from a million photos")),
            (_("New head"), _("the only part you train")),
        )
    )
    caption = f'<div class="tll-idea-words">{parts}</div>'
    switch = f"<details open><summary>{escape(_('Motion'))}</summary></details>"
    return " ".join(f'<div class="tll-idea-figure">{switch}{picture}{caption}</div>'.split())
