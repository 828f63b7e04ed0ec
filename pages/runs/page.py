"""The run log: everything this learner has run, found again, compared, annotated, taken along."""

import streamlit as st

from dashboard.shell import services, session, sitemap
from dashboard.shell.language import _
from pages.runs import carry, one, several, table, take

st.title(_("Run log"), anchor=False)
take.undo()
if not services.store().count(services.learner()):
    st.markdown(
        _(
            "Every training and every ideal image is kept here, with its recipe, its curves "
            "and its result. You can find it again, compare it, add notes, share it and take "
            "it along. There is none yet: the first one takes a few seconds."
        )
    )
    sitemap.link("playground", _("To the freeze playground"), ":material/ac_unit:")
    carry.panel(open_=True)
    raise session.PageEnd

st.markdown(_("Tick one run to write tags and notes or to share it; tick several to compare them."))
runs, names = table.found()
if not runs:
    st.info(_("No run fits this search. Use fewer words, or choose “All”."))
    carry.panel()
    raise session.PageEnd
ticked = table.chosen(runs, names)
if len(ticked) == 1:
    one.panel(ticked[0], names[ticked[0].id])
finished = [run for run in ticked if "test_accuracy" in run.metrics]
if len(finished) > 1:
    several.panel(finished, names)
elif len(ticked) > 1:
    st.caption(_("To compare, choose at least two finished trainings."))
take.files(ticked or runs, all_of_them=not ticked)
if ticked:
    take.delete(ticked)
carry.panel()
