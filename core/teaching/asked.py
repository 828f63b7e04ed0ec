"""What the parts of a lesson ask before they measure, read from their code (light).

A part's questions stand in what its code reaches (`reached`), `Question(_("…"), …)`, as
translatable text, or in the file of the kit that draws it; they are read as the catalogues are, so
that a worksheet asks what the page asks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from core.messages import Message
from core.paths import ROOT
from core.teaching import reached

KIT = ROOT / "dashboard" / "kit"
BLANK = "…"  # stands for what only the page knows


def questions(lesson: str, part: str) -> list[Message]:
    """The predictions that a part asks for, in order; places are left blank."""
    found: dict[str, Message] = {}
    way = reached.of(lesson, part)
    kit = {KIT / f"{name.partition('.')[0]}.py" for name in way.used}
    whole = [(file, reached.code(file).tree) for file in sorted(kit) if file.is_file()]
    for file, definition in (*way.definitions, *whole):
        named = _named(file)
        for node in ast.walk(definition):
            for given in _first(node):
                text = named.get(given.id) if isinstance(given, ast.Name) else _text(given)
                if text is not None:
                    found[text] = Message(text, dict.fromkeys(re.findall(r"\{(\w+)", text), BLANK))
    return list(found.values())


@lru_cache(maxsize=256)
def _named(file: Path) -> dict[str, str]:
    """The texts that have a name in a file."""
    return {
        target.id: text
        for node in ast.walk(reached.code(file).tree)
        if isinstance(node, ast.Assign) and (text := _text(node.value)) is not None
        for target in node.targets
        if isinstance(target, ast.Name)
    }


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
    """The literal inside ``_("…")``; of two, the one that is asked first."""
    match node:
        case ast.IfExp(body=usual):
            return _text(usual)
        case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text)), *_more]):
            return text
    return None
