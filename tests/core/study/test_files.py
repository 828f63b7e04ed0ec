"""Exported networks in the cache: whole or not there, whatever happens while one is written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from core.study import files
from core.transfer.recipe import Recipe


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TLL_CACHE_DIR", str(tmp_path))
    return tmp_path / "exports"


def write(path):
    path.write_bytes(b"a network")
    return {"agree": 1.0}


def full(*_args, **_options):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_nothing_behind_and_it_is_made_when_there_is_room(folder):
    def half(path):
        path.write_bytes(b"a net")
        full()

    with pytest.raises(OSError, match="No space left"):
        files.keep(Recipe(), files.WHOLE, half)
    assert not list(folder.iterdir()) and files.made(Recipe(), files.WHOLE) is None
    made = files.keep(Recipe(), files.WHOLE, write)
    assert made == files.made(Recipe(), files.WHOLE)


def test_a_network_of_which_nothing_could_be_noted_is_made_again(folder, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space left"):
        patch.setattr(Path, "write_text", full)
        files.keep(Recipe(), files.WHOLE, write)
    assert files.made(Recipe(), files.WHOLE) is None
    assert files.keep(Recipe(), files.WHOLE, write)["agree"] == 1.0


def test_a_damaged_network_is_made_again(folder):
    files.keep(Recipe(), files.WHOLE, write)
    files.place(Recipe(), files.WHOLE).write_bytes(b"a net")
    assert files.made(Recipe(), files.WHOLE) is None
    files.keep(Recipe(), files.WHOLE, write)
    assert files.place(Recipe(), files.WHOLE).read_bytes() == b"a network"


def test_the_oldest_go_when_there_are_too_many_and_the_newest_stays(folder, monkeypatch):
    monkeypatch.setattr(files, "MOST", 20)
    for age, kind in enumerate(("onnx-int8", "litert-int8", files.WHOLE)):
        files.keep(Recipe(), kind, write)
        os.utime(files.place(Recipe(), kind), (age, age))
    files.keep(Recipe(), files.BACKBONE, write)
    kept = sorted(path.suffix for path in folder.iterdir())
    assert kept == [".json", ".json", ".keras", ".keras"]
    assert files.place(Recipe(), "litert-int8").suffix == ".tflite"
