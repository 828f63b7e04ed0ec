"""The study: predict, train every arm, compare."""

from __future__ import annotations

from statistics import mean

import streamlit as st

from core.runs import estimate
from core.study import compare, findings
from core.study.findings import Findings
from core.study.plan import PACES, Study, choices, name, of_arm, stand_ins
from core.study.report import curve_chart, interval_chart
from core.zoo import catalog as zoo
from core.zoo import facts
from dashboard import lesson, series, services
from dashboard.dataset_page import plan
from dashboard.dataset_page import state as photos
from dashboard.i18n import _, translate
from dashboard.lesson import Part
from dashboard.playground import words
from dashboard.playground.words import number

LONGEST = 2000  # characters of a prediction or a reflection


def draw(part: Part) -> None:
    chosen = plan.study()
    if chosen is None:
        _nothing(part)
        return
    about(chosen)
    now = plan.standing(chosen)
    if now.found or now.active:
        _as_chosen(chosen)
    elif (wanted := _choices(chosen)) != chosen:
        chosen = wanted
        now = plan.standing(chosen)
    begun = bool(now.found) or now.active
    if not begun:
        part.say("predict_first")
    if prediction(part, chosen, locked=begun) or begun:
        label = _("Train {count:# network|# networks}", count=len(now.recipes))
        series.control(now, label, "study", _live)
    if not begun:
        st.caption(f":material/schedule: {_time(chosen)}")
        _table(chosen, now)
        for said in stand_ins(chosen.backbones):
            st.caption(f":material/info: {translate(said)}")
    elif now.complete and not now.active:
        _finding(part, chosen, now)


def _nothing(part: Part) -> None:
    part.say("empty")
    with st.container(horizontal=True):
        st.button(
            _("Add photos"),
            type="primary",
            icon=":material/add:",
            key="study_add",
            on_click=lesson.go,
            args=("dataset", "photos"),
        )
        st.button(_("Try it with ready photos"), key="study_ready", on_click=_try)


def _try() -> None:
    st.session_state[plan.TRY] = True


def about(chosen: Study) -> None:
    """Which photos the study is about."""
    own = photos.chosen()
    train, val, test = chosen.counts
    title = own["title"] if own else _("CIFAR-10: cats and dogs") if chosen.classes else _("Digits")
    st.markdown(
        f"**{title}** · "
        + _(
            "{train} training, {val} validation and {test:# test photo|# test photos} of each "
            "class",
            train=train,
            val=val,
            test=test,
        )
    )


def _choices(chosen: Study) -> Study:
    """Networks, seeds and pace, while nothing of it is trained."""
    # the controls start from one plan: a default that follows the choice would start them anew
    first: Study = st.session_state.setdefault(f"study_first_{chosen.dataset}", chosen)
    networks = st.multiselect(
        _("Networks"),
        choices(),
        list(first.backbones),
        format_func=lambda known: zoo.get(known).title,
        key=f"study_networks_{chosen.dataset}",
    )
    with st.container(horizontal=True, gap="large"):
        count = st.segmented_control(
            _("Seeds"),
            plan.SEED_CHOICES,
            default=len(first.seeds),
            required=True,
            key=f"study_seeds_{chosen.dataset}",
            help=_("Each seed draws other training photos and other first weights."),
        )
        pace = st.segmented_control(
            _("Pace"),
            plan.PACES,
            format_func=lambda known: translate(PACES[known].title),
            default=first.pace,
            required=True,
            key=f"study_pace_{chosen.dataset}",
        )
    chosen = chosen.but(
        backbones=tuple(networks) or chosen.backbones, seeds=tuple(range(count)), pace=pace
    )
    plan.plan(chosen)
    return chosen


def _as_chosen(chosen: Study) -> None:
    """The plan that is trained; another one can be made."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            _(
                "{networks} · {seeds:# seed|# seeds} · {pace}",
                networks=", ".join(zoo.get(known).title for known in chosen.backbones),
                seeds=len(chosen.seeds),
                pace=translate(PACES[chosen.pace].title),
            )
        )
        with st.popover(_("Change the plan"), icon=":material/tune:"):
            st.markdown(_("What is trained already is kept and used again."))
            _choices_again(chosen)


def _choices_again(chosen: Study) -> None:
    count = st.segmented_control(
        _("Seeds"), plan.SEED_CHOICES, default=len(chosen.seeds), required=True, key="study_again"
    )
    pace = st.segmented_control(
        _("Pace"),
        plan.PACES,
        format_func=lambda known: translate(PACES[known].title),
        default=chosen.pace,
        required=True,
        key="study_again_pace",
    )
    wanted = chosen.but(seeds=tuple(range(count)), pace=pace)
    if st.button(_("Take this plan"), key="study_again_go", disabled=wanted == chosen):
        plan.plan(wanted)
        st.rerun()


def prediction(part: Part, chosen: Study, locked: bool) -> str:
    """The learner's own prediction, written before the training and kept as it is then."""
    key = f"study_prediction_{chosen.dataset}"
    said = plan.words(chosen.dataset).get("prediction", "")
    if locked:
        st.markdown(f"**{_('Your prediction')}**")
        st.text(said or _("none was written"))
        return said
    return (
        st.text_area(
            _("Your prediction"),
            said,
            max_chars=LONGEST,
            height=90,
            key=key,
            placeholder=part.text("prediction_example"),
            on_change=_keep,
            args=(chosen.dataset, "prediction", key),
        )
        or ""
    ).strip()


def _keep(dataset: str, which: str, key: str) -> None:
    plan.write(dataset, which, st.session_state[key])


def _time(chosen: Study) -> str:
    recipes = [chosen.recipe(arm, chosen.seeds[0]) for arm in chosen.arms]
    known = {recipe.backbone: facts.read(recipe.backbone) for recipe in recipes}
    past = estimate.past_of(services.store())
    whole = estimate.together(recipes, past, known, times=len(chosen.seeds))
    if whole is None:
        return _("How long it takes here is not known yet: usually a few minutes.")
    took = words.about(whole.seconds)
    return _("About {time} on this machine. You can leave and come back.", time=took)


def _table(chosen: Study, now: series.Standing) -> None:
    """The arms, and how far each of their seeds is."""
    results = now.results
    heads = [_("Network and way"), *(_("seed {seed}", seed=seed) for seed in chosen.seeds)]
    lines = [f"| {' | '.join(heads)} | {_('mean')} |", f"|:--|{':-:|' * (len(heads))}"]
    running = _running(now)
    for arm in chosen.arms:
        cells = []
        for seed in chosen.seeds:
            run = results.get(name(arm.id, seed))
            if run is not None:
                cells.append(f"{run['test_accuracy']:.1%}")
            else:
                cells.append(running if running and running[0] == name(arm.id, seed) else "·")
        shown = [cell if isinstance(cell, str) else f":orange[{cell[1]}]" for cell in cells]
        done = of_arm(arm.id, results, chosen.seeds)
        whole = f"**{mean(run['test_accuracy'] for run in done):.1%}**" if done else ""
        lines.append(f"| {translate(arm.title)} | {' | '.join(shown)} | {whole} |")
    st.markdown("\n".join(lines))


def _running(now: series.Standing) -> tuple[str, str] | None:
    """The run under way and its newest epoch."""
    if now.job is None or not now.active:
        return None
    epochs = [event for event in now.job.events if event["kind"] == "epoch"]
    if not epochs or epochs[-1]["run"] in now.found:
        return None
    newest = epochs[-1]
    return newest["run"], _("epoch {epoch}", epoch=newest["row"]["epoch"])


def _live(now: series.Standing) -> None:
    """What is there: the table of all runs, and the curves of those that are over."""
    chosen = plan.study()
    if chosen is None or not (now.found or now.active):
        return
    if not now.complete or now.active:
        _table(chosen, now)
        if now.found:
            table = compare.rows(chosen, now.results)
            st.markdown(curve_chart(table, now.results, translate), unsafe_allow_html=True)


def _finding(part: Part, chosen: Study, now: series.Standing) -> None:
    found = findings.find(chosen, now.results)
    if found is None:
        part.say("refused")
        return
    st.markdown(f"#### {translate(found.headline)}")
    classes = len(now.results[next(iter(now.results))]["classes"])
    chart = interval_chart(found.table, found.best, classes, translate)
    st.markdown(chart, unsafe_allow_html=True)
    for said in found.comparison:
        st.markdown(f"- {translate(said)}")
    part.say("chosen")
    with st.expander(_("All figures"), icon=":material/table:"):
        _figures(found)
        _table(chosen, now)
    with st.expander(_("Learning curves"), icon=":material/show_chart:"):
        curves = curve_chart(found.table, now.results, translate)
        st.markdown(curves, unsafe_allow_html=True)
        for said in found.curves:
            st.markdown(f"- {translate(said)}")
    with st.expander(_("What fine-tuning did"), icon=":material/local_fire_department:"):
        for said in found.tuning:
            st.markdown(f"- {translate(said)}")


def _figures(found: Findings) -> None:
    plain = compare.scratch(found.table)
    heads = (
        _("Network and way"),
        _("Test accuracy (95% interval)"),
        _("Seconds"),
        _("Parameters that learn"),
        _("Gain over scratch (points)"),
    )
    lines = [f"| {' | '.join(heads)} |", "|:--|--:|--:|--:|--:|"]
    for row in found.table:
        star = "★ " if row.arm == found.best.arm else ""
        gain = "–" if plain is None or row == plain else compare.points(row.test - plain.test)
        low, high = row.interval
        lines.append(
            f"| {star}{translate(row.arm.title)} | {row.test:.1%} ({low:.0%}–{high:.0%}) | "
            f"{row.seconds:.1f} | {number(row.trainable)} | {gain} |"
        )
    st.markdown("\n".join(lines))
