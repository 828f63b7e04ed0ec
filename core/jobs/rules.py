"""What a table of tasks says about its kinds of work (light).

A table is a module with ``TASKS`` (kind → task) and, where they apply, ``SHORT`` (kinds with a lane
of their own), ``quick`` (kind and payload → whether it is soon over, unlike others of its kind),
``ALONE`` (kinds that are done for each learner anew: they write something of theirs, or measure the
machine) and ``DIVIDED`` (kind → module of its `core.work.Division`, a class named
like the kind).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib import import_module
from typing import Any, cast

from core.work import SO_FAR, Division, Document


class Rules:
    """The rules of one table, by the module's name."""

    def __init__(self, table: str) -> None:
        module = import_module(table)
        self._short = frozenset(getattr(module, "SHORT", ()))
        self._alone = frozenset(getattr(module, "ALONE", ()))
        self._quick: Callable[[str, Document], bool] | None = getattr(module, "quick", None)
        self._divided: dict[str, str] = getattr(module, "DIVIDED", {})

    def short(self, kind: str) -> bool:
        return kind in self._short

    def quick(self, kind: str, payload: Document) -> bool:
        """Whether work of the long lane is over so soon that it may use the other one, too."""
        return self._quick is not None and self._quick(kind, payload)

    def shared(self, kind: str) -> bool:
        """Whether one learner's result is another's, too, if they asked for the same."""
        return kind not in self._alone

    def division(self, kind: str, payload: Document) -> Division | None:
        """How a job is done in parts; None: in one."""
        if kind not in self._divided:
            return None
        return cast(Division, getattr(import_module(self._divided[kind]), kind.title())(payload))


def digest(kind: str, payload: dict[str, Any]) -> str:
    """What tells one work from another: the same for the same task with the same payload, whatever
    is there of it already (`SO_FAR`)."""
    payload = {name: value for name, value in payload.items() if name != SO_FAR}
    return hashlib.sha256(f"{kind} {json.dumps(payload, sort_keys=True)}".encode()).hexdigest()
