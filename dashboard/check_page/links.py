"""Links from a question or a term to the part of a lesson that tells more."""

from __future__ import annotations

import streamlit as st

from dashboard import lesson, session, sitemap
from dashboard.i18n import _, language


def to_part(link: str) -> None:
    """A link to ``lesson/part``; nothing where the lesson is not there."""
    name, part = link.split("/")
    if sitemap.stands(name):
        st.page_link(
            sitemap.page(name),
            label=_("{lesson}: {part}", lesson=title(name), part=lesson.parts(name)[part].title),
            query_params={lesson.PART: part, session.LANGUAGE: language()},
        )


def title(name: str) -> str:
    """The title of a lesson."""
    return _(sitemap.TITLES[name][0])
