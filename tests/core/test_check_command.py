"""``python -m core check``: what the page's checks find, without a browser and without a trace."""

from __future__ import annotations

import io
import json
import zipfile

import numpy as np
import pytest
from PIL import Image

from core.__main__ import main

KEYS = [
    "classes", "own_test", "look_alikes", "test_photos_with_a_copy_in_training", "ignored",
    "unreadable", "notes", "error",
]  # fmt: skip
HEIC = b"\0\0\0\x18ftypheic" + bytes(200)


def scene(seed):
    """A photo-like picture, unlike those of other seeds, as the bytes of a PNG."""
    rough = np.random.default_rng(seed).integers(0, 256, (5, 5, 3), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(rough).resize((64, 64), Image.Resampling.BICUBIC).save(buffer, "PNG")
    return buffer.getvalue()


def photos(folder, first, count=9):
    return {f"{folder}/{n}.png": scene(n) for n in range(first, first + count)}


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """``check(files, *options)`` packs files and gives exit status, output and errors."""
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path / "data"))
    capsys.readouterr()

    def run(files, *options):
        path = tmp_path / "photos.zip"
        with zipfile.ZipFile(path, "w") as out:
            for name, data in files.items():
                out.writestr(name, data)
        before = sorted(tmp_path.rglob("*"))
        status = main(["check", str(path), *options])
        assert sorted(tmp_path.rglob("*")) == before  # nothing is left behind
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def found(check):
    """``found(files, status=0, lang="en")``: the JSON document."""

    def run(files, status=0, lang="en"):
        given, out, _err = check(files, "--json", "--lang", lang)
        said = json.loads(out)
        assert (given, list(said)) == (status, KEYS)
        assert (said["error"] is None) == (status == 0)
        return said

    return run


def counts(said):
    return {one["title"]: one["photos"] for one in said["classes"]}


PLAIN = photos("cats", 0) | photos("dogs", 50)


def test_a_plain_zip_has_its_classes_and_nothing_else(found):
    said = found(PLAIN | {"__MACOSX/cats/._1.png": b"x", "cats/Thumbs.db": b"x"})
    assert counts(said) == {"cats": 9, "dogs": 9}
    assert (said["own_test"], said["ignored"], said["unreadable"]) == (False, [], [])
    assert said["test_photos_with_a_copy_in_training"] == said["look_alikes"] == 0


@pytest.mark.parametrize(("train", "test"), [
    ("training_set/training_set/{}s", "test_set/test_set/{}s"),
    ("seg_train/seg_train/{}s", "seg_test/seg_test/{}s"),
    ("train/{}s", "Test/{}S"),
    ("data/train/images/{}s", "data/test/images/{}s"),
])  # fmt: skip
def test_the_makers_test_part_is_used(found, train, test):
    files = {}
    for n, name in enumerate(("cat", "dog")):
        files |= photos(train.format(name), 100 * n) | photos(test.format(name), 100 * n + 50, 4)
    said = found(files | photos("seg_pred" if "seg" in train else "sample", 400, 3))
    assert counts(said) == {"cats": 13, "dogs": 13}
    assert said["own_test"]
    assert len(said["ignored"]) == 3
    assert any("8 photos" in note for note in said["notes"])
    assert said["test_photos_with_a_copy_in_training"] == 0


def test_windows_separators_are_read_and_ways_out_are_not(found):
    windows = {name.replace("/", "\\"): data for name, data in PLAIN.items()}
    assert counts(found({f"photos\\{name}": data for name, data in windows.items()})) == {
        "cats": 9,
        "dogs": 9,
    }
    said = found(windows | {"..\\..\\evil.png": scene(1)}, status=1)
    assert "outside of it" in said["error"]
    assert said["classes"] == []


def test_classes_that_lie_there_twice_are_told_with_their_folder_and_number(found):
    said = found(
        {f"rps/{at}": data for at, data in PLAIN.items()}
        | {f"rps/rps-cv/{at}": data for at, data in PLAIN.items()}
    )
    assert counts(said) == {"cats": 9, "dogs": 9}
    assert any(
        "“rps-cv”" in note and "cats, dogs" in note and "18 photos 18" in note
        for note in said["notes"]
    )
    assert said["ignored"][0] == {
        "class": "cats",
        "file": "rps/rps-cv/cats/0.png",
        "reason": "an exact copy of rps/cats/0.png",
    }


@pytest.mark.parametrize("more", [{}, photos("dogs", 50)])
def test_a_copied_folder_is_told_with_both_names_and_the_number(found, more):
    said = found(photos("cats", 0) | photos("cats - Copy", 0) | more, status=1)
    assert "“cats” and “cats - Copy” (9)" in said["error"]
    assert "If one of the folders is a copy, delete it" in said["error"]
    assert len(said["ignored"]) == 18


def test_unreadable_files_and_empty_classes_are_named_with_reason_and_remedy(found):
    heic = {f"cats/IMG_{n}.HEIC": HEIC for n in range(20)}
    said = found(photos("cats", 0, 3) | heic | photos("dogs", 50), status=1)
    for words in ("“cats” has 3 photos", "20 files of “cats”", "HEIC", "Export it as JPEG"):
        assert words in said["error"]
    assert len(said["unreadable"]) == 20
    assert counts(said) == {"cats": 3, "dogs": 9}

    said = found(PLAIN | {f"birds/IMG_{n}.HEIC": HEIC for n in range(12)} | {"mice/": b""})
    (note,) = [note for note in said["notes"] if "birds" in note and "mice" in note]
    for words in ("12 files of “birds”", "HEIC", "“mice”", "empty"):
        assert words in note
    assert {one["class"] for one in said["unreadable"]} == {"birds"}


def test_errors_and_notes_come_in_the_language_that_is_asked_for(found, check):
    said = found(PLAIN | {"mice/": b""}, lang="ja")
    assert any("「mice」" in note for note in said["notes"])
    said = found({"a/1.png": scene(1)}, status=1, lang="ja")
    assert "クラス" in said["error"]
    status, out, err = check(PLAIN | {"mice/": b"", "cats/a.txt": b"x"}, "--lang", "ja")
    assert (status, err) == (0, "")
    assert "     9  cats\n     9  dogs\n" in out
    assert "cats/a.txt" in out


def test_what_is_not_there_is_said(tmp_path, capsys):
    assert main(["check", str(tmp_path / "nothing"), "--json"]) == 1
    assert "no file or folder" in json.loads(capsys.readouterr().out)["error"]
    (tmp_path / "empty").mkdir()
    assert main(["check", str(tmp_path / "empty")]) == 1
    assert "holds no files" in capsys.readouterr().err
