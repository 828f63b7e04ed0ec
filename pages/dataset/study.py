"""The study: predict, train every arm, compare."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from statistics import mean

import streamlit as st

from core.runs import estimate
from core.study import compare, findings
from core.study.findings import Findings
from core.study.plan import Study, name, of_arm, stand_ins
from core.transfer.recipe import Recipe
from core.zoo import facts
from dashboard.components.reveal import reveal
from dashboard.kit import lesson, series, stage, table, words
from dashboard.kit.lesson import Part
from dashboard.kit.words import number
from dashboard.shell import services
from dashboard.shell.language import _, translate
from dashboard.shell.names import as_written, markdown
from pages.dataset import figures, guess, plan, settings, worked, written
from pages.dataset import state as photos

KEY = "study"  # of the button that begins
PREDICTED = ("mobilenet_v2_dogs-tune_0", "mobilenet_v2_dogs-tune_2")  # the best arm of the example
UNSAID = "study_unsaid"  # session: how often the button was pressed without a prediction


def examples() -> dict[str, Mapping[str, Recipe]]:
    return {KEY: plan.EXAMPLE.recipes()}


def draw(part: Part) -> None:
    chosen = plan.study()
    if chosen is None:
        _nothing(part)
        return
    about(chosen)
    now = plan.standing(chosen)
    if now.found or now.active:
        settings.as_chosen(chosen)
        prediction(part, chosen, locked=True)
        guess.ask(chosen, now, _label(now), partial(_begin, now, KEY))
        _control(chosen, now)
        if now.complete and not now.active:
            _finding(part, chosen, now)
        return
    left, right = stage.sides("study")
    with left:
        chosen = settings.choices(chosen)
        now = plan.standing(chosen)
        part.say("predict_first")
        prediction(part, chosen, locked=False)
        guess.ask(chosen, now, _label(now), partial(_begin, now, KEY))
        _control(chosen, now)
        _unsaid(now)
    with right:
        st.caption(f":material/schedule: {_time(chosen)}")
        _table(chosen, now)
        for said in stand_ins(chosen.backbones):
            st.caption(f":material/info: {markdown(said)}")
        worked.study()


def _control(chosen: Study, now: series.Standing) -> None:
    chooses = guess.starts(now)
    label = _("Train without choosing") if chooses else _label(now)
    series.control(now, label, KEY, _live, not chooses, _predicted(chosen))


def _label(now: series.Standing) -> str:
    return _("Train {count:# network|# networks}", count=len(now.recipes))


def _nothing(part: Part) -> None:
    left, right = stage.sides("study_none")
    with left:
        part.say("empty")
        with st.container(horizontal=True):
            lesson.button("dataset", "photos", _("Add photos"), "study_add", "add", type="primary")
            st.button(_("Try it with ready photos"), key="study_ready", on_click=_try)
    with right:
        worked.study()


def _try() -> None:
    st.session_state[plan.TRY] = True


def about(chosen: Study) -> None:
    """Which photos the study is about."""
    own = photos.chosen()
    ready = _("CIFAR-10: cats and dogs") if chosen.classes else _("Digits")
    title = as_written(own["title"]) if own else ready
    st.markdown(f"**{title}** · {plan.split(*chosen.counts)}")


def prediction(part: Part, chosen: Study, locked: bool) -> None:
    """The learner's own prediction, written before the training and kept as it is then."""
    if locked:
        written.shown(chosen.dataset)
        return
    example = part.text("prediction_example")
    written.ask(chosen.dataset, written.PREDICTION, _("Your prediction"), example, height=120)


def _predicted(chosen: Study) -> series.Start:
    """Begin once something is predicted; the field as it is at the press counts."""

    def start(now: series.Standing, key: str) -> None:
        field = written.field(chosen.dataset, written.PREDICTION)
        if now.found or st.session_state.get(field, "").strip() or guess.made(chosen):
            _begin(now, key)
        else:
            st.session_state[UNSAID] = st.session_state.get(UNSAID, 0) + 1

    return start


def _begin(now: series.Standing, key: str) -> None:
    st.session_state.pop(UNSAID, None)
    series.begin(now, key)


def _unsaid(now: series.Standing) -> None:
    """What is missing after a press without a prediction, and the way on without one."""
    if not st.session_state.get(UNSAID) or now.found or now.active:
        return
    with st.container(key="study_missing"):
        st.warning(
            _(
                "Your prediction is still missing: choose or write it above. Once the training has "
                "begun it can no longer be made."
            ),
            icon=":material/edit:",
        )
        st.button(
            _("Train without a prediction"),
            key="study_unpredicted",
            on_click=_begin,
            args=(now, KEY),
        )
    reveal("study_missing", f"{now.name} {st.session_state[UNSAID]}")


def _time(chosen: Study) -> str:
    recipes = [chosen.recipe(arm, chosen.seeds[0]) for arm in chosen.arms]
    known = {recipe.backbone: facts.read(recipe.backbone) for recipe in recipes}
    past = estimate.past_of(services.store())
    whole = estimate.together(recipes, past, known, times=len(chosen.seeds))
    if whole is None:
        return _("How long it takes here is not known yet: usually a few minutes.")
    took = words.about(whole.seconds)
    return _("About {time} on this computer. You can leave and come back.", time=took)


def _table(chosen: Study, now: series.Standing) -> None:
    """The arms, and how far each of their seeds is."""
    seeds = [_("seed {seed}", seed=seed) for seed in chosen.seeds]
    told = {run: f"{result['test_accuracy']:.1%}" for run, result in now.results.items()}
    if now.newest:
        run, row = now.newest
        told[run] = f":orange[{_('epoch {epoch}', epoch=row['epoch'])}]"
    rows = []
    for arm in chosen.arms:
        done = of_arm(arm.id, now.results, chosen.seeds)
        whole = f"**{mean(run['test_accuracy'] for run in done):.1%}**" if done else ""
        cells = [told.get(name(arm.id, seed), "·") for seed in chosen.seeds]
        rows.append([translate(arm.title), *cells, whole])
    heads = [_("Network and way"), *seeds, _("mean")]
    table.ruled(heads, rows, f"l{'c' * len(seeds)}c")


def _live(now: series.Standing) -> None:
    """What is there: the table of all runs, and the curves of those that are over."""
    chosen = plan.study()
    if chosen is None or not (now.found or now.active):
        return
    if not now.complete or now.active:
        _table(chosen, now)
        if now.found:
            figures.curves(chosen, now.results, f"study_live_{len(now.found)}")


def _finding(part: Part, chosen: Study, now: series.Standing) -> None:
    found = findings.find(chosen, now.results)
    if found is None:
        part.say("refused")
        return
    reveal("study_found", now.name)
    with st.container(key="study_found"):
        guess.answer(chosen, found.table)
        figures.intervals(found, "study")
        lesson.button("dataset", "report", _("To the report"), "study_report", "arrow_forward")
    worked.listed(found.comparison)
    part.say("chosen")
    with st.expander(_("All figures"), icon=":material/table:"):
        _figures(found)
        _table(chosen, now)
    with st.expander(_("Learning curves"), icon=":material/show_chart:"):
        figures.curves(chosen, now.results, "study")
        worked.listed(found.curves)
    with st.expander(_("What fine-tuning did"), icon=":material/local_fire_department:"):
        worked.listed(found.tuning)


def _figures(found: Findings) -> None:
    plain = compare.scratch(found.table)
    heads = (
        _("Network and way"),
        _("Test accuracy (95% interval)"),
        _("Seconds"),
        _("Parameters that learn"),
        _("Gain over scratch (points)"),
    )
    rows = []
    for row in found.table:
        star = "★ " if row.arm == found.best.arm else ""
        gain = "–" if plain is None or row == plain else compare.points(row.test - plain.test)
        low, high = row.interval
        rows.append(
            (
                f"{star}{translate(row.arm.title)}",
                f"{row.test:.1%} ({low:.0%}–{high:.0%})",
                f"{row.seconds:.1f}",
                number(row.trainable),
                gain,
            )
        )
    table.ruled(heads, rows, "lrrrr")
