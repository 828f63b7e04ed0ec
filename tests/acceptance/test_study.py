"""``python -m core study``: from photos to report, notebook and network, also after a kill.

The whole assignment on the sample photos (five seeds, some minutes) runs with TLL_FULL=1.
"""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image, ImageDraw

from core.paths import ROOT
from core.runs.series import COMMAND_LINE
from core.runs.store import Store
from core.study.lines import LINES
from tests.patience import PATIENCE

SAMPLE = ROOT.parent / "shared" / "data" / "cats-and-dogs-sample.zip"
FILES = {"report.html", "report.ipynb", "backbone.keras", "photos.npz", "runs.csv", "best.keras"}
FILES |= {"MODEL_CARD.md", "MODEL_CARD.ja.md"}
RINGS, CROSSES = "my rings (C++)", "[UNK]"  # as people name folders
BARE = """
import contextlib, io, json, sys
names = {}
with contextlib.redirect_stdout(io.StringIO()):
    exec(sys.argv[1], names)
said = names["model"](names["read"]("photo.jpg")[None])
sure = names["np"].asarray(said["probabilities"])[0].max().item()
print(json.dumps([said["label"].numpy()[0].decode(), sure]))
"""


def shapes(path, count):
    """A ZIP of two classes: rings and crosses in many colours."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in (RINGS, CROSSES):
            for k in range(count):
                rng = np.random.default_rng([k, len(name)])
                ground, ink = (tuple(rng.integers(0, 256, 3).tolist()) for _ in range(2))
                image = Image.new("RGB", (160, 120), ground)
                pen = ImageDraw.Draw(image)
                x, y, r = rng.integers(50, 110), rng.integers(40, 80), rng.integers(18, 38)
                if name == RINGS:
                    pen.ellipse([x - r, y - r, x + r, y + r], outline=ink, width=8)
                else:
                    pen.line([x - r, y - r, x + r, y + r], fill=ink, width=8)
                    pen.line([x - r, y + r, x + r, y - r], fill=ink, width=8)
                noise = rng.integers(-20, 21, (120, 160, 3))
                pixels = np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)
                buffer = io.BytesIO()
                Image.fromarray(pixels).save(buffer, "JPEG", quality=90)
                archive.writestr(f"{name}/{k}.jpg", buffer.getvalue())


@pytest.fixture
def command(tmp_path, as_after_setup):
    """Starts ``python -m core study`` in folders of its own: ``command(photos, *options)``."""
    as_after_setup(tmp_path / "cache")
    environment = os.environ | {
        "TLL_DATA_DIR": str(tmp_path / "data"),
        "TLL_CACHE_DIR": str(tmp_path / "cache"),
    }

    def start(photos, *options):
        line = [sys.executable, "-m", "core", "study", str(photos), "--out", str(tmp_path / "out")]
        return subprocess.Popen(
            [*line, *options, "--json"], cwd=ROOT, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    return start


def finished(process):
    out, err = process.communicate(timeout=1200)
    assert process.returncode == 0, err[-3000:]
    return json.loads(out)


def bare(network, photo):
    """What the lines that are shown answer beside the network, in a process without this project:
    label and probability."""
    shutil.copyfile(photo, network.parent / "photo.jpg")
    done = subprocess.run(
        [sys.executable, "-I", "-c", BARE, LINES],
        capture_output=True, text=True, cwd=network.parent, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def executed(folder):
    """The notebook run from top to bottom in its folder; the test accuracy that it prints."""
    line = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute"]
    done = subprocess.run(
        [*line, "report.ipynb", "--output", "run.ipynb"],
        cwd=folder, capture_output=True, text=True, timeout=1200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    book = nbformat.read(folder / "run.ipynb", 4)
    printed = [out.text for cell in book.cells for out in cell.get("outputs", []) if "text" in out]
    (line,) = [row for text in printed for row in text.splitlines() if "test accuracy" in row]
    return float(line.split()[2])


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
def test_a_killed_study_goes_on_where_it_stopped(tmp_path, command):
    photos = tmp_path / "shapes.zip"
    shapes(photos, 16)
    options = ("--networks", "squeezenet", "--seeds", "0-1", "--pace", "quick")
    (tmp_path / "data").mkdir()
    process = command(photos, *options)
    store = Store(tmp_path / "data" / "runs.sqlite")
    end = time.time() + PATIENCE
    while store.count(COMMAND_LINE) < 2:
        assert process.poll() is None and time.time() < end, process.stderr.read()[-2000:]
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    before = {run.id: run.metrics for run in store.runs(COMMAND_LINE)}
    assert 2 <= len(before) < 6

    said = finished(command(photos, *options))
    assert said["from_log"] == len(before) and said["from_log"] + said["trained"] == 6
    after = {run.id: run.metrics for run in store.runs(COMMAND_LINE)}
    store.close()
    assert len(after) == 6 and before.items() <= after.items()
    assert len(list((tmp_path / "data" / "datasets").glob("own-*"))) == 1

    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == FILES
    assert said["best"]["backbone"] == "squeezenet"
    rows = list(csv.DictReader((out / "runs.csv").read_text("utf-8-sig").splitlines()))
    assert [row["labels"] for row in rows] == 6 * [f"{RINGS}; {CROSSES}"]
    with zipfile.ZipFile(photos) as archive:
        archive.extract(f"{RINGS}/0.jpg", tmp_path)
    label, sure = bare(out / "best.keras", tmp_path / RINGS / "0.jpg")
    assert label in (RINGS, CROSSES) and 0.5 <= sure <= 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["nowhere.zip"], "There is no file or folder nowhere.zip"),
        (["README.md"], "not a ZIP"),
        ([".", "--seeds", "x"], "--seeds takes"),
        ([".", "--pace", "soon"], "--pace takes one of quick, thorough"),
        ([".", "--networks", "vgg61"], "There is no network"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(tmp_path, monkeypatch, capsys, options, said):
    from core.__main__ import main

    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(ROOT)
    assert main(["study", *options, "--out", str(tmp_path / "out")]) == 1
    err = capsys.readouterr().err
    assert said in err and "Traceback" not in err


@pytest.mark.skipif(
    not (os.environ.get("TLL_FULL") and SAMPLE.is_file()),
    reason="some minutes of training: set TLL_FULL=1 (and have the sample photos)",
)
def test_the_assignment_on_cats_and_dogs(tmp_path, command):
    said = finished(command(SAMPLE))
    assert said["seeds"] == [0, 1, 2, 3, 4]
    assert said["best_test_accuracy"] >= 0.95
    assert said["scratch_test_accuracy"] < said["best_test_accuracy"] - 0.15
    again = finished(command(SAMPLE))
    assert again["trained"] == 0 and again["best"] == said["best"]
    out = Path(tmp_path / "out")
    low, high = said["best_interval"]
    assert low <= executed(out) <= high
    with zipfile.ZipFile(SAMPLE) as archive:
        for name, label in (("cats/cat_000.jpg", "cats"), ("dogs/dog_000.jpg", "dogs")):
            archive.extract(name, tmp_path)
            assert bare(out / "best.keras", tmp_path / name)[0] == label
