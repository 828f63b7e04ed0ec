"""ResNet50 and ResNet101: a skip connection round every three convolutions.

Reference: He et al. 2015, arXiv 1512.03385.
"""

from __future__ import annotations

from core.messages import Message, msg
from core.zoo.backbone import GLOROT, Backbone, Block, Course, Source, keras_file, stem


def _resnet(
    depth: int,
    place: int,
    repeats: tuple[int, int, int, int],
    published: tuple[float, float],
    told: Course,
    special: Message,
    file: Source,
) -> Backbone:
    parameters, top5 = published
    return Backbone(
        id=f"resnet{depth}",
        title=f"ResNet{depth}",
        place=place,
        year=2015,
        depth=depth,
        special=special,
        published_top5=top5,
        published_parameters=parameters,
        course=told,
        citation="He et al., Deep Residual Learning for Image Recognition",
        url="https://arxiv.org/abs/1512.03385",
        licence="MIT",
        source=file,
        preprocessing="caffe",
        blocks=(
            stem("pool1_pool"),
            *(
                Block(
                    f"conv{stage}_block{n}_out",
                    msg("Residual block {name}", name=f"{stage}.{n}"),
                    "residual",
                )
                for stage, count in enumerate(repeats, 2)
                for n in range(1, count + 1)
            ),
        ),
        application=f"resnet.ResNet{depth}",
        initial=GLOROT,
        tuned_blocks=3,
    )


BACKBONES = (
    _resnet(
        50,
        70,
        (3, 4, 6, 3),
        (25.6, 92.1),
        Course(25.6, 92.1),
        msg("Skip connections: deep, and yet lighter than VGG"),
        keras_file("resnet", "resnet50", 94765736, "4d473c1dd8becc155b73f8504c6f6626"),
    ),
    _resnet(
        101,
        80,
        (3, 4, 23, 3),
        (44.7, 92.8),
        Course(44.5, 92.9),
        msg("ResNet50 with twice as many layers"),
        keras_file("resnet", "resnet101", 171446536, "88cf7a10940856eca736dc7b7e228a21"),
    ),
)
