"""The recipe: every choice of one training, in one small frozen object (light).

It round-trips to JSON (the run log, the command line) and, by `SETTINGS`, to the page's URL, where
only what differs from the default is written.  `Recipe.check` refuses what cannot be run, in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from core.datasets import library
from core.datasets.marked import MARKS
from core.messages import LabError, msg
from core.settings import FLAG, NUMBER, TEXT, WHOLE, Setting, Settings
from core.transfer import learns, mistakes, rates
from core.zoo import catalog as zoo
from core.zoo import facts, learnable
from core.zoo.backbone import Backbone
from core.zoo.network import Network

HEADS = ("probe", "linear", "mlp", "deep")
OUTPUTS = ("softmax", "sigmoid")
OPTIMIZERS = ("adam", "sgd")
BN_MODES = ("frozen", "train")
AUGMENTS = ("none", "chapter")
SIZE_RANGE = (32, 331)
ALL = "all"
RANK_RANGE = (1, 256)
# Fields that came later: what was kept under the digest of an older recipe is to be found again.
LATER = (
    "output",
    "mark",
    "link",
    "learns",
    "rank",
    "decay",
    "schedule",
    "gradual",
    "smoothing",
    "mixup",
    "mirror",
)


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
    learns: str = learnable.ALL  # what of the unfrozen blocks (core/transfer/learns.py)
    rank: int = 8  # of the matrices of LoRA; channels of an adapter
    head: str = "mlp"
    output: str = "softmax"  # an output for each class; "sigmoid": one for both of two classes
    epochs: int = 20
    lr: float = rates.HEAD  # of the head (of the whole network with `scratch`)
    suffix_lr: float = rates.CHAPTER  # of the unfrozen blocks
    decay: float = 1.0  # of the rate of each unfrozen block, of that of the next one
    schedule: str = rates.CONSTANT  # how the rates fall
    batch: int = 64
    optimizer: str = "adam"
    lp_ft: int = 0  # epochs of the head alone before the blocks are unfrozen
    gradual: bool = False  # the last block is unfrozen first, the others one after the other
    early_stopping: int = 0  # patience in epochs, best weights restored; 0 is off
    plateau: int = 0  # patience before the learning rates are halved; 0 is off
    keep_best: bool = False  # end with the weights of the best validation accuracy
    bn: str = "frozen"
    augment: str = "none"
    views: int = 4  # augmented copies of each photo that a frozen prefix keeps
    smoothing: float = 0.0  # share of the answer that all classes divide (label smoothing)
    mixup: float = 0.0  # Beta's parameter of two photos in one; 0 is off
    mirror: bool = False  # a test photo is asked about with its mirror image
    seed: int = 0
    scratch: bool = False  # the chapter's small CNN from random weights instead of a backbone
    seconds: float = 0.0  # training ends with the epoch in which they are over; 0 is no limit
    fault: str = ""  # a mistake made on purpose (core/transfer/mistakes/)
    mark: str = "spot"  # with the fault "shortcut": what is drawn into the photos
    link: int = 100  # and how many percent of them have the mark of their class for certain

    def __post_init__(self) -> None:
        object.__setattr__(self, "classes", tuple(self.classes))
        for name in (
            "lr",
            "suffix_lr",
            "decay",
            "smoothing",
            "mixup",
            "seconds",
        ):  # equal recipes are equal as text, too
            object.__setattr__(self, name, float(getattr(self, name)))
        if not self.weights and self.backbone in zoo.BACKBONES:
            object.__setattr__(self, "weights", zoo.BACKBONES[self.backbone].trained_weights)

    # -- round trips ---------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Every choice; those that came later only where they were made."""
        said = asdict(self) | {"classes": list(self.classes)}
        for name in LATER:
            if said[name] == getattr(Recipe, name):
                del said[name]
        return said

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Recipe:
        """Read a recipe; unknown keys are ignored (an older or newer version wrote them)."""
        return cls(**{f.name: document[f.name] for f in fields(cls) if f.name in document})

    def to_query(self) -> dict[str, str]:
        """URL parameters, neutral of language, of everything that differs from the default."""
        return SETTINGS.to_query(self)

    def but(self, **changes: Any) -> Recipe:
        """A copy with some fields changed."""
        return replace(self, **changes)

    def fitted(self, **changes: Any) -> Recipe:
        """A copy with some fields changed and the rest made to fit (the change itself wins)."""
        new = self.but(**changes)
        backbone = zoo.get(new.backbone)
        if new.backbone != self.backbone:
            weights = "random" if self.weights == "random" else backbone.trained_weights
            new = new.but(weights=weights, unfreeze=min(new.unfreeze, len(backbone.blocks)))
        if new.dataset != self.dataset:
            new = new.but(classes=())
        data = library.get(new.dataset)
        val = min(new.val_per_class, max(1, data.train_per_class // 4))
        new = new.but(
            val_per_class=val,
            per_class=min(new.per_class, data.train_per_class - val),
            size=new.size if new.scratch else max(new.size, backbone.min_size),
        )
        if new.head == "probe" and (new.unfreeze or new.scratch):
            asked_for_probe = changes.get("head") == "probe"
            new = new.but(unfreeze=0, scratch=False) if asked_for_probe else new.but(head="mlp")
        if new.lp_ft and (new.scratch or not new.unfreeze):
            new = new.but(lp_ft=0)
        if not {"learns", "unfreeze"} & changes.keys() and not new._can_learn():
            new = new.but(learns=learnable.ALL)
        if new.gradual and (new.scratch or not 2 <= new.unfreeze <= new.epochs):
            new = new.but(gradual=False)
        if new.plateau and new.schedule != rates.CONSTANT:
            new = new.but(schedule=rates.CONSTANT) if "plateau" in changes else new.but(plateau=0)
        if new.output == "sigmoid" and len(new.class_names) != 2:
            new = new.but(output="softmax")
        if new.output == "sigmoid" and new.head == "probe":
            asked_for_sigmoid = changes.get("output") == "sigmoid"
            new = new.but(head="mlp") if asked_for_sigmoid else new.but(output="softmax")
        if new.fault not in mistakes.possible(new.backbone, new.scratch):
            new = new.but(fault="")
        room = data.test_per_class // mistakes.FAULTS[new.fault].tests
        new = new.but(test_per_class=min(new.test_per_class, room))
        total = new.per_class * len(new.class_names)
        while new.batch > total and new.batch > 1:
            new = new.but(batch=max(1, new.batch // 2))
        return new

    # -- sense ---------------------------------------------------------------------------------

    @property
    def class_names(self) -> tuple[str, ...]:
        """The chosen classes, in the dataset's order; all of them when none is named."""
        every = library.get(self.dataset).classes
        return tuple(name for name in every if name in self.classes) if self.classes else every

    @property
    def outputs(self) -> int:
        """How many outputs the last layer has."""
        return 1 if self.output == "sigmoid" else len(self.class_names)

    @property
    def validating(self) -> int:
        """How many photos validate, of all classes together."""
        return self.val_per_class * len(self.class_names)

    @property
    def network(self) -> Network:
        return Network(self.backbone, self.weights)

    @property
    def boundary(self) -> int:
        """Number of frozen leading blocks (0: nothing is frozen)."""
        return 0 if self.scratch else len(zoo.get(self.backbone).blocks) - self.unfreeze

    def steps_of_unfreezing(self) -> list[tuple[int, int]]:
        """(unfrozen blocks, epochs) one after the other; all epochs with all of them, usually."""
        if not self.gradual:
            return [(self.unfreeze, self.epochs)]
        each = self.epochs // self.unfreeze
        early = [(blocks, each) for blocks in range(1, self.unfreeze)]
        return [*early, (self.unfreeze, self.epochs - each * len(early))]

    def check(self) -> Recipe:
        """Return the recipe itself, or raise LabError with what is wrong and what is valid."""
        data = library.get(self.dataset)
        backbone = zoo.get(self.backbone)
        data.check(self.classes)
        if len(self.class_names) < 2:
            raise LabError(
                "One class alone cannot be told apart from anything: choose at least two."
            )
        SETTINGS.check(self)
        replace(SETTINGS.rows["weights"], valid=backbone.weight_choices).check(self.weights)
        if not 0 <= self.unfreeze <= len(backbone.blocks):
            raise LabError(
                "{backbone} has {blocks} blocks; unfreeze must lie between 0 and {blocks}.",
                backbone=backbone.title,
                blocks=len(backbone.blocks),
            )
        if not self.scratch:
            self._check_network(backbone)
        if self.head == "probe" and (self.unfreeze or self.scratch):
            raise LabError(
                "A linear probe is solved on frozen features: freeze every block, or choose "
                "the head “linear” or “mlp”."
            )
        if self.output == "sigmoid" and (self.head == "probe" or len(self.class_names) != 2):
            raise LabError(
                "One output with sigmoid answers one question with yes or no: it needs exactly "
                "two classes, and a head that is trained. Choose two classes or “softmax”."
            )
        if self.lp_ft and (self.scratch or not self.unfreeze):
            raise LabError(
                "Training the head first needs blocks to unfreeze afterwards: unfreeze at "
                "least one block."
            )
        self._check_pace()
        total = self.per_class * len(self.class_names)
        if self.batch > total:
            raise LabError(
                "The batch ({batch}) is larger than the training set ({total:# image|# "
                "images}): choose a smaller batch or more images.",
                batch=self.batch,
                total=total,
            )
        return self

    def _check_pace(self) -> None:
        if self.gradual and (self.scratch or not 2 <= self.unfreeze <= self.epochs):
            raise LabError(
                "To unfreeze one block after the other takes at least two blocks, and an epoch for "
                "each of them."
            )
        if self.plateau and self.schedule != rates.CONSTANT:
            raise LabError(
                "The rates follow a schedule or the plateau of the validation loss, not both: "
                "choose one of them."
            )

    def _can_learn(self) -> bool:
        try:
            self.check_learning()
        except LabError:
            return False
        return True

    def check_learning(self) -> None:
        """LabError where the unfrozen blocks have nothing of what is to learn; of a network that
        has not been counted, the training finds out."""
        if self.scratch or not self.unfreeze or self.learns == learnable.ALL:
            return
        counted = facts.read(self.backbone)
        if counted is not None:
            blocks = counted["blocks"][self.boundary :]
            learns.check(zoo.get(self.backbone), blocks, self.learns)

    def _check_network(self, backbone: Backbone) -> None:
        if self.size < backbone.min_size:
            raise LabError(
                "{backbone} needs photos of at least {low} pixels a side; size is {size}.",
                backbone=backbone.title,
                low=backbone.min_size,
                size=self.size,
            )
        mistakes.check(self.fault, backbone)
        self.check_learning()


def _spelt(query: Mapping[str, str]) -> Mapping[str, str]:
    """An address in which every block may be unfrozen by a word."""
    backbone = zoo.BACKBONES.get(query.get("backbone", Recipe.backbone))
    if query.get("unfreeze") != ALL or backbone is None:
        return query
    return {**query, "unfreeze": str(len(backbone.blocks))}


SETTINGS = Settings(
    {
        "dataset": Setting(TEXT, msg("Photos")),
        "classes": Setting(TEXT, msg("Classes"), many=True),
        "per_class": Setting(WHOLE, msg("Photos per class"), 1, 50_000),
        "val_per_class": Setting(WHOLE, msg("Validation photos per class"), 1, 50_000),
        "test_per_class": Setting(WHOLE, msg("Test photos per class"), 1, 50_000),
        "backbone": Setting(TEXT, msg("Network")),
        "weights": Setting(TEXT, msg("Weights")),
        "size": Setting(WHOLE, msg("Input size"), *SIZE_RANGE),
        "unfreeze": Setting(WHOLE, msg("Unfrozen blocks")),
        "learns": Setting(TEXT, msg("What learns in them"), valid=learns.LEARNS),
        "rank": Setting(WHOLE, msg("Rank (width)"), *RANK_RANGE),
        "head": Setting(TEXT, msg("Head"), valid=HEADS),
        "output": Setting(TEXT, msg("Output"), valid=OUTPUTS),
        "epochs": Setting(WHOLE, msg("Epochs"), 1, 1000),
        "lr": Setting(NUMBER, msg("Learning rate"), 1e-8, 100),
        "suffix_lr": Setting(NUMBER, msg("Rate of the unfrozen blocks"), 1e-8, 100),
        "decay": Setting(NUMBER, msg("Rate of each block before it"), 0.01, 1),
        "schedule": Setting(TEXT, msg("How the rates fall"), valid=rates.SCHEDULES),
        "batch": Setting(WHOLE, msg("Batch size"), 1, 4096),
        "optimizer": Setting(TEXT, msg("Optimizer"), valid=OPTIMIZERS),
        "lp_ft": Setting(WHOLE, msg("Epochs of the head alone"), 0, 1000),
        "gradual": Setting(FLAG, msg("One block after the other")),
        "early_stopping": Setting(WHOLE, msg("Early stopping"), 0, 1000),
        "plateau": Setting(WHOLE, msg("Plateau"), 0, 1000),
        "keep_best": Setting(FLAG, msg("Keep the best epoch")),
        "bn": Setting(TEXT, msg("Batch norm"), valid=BN_MODES),
        "augment": Setting(TEXT, msg("Augmentation"), valid=AUGMENTS),
        "views": Setting(WHOLE, msg("Views of each photo"), 1, 32),
        "smoothing": Setting(NUMBER, msg("Label smoothing"), 0, 0.5),
        "mixup": Setting(NUMBER, msg("Mixup"), 0, 4),
        "mirror": Setting(FLAG, msg("Mirror image at the test")),
        "seed": Setting(WHOLE, msg("Seed"), 0, 2**31 - 1),
        "scratch": Setting(FLAG, msg("Start")),
        "seconds": Setting(NUMBER, msg("Seconds of training at most"), 0, 86_400),
        "fault": Setting(TEXT, msg("Mistake on purpose"), valid=mistakes.FAULTS),
        "mark": Setting(TEXT, msg("Mark"), valid=MARKS),
        "link": Setting(WHOLE, msg("Photos with the mark of their class"), 0, 100),
    },
    Recipe,
    lambda recipe: Recipe(weights=zoo.get(recipe.backbone).trained_weights),
    _spelt,
)
