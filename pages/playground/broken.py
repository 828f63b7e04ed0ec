"""Break it: a mistake on purpose, predicted first, then measured against its healthy twin."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import cast

import streamlit as st

from core.experiments.broken import BREAKS, BROKEN, HEALTHY, SEEDS, Break, Damage, damage, recipes
from core.figures.pairs import Group, Pair, pairs
from core.transfer.result import Results
from dashboard.components.reveal import reveal
from dashboard.kit import far, lesson, trial, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.kit.trial import Trial
from dashboard.shell import address, services
from dashboard.shell.language import _, translate
from pages.playground import state

LESSON, CHOSEN, OPENED, SHOWN = "broken", "break", "pg_break_open", "pg_break_shown"
SMALL, LARGE = 0.05, 0.2  # where "hardly any", "some" and "a lot" of damage meet


def way() -> None:
    """From the top of the page to the panel at its foot."""
    far.door(
        OPENED, _("Or break it: {count:# mistake|# mistakes}", count=len(BREAKS)), ":material/bolt:"
    )


def panel() -> None:
    """An expander; it stands open when the URL names a mistake."""
    asked = st.query_params.get(CHOSEN, "")
    opened = st.expander(
        _(
            "Break it: {count:# mistake|# mistakes}, each against its healthy control",
            count=len(BREAKS),
        ),
        key=OPENED,
        expanded=asked in BREAKS,
        on_change="rerun",
        icon=":material/bolt:",
    )
    if not opened.open:
        return
    far.reached(OPENED)
    with opened:
        parts = lesson.parts(LESSON)
        chosen = address.choice(CHOSEN, "pg_break", BREAKS, lambda: next(iter(BREAKS)))
        st.pills(
            _("Mistake"),
            list(BREAKS),
            format_func=lambda name: parts[name].title if name in parts else name,
            label_visibility="collapsed",
            **address.widget(CHOSEN, "pg_break"),
        )
        if chosen is None:
            st.caption(_("Choose a mistake, predict what it does, and watch it happen."))
            return
        with st.container(key=SHOWN):
            _mistake(BREAKS[chosen], parts[chosen])
    reveal(SHOWN, f"break {chosen}")  # it stands at the foot of the page


def _mistake(entry: Break, part: Part) -> None:
    part.say("")
    _settings(entry)
    if entry.healthy.dataset not in services.ready_datasets():
        st.info(_("This needs the photos of CIFAR-10, which are not on this computer."))
        return
    arms = recipes(entry)
    trial.draw(
        part,
        Trial(
            _question(entry),
            arms,
            _("Break it: {count} short trainings", count=len(arms)),
            f"pg_break_{entry.id}",
            outcome=lambda results: size_of(damage(entry, results)),
            picture=partial(_picture, entry),
            told=lambda results, came: _told(entry, part, damage(entry, results)),
            kind="break",
        ),
    )


def _settings(entry: Break) -> None:
    """What both trainings use, what the mistake changes, and how it differs from the controls."""
    healthy = entry.healthy
    used = [
        words.title(healthy),
        _("{count:# photo|# photos} of each class", count=healthy.per_class),
        _("{count} px", count=healthy.size),
        _("{count:# epoch|# epochs}", count=healthy.epochs + healthy.lp_ft),
    ]
    st.markdown(
        _(
            "Both trainings use settings of their own, not yours above, so that the mistake "
            "shows within a short time. {settings}",
            settings=" · ".join(used),
        )
    )
    mistake = " · ".join(words.differences(healthy, entry.broken))
    st.markdown(_("**The mistake:** {differences}", differences=mistake))
    others = words.differences(state.recipe(), healthy)
    if others:
        st.caption(
            _(
                "What is not as in your settings (yours → here): {differences}",
                differences=" · ".join(others),
            )
        )


def _question(entry: Break) -> Question:
    return Question(
        _("How many points of accuracy will it cost on new photos?")
        if entry.honest
        else _("How far will its claim lie above the truth?"),
        {
            "hardly": _("fewer than {points}", points=round(100 * SMALL)),
            "some": _("{low} to {high}", low=round(100 * SMALL), high=round(100 * LARGE)),
            "lot": _("more than {points}", points=round(100 * LARGE)),
        },
    )


def size_of(found: Damage) -> str:
    """The damage in the words of the prediction."""
    gap = found.gap.mean
    return "hardly" if gap < SMALL else "some" if gap <= LARGE else "lot"


def _picture(entry: Break, now: Standing, results: Results | None) -> None:
    whole = [seed for seed in SEEDS if {f"{t}|{seed}" for t in (HEALTHY, BROKEN)} <= set(now.found)]
    if not whole:
        return
    title = _finding(entry, damage(entry, results) if results else None)
    show(
        pairs(
            pen(),
            _groups(entry, now.results, whole),
            title,
            sides=_twins(entry),
            share=_("Accuracy"),
        ),
        key=f"pg_break_figure_{entry.id}_{len(whole)}",
        alt=_("Accuracy with and without the mistake for every seed. {finding}", finding=title),
    )


def _twins(entry: Break) -> tuple[str, str]:
    if entry.judged is not None:
        fresh, test = map(translate, entry.judged)
        return fresh, test
    return _("healthy"), _("broken")


def _groups(entry: Break, results: Results, seeds: list[int]) -> list[Group]:
    def share(twin: str, seed: int, measure: str) -> float:
        return float(cast(Mapping[str, float], results[f"{twin}|{seed}"])[measure])

    first, test = HEALTHY, "test_accuracy"
    rows = [
        (_("training photos"), "train_accuracy", "train_accuracy"),
        (_("new photos (test)"), test, test),
    ]
    if not entry.honest:
        first, rows = BROKEN, [(_("the broken training, judged twice"), "fresh_accuracy", test)]
    return [
        Group(
            title,
            [
                Pair(
                    _("Seed {seed}", seed=seed), share(first, seed, one), share(BROKEN, seed, other)
                )
                for seed in seeds
            ],
        )
        for title, one, other in rows
    ]


def _finding(entry: Break, found: Damage | None) -> str:
    if found is None:
        return _("Still running: the seeds so far")
    values = {"right": f"{found.right:.0%}", "wrong": f"{found.wrong:.0%}"}
    if not entry.honest:
        return _("It claims {wrong}; the truth is {right}", **values)
    if found.hurts:
        return _("It hurts: {right} falls to {wrong} on new photos", **values)
    return _("No clear damage: {right} and {wrong} on new photos", **values)


def _told(entry: Break, part: Part, found: Damage) -> None:
    gap = found.gap
    low, high = f"{100 * gap.low:.0f}", f"{100 * gap.high:.0f}"
    st.markdown(
        _(
            "**Damage: {points:# point|# points}** (95% interval over {count:# seed|# seeds}: "
            "{low} to {high}).",
            points=f"{100 * gap.mean:.0f}",
            count=len(SEEDS),
            low=low.replace("-", "−"),
            high=high.replace("-", "−"),
        )
    )
    part.say("hurts" if found.hurts else "holds")
    part.say("remedy")
    with st.container(horizontal=True):
        for twin, label, recipe in (
            (HEALTHY, _("Put the healthy recipe into the controls"), entry.healthy),
            (BROKEN, _("Put the broken recipe into the controls"), entry.broken),
        ):
            st.button(
                label,
                icon=":material/arrow_upward:",
                key=f"pg_break_take_{entry.id}_{twin}",
                on_click=state.put,
                args=(recipe,),
            )
