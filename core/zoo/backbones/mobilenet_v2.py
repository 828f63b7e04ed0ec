"""MobileNetV2: inverted residuals with linear bottlenecks, for telephones.

Reference: Sandler et al. 2018, arXiv 1801.04381.
"""

from __future__ import annotations

from core.messages import msg
from core.zoo.backbone import (
    CLIPPED,
    Backbone,
    Course,
    Source,
    inverted_residual,
    last_convolution,
    stem,
)

CITATION = "Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks"
URL = "https://arxiv.org/abs/1801.04381"
KERAS = "mobilenet_v2.MobileNetV2"
_WITH_SKIP = {2, 4, 5, 7, 8, 9, 11, 12, 14, 15}
BLOCKS = (
    stem("Conv1_relu"),
    inverted_residual("expanded_conv_project_BN", "0"),
    *(
        inverted_residual(f"block_{n}_{'add' if n in _WITH_SKIP else 'project_BN'}", str(n))
        for n in range(1, 17)
    ),
    last_convolution("out_relu"),
)

BACKBONES = (
    Backbone(
        id="mobilenet_v2",
        title="MobileNetV2",
        place=110,
        year=2018,
        depth=53,
        special=msg("Made for phones: depthwise separable convolutions"),
        published_top5=90.1,
        published_parameters=3.5,
        course=Course(3.5, 90.1),
        citation=CITATION,
        url=URL,
        licence="Apache-2.0",
        source=Source(
            "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5",
            9406464,
            "",
            url="https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/",
        ),
        preprocessing="symmetric",
        blocks=BLOCKS,
        application=KERAS,
        initial=CLIPPED,
    ),
)
