"""The confusion matrix as a table whose every count can be chosen (light)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg

CROWDED = 12  # classes from which the figure grows and its numbers shrink
_FAINT, _FULL = 10, 50  # % of the colour behind a rare and a certain answer: ink stays readable

STYLE = """<style>
.confusion { margin: 0; color: var(--tll-ink); }
.confusion figcaption { font-weight: 600; line-height: 1.4; margin-bottom: .6rem; }
.confusion .sheet { overflow-x: auto; padding: 4px; }
.confusion table { border-collapse: separate; border-spacing: 2px; table-layout: fixed;
  width: 100%; font-size: .84rem; font-variant-numeric: tabular-nums; }
.confusion th { font-weight: 400; padding: .15rem; color: var(--tll-ink); overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; }
.confusion th.axis { color: var(--tll-quiet); white-space: normal; vertical-align: bottom; }
.confusion col.names { width: 5.4rem; }
.confusion tbody th { text-align: right; padding-right: .45rem; }
.confusion.upright thead th[scope] { writing-mode: vertical-rl; max-height: 6.5rem;
  vertical-align: bottom; text-align: right; line-height: 1.2; margin: 0 auto; }
.confusion td { padding: 0; }
.confusion [data-pick] { display: grid; place-items: center; height: 2.15rem; border-radius: 4px;
  background: color-mix(in srgb, var(--tone) var(--share), transparent); }
.confusion .right { --tone: var(--tll-right); }
.confusion .wrong { --tone: var(--tll-wrong); }
.confusion .none { color: var(--tll-quiet); }
.confusion .chosen { box-shadow: 0 0 0 2.5px var(--tll-ink); }
.confusion.crowded table { font-size: .66rem; min-width: calc(5.4rem + 1.15rem * var(--classes));
  border-spacing: 1px; }
.confusion.crowded [data-pick] { height: 1.25rem; border-radius: 2px; }
</style>"""


def cell_id(true: int, predicted: int) -> str:
    """The ``data-pick`` of a cell: ``true:predicted``."""
    return f"{true}:{predicted}"


@kept
def confusion_html(
    pen: Pen,
    counts: Sequence[Sequence[int]],
    title: str,
    names: Sequence[str],
    chosen: tuple[int, int] | None = None,
) -> str:
    """Counts with the true class in rows and the predicted class in columns.

    Shading is the share of its row: right answers in one colour, mistakes in the other, and the
    number is written in every cell, so that colour is not the only signal.  Cells carry `cell_id`
    for dashboard/components/pick.py.  chosen: a cell to frame.
    """
    kind = " upright" if len(names) > 3 and max(map(len, names)) > 2 else ""
    kind += " crowded" if len(names) > CROWDED else ""
    heads = "".join(_name(name, "col") for name in names)
    rows = "".join(
        f"<tr>{_name(names[true], 'row')}"
        + "".join(
            _cell(pen, row, names, (true, predicted), chosen) for predicted in range(len(names))
        )
        + "</tr>"
        for true, row in enumerate(counts)
    )
    true, said = (escape(pen.say(one)) for one in (msg("what it is"), msg("what the network said")))
    return (
        f'{STYLE}<figure class="confusion{kind}" style="--classes:{len(names)}">'
        f'<figcaption>{escape(title)}</figcaption><div class="sheet"><table>'
        f'<colgroup><col class="names"><col span="{len(names)}"></colgroup><thead>'
        f'<tr><td></td><th class="axis" colspan="{len(names)}">{said}</th></tr>'
        f'<tr><th class="axis">{true}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></figure>"
    )


def _name(name: str, scope: str) -> str:
    said = escape(name, quote=True)
    return f'<th scope="{scope}" title="{said}">{said}</th>'


def _cell(
    pen: Pen,
    row: Sequence[int],
    names: Sequence[str],
    place: tuple[int, int],
    chosen: tuple[int, int] | None,
) -> str:
    true, predicted = place
    count = row[predicted]
    answer = {"count": count, "true": names[true], "predicted": names[predicted]}
    said = pen.say(msg("{count} × {true}, answered: {predicted}", **answer))
    said = escape(said, quote=True)
    share = _FAINT + (_FULL - _FAINT) * count / sum(row) if count else 0
    kind = "right" if true == predicted else "wrong"
    kind += ("" if count else " none") + (" chosen" if place == chosen else "")
    return (
        f'<td><span class="{kind}" style="--share:{share:.0f}%" data-pick="{cell_id(*place)}" '
        f'aria-label="{said}" title="{said}">{count or "·"}</span></td>'
    )
