"""Makes a container one group of controls with a name: a screen reader says what they answer."""

from __future__ import annotations

from dashboard.components.component import component

_mount = component("group")


def group(key: str, name: str) -> None:
    """The container with this key, in which this stands, is a group named `name`."""
    data = {"key": key, "name": name.replace("*", "")}
    _mount(key=f"{key}_group", data=data, height=1, width=1)
