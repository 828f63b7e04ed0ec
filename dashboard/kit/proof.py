"""A result at a glance: the accuracy with its interval, and some of the photos it stands for."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from core.datasets import library
from core.images import png_bytes
from core.transfer.recipe import Recipe
from core.transfer.result import Result
from dashboard.shell.language import _, translate
from dashboard.shell.names import as_written

SHOWN = 8  # test photos below the result
PHOTO = 88  # pixels a side


def headline(result: Result) -> str:
    """The accuracy as a large number with its name, as HTML."""
    name = escape(_("Right answers on new photos"))
    percent = f"{100 * result['test_accuracy']:.0f}%"
    return f'<div class="tll-headline"><span>{name}</span><b>{percent}</b></div>'


def answers(recipe: Recipe, result: Result) -> None:
    """Some test photos with what the network said, spread over the classes."""
    data = library.get(recipe.dataset)
    titles = dict(zip(data.classes, data.class_titles, strict=True))
    names = [translate(titles[name]) for name in result["classes"]]
    said = result["predictions"]
    count = len(said["index"])
    step = max(1, count // SHOWN)
    with st.container(horizontal=True, gap="small"):
        for i in range(step // 2, count, step)[:SHOWN]:
            with st.container(width=PHOTO, gap="small"):
                _answer(
                    library.photo(recipe.dataset, said["index"][i]),
                    names[said["true"][i]],
                    names[said["predicted"][i]],
                )
    st.caption(
        _(
            "What it said about {shown} of {count:# test photo|# test photos} it had never seen.",
            shown=min(SHOWN, count),
            count=count,
        )
    )


def _answer(photo: np.ndarray, truth: str, answer: str) -> None:
    st.image(png_bytes(photo), width=PHOTO, alt=_("Test photo: {name}", name=truth))
    if answer == truth:
        st.markdown(f":green[**✓ {answer}**]")
    else:
        really = _("really: {name}", name=as_written(truth))
        st.markdown(f":red[**✗ {answer}**]  \n{really}")
