"""The report: what the measurements say, what the learner says, and files to hand in."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.datasets.checks import told
from core.runs import export as tables
from core.study import criteria, findings, report
from core.study.findings import Findings
from core.study.plan import TUNE, Arm, Study
from core.translations import words
from dashboard.kit import ask, card, download, export, lesson, stage
from dashboard.kit.lesson import Part
from dashboard.kit.series import Standing
from dashboard.shell import services
from dashboard.shell.language import _, language
from dashboard.shell.names import markdown
from pages.dataset import plan, study, worked, written

MARKS = {True: ":green[:material/check_circle:]", False: ":red[:material/cancel:]"}
OPEN = ":violet[:material/radio_button_unchecked:]"
UNASKED = "what it reports was predicted in the study"


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    recipe = plan.EXAMPLE.recipe(Arm("mobilenet_v2_dogs", TUNE), plan.EXAMPLE.seeds[0])
    return {worked.REPORT: ("examine", {"recipe": recipe.to_json()})}


def draw(part: Part) -> None:
    chosen = plan.study()
    now = plan.standing(chosen) if chosen is not None else None
    found = findings.find(chosen, now.results) if chosen is not None and now is not None else None
    if chosen is None or now is None or found is None:
        _nothing(part)
        return
    study.about(chosen)
    if not now.complete:
        st.warning(
            _(
                "The study is not finished: {done} of {all:# training is|# trainings are} "
                "done. The report says so, too.",
                done=len(now.found),
                all=len(now.recipes),
            )
        )
    recipe = chosen.recipe(found.best.arm, found.seed)
    seen = ask.result(
        "examine",
        {"recipe": recipe.to_json()},
        _("Looking at the mistakes"),
        slot="report_examine",
    )
    found = findings.find(chosen, now.results, seen) or found
    st.markdown(f"#### {markdown(found.headline)}")
    if seen is not None:
        _files(part, chosen, found, now)
    worked.preview(found, "report")
    _looking_back(part, chosen, found)
    if seen is not None:
        st.subheader(_("To take away"), anchor=False)
        export.panel(recipe, (found.best.test, *found.best.interval), "report", found.shown)


def _nothing(part: Part) -> None:
    left, right = stage.sides("report_none")
    with left:
        part.say("empty")
        label, key = _("To the study"), "report_study"
        lesson.button("dataset", "study", label, key, "arrow_back", type="primary")
    with right:
        worked.report()


@st.fragment  # a file that is asked for while the page is drawn anew would be gone
def _looking_back(part: Part, chosen: Study, found: Findings) -> None:
    _reflection(part, chosen)
    _checklist(chosen, found)


def _reflection(part: Part, chosen: Study) -> None:
    """The learner's prediction beside what they think of it now."""
    written.shown(chosen.dataset)
    example = part.text("reflection_example")
    written.ask(chosen.dataset, written.REFLECTION, _("Your reflection"), example, height=140)


def _checklist(chosen: Study, found: Findings) -> None:
    reflected = bool(written.words(chosen.dataset).get(written.REFLECTION, "").strip())
    with st.expander(
        _("The assignment as a checklist"), icon=":material/checklist:", expanded=True
    ):
        for group in (
            criteria.criteria(found, reflected),
            criteria.requirements(found),
        ):
            for one in group:
                mark = OPEN if one.done is None else MARKS[one.done]
                st.markdown(f"{mark} **{markdown(one.what)}** · {markdown(one.evidence)}")
            st.markdown("")


def _files(part: Part, chosen: Study, found: Findings, now: Standing) -> None:
    """The report itself, in sight as soon as it can be written."""
    into, learner = language(), services.learner()
    said = words(into)
    rows = list(now.found.values())
    with st.container(horizontal=True):
        download.offer(
            _("Report (HTML)"),
            lambda: report.render(found, _told(chosen, learner, found), said, into),
            "report.html",
            "report_html",
            icon="description",
            type="primary",
        )
        download.offer(
            _("All runs (CSV)"), lambda: tables.to_csv(rows), "runs.csv", "report_csv", icon="table"
        )
    part.say("files")


def _told(chosen: Study, learner: str, found: Findings) -> report.Told:
    """The learner's words as they are when the button is pressed: the last ones may have been
    typed only just before."""
    own = written.words(chosen.dataset, learner)
    prediction, reflection = own.get(written.PREDICTION, ""), own.get(written.REFLECTION, "")
    recipe = chosen.recipe(found.best.arm, found.seed)
    mine = card.words(recipe, learner)
    return report.Told(prediction, reflection, told.sentences(chosen.dataset), mine)
