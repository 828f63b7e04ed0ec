"""The shell: who is here, in which language, which page, and what is running.

streamlit run dashboard/app.py
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core import events  # noqa: E402
from core.messages import LabError  # noqa: E402
from dashboard import bar, join, led, sidebar  # noqa: E402
from dashboard.kit import pressed  # noqa: E402
from dashboard.shell import (  # noqa: E402
    gate,
    layout,
    logo,
    server,
    services,
    session,
    sight,
    sitemap,
)
from dashboard.shell.language import _  # noqa: E402
from dashboard.shell.names import markdown  # noqa: E402


def main() -> None:
    """Draw the shell, then the page inside it."""
    server.settle()
    services.runner()  # starts the worker with the server: warm before the first click
    sight.begin()
    top = st.container(key="tll_bar", horizontal=True, vertical_alignment="center")
    lead = st.container()
    mine, foot = st.sidebar.container(), st.sidebar.container()
    session.settle()
    bar.look()
    page = st.navigation(
        sitemap.sections(), position="sidebar" if gate.admitted() else "hidden", expanded=True
    )
    with foot:  # draws nothing, so it stands where its gap does not show
        session.introduce()
    layout.style()
    here = st.session_state[services.HERE] = page.url_path or sitemap.HOME
    session.tell_deleted(here)
    logo.draw()
    with top:
        running = st.container(width="content")
        bar.language_switch()
    if not gate.admitted():
        join.draw(page.url_path)
        return
    with lead:
        led.follow()
    with mine:
        sidebar.own_data()
    bar.unwritten()
    try:
        _run(page)
    finally:  # a page that stops early must not take the running jobs out of sight
        with running:
            bar.running_jobs()
    st.session_state[session.PAGE] = page.url_path
    led.note()
    services.drawn()
    pressed.forget()
    sight.end()


def _run(page: st.Page) -> None:
    """Run a page; what goes wrong there is said in words, with the details in the log."""
    try:
        page.run()
    except session.PageEnd:
        pass
    except LabError as error:
        st.error(markdown(error.message))
    except Exception as error:
        name = events.error(page.url_path or sitemap.HOME, error)
        logging.getLogger(__name__).exception("%s: the page %s failed", name, page.url_path)
        st.error(
            _(
                "Something went wrong on this page. Your runs and settings are kept; reload the "
                "page. If it happens again, look for {name} in the messages where the app was "
                "started.",
                name=name,
            )
        )


st.set_page_config(
    page_title="Transfer Learning Lab",  # set before the language is known: a proper name
    page_icon=str(logo.ICON),
    layout="wide",
    initial_sidebar_state="auto",
)
try:
    main()
except LabError as error:  # the run log cannot be opened, the worker cannot be started
    st.error(markdown(error.message))
