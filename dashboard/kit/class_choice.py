"""Choose one of the 1,000 ImageNet classes by its name in either language."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core import labels
from dashboard.kit import choice
from dashboard.shell.language import _
from dashboard.shell.names import class_name


def choose(key: str, first: Sequence[int]) -> int:
    """A search box over all classes and, while nothing is typed, the classes `first`."""
    typed = st.text_input(
        _("Which class? Type a name in English or Japanese"),
        key=f"{key}_search",
        placeholder=_("for example: cat, neko, shimauma"),
    )
    found = labels.search(typed, 30) if typed else list(first)
    if not found:
        st.caption(_("No class is called that. ImageNet knows animals and things, few people."))
        found = list(first)
    names = {index: class_name(index) for index in found}
    place = f"{key}_class_{typed}_{'-'.join(map(str, first))}"
    chosen = choice.of_list(_("Class"), found, place, names.__getitem__)
    return int(chosen)
