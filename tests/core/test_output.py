"""What commands print on any code page, in both languages; what is refused before any work."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.__main__ import COMMANDS, main
from core.datasets.samples import sample
from core.runs.series import COMMAND_LINE
from core.runs.store import Run, Store
from core.transfer.recipe import Recipe

CAT = str(sample("chelsea").path)
ODD = "café 猫 → 🐈 λ"  # no code page has them all


@pytest.fixture(autouse=True)
def own_log(tmp_path, monkeypatch):
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run_with_a_note():
    store = Store()
    recipe = Recipe(classes=("cat", "dog"), seconds=5.0)
    store.add(
        Run(
            COMMAND_LINE,
            "train",
            "done",
            recipe.to_json(),
            note=ODD,
            series=ODD,
            timings={"total": 1.5},
            created="2026-01-02T03:04:05.678+00:00",
        )
    )
    store.close()


@pytest.fixture
def on_code_page(monkeypatch):
    """``on_code_page("cp932", ...)``: status and the bytes that a command writes there."""

    def run(page, *arguments):
        streams = [io.TextIOWrapper(io.BytesIO(), page, write_through=True) for _ in range(2)]
        monkeypatch.setattr(sys, "stdout", streams[0])
        monkeypatch.setattr(sys, "stderr", streams[1])
        status = main(arguments)
        return status, *(stream.buffer.getvalue() for stream in streams)

    return run


@pytest.mark.parametrize("page", ["cp932", "cp1252", "ascii"])
def test_programs_get_utf_8_and_people_what_the_code_page_has(page, on_code_page, run_with_a_note):
    _, csv, _ = on_code_page(page, "runs", "export")
    assert csv.startswith(b"\xef\xbb\xbf") and ODD in csv.decode()
    _, document, _ = on_code_page(page, "runs", "export", "--format", "json")
    assert json.loads(document.decode())[0]["note"] == ODD
    _, rows, _ = on_code_page(page, "runs", "list", "--json")
    assert json.loads(rows.decode())[0]["series"] == ODD
    status, text, _ = on_code_page(page, "runs", "list")
    assert status == 0 and "?" in text.decode(page)
    status, _, error = on_code_page(page, "classify", ODD, "--lang", "ja")
    assert status == 1 and error.decode(page).startswith("error: ")


def test_bytes_that_are_no_text_are_escaped_in_json(on_code_page):
    status, out, _ = on_code_page("cp1252", "classify", "odd\udcff.jpg", "--json")
    assert status == 1
    assert json.loads(out.decode())[0]["file"] == "odd\udcff.jpg"


def test_times_have_their_zone_and_columns_their_names(on_code_page, run_with_a_note, monkeypatch):
    _, text, _ = on_code_page("utf-8", "runs", "list")
    assert any(zone in text.decode() for zone in ("+", "-"))
    assert len(text.decode().split("  ")[1]) == len("2026-01-02 03:04+00:00")
    _, csv, _ = on_code_page("utf-8", "runs", "export")
    header, row = (line.split(",") for line in csv.decode("utf-8-sig").splitlines())
    assert len(set(header)) == len(header)
    found = dict(zip(header, row, strict=True))
    assert (found["seconds"], found["budget_seconds"]) == ("1.5", "5.0")
    assert found["created"].endswith("+00:00")


FAILING = {
    "advise": ["--dataset", "nothing"],
    "attack": ["nowhere.png", "--out", "x.png"],
    "classify": ["nowhere.png"],
    "describe": ["nothing"],
    "explain": ["nowhere.png", "--out", "x.png"],
    "ideal": ["--photo", "nowhere.png", "--out", "x.png"],
    "race": ["--preset", "horses"],
    "runs": ["show"],
    "study": ["nowhere", "--out", "x"],
    "train": ["--backbone", "nothing"],
}


@pytest.mark.parametrize("command", FAILING)
@pytest.mark.parametrize("flag", ["--lang", "--language"])
def test_every_command_says_its_error_in_the_language_asked_for(command, flag, capsys):
    assert main([command, *FAILING[command], flag, "ja"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: ") and any("ぁ" <= letter <= "ん" for letter in said)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_names_the_languages(command, capsys):
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert "--lang" in capsys.readouterr().out


def black(folder):
    file = folder / "black.png"
    Image.fromarray(np.zeros((40, 40), np.uint8)).save(file)
    return str(file)


NETWORK = ["--backbone", "squeezenet"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["attack", CAT, *NETWORK, "--out", "nowhere/x.png"], "no folder nowhere"),
        (["attack", CAT, *NETWORK, "--out", "."], "is a folder"),
        (["attack", CAT, *NETWORK, "--out", "x.png", "--save-input", "no/i.png"], "no folder no"),
        (["attack", CAT, *NETWORK, "--out", "x.png", "--mask", "black.png"], "no white area"),
        (["attack", "black.png", *NETWORK, "--out", "black.png"], "write over"),
        (["explain", CAT, *NETWORK, "--out", "nowhere/x.png"], "no folder nowhere"),
        (["explain", CAT, *NETWORK, "--out", "x.png", "--method", "guess"], "guess"),
        (["explain", CAT, *NETWORK, "--out", "x.png", "--boundary", "99"], "boundary"),
        (["explain", CAT, *NETWORK, "--out", "x.png", "--class", "no such thing"], "no ImageNet"),
        (["ideal", *NETWORK, "--out", "nowhere/x.png"], "no folder nowhere"),
        (["ideal", *NETWORK, "--photo", ".", "--out", "x.png"], "it is a folder"),
        (["runs", "export", "--out", "nowhere/x.csv"], "no folder nowhere"),
        (["study", ".", "--out", "black.png"], "is a file"),
    ],
)
def test_what_cannot_be_written_or_used_is_refused_before_the_work(
    arguments, word, tmp_path, capsys, monkeypatch
):
    black(tmp_path)
    monkeypatch.setitem(sys.modules, "core.zoo.classifier", None)  # the work would import it
    monkeypatch.setitem(sys.modules, "core.datasets.upload.archive", None)
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert word in said.err and said.out == "" and said.err.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize(
    ("language", "said"), [("en", "The disk is full"), ("ja", "ディスクがいっぱいです")]
)
def test_a_full_disk_is_said_in_a_sentence(run_with_a_note, tmp_path, capsys, language, said):
    (tmp_path / "runs.csv").symlink_to("/dev/full")
    assert main(["runs", "export", "--out", "runs.csv", "--lang", language]) == 1
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
