"""Count parameters, shapes and multiply-accumulates of every block (heavy to count, light to read).

A network is built once; shapes at any input size follow from each layer's own rule, so counting
needs no weights and no image.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.paths import cache_dir, store_json
from core.work import Cancelled, Document, Report
from core.zoo import catalog, learnable
from core.zoo.backbone import FLATTENED, Backbone, Block

if TYPE_CHECKING:
    import keras

SIZES = (32, 64, 96, 128, 160, 192, 224, 227, 256, 299, 331)
VERSION = 3  # of the stored form: another version of the lab keeps its own
KINDS = (learnable.ALL, learnable.NORM, learnable.BIAS, learnable.LORA)

Shape = tuple[int, ...]
Facts = dict[str, Any]


def read(backbone_id: str) -> Facts | None:
    """The facts that were counted on this computer, or None (light; a damaged file is None)."""
    try:
        facts = json.loads(_file(backbone_id).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return facts if isinstance(facts, dict) and facts.get("version") == VERSION else None


def output_shapes(facts: Mapping[str, Any], size: int) -> list[list[int]]:
    """[h, w, c] behind every block at an input size.

    For a size that was not counted, those of the next larger one (exact at the largest for more).
    """
    counted = sorted(map(int, facts["blocks"][0]["output"]))
    key = str(next((c for c in counted if c >= size), counted[-1]))
    return [block["output"][key] for block in facts["blocks"]]


def of(backbone_id: str) -> Facts:
    """The facts, counted now when nobody did before (heavy then)."""
    return read(backbone_id) or count(backbone_id)


def count(backbone_id: str, sizes: Sequence[int] = SIZES) -> Facts:
    """Count a trunk block by block, store the facts for `read` and return them (heavy).

    ``parameters`` include batch norm's moving statistics, which ``bn_parameters`` gives by itself
    (all its vectors); ``learning`` how many numbers of each kind can learn (`learnable.count`).
    ``macs`` are of convolutions and dense layers, per photo; sizes below the
    network's smallest are left out.
    """
    backbone = catalog.get(backbone_id)
    trunk = backbone.build()
    sizes = [size for size in sizes if size >= backbone.min_size]
    shapes = {size: shapes_of(trunk, size) for size in sizes}
    blocks = []
    for block, layers in zip(backbone.blocks, by_block(trunk, backbone.blocks), strict=True):
        blocks.append(
            {
                "layer": block.layer,
                "parameters": sum(layer.count_params() for layer in layers),
                "bn_parameters": sum(
                    layer.count_params() for layer in layers if learnable.is_norm(layer)
                ),
                "learning": {
                    kind: sum(learnable.count(layer, kind) for layer in layers) for kind in KINDS
                },
                "macs": {
                    str(size): sum(macs_of(layer, shapes[size][layer.name]) for layer in layers)
                    for size in sizes
                },
                "output": {str(size): list(shapes[size][block.layer][1:]) for size in sizes},
            }
        )
    total = sum(block["parameters"] for block in blocks)
    features = int(trunk.output.shape[-1])
    facts = {
        "version": VERSION,
        "id": backbone_id,
        "total_parameters": total,
        "parameters_with_top": total + backbone.folded_parameters + _of_top(backbone, features),
        "features": features,
        "blocks": blocks,
    }
    store_json(_file(backbone_id), facts)
    return facts


def by_block(trunk: keras.Model, blocks: Sequence[Block]) -> list[list[keras.layers.Layer]]:
    """The layers of every block: those its last layer needs and no earlier block has."""
    taken: set[str] = set()
    out = []
    for block in blocks:
        mine, waiting = [], [trunk.get_layer(block.layer)]
        while waiting:
            layer = waiting.pop()
            if layer.name in taken:
                continue
            taken.add(layer.name)
            mine.append(layer)
            waiting += [before.operation for before in inputs_of(layer)]
        out.append(mine)
    return out


def inputs_of(layer: keras.layers.Layer) -> list[Any]:
    """The histories (operation, node, tensor) of what goes into a layer of a flat network."""
    if not layer._inbound_nodes[0].input_tensors:
        return []
    return [tensor._keras_history for tensor in layer._inbound_nodes[0].input_tensors]


def shapes_of(trunk: keras.Model, size: int) -> dict[str, Shape]:
    """The output shape of every layer for one photo, by each layer's own rule."""
    shapes: dict[str, Shape] = {}
    for layer in trunk.layers:  # every layer comes after its inputs
        before = [shapes[history.operation.name] for history in inputs_of(layer)]
        if not before:
            shapes[layer.name] = (1, size, size, 3)
        else:
            shapes[layer.name] = tuple(
                layer.compute_output_shape(before if len(before) > 1 else before[0])
            )
    return shapes


def macs_of(layer: keras.layers.Layer, output: Shape) -> int:
    """Multiply-accumulates of a layer: every kernel entry works once at every place."""
    kinds = ("kernel", "depthwise_kernel", "pointwise_kernel")
    work = sum(prod(v.shape) for v in layer.weights if v.name in kinds)
    return int(prod(output[1:-1]) * work)


def _of_top(backbone: Backbone, features: int) -> int:
    """Parameters of the 1,000-class head the network was published with."""
    if backbone.top == FLATTENED:
        return (7 * 7 * 512 + 1) * 4096 + (4096 + 1) * 4096 + (4096 + 1) * 1000
    return (features + 1) * 1000


def _file(backbone_id: str) -> Path:
    return cache_dir("facts") / f"{backbone_id}-{VERSION}.json"


def facts_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Count parameters, shapes and MACs of ``payload["backbone"]`` and keep them."""
    return count(payload["backbone"])
