"""How the class has guessed, and what came out: one question at a time, as it comes in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.classroom import pooled as pools
from core.classroom.pooled import Pool
from core.figures.pooled import Answer, pooled
from dashboard.kit import chart
from dashboard.shell import gate
from dashboard.shell.language import _, language
from dashboard.shell.names import as_written, in_plot
from pages.teacher import live

CHOSEN = "teacher_pool"


def draw() -> None:
    live.live(_pools)


def _pools() -> None:
    found = {pool.place: pool for pool in pools.pools(one.guesses for one in live.works())}
    if not found:
        st.caption(_("Nobody has guessed yet. Most parts of the lessons ask before they measure."))
        return
    said = {place: gate.room().question(place, language()) for place in found}
    if st.session_state.get(CHOSEN) not in found:
        st.session_state[CHOSEN] = next(iter(found))
    chosen = st.selectbox(
        _("Question"),
        list(found),
        format_func=lambda place: _label(found[place], said[place]) if place in found else place,
        key=CHOSEN,
    )
    _pool(found[chosen], said[chosen])


def _where(pool: Pool) -> str:
    lesson, part, _question = pool.place.split("/", 2)
    return live.place_title(f"{lesson}?part={part}") or lesson


def _label(pool: Pool, said: Mapping[str, Any]) -> str:
    ask = said.get("ask", "")
    return f"{_where(pool)} · {ask} ({pool.number})" if ask else f"{_where(pool)} ({pool.number})"


def _pool(pool: Pool, said: Mapping[str, Any]) -> None:
    if said.get("ask"):
        st.markdown(f"**{as_written(said['ask'])}**")
    titles = said.get("choices", {})
    answers = [
        Answer(_answer(pool, one, titles), pool.guessed[one], pool.came[one])
        for one in pool.answers(titles)
    ]
    title = _("{count:# learner has|# learners have} guessed", count=pool.number)
    if pool.decided:
        title = _(
            "{right} of {count:# guess|# guesses} came true", right=pool.right, count=pool.decided
        )
    chart.show(pooled(chart.pen(), answers, title), key="teacher_pool_figure", alt=title)


def _answer(pool: Pool, one: str, titles: Mapping[str, str]) -> str:
    if pool.share:
        low = 100 // pools.BINS * int(one)
        return f"{low}–{low + 100 // pools.BINS}%"
    return in_plot(titles.get(one, one))
