"""A stored image set is whole or it is not there."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from core.datasets import stored
from core.datasets.sets import cifar10
from core.messages import LabError


@pytest.fixture
def images():
    return np.arange(12 * 4 * 4 * 3, dtype=np.uint8).reshape(12, 4, 4, 3)


@pytest.fixture
def folder(tmp_path, images):
    path = tmp_path / "set"
    path.mkdir()
    stored.write(path, images, np.arange(12), 8, "a test")
    return path


def test_what_was_written_is_read_back_memory_mapped(folder, images):
    arrays = stored.read(folder)
    assert isinstance(arrays.images, np.memmap)
    np.testing.assert_array_equal(arrays.images, images)
    np.testing.assert_array_equal(arrays.labels, np.arange(12))
    assert arrays.train == 8
    assert stored.source(folder) == "a test"
    assert sorted(path.name for path in folder.iterdir()) == [
        "images.npy", "labels.npy", "manifest.json",
    ]  # fmt: skip


@pytest.mark.parametrize("name", stored.FILES)
@pytest.mark.parametrize("kind", ["one bit", "truncated", "missing"])
def test_damage_is_detected_and_healed_by_writing_again(folder, images, name, kind):
    assert stored.read(folder) is not None  # verified once: later damage must still be seen
    path = folder / name
    data = bytearray(path.read_bytes())
    if kind == "one bit":
        data[-1] ^= 1
        path.write_bytes(data)
    elif kind == "truncated":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.unlink()
    assert stored.read(folder) is None
    assert stored.read(folder) is None
    stored.write(folder, images, np.arange(12), 8, "again")
    np.testing.assert_array_equal(stored.read(folder).images, images)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"source": "x"}'])
def test_a_broken_manifest_means_nothing_is_there(folder, text):
    (folder / stored.MANIFEST).write_text(text)
    assert not stored.present(folder)
    assert stored.read(folder) is None


def test_an_interrupted_write_leaves_nothing_wrong(folder, images, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(np, "save", interrupted)
        stored.write(folder, images, np.arange(12), 8, "again")
    assert stored.read(folder) is None
    assert not list(folder.glob(".*.tmp"))


def test_a_folder_that_cannot_be_written_is_said(tmp_path, images):
    with pytest.raises(LabError, match=r"could not be written.*TLL_CACHE_DIR"):
        stored.write(tmp_path / "nowhere", images, np.arange(12), 8, "a test")


def test_cifar10_says_when_it_is_missing_and_when_it_is_damaged(cache, folder):
    assert not cifar10.available()
    with pytest.raises(LabError, match=r"not on this computer yet.*make setup.*digits"):
        cifar10.load()
    shutil.copytree(folder, cifar10.folder(), dirs_exist_ok=True)
    assert cifar10.available()
    path = cifar10.folder() / "images.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(LabError, match=r"damaged.*make setup"):
        cifar10.load()
    with pytest.raises(LabError, match="not on this computer yet"):
        cifar10.load()
