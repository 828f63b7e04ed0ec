"""The course's own table of networks, chapter 5 of its text (light).

It rounds differently from Keras' table (`core.zoo.catalog`), and in places it differs: both are
shown, beside what is counted.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CourseRow:
    """What the course says: parameters in millions, ImageNet top-5 accuracy in percent."""

    parameters: float
    top5: float


COURSE = {
    "vgg16": CourseRow(138, 90.1),
    "vgg19": CourseRow(144, 90.0),
    "resnet50": CourseRow(25.6, 92.1),
    "resnet101": CourseRow(44.5, 92.9),
    "inception_v3": CourseRow(23.8, 93.9),
    "xception": CourseRow(22.9, 94.5),
    "mobilenet_v2": CourseRow(3.5, 90.1),
    "efficientnet_b0": CourseRow(5.3, 93.3),
}


def differing(counted: dict[str, int]) -> list[str]:
    """The networks whose counted parameters, rounded as the course rounds, are not what it says.

    counted: parameters with the ImageNet classifier by network.
    """
    out = []
    for name, row in COURSE.items():
        digits = 0 if row.parameters == int(row.parameters) else 1
        if name in counted and round(counted[name] / 1e6, digits) != row.parameters:
            out.append(name)
    return out
