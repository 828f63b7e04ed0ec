"""A grid of test photos with what the network said."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape

import streamlit as st

from core.datasets import library
from core.images import png_bytes
from dashboard.kit import words
from dashboard.kit.shown import Shown
from dashboard.shell.language import _

_CSS = """
.tll-photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
  gap: .8rem; margin: 0; }
.tll-photos figure { margin: 0; }
.tll-photos img { width: 100%; aspect-ratio: 1; border-radius: .5rem; display: block;
  background: var(--tll-raised); }
.tll-photos figcaption { font-size: .85rem; line-height: 1.35; padding-top: .3rem;
  color: var(--tll-quiet); }
.tll-photos b { color: var(--tll-wrong); }
.tll-photos .right b { color: var(--tll-right); }
.tll-photos img { box-sizing: border-box; border: 3px solid var(--tll-wrong); }
.tll-photos .right img { border-color: var(--tll-right); }
"""


def grid(run: Shown, positions: Sequence[int]) -> None:
    """Test photos by their position in the run's predictions, each with truth and answer."""
    said = run.result["predictions"]
    titles = words.class_titles(run.recipe)
    names = [titles[name] for name in run.result["classes"]]
    figures = []
    for position in positions:
        true, answer = names[said["true"][position]], names[said["predicted"][position]]
        sure = f"{said['confidence'][position]:.0%}"
        photo = library.photo(run.recipe.dataset, said["index"][position])
        source = b64encode(png_bytes(photo)).decode()
        right = true == answer
        alt = _(
            "Photo of: {true}. Answer: {answer}, {sure} sure.", true=true, answer=answer, sure=sure
        )
        truth = "" if right else _("really: {true}", true=true)
        figures.append(
            f'<figure class="{"right" if right else "wrong"}">'
            f'<img alt="{escape(alt, quote=True)}" src="data:image/png;base64,{source}">'
            f"<figcaption><b>{'✓' if right else '✗'} {escape(answer)}</b> {sure}<br>"
            f"{escape(truth)}</figcaption></figure>"
        )
    st.html(f'<style>{_CSS}</style><div class="tll-photos">{"".join(figures)}</div>')
