"""What went wrong lately, under the names that learners have been told."""

from __future__ import annotations

from datetime import datetime
from string import Formatter
from typing import Any

import streamlit as st

from core.messages import Message
from dashboard.shell.language import _, translate


def section(errors: list[dict[str, Any]]) -> None:
    st.header(_("The last errors"), anchor=False)
    if not errors:
        st.caption(_("None."))
        return
    for one in errors:
        head = " · ".join(filter(None, (_name(one), _where(one), _when(one))))
        st.markdown(f"{head}  \n{_what(one)}")
    st.caption(
        _(
            "Learners are told the name of an unforeseen error. What it says in full is where the "
            "app was started, or in the worker’s log."
        )
    )


def _when(one: dict[str, Any]) -> str:
    return datetime.fromisoformat(one["at"]).astimezone().strftime("%m-%d %H:%M:%S")


def _name(one: dict[str, Any]) -> str:
    return f"**`{one['id']}`**" if one.get("id") else ""


def _where(one: dict[str, Any]) -> str:
    return f"`{one.get('kind') or one.get('where') or one['event']}`"


def _what(one: dict[str, Any]) -> str:
    """Sentences as learners have read them, but for what filled their places."""
    if "error" in one:
        places = {name: "…" for _text, name, *_more in Formatter().parse(one["error"]) if name}
        return translate(Message(one["error"], places))
    lines = one.get("lines") or ["–"]
    return f"{one.get('type', '')} `{lines[-1]}`"
