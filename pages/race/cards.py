"""The races that are ready to be put on the start line, and what the chapter's own setting would
take."""

from __future__ import annotations

import streamlit as st

from core.race import presets
from core.race.plan import Race
from dashboard.kit import series
from dashboard.kit import words as kit_words
from dashboard.shell.language import _, together, translate
from dashboard.shell.names import markdown
from pages.race import state, words

_PICKED = "race_pick"  # the key of the presets
ICONS = {
    presets.CHAPTER: ":material/menu_book:",
    presets.SOURCES: ":material/hub:",
    presets.AMOUNT: ":material/photo_library:",
    presets.FEW: ":material/compress:",
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
        presets.FEW: _(
            "Four unfrozen blocks: everything in them learns, or only batch norm, biases, LoRA or "
            "adapters."
        ),
    }[preset]


def title(preset: str) -> str:
    """A preset's title, or that of a race of the learner's own."""
    return translate(presets.TITLES[preset]) if preset else _("Your own race")


def row() -> None:
    """The presets side by side, and what the one on screen is about; none is chosen while it is a
    race of the learner's own."""
    chosen = state.preset_of(state.race())
    st.session_state[_PICKED] = chosen or None
    st.segmented_control(
        _("Races that are ready"),
        presets.PRESETS,
        format_func=lambda preset: f"{ICONS[preset]} {title(preset)}",
        key=_PICKED,
        on_change=_picked,
        label_visibility="collapsed",
        wrap=True,
    )
    if chosen:
        st.caption(together(about(chosen), _standing(chosen)))


def _picked() -> None:
    if preset := st.session_state[_PICKED]:  # pressed again, it stays
        state.put(state.ready(preset))


def _standing(preset: str) -> str:
    """Whether a race was run, else how long it takes."""
    plan = state.ready(preset)
    now = series.standing(state.KIND, plan.recipes())
    if now.complete:
        return _(
            "Run already: {count:the run is|all # runs are} in your log.", count=len(now.recipes)
        )
    return kit_words.time_of(words.took(plan))


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
                "The original on this computer: **{time}**. It goes on where it stopped, also "
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
