import errno
import os
import pathlib
import subprocess
import sys
import time

import numpy as np
import pytest

from core.paths import ROOT
from core.transfer.cache import ActivationStore


@pytest.fixture
def store(tmp_path):
    return ActivationStore(tmp_path, budget=10**6)


def numbers(n=1000, seed=0):
    return np.random.default_rng(seed).normal(size=(n, 4)).astype(np.float32)


def test_what_goes_in_comes_out_memory_mapped(store):
    assert store.load("a") is None
    assert store.save("a", numbers())
    out = store.load("a")
    assert isinstance(out, np.memmap)
    assert not out.flags.writeable
    np.testing.assert_array_equal(out, numbers())


@pytest.mark.parametrize("shape", [(0, 3), (1,), (2, 3, 4, 5)])
@pytest.mark.parametrize("dtype", [np.float32, np.uint8])
def test_any_shape(store, shape, dtype):
    array = np.ones(shape, dtype)
    assert store.save("a", array)
    out = store.load("a")
    assert out is not None
    assert out.shape == shape
    assert out.dtype == dtype


def test_keys_tell_parts_apart_but_not_their_order():
    assert ActivationStore.key(a=1, b=2) == ActivationStore.key(b=2, a=1)
    assert ActivationStore.key(a=1, b=2) != ActivationStore.key(a=2, b=1)


@pytest.mark.parametrize("place", [0, 100, 5000, -1])
def test_a_flipped_byte_is_noticed_and_the_entry_rebuilt(tmp_path, place):
    ActivationStore(tmp_path).save("a", numbers())
    path = tmp_path / "a.npy"
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    fresh = ActivationStore(tmp_path)
    assert fresh.load("a") is None
    assert not path.exists()
    assert fresh.save("a", numbers())
    np.testing.assert_array_equal(fresh.load("a"), numbers())


@pytest.mark.parametrize("length", [0, 3, 60, 1000])
def test_a_truncated_file_is_noticed(tmp_path, length):
    store = ActivationStore(tmp_path)
    store.save("a", numbers())
    os.truncate(tmp_path / "a.npy", length)
    assert ActivationStore(tmp_path).load("a") is None


def test_the_least_recently_used_make_room(tmp_path):
    one = numbers().nbytes
    store = ActivationStore(tmp_path, budget=int(one * 2.5))
    for name in "ab":
        store.save(name, numbers())
        time.sleep(0.02)
    assert store.load("a") is not None  # now b is the older one
    time.sleep(0.02)
    store.save("c", numbers())
    assert store.load("b") is None
    assert store.load("a") is not None
    assert store.load("c") is not None


def test_more_than_the_budget_is_refused_and_nothing_is_evicted_for_it(tmp_path):
    store = ActivationStore(tmp_path, budget=numbers().nbytes * 2)
    store.save("a", numbers())
    assert not store.save("b", numbers(5000))
    assert store.load("a") is not None


def test_a_full_disk_leaves_nothing_behind(store, monkeypatch):
    class Full:
        def __init__(self, file):
            self.file, self.room = file, 3000

        def write(self, data):
            self.room -= len(data)
            if self.room < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return self.file.write(data)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

    opened = pathlib.Path.open
    monkeypatch.setattr(pathlib.Path, "open", lambda self, mode="r": Full(opened(self, mode)))
    assert not store.save("a", numbers())
    monkeypatch.undo()
    assert list(store.root.iterdir()) == []


WRITER = """
import sys, numpy as np
from core.transfer.cache import ActivationStore
from pathlib import Path
store = ActivationStore(Path(sys.argv[1]))
for _ in range(20):
    assert store.save("same", np.arange(80_000, dtype=np.float32))
"""


def test_readers_never_see_half_a_file(tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    seen = 0
    while any(writer.poll() is None for writer in writers):
        out = ActivationStore(tmp_path).load("same")
        if out is not None:
            seen += 1
            np.testing.assert_array_equal(out, np.arange(80_000, dtype=np.float32))
    assert [writer.returncode for writer in writers] == [0, 0]
    assert seen > 0
    assert not list(tmp_path.glob(".*.part"))


def test_clear_removes_the_remains_of_dead_writers(store):
    store.save("a", numbers())
    (store.root / ".b.1.part").write_bytes(b"half")
    store.clear()
    assert list(store.root.iterdir()) == []


def test_a_folder_that_may_only_be_read_is_of_use_all_the_same(store, monkeypatch):
    """Somebody else has filled it, and nothing can be changed there."""

    def forbidden(*_args, **_options):
        raise PermissionError(errno.EACCES, "Permission denied")

    store.save("a", numbers())
    (store.root / "b.npy").write_bytes(b"half")
    monkeypatch.setattr(os, "utime", forbidden)
    monkeypatch.setattr(pathlib.Path, "unlink", forbidden)
    monkeypatch.setattr(pathlib.Path, "replace", forbidden)
    again = ActivationStore(store.root, budget=numbers().nbytes + 10)
    np.testing.assert_array_equal(again.load("a"), numbers())
    assert again.load("b") is None
    assert not again.save("c", numbers())
