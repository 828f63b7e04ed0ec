"""The races that are ready to be put on the start line, and what the chapter's own setting would
take."""

from __future__ import annotations

import streamlit as st

from core.race import presets
from core.race.plan import Race
from dashboard.kit import series
from dashboard.kit import words as kit_words
from dashboard.shell.language import _, translate
from dashboard.shell.names import markdown
from pages.race import state, words

ICONS = {
    presets.CHAPTER: ":material/menu_book:",
    presets.SOURCES: ":material/hub:",
    presets.AMOUNT: ":material/photo_library:",
}


def about(preset: str) -> str:
    return {
        presets.CHAPTER: _(
            "From scratch, two frozen networks, fine-tuning in two stages, and augmentation."
        ),
        presets.SOURCES: _(
            "The same photos on features learned for ImageNet, for dog breeds, for edges, and for "
            "nothing."
        ),
        presets.AMOUNT: _(
            "Three ways with 10, 20, 50, 100 and 200 photos of each class: where do the lines meet?"
        ),
    }[preset]


def title(preset: str) -> str:
    """A preset's title, or that of a race of the learner's own."""
    return translate(presets.TITLES[preset]) if preset else _("Your own race")


def row() -> None:
    """A card for each preset; the one on screen carries a mark."""
    chosen = state.preset_of(state.race())
    for place, preset in zip(st.columns(len(presets.PRESETS)), presets.PRESETS, strict=True):
        with (
            place,
            st.container(
                border=True,
                height="stretch",
                vertical_alignment="distribute",
                key=f"race_card_{preset}",
            ),
        ):
            _card(preset, preset == chosen)


def _card(preset: str, chosen: bool) -> None:
    plan = state.ready(preset)
    now = series.standing(state.KIND, plan.recipes())
    mark = ":violet[:material/check_circle:] " if chosen else f"{ICONS[preset]} "
    st.markdown(f"#### {mark}{title(preset)}\n{about(preset)}")
    if now.complete:
        st.caption(
            _("Run already: {count:the run is|all # runs are} in your log.", count=len(now.recipes))
        )
    else:
        st.caption(words.duration(words.took(plan)))
    known = now.complete or now.active
    st.button(
        _("On screen") if chosen else _("Look at it") if known else _("Put it on the start line"),
        key=f"race_pick_{preset}",
        icon=":material/visibility:" if chosen or known else ":material/sports_score:",
        on_click=state.put,
        args=(plan,),
        width="stretch",
    )


def settings(plan: Race) -> None:
    """What differs from the chapter, said plainly, and its own setting to choose."""
    note = presets.stands_in()
    if note is not None:
        st.caption(f":material/info: {markdown(note)}")
    whole = presets.original(plan.dataset).fitted()
    with st.expander(
        _("The chapter’s original setting: 224 pixels, all photos"), icon=":material/hourglass:"
    ):
        st.markdown(
            _(
                "The chapter trains on all of CIFAR-10 at 224 pixels. Here the same arms run "
                "on **{photos:# photo|# photos} of each class at {size} pixels**, with "
                "**{seeds:# seed|# seeds}** instead of one. With so few photos there are few "
                "steps, so the unfrozen blocks learn at a rate of {rate} instead of "
                "{original}.",
                photos=plan.per_class[-1],
                size=plan.size,
                seeds=len(plan.seeds),
                rate=f"{plan.suffix_lr:g}",
                original=kit_words.rate(whole.suffix_lr),
            )
        )
        st.markdown(
            _(
                "The original on this machine: **{time}**. It goes on where it stopped, also "
                "tomorrow.",
                time=words.duration(words.took(whole)),
            )
        )
        st.button(
            _("Put the original setting on the start line"),
            key="race_original",
            on_click=state.put,
            args=(whole,),
        )
