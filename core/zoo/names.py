"""Stable names for the layers that Keras' own architectures leave unnamed (heavy).

Keras numbers unnamed layers through the life of a process, so the second Xception of a process has
an `add_12` where the first had `add`.  Here blocks are found by the names of their layers.
"""

from __future__ import annotations

import re

import keras


def stable_names(network: keras.Model) -> None:
    """Renumber the automatically named layers from zero, kind by kind, in order of creation."""
    kinds: dict[str, list[tuple[int, keras.layers.Layer]]] = {}
    for layer in network.layers:
        kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(layer).__name__).lower()
        if match := re.fullmatch(rf"{kind}(?:_(\d+))?", layer.name):
            kinds.setdefault(kind, []).append((int(match[1] or 0), layer))
    for kind, numbered in kinds.items():
        for position, (_, layer) in enumerate(sorted(numbered, key=lambda pair: pair[0])):
            layer.name = f"{kind}_{position}" if position else kind
