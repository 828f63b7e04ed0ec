"""The recipe: every choice of one training, in one small frozen object (light).

It round-trips to JSON (the run log, the command line) and to the page's URL, where only what
differs from the default is written.  `Recipe.check` refuses what cannot be run, in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from core.datasets import library
from core.messages import LabError, Message, choose_from, msg
from core.transfer import mistakes, rates
from core.zoo import catalog as zoo
from core.zoo.backbone import Backbone
from core.zoo.network import Network

HEADS = ("probe", "linear", "mlp", "deep")
OPTIMIZERS = ("adam", "sgd")
BN_MODES = ("frozen", "train")
AUGMENTS = ("none", "chapter")
RANGES: dict[str, tuple[float, float]] = {
    "per_class": (1, 50_000),
    "val_per_class": (1, 50_000),
    "test_per_class": (1, 50_000),
    "size": (32, 331),
    "epochs": (1, 1000),
    "batch": (1, 4096),
    "views": (1, 32),
    "lr": (1e-8, 100),
    "suffix_lr": (1e-8, 100),
    "lp_ft": (0, 1000),
    "early_stopping": (0, 1000),
    "plateau": (0, 1000),
    "seed": (0, 2**31 - 1),
    "seconds": (0, 86_400),
}
ALL = "all"

TITLES: dict[str, Message] = {  # of the fields, as controls and errors call them
    "dataset": msg("Photos"),
    "classes": msg("Classes"),
    "per_class": msg("Photos per class"),
    "val_per_class": msg("Validation photos per class"),
    "test_per_class": msg("Test photos per class"),
    "backbone": msg("Network"),
    "weights": msg("Weights"),
    "size": msg("Input size"),
    "unfreeze": msg("Unfrozen blocks"),
    "head": msg("Head"),
    "epochs": msg("Epochs"),
    "lr": msg("Learning rate"),
    "suffix_lr": msg("Rate of the unfrozen blocks"),
    "batch": msg("Batch size"),
    "optimizer": msg("Optimizer"),
    "lp_ft": msg("Epochs of the head alone"),
    "early_stopping": msg("Early stopping"),
    "plateau": msg("Plateau"),
    "keep_best": msg("Keep the best epoch"),
    "bn": msg("Batch norm"),
    "augment": msg("Augmentation"),
    "views": msg("Views of each photo"),
    "seed": msg("Seed"),
    "seconds": msg("Seconds of training at most"),
    "fault": msg("Mistake on purpose"),
    "scratch": msg("Start"),
}


def unreadable(name: str, text: str) -> LabError:
    """The error for a parameter of a link that is not of its kind."""
    said = msg("The link holds {name}={value}, which cannot be read.", name=name, value=text[:40])
    return LabError(said)


@dataclass(frozen=True)
class Recipe:
    """One training.  Defaults are the first experiment: done in seconds on two cores."""

    dataset: str = "cifar10"
    classes: tuple[str, ...] = ()  # () means every class of the dataset
    per_class: int = 50  # training images of each class
    val_per_class: int = 20
    test_per_class: int = 50
    backbone: str = "efficientnet_lite0"
    weights: str = ""  # bundled | imagenet | random; "" is the backbone's own trained weights
    size: int = 128  # pixels a side the photos are scaled to
    unfreeze: int = 0  # trailing blocks trained with the head; 0 is feature extraction
    head: str = "mlp"
    epochs: int = 20
    lr: float = rates.HEAD  # of the head (of the whole network with `scratch`)
    suffix_lr: float = rates.CHAPTER  # of the unfrozen blocks
    batch: int = 64
    optimizer: str = "adam"
    lp_ft: int = 0  # epochs of the head alone before the blocks are unfrozen
    early_stopping: int = 0  # patience in epochs, best weights restored; 0 is off
    plateau: int = 0  # patience before the learning rates are halved; 0 is off
    keep_best: bool = False  # end with the weights of the best validation accuracy
    bn: str = "frozen"
    augment: str = "none"
    views: int = 4  # augmented copies of each photo that a frozen prefix keeps
    seed: int = 0
    scratch: bool = False  # the chapter's small CNN from random weights instead of a backbone
    seconds: float = 0.0  # training ends with the epoch in which they are over; 0 is no limit
    fault: str = ""  # a mistake made on purpose (core/transfer/mistakes/)

    def __post_init__(self) -> None:
        object.__setattr__(self, "classes", tuple(self.classes))
        for name in ("lr", "suffix_lr", "seconds"):  # equal recipes are equal as text, too
            object.__setattr__(self, name, float(getattr(self, name)))
        if not self.weights and self.backbone in zoo.BACKBONES:
            object.__setattr__(self, "weights", zoo.BACKBONES[self.backbone].trained_weights)

    # -- round trips ---------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"classes": list(self.classes)}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Recipe:
        """Read a recipe; unknown keys are ignored (an older or newer version wrote them)."""
        return cls(**{f.name: document[f.name] for f in fields(cls) if f.name in document})

    def to_query(self) -> dict[str, str]:
        """URL parameters, neutral of language, of everything that differs from the default."""
        plain = Recipe()
        out = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if f.name == "weights":
                if value == zoo.BACKBONES[self.backbone].trained_weights:
                    continue
            elif value == getattr(plain, f.name):
                continue
            if isinstance(value, tuple):
                out[f.name] = ",".join(value)
            elif isinstance(value, bool):
                out[f.name] = "1" if value else "0"
            else:
                out[f.name] = str(value)
        return out

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Recipe:
        """Read URL parameters.  Raises LabError when a value is not of its kind."""
        plain = cls()
        out: dict[str, Any] = {}
        for f in fields(cls):
            if f.name not in query:
                continue
            text, default = query[f.name], getattr(plain, f.name)
            try:
                if isinstance(default, tuple):
                    out[f.name] = tuple(part for part in text.split(",") if part)
                elif isinstance(default, bool):
                    out[f.name] = {"1": True, "0": False}[text]
                elif f.name == "unfreeze" and text == ALL:
                    backbone = query.get("backbone", plain.backbone)
                    out[f.name] = len(zoo.get(backbone).blocks)
                else:
                    out[f.name] = type(default)(text)
            except (ValueError, KeyError):
                raise unreadable(f.name, text) from None
        return cls(**out)

    def but(self, **changes: Any) -> Recipe:
        """A copy with some fields changed."""
        return replace(self, **changes)

    # -- sense ---------------------------------------------------------------------------------

    @property
    def class_names(self) -> tuple[str, ...]:
        """The chosen classes, in the dataset's order; all of them when none is named."""
        every = library.get(self.dataset).classes
        return tuple(name for name in every if name in self.classes) if self.classes else every

    @property
    def network(self) -> Network:
        return Network(self.backbone, self.weights)

    @property
    def boundary(self) -> int:
        """Number of frozen leading blocks (0: nothing is frozen)."""
        return 0 if self.scratch else len(zoo.get(self.backbone).blocks) - self.unfreeze

    def check(self) -> Recipe:
        """Return the recipe itself, or raise LabError with what is wrong and what is valid."""
        data = library.get(self.dataset)
        backbone = zoo.get(self.backbone)
        for name in self.classes:
            if name not in data.classes:
                raise LabError(
                    msg(
                        "There is no class “{name}” in {dataset}. Choose from: {valid}.",
                        name=name,
                        dataset=data.id,
                        valid=choose_from(data.classes),
                    )
                )
        if len(self.class_names) < 2:
            raise LabError(
                msg("One class alone cannot be told apart from anything: choose at least two.")
            )
        self._check_choices(backbone)
        if not self.scratch:
            self._check_network(backbone)
        if self.head == "probe" and (self.unfreeze or self.scratch):
            raise LabError(
                msg(
                    "A linear probe is solved on frozen features: freeze every block, or choose "
                    "the head “linear” or “mlp”."
                )
            )
        if self.lp_ft and (self.scratch or not self.unfreeze):
            raise LabError(
                msg(
                    "Training the head first needs blocks to unfreeze afterwards: unfreeze at "
                    "least one block."
                )
            )
        total = self.per_class * len(self.class_names)
        if self.batch > total:
            raise LabError(
                msg(
                    "The batch ({batch}) is larger than the training set ({total:# image|# "
                    "images}): choose a smaller batch or more images.",
                    batch=self.batch,
                    total=total,
                )
            )
        return self

    def _check_choices(self, backbone: Backbone) -> None:
        for field_name, valid in (
            ("weights", backbone.weight_choices),
            ("head", HEADS),
            ("optimizer", OPTIMIZERS),
            ("bn", BN_MODES),
            ("augment", AUGMENTS),
            ("fault", mistakes.FAULTS),
        ):
            value = getattr(self, field_name)
            if value not in valid:
                raise LabError(
                    msg(
                        "“{value}” is not a valid choice for {name} here. Choose from: {valid}.",
                        value=value,
                        name=TITLES[field_name],
                        valid=choose_from(valid),
                    )
                )
        for field_name, (low, high) in RANGES.items():
            value = getattr(self, field_name)
            if not low <= value <= high:  # also refuses NaN
                raise LabError(
                    msg(
                        "{name} is {value}; it must lie between {low} and {high}.",
                        name=TITLES[field_name],
                        value=value,
                        low=low,
                        high=high,
                    )
                )

    def _check_network(self, backbone: Backbone) -> None:
        if not 0 <= self.unfreeze <= len(backbone.blocks):
            raise LabError(
                msg(
                    "{backbone} has {blocks} blocks; unfreeze must lie between 0 and {blocks}.",
                    backbone=backbone.title,
                    blocks=len(backbone.blocks),
                )
            )
        if self.size < backbone.min_size:
            raise LabError(
                msg(
                    "{backbone} needs photos of at least {low} pixels a side; size is {size}.",
                    backbone=backbone.title,
                    low=backbone.min_size,
                    size=self.size,
                )
            )
        mistakes.check(self.fault, backbone)
