"""A network layer by layer: shapes, parameters, MACs, receptive fields (read: light; make: heavy).

Everything comes from the built network at its native size; the classifier it was published with is
counted by its formula, so that no network is built twice as large for it.
"""

from __future__ import annotations

import json
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.paths import cache_dir
from core.work import Cancelled, Document, Report, look_up
from core.zoo import catalog, facts, receptive

if TYPE_CHECKING:
    import keras

VERSION = 2  # of the stored form
Description = dict[str, Any]


def read(backbone_id: str) -> Description | None:
    """The description made on this machine, or None (light; nobody changes what comes back)."""
    file = _file(backbone_id)
    try:
        return _read(file, file.stat().st_mtime_ns)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=len(catalog.BACKBONES))
def _read(file: Path, changed: int) -> Description | None:
    found = json.loads(file.read_text("utf-8"))
    return found if isinstance(found, dict) and found.get("version") == VERSION else None


def describe(backbone_id: str) -> Description:
    """Describe a network, keep it for `read` and return it (heavy).

    ``blocks`` hold their ``layers``: name, kind, inputs (names), output [h, w, c], parameters,
    macs of one photo, receptive field (`receptive.Field`), kernel, stride and activation where
    there are some (else None).
    ``top`` holds the layers of the published ImageNet classifier in the same form; both together,
    and what the published network has folded into its input (``folded_parameters``), are
    ``parameters_with_top``.
    """
    from core.zoo import network

    backbone = catalog.get(backbone_id)
    counted = facts.read(backbone_id) or facts.count(backbone_id)
    trunk = network.build(backbone_id)
    shapes = facts.shapes_of(trunk, backbone.native_size)
    inputs = {
        layer.name: [history.operation.name for history in facts.inputs_of(layer)]
        for layer in trunk.layers
    }
    fields = receptive.fields(trunk, inputs, shapes)
    order = {layer.name: place for place, layer in enumerate(trunk.layers)}

    def row(layer: keras.layers.Layer) -> dict[str, Any]:
        kernel = getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None)
        return {
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

    blocks = []
    for block, layers in zip(backbone.blocks, facts.by_block(trunk, backbone.blocks), strict=True):
        rows = [row(layer) for layer in sorted(layers, key=lambda layer: order[layer.name])]
        last = next(entry for entry in rows if entry["name"] == block.layer)
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
    top = _top(backbone_id, blocks[-1]["output"])
    described = {
        "version": VERSION,
        "id": backbone_id,
        "title": backbone.title,
        "input": [backbone.native_size, backbone.native_size, 3],
        "parameters": counted["total_parameters"],
        "parameters_with_top": counted["parameters_with_top"],
        "folded_parameters": facts.FOLDED.get(backbone_id, 0),
        "macs": sum(block["macs"] for block in blocks),
        "macs_with_top": sum(b["macs"] for b in blocks) + sum(entry["macs"] for entry in top),
        "blocks": blocks,
        "top": top,
    }
    _store(backbone_id, described)
    return described


def _activation(layer: keras.layers.Layer) -> str | None:
    """The name of what a layer does to each value at its end; None when it leaves it as it is."""
    if type(layer).__name__ == "ReLU":
        return "relu6" if layer.max_value == 6 else "relu"
    name = getattr(getattr(layer, "activation", None), "__name__", "linear")
    return None if name == "linear" else name


def _top(backbone_id: str, features: list[int]) -> list[dict[str, Any]]:
    """The published ImageNet classifier, layer by layer."""
    height, width, channels = features
    if catalog.get(backbone_id).family == "vgg":
        flat = height * width * channels
        dense = [("fc1", flat, 4096), ("fc2", 4096, 4096), ("predictions", 4096, 1000)]
        first = ("flatten", "Flatten", flat)
    else:
        dense = [("predictions", channels, 1000)]
        first = ("avg_pool", "GlobalAveragePooling2D", channels)
    before = catalog.get(backbone_id).blocks[-1].layer
    rows = [_top_row(*first, before=before, parameters=0, macs=0)]
    for name, ins, outs in dense:
        row = _top_row(
            name,
            "Dense",
            outs,
            before=rows[-1]["name"],
            parameters=(ins + 1) * outs,
            macs=ins * outs,
        )
        rows.append(row | {"activation": "softmax" if name == "predictions" else "relu"})
    if backbone_id == "squeezenet":  # its classifier is a 1x1 convolution in front of the pooling
        rows[1]["macs"] *= height * width
    return rows


def _top_row(
    name: str, kind: str, channels: int, *, before: str, parameters: int, macs: int
) -> dict[str, Any]:
    return {
        "name": name,
        "kind": kind,
        "inputs": [before],
        "output": [channels],
        "parameters": parameters,
        "macs": macs,
        "receptive_field": receptive.Field(whole=True).to_json(),
        "kernel": None,
        "stride": None,
        "activation": None,
    }


def _store(backbone_id: str, described: Description) -> None:
    file = _file(backbone_id)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=file.parent, suffix=".part", delete=False
    ) as stream:
        json.dump(described, stream)
    Path(stream.name).replace(file)


def _file(backbone_id: str) -> Path:
    return cache_dir("descriptions") / f"{backbone_id}.json"


def describe_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Each of ``payload["backbones"]`` layer by layer, described now where it was not yet."""
    out, names = {}, payload["backbones"]
    for done, name in enumerate(names):
        look_up(cancelled)
        report({"kind": "phase", "phase": "count", "done": done, "total": len(names)})
        out[name] = read(name) or describe(name)
    return out
