"""``python -m core attack``: what it writes is what it says."""

import json

import nbformat
import numpy as np
import pytest
from PIL import Image

from core.__main__ import main
from core.datasets.samples import sample
from core.imagine.attacks.methods import METHODS

DOG = str(sample("imagenet_00").path)
QUICK = ["--backbone", "squeezenet", "--json"]


def opened(file):
    return np.asarray(Image.open(file).convert("RGB")).astype(int)


@pytest.mark.parametrize("method", METHODS)
def test_the_figures_are_those_of_the_files(method, tmp_path, capsys):
    out, before = tmp_path / "out.png", tmp_path / "in.png"
    steps = 1 if METHODS[method].norm == "pixels" else min(METHODS[method].steps, 10)
    options = ["--method", method, "--steps", str(steps), *QUICK]
    assert main(["attack", DOG, "--out", str(out), "--save-input", str(before), *options]) == 0
    said = json.loads(capsys.readouterr().out)
    change = opened(out) - opened(before)
    assert said["linf"] == np.abs(change).max()
    assert said["l2"] == pytest.approx(np.sqrt((change**2).sum()) / 255)
    assert said["changed_pixels"] == (change != 0).any(2).sum()
    assert {"index", "probability"} <= said["clean"].keys() & said["adversarial"].keys()
    assert set(said["judged_by"]) == {"squeezenet", "efficientnet_lite0"}
    assert said["success"] is (said["clean"]["index"] != said["adversarial"]["index"])
    assert said["seconds"] > 0


def test_a_target_by_name_and_a_mask_also_in_the_notebook(tmp_path, capsys):
    out, before, mask = (tmp_path / name for name in ("out.png", "in.png", "mask.png"))
    painted = np.zeros((227, 227), np.uint8)
    painted[40:200, 40:200] = 255
    Image.fromarray(painted).save(mask)
    (tmp_path / "code").mkdir()
    code = tmp_path / "code" / "cat.ipynb"
    files = ["--out", str(out), "--save-input", str(before), "--mask", str(mask)]
    files += ["--code", str(code)]
    assert main(["attack", DOG, "--target", "シャムネコ", "--eps", "8", *files, *QUICK]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["target"], said["adversarial"]["index"]) == (284, 284)
    changed = (opened(out) != opened(before)).any(2)
    assert changed.any()
    assert not changed[painted == 0].any()
    assert said["code"] == str(code)
    assert "TARGET = 284" in "".join(cell.source for cell in nbformat.read(code, 4).cells)
    beside = {file.name for file in code.parent.iterdir()}
    assert beside == {"cat.ipynb", "photo.png", "mask.png", "network.keras"}
    assert (opened(code.with_name("photo.png")) == opened(before)).all()


@pytest.mark.parametrize("out", ["out.png", "photo.png"])
def test_no_other_picture_takes_the_place_of_what_the_program_reads(out, tmp_path, capsys):
    mine = tmp_path / "photo.png"
    if out != mine.name:
        mine.write_bytes(b"mine")
    there = list(tmp_path.iterdir())
    files = ["--out", str(tmp_path / out), "--code", str(tmp_path / "cat.py")]
    assert main(["attack", DOG, *files, *QUICK]) == 1
    assert "photo.png" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == there


def test_written_again_it_still_fools(tmp_path, capsys):
    out = tmp_path / "out.png"
    assert main(["attack", DOG, "--target", "284", "--out", str(out), *QUICK]) == 0
    said = json.loads(capsys.readouterr().out)
    assert main(["classify", str(out), "--backbone", "squeezenet", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    first = row["predictions"][0]
    assert first["index"] == said["adversarial"]["index"] == 284
    assert first["probability"] == pytest.approx(said["adversarial"]["probability"], abs=1e-5)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--method", "magic"], "magic"),
        (["--target", "no such thing at all"], "no ImageNet class"),
        (["--method", "deepfool", "--target", "284"], "no target"),
        (["--eps", "300"], "between 0 and 255"),
        (["--mask", "nowhere.png"], "cannot be read"),
        (["--backbone", "vgg16"], "no ImageNet classifier"),
        (["--code", "cat.js"], ".ipynb"),
    ],
)
def test_what_cannot_be_is_said(options, word, tmp_path, capsys):
    assert main(["attack", DOG, "--out", str(tmp_path / "out.png"), *options]) == 1
    assert word in capsys.readouterr().err
    assert not (tmp_path / "out.png").exists()
