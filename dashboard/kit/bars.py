"""Answers as bars: the name of a class, how sure, and a bar for those who see it quicker so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from dashboard.shell.names import class_name

_CSS = """
.tll-bars { display: grid; grid-template-columns: minmax(6rem, 1fr) 3.4rem; gap: .3rem .6rem;
  margin: 0 0 .6rem; font-size: .95rem; line-height: 1.35; }
.tll-bars .name { position: relative; padding: .15rem .45rem; overflow-wrap: anywhere; }
.tll-bars .name i { position: absolute; inset: 0 auto 0 0; border-radius: .3rem;
  background: var(--tll-head); opacity: .22; }
.tll-bars .name span { position: relative; }
.tll-bars .share { text-align: right; font-variant-numeric: tabular-nums; padding-top: .15rem; }
.tll-bars .told { font-weight: 600; }
"""


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
