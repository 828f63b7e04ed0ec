"""A trained network for other programs and other devices: a page, ONNX, LiteRT; measured first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from core.runs.store import recipe_digest
from core.study import card as cards
from core.transfer.recipe import Recipe
from core.translations import LANGUAGES, words
from dashboard.kit import ask, card, download, predict, table
from dashboard.kit.predict import Question
from dashboard.shell.language import _, language

WHOLE, SMALL = "onnx-float32", "onnx-int8"
COSTS = {"none": 0.005, "little": 0.03}  # less accuracy than that is lost
PROGRAMS = {"keras": "Keras", "onnx": "ONNX", "litert": "LiteRT"}


def page(recipe: Recipe, result: Mapping[str, Any], key: str) -> None:
    """Make and download the classifier as one HTML file, with its model card as it is now."""
    st.markdown(
        _(
            "One HTML file that classifies photos in any browser, on a phone too, without a "
            "server or a network: with a heat map, in English and Japanese."
        )
    )
    mine = card.words(recipe)
    payload = {
        "recipe": recipe.to_json(),
        "language": language(),
        "card": {one: cards.card(recipe, result, words(one), mine) for one in LANGUAGES},
    }
    made = ask.press(
        ask.Question("home_page", payload, f"{key}_page"),
        _("Make the page"),
        again=_("Make it again"),
    )
    if made is None or not _there([made]):
        return
    said = _(
        "Checked: the network inside gives {agree} of the {photos:# test photo|# test photos} the "
        "same answer as the training; a probability differs by {gap} points at most.",
        agree=f"{made['agree']:.1%}",
        photos=made["photos"],
        gap=f"{100 * made['gap']:.1f}",
    )
    st.caption(f":material/verified: {said}")
    download.offer(
        _("Download classifier.html ({size} MB)", size=f"{made['bytes'] / 1e6:.1f}"),
        lambda: Path(made["path"]).read_bytes(),
        "classifier.html",
        f"{key}_page_download",
    )


def forms(recipe: Recipe, key: str) -> None:
    """Make every form, ask what int8 costs, show what was measured, and hand the files over."""
    st.markdown(
        _(
            "ONNX runs in ONNX Runtime, on phones and in browsers; LiteRT (TensorFlow Lite) on "
            "phones and small boards. float16 halves the weights; int8 computes in whole numbers "
            "of one byte."
        )
    )
    made = ask.press(
        ask.Question("home", {"recipe": recipe.to_json()}, f"{key}_forms"),
        _("Make and measure all forms"),
        again=_("Make them again"),
    )
    if made is None or not _there(made["forms"]):
        return
    rows = {row["form"]: row for row in made["forms"]}
    place = f"playground/home/int8-{recipe_digest(recipe.to_json())[:12]}"
    if predict.quick(place, f"{key}_int8", _question(), _("Show the table"), cost(rows)):
        _measured(made["forms"], made["photos"])
        _files(made["forms"], key)


def _there(made: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the files are still in the cache; says so where they are not."""
    if all(Path(one["path"]).is_file() for one in made):
        return True
    st.caption(_("The file is not in the cache any more: make it again."))
    return False


def _question() -> Question:
    return Question(
        _(
            "int8 keeps one byte of each weight’s four. How much test accuracy does the ONNX "
            "network lose?"
        ),
        {
            "none": _("less than half a point"),
            "little": _("half a point to 3 points"),
            "much": _("more than 3 points"),
        },
    )


def cost(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """What int8 costs, as one of the choices."""
    lost = rows[WHOLE]["accuracy"] - rows[SMALL]["accuracy"]
    return next((name for name, most in COSTS.items() if lost < most), "much")


def _measured(rows: Sequence[Mapping[str, Any]], photos: int) -> None:
    heads = [_("form"), _("MB"), _("ms a photo"), _("test accuracy"), _("same answer")]
    cells = [
        [
            _name(row["form"]),
            f"{row['bytes'] / 1e6:.1f}",
            f"{row['ms']:.1f}",
            f"{row['accuracy']:.1%}",
            f"{row['agree']:.1%}",
        ]
        for row in rows
    ]
    table.ruled(heads, cells, "lr")
    st.caption(
        _(
            "Measured on this computer, one photo at a time; {photos:# test photo|# test photos}. "
            "Same answer: as the training gave. int8 took its ranges from training photos.",
            photos=photos,
        )
    )


def _files(rows: Sequence[Mapping[str, Any]], key: str) -> None:
    with st.container(horizontal=True):
        for row in rows:
            path = Path(row["path"])
            download.offer(
                _name(row["form"]),
                path.read_bytes,
                f"classifier-{row['form'].partition('-')[2]}{path.suffix}",
                f"{key}_{row['form']}",
            )


def _name(form: str) -> str:
    program, _dash, precision = form.partition("-")
    return f"{PROGRAMS[program]} {precision}"
