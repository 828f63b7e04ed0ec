"""Teacher's view: the class at a glance, led from here."""

import streamlit as st

from dashboard.shell import address, gate
from dashboard.shell.language import _
from pages.teacher import end, lead, measured, plan, pooled, quizzes, who

VIEW = "view"  # the URL parameter

gate.need_teacher()
st.title(_("Teacher’s view"), anchor=False)
lead.bar()
views = {
    "who": (_("Who is where"), who.draw),
    "lead": (_("Page or recipe"), lead.draw),
    "plan": (_("Plan"), plan.draw),
    "guesses": (_("Guesses"), pooled.draw),
    "measured": (_("Measurements"), measured.draw),
    "quizzes": (_("Quizzes"), quizzes.draw),
    "end": (_("Results"), end.draw),
}
chosen = address.choice(VIEW, "teacher_view", views, lambda: "who") or "who"
st.segmented_control(
    _("What you look at"),
    list(views),
    format_func=lambda name: views[name][0],
    required=True,
    label_visibility="collapsed",
    wrap=True,
    **address.widget(VIEW, "teacher_view"),
)
views[chosen][1]()
