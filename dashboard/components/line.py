"""Brings the chosen one of many choices on one line that scrolls into sight; and, when another one
is chosen from far below, the line itself."""

from __future__ import annotations

from dashboard.components.component import component

_mount = component("line")


def show_chosen(line: str, chosen: str) -> None:
    """Scroll the choices in the container with the key `line` to the chosen one."""
    _mount(key=f"{line}_shown", data={"line": line, "chosen": chosen}, height=1)
