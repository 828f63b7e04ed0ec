"""The race: ways of learning against each other under an equal budget."""

import streamlit as st

from dashboard.components.reveal import reveal
from dashboard.kit import series, share
from dashboard.kit.quiz import door
from dashboard.shell import session
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.race import analysis, bet, board, cards, example, inside, own, state, table, words

trouble = state.linked.open()
st.title(_("The race"), anchor=False)
if st.query_params.get(state.INSIDE):
    inside.panel()
    raise session.PageEnd
st.markdown(
    _("Same photos, same budget, same seeds: which way of learning wins, and is it more than luck?")
)
door.before("race")
if trouble is not None:
    st.warning(markdown(trouble), icon=":material/link_off:")
cards.row()
own.panel()

race = state.race()
now = series.standing(state.KIND, race.recipes())
start = _("Start this race")
with st.container(key="race_track"):
    preset = state.preset_of(race)
    st.header(cards.title(preset), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words.shared(race))
        share.offer(state.linked.page, race.to_query(), "race")
    left, right = st.columns([2, 3], gap="large")
    with left:
        ready = bet.ask(race, now, start, state.CONTROL) is not None or now.begun
        if not ready:
            series.trouble(now, state.CONTROL)
    with right:
        if ready:
            series.control(now, start, state.CONTROL, board.draw)
            bet.answer(race, now)
        else:
            example.panel()
if preset == "chapter":
    cards.settings(race)
if not now.active:
    analysis.panel(now)
    table.one_run(race, now)
door.after("race")
reveal("race_track", state.moved())
state.linked.write()
