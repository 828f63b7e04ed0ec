import os
import pickle
import struct
from collections import OrderedDict

import numpy as np
import pytest

from core.zoo import torch_pickle, weights


class Storage:
    def __init__(self, dtype_name, key, count):
        self.pid = ("storage", Named("torch", dtype_name), key, "cpu", count, None)


class Named:
    """Pickles as a global name, as a class of a library that is not installed would."""

    def __init__(self, module, name):
        self.module, self.name = module, name


class Call:
    def __init__(self, function, *args):
        self.function, self.args = function, args

    def __reduce__(self):
        return self.function, self.args


class Writer(pickle._Pickler):  # the Python one: names need not exist here
    def persistent_id(self, thing):
        return thing.pid if isinstance(thing, Storage) else None

    def save(self, thing, save_persistent_id=True):
        if isinstance(thing, Named):
            self.write(f"c{thing.module}\n{thing.name}\n".encode())
        elif isinstance(thing, Call) and isinstance(thing.function, Named):
            self.save(thing.function)
            self.save(thing.args)
            self.write(pickle.REDUCE)
        else:
            super().save(thing, save_persistent_id)


def checkpoint(path, content, raw):
    with path.open("wb") as file:
        for head in (torch_pickle.MAGIC, torch_pickle.PROTOCOL, {"little_endian": True}):
            pickle.dump(head, file, protocol=2)
        Writer(file, protocol=2).dump(content)
        pickle.dump(sorted(raw), file, protocol=2)
        for key in sorted(raw):
            file.write(struct.pack("<q", raw[key].size) + raw[key].tobytes())
    return path


def tensor(key, count, offset, shape, stride):
    rebuild = Named("torch._utils", "_rebuild_tensor_v2")
    storage = Storage("FloatStorage", key, count)
    return Call(rebuild, storage, offset, shape, stride, False, OrderedDict())


NUMBERS = np.arange(12, dtype="<f4")


def test_tensors_come_back_with_offset_and_stride(tmp_path):
    content = OrderedDict(
        plain=tensor("0", 12, 0, (3, 4), (4, 1)),
        turned=tensor("0", 12, 2, (2, 3), (1, 2)),
    )
    read = torch_pickle.read(checkpoint(tmp_path / "a.pth", content, {"0": NUMBERS}))
    np.testing.assert_array_equal(read["plain"], NUMBERS.reshape(3, 4))
    np.testing.assert_array_equal(read["turned"], NUMBERS[2:8].reshape(3, 2).T)


def test_a_foreign_call_is_refused_and_never_made(tmp_path):
    victim = tmp_path / "made"
    evil = Call(Named(os.mkdir.__module__, "mkdir"), str(victim))
    with pytest.raises(ValueError, match="mkdir is not allowed"):
        torch_pickle.read(checkpoint(tmp_path / "a.pth", {"x": evil}, {"0": NUMBERS}))
    assert not victim.exists()
    with pytest.raises(ValueError, match=r"eval is not allowed"):
        evil = Call(Named("builtins", "eval"), "1")
        torch_pickle.read(checkpoint(tmp_path / "b.pth", {"x": evil}, {"0": NUMBERS}))


@pytest.mark.parametrize(
    ("offset", "shape", "stride"),
    [(1, (3, 4), (4, 1)), (0, (10**9,), (0,)), (-1, (2,), (1,)), (0, (2,), (-1,))],
)
def test_a_tensor_cannot_reach_beyond_its_storage(tmp_path, offset, shape, stride):
    content = {"x": tensor("0", 12, offset, shape, stride)}
    with pytest.raises(ValueError, match="a tensor"):
        torch_pickle.read(checkpoint(tmp_path / "a.pth", content, {"0": NUMBERS}))


def test_a_truncated_file_is_refused(tmp_path):
    whole = weights.path("efficientnet_lite0").read_bytes()
    for size in (0, 10, 5_000, len(whole) - 100):
        half = tmp_path / "half.pth"
        half.write_bytes(whole[:size])
        with pytest.raises(ValueError):
            torch_pickle.read(half)


def test_the_real_file_gives_every_parameter():
    tensors = torch_pickle.read(weights.path("efficientnet_lite0"))
    trained = [t for name, t in tensors.items() if "num_batches" not in name]
    assert sum(t.size for t in trained) == 4_694_024
