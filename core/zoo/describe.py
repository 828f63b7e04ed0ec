"""A network layer by layer: shapes, parameters, MACs, receptive fields (read: light; make: heavy).

Everything comes from the built network at its native size; the classifier it was published with is
counted by its formula, so that no network is built twice as large for it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.paths import cache_dir, store_json
from core.work import Cancelled, Document, Report, steps
from core.zoo import catalog, facts, receptive
from core.zoo.backbone import CONVOLVED, FLATTENED, Backbone
from core.zoo.steps import planned

if TYPE_CHECKING:
    import keras

VERSION = 2  # of the stored form
Description = dict[str, Any]


def read(backbone_id: str) -> Description | None:
    """The description made on this computer, or None (light; nobody changes what comes back)."""
    file = _file(backbone_id)
    try:
        return _read(file, file.stat().st_mtime_ns)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=len(catalog.BACKBONES))
def _read(file: Path, changed: int) -> Description | None:
    found = json.loads(file.read_text("utf-8"))
    return found if isinstance(found, dict) and found.get("version") == VERSION else None


def of(backbone_id: str) -> Description:
    """The description, made now when nobody did before (heavy then)."""
    return read(backbone_id) or describe(backbone_id)


def describe(backbone_id: str) -> Description:
    """Describe a network, keep it for `read` and return it (heavy).

    ``blocks`` hold their ``layers``: name, kind, inputs (names), output [h, w, c], parameters,
    macs of one photo, receptive field (`receptive.Field`), kernel, stride and activation where
    there are some (else None).
    ``top`` holds the layers of the published ImageNet classifier in the same form; both together,
    and what the published network has folded into its input (``folded_parameters``), are
    ``parameters_with_top``.
    """
    backbone = catalog.get(backbone_id)
    counted = facts.of(backbone_id)
    trunk = backbone.build()
    row = _rows(trunk, backbone.native_size)
    order = {layer.name: place for place, layer in enumerate(trunk.layers)}
    blocks = []
    for block, layers in zip(backbone.blocks, facts.by_block(trunk, backbone.blocks), strict=True):
        rows = [row[layer.name] for layer in sorted(layers, key=lambda layer: order[layer.name])]
        last = row[block.layer]
        blocks.append(
            {
                "layer": block.layer,
                "title": block.title.to_json(),
                "kind": block.kind,
                "output": last["output"],
                "parameters": sum(entry["parameters"] for entry in rows),
                "macs": sum(entry["macs"] for entry in rows),
                "receptive_field": last["receptive_field"],
                "layers": rows,
            }
        )
    top = _top(backbone, blocks[-1]["output"])
    described = {
        "version": VERSION,
        "id": backbone_id,
        "title": backbone.title,
        "input": [backbone.native_size, backbone.native_size, 3],
        "parameters": counted["total_parameters"],
        "parameters_with_top": counted["parameters_with_top"],
        "folded_parameters": backbone.folded_parameters,
        "macs": sum(block["macs"] for block in blocks),
        "macs_with_top": sum(b["macs"] for b in blocks) + sum(entry["macs"] for entry in top),
        "blocks": blocks,
        "top": top,
    }
    store_json(_file(backbone_id), described)
    return described


def _rows(trunk: keras.Model, size: int) -> dict[str, dict[str, Any]]:
    """Every layer of a network at an input size, described."""
    shapes = facts.shapes_of(trunk, size)
    inputs = {
        layer.name: [history.operation.name for history in facts.inputs_of(layer)]
        for layer in trunk.layers
    }
    fields = receptive.fields(trunk, inputs, shapes)
    rows = {}
    for layer in trunk.layers:
        kernel = getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None)
        rows[layer.name] = {
            "name": layer.name,
            "kind": type(layer).__name__,
            "inputs": inputs[layer.name],
            "output": [int(side) for side in shapes[layer.name][1:]],
            "parameters": layer.count_params(),
            "macs": facts.macs_of(layer, shapes[layer.name]),
            "receptive_field": fields[layer.name].to_json(),
            "kernel": list(kernel) if kernel is not None else None,
            "stride": layer.strides[0] if kernel is not None else None,
            "activation": _activation(layer),
        }
    return rows


def _activation(layer: keras.layers.Layer) -> str | None:
    """The name of what a layer does to each value at its end; None when it leaves it as it is."""
    if type(layer).__name__ == "ReLU":
        return "relu6" if layer.max_value == 6 else "relu"
    name = getattr(getattr(layer, "activation", None), "__name__", "linear")
    return None if name == "linear" else name


def _top(backbone: Backbone, features: list[int]) -> list[dict[str, Any]]:
    """The published ImageNet classifier, layer by layer."""
    height, across, channels = features
    if backbone.top == FLATTENED:
        flat = height * across * channels
        dense = [("fc1", flat, 4096), ("fc2", 4096, 4096), ("predictions", 4096, 1000)]
        first = ("flatten", "Flatten", flat)
    else:
        dense = [("predictions", channels, 1000)]
        first = ("avg_pool", "GlobalAveragePooling2D", channels)
    field = receptive.Field(whole=True).to_json()
    name, kind, width = first
    rows = [planned(name, kind, [backbone.blocks[-1].layer], [width], receptive_field=field)]
    for name, ins, outs in dense:
        row = planned(name, "Dense", [rows[-1]["name"]], [outs], receptive_field=field)
        row |= {"parameters": (ins + 1) * outs, "macs": ins * outs}
        rows.append(row | {"activation": "softmax" if name == "predictions" else "relu"})
    if backbone.top == CONVOLVED:  # in front of the pooling
        rows[1]["macs"] *= height * across
    return rows


def _file(backbone_id: str) -> Path:
    return cache_dir("descriptions") / f"{backbone_id}.json"


def describe_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Each of ``payload["backbones"]`` layer by layer, described now where it was not yet."""
    out, names = {}, payload["backbones"]
    on_step = steps(report, cancelled, "count")
    for done, name in enumerate(names):
        on_step(done, len(names))
        out[name] = of(name)
    return out
