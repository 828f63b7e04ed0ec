"""How much room is taken and left, and which versions these are."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core import events
from core.paths import cache_dir, data_dir
from dashboard.kit import table
from dashboard.shell.language import _

GB = 1000  # MB


def section(said: dict[str, Any]) -> None:
    with st.container(key="wraps_tables_stored"):
        room, versions = st.columns(2, gap="large")
    with room:
        st.header(_("Room"), anchor=False)
        rows = [(f"`{one['folder']}`", _taken(one)) for one in said["stored"]]
        free = {"data": _("Free for data"), "cache": _("Free for the cache")}
        rows += [(free[one["folder"]], _gb(one["free_mb"])) for one in said["disk"]]
        rows.append(
            (_("Free memory"), _of(said["memory"]["available_mb"], said["memory"]["total_mb"]))
        )
        table.ruled((_("What"), _("Size")), rows, "lr")
    with versions:
        st.header(_("Versions"), anchor=False)
        rows = [(f"`{name}`", str(version)) for name, version in said["versions"].items()]
        table.ruled((_("What"), _("Version")), rows, "ll")
    st.caption(_("On this computer the folders are:"))
    st.code(f"{data_dir()}\n{cache_dir()}", language=None)
    st.caption(_("The log of events is:"))
    st.code(str(events.file()), language=None)


def _taken(one: dict[str, Any]) -> str:
    return _of(one["mb"], one["budget_mb"]) if "budget_mb" in one else _gb(one["mb"])


def _of(part: float, whole: float) -> str:
    return _("{part} of {whole}", part=_gb(part), whole=_gb(whole))


def _gb(mb: float) -> str:
    return f"{mb / GB:,.1f} GB" if mb >= GB else f"{mb:,.1f} MB"
