"""Draws what to press on each device, from the steps of docs/trust-the-certificate*.md.

The systems' own dialogs are not ours to copy, and look different every year: these are drawings of
the order in which their words are pressed.  `python -m scripts.trust_pictures` writes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from core.figures.lettering import wrapped
from core.paths import ROOT

DOCS = ROOT / "docs"
PAGES = {"en": DOCS / "trust-the-certificate.md", "ja": DOCS / "trust-the-certificate.ja.md"}
PICTURES = DOCS / "pictures"
WIDTH, ROW, GAP, TOP, EDGE = 300, 34, 26, 46, 14  # pixels
COLUMNS = 36  # half-width ones of a row
PAPER, INK, FRAME, PRESS = "#ffffff", "#1f2937", "#6b7280", "#dbeafe"
HANDS = ("iPad", "Android")  # begin the headings of what is held in a hand


def devices(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Heading → of each step, the words that are pressed, in their order, without what stands in
    brackets."""
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        heading, _line, body = part.partition("\n")
        steps = re.split(r"^\d+\. ", body, flags=re.M)[1:]
        plain = [re.sub(r"\(.*?\)|（.*?）", "", re.sub(r"\s*\n\s*", " ", step)) for step in steps]
        words = [re.findall(r"\*\*(.+?)\*\*", step) for step in plain]
        if any(words):
            yield heading.strip(), [pressed for pressed in words if pressed]


def name(number: int, language: str) -> str:
    """The file of a device's picture."""
    return f"trust.{number}.{language}.svg"


def drawn(heading: str, steps: list[list[str]]) -> str:
    """A frame for each step, its words one below the other."""
    lines = [[wrapped(word, COLUMNS).split("<br>") for word in step] for step in steps]
    heights = [sum(ROW + 18 * (len(word) - 1) + GAP for word in step) - GAP for step in lines]
    height = TOP + max(heights) + EDGE
    body, left = [], 0
    for number, step in enumerate(lines, 1):
        body.append(_frame(left, height, number, heading.startswith(HANDS)))
        top = TOP
        for place, word in enumerate(step):
            if place:
                body.append(_arrow(left + WIDTH // 2, top - GAP))
            body.append(_row(left + EDGE, top, word))
            top += ROW + 18 * (len(word) - 1) + GAP
        left += WIDTH + GAP
    whole = left - GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {whole + 2} {height + 2}" '
        f'width="{whole + 2}" height="{height + 2}" font-family="sans-serif" font-size="14">\n'
        f"<title>{escape(heading)}</title>\n" + "\n".join(body) + "\n</svg>\n"
    )


def _frame(left: int, height: int, number: int, hand: bool) -> str:
    head = f'<circle cx="{left + 20}" cy="22" r="12" fill="{INK}"/>'
    text = f'<text x="{left + 20}" y="27" text-anchor="middle" fill="{PAPER}">{number}</text>'
    return (
        f'<rect x="{left}" y="0" width="{WIDTH}" height="{height}" rx="{22 if hand else 8}" '
        f'fill="{PAPER}" stroke="{FRAME}" stroke-width="2"/>{head}{text}'
    )


def _row(left: int, top: int, lines: list[str]) -> str:
    height = ROW + 18 * (len(lines) - 1)
    texts = "".join(
        f'<text x="{left + 12}" y="{top + 22 + 18 * at}" fill="{INK}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    return (
        f'<rect x="{left}" y="{top}" width="{WIDTH - 2 * EDGE}" height="{height}" rx="6" '
        f'fill="{PRESS}" stroke="{FRAME}"/>{texts}'
    )


def _arrow(middle: int, top: int) -> str:
    tip = top + GAP - 4
    return (
        f'<path d="M{middle} {top + 5}V{tip}M{middle - 5} {tip - 6}L{middle} {tip}L{middle + 5} '
        f'{tip - 6}" fill="none" stroke="{FRAME}" stroke-width="2"/>'
    )


def pictures() -> dict[Path, str]:
    """Every picture's file and what stands in it."""
    return {
        PICTURES / name(number, language): drawn(heading, steps)
        for language, page in PAGES.items()
        for number, (heading, steps) in enumerate(devices(page.read_text()), 1)
    }


if __name__ == "__main__":
    for path, text in pictures().items():
        path.write_text(text)
