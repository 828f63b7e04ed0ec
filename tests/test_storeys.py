"""The house stands: imports run down its storeys (tests/storeys.toml), never in a circle."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STOREYS = tomllib.loads((ROOT / "tests" / "storeys.toml").read_text("utf-8"))["storeys"]
HEIGHT = {room: height for height, rooms in enumerate(STOREYS) for room in rooms}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    _name(path): path
    for folder in ("core", "dashboard", "pages")
    for path in (ROOT / folder).rglob("*.py")
}


def _named(nodes: Iterable[ast.AST]) -> set[str]:
    """The modules that import statements name; of the house's own, the innermost."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            both = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (both & MODULES.keys()) or {node.module}
    return found


TREES = {module: ast.parse(path.read_text("utf-8")) for module, path in MODULES.items()}
IMPORTS = {
    module: _named(ast.walk(tree)) & MODULES.keys() - {module} for module, tree in TREES.items()
}
AT_ONCE = {module: _named(tree.body) for module, tree in TREES.items()}  # not inside functions
HEAVY = {"tensorflow", "keras", "openvino", "onnx", "onnxruntime"}


def _room(module: str) -> str:
    """The room of the list that a module is in, or that of its nearest package."""
    pieces = module.split(".")
    places = (".".join(pieces[:end]) for end in range(len(pieces), 0, -1))
    return next(place for place in places if place in HEIGHT)


def _page(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_no_imports_run_in_a_circle():
    TopologicalSorter(IMPORTS).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("room", HEIGHT)
def test_nothing_imports_from_a_storey_above_it_or_from_the_room_next_door(room):
    wrong = {
        (module, used)
        for module in MODULES
        if _room(module) == room
        for used in IMPORTS[module]
        if _room(used) != room and HEIGHT[_room(used)] >= HEIGHT[room]
    }
    assert wrong == set()


def test_every_room_of_the_list_is_there():
    assert {room for room in HEIGHT if room not in MODULES} == set()


def test_no_page_imports_from_another_page():
    wrong = {
        (module, used)
        for module in MODULES
        if module.startswith("pages.")
        for used in IMPORTS[module]
        if used.startswith("pages.") and _page(used) != _page(module)
    }
    assert wrong == set()


@pytest.mark.parametrize("start", sorted(m for m in MODULES if not m.startswith("core.")))
def test_no_module_of_the_web_process_brings_a_heavy_library_with_it(start):
    """Whatever it imports at once, and whatever that does."""
    waiting, seen = [start], {start}
    while waiting:
        module = waiting.pop()
        heavy = {name for name in AT_ONCE[module] if name.split(".")[0] in HEAVY}
        assert not heavy, f"{start} reaches {module}, which imports {heavy}"
        new = AT_ONCE[module] & MODULES.keys() - seen
        seen |= new
        waiting += new
