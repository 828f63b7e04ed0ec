"""EfficientNetB0: inverted residuals scaled together in depth, width and size.

Reference: Tan & Le 2019, arXiv 1905.11946.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.messages import msg
from core.zoo import arrays
from core.zoo.backbone import (
    Backbone,
    Course,
    Source,
    inverted_residual,
    last_convolution,
    stem,
)
from core.zoo.scaling import STAGES

if TYPE_CHECKING:
    import keras

CITATION = "Tan & Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks"
URL = "https://arxiv.org/abs/1905.11946"
# stage and place in it, as Keras counts them: 1a, 2a, 2b ...
NAMES = [f"{n}{'abcd'[i]}" for n, stage in enumerate(STAGES, 1) for i in range(stage[-1])]
BLOCKS = (
    stem("stem_activation"),
    *(
        # the first of a stage changes the shape and has no skip connection
        inverted_residual(f"block{name}_{'project_bn' if name[1] == 'a' else 'add'}", name)
        for name in NAMES
    ),
    last_convolution("top_activation"),
)


def make(backbone: Backbone) -> keras.Model:
    from core.zoo import efficientnet

    return efficientnet.trunk(backbone, efficientnet.swish, squeeze_excite=True)


BACKBONES = (
    Backbone(
        id="efficientnet_b0",
        title="EfficientNetB0",
        place=120,
        year=2019,
        depth=82,
        special=msg("Depth, width and photo size in balance"),
        published_top5=93.3,
        published_parameters=5.3,
        course=Course(5.3, 93.3),
        citation=CITATION,
        url=URL,
        licence="Apache-2.0",
        source=Source(
            "efficientnetb0_notop.h5",
            16705208,
            "50bc09e76180e00e4465e1a485ddc09d",
            url="https://storage.googleapis.com/keras-applications/",
        ),
        read=arrays.by_name,
        preprocessing="standard",
        blocks=BLOCKS,
        application="efficientnet.EfficientNetB0",
        make=make,
        drops_branches=True,
        folded_parameters=7,  # mean, variance and counter of its input scaling: 3 + 3 + 1 numbers
    ),
)
