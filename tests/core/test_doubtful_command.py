"""``python -m core doubtful``: what is named, as a document and in lines."""

import json

import numpy as np
import pytest

from core.__main__ import main
from core.transfer import doubtful


@pytest.fixture
def quick(monkeypatch):
    """Features that a network need not be asked for: the mean colours of the photos."""
    from core.transfer.prefix import Prefix

    def colours(self, split, store, on_done, view=None):
        on_done(len(split))
        return split.images.reshape(len(split), -1)[:, :192].astype(np.float32), True, True

    monkeypatch.setattr(Prefix, "__call__", colours)


def test_a_dataset_of_the_catalogue_is_searched(quick, capsys):
    status = main(["doubtful", "digits", "--classes", "3,8", "--per-class", "20", "--json"])
    assert status == 0
    said = json.loads(capsys.readouterr().out)
    assert said["photos"] == 40
    assert said["classes"] == ["three", "eight"]
    for one in said["doubtful"]:
        assert one["label"] != one["suggested"]
        assert one["file"] is None
    assert main(["doubtful", "digits", "--classes", "3,8", "--per-class", "20"]) == 0
    assert capsys.readouterr().out.startswith(f"{len(said['doubtful'])} of 40 labels are doubtful")


def test_planted_errors_are_counted(quick, capsys):
    options = ["--classes", "0,1", "--per-class", "20", "--planted", "--seeds", "2"]
    assert main(["doubtful", "digits", *options, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert len(said["runs"]) == 4
    assert said["rates"]["0.1"]["recall"]["of"] == 8


def test_too_few_photos_and_unknown_sets_are_refused_in_a_sentence(quick, capsys):
    assert main(["doubtful", "nothing"]) == 1
    few = str(doubtful.FEWEST - 1)
    assert main(["doubtful", "digits", "--per-class", few]) == 1
    assert f"at least {doubtful.FEWEST} photos" in capsys.readouterr().err
