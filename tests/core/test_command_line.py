"""classify, explain and describe, as a person or a program would call them."""

import argparse
import json

import numpy as np
import pytest
from PIL import Image

from core.__main__ import main
from core.commands import shift, shortcut
from core.datasets.samples import sample
from core.experiments import shortcut as shortcut_of


@pytest.fixture
def cat():
    return str(sample("chelsea").path)


def test_the_classes_of_another_dataset_are_those_that_were_asked_for():
    parser = argparse.ArgumentParser()
    shortcut.add(parser)
    options = parser.parse_args(["--dataset", "digits", "--classes", "0,1", "--per-class", "9"])
    base = shift.base_of(options, shortcut_of.BASE)
    assert (base.dataset, base.class_names, base.per_class) == ("digits", ("0", "1"), 9)


def test_one_bad_photo_does_not_stop_the_others(tmp_path, cat, capsys):
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"<svg/>")
    missing = str(tmp_path / "missing.jpg")
    arguments = ["classify", str(bad), cat, missing, "--backbone", "squeezenet", "--top", "3"]
    assert main([*arguments, "--lang", "ja", "--json"]) == 0
    first, second, third = json.loads(capsys.readouterr().out)
    assert "bad.png" in first["error"] and "missing.jpg" in third["error"]
    assert second["file"] == cat
    assert len(second["predictions"]) == 3
    assert second["seconds"] > 0
    shares = [said["probability"] for said in second["predictions"]]
    assert shares == sorted(shares, reverse=True)
    assert not second["predictions"][0]["name"].isascii()


def test_nothing_answered_is_a_failure_said_on_standard_error(tmp_path, capsys):
    assert main(["classify", str(tmp_path / "none.png")]) == 1
    said = capsys.readouterr()
    assert said.out == "" and "none.png" in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["classify", "x.png", "--backbone", "nothing"],
        ["classify", "x.png", "--lang", "xx"],
        ["classify", "x.png", "--top", "0"],
        ["describe", "nothing"],
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(arguments, capsys):
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("error: ") and said.err.count("\n") == 1


def test_explain_writes_the_picture(tmp_path, cat, capsys):
    out = tmp_path / "heat.png"
    arguments = ["explain", cat, "--backbone", "squeezenet", "--class", "tabby", "--json"]
    assert main([*arguments, "--method", "occlusion", "--out", str(out)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["class"]["index"] == 281
    assert 0 <= said["probability"] <= 1
    assert np.asarray(Image.open(out)).shape == (227, 227, 3)


def test_describe_gives_blocks_layers_and_fields(capsys):
    assert main(["describe", "squeezenet", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    layer = said["blocks"][0]["layers"][-1]
    assert {"name", "kind", "output", "parameters", "macs", "receptive_field"} <= layer.keys()
    assert main(["describe", "squeezenet"]) == 0
    assert "1,235,496 parameters" in capsys.readouterr().out
