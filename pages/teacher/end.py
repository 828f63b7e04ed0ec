"""Results to take along, and the end of the class: export, then delete."""

from __future__ import annotations

import streamlit as st

from core.classroom import export
from dashboard.kit import download
from dashboard.kit.quiz.questions import LESSONS
from dashboard.shell import gate, services
from dashboard.shell.language import _
from pages.teacher import live

SURE = "teacher_sure"
GONE = "teacher_gone"  # session: how many learners were deleted last


def draw() -> None:
    learners = gate.room().learners()
    if GONE in st.session_state:
        count = st.session_state.pop(GONE)
        st.success(
            _(
                "The class is deleted: {count:# learner|# learners} with everything of theirs. The "
                "code is a new one.",
                count=count,
            ),
            icon=":material/delete_forever:",
        )
    st.header(_("Results"), anchor=False)
    st.caption(_("One row a learner: guesses, quizzes, trainings, parts that are done."))
    download.offer(
        _("For the gradebook (CSV)"),
        gate.file_for_teacher(_gradebook),
        "class.csv",
        "teacher_csv",
        "table",
    )
    st.header(_("End of the class"), anchor=False)
    st.caption(
        _("Take everything along first: results, guesses, answers and all trainings, as tables.")
    )
    download.offer(
        _("Everything (ZIP)"),
        gate.file_for_teacher(_everything),
        "class.zip",
        "teacher_zip",
        "folder_zip",
    )
    with st.container(border=True, width=640):
        st.markdown(
            _(
                "**Delete the class**: nicknames, trainings, guesses, answers, photos and settings "
                "of {count:# learner|all # learners}, for good. Their running jobs are stopped. "
                "What you have downloaded stays yours to delete.",
                count=len(learners),
            )
        )
        sure = st.checkbox(_("I have taken along what I need."), key=SURE)
        st.button(
            _("Delete the class"),
            icon=":material/delete_forever:",
            key="teacher_delete",
            disabled=not sure or not learners,
            on_click=gate.for_teacher(_delete),
        )


def _gradebook() -> str:
    return export.gradebook(live.works(), LESSONS)


def _everything() -> bytes:
    return export.everything(gate.room(), services.store(), live.works(), LESSONS)


def _delete() -> None:
    if not st.session_state.get(SURE):
        return
    learners = gate.room().learners()
    for one in learners:
        services.forget_learner(one.id)
    gate.room().clear()
    st.session_state[SURE], st.session_state[GONE] = False, len(learners)
