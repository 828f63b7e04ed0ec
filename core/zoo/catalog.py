"""The facts of every backbone (light: no TensorFlow).

One entry per network.  What is written here is what cannot be counted: history, publications,
preprocessing, the names of the blocks.  Parameters, shapes and MACs are counted from the built
network (`core/zoo/facts.py`).

Published figures are those of Keras' table of applications (keras.io/api/applications), whose
weights the product downloads; of SqueezeNet those of its paper; of EfficientNet-Lite0 those of its
makers' page, which gives no top-5 accuracy.  Networks that were trained on for another task have
none.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.messages import LabError, Message, choose_from, msg
from core.zoo import blocks
from core.zoo.blocks import Block

__all__ = ["BACKBONES", "Backbone", "Block", "get"]


@dataclass(frozen=True)
class Backbone:
    """One network: everything about it that is not counted."""

    id: str
    title: str
    family: str  # module of core/zoo that builds it
    year: int
    depth: int  # layers with weights on the longest way from photo to answer
    published_top5: float | None  # percent, ImageNet validation
    published_parameters: float | None  # millions, with the ImageNet classifier
    source_task: Message  # what its trained weights were trained for
    trained_weights: str  # "bundled" | "imagenet"
    native_size: int  # pixels a side its trained weights expect
    min_size: int
    crop: float  # share of the side kept by the centre crop at evaluation
    citation: str
    url: str
    licence: str
    blocks: tuple[Block, ...]

    @property
    def weight_choices(self) -> tuple[str, ...]:
        return (self.trained_weights, "random")


_IMAGENET = msg("ImageNet: telling 1,000 kinds of animals and things apart")
_EDGES = msg("Edges: ImageNet first, then drawing the outlines of things (BSDS500)")
_DOGS = msg("Dogs: ImageNet first, then telling 19 dog breeds apart (Stanford Dogs)")

_VGG = "Simonyan & Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition"
_RESNET = "He et al., Deep Residual Learning for Image Recognition"
_MOBILENET = "Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks"
_EFFICIENTNET = "Tan & Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks"

BACKBONES: dict[str, Backbone] = {
    entry.id: entry
    for entry in (
        Backbone(
            id="efficientnet_lite0",
            title="EfficientNet-Lite0",
            family="efficientnet",
            year=2020,
            depth=50,
            published_top5=None,
            published_parameters=4.7,
            source_task=_IMAGENET,
            trained_weights="bundled",
            native_size=224,
            min_size=32,
            crop=0.875,
            citation=_EFFICIENTNET,
            url="https://arxiv.org/abs/1905.11946",
            licence="Apache-2.0",
            blocks=blocks.efficientnet(),
        ),
        Backbone(
            id="squeezenet",
            title="SqueezeNet 1.1",
            family="squeezenet",
            year=2016,
            depth=18,
            published_top5=80.3,  # of version 1.0, which 1.1 equals at less than half the work
            published_parameters=1.2,
            source_task=_IMAGENET,
            trained_weights="bundled",
            native_size=227,
            min_size=32,
            crop=0.875,
            citation="Iandola et al., SqueezeNet: AlexNet-level accuracy with 50x fewer parameters",
            url="https://arxiv.org/abs/1602.07360",
            licence="BSD",
            blocks=blocks.squeezenet(),
        ),
        Backbone(
            id="vgg16_edges",
            title="VGG16 (edges)",
            family="vgg",
            year=2015,
            depth=13,
            published_top5=None,
            published_parameters=None,
            source_task=_EDGES,
            trained_weights="bundled",
            native_size=224,
            min_size=32,
            crop=1.0,
            citation="Xie & Tu, Holistically-Nested Edge Detection",
            url="https://arxiv.org/abs/1504.06375",
            licence="MIT",
            blocks=blocks.vgg(),
        ),
        Backbone(
            id="mobilenet_v2_dogs",
            title="MobileNetV2 (dogs)",
            family="mobilenet_v2",
            year=2018,
            depth=53,
            published_top5=None,
            published_parameters=None,
            source_task=_DOGS,
            trained_weights="bundled",
            native_size=160,
            min_size=32,
            crop=1.0,
            citation=_MOBILENET,
            url="https://arxiv.org/abs/1801.04381",
            licence="MIT",
            blocks=blocks.mobilenet_v2(),
        ),
        Backbone(
            id="vgg16",
            title="VGG16",
            family="vgg",
            year=2014,
            depth=16,
            published_top5=90.1,
            published_parameters=138.4,
            source_task=_IMAGENET,
            trained_weights="imagenet",
            native_size=224,
            min_size=32,
            crop=0.875,
            citation=_VGG,
            url="https://arxiv.org/abs/1409.1556",
            licence="CC BY 4.0",
            blocks=blocks.vgg(),
        ),
        Backbone(
            id="vgg19",
            title="VGG19",
            family="vgg",
            year=2014,
            depth=19,
            published_top5=90.0,
            published_parameters=143.7,
            source_task=_IMAGENET,
            trained_weights="imagenet",
            native_size=224,
            min_size=32,
            crop=0.875,
            citation=_VGG,
            url="https://arxiv.org/abs/1409.1556",
            licence="CC BY 4.0",
            blocks=blocks.vgg(),
        ),
        Backbone(
            id="resnet50",
            title="ResNet50",
            family="resnet",
            year=2015,
            depth=50,
            published_top5=92.1,
            published_parameters=25.6,
            source_task=_IMAGENET,
            trained_weights="imagenet",
            native_size=224,
            min_size=32,
            crop=0.875,
            citation=_RESNET,
            url="https://arxiv.org/abs/1512.03385",
            licence="MIT",
            blocks=blocks.resnet((3, 4, 6, 3)),
        ),
        Backbone(
            id="resnet101",
            title="ResNet101",
            family="resnet",
            year=2015,
            depth=101,
            published_top5=92.8,
            published_parameters=44.7,
            source_task=_IMAGENET,
            trained_weights="imagenet",
            native_size=224,
            min_size=32,
            crop=0.875,
            citation=_RESNET,
            url="https://arxiv.org/abs/1512.03385",
            licence="MIT",
            blocks=blocks.resnet((3, 4, 23, 3)),
        ),
        Backbone(
            id="inception_v3",
            title="InceptionV3",
            family="inception_v3",
            year=2015,
            depth=48,
            published_top5=93.7,
            published_parameters=23.9,
            source_task=_IMAGENET,
            trained_weights="imagenet",
            native_size=299,
            min_size=75,
            crop=0.875,
            citation="Szegedy et al., Rethinking the Inception Architecture for Computer Vision",
            url="https://arxiv.org/abs/1512.00567",
            licence="Apache-2.0",
            blocks=blocks.inception_v3(),
        ),
        Backbone(
            id="xception",
            title="Xception",
            family="xception",
            year=2016,
            depth=71,
            published_top5=94.5,
            published_parameters=22.9,
            source_task=_IMAGENET,
            trained_weights="imagenet",
            native_size=299,
            min_size=71,
            crop=0.875,
            citation="Chollet, Xception: Deep Learning with Depthwise Separable Convolutions",
            url="https://arxiv.org/abs/1610.02357",
            licence="MIT",
            blocks=blocks.xception(),
        ),
        Backbone(
            id="mobilenet_v2",
            title="MobileNetV2",
            family="mobilenet_v2",
            year=2018,
            depth=53,
            published_top5=90.1,
            published_parameters=3.5,
            source_task=_IMAGENET,
            trained_weights="imagenet",
            native_size=224,
            min_size=32,
            crop=0.875,
            citation=_MOBILENET,
            url="https://arxiv.org/abs/1801.04381",
            licence="Apache-2.0",
            blocks=blocks.mobilenet_v2(),
        ),
        Backbone(
            id="efficientnet_b0",
            title="EfficientNetB0",
            family="efficientnet",
            year=2019,
            depth=82,
            published_top5=93.3,
            published_parameters=5.3,
            source_task=_IMAGENET,
            trained_weights="imagenet",
            native_size=224,
            min_size=32,
            crop=0.875,
            citation=_EFFICIENTNET,
            url="https://arxiv.org/abs/1905.11946",
            licence="Apache-2.0",
            blocks=blocks.efficientnet(),
        ),
    )
}


def get(backbone: str) -> Backbone:
    """The entry of a backbone, or a LabError that lists the valid ids."""
    if backbone not in BACKBONES:
        raise LabError(
            msg(
                "There is no network “{name}”. Choose from: {valid}.",
                name=backbone,
                valid=choose_from(BACKBONES),
            )
        )
    return BACKBONES[backbone]
