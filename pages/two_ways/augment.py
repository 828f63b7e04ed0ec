"""Augmentation: every transformation of the chapter on a photo, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from core.experiments.moved import FILLS, STILL, move, one
from core.images import resize
from core.transfer import augment
from core.transfer.augment import CHAPTER, Augmentation
from core.transfer.recipe import Recipe
from dashboard.kit import again, choice, lesson, photo, predict
from dashboard.kit.gallery import Picture, across, jpeg, rows
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from pages.two_ways import augment_digits, augment_effect, augment_rescale

SIZE = 160  # pixels a side of the pictures
DRAWS = 8


def draw(part: Part) -> None:
    part.say("gallery")
    with st.expander(_("Choose another photo"), icon=":material/photo_camera:"):
        photo.picker("augment")
    st.fragment(_gallery)(part)
    with st.expander(_("And rescale=1/255?")):
        augment_rescale.draw(part)
    st.divider()
    st.subheader(_("Does the label stay true?"), anchor=False)
    st.fragment(augment_digits.draw)(part)
    st.divider()
    st.subheader(_("Is it worth it?"), anchor=False)
    augment_effect.draw(part)
    lesson.try_it(
        Recipe(per_class=20, augment="chapter", views=8),
        _("Try it: train with the chapter’s augmentation in the playground"),
    )


def _gallery(part: Part) -> None:
    """The sliders with both ends of each, then everything at once."""
    view = resize(photo.current().pixels[None], SIZE)[0]
    first, second = st.columns(3, gap="medium"), st.columns(3, gap="medium")
    with first[0].container(border=True):
        angle = st.slider(_("Rotation, degrees"), 0, 180, int(CHAPTER.rotation), 5)
        _ends(view, f"{angle}°", f"rotation_range={angle}", angle=-np.deg2rad(angle))
    with first[1].container(border=True):
        right = st.slider(_("Shift sideways, share"), 0.0, 0.5, 0.2, 0.05)
        _ends(view, f"{right:.0%}", f"width_shift_range={right:g}", right=right * SIZE)
    with first[2].container(border=True):
        down = st.slider(_("Shift up and down, share"), 0.0, 0.5, 0.2, 0.05)
        _ends(view, f"{down:.0%}", f"height_shift_range={down:g}", down=down * SIZE)
    with second[0].container(border=True):
        shear = st.slider(_("Shear, degrees"), 0.0, 45.0, CHAPTER.shear, 0.2)
        _ends(view, f"{shear:g}°", f"shear_range={shear:g}", shear=-np.deg2rad(shear))
    with second[1].container(border=True):
        zoom = st.slider(_("Zoom, either way"), 0.0, 0.8, CHAPTER.zoom, 0.05)
        _ends(view, f"{zoom:.0%}", f"zoom_range={zoom:g}", zoom_x=zoom, zoom_y=zoom)
    with second[2].container(border=True):
        flip = st.toggle(_("Mirror, half of the time"), CHAPTER.flip)
        pair = [Picture(jpeg(view), _("The photo as it is"))]
        if flip:
            pair.append(Picture(jpeg(view[:, ::-1]), _("The photo mirrored")))
        rows(pair, across(2))
        st.caption(f"`horizontal_flip={flip}`")
    _unseen(part)
    _together(part, view, Augmentation(angle, right, down, shear, zoom, flip))


def _unseen(part: Part) -> None:
    """A question about the chapter's shear, which Keras reads in degrees."""
    slip = abs(SIZE / 2 * np.sin(np.deg2rad(CHAPTER.shear)))
    if predict.quick(
        f"two_ways/augment/shear-{CHAPTER.shear:g}",
        "augment_shear",
        Question(
            _(
                "The chapter’s `shear_range={share}`: how far does the edge of this photo move?",
                share=CHAPTER.shear,
            ),
            {
                "unseen": _("by less than a pixel"),
                "few": _("by a few pixels"),
                "fifth": _("by a fifth of the photo"),
            },
        ),
        _("Measure it"),
        "unseen" if slip < 1 else "few" if slip < SIZE / 10 else "fifth",
    ):
        st.caption(part.text("shear", size=SIZE, pixels=f"{slip:.1f}"))


def examples() -> dict[str, Mapping[str, Recipe]]:
    return {"augment_effect": augment_effect.recipes(5)}


def _ends(view: np.ndarray, far: str, code: str, **off: float) -> None:
    """Both ends of a transformation, and the argument that Keras' generator takes for it.  `off`:
    how far the lower end lies from the photo as it is; the upper one, as far the other way."""
    pictures = []
    for sign, way in (("−", 1), ("+", -1)):
        end = one(SIZE, flip=False, **{name: STILL[name] + way * by for name, by in off.items()})
        said = f"{sign}{far}"
        alt = _("The photo at {end}", end=said)
        pictures.append(Picture(_moved(view, end, FILLS[0])[0], alt, said))
    rows(pictures, across(2))
    st.caption(f"`{code}`")


def _together(part: Part, view: np.ndarray, how: Augmentation) -> None:
    st.markdown(f"**{_('All together: eight random draws')}**")
    part.say("together")
    names = {
        "nearest": _("repeat the edge (the chapter)"),
        "reflect": _("mirror at the edge"),
        "wrap": _("from the other side"),
        "constant": _("black"),
    }
    fill = choice.one(_("What fills the empty places (fill_mode)"), names, "augment_fill")
    seed = again.seed("augment_again")
    transforms = augment.draw(DRAWS, SIZE, np.random.default_rng(seed), how)
    moved = _moved(view, transforms, fill)
    rows([Picture(one_, _("A random version of the photo")) for one_ in moved], across(4))
    again.button(_("Draw again"), "augment_again")
    if fill != FILLS[0]:
        st.caption(_("Trainings in this lab always repeat the edge, as the chapter does."))


@st.cache_data(scope="session", max_entries=64, show_spinner=False)
def _moved(view: np.ndarray, transforms: np.ndarray, fill: str) -> list[str]:
    """The photo under every transformation, each for an ``<img>``: one slider moves two of them."""
    return [jpeg(one_) for one_ in move(view, transforms, fill)]
