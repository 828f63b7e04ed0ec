"""From a recipe to stages: what is frozen, what is stored, what is trained (heavy)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from core.datasets.subset import Split, Subset
from core.messages import LabError, msg
from core.transfer import adapters, heads, learns, rates
from core.transfer.experiment import Experiment
from core.transfer.loop import Body, Trainer
from core.transfer.photos import seen
from core.transfer.prefix import Prefix, pixels_of
from core.transfer.recipe import Recipe
from core.transfer.soft import Soft
from core.zoo import facts, learnable, split

MEMORY_LIMIT = 2 * 2**30  # bytes of photos or activations held for one training
_TRAINERS: OrderedDict[tuple[Any, ...], Trainer] = OrderedDict()
_TRAINERS_KEPT = 4


@dataclass(frozen=True)
class Stage:
    """A stretch of epochs with one set of trainable blocks."""

    name: str  # "head" (all blocks frozen) | "suffix" | "all" (nothing frozen)
    boundary: int  # leading blocks that are frozen
    stored: int  # leading blocks whose activations are stored (0: pixels are the input)
    epochs: int
    views: int = 0  # augmented copies stored of every training photo (0: the photo itself)
    augmented: bool = False  # augmentation on the fly, in the compiled loop


def plan(recipe: Recipe, subset: Subset) -> list[Stage]:
    """The stages of a recipe: one, or two with LP-FT; with gradual unfreezing one for each block,
    which share the epochs."""
    chapter = recipe.augment == "chapter"
    if recipe.scratch:
        return [Stage("all", 0, 0, recipe.epochs, augmented=chapter)]
    views = recipe.views if chapter else 0
    blocks = recipe.network.depth
    stages = []
    if recipe.lp_ft:
        stages.append(Stage("head", blocks, blocks, recipe.lp_ft, views))
    for unfreeze, epochs in recipe.steps_of_unfreezing():
        part = recipe.but(unfreeze=unfreeze)
        name = {blocks: "head", 0: "all"}.get(part.boundary, "suffix")
        stored = _deepest_that_fits(part, subset)
        augmented = chapter and not stored
        stages.append(Stage(name, part.boundary, stored, epochs, views if stored else 0, augmented))
    return stages


def _deepest_that_fits(recipe: Recipe, subset: Subset) -> int:
    """The deepest boundary, at most the recipe's, whose activations fit in memory."""
    views = recipe.views if recipe.augment == "chapter" else 1
    photos = len(subset.train.labels) * views + len(subset.val.labels)
    photos = max(photos, len(subset.test.labels))
    shapes = facts.output_shapes(recipe.network.facts, recipe.size)
    for boundary in range(recipe.boundary, 0, -1):
        pooled = boundary == len(shapes)
        numbers = shapes[-1][-1] if pooled else int(np.prod(shapes[boundary - 1]))
        if photos * 4 * numbers <= MEMORY_LIMIT:
            return boundary
    return 0


def inputs(
    run: Experiment, stored: int, part: Split, *, views: int = 0, phase: str = "prefix"
) -> tuple[Any, bool]:
    """What the trainable part sees of a split, as a tensor, and whether it was in the store.

    Pixels uint8 [n, size, size, 3] when nothing is `stored`, else activations float32 [n, ...] of
    that boundary; with `views`, those of every augmented copy one after another.
    """
    recipe = run.recipe
    if stored == 0:
        need = len(part.labels) * recipe.size**2 * 3
        if need > MEMORY_LIMIT:
            raise LabError(
                "These photos would take {gigabytes} GB of memory at {size} pixels a side: "
                "choose fewer images or a smaller input size.",
                gigabytes=round(need / 2**30, 1),
                size=recipe.size,
            )
        with run.phase("prepare", len(part.labels)):
            return tf.constant(seen(recipe, pixels_of(part, recipe.size))), False
    assert run.choice is not None
    prefix = Prefix(recipe.network, stored, recipe.size, run.choice, recipe.fault)
    wanted: list[tuple[int, int] | None] = [(recipe.seed, v) for v in range(views)] or [None]
    arrays, all_hits, all_kept = [], True, True
    with run.phase(phase, len(part.labels) * len(wanted)) as on_done:
        before = 0

        def all_done(done: int) -> None:
            on_done(before + done)

        for view in wanted:
            array, hit, kept = prefix(part, run.store, all_done, view)
            before += len(part.labels)
            arrays.append(array)
            all_hits, all_kept = all_hits and hit, all_kept and kept
    if not all_kept:
        run.note(
            msg(
                "The activations could not be stored (the disk or the store’s budget is "
                "full); they will be computed again next time."
            )
        )
    whole = np.concatenate(arrays) if len(arrays) > 1 else np.asarray(arrays[0])
    return tf.constant(whole), all_hits


def trainer_for(recipe: Recipe, stage: Stage) -> Trainer:
    """The compiled loop of a stage; the last few stay compiled, so a second run starts at once."""
    key = (
        "scratch" if recipe.scratch else recipe.head,
        recipe.outputs,
        recipe.optimizer,
        stage.augmented,
        (recipe.smoothing, recipe.mixup, recipe.schedule != rates.CONSTANT),
        recipe.size if recipe.scratch else recipe.network,
        None if stage.name == "head" else (stage.boundary, stage.stored, *_of_body(recipe)),
    )
    if key not in _TRAINERS:
        _TRAINERS[key] = _build(recipe, stage)
    _TRAINERS.move_to_end(key)
    while len(_TRAINERS) > _TRAINERS_KEPT:
        _TRAINERS.popitem(last=False)
    return _TRAINERS[key]


def forget_trainers() -> None:
    """Let go of every compiled loop and its network."""
    _TRAINERS.clear()


def _build(recipe: Recipe, stage: Stage) -> Trainer:
    body = None
    if recipe.scratch:
        head = heads.scratch(recipe.size, recipe.outputs)
        example = tf.TensorSpec([None, recipe.size, recipe.size, 3], tf.uint8)
    else:
        entry, counted = recipe.network.entry, recipe.network.facts
        blocks, features = entry.blocks, counted["features"]
        head = heads.HEADS[recipe.head](features, recipe.outputs)
        example = tf.TensorSpec([None, features], tf.float32)
        if stage.stored < len(blocks):
            learns.check(entry, counted["blocks"][recipe.boundary :], recipe.learns)
            whole = adapters.trunk_of(recipe)
            parts = facts.by_block(whole, blocks)
            if recipe.learns == learnable.ADAPTER:
                parts = adapters.by_block(whole, len(blocks))
            behind = split.suffix(whole, stage.stored, blocks)
            assert behind is not None  # something is left behind the stored activations
            shape = [None, *behind.input.shape[1:]]
            example = tf.TensorSpec(shape, tf.float32 if stage.stored else tf.uint8)
            loose = reversed(parts[stage.boundary :])
            body = Body(
                behind,
                [unfrozen_variables(layers, recipe) for layers in loose],
                norms_let_loose=recipe.bn == "train",
                rank=recipe.rank if recipe.learns == learnable.LORA else 0,
            )
    return Trainer(
        body,
        head,
        recipe.optimizer,
        example=example,
        augmented=stage.augmented,
        soft=Soft(recipe.smoothing, recipe.mixup),
        falls=recipe.schedule != rates.CONSTANT,
    )


def _of_body(recipe: Recipe) -> tuple[Any, ...]:
    """What of a recipe makes the loop of unfrozen blocks another one."""
    adapted = recipe.unfreeze if recipe.learns == learnable.ADAPTER else 0
    return recipe.bn, recipe.learns, recipe.rank if recipe.learns in learns.RANKED else 0, adapted


def unfrozen_variables(layers: Iterable[keras.layers.Layer], recipe: Recipe) -> list[Any]:
    """The Keras variables of unfrozen layers that the recipe moves; of everything, batch norm's
    only where it is let loose."""
    kinds = [recipe.learns]
    if recipe.learns == learnable.ALL and recipe.bn == "train":
        kinds.append(learnable.NORM)
    return [v for layer in layers for kind in kinds for v in learnable.variables(layer, kind)]
