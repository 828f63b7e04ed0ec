"""A program as numbered lines that can be chosen step by step (light)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

STYLE = """<style>
.code { font-family: ui-monospace, 'SFMono-Regular', 'Cascadia Mono', Menlo, Consolas, monospace;
  font-size: .76rem; line-height: 1.5; border-radius: .6rem; background: var(--tll-raised);
  color: var(--tll-ink); padding: .5rem 0; overflow: auto;
  max-height: 68vh; }
@media (max-width: 640px) { .code { max-height: 36vh; } }
.code .step { border-left: 4px solid transparent; padding: .18rem .6rem .18rem .4rem;
  min-width: max-content; scroll-margin: 3rem 0; }
.code .step:hover { border-left-color: var(--tll-quiet); }
.code .step.chosen { border-left-color: var(--tll-head);
  background: color-mix(in srgb, var(--tll-head) 16%, transparent); }
.code .line { display: flex; gap: .6rem; white-space: pre; }
.code .line i { flex: none; width: 1.3rem; text-align: right; font-style: normal;
  color: var(--tll-quiet); user-select: none; }
.code .text { color: var(--tll-right); }
.code .number { color: var(--tll-trainable); }
.code .chosen .text { color: color-mix(in srgb, var(--tll-right) 70%, var(--tll-ink)); }
.code .chosen .number { color: color-mix(in srgb, var(--tll-trainable) 70%, var(--tll-ink)); }
</style>"""
_WORD = re.compile(r'(?P<text>"[^"]*")|(?P<number>\b\d[\d.e+-]*\b|\b(?:True|False|None)\b)')


@dataclass(frozen=True)
class CodeStep:
    """Lines that are chosen together."""

    id: str
    code: str
    chosen: bool = False


def code_lines_html(steps: Sequence[CodeStep]) -> str:
    """HTML in which every step carries its id as ``data-pick`` (dashboard/components/pick.py)."""
    number, inside = 0, ""
    for step in steps:
        lines = ""
        for line in step.code.splitlines():
            number += 1
            lines += f'<div class="line"><i>{number}</i><span>{_coloured(line)}</span></div>'
        chosen = ' chosen" aria-current="step' if step.chosen else ""
        said = escape(step.code, quote=True)
        inside += (
            f'<div class="step{chosen}" data-pick="{escape(step.id, quote=True)}" '
            f'aria-label="{said}">{lines}</div>'
        )
    return f'{STYLE}<div class="code">{inside}</div>'


def _coloured(line: str) -> str:
    out, last = "", 0
    for match in _WORD.finditer(line):
        out += escape(line[last : match.start()])
        out += f'<span class="{match.lastgroup}">{escape(match.group())}</span>'
        last = match.end()
    return out + escape(line[last:])
