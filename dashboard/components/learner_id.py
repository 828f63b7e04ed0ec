"""The learner's id, kept in the browser's local storage.

Nobody signs in: a random id that only this browser knows makes runs and settings one's own.  The
server proposes one; a browser that already has one answers with its own.
"""

from __future__ import annotations

import re

import streamlit as st

NAME = "tll-learner"

_JS = """
export default function ({ data, setStateValue }) {
  const valid = /^[0-9a-f]{32}$/;
  let id = data.proposed;
  try {
    const kept = window.localStorage.getItem(data.name);
    if (!data.replace && valid.test(kept || "")) id = kept;
    else window.localStorage.setItem(data.name, id);
  } catch (blocked) { /* private window without storage: the id lives as long as the page */ }
  if (id !== data.current) setStateValue("id", id);
}
"""

_mount = st.components.v2.component("tll_learner_id", js=_JS)


def valid(learner: object) -> bool:
    """Whether something a browser sent has the form of an id."""
    return isinstance(learner, str) and re.fullmatch("[0-9a-f]{32}", learner) is not None


def ask(current: str, replace: bool) -> str:
    """The id this browser keeps: `current` until it has answered, or when it kept none.

    With `replace` the browser forgets its old id and keeps `current` from now on.
    """
    answer = _mount(
        key="learner_id",
        data={"name": NAME, "proposed": current, "current": current, "replace": replace},
        on_id_change=lambda: None,
    )
    kept = answer.get("id")
    return kept if valid(kept) and not replace else current
