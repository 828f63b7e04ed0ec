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


def interval_svg(result: Result, classes: int) -> str:
    """Test accuracy as a dot with its 95% interval on a scale of 0 to 100%, chance marked."""
    low, high = (100 * share for share in result["test_interval"])
    accuracy, chance = 100 * result["test_accuracy"], 100 / classes
    label = escape(
        _(
            "Test accuracy {accuracy}%, 95% interval {low} to {high}%; guessing gives {chance}%",
            accuracy=f"{accuracy:.0f}",
            low=f"{low:.0f}",
            high=f"{high:.0f}",
            chance=f"{chance:.0f}",
        )
    )

    def word(x: float, y: int, text: str, colour: str, anchor: str = "middle") -> str:
        return (
            f'<text x="{x:.1f}%" y="{y}" text-anchor="{anchor}" font-size="14" '
            f'fill="var(--tll-{colour})">{escape(text)}</text>'
        )

    def at(share: float) -> float:
        return 4 + 0.92 * share

    drawn = (
        f'<line x1="{at(0)}%" x2="{at(100)}%" y1="42" y2="42" stroke="var(--tll-line)" '
        'stroke-width="6" stroke-linecap="round"/>'
        f'<line x1="{at(chance)}%" x2="{at(chance)}%" y1="31" y2="53" stroke="var(--tll-quiet)" '
        'stroke-width="2"/>'
        f'<line x1="{at(low):.1f}%" x2="{at(high):.1f}%" y1="42" y2="42" '
        'stroke="var(--tll-head)" stroke-width="6" stroke-linecap="round"/>'
        f'<circle cx="{at(accuracy):.1f}%" cy="42" r="9" fill="var(--tll-head)"/>'
        + word(at(0), 76, "0%", "quiet", "start")
        + word(at(100), 76, "100%", "quiet", "end")
        + word(
            at(chance),
            76 if abs(accuracy - chance) < 30 else 22,  # clear of the other label
            _("guessing"),
            "quiet",
            "middle" if chance > 25 else "start",
        )
        + word(
            min(at(accuracy), 88),
            22,
            _("{low} to {high}%", low=f"{low:.0f}", high=f"{high:.0f}"),
            "ink",
        )
    )
    return f'<svg role="img" aria-label="{label}" width="100%" height="84">{drawn}</svg>'


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
