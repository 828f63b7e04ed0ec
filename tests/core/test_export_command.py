"""``python -m core export``: what is refused before any work, and what is written."""

import json
from pathlib import Path

import pytest

from core.__main__ import main

SMALL = ["--dataset", "digits", "--classes", "3,7", "--scratch", "--size", "32", "--epochs", "1"]
SMALL += ["--per-class", "12", "--val-per-class", "4", "--test-per-class", "4", "--batch", "8"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "pdf"], "--format takes one of"),
        (["--precision", "int4"], "--precision takes one of"),
        (["--format", "html", "--precision", "int8"], "belongs to the formats onnx and litert"),
        (["--backbone", "nothing"], "There is no network"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(tmp_path, capsys, options, said):
    assert main(["export", *options, "--out", str(tmp_path / "out")]) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_network_is_written_and_what_was_measured_is_told(tmp_path, monkeypatch, capsys):
    pytest.importorskip("onnx")
    monkeypatch.setenv("TLL_CACHE_DIR", str(tmp_path / "cache"))
    out = tmp_path / "classifier.onnx"
    arguments = ["export", *SMALL, "--precision", "float16", "--out", str(out), "--json"]
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["form"] == "onnx-float16" and told["bytes"] == Path(out).stat().st_size
    assert told["agree"] == 1 and {"ms", "gap", "accuracy", "interval"} <= told.keys()
