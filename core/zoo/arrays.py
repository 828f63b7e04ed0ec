"""Read the arrays of Keras' own weights files, without running anything in them (light).

A file of another layout is read by its network's own file in `core/zoo/backbones`.
"""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np

Arrays = list[np.ndarray]


def by_name(path: Path) -> dict[str, Arrays]:
    """The layers that have weights, by their names."""
    return dict(_layers(path))


def in_order(path: Path) -> list[Arrays]:
    """The layers that have weights in the order of the network, as Keras' own loader reads them."""
    return [arrays for _, arrays in _layers(path)]


def _layers(path: Path) -> list[tuple[str, Arrays]]:
    def text(name: str | bytes) -> str:
        return name.decode() if isinstance(name, bytes) else name

    layers = []
    with h5py.File(path) as file:
        for layer in map(text, file.attrs["layer_names"]):
            group = file[layer]
            arrays = [group[text(name)][()] for name in group.attrs["weight_names"]]
            if arrays:
                layers.append((layer, arrays))
    return layers
