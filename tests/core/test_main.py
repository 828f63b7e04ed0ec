"""The command line as a person meets it: its output, its sentences, its exit status.

Each kind of ending is seen in a real process once; what else is said is asked of `main` here,
which spares every question an interpreter and TensorFlow of its own.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.__main__ import main
from core.transfer import calibrate
from core.zoo import catalog as zoo
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
SMALL = ("--dataset", "digits", "--backbone", "squeezenet", "--size", "32", "--per-class", "4")
SMALL += ("--val-per-class", "2", "--test-per-class", "2", "--batch", "8", "--epochs", "2")
TRAIN_KEYS = {
    "test_accuracy",
    "test_interval",
    "val_accuracy",
    "train_accuracy",
    "trainable_parameters",
    "total_parameters",
    "seconds",
    "prefix_engine",
    "precision",
    "history",
    "confusion",
    "recipe",
}


@pytest.fixture(scope="module")
def own(tmp_path_factory, as_after_setup):
    """The environment: folders of this module's own, no way to any server."""
    folder = tmp_path_factory.mktemp("command-line")
    as_after_setup(folder / "cache")
    nowhere = "http://127.0.0.1:9"
    return {
        "TLL_CACHE_DIR": str(folder / "cache"),
        "TLL_DATA_DIR": str(folder / "data"),
        "KERAS_HOME": str(folder / "keras"),
        "TLL_WEIGHTS_URL": nowhere,
        "https_proxy": nowhere,
        "no_proxy": "",
        "PATH": "",  # no npm
    }


@pytest.fixture
def process(own):
    """``process(*arguments)``: what a process of its own answers."""

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "core", *arguments],
            cwd=ROOT,
            env=os.environ | own,
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run


@pytest.fixture
def run(own, monkeypatch, capfd):
    """``run(*arguments, **environment)``: the same answer, given in this process."""

    def run(*arguments, **environment):
        for name, value in {**own, **environment}.items():
            monkeypatch.setenv(name, value)
        capfd.readouterr()
        try:
            status = main(arguments)
        except SystemExit as end:
            status = end.code
        return subprocess.CompletedProcess(arguments, status, *capfd.readouterr())

    return run


def sentence(answer, status=1):
    """The one sentence of a process that failed as it should."""
    assert answer.returncode == status
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr
    said = [line for line in answer.stderr.splitlines() if line.startswith("error: ")]
    assert said == answer.stderr.splitlines()[-1:]
    return said[0]


# -- what works ----------------------------------------------------------------------------------


def test_train_gives_one_document_and_tells_its_progress_elsewhere(process):
    answer = process("train", *SMALL, "--json")
    assert answer.returncode == 0, answer.stderr
    result = json.loads(answer.stdout)
    assert result.keys() >= TRAIN_KEYS
    assert result["seconds"].keys() >= {"prefix", "fit", "total"}
    low, high = result["test_interval"]
    assert 0 <= low <= result["test_accuracy"] <= high <= 1
    assert sum(map(sum, result["confusion"])) == 20
    assert [row["epoch"] for row in result["history"]] == [1, 2]
    assert result["recipe"]["backbone"] == "squeezenet"
    assert 0 < result["trainable_parameters"] < result["total_parameters"]
    assert "epoch 2/2" in answer.stderr


def test_train_in_words(run):
    answer = run("train", *SMALL, "--unfreeze", "1", "--head", "linear", "--classes", "3, 7")
    assert answer.returncode == 0, answer.stderr
    assert "test accuracy" in answer.stdout
    assert "4 photos" in answer.stdout


def test_a_training_that_runs_away_is_still_one_document(run):
    answer = run("train", *SMALL, "--scratch", "--optimizer", "sgd", "--lr", "100", "--json")
    if answer.returncode:
        sentence(answer)
    else:
        json.loads(answer.stdout, parse_constant=pytest.fail)


def test_zoo_lists_every_network(run):
    answer = run("zoo", "--json")
    assert answer.returncode == 0, answer.stderr
    rows = json.loads(answer.stdout)
    assert [row["id"] for row in rows] == list(zoo.BACKBONES)
    keys = {"id", "title", "source_task", "weights_state", "parameters", "boundaries"}
    for row in rows:
        assert row.keys() >= keys
        bundled = zoo.get(row["id"]).trained_weights == "bundled"
        assert row["weights_state"] == ("ready" if bundled else "downloadable")
        assert len(row["boundaries"]) == len(zoo.get(row["id"]).blocks)
    assert {row["id"]: row["parameters"] for row in rows}["vgg16"] == 14_714_688


def test_fetch_goes_on_where_something_cannot_be_had(run, monkeypatch, tmp_path):
    monkeypatch.setattr(zoo, "BACKBONES", {"squeezenet": zoo.BACKBONES["squeezenet"]})
    monkeypatch.setattr(calibrate, "ROUNDS", 1)
    empty = {"TLL_CACHE_DIR": str(tmp_path)}
    made = ["facts:squeezenet", "network:squeezenet"]
    answer = run("fetch", "--json", **empty)
    assert answer.returncode == 0, answer.stderr
    rows = json.loads(answer.stdout)
    assert [row["item"] for row in rows] == ["cifar10", *made, "browser"]
    assert rows[0]["state"] == rows[-1]["state"] == "failed"
    assert {row["state"] for row in rows[1:-1]} <= {"ready", "fetched"}
    answer = run("fetch", **empty)
    assert answer.returncode == 0
    assert "CIFAR-10 could not be fetched" in answer.stdout
    assert answer.stdout.endswith("2 of 4 things were here already.\n")
    assert run("fetch", "--strict", **empty).returncode == 1


# -- what cannot be done -------------------------------------------------------------------------


def test_a_process_ends_with_its_sentence_and_its_status(process):
    refused = process("train", "--backbone", "alexnet", "--json")
    assert "Choose from: efficientnet_lite0, squeezenet" in sentence(refused)
    assert "a whole number is needed" in sentence(process("train", "--epochs", "ten"), status=2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--backbone", "alexnet"), "Choose from: efficientnet_lite0, squeezenet"),
        (("--dataset", "mnist"), "Choose from: cifar10, digits, faces"),
        (("--dataset", "digits", "--classes", "0,ten"), "“ten” in digits. Choose from: 0, 1"),
        (("--weights", "best"), "Choose from: bundled, random"),
        (("--backbone", "vgg16", "--weights", "bundled"), "Choose from: imagenet, random"),
        (("--head", "forest"), "Choose from: probe, linear, mlp"),
        (("--classes", "cat"), "One class alone cannot be told apart"),
        (("--unfreeze", "99"), "unfreeze must lie between 0 and 18"),
        (("--unfreeze", "-1"), "--unfreeze takes a number of blocks or “all”, not “-1”"),
        (("--unfreeze", "²"), "not “²”"),
        (("--unfreeze", "most"), "not “most”"),
        (("--classes", "cat,dog", "--batch", "128"), "The batch (128) is larger"),
        (("--per-class", "0"), "must lie between 1 and"),
        (("--lr", "nan"), "must lie between"),
        (("--backbone", "inception_v3", "--weights", "random", "--size", "64"), "at least 75"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(run, arguments, said):
    assert said in sentence(run("train", *arguments, "--json"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("train", "--epochs", "ten"), "--epochs: a whole number is needed, not “ten”."),
        (("train", "--epochs", "1.5"), "--epochs: a whole number is needed, not “1.5”."),
        (("train", "--lr", "fast"), "--lr: a number is needed, not “fast”."),
        (("train", "--epochs"), "--epochs: expected one argument."),
        (("train", "--colour", "blue"), "--colour"),
        (("teach",), "choose from"),
        ((), "COMMAND"),
    ],
)
def test_a_command_line_that_cannot_be_read_is_one_sentence(run, arguments, said):
    assert said in sentence(run(*arguments), status=2)


def test_too_few_images(run):
    said = sentence(run("train", *SMALL, "--per-class", "1000", "--json"))
    assert "1000 to train" in said
    assert "Ask for fewer" in said


def test_without_cifar10(run, tmp_path):
    arguments = ("train", "--backbone", "squeezenet", "--size", "32", "--json")
    said = sentence(run(*arguments, TLL_CACHE_DIR=str(tmp_path / "empty")))
    assert "CIFAR-10 is not on this computer yet" in said
    assert "digits" in said


def test_a_damaged_weight_file(run, tmp_path):
    path = tmp_path / "models" / zoo.get("vgg16").source.name
    path.parent.mkdir()
    path.write_bytes(b"half a download")
    arguments = ("train", *SMALL, "--backbone", "vgg16", "--json")
    said = sentence(run(*arguments, KERAS_HOME=str(tmp_path)))
    assert "damaged" in said
    assert str(path) in said


def test_a_cache_folder_that_cannot_be_made(run, tmp_path):
    (tmp_path / "file").touch()
    said = sentence(run("zoo", TLL_CACHE_DIR=str(tmp_path / "file" / "cache")))
    assert str(tmp_path / "file") in said
    said = sentence(run("train", *SMALL, TLL_CACHE_DIR=str(tmp_path / "file" / "cache")))
    assert str(tmp_path / "file") in said


def test_an_interrupted_training_ends_with_a_sentence(own):
    command = [sys.executable, "-m", "core", "train", *SMALL, "--scratch", "--epochs", "1000"]
    with subprocess.Popen(
        [*command, "--json"],
        cwd=ROOT,
        env=os.environ | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stderr:
            if line.startswith("epoch 3/"):
                break
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in error
    assert error.splitlines()[-1] == (
        "error: Stopped before the end; nothing was kept of this run."
    )
