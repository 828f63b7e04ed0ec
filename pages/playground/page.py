"""The Freeze playground: decide what to keep of a network, train, and see what came of it."""

from functools import partial

import streamlit as st

from dashboard.components.reveal import reveal
from dashboard.kit import share, shown, stage
from dashboard.kit.quiz import door
from dashboard.shell import services
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.playground import (
    broken,
    choices,
    controls,
    finder,
    freeze,
    guess,
    learning,
    live,
    result,
    runs,
    state,
    train,
    welcome,
)

trouble = state.linked.open()
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Freeze playground"), anchor=False, width="stretch")
    share.offer(state.linked.page, state.recipe().to_query(), "pg")
st.markdown(_("How much of a ready network should learn again? Move the boundary, then train."))
with st.container(horizontal=True, vertical_alignment="center"):
    door.before("playground")
    broken.way()
if trouble is not None:
    st.warning(markdown(trouble), icon=":material/link_off:")
if "cifar10" not in services.ready_datasets():
    st.info(
        _(
            "The photos of CIFAR-10 are not on this computer, so other photos are used here. "
            "Run the set-up again with a connection to get them."
        ),
        icon=":material/photo_library:",
    )

current = shown.find(state.shown()) if state.shown() else None
left, right = stage.sides("playground", 1, 1)
with left:
    controls.row()
    freeze.panel()
    train.row()
    learning.row()
    finder.panel()
    choices.panel()
with right:
    if current is None and state.shown():
        st.info(
            _("The run in this link is not in this browser’s log. Press Train to do it yourself."),
            icon=":material/history:",
        )
    guess.ask(state.recipe(), current)
    with st.container(key="pg_outcome"):
        if current is None:
            welcome.panel()
        elif current.active:
            live.draw(current)
        else:
            result.panel(current, runs.comparable(current), partial(runs.told, current))
            if current.done and len(runs.newest(current)) == 1:
                welcome.next_ones(current.recipe)
    runs.panel(current)
if current is not None and current.done:
    result.details(current)
broken.panel()
door.after("playground")
reveal("pg_outcome", st.session_state.get(state.SIGHT, ""))
state.linked.write()
