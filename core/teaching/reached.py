"""What the code of a part reaches in the files of its page, read and not run (light).

A part begins at `draw` of its file; a page that is no lesson at its whole script.  What they name
is followed through the page's folder; what they use of the kit is told by name: ``trial.draw``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.paths import ROOT

PAGES = ROOT / "pages"
START = "draw"


@dataclass(frozen=True)
class Code:
    """A file of a page: what it defines, and what it imports as (module, name in it or "")."""

    tree: ast.Module
    defined: dict[str, ast.stmt]
    imported: dict[str, tuple[str, str]]


@lru_cache(maxsize=256)
def code(file: Path) -> Code:
    """The file, read."""
    tree = ast.parse(file.read_text("utf-8"))
    imported = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                is_module = (ROOT / f"{whole.replace('.', '/')}.py").is_file()
                found = (whole, "") if is_module else (node.module, alias.name)
                imported[alias.asname or alias.name] = found
    return Code(tree, dict(_defined(tree)), imported)


def _defined(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((one.id, node) for one in targets if isinstance(one, ast.Name))


@dataclass(frozen=True)
class Reached:
    """The definitions that a part reaches, in the order of its text, each with its file; and what
    it uses from outside its page."""

    definitions: tuple[tuple[Path, ast.stmt], ...]
    used: frozenset[str]


@lru_cache(maxsize=256)
def of(page: str, part: str) -> Reached:
    """What a part of a lesson reaches; part "page": what the script of a page does."""
    file = PAGES / page / f"{part}.py"
    definitions: dict[tuple[Path, ast.stmt], None] = {}
    used: set[str] = set()
    if file.is_file():
        for node in _starts(file, START):
            _follow(file, node, definitions, used)
    return Reached(tuple(definitions), frozenset(used))


def _starts(file: Path, name: str) -> list[ast.stmt]:
    """The definition with this name; for the start of a file without one, everything."""
    known = code(file)
    if name in known.defined:
        return [known.defined[name]]
    return known.tree.body if name == START else []


def _follow(
    file: Path, node: ast.stmt, definitions: dict[tuple[Path, ast.stmt], None], used: set[str]
) -> None:
    if (file, node) in definitions:
        return
    definitions[file, node] = None
    known = code(file)
    for name, attribute in _names(node):
        if name in known.defined:
            _follow(file, known.defined[name], definitions, used)
        elif name in known.imported:
            module, inside = known.imported[name]
            wanted = inside or attribute
            if module.startswith("pages."):
                there = ROOT / f"{module.replace('.', '/')}.py"
                for one in _starts(there, wanted or START):
                    _follow(there, one, definitions, used)
            elif module.startswith("dashboard."):
                used.add(f"{module.rpartition('.')[2]}.{wanted}")


def _names(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """The names in a definition in the order of the text, each with the attribute asked of it."""
    whole = {
        id(one.value): one.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)
    }
    for one in _in_order(node):
        if isinstance(one, ast.Name):
            yield one.id, whole.get(id(one), "")


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)
