"""The race as a table, and the way from each run to where it can be looked into."""

from __future__ import annotations

import streamlit as st

from core.race import summary
from core.race.plan import Race, run_name
from dashboard.kit import pressed
from dashboard.kit import table as kit_table
from dashboard.kit.series import Standing
from dashboard.kit.words import number, points, seconds
from dashboard.shell import sitemap
from dashboard.shell.language import _
from pages.race import state, words


def table(race: Race, now: Standing) -> None:
    """Accuracy, interval, time, parameters and gain of every arm."""
    heads = (
        _("Arm"),
        _("Test accuracy"),
        _("95% interval"),
        _("Gain over scratch (points)"),
        _("Training time"),
        _("Once: frozen pass and the rest"),
        _("Parameters that learn"),
    )
    rows = [
        (
            words.marked(found.arm),
            f"**{found.mean:.1%}**",
            f"{found.low:.1%} – {found.high:.1%}",
            "{mean} ({low} … {high})".format(**points(found.gain)) if found.gain else "–",
            seconds(found.seconds),
            seconds(found.passing),
            number(found.trainable),
        )
        for found in summary.board(race, now.results)
    ]
    kit_table.ruled(heads, rows, "lrcrrrr")
    st.caption(
        _(
            "Times are means over the seeds. What had been computed before is quicker: stored "
            "activations are read, not made again."
        )
    )


def one_run(race: Race, now: Standing) -> None:
    """Choose a run: open it in the playground, or see what training changed inside."""
    titles = {
        run_name(arm, amount, seed): _(
            "{arm}, {count:# photo|# photos} of each class, seed {seed}",
            arm=words.title(arm),
            count=amount,
            seed=seed,
        )
        for amount in reversed(race.per_class)
        for arm in race.arms
        for seed in race.seeds
    }
    names = [name for name in titles if name in now.found]
    if not names:
        return
    tuned = next((name for name in names if race.recipe_of(name).unfreeze), names[0])
    st.subheader(_("Look into one run"), anchor=False)
    name = st.selectbox(
        _("Run"), names, index=names.index(tuned), format_func=titles.__getitem__, key="race_one"
    )
    with st.container(horizontal=True):
        pressed.button(
            _("What changed inside"),
            "race_inside",
            state.look_inside,
            now.found[name].id,
            icon=":material/compare:",
        )
        sitemap.link(
            "playground",
            _("Open it in the playground"),
            ":material/ac_unit:",
            race.recipe_of(name).to_query(),
        )
