"""What a training gives, in types: `docs/result.md` is made from them (light).

At run time these are plain dictionaries, as JSON and the run log keep them.
"""

from collections.abc import Mapping
from typing import Annotated, Any, NotRequired, TypedDict


class EpochRow(TypedDict):
    """One epoch."""

    epoch: Annotated[int, "counted through all stages, from 1"]
    stage: Annotated[str, "`head`, `suffix` or `all`: what learnt"]
    loss: Annotated[float, "while training, mean over the epoch, in nats"]
    accuracy: Annotated[float, "while training"]
    lr: Annotated[float, "rate of the head"]
    suffix_lr: Annotated[float, "rate of the unfrozen blocks"]
    seconds: Annotated[float, "of this epoch"]
    val_loss: Annotated[float, "after the epoch, dropout off"]
    val_accuracy: Annotated[float, "after the epoch, dropout off"]


ClassRow = TypedDict(
    "ClassRow",
    {
        "class": Annotated[str, "its id"],
        "precision": Annotated[float, "of the photos answered so, how many are; 0 of none"],
        "recall": Annotated[float, "of the photos that are, how many are answered so; 0 of none"],
        "f1": Annotated[float, "harmonic mean of both"],
        "support": Annotated[int, "test photos of this class"],
    },
)


class Predictions(TypedDict):
    """The answer to every test photo."""

    index: Annotated[list[int], "place of the photo in the dataset"]
    true: Annotated[list[int], "its label"]
    predicted: Annotated[list[int], "the answer"]
    confidence: Annotated[list[float], "probability of the answer"]


class Begun(TypedDict):
    """What is known of a training that has not ended, or was stopped."""

    recipe: Annotated[dict[str, Any], "every choice, as `Recipe.to_json` writes it"]
    environment: Annotated[
        dict[str, Any], "processor, cores, system and the versions of what computed"
    ]
    classes: Annotated[list[str], "the chosen classes, in the order of the labels 0, 1, …"]
    history: Annotated[list[EpochRow], "a row an epoch"]
    seconds: Annotated[
        dict[str, float],
        "by phase: `prepare`, `convert` (choosing the engine), `prefix` (training and validation "
        "photos through the frozen blocks), `compile`, `fit`, `evaluate`, `prefix_test` (test "
        "photos), and `total`",
    ]
    notes: Annotated[
        list[dict[str, Any]],
        "what the learner should know, as message templates with their values",
    ]


class Judged(TypedDict):
    """What the test photos say; they are opened once, after the last weight was chosen."""

    test_accuracy: Annotated[float, "on test photos"]
    test_interval: Annotated[list[float], "Wilson’s 95 % interval: low, high"]
    test_loss: Annotated[float, "cross-entropy in nats"]
    confusion: Annotated[list[list[int]], "rows: true class, columns: answer"]
    per_class: Annotated[list[ClassRow], "a row a class"]
    calibration_error: Annotated[float, "expected calibration error, ten bins"]
    predictions: Annotated[Predictions, "the answer to every test photo"]
    mistakes: Annotated[list[int], "places in `predictions`, the most confident first"]


class Fresh(TypedDict, total=False):
    """Only with the mistakes `leak` and `shortcut`, whose test photos tell no truth: what photos
    say that took part in nothing, or that have lost the mark of their class."""

    fresh_accuracy: Annotated[
        float,
        "only with the mistake `leak`: on photos that took part in nothing; with `shortcut`: on "
        "the test photos with the marks of other classes",
    ]
    fresh_interval: Annotated[list[float], "likewise: Wilson’s 95 % interval"]


class Tested(Judged, Fresh):
    """What all test photos say, of which network, and what computed its frozen part."""

    total_parameters: Annotated[int, "of the whole network"]
    prefix_engine: Annotated[str, "what computed the frozen part; `none` when pixels are the input"]
    precision: Annotated[str, "in which the frozen part was computed"]


class Learnt(TypedDict):
    """What became of the network."""

    train_accuracy: Annotated[
        float, "of the final weights, dropout off; with augmentation that of the stored views"
    ]
    val_accuracy: Annotated[float, "of the final weights, dropout off"]
    best_epoch: Annotated[int, "the epoch whose weights were kept"]
    stopped_early: Annotated[bool, "whether early stopping ended the last stage"]
    trainable_parameters: Annotated[int, "counted from the variables"]
    prefix_cached: Annotated[bool, "whether the frozen part’s output was stored before"]
    probe_strength: NotRequired[
        Annotated[float, "only of a linear probe: the C chosen on the validation photos"]
    ]


class Result(Begun, Tested, Learnt):
    """A finished training."""


Results = Mapping[str, Result]  # name of a training → what it gave
