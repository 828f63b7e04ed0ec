"""A race: arms that share photos, input size, budget and seeds, as named recipes (light).

An arm is a way of learning with a network.  Its id (``tune.squeezenet.2``) stands in the URL, on
the command line and, with photos and seed, in the name of each run: ``{arm}|{per class}|{seed}``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from core.datasets import library
from core.messages import LabError, Message, choose_from, msg
from core.settings import NUMBER, TEXT, WHOLE, Kind, Setting, Settings
from core.transfer import learns as ways
from core.transfer import rates
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from core.zoo.learnable import ALL
from core.zoo.weights import RANDOM

SCRATCH, EXTRACT, TUNE, LP_FT = WAYS = ("scratch", "extract", "tune", "lp_ft")
AUGMENTED = "chapter"
MOST_ARMS, MOST_SEEDS = 12, 10
MOST_AMOUNTS = 20  # of photos per class in a link
HEAD_EPOCHS = 10  # of the head alone in two-stage fine-tuning, at most
TUNED_SHARE = 0.25  # of the blocks are unfrozen where nobody says how many

WAY_TITLES: dict[str, Message] = {
    SCRATCH: msg("From scratch"),
    EXTRACT: msg("Feature extraction"),
    TUNE: msg("Fine-tuning"),
    LP_FT: msg("Two-stage fine-tuning"),
}


@dataclass(frozen=True)
class Arm:
    """A way of learning; what does not belong to the way is empty."""

    way: str
    backbone: str = ""
    weights: str = ""  # "" (the trained ones) or "random"
    unfreeze: int = 0
    augment: bool = False
    learns: str = ALL  # what of unfrozen blocks (core/transfer/learns.py)

    @property
    def id(self) -> str:
        few = self.learns if self.learns != ALL else ""
        parts = [self.way, self.backbone, str(self.unfreeze or ""), few, self.weights]
        return ".".join(filter(None, [*parts, AUGMENTED if self.augment else ""]))

    @classmethod
    def parse(cls, text: str) -> Arm:
        """Read an id.  Raises LabError with what is valid."""
        way, *rest = text.split(".")
        if way not in WAYS:
            raise LabError(
                "There is no way of learning “{name}”. Choose from: {valid}.",
                name=way[:40],
                valid=choose_from(WAYS),
            )
        found: dict[str, Any] = {"way": way}
        for part in rest:
            if part == AUGMENTED:
                found["augment"] = True
            elif part == RANDOM:
                found["weights"] = RANDOM
            elif part in ways.LEARNS:
                found["learns"] = part
            elif part.isdecimal():
                found["unfreeze"] = int(part)
            else:
                found["backbone"] = zoo.get(part).id
        return arm(**found)

    def title(self) -> Message:
        """The arm as tables and figures call it."""
        title = WAY_TITLES[self.way]
        if self.backbone:
            network: Message | str = zoo.get(self.backbone).title
            if self.weights == RANDOM:
                network = msg("{network} (random weights)", network=network)
            title = msg("{way} with {network}", way=title, network=network)
        if self.learns != ALL:
            title = msg("{arm}: {learns} only", arm=title, learns=ways.TITLES[self.learns])
        return msg("{arm} + augmentation", arm=title) if self.augment else title


def arm(
    way: str,
    backbone: str = "",
    weights: str = "",
    unfreeze: int = 0,
    augment: bool = False,
    learns: str = ALL,
) -> Arm:
    """An arm with the usual choices where none were made: the first network, a quarter of its
    blocks unfrozen (at least one) where blocks are unfrozen at all."""
    if way == SCRATCH:
        return Arm(way, augment=augment)
    network = zoo.get(backbone or next(iter(zoo.BACKBONES)))
    usual = max(1, round(TUNED_SHARE * len(network.blocks)))
    unfreeze = 0 if way == EXTRACT else (unfreeze or usual)
    return Arm(way, network.id, weights, unfreeze, augment, learns if unfreeze else ALL)


@dataclass(frozen=True)
class Race:
    """What all arms share.  `per_class` holds several amounts when accuracy against the number of
    images is asked for.  `epochs` is the budget; with `seconds` training ends with the epoch in
    which they are over, whatever `epochs` allows."""

    arms: tuple[Arm, ...]
    dataset: str = "cifar10"
    classes: tuple[str, ...] = ()
    per_class: tuple[int, ...] = (100,)
    val_per_class: int = 20
    test_per_class: int = 100
    size: int = 64
    seeds: tuple[int, ...] = (0, 1, 2)
    epochs: int = 20
    seconds: float = 0.0
    batch: int = 32
    suffix_lr: float = rates.LAB
    rank: int = Recipe.rank

    def but(self, **changes: Any) -> Race:
        """A copy with some fields changed."""
        return replace(self, **changes)

    def fitted(self, **changes: Any) -> Race:
        """A copy with some fields changed and no more photos than its dataset has."""
        new = self.but(**changes)
        data = library.get(new.dataset)
        val = min(new.val_per_class, max(1, data.train_per_class // 4))
        most = data.train_per_class - val
        amounts = tuple(sorted({min(amount, most) for amount in new.per_class}))
        test = min(new.test_per_class, data.test_per_class)
        return new.but(per_class=amounts, val_per_class=val, test_per_class=test)

    # -- recipes -------------------------------------------------------------------------------

    def recipe(self, arm: Arm, per_class: int, seed: int) -> Recipe:
        """One run.  Two-stage fine-tuning divides the epochs: half for the head alone, the
        chapter's ten at most."""
        classes = len(self.classes or library.get(self.dataset).classes)
        shared = Recipe(
            dataset=self.dataset,
            classes=self.classes,
            per_class=per_class,
            val_per_class=self.val_per_class,
            test_per_class=self.test_per_class,
            size=self.size,
            epochs=self.epochs,
            seconds=self.seconds,
            batch=min(self.batch, per_class * classes),
            suffix_lr=self.suffix_lr,
            augment=AUGMENTED if arm.augment else "none",
            seed=seed,
        )
        if arm.way == SCRATCH:
            return shared.but(scratch=True)
        head = min(self.epochs // 2, HEAD_EPOCHS) if arm.way == LP_FT else 0
        return shared.but(
            backbone=arm.backbone,
            weights=arm.weights,
            unfreeze=arm.unfreeze,
            learns=arm.learns,
            rank=self.rank if arm.learns in ways.RANKED else Recipe.rank,
            lp_ft=head,
            epochs=self.epochs - head,
        )

    def recipes(self) -> dict[str, Recipe]:
        """Name → recipe of every run, seed by seed, so that all arms advance together."""
        return {
            run_name(arm, amount, seed): self.recipe(arm, amount, seed)
            for seed in self.seeds
            for amount in self.per_class
            for arm in self.arms
        }

    def recipe_of(self, name: str) -> Recipe:
        """The recipe of a run by its name."""
        arm, per_class, seed = name.split("|")
        return self.recipe(Arm.parse(arm), int(per_class), int(seed))

    def check(self) -> Race:
        """Return the race itself, or raise LabError with what cannot be run."""
        if not 2 <= len(self.arms) <= MOST_ARMS or len(set(self.arms)) != len(self.arms):
            raise LabError(
                "A race needs 2 to {most} arms, each different from the others.", most=MOST_ARMS
            )
        if not 1 <= len(self.seeds) <= MOST_SEEDS or len(set(self.seeds)) != len(self.seeds):
            raise LabError("A race needs 1 to {most} seeds, each only once.", most=MOST_SEEDS)
        if not self.per_class:
            raise LabError("A race needs at least one number of photos per class.")
        if any(arm.way == LP_FT for arm in self.arms) and self.epochs < 2:
            raise LabError("Two stages need at least two epochs.")
        for recipe in self.recipes().values():
            recipe.check()
        return self

    # -- round trip ----------------------------------------------------------------------------

    def to_query(self) -> dict[str, str]:
        """URL parameters of the arms and of everything that differs from the default."""
        return SETTINGS.to_query(self)


_ARM = Kind(TEXT.parse, lambda text: Arm.parse(TEXT.take(text)), lambda arm: arm.id)


def _usual(**given: Any) -> Race:
    return Race(**({"arms": (arm(SCRATCH), arm(EXTRACT))} | given))


SETTINGS = Settings(
    {
        "arms": Setting(_ARM, many=True),
        "dataset": Setting(TEXT),
        "classes": Setting(TEXT, many=True),
        "per_class": Setting(WHOLE, many=True, most=MOST_AMOUNTS),
        "val_per_class": Setting(WHOLE),
        "test_per_class": Setting(WHOLE),
        "size": Setting(WHOLE),
        "seeds": Setting(WHOLE, many=True),
        "epochs": Setting(WHOLE),
        "seconds": Setting(NUMBER),
        "batch": Setting(WHOLE),
        "suffix_lr": Setting(NUMBER),
        "rank": Setting(WHOLE),
    },
    _usual,
    lambda race: Race(()),
)


def run_name(arm: Arm, per_class: int, seed: int) -> str:
    """The name of one run of a race."""
    return f"{arm.id}|{per_class}|{seed}"
