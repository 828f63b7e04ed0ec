"""Read the arrays of a legacy PyTorch checkpoint without PyTorch and without trusting it (light).

The file is five pickles (magic number, protocol, system, the dictionary, the list of storages) and
then the raw storages.  A pickle can call anything it names; this reader admits the three things a
dictionary of tensors needs and refuses every other name.
"""

from __future__ import annotations

import pickle
import struct
from collections import OrderedDict
from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
_TYPES = {
    "FloatStorage": np.dtype("<f4"),
    "DoubleStorage": np.dtype("<f8"),
    "HalfStorage": np.dtype("<f2"),
    "LongStorage": np.dtype("<i8"),
    "IntStorage": np.dtype("<i4"),
}


@dataclass
class _Storage:
    dtype: np.dtype
    count: int
    data: np.ndarray = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True)
class _Tensor:
    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]

    def array(self) -> np.ndarray:
        data = self.storage.data
        span = sum((n - 1) * s for n, s in zip(self.shape, self.stride, strict=True))
        if min(0, self.offset, *self.shape, *self.stride) < 0:
            raise ValueError("a tensor with a negative shape")
        if self.offset + span >= data.size or prod(self.shape) > data.size:
            raise ValueError("a tensor reaches beyond its storage")
        view = np.lib.stride_tricks.as_strided(
            data[self.offset :], self.shape, [s * data.itemsize for s in self.stride]
        )
        return view.copy()


def _tensor(storage: Any, offset: int, shape: Any, stride: Any, *_: Any) -> _Tensor:
    if not isinstance(storage, _Storage):
        raise ValueError("a tensor without a storage")
    return _Tensor(storage, int(offset), tuple(shape), tuple(stride))


class _Reader(pickle.Unpickler):
    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.storages: dict[str, _Storage] = {}

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if module == "torch" and name in _TYPES:
            return _TYPES[name]
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed here")

    def persistent_load(self, pid: Any) -> _Storage:
        kind, dtype, key, _, count, view = pid
        if kind != "storage" or not isinstance(dtype, np.dtype) or view is not None:
            raise pickle.UnpicklingError("an unknown kind of storage")
        return self.storages.setdefault(str(key), _Storage(dtype, int(count)))


def read(path: Path) -> dict[str, np.ndarray]:
    """The tensors of a legacy ``.pth`` state dictionary, by name, in PyTorch's layout.

    Raises ValueError when the file is damaged, is of another kind, or names anything but tensors.
    """
    try:
        with path.open("rb") as stream:
            return _read(stream)
    except OSError:
        raise
    except Exception as error:  # a damaged pickle can fail in any way
        raise ValueError(f"not a legacy PyTorch checkpoint of plain tensors: {error}") from error


def _read(stream: BinaryIO) -> dict[str, np.ndarray]:
    if _Reader(stream).load() != MAGIC or _Reader(stream).load() != PROTOCOL:
        raise ValueError("no PyTorch magic number")
    _Reader(stream).load()  # word sizes of the machine that wrote it
    reader = _Reader(stream)
    tensors = reader.load()
    if not isinstance(tensors, dict):
        raise ValueError("not a dictionary")
    for key in _Reader(stream).load():
        storage = reader.storages[str(key)]
        (count,) = struct.unpack("<q", stream.read(8))
        raw = stream.read(count * storage.dtype.itemsize)
        if count != storage.count or len(raw) != count * storage.dtype.itemsize:
            raise ValueError("a storage is cut short")
        storage.data = np.frombuffer(raw, storage.dtype)
    return {name: t.array() for name, t in tensors.items() if isinstance(t, _Tensor)}
