"""Letters in figures: the font, titles that fit, labels that do not lie on each other (light)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# The theme's fonts: only what a machine already has.
FONT = "system-ui, 'Hiragino Sans', 'Yu Gothic UI', 'Noto Sans CJK JP', 'Noto Sans JP', sans-serif"
WIDE, NARROW = 56, 48  # half-width columns of a title that fits a tablet
PHONE = 38  # and one that fits a phone
AXIS, BESIDE_ROWS = 36, 28  # of the title of an axis there, and of one beside the names of rows
# Two characters between which a Japanese line may break: behind kana comes another script, behind
# punctuation or a space anything, and where Western letters and Japanese meet.
_NEXT = re.compile(
    r"(?!の\d)[ぁ-ん][^ぁ-んー]|[、。：；！？」』）・·→ ].|.[ 「『（→·]|[A-Za-z)][^!-~ぁ-ん]"
)
_CLOSING = "、。，．：；）」』】！？…％%)ー・っゃゅょッャュョァィゥェォ"
_OPENING = "（「『【"


def breadth(text: str) -> int:
    """Half-width columns that a text takes: two for a Japanese character, one for a Western."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pieces(text: str, whole: bool = True) -> list[str]:
    """What must not be broken: Western words, Japanese words, what stands in brackets.

    A Japanese line may break where kana of a word or particle end and the next word begins.
    whole: Japanese words stay whole, else a line may break behind each of their characters.
    """
    out: list[str] = []
    for character in text:
        last = out[-1] if out else ""
        word = last.strip() and breadth(last[-1] + character) == 2 and character != " "
        inside = last.count("（") > last.count("）")
        kept = whole and last.strip() and not _NEXT.match(last[-1] + character)
        if last and (word or inside or kept or character in _CLOSING or last[-1] in _OPENING):
            out[-1] += character
        else:
            out.append(character)
    return out


def wrapped(text: str, columns: int = WIDE) -> str:
    """Break a title into lines of at most `columns` half-width columns, joined by ``<br>``.

    Plotly does not wrap titles.  Western text breaks at spaces, Japanese between phrases, and
    inside a phrase only where a line holds none.
    """
    lines = [""]
    for phrase in _pieces(text):
        fits = breadth(phrase.strip()) <= columns
        for piece in [phrase] if fits else _pieces(phrase, whole=False):
            if lines[-1] and breadth(lines[-1] + piece.rstrip()) > columns:
                lines.append("")
            lines[-1] += piece if lines[-1] else piece.strip()
    return "<br>".join(line.rstrip() for line in lines)


def unwrapped(text: str) -> str:
    """The text of `wrapped` in one line again: a space stands where Western text was broken."""
    japanese = "[\u3000-\uffef]"
    met = f"(?<={japanese})<br>(?![·→])|(?<![·→])<br>(?={japanese})"
    return re.sub(met, "", text).replace("<br>", " ")


def apart(values: Sequence[float], gap: float) -> list[float]:
    """The same values pushed apart to at least `gap`, in their order, moved as little as needed."""
    order = sorted(range(len(values)), key=values.__getitem__)
    groups: list[tuple[float, list[int]]] = []  # centre of labels that touch, and which they are
    for which in order:
        centre, members = values[which], [which]
        while groups and centre - groups[-1][0] < gap * (len(groups[-1][1]) + len(members)) / 2:
            other, before = groups.pop()
            size = len(before) + len(members)
            centre = (other * len(before) + centre * len(members)) / size
            members = before + members
        groups.append((centre, members))
    out = [0.0] * len(values)
    for centre, members in groups:
        for place, which in enumerate(members):
            out[which] = centre + gap * (place - (len(members) - 1) / 2)
    return out
