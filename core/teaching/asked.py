"""What the parts of a lesson ask before they measure, read from their files (light).

A part's questions stand in its code, `Question(_("…"), …)`, as translatable text; they are read as
the catalogues are, so that a worksheet asks what the page asks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from core.messages import Message
from core.paths import ROOT

PAGES = ROOT / "pages"
BLANK = "…"  # stands for what only the page knows


def questions(lesson: str, part: str) -> list[Message]:
    """The predictions that a part asks for, in order; places are left blank."""
    file = PAGES / lesson / f"{part}.py"
    return [message for one in (file, *_beside(file)) for message in _asked(one)]


def _beside(file: Path) -> list[Path]:
    """The files that hold pieces of a part: the part's own name goes before theirs."""
    return sorted(file.parent.glob(f"{file.stem}_*.py"))


@lru_cache(maxsize=256)
def _asked(file: Path) -> tuple[Message, ...]:
    if not file.is_file():
        return ()
    tree = ast.parse(file.read_text("utf-8"))
    named = {
        target.id: text
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and (text := _text(node.value)) is not None
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found: dict[str, Message] = {}
    for node in ast.walk(tree):
        for given in _first(node):
            text = named.get(given.id) if isinstance(given, ast.Name) else _text(given)
            if text is not None:
                found[text] = Message(text, dict.fromkeys(re.findall(r"\{(\w+)", text), BLANK))
    return tuple(found.values())


def _first(node: ast.AST) -> Iterator[ast.expr]:
    """What a ``Question(…)`` is asked with; none for questions to the worker."""
    if isinstance(node, ast.Call):
        called = node.func
        plain = isinstance(called, ast.Name) and called.id == "Question"
        of_kit = (
            isinstance(called, ast.Attribute)
            and called.attr == "Question"
            and isinstance(called.value, ast.Name)
            and called.value.id == "predict"
        )
        if plain or of_kit:
            yield from node.args[:1]
            yield from (word.value for word in node.keywords if word.arg == "ask")


def _text(node: ast.expr) -> str | None:
    """The literal inside ``_("…")``."""
    match node:
        case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text)), *_more]):
            return text
    return None
