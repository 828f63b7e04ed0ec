"""What a study trains: three networks in two ways, a small one without transfer, several seeds
(light)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.datasets import library
from core.messages import Message, msg
from core.runs import series
from core.transfer import rates
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from core.zoo.network import Network

KIND = "study"
EXTRACT, TUNE, SCRATCH = "extract", "tune", "scratch"
WAYS = (EXTRACT, TUNE)
TITLES: dict[str, Message] = {
    EXTRACT: msg("Feature extraction"),
    TUNE: msg("Fine-tuning"),
    SCRATCH: msg("From scratch"),
}
SEEDS = (0, 1, 2, 3, 4)
MOST_SEEDS = 10
VAL_SHARE = 0.2  # of the photos outside the test part

# The networks that the assignment names, and the bundled ones that stand in for them.
STAND_INS = {
    "resnet50": "efficientnet_lite0",
    "inception_v3": "mobilenet_v2_dogs",
    "vgg16": "squeezenet",
}


@dataclass(frozen=True)
class Pace:
    """How much work a study is.  Every arm of transfer learns for `epochs` in all."""

    title: Message
    size: int  # pixels a side for the networks
    scratch_size: int  # and for the small one
    epochs: int
    alone: int  # of these, with the head alone, before fine-tuning unfreezes blocks
    scratch_epochs: int
    views: int  # augmented copies that are stored of every photo
    most: int  # training photos of a class


PACES = {
    "quick": Pace(msg("quick"), 128, 64, 12, 8, 12, 2, 150),
    "thorough": Pace(msg("thorough"), 160, 96, 20, 12, 20, 4, 400),
}


@dataclass(frozen=True)
class Arm:
    """One thing that is compared: a network in one way, or ("", scratch)."""

    backbone: str
    way: str

    @property
    def id(self) -> str:
        return f"{self.backbone}-{self.way}" if self.backbone else SCRATCH

    @property
    def title(self) -> Message:
        if not self.backbone:
            return msg("Small CNN from scratch")
        return msg("{network}: {way}", network=zoo.get(self.backbone).title, way=TITLES[self.way])


@dataclass(frozen=True)
class Study:
    """Which photos, which networks, which seeds, how much work."""

    dataset: str
    classes: tuple[str, ...] = ()
    backbones: tuple[str, ...] = ()
    seeds: tuple[int, ...] = SEEDS
    pace: str = "thorough"

    def __post_init__(self) -> None:
        for name in ("classes", "backbones", "seeds"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if not self.backbones:
            object.__setattr__(self, "backbones", networks())

    def but(self, **changes: Any) -> Study:
        """A copy with some fields changed."""
        return replace(self, **changes)

    @property
    def arms(self) -> tuple[Arm, ...]:
        """Every network in both ways, one way after the other, then without transfer."""
        transfer = tuple(Arm(backbone, way) for backbone in self.backbones for way in WAYS)
        return (*transfer, Arm("", SCRATCH))

    @property
    def counts(self) -> tuple[int, int, int]:
        """Photos of each class to train, validate and test with: all there are, up to the pace's
        cap.  Validation is a fifth of what is not for the test."""
        entry, most = library.get(self.dataset), PACES[self.pace].most
        val = max(1, min(round(VAL_SHARE * entry.train_per_class), most // 2))
        train = min(entry.train_per_class - val, most)
        return train, val, min(entry.test_per_class, most)

    def recipe(self, arm: Arm, seed: int) -> Recipe:
        """The training of one arm with one seed."""
        pace = PACES[self.pace]
        train, val, test = self.counts
        chosen = self.classes or library.get(self.dataset).classes
        plain = Recipe(
            dataset=self.dataset,
            classes=self.classes,
            per_class=train,
            val_per_class=val,
            test_per_class=test,
            size=pace.size,
            epochs=pace.epochs,
            batch=min(32, train * len(chosen)),
            augment="chapter",
            views=pace.views,
            seed=seed,
        )
        if arm.way == SCRATCH:
            return plain.but(scratch=True, size=pace.scratch_size, epochs=pace.scratch_epochs)
        network = zoo.get(arm.backbone)
        own = plain.but(
            backbone=arm.backbone,
            weights=network.trained_weights,
            size=max(pace.size, network.min_size),
        )
        if arm.way == EXTRACT:
            return own
        return own.but(
            unfreeze=network.tuned_blocks,
            lp_ft=pace.alone,
            epochs=pace.epochs - pace.alone,
            suffix_lr=rates.LAB,
        )

    def recipes(self) -> dict[str, Recipe]:
        """``{arm}_{seed}`` → recipe, arm by arm, so that each network is compiled once."""
        return {
            name(arm.id, seed): self.recipe(arm, seed) for arm in self.arms for seed in self.seeds
        }

    @property
    def series(self) -> str:
        """What the run log calls its runs."""
        return series.name_of(KIND, self.recipes())


def name(arm: str, seed: int) -> str:
    """What a run is called within its study."""
    return f"{arm}_{seed}"


def networks() -> tuple[str, ...]:
    """The assignment's three networks where their ImageNet weights are on this computer, else the
    bundled ones that stand in for them."""
    return tuple(wished if Network(wished).ready else used for wished, used in STAND_INS.items())


def choices() -> tuple[str, ...]:
    """Every network whose trained weights are here, those of `networks` first."""
    first = networks()
    others = (other for other in zoo.BACKBONES if other not in first)
    return (*first, *(other for other in others if Network(other).ready))


def stand_ins(backbones: Iterable[str]) -> list[Message]:
    """Which networks are used in place of the assignment's, and why: said plainly."""
    used = set(backbones)
    return [
        msg(
            "{used} stands in for {wished}, whose ImageNet weights are not on this computer.",
            used=zoo.get(used_instead).title,
            wished=zoo.get(wished).title,
        )
        for wished, used_instead in STAND_INS.items()
        if used_instead in used and wished not in used and not Network(wished).ready
    ]


def of_arm(arm: str, results: Mapping[str, Any], seeds: Sequence[int]) -> list[Any]:
    """The results of one arm in the order of the seeds, those that are there."""
    return [results[name(arm, seed)] for seed in seeds if name(arm, seed) in results]
