"""VGG16 and VGG19: nothing but 3×3 convolutions and poolings.

Reference: Simonyan & Zisserman 2014, arXiv 1409.1556.
"""

from __future__ import annotations

from core.messages import Message, msg
from core.zoo.backbone import FLATTENED, Backbone, Block, Course, Source, keras_file

# Five blocks of 3×3 convolutions, each closed by a pooling.
BLOCKS = tuple(
    Block(f"block{n}_pool", msg("Convolution block {number}", number=n), "conv")
    for n in range(1, 6)
)


def _vgg(
    depth: int,
    place: int,
    published: tuple[float, float],
    told: Course,
    special: Message,
    file: Source,
) -> Backbone:
    parameters, top5 = published
    return Backbone(
        id=f"vgg{depth}",
        title=f"VGG{depth}",
        place=place,
        year=2014,
        depth=depth,
        special=special,
        published_top5=top5,
        published_parameters=parameters,
        course=told,
        citation="Simonyan & Zisserman, Very Deep Convolutional Networks for Large-Scale Image "
        "Recognition",
        url="https://arxiv.org/abs/1409.1556",
        licence="CC BY 4.0",
        source=file,
        preprocessing="caffe",
        blocks=BLOCKS,
        application=f"vgg{depth}.VGG{depth}",
        top=FLATTENED,
        batch_norm=False,
        tuned_blocks=1,  # of VGG16 its last four layers
        heavy_blocks=True,
    )


BACKBONES = (
    _vgg(
        16,
        50,
        (138.4, 90.1),
        Course(138, 90.1),
        msg("Simple: 3×3 convolutions only, and a great many parameters"),
        keras_file("vgg16", "vgg16", 58889256, "6d6bbae143d832006294945121d1f1fc"),
    ),
    _vgg(
        19,
        60,
        (143.7, 90.0),
        Course(144, 90.0),
        msg("VGG16 with three more convolutions"),
        keras_file("vgg19", "vgg19", 80134624, "253f8cb515780f3b799900260a226db6"),
    ),
)
