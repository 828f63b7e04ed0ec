"""``python -m core ideal``, as a person or a program would call it."""

import json
import zipfile

import numpy as np
import pytest
from PIL import Image

from core.__main__ import main
from core.imagine.ideal import judge
from core.imagine.ideal.recipe import Ideal
from core.imagine.program import ideal as program
from core.imagine.program.program import NETWORK
from core.zoo import classifier

QUICK = ["ideal", "--backbone", "squeezenet", "--steps", "5", "--size", "64", "--seed", "3"]


def test_everything_said_is_in_the_file(tmp_path, capsys):
    out = tmp_path / "zebra.png"
    assert main([*QUICK, "--class", "zebra", "--out", str(out), "--json"]) == 0
    printed = capsys.readouterr()
    said = json.loads(printed.out)
    assert "step 5/5" in printed.err
    image = np.asarray(Image.open(out))
    assert image.shape == (64, 64, 3) and image.dtype == np.uint8
    assert said["class"] == {"index": 340, "name": "zebra"} and said["steps"] == 5
    assert said["tv"] == pytest.approx(judge.variation(image))
    assert set(said["judged_by"]) == set(classifier.available())
    for name, one in said["judged_by"].items():
        found = judge.opinion(image, name, 340)
        assert one == {key: found[key] for key in ("probability", "rank")}
    assert said["probability"] == said["judged_by"]["squeezenet"]["probability"]
    assert said["logit"] == judge.opinion(image, "squeezenet", 340)["logit"]
    assert said["seconds"] >= said["timings"]["steps"] > 0


def test_without_json_it_is_said_in_words_and_the_program_lies_beside_its_network(tmp_path, capsys):
    code = tmp_path / "cat.py"
    files = ["--out", str(tmp_path / "cat.png"), "--code", str(code)]
    assert main([*QUICK, "--param", "tv", *files]) == 0
    said = capsys.readouterr().out
    assert "Siamese cat" in said and str(code) in said
    shown = Ideal("squeezenet", param="tv", steps=5, size=64, seed=3)
    assert code.read_text("utf-8") == program.write(shown, "en").text
    assert zipfile.is_zipfile(tmp_path / NETWORK)  # as .keras files are


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--param", "wavelet"], "fourier"),
        (["--class", "no such thing at all"], "ImageNet"),
        (["--size", "50"], "512"),
        (["--out", "missing/folder/x.png"], "missing"),
        (["--photo", "missing.jpg"], "missing.jpg"),
        (["--param", "tv", "--code", "zebra.txt"], ".ipynb"),
        (["--code", "zebra.py"], "total variation"),  # the way is Fourier
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(arguments, word, tmp_path, capsys):
    given = [*QUICK, "--out", str(tmp_path / "x.png"), *arguments]
    assert main(given) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("error: ") and word in said.err
    assert said.err.count("\n") == 1 and not (tmp_path / "x.png").exists()
