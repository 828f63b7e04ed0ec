"""The pages that stand, in their sections.  A page that is not there yet is simply not listed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import streamlit as st

from core.paths import ROOT
from dashboard.shell import gate, session
from dashboard.shell.language import N_, _, language

BACK = N_("Look back")
SECTIONS = {
    N_("Learn"): ("home", "why", "architectures", "two_ways", "holds", "tricks"),
    N_("Experiment"): ("playground", "race", "advisor", "photo", "ideal", "adversarial"),
    N_("Project"): ("cats_dogs", "dataset", "pets"),
    BACK: ("check", "glossary", "runs", "privacy"),
    N_("Class"): ("teacher", "status"),
}
TITLES = {
    "home": (N_("Home"), ":material/home:"),
    "why": (N_("Why transfer works"), ":material/lightbulb:"),
    "architectures": (N_("Architectures"), ":material/account_tree:"),
    "two_ways": (N_("Two ways"), ":material/alt_route:"),
    "holds": (N_("Will it hold?"), ":material/broken_image:"),
    "tricks": (N_("Training tricks"), ":material/tune:"),
    "playground": (N_("Freeze playground"), ":material/ac_unit:"),
    "race": (N_("The race"), ":material/sports_score:"),
    "advisor": (N_("Strategy advisor"), ":material/explore:"),
    "photo": (N_("Your photo"), ":material/photo_camera:"),
    "ideal": (N_("Ideal image"), ":material/auto_awesome:"),
    "adversarial": (N_("Adversarial lab"), ":material/visibility_off:"),
    "cats_dogs": (N_("Cats and dogs"), ":material/pets:"),
    "dataset": (N_("Your dataset"), ":material/folder_open:"),
    "pets": (N_("Pets and new domains"), ":material/travel_explore:"),
    "check": (N_("Check yourself"), ":material/quiz:"),
    "glossary": (N_("Glossary"), ":material/menu_book:"),
    "runs": (N_("Run log"), ":material/history:"),
    "privacy": (N_("Privacy"), ":material/shield_person:"),
    "teacher": (N_("Teacher’s view"), ":material/school:"),
    "status": (N_("Status"), ":material/monitor_heart:"),
}
HOME = "home"
OF_TEACHER = ("teacher",)  # opens in a class only, for its teacher
BESIDE = "status"  # for who runs the app: outside a class not in the menu, but found by a link
PAGES = "sitemap_pages"  # session: those that were made, by name and language


@cache
def stands(name: str) -> bool:
    """Whether a page's script is there."""
    return (ROOT / "pages" / name / "page.py").is_file()


def page(name: str) -> st.Page:
    """A page for `st.navigation`, `st.page_link` and `st.switch_page`."""
    kept: dict[tuple[str, str], st.Page] = st.session_state.setdefault(PAGES, {})
    if (name, language()) not in kept:  # its script is looked for on the disk
        title, icon = TITLES[name]
        script = ROOT / "pages" / name / "page.py"
        kept[name, language()] = st.Page(
            script,
            title=_(title),
            icon=icon,
            url_path=name,
            default=name == HOME,
            visibility="hidden" if name == BESIDE and not gate.on() else "visible",
        )
    return kept[name, language()]


def link(
    name: str, label: str, icon: str, query: Mapping[str, str] | None = None, **layout: Any
) -> None:
    """A link to a page, or to the place in it that `query` names, in the learner's language."""
    where = {**(query or {}), session.LANGUAGE: language()}
    st.page_link(page(name), label=label, icon=icon, query_params=where, **layout)


def sections() -> dict[str, list[st.Page]]:
    """Translated section title → its pages, for `st.navigation`.

    The address of the teacher's page is known while nobody knows who asks: it is not drawn then.
    """
    teaching = gate.on() and (not gate.admitted() or gate.teaches())
    hidden = () if teaching else (*OF_TEACHER, BESIDE)
    first = sorted(SECTIONS, key=lambda section: BESIDE not in SECTIONS[section])
    shown = {
        section: [page(name) for name in SECTIONS[section] if stands(name) and name not in hidden]
        for section in first
    }
    if not gate.on():
        shown[BACK].append(page(BESIDE))
    return {_(section): pages for section, pages in shown.items() if pages}
