"""All other choices, out of the way until they are wanted."""

from __future__ import annotations

import streamlit as st

from core.datasets import library
from core.transfer import mistakes
from core.transfer.recipe import AUGMENTS, BN_MODES, HEADS, OPTIMIZERS, Recipe
from core.zoo import catalog as zoo
from dashboard.kit import words
from dashboard.kit.linked import holding
from dashboard.shell.language import _
from pages.playground import sizes, state
from pages.playground.controls import counts, rates
from pages.playground.state import bound

EPOCHS = (1, 2, 3, 5, 10, 20, 30, 50, 100)
BATCHES = (4, 8, 16, 32, 64, 128, 256)
SECONDS = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0)
PATIENCES = (0, 2, 3, 5, 10)
LP_FT = (0, 1, 2, 5, 10, 20)


def panel() -> None:
    """An expander whose title says what is set; tabs inside."""
    recipe = state.recipe()
    opened = st.expander(_summary(recipe), key="pg_more", on_change="rerun", icon=":material/tune:")
    if not opened.open:
        return
    with opened:
        photos, size, training, suffix, augmentation = st.tabs(
            [
                _("Photos"),
                words.name("size"),
                _("Head and training"),
                words.name("unfreeze"),
                words.name("augment"),
            ]
        )
        with photos:
            _photos(recipe)
        with size:
            sizes.panel(recipe)
        with training:
            _training(recipe)
        with suffix:
            _suffix(recipe)
        with augmentation:
            _augmentation(recipe)


def _summary(recipe: Recipe) -> str:
    """What is set, as far as it matters: a probe has no epochs, the small CNN its own head."""
    values = {
        "size": words.value(recipe, "size"),
        "epochs": recipe.epochs + recipe.lp_ft,
        "head": words.head(recipe.head),
    }
    if recipe.scratch:
        return _("More choices: {size}, {epochs:# epoch|# epochs}", **values)
    if recipe.head == "probe":
        return _("More choices: {size}, head: {head}", **values)
    return _("More choices: {size}, {epochs:# epoch|# epochs}, head: {head}", **values)


def _photos(recipe: Recipe) -> None:
    data = library.get(recipe.dataset)
    titles = words.class_titles(recipe)
    st.multiselect(
        words.name("classes"),
        list(data.classes),
        format_func=titles.__getitem__,
        help=_("At least two. Fewer classes make an easier task: compare with guessing."),
        **bound("classes", list(recipe.class_names)),
    )
    left, right, seed = st.columns(3)
    with left:
        st.select_slider(
            words.name("val_per_class"),
            counts(data.train_per_class - recipe.per_class, recipe.val_per_class),
            help=_("Watched while training; never learnt from."),
            **bound("val_per_class"),
        )
    with right:
        st.select_slider(
            words.name("test_per_class"),
            counts(data.test_per_class, recipe.test_per_class),
            help=_("Used once, at the end. More of them make the interval narrower."),
            **bound("test_per_class"),
        )
    with seed:
        st.number_input(
            words.name("seed"),
            min_value=0,
            max_value=2**31 - 1,
            step=1,
            help=_("The same seed chooses the same photos and starts from the same numbers."),
            **bound("seed"),
        )


def _training(recipe: Recipe) -> None:
    probe = recipe.head == "probe"
    st.segmented_control(
        words.name("head"),
        HEADS,
        format_func=words.head,
        required=True,
        disabled=recipe.scratch,
        help=_(
            "A linear probe is solved in one step, a linear layer is trained epoch by epoch. "
            "256 hidden units with dropout are the usual head of this lab."
        ),
        **bound("head"),
    )
    if probe:
        st.caption(_("A probe is solved in one go: epochs, rate and batch do not matter."))
    first, second, third = st.columns(3)
    with first:
        st.select_slider(
            words.name("epochs"), holding(EPOCHS, recipe.epochs), disabled=probe, **bound("epochs")
        )
        st.select_slider(
            words.name("early_stopping"),
            holding(PATIENCES, recipe.early_stopping),
            format_func=words.patience,
            disabled=probe,
            help=_("Stops when the validation loss has not improved for so many epochs."),
            **bound("early_stopping"),
        )
    with second:
        total = recipe.per_class * len(recipe.class_names)
        st.select_slider(
            words.name("batch"),
            counts(total, recipe.batch, BATCHES),
            disabled=probe,
            **bound("batch"),
        )
        st.select_slider(
            words.name("plateau"),
            holding(PATIENCES, recipe.plateau),
            format_func=words.patience,
            disabled=probe,
            help=_("Halves the learning rate when the validation loss stands still."),
            **bound("plateau"),
        )
    with third:
        st.segmented_control(
            words.name("optimizer"),
            OPTIMIZERS,
            format_func=lambda name: {"adam": "Adam", "sgd": "SGD"}[name],
            required=True,
            disabled=probe,
            **bound("optimizer"),
        )
        st.select_slider(
            words.name("seconds"),
            holding(SECONDS, recipe.seconds),
            format_func=lambda value: words.value(recipe.but(seconds=value), "seconds"),
            disabled=probe,
            help=_("Training ends with the epoch in which the time is over."),
            **bound("seconds"),
        )
        st.selectbox(
            words.name("fault"),
            mistakes.possible(recipe.backbone, recipe.scratch),
            format_func=lambda fault: words.value(recipe.but(fault=fault), "fault"),
            help=_("What goes wrong on purpose. “Break it” below measures each against its twin."),
            **bound("fault"),
        )
    st.toggle(
        words.name("keep_best"),
        disabled=probe,
        help=_("Ends with the weights of the epoch that was best on the validation photos."),
        **bound("keep_best"),
    )


def _suffix(recipe: Recipe) -> None:
    frozen = recipe.scratch or not recipe.unfreeze
    if frozen:
        st.caption(_("These wait until some blocks are unfrozen: move the boundary to the left."))
    first, second, third = st.columns(3)
    with first:
        st.select_slider(
            words.name("suffix_lr"),
            rates(recipe.suffix_lr),
            format_func=words.rate,
            disabled=frozen,
            help=_("What is already good should change slowly: far below the head’s rate."),
            **bound("suffix_lr"),
        )
    with second:
        st.select_slider(
            words.name("lp_ft"),
            holding(LP_FT, recipe.lp_ft),
            format_func=lambda count: str(count) if count else _("off"),
            disabled=frozen,
            help=_("Trains the head first, so that a random head cannot spoil the blocks (LP-FT)."),
            **bound("lp_ft"),
        )
    with third:
        st.segmented_control(
            words.name("bn"),
            BN_MODES,
            format_func=lambda name: {"frozen": _("frozen"), "train": _("let loose")}[name],
            required=True,
            disabled=frozen,
            help=_("With few photos, new batch statistics undo what the network has learnt."),
            **bound("bn"),
        )


def _augmentation(recipe: Recipe) -> None:
    with st.container(horizontal=True, gap="medium"):
        st.segmented_control(
            words.name("augment"),
            AUGMENTS,
            format_func=lambda name: {
                "none": _("none"),
                "chapter": _("turn, shift, zoom, flip"),
            }[name],
            required=True,
            disabled=recipe.head == "probe",
            **bound("augment"),
        )
        stored = recipe.augment == "chapter" and recipe.boundary > 0
        st.select_slider(
            words.name("views"),
            holding((1, 2, 4, 8, 16), recipe.views),
            disabled=not stored,
            width=240,
            help=_(
                "Frozen blocks see each photo in so many versions, once. With nothing frozen, "
                "every epoch makes new ones."
            ),
            **bound("views"),
        )
    if not recipe.scratch and recipe.augment == "chapter":
        network = zoo.get(recipe.backbone).title
        st.caption(
            _(
                "{network} passes {count:# time|# times} as many photos.",
                network=network,
                count=recipe.views,
            )
            if recipe.boundary
            else _("Every epoch shows each photo a little differently.")
        )
