"""Quantities that lessons ask for, computed instead of typed in (light).

`COUNTS` gives each one a name, so that a quiz can say ``{count: convolution, kernel: 3, ...}`` and
the right answer comes from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import ceil, exp, sqrt
from typing import Any

import numpy as np

from core.datasets import library
from core.experiments import cost
from core.experiments.separable import pair
from core.statistics import mean_half, wilson_interval
from core.transfer import evaluate
from core.transfer.callbacks import Plateau
from core.transfer.count import head_parameters
from core.transfer.temperature import softened
from core.zoo.receptive import Field

# Simonyan & Zisserman 2014, table 1, configuration D: channels of every 3x3 convolution, by block.
VGG16 = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))
VGG16_DENSE = (4096, 4096, 1000)
VGG16_SIZE = 224


def convolution(kernel: int, inputs: int, outputs: int, bias: bool = True) -> int:
    """Parameters of a `kernel` x `kernel` convolution from `inputs` to `outputs` channels."""
    return cost.convolution(kernel, inputs, outputs, 1, bias).parameters


def dense(inputs: int, outputs: int) -> int:
    """Parameters of a fully connected layer, biases included."""
    return (inputs + 1) * outputs


def low_rank(inputs: int, outputs: int, rank: int) -> int:
    """Numbers of the two thin matrices that LoRA adds to a 1×1 convolution."""
    return rank * (inputs + outputs)


def separable_saving(kernel: int, inputs: int, outputs: int) -> float:
    """How many times fewer weights than the full convolution."""
    return 1 / pair(kernel, inputs, outputs, 1).share


def stacked_share(kernels: Sequence[int], instead: int) -> float:
    """Weights of stacked convolutions in percent of one with kernel `instead`, equal channels."""
    return 100 * sum(kernel**2 for kernel in kernels) / instead**2


def receptive_field(kernels: Sequence[int], strides: Sequence[int] = ()) -> int:
    """Pixels along one side that the last of some stacked windows sees; strides 1 if not given."""
    field = Field()
    for kernel, stride in zip(kernels, strides or [1] * len(kernels), strict=True):
        field = field.through(kernel, stride, 0)
    return field.size


def side(size: int, halvings: int) -> int:
    """Side of the feature map after so many poolings of 2x2."""
    return int(size // 2**halvings)


def vgg16() -> int:
    """Parameters of VGG16 with its ImageNet classifier."""
    return vgg16_trunk() + vgg16_dense()


def vgg16_trunk() -> int:
    """Parameters of VGG16's thirteen convolutions."""
    channels = (3, *(outputs for block in VGG16 for outputs in block))
    return sum(convolution(3, *pair) for pair in pairwise(channels))


def vgg16_dense() -> int:
    """Parameters of VGG16's three fully connected layers."""
    flat = side(VGG16_SIZE, len(VGG16)) ** 2 * VGG16[-1][-1]
    return sum(dense(*pair) for pair in pairwise((flat, *VGG16_DENSE)))


def vgg16_dense_share() -> float:
    """Percent of VGG16's parameters that lie in its fully connected layers."""
    return 100 * vgg16_dense() / vgg16()


def head(kind: str, features: int, classes: int) -> int:
    """Parameters of one of the lab's heads."""
    return head_parameters(kind, features, classes)


def steps(photos: int, batch: int, epochs: int = 1) -> int:
    """Updates of the weights; the last batch of an epoch may be smaller."""
    return ceil(photos / batch) * epochs


def chance(dataset: str) -> float:
    """Percent that blind guessing gets right on a dataset."""
    return 100 / len(library.get(dataset).classes)


def softmax_share(logits: Sequence[float]) -> float:
    """Percent that softmax gives to the first of some logits."""
    return 100 * exp(logits[0]) / sum(map(exp, logits))


def masked(size: int, patch: int) -> int:
    """Covered photos an occlusion map looks at: one for every place of patches side by side."""
    return ceil(size / patch) ** 2


def colour_values(size: int) -> int:
    """Colour values of a square photo in red, green and blue."""
    return 3 * size**2


def change_length(size: int, levels: float) -> float:
    """L2 of a change by so many of 255 levels in every value of a photo, colours from 0 to 1."""
    return sqrt(colour_values(size)) * levels / 255


def kept(units: int, dropped: float) -> float:
    """Units that dropout leaves on average."""
    return units * (1 - dropped)


def percent(part: int, whole: int) -> float:
    """A part of something in percent."""
    return 100 * part / whole


def lowest(right: int, photos: int) -> float:
    """Where the 95% interval of so many right answers begins, in percent."""
    return 100 * wilson_interval(right, photos)[0]


def half(values: Sequence[float]) -> float:
    """How far the 95% interval of a mean reaches to each side."""
    return mean_half(values)


def trainings(arms: int, amounts: int, seeds: int) -> int:
    """Trainings of a race."""
    return arms * amounts * seeds


def mixture(values: Sequence[float], shares: Sequence[float]) -> float:
    """What is mixed of some values, each by its share."""
    return sum(share * value for share, value in zip(shares, values, strict=True))


def right_if_honest(answers: int, said: float) -> float:
    """How many of some answers are right if each is as often right as it says (percent)."""
    return answers * said / 100


def calibration_error(
    photos: Sequence[int], said: Sequence[float], right: Sequence[float]
) -> float:
    """Expected calibration error in points of bins: how many photos, what is said and what is right
    of them, both in percent."""
    counted = np.asarray(photos)
    rows = [counted, *(counted * np.asarray(share) / 100 for share in (said, right))]
    return 100 * evaluate.binned_error(np.stack(rows, axis=1))


def at_temperature(said: Sequence[float], temperature: float) -> float:
    """Percent of the first class when all probabilities (percent) are put at a temperature."""
    return 100 * float(softened(np.asarray([said]) / 100, temperature)[0, 0])


def clipped_step(rate: float, gradient: float, longest: float) -> float:
    """Length of a step of plain SGD whose gradient is shortened to `longest`."""
    return rate * min(gradient, longest)


def inside_by_luck(kind: int, classes: int) -> float:
    """Percent of wrong answers that stay among the `kind` classes of the true one's kind, if each
    of the others is equally likely."""
    return 100 * (kind - 1) / (classes - 1)


def points(before: float, after: float) -> float:
    """The difference of two percentages."""
    return after - before


def given_back(linked: float, cut: float, mended: float) -> float:
    """Percent of what a cut link cost that a remedy gives back; accuracies in percent."""
    return 100 * (mended - cut) / (linked - cut)


def stopped_at(best: int, patience: int) -> int:
    """The epoch after which early stopping ends a training whose best one was `best`."""
    return best + patience


def after_halving(times: int) -> float:
    """Percent of a learning rate that is left."""
    return 100 * Plateau.factor**times


def of_study(networks: int, ways: int, seeds: int) -> int:
    """Of a study: every network in every way, and one from scratch, each with every seed."""
    return (networks * ways + 1) * seeds


COUNTS: dict[str, Callable[..., float]] = {
    function.__name__: function
    for function in (
        convolution,
        dense,
        low_rank,
        separable_saving,
        stacked_share,
        receptive_field,
        vgg16_dense_share,
        head,
        steps,
        chance,
        softmax_share,
        masked,
        colour_values,
        change_length,
        kept,
        percent,
        lowest,
        half,
        trainings,
        mixture,
        right_if_honest,
        calibration_error,
        at_temperature,
        clipped_step,
        inside_by_luck,
        points,
        given_back,
        stopped_at,
        after_halving,
        of_study,
    )
}


def compute(wanted: Mapping[str, Any]) -> float:
    """The quantity that ``{count: NAME, argument: value, ...}`` asks for.

    Raises KeyError for a name that `COUNTS` does not have, TypeError for arguments that do not fit.
    """
    arguments = {name: value for name, value in wanted.items() if name != "count"}
    return COUNTS[wanted["count"]](**arguments)
