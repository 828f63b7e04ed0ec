"""What happens if one forgets to compile again: predicted, then run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.kit import trial
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.table import ruled
from dashboard.kit.trial import Experiment
from dashboard.shell.language import _, together


def draw(part: Part) -> None:
    part.say("forget")
    trial.experiment(
        part,
        Experiment(
            Question(
                _("Your prediction: how much of the base learns without the second compile?"),
                {
                    "nothing": _("nothing"),
                    "some": _("a part of it"),
                    "all": _("all of it"),
                },
            ),
            "recompile",
            {},
            _("Run both"),
            "code_forget",
            outcome=learned,
            live=lambda runs, active: None,
            picture=_arrays,
            told=lambda found, came: _told(part, found),
        ),
    )


def learned(found: Mapping[str, Any]) -> str:
    """How much of the base learned without compiling again."""
    without = found["without"]
    moved, said = without["moved"], without["said"]
    return "nothing" if not moved else "all" if moved == said else "some"


def _arrays(found: Mapping[str, Any]) -> None:
    ruled(
        ("", _("Listed as trainable"), _("Moved")),
        [
            (name, str(found[way]["said"]), f"**{found[way]['moved']}**")
            for way, name in (("without", _("not compiled again")), ("with", _("compiled again")))
        ],
        "lcc",
    )


def _told(part: Part, found: Mapping[str, Any]) -> None:
    without, with_it = found["without"], found["with"]
    holds = without["moved"] == 0 and with_it["moved"] == with_it["said"]
    said = part.text(
        "forget_holds" if holds else "forget_fails",
        version=found["version"],
        said=without["said"],
        without=without["moved"],
        with_it=with_it["moved"],
    )
    st.markdown(together(said, part.text("warned" if without["warned"] else "silent")))
