"""The forms of a trained network: made once, each measured, smaller ones smaller."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx")

from core.study import files
from core.study.home import forms
from core.transfer.recipe import Recipe

SCRATCH = Recipe(
    dataset="digits",
    classes=("3", "7"),
    per_class=20,
    val_per_class=5,
    test_per_class=10,
    scratch=True,
    size=32,
    epochs=4,
    batch=8,
).check()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TLL_CACHE_DIR", str(tmp_path))


def test_every_form_is_made_once_and_measured(folder, monkeypatch):
    made = forms.home_task({"recipe": SCRATCH.to_json()}, lambda event: None, lambda: False)
    rows = {row["form"]: row for row in made["forms"]}
    assert tuple(rows) == forms.FORMS and made["photos"] == 20
    for name, row in rows.items():
        assert Path(row["path"]).stat().st_size == row["bytes"], name
        assert row["ms"] > 0 and row["interval"][0] <= row["accuracy"] <= row["interval"][1], name
        whole = name.endswith("float32")
        assert row["agree"] >= (1 if whole else 0.9) and row["gap"] < (1e-4 if whole else 0.3), name
    for program in ("onnx", "litert"):
        sizes = [rows[f"{program}-{one}"]["bytes"] for one in ("float32", "float16", "int8")]
        assert sizes[1] < 0.6 * sizes[0] and sizes[2] < sizes[0]
    monkeypatch.setattr(forms.fit, "train", lambda *given, **named: pytest.fail("trained again"))
    assert forms.made(SCRATCH) == made["forms"]


def test_what_is_compared():
    given, wanted = np.array([[0.9, 0.1], [0.4, 0.6]]), np.array([[0.8, 0.2], [0.6, 0.4]])
    found = forms.compared(given, wanted, np.array([0, 1]))
    assert (found["agree"], found["accuracy"]) == (0.5, 1.0)
    assert found["gap"] == pytest.approx(0.2)


def test_the_files_have_the_endings_that_programs_look_for(folder):
    endings = {files.place(SCRATCH, form).suffix for form in forms.FORMS}
    assert endings == {".keras", ".onnx", ".tflite"}
