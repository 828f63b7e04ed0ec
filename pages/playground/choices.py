"""All other choices, out of the way until they are wanted."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.datasets import library
from core.transfer import mistakes
from core.transfer.mistakes.shortcut import SHORTCUT
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from dashboard.kit import words
from dashboard.shell.language import _
from pages.playground import sizes, state
from pages.playground.controls import buttons, rates, said, slider
from pages.playground.state import bound

EPOCHS = (1, 2, 3, 5, 10, 20, 30, 50, 100)
BATCHES = (4, 8, 16, 32, 64, 128, 256)
SECONDS = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0)
PATIENCES = (0, 2, 3, 5, 10)
DECAYS = (0.1, 0.3, 0.5, 0.7, 1.0)
LP_FT = (0, 1, 2, 5, 10, 20)
SMOOTHINGS = (0.0, 0.05, 0.1, 0.2, 0.3)
MIXUPS = (0.0, 0.1, 0.2, 0.4, 1.0)
VIEWS = (1, 2, 4, 8, 16)
LINKS = (0, 25, 50, 75, 90, 100)


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
    titles = words.titles(recipe.dataset)
    st.multiselect(
        words.name("classes"),
        list(data.classes),
        format_func=titles.__getitem__,
        help=_("At least two. Fewer classes make an easier task: compare with guessing."),
        **bound("classes", list(recipe.class_names)),
    )
    left, right, seed = st.columns(3)
    with left:
        slider(
            "val_per_class",
            most=data.train_per_class - recipe.per_class,
            help=_("Watched while training; never learned from."),
        )
    with right:
        slider(
            "test_per_class",
            most=data.test_per_class,
            help=_("Used once, at the end. More of them make the interval narrower."),
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
    buttons(
        "head",
        disabled=recipe.scratch,
        help=_(
            "A linear probe is solved in one step, a linear layer is trained epoch by epoch. "
            "256 hidden units with dropout are the usual head of this lab."
        ),
    )
    buttons(
        "output",
        disabled=probe or len(recipe.class_names) != 2,
        help=_(
            "With two classes, one output with sigmoid says as much as two with softmax. Choose "
            "two classes to try it."
        ),
    )
    if probe:
        st.caption(_("A probe is solved in one go: epochs, rate and batch do not matter."))
    first, second, third = st.columns(3)
    with first:
        slider("epochs", EPOCHS, disabled=probe)
        slider(
            "early_stopping",
            PATIENCES,
            disabled=probe,
            help=_("Stops when the validation loss has not improved for so many epochs."),
        )
    with second:
        total = recipe.per_class * len(recipe.class_names)
        slider("batch", BATCHES, total, disabled=probe)
        slider(
            "plateau",
            PATIENCES,
            disabled=probe,
            help=_("Halves the learning rate when the validation loss stands still."),
        )
    with third:
        buttons("optimizer", disabled=probe)
        buttons(
            "schedule",
            disabled=probe,
            wrap=True,
            help=_("A cosine to zero; with warm-up they rise first, over a tenth of the steps."),
        )
        slider(
            "seconds",
            SECONDS,
            disabled=probe,
            help=_("Training ends with the epoch in which the time is over."),
        )
        st.selectbox(
            words.name("fault"),
            mistakes.possible(recipe.backbone, recipe.scratch),
            format_func=partial(said, "fault"),
            help=_(
                "What goes wrong on purpose. “Break it” below measures each against its control."
            ),
            **bound("fault"),
        )
        if recipe.fault == SHORTCUT:
            buttons("mark", wrap=True)
            slider("link", LINKS)
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
        slider(
            "suffix_lr",
            rates(recipe.suffix_lr),
            disabled=frozen,
            help=_("What is already good should change slowly: far below the head’s rate."),
        )
        slider(
            "decay",
            DECAYS,
            format_func=lambda share: _("equal") if share == 1 else f"× {share:g}",
            disabled=frozen,
            help=_("The nearer to the input, the slower: early blocks are good for every photo."),
        )
    with second:
        slider(
            "lp_ft",
            LP_FT,
            format_func=lambda count: str(count) if count else _("off"),
            disabled=frozen,
            help=_("Trains the head first, so that a random head cannot spoil the blocks (LP-FT)."),
        )
        st.toggle(
            words.name("gradual"),
            disabled=frozen or not 2 <= recipe.unfreeze <= recipe.epochs,
            help=_("The last block is unfrozen first; the others follow. They share the epochs."),
            **bound("gradual"),
        )
    with third:
        buttons(
            "bn",
            disabled=frozen,
            help=_("With few photos, new batch statistics undo what the network has learned."),
        )


def _augmentation(recipe: Recipe) -> None:
    probe = recipe.head == "probe"
    with st.container(horizontal=True, gap="medium"):
        buttons("augment", disabled=recipe.head == "probe")
        slider(
            "views",
            VIEWS,
            disabled=not (recipe.augment == "chapter" and recipe.boundary > 0),
            width=240,
            help=_(
                "Frozen blocks see each photo in so many versions, once. With nothing frozen, "
                "every epoch makes new ones."
            ),
        )
    first, second, third = st.columns(3)
    with first:
        slider(
            "smoothing",
            SMOOTHINGS,
            format_func=_share,
            disabled=probe,
            help=_("Every class gets a share of the answer, so that none is wanted for certain."),
        )
    with second:
        slider(
            "mixup",
            MIXUPS,
            format_func=_share,
            disabled=probe,
            help=_(
                "Two photos (or what frozen blocks say of them) in one, and both are asked for."
            ),
        )
    with third:
        st.toggle(
            words.name("mirror"),
            help=_("The mean of two answers: to the photo, and to its mirror image."),
            **bound("mirror"),
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


def _share(value: float) -> str:
    return f"{value:g}" if value else _("off")
