"""A study that was run: what the parts show before there is one of the learner's own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.datasets import library
from core.messages import Message
from core.runs.examples import Example
from core.study import findings
from core.study.findings import Findings
from dashboard.kit import example, lesson
from dashboard.shell.language import _, translate
from dashboard.shell.names import markdown
from pages.dataset import figures, plan

STUDY, REPORT = "study", "report_examine"  # keys of the examples


def study() -> None:
    """Which arm is ahead."""
    shown, found = _found()
    if shown is None or found is None:
        return
    with example.framed(shown, _of()):
        figures.intervals(found, "example")
        listed(found.comparison)


def report() -> None:
    """What a report says."""
    shown, found = _found()
    if shown is None or found is None:
        return
    with example.framed(shown, _of()):
        st.markdown(f"**{markdown(found.headline)}**")
        preview(found, "example")


def preview(found: Findings, key: str) -> None:
    """What the report says of mistakes and fine-tuning, and what it proposes."""
    with st.expander(_("Mistakes"), icon=":material/search:"):
        listed(found.mistakes)
        figures.plane(found, key)
    with st.expander(_("What fine-tuning did"), icon=":material/local_fire_department:"):
        listed(found.tuning)
    with st.expander(_("Proposals for improvement"), icon=":material/lightbulb:", expanded=True):
        listed(found.proposals or [found.no_proposals])


def listed(said: Sequence[Message]) -> None:
    """Findings, one below the other."""
    st.markdown("\n".join(f"- {markdown(one)}" for one in said))


def _of() -> str:
    data = library.get(plan.EXAMPLE.dataset)
    titles = [translate(title) for title in data.titles(plan.EXAMPLE.classes)]
    return _("Photos: {title}, {names}.", title=translate(data.title), names=titles)


def _found() -> tuple[Example | None, Findings | None]:
    """The example of the study, and what it comes to; None where its photos are not here."""
    known = lesson.parts("dataset")
    shown = example.of(known["study"], STUDY)
    if shown is None or not library.available(plan.EXAMPLE.dataset):
        return None, None
    return shown, _findings(shown, example.of(known["report"], REPORT))


@st.cache_data(show_spinner=False)
def _findings(_shown: Example, _seen: Example | None) -> Findings | None:
    """What the example comes to: there is one, so it is worked out once."""
    results = example.standing(_shown).results
    return findings.find(plan.EXAMPLE, results, _seen.found if _seen else None)
