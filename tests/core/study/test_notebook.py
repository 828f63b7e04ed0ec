"""The notebook: plain Keras only, and the same photos as in the report."""

import ast
import json

import nbformat
import numpy as np
import pytest

from core.datasets.subset import make_subset
from core.study import notebook
from core.study.plan import Study
from core.translations import words

STUDY = Study("digits", ("3", "7"), ("squeezenet",), (0,), "quick")
ARMS = {arm.way: STUDY.recipe(arm, 0) for arm in STUDY.arms}
ARMS["probe"] = ARMS["extract"].but(head="probe", augment="none")


def cells(way, language="en"):
    text = notebook.write(ARMS[way], (0.95, 0.9, 0.98), words(language))
    book = nbformat.reads(text, 4)
    nbformat.validate(book)
    return book.cells


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("way", ARMS)
def test_it_is_a_valid_notebook_of_python_without_this_project(way, language):
    for cell in cells(way, language):
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = (
                    [node.module]
                    if isinstance(node, ast.ImportFrom)
                    else [name.name for name in node.names]
                )
                assert not any(name.split(".")[0] in ("core", "dashboard") for name in names)


def test_only_the_way_that_won_is_in_it():
    source = {way: "\n".join(cell.source for cell in cells(way)) for way in ARMS}
    assert "backbone.keras" in source["extract"] and "TwoRates" not in source["extract"]
    assert "TwoRates" in source["tune"]
    assert "backbone.keras" not in source["scratch"]
    assert "LogisticRegression" in source["probe"] and "LogisticRegression" not in source["tune"]
    assert "95.0%" in source["extract"]


def test_the_photos_are_the_reports_own_split(tmp_path):
    recipe = ARMS["extract"]
    notebook.photos(recipe, tmp_path / "photos.npz")
    kept = np.load(tmp_path / "photos.npz", allow_pickle=False)
    subset = make_subset("digits", ("3", "7"), *STUDY.counts, 0)
    for part in ("train", "val", "test"):
        split = getattr(subset, part)
        assert kept[f"x_{part}"].shape == (len(split), recipe.size, recipe.size, 3)
        assert (kept[f"y_{part}"] == split.labels).all()


def test_code_keeps_valid_json_and_text_of_odd_names():
    text = notebook.write(ARMS["extract"], (1, 0.9, 1), words("ja"))
    assert json.loads(text)["nbformat"] == 4
