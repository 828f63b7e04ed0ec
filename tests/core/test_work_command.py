"""``python -m core work``: out of one data folder and into another, without a browser."""

import json

import pytest

from core.__main__ import main
from core.runs.series import COMMAND_LINE
from core.runs.store import Store
from tests.core.portfolio import made


@pytest.fixture
def at(tmp_path, monkeypatch):
    """``at("a")``: the commands that follow run on the computer called so."""
    return lambda name: monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path / name))


def test_written_here_and_read_there(at, tmp_path, capsys):
    file, learner = str(tmp_path / "my-work.tll.zip"), "d" * 32
    at("a")
    with Store() as store:
        store.add(made.training(COMMAND_LINE))
    assert main(["work", "--out", file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["runs"] == 1
    at("b")
    for known in (0, 1):
        assert main(["work", file, "--into", learner, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["runs"], told["known_runs"]) == (1 - known, known)
    with Store() as store:
        assert (store.count(learner), store.count(COMMAND_LINE)) == (1, 0)
    assert main(["work", file]) == 0
    assert "new: 1 runs, 0 datasets" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "--out FILE"),
        (["x.zip", "--out", "y.zip"], "--out FILE"),
        (["none.zip"], "none.zip"),
        (["--out", "w.zip", "--of", "../x"], "32 digits"),
    ],
)
def test_what_cannot_be_is_one_sentence(at, tmp_path, monkeypatch, capsys, options, said):
    at("a")
    monkeypatch.chdir(tmp_path)
    assert main(["work", *options]) == 1
    assert said in capsys.readouterr().err
