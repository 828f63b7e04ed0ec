"""Answers as bars: the name of a class, how sure, and a bar for those who see it quicker so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.shell.names import class_name

_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")


def percent(share: float) -> str:
    """A probability as people read it: whole percents, and what is less than one half said so."""
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{100 * share:.0f}%"


def bars(predictions: Sequence[Mapping[str, Any]], marked: int | None = None) -> None:
    """Draw predictions ({index, probability}, best first); class `marked` in bold."""
    rows = []
    for said in predictions:
        share = said["probability"]
        told = " told" if said["index"] == marked else ""
        rows.append(
            f'<div class="name{told}"><i style="width:{100 * share:.1f}%"></i>'
            f"<span>{escape(class_name(said['index']))}</span></div>"
            f'<div class="share{told}">{escape(percent(share))}</div>'
        )
    st.html(f'<style>{_CSS}</style><div class="tll-bars">{"".join(rows)}</div>')
