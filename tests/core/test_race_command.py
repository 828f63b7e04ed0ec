"""``python -m core race``, as a person or a program would call it."""

import json

import pytest

from core.__main__ import main

SMALL = [
    "race", "--dataset", "digits", "--classes", "0,1", "--size", "48", "--per-class", "8,16",
    "--val-per-class", "4", "--test-per-class", "10", "--ways", "scratch,extract",
    "--backbones", "squeezenet", "--epochs", "3", "--seeds", "0,1",
]  # fmt: skip


@pytest.fixture(autouse=True)
def own_log(tmp_path, monkeypatch):
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path))


def test_a_race_is_run_once_and_told_in_json(capsys):
    assert main([*SMALL, "--json"]) == 0
    printed = capsys.readouterr()
    said = json.loads(printed.out)
    assert "scratch|8|0" in printed.err
    assert {row["arm"] for row in said["arms"]} == {"scratch", "extract.squeezenet"}
    for row in said["arms"]:
        assert set(row["accuracies"]) == {"0", "1"}
        assert row["interval"][0] <= row["accuracy"] <= row["interval"][1]
        assert row["trainable_parameters"] > 0
    gains = {row["arm"]: row["gain"] for row in said["arms"]}
    assert gains["scratch"] is None
    means = {row["arm"]: row["accuracy"] for row in said["arms"]}
    assert gains["extract.squeezenet"]["mean"] == pytest.approx(
        means["extract.squeezenet"] - means["scratch"]
    )
    assert list(said["amounts"]) == ["8", "16"]
    assert said["verdict"] and said["seconds"] > 0

    assert main(SMALL) == 0  # everything is in the log
    again = capsys.readouterr()
    assert "epoch" not in again.err
    assert "From scratch" in again.out and said["verdict"][0] in again.out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--preset", "horses"], "chapter"),
        (["--ways", "walk,scratch"], "extract"),
        (["--ways", "scratch"], "2 to"),
        (["--seeds", "0,a"], "“a”"),
        (["--ways", "scratch,extract", "--backbones", "alexnet"], "alexnet"),
    ],
)
def test_what_cannot_be_run_is_said_in_one_sentence(arguments, word, capsys):
    assert main(["race", *arguments]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("error: ") and word in said.err
