"""Races that are ready to start (light)."""

from __future__ import annotations

from core.messages import Message, msg
from core.race.plan import EXTRACT, LP_FT, SCRATCH, TUNE, Arm, Race, arm
from core.transfer import rates
from core.transfer.learns import LEARNS
from core.zoo import catalog as zoo
from core.zoo.network import Network
from core.zoo.weights import RANDOM

CHAPTER, SOURCES, AMOUNT, FEW = PRESETS = ("chapter", "sources", "amount", "few")
TITLES: dict[str, Message] = {
    CHAPTER: msg("The chapter’s experiment"),
    SOURCES: msg("One task, four sources"),
    AMOUNT: msg("How many photos?"),
    FEW: msg("How few numbers?"),
}
AMOUNTS = (10, 20, 50, 100, 200)
WANTED = ("vgg16", "resnet50")  # the networks of the chapter
STAND_INS = ("efficientnet_lite0", "squeezenet")  # where their weights are not on this computer
ORIGINAL_SIZE, ORIGINAL_PHOTOS, ORIGINAL_TEST = 224, 4900, 1000  # 100 more a class validate


def networks() -> tuple[str, str]:
    """The two networks of the chapter's experiment: its own, or both stand-ins."""
    ready = all(Network(name).ready for name in WANTED)
    return WANTED if ready else STAND_INS


def stands_in() -> Message | None:
    """What is said where other networks than the chapter's are used."""
    first, second = networks()
    if (first, second) == WANTED:
        return None
    return msg(
        "The chapter races VGG16 and ResNet50. Their ImageNet weights are not on this computer, so "
        "{first} and {second} stand in for them: both were trained on ImageNet, too.",
        first=zoo.get(first).title,
        second=zoo.get(second).title,
    )


def chapter(dataset: str = "cifar10") -> Race:
    """Scratch, two networks frozen, two-stage fine-tuning, and augmentation as one more arm."""
    first, second = networks()
    return Race(
        (
            arm(SCRATCH),
            arm(EXTRACT, first),
            arm(EXTRACT, second),
            # the chapter's last four layers: VGG16's fifth block has four, of EfficientNet-Lite0
            # the last inverted residual and the final convolution come near
            arm(LP_FT, first, unfreeze=zoo.get(first).tuned_blocks),
            arm(EXTRACT, first, augment=True),
        ),
        dataset=dataset,
        size=72,
        batch=64,
    )


def original(dataset: str = "cifar10") -> Race:
    """The chapter's own setting: 224 pixels, nearly all photos, one run an arm."""
    race = chapter(dataset)
    return race.but(
        per_class=(ORIGINAL_PHOTOS,),
        val_per_class=100,
        test_per_class=ORIGINAL_TEST,
        size=ORIGINAL_SIZE,
        seeds=(0,),
        suffix_lr=rates.CHAPTER,
    )


def sources(dataset: str = "cifar10") -> Race:
    """The same photos and head on features that were learned for four different tasks."""
    return Race(
        (
            arm(EXTRACT, "efficientnet_lite0"),
            arm(EXTRACT, "mobilenet_v2_dogs"),
            arm(EXTRACT, "vgg16_edges"),
            arm(EXTRACT, "efficientnet_lite0", RANDOM),
            arm(SCRATCH),
        ),
        dataset=dataset,
        per_class=(50,),
    )


def amount(dataset: str = "cifar10") -> Race:
    """Three ways with more and more photos."""
    network = STAND_INS[0]
    arms: tuple[Arm, ...] = (arm(SCRATCH), arm(EXTRACT, network), arm(TUNE, network, unfreeze=4))
    return Race(arms, dataset=dataset, per_class=AMOUNTS, epochs=10, size=48)


def few(dataset: str = "cifar10") -> Race:
    """Everything or little of the same unfrozen blocks learns, at one rate; frozen beside it."""
    network = STAND_INS[0]
    kinds = (arm(TUNE, network, unfreeze=4, learns=kind) for kind in LEARNS)
    return Race((arm(EXTRACT, network), *kinds), dataset=dataset, size=64, suffix_lr=rates.FEW)


RACES = {CHAPTER: chapter, SOURCES: sources, AMOUNT: amount, FEW: few}
