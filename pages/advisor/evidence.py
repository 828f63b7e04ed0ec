"""The evidence cell: the nearest published results, and the learner's own healthy runs on the same
classes of these photos."""

from __future__ import annotations

import streamlit as st

from core.advise import evidence
from core.advise.case import Case
from core.advise.judged import BASELINE
from core.datasets import library
from dashboard.kit import words as recipe_words
from dashboard.kit.lesson import Part
from dashboard.shell import runlog
from dashboard.shell.language import _, translate
from pages.advisor import words

NEWEST = 200  # runs that are looked through
SHOWN = 5


def cell(part: Part, case: Case) -> None:
    """Draw both kinds of evidence for the photos of a case."""
    st.subheader(_("Evidence"), anchor=False)
    left, right = st.columns(2, gap="large")
    with left, st.container(border=True, height="stretch"):
        _published(part, case)
    with right, st.container(border=True, height="stretch"):
        _own(part, case)


def _published(part: Part, case: Case) -> None:
    names = library.get(case.dataset).published
    if names is None:  # a learner's own photos: they know best what theirs are like
        every = list(evidence.published())
        chosen = st.selectbox(
            _("Which published dataset is most like your photos?"),
            [None, *every],
            format_func=lambda name: (
                _("none of them")
                if name is None
                else _("{group}: {said}", group=name, said=translate(evidence.ABOUT[name]))
            ),
            key="advisor_nearest",
        )
        names = (chosen,) if chosen else ()
    if not names:
        part.say("no_evidence")
        return
    part.say("evidence")
    for name in names:
        row = evidence.published()[name]
        gain = f"{row.scratch:g}% → {row.imagenet:g}% ({words.points(row.gain)})"
        named = _("{arm} ({value})", arm=f"**{name}**", value=translate(row.about))
        st.markdown("- " + _("{group}: {said}", group=named, said=gain))
    st.caption(_("Source: [{citation}]({url})", citation=evidence.CITATION, url=evidence.URL))


def _own(part: Part, case: Case) -> None:
    task = case.recipe(*BASELINE)
    trained = runlog.finished(NEWEST, series=None)
    runs = [one for one in trained if evidence.counts(one[1], task)][:SHOWN]
    if not runs:
        part.say("no_runs")
        return
    part.say("own_runs")
    for run, recipe in runs:
        said = _(
            "**{accuracy}**: {title}, {count} per class",
            accuracy=f"{run.metrics['test_accuracy']:.1%}",
            title=recipe_words.title(recipe),
            count=recipe.per_class,
        )
        st.markdown(f"- {said}")
