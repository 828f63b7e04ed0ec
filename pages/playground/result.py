"""What came of a training: the headline, the gap, the mistakes, the classes, the code."""

from __future__ import annotations

import streamlit as st

from core.transfer.result import Result
from dashboard.kit import class_report, confusion, export, proof, words
from dashboard.kit.shown import Shown
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.playground import code, curves, mistakes, train

SMALL, LARGE = 0.05, 0.15  # training minus test accuracy: below hardly a gap, above by heart


def panel(run: Shown) -> None:
    """A finished run, whatever its end was."""
    if not run.done:
        _ended_otherwise(run)
        return
    _headline(run)
    curves.finished(run)
    matrix, worst, classes, program = st.tabs(
        [
            _("Confusion matrix"),
            _("Confident mistakes"),
            _("Each class"),
            _("Show me the code"),
        ]
    )
    with matrix:
        confusion.panel(run)
    with worst:
        mistakes.panel(run)
    with classes:
        class_report.panel(run)
    with program:
        code.panel(run.recipe)
    export.expander(run.recipe, run.result, f"pg_export_{run.id}")


def _ended_otherwise(run: Shown) -> None:
    """Cancelled, failed or lost: what happened, what is there, and how to go on."""
    if run.status == "cancelled":
        epochs = len(run.result.get("history", []))
        st.info(
            _("You stopped this training after {count:# epoch|# epochs}.", count=epochs)
            if epochs
            else _("You stopped this training before its first epoch was over."),
            icon=":material/stop_circle:",
        )
    else:
        reason = "  \n".join(markdown(note) for note in run.notes)
        st.error(reason or _("This training did not finish."), icon=":material/error:")
    st.button(
        _("Run it again"),
        icon=":material/replay:",
        key="pg_again",
        on_click=train.start,
        args=(run.recipe,),
    )
    curves.finished(run)


def _headline(run: Shown) -> None:
    result = run.result
    low, high = result["test_interval"]
    number, story = st.columns([1, 1.9], gap="medium", vertical_alignment="center")
    with number:
        st.metric(
            _("Test accuracy"),
            f"{result['test_accuracy']:.0%}",
            help=_(
                "Of {count:# photo|# photos} the network never saw while it was made. With "
                "95% confidence the true share lies between {low} and {high}.",
                count=len(result["predictions"]["true"]),
                low=f"{low:.0%}",
                high=f"{high:.0%}",
            ),
        )
        st.caption(words.title(run.recipe))
    with story:
        proof.scale(result)
    took = _(
        "{learning} parameters learnt; the whole training took {time}.",
        learning=words.number(result["trainable_parameters"]),
        time=words.seconds(result["seconds"]["total"]),
    )
    st.markdown(f"{_gap(result)} {took}")
    for note in run.notes:
        st.caption(f":material/info: {markdown(note)}")


def _gap(result: Result) -> str:
    """Training, validation and test in one sentence."""
    values = {
        "train": f"{result['train_accuracy']:.0%}",
        "val": f"{result['val_accuracy']:.0%}",
        "test": f"{result['test_accuracy']:.0%}",
    }
    gap = result["train_accuracy"] - result["test_accuracy"]
    low, high = (result["train_accuracy"] - end for end in reversed(result["test_interval"]))
    chance = 1 / len(result["classes"])
    if result["test_interval"][0] <= chance:
        return _(
            "Training {train}, validation {val}, test {test}: on new photos it cannot be told from "
            "guessing ({chance}).",
            chance=f"{chance:.0%}",
            **values,
        )
    if gap > LARGE and low > SMALL:
        return _(
            "It knows its training photos ({train}) far better than new ones (validation {val}, "
            "test {test}): it has learnt some by heart.",
            **values,
        )
    if high > LARGE:
        return _(
            "Training {train}, validation {val}, test {test}: {count:# test photo is|# test photos "
            "are} too few to tell whether it learnt some by heart (95% interval of the gap: {low} "
            "to {high} points).",
            count=len(result["predictions"]["true"]),
            low=f"{100 * low:.0f}".replace("-", "−"),
            high=f"{100 * high:.0f}",
            **values,
        )
    if gap > SMALL:
        return _(
            "Training {train}, validation {val}, test {test}: a small gap, as one expects.",
            **values,
        )
    return _(
        "Training {train}, validation {val}, test {test}: hardly a gap, what it learnt carries "
        "over to new photos.",
        **values,
    )
