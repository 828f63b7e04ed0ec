"""A race of the learner's own: ways, networks, photos, seeds, budget."""

from __future__ import annotations

import streamlit as st

from core.messages import LabError
from core.race.plan import EXTRACT, LP_FT, SCRATCH, TUNE, WAY_TITLES, WAYS, Arm, Race, arm
from core.transfer.learns import LEARNS, TITLES
from core.zoo import catalog as zoo
from core.zoo.learnable import ALL
from core.zoo.network import Network
from core.zoo.weights import RANDOM
from dashboard.kit import choice
from dashboard.kit.linked import holding
from dashboard.shell import services
from dashboard.shell.language import _, translate
from dashboard.shell.names import markdown
from pages.race import state, words

SIZES = (48, 64, 80, 96, 128, 160, 224)
MOST_EPOCHS = 1000  # with a budget in seconds


def panel() -> None:
    """The choices, and a button that puts the race on the start line."""
    with st.expander(_("Your own race"), icon=":material/tune:"):
        plan = _choices(state.race())
        if plan is None:
            return
        st.caption(f"{words.shared(plan)}  \n{words.duration(words.took(plan))}")
        st.button(
            _("Put it on the start line"),
            key="race_own",
            icon=":material/sports_score:",
            on_click=state.put,
            args=(plan,),
            disabled=plan == state.race(),
        )


def _choices(now: Race) -> Race | None:
    ways = st.pills(  # across the whole width: what is chosen beforehand is in sight, too
        _("Ways"),
        WAYS,
        format_func=lambda way: f"{words.ICONS[way]} {translate(WAY_TITLES[way])}",
        default=list(dict.fromkeys(one.way for one in now.arms)),
        selection_mode="multi",
        key="race_ways",
        wrap=True,
    )
    left, right = st.columns(2, gap="large")
    with left:
        networks = _networks(now)
        augment = choice.one(
            _("Augmentation"),
            {"off": _("off"), "on": _("on"), "both": _("both")},
            "race_augment",
            "both" if len({one.augment for one in now.arms}) > 1 else "off",
        )
        learning = _learning(now) if {TUNE, LP_FT} & set(ways) else [ALL]
    plan = Race(_arms(ways, networks, augment, learning))
    with right:
        plan = _budget(_photos(plan, now), now)
        seeds = st.slider(_("Seeds"), 3, 10, max(3, len(now.seeds)), key="race_seeds")
    try:
        return plan.but(seeds=tuple(range(seeds))).fitted().check()
    except LabError as error:
        st.warning(markdown(error.message))
        return None


def _photos(plan: Race, now: Race) -> Race:
    sets = services.ready_datasets()
    dataset = choice.dataset(
        sets if now.dataset in sets else [now.dataset, *sets],
        "race_dataset",
        first=sets.index(now.dataset) if now.dataset in sets else 0,
    )
    first, second = st.columns(2)
    per_class = first.select_slider(
        _("Photos per class"),
        holding((5, 10, 20, 50, 100, 200, 500, 1000), now.per_class[-1]),
        now.per_class[-1],
        key="race_per_class",
    )
    size = second.select_slider(
        _("Input size"),
        holding(SIZES, now.size),
        now.size,
        format_func=lambda side: _("{count} px", count=side),
        key="race_size",
    )
    return plan.but(dataset=dataset, per_class=(per_class,), size=size)


def _budget(plan: Race, now: Race) -> Race:
    first, second = st.columns(2)
    with first:
        by_time = choice.one(
            _("Equal budget"),
            {"epochs": _("epochs"), "seconds": _("seconds")},
            "race_budget",
            "seconds" if now.seconds else "epochs",
        )
    with second:
        if by_time == "seconds":
            label, most = _("Seconds of training for each run"), 3600
            usual = min(max(1, round(now.seconds)), most) if now.seconds else 10
            seconds = st.number_input(label, 1, most, usual, key="race_seconds")
            return plan.but(seconds=float(seconds), epochs=MOST_EPOCHS)
        usual = max(2, min(now.epochs, 200))
        epochs = st.number_input(_("Epochs"), 2, 200, usual, key="race_epochs")
        return plan.but(epochs=int(epochs))


def _networks(now: Race) -> list[tuple[str, str]]:
    """Networks with their weights: (id, "") trained, (id, "random")."""
    ready = [(name, "") for name in zoo.BACKBONES if Network(name).ready]
    random = [(name, RANDOM) for name in zoo.BACKBONES]
    chosen = dict.fromkeys((one.backbone, one.weights) for one in now.arms if one.backbone)

    def title(one: tuple[str, str]) -> str:
        name = zoo.get(one[0]).title
        return _("{network} (random weights)", network=name) if one[1] else name

    found = st.multiselect(
        _("Networks and what they learned before"),
        [*ready, *random],
        format_func=title,
        default=[one for one in chosen if one in ready or one in random],
        key="race_networks",
        wrap=True,
    )
    for name, given in found:
        if not given:
            st.caption(f"**{zoo.get(name).title}** {translate(zoo.get(name).source_task)}")
    return found


def _learning(now: Race) -> list[str]:
    """What learns inside unfrozen blocks, an arm for each."""
    found = st.pills(
        _("What learns in unfrozen blocks"),
        LEARNS,
        format_func=lambda kind: translate(TITLES[kind]),
        default=list(dict.fromkeys(one.learns for one in now.arms if one.unfreeze)) or [ALL],
        selection_mode="multi",
        key="race_learns",
        wrap=True,
    )
    return found or [ALL]


def _arms(
    ways: list[str], networks: list[tuple[str, str]], augment: str, learning: list[str]
) -> tuple[Arm, ...]:
    flags = {"off": (False,), "on": (True,), "both": (False, True)}[augment]
    out = []
    for way in WAYS:
        if way not in ways:
            continue
        for backbone, given in [("", "")] if way == SCRATCH else networks:
            # augmenting every arm doubles the race: "both" is for the frozen ones, the cheap ones
            own = flags if augment != "both" or way == EXTRACT else (False,)
            kinds = learning if way in (TUNE, LP_FT) else [ALL]
            out += [
                arm(way, backbone, given, augment=flag, learns=kind)
                for flag in own
                for kind in kinds
            ]
    return tuple(out)
