"""InceptionV3: branches of different reach side by side.

Reference: Szegedy et al. 2015, arXiv 1512.00567.
"""

from __future__ import annotations

from core.messages import msg
from core.zoo.backbone import Backbone, Block, Course, keras_file, stem

BACKBONES = (
    Backbone(
        id="inception_v3",
        title="InceptionV3",
        place=90,
        year=2015,
        depth=48,
        special=msg("Windows of several sizes side by side"),
        published_top5=93.7,
        published_parameters=23.9,
        course=Course(23.8, 93.9),
        citation="Szegedy et al., Rethinking the Inception Architecture for Computer Vision",
        url="https://arxiv.org/abs/1512.00567",
        licence="Apache-2.0",
        source=keras_file(
            "inception_v3", "inception_v3", 87910968, "bcbd6486424b2319ff4ef7d526e38f63"
        ),
        native_size=299,
        min_size=75,
        preprocessing="symmetric",
        blocks=(
            stem("max_pooling2d_1"),
            *(
                Block(f"mixed{n}", msg("Inception module {number}", number=n), "inception")
                for n in range(11)
            ),
        ),
        application="inception_v3.InceptionV3",
    ),
)
