"""A trained network to take away: one file for plain Keras, a notebook, the link to its recipe."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from core.study import notebook as book
from core.study.lines import LINES
from core.transfer.recipe import Recipe
from core.translations import Words, words
from dashboard.kit import ask, card, download, far
from dashboard.kit.lesson import try_it
from dashboard.shell import services
from dashboard.shell.language import _, language

LITTLE = 0.01  # difference of a probability that is not worth a word


Expected = tuple[float, float, float]  # test accuracy and its interval


def expander(recipe: Recipe, result: Mapping[str, Any], key: str) -> None:
    """`panel` of a finished training, drawn once it is opened; `result` has ``test_accuracy`` and
    ``test_interval``."""
    opened = st.expander(
        _("Take it along: network and notebook"),
        key=key,
        on_change="rerun",
        icon=":material/download:",
    )
    if opened.open:
        far.reached(key)
        with opened:
            panel(recipe, (result["test_accuracy"], *result["test_interval"]), key, result)


def panel(recipe: Recipe, expected: Expected, key: str, result: Mapping[str, Any]) -> None:
    """Make and download the ``.keras`` file and the notebook of a recipe, both with its model card;
    the lines that use the file; the recipe's link."""
    with st.container(border=True):
        card.panel(recipe, result, key)
    with st.container(border=True):
        st.markdown(f"**{_('The notebook')}**")
        st.markdown(
            _(
                "The same training in plain Keras, without the Lab: the notebook, the network "
                "before training and the photos in the same split."
            )
        )
        notebook(recipe, expected, key, result)
    with st.container(border=True):
        st.markdown(f"**{_('The trained network')}**")
        made = network(recipe, key)
        if made is not None:
            _network(made, key)
        try_it(recipe, _("Open this recipe in the playground"))


def _network(made: dict[str, Any], key: str) -> None:
    _judged(made)
    download.offer(
        _("Download best.keras ({size} MB)", size=f"{made['bytes'] / 1e6:.1f}"),
        lambda: Path(made["path"]).read_bytes(),
        "best.keras",
        f"{key}_download",
    )
    said = _("These lines of Keras and Pillow ask it about a photo; nothing of the Lab is needed:")
    st.markdown(said)
    st.code(LINES, language="python")


def notebook(recipe: Recipe, expected: Expected, key: str, result: Mapping[str, Any]) -> None:
    """Make and download the notebook with what it needs, as one ZIP."""
    backbone = None
    if not recipe.scratch:
        made = ask.press(
            ask.Question("backbone", {"recipe": recipe.to_json()}, f"{key}_notebook"),
            _("Make the notebook"),
            again=_("Make it again"),
        )
        if made is None or not Path(made["path"]).is_file():
            return
        backbone = Path(made["path"])
    say, learner = words(language()), services.learner()
    download.offer(
        _("Notebook with network and photos (ZIP)"),
        lambda: _bundle(recipe, expected, say, backbone, card.files(recipe, result, learner)),
        "notebook.zip",
        f"{key}_notebook_zip",
    )


def _bundle(
    recipe: Recipe,
    expected: Expected,
    say: Words,
    backbone: Path | None,
    cards: Mapping[str, str],
) -> bytes:
    """Notebook, photos, the network before training and the model card as one ZIP."""
    out = io.BytesIO()
    with TemporaryDirectory() as folder, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        photos = Path(folder) / book.PHOTOS
        book.photos(recipe, photos)
        archive.writestr("report.ipynb", book.write(recipe, expected, say))
        archive.write(photos, book.PHOTOS)
        if backbone is not None:
            archive.write(backbone, book.BACKBONE)
        for name, text in cards.items():
            archive.writestr(name, text)
    return out.getvalue()


def network(recipe: Recipe, key: str) -> dict[str, Any] | None:
    """A button that exports the network, and what is known of the file; None until it is there."""
    made = ask.press(
        ask.Question("export", {"recipe": recipe.to_json()}, f"{key}_export"),
        _("Make the network’s file"),
        again=_("Make it again"),
    )
    if made is not None and not Path(made["path"]).is_file():  # the cache has let go of it
        st.caption(_("The file is not in the cache any more: make it again."))
        return None
    return made


def _judged(made: dict[str, Any]) -> None:
    if made["agree"] == 1 and made["gap"] <= LITTLE:
        said = _("Checked: opened again, the file answers every test photo as the training did.")
    elif made["agree"] == 1:
        said = _(
            "Checked: opened again, the file gives every test photo the same answer; a probability "
            "differs by {gap} points at most, since the Lab computes frozen blocks more coarsely.",
            gap=f"{100 * made['gap']:.1f}",
        )
    else:
        said = _(
            "Checked: opened again, the file gives {share} of the test photos the same answer; the "
            "Lab computes frozen blocks more coarsely. Its own test accuracy is {accuracy}.",
            share=f"{made['agree']:.1%}",
            accuracy=f"{made['test_accuracy']:.1%}",
        )
    st.caption(f":material/verified: {said}")
