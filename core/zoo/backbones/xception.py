"""Xception: depthwise separable convolutions with residual connections.

Reference: Chollet 2016, arXiv 1610.02357.
"""

from __future__ import annotations

from core.messages import msg
from core.zoo.backbone import GLOROT, Backbone, Block, Course, keras_file, stem

_ENDS = ("add", *(f"add_{n}" for n in range(1, 12)), "block14_sepconv2_act")

BACKBONES = (
    Backbone(
        id="xception",
        title="Xception",
        place=100,
        year=2016,
        depth=71,
        special=msg("Separable convolutions with skip connections"),
        published_top5=94.5,
        published_parameters=22.9,
        course=Course(22.9, 94.5),
        citation="Chollet, Xception: Deep Learning with Depthwise Separable Convolutions",
        url="https://arxiv.org/abs/1610.02357",
        licence="MIT",
        source=keras_file("xception", "xception", 83683744, "b0042744bf5b25fce3cb969f33bebb97"),
        native_size=299,
        min_size=71,
        preprocessing="symmetric",
        blocks=(
            stem("block1_conv2_act"),
            *(
                Block(layer, msg("Separable block {number}", number=n), "separable")
                for n, layer in enumerate(_ENDS, 2)
            ),
        ),
        application="xception.Xception",
        initial=GLOROT,
    ),
)
