"""The transfer matrix as a table: made on (rows), judged by (columns) (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from core.figures.pen import Pen
from core.messages import msg

HIT, FOOLED, NOT = "hit", "fooled", "not"
SIGNS = {HIT: "●", FOOLED: "◐", NOT: "○"}
VERDICTS = {HIT: msg("fooled"), FOOLED: msg("another answer"), NOT: msg("not fooled")}
# rem that a row's head and each column take, with the picture beside its name and above it
ROOM = {"CLOSE": (14, 9.6), "NARROW": (7, 7.5)}
STYLE = """<style>
.transfer { overflow-x: auto; container-type: inline-size; }
.transfer table { border-collapse: separate; border-spacing: 6px; width: 100%; }
.transfer th { font-weight: 600; text-align: left; vertical-align: bottom; padding: .2rem .5rem;
  line-height: 1.35; font-size: .95rem; color: var(--tll-ink); }
.transfer th small { display: block; font-weight: 400; font-size: .8rem; color: var(--tll-quiet); }
.transfer tbody th { vertical-align: middle; min-width: 13rem; }
.transfer th > div { display: flex; gap: .7rem; align-items: center; }
.transfer img { width: 64px; height: 64px; border-radius: .5rem; flex: none; }
.transfer td { border-radius: .6rem; padding: .55rem .7rem; line-height: 1.4; min-width: 9rem;
  border: 2px solid transparent; font-size: .95rem; vertical-align: top; }
.transfer td b { display: block; }
.transfer td small { display: block; font-size: .8rem; color: var(--tll-ink); }
.transfer .hit { background: color-mix(in srgb, var(--tll-wrong) 24%, transparent); }
.transfer .fooled { background: color-mix(in srgb, var(--tll-wrong) 11%, transparent); }
.transfer .not { background: color-mix(in srgb, var(--tll-right) 13%, transparent); }
.transfer .hit b, .transfer .fooled b {
  color: color-mix(in srgb, var(--tll-wrong) 65%, var(--tll-ink)); }
.transfer .not b { color: color-mix(in srgb, var(--tll-right) 65%, var(--tll-ink)); }
.transfer .itself { border: 2px dashed var(--tll-quiet); }
.transfer .apart { border-left: 1px solid var(--tll-line); padding: 0; min-width: 0; width: 2px; }
.transfer caption { caption-side: bottom; text-align: left; font-size: .85rem; padding: .3rem .5rem;
  color: var(--tll-quiet); line-height: 1.5; }
@container (max-width: CLOSErem) {  /* the picture stands above its name */
  .transfer table { border-spacing: 4px; }
  .transfer tbody th { min-width: 0; }
  .transfer th > div { flex-direction: column; align-items: flex-start; gap: .2rem; }
  .transfer img { width: 44px; height: 44px; }
  .transfer td { min-width: 6rem; padding: .4rem .5rem; }
}
@container (max-width: NARROWrem) {  /* no room for a column each: every verdict names its judge */
  .transfer tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr));
    gap: 4px; margin-bottom: .9rem; }
  .transfer :is(tbody, thead, caption) { display: block; }
  .transfer table { display: flex; flex-direction: column; }
  .transfer caption { order: 1; }
  .transfer tr > th:first-child { grid-column: 1 / -1; }
  .transfer th > div { flex-direction: row; align-items: center; }
  .transfer td::before { content: attr(data-judge); display: block; font-size: .8rem;
    color: var(--tll-quiet); }
  .transfer .apart { display: none; }
}
</style>"""


@dataclass(frozen=True)
class Cell:
    """One verdict, with the answer; `itself`: the attack knew this network."""

    kind: str  # HIT | FOOLED | NOT
    answer: str
    note: str = ""
    itself: bool = False


@dataclass(frozen=True)
class Line:
    """What a picture was made on, the picture (a source for ``<img>``), and its verdicts."""

    title: str
    note: str
    source: str
    cells: Sequence[Cell]


def transfer_table(
    pen: Pen, lines: Sequence[Line], columns: Sequence[tuple[str, str]], own: int = 0
) -> str:
    """HTML of the table; columns: title and note of each judge, the last `own` of them set apart.

    Colour, a sign and a word say the same in every cell; `STYLE` is part of it.  Where its columns
    do not fit side by side, the verdicts on a picture stand below its name.
    """
    gap = ['<td class="apart"></td>'] if own else []

    def spread(cells: list[str]) -> str:
        known = len(columns) - own
        return "".join(cells[:known] + gap + cells[known:])

    head = [
        f'<th scope="col">{escape(title)}<small>{escape(note)}</small></th>'
        for title, note in columns
    ]
    judges = [title for title, _note in columns]
    body = "".join(
        f'<tr><th scope="row"><div><img alt="" src="{line.source}"><span>{escape(line.title)}'
        f"<small>{escape(line.note)}</small></span></div></th>"
        f"{spread(list(map(partial(_cell, pen), line.cells, judges)))}</tr>"
        for line in lines
    )
    style = STYLE
    for form, (head_takes, each) in ROOM.items():
        style = style.replace(form, f"{head_takes + each * len(columns):g}")
    corner = pen.say(msg("made on ↓ · judged by →"))
    legend = msg(
        "● fooled as wanted · ◐ another answer · ○ not fooled · dashed frame: the attack knew this "
        "network"
    )
    return (
        f'{style}<div class="transfer" tabindex="0"><table>'
        f"<caption>{escape(pen.say(legend))}</caption>"
        f"<thead><tr><th><small>{escape(corner)}</small></th>{spread(head)}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(pen: Pen, cell: Cell, judge: str) -> str:
    verdict = pen.say(VERDICTS[cell.kind])
    itself = " itself" if cell.itself else ""
    note = f"<small>{escape(cell.note)}</small>" if cell.note else ""
    return (
        f'<td class="{cell.kind}{itself}" data-judge="{escape(judge)}">'
        f"<b>{SIGNS[cell.kind]} {escape(verdict)}</b>{escape(cell.answer)}{note}</td>"
    )
