"""A finished training as what it was for: a network that answers about any photo (heavy)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core import images
from core.transfer.calibrate import Choice
from core.transfer.experiment import OnDone
from core.transfer.photos import seen
from core.transfer.prefix import Prefix
from core.transfer.recipe import Recipe

if TYPE_CHECKING:
    import keras

    from core.transfer.loop import Trainer
    from core.transfer.probe import Probe

Head = Callable[[Any], Any]  # pooled features, a tensor [n, c] → logits [n, classes]


@dataclass(frozen=True)
class Trained:
    """The frozen blocks of a recipe and what was trained on top of them.

    `stored`: blocks that the engine runs (0: `judge` takes pixels); `judge`: activations or pixels
    to class probabilities; `learned`: what `judge` belongs to, with the layers themselves.  Valid
    until the next training of the same kind.
    `before`: what `Trainer.values` were when the last stage began; None of a probe.
    """

    recipe: Recipe
    stored: int
    choice: Choice | None
    judge: Callable[[Any, OnDone], np.ndarray]
    learned: Trainer | Probe
    before: list[np.ndarray] | None = None

    def probabilities(self, photos: Sequence[np.ndarray]) -> np.ndarray:
        """Probabilities of the recipe's classes, float [n, classes], for photos uint8 [h, w, 3] of
        any size, scaled as the photos of the training were; where the recipe says so, the mean of
        the answers to each photo and to its mirror image."""

        def asked(photos: Sequence[np.ndarray]) -> np.ndarray:
            return self.judge(self.inputs(photos), lambda done: None)

        if not self.recipe.mirror:
            return asked(photos)
        mirrored = asked([photo[:, ::-1] for photo in photos])
        return np.asarray((asked(photos) + mirrored) / 2)

    def inputs(self, photos: Sequence[np.ndarray]) -> np.ndarray:
        """What `judge` takes for photos uint8 [h, w, 3] of any size: their activations behind the
        frozen blocks, or their pixels."""
        size = self.recipe.size
        pixels = np.stack([images.resize(photo[None], size)[0] for photo in photos])
        pixels = seen(self.recipe, pixels)
        if not self.stored:
            return pixels
        assert self.choice is not None
        return Prefix(self.recipe.network, self.stored, size, self.choice).run(pixels)

    def trunk(self) -> keras.Model:
        """The recipe's backbone with what training made of its blocks: a copy of its own."""
        from core.transfer import adapters
        from core.transfer.loop import Trainer

        trunk = adapters.trunk_of(self.recipe)
        body = self.learned.body if isinstance(self.learned, Trainer) else None
        for layer in body.layers if body is not None else ():
            if layer.weights:
                trunk.get_layer(layer.name).set_weights(layer.get_weights())
        return trunk

    def head(self) -> Head:
        """What stands behind the trunk, with the values it has now: a copy of its own."""
        from core.transfer import heads
        from core.transfer.loop import Trainer

        recipe, learned = self.recipe, self.learned
        if isinstance(learned, Trainer):
            model = heads.HEADS[recipe.head](recipe.network.facts["features"], recipe.outputs)
            model.set_weights(learned.head.get_weights())
            return lambda pooled: heads.pair(model(pooled, training=False))
        mean, scale = learned.mean.astype(np.float32), learned.scale.astype(np.float32)
        weights, bias = learned.weights.astype(np.float32), learned.bias.astype(np.float32)
        return lambda pooled: ((pooled - mean) / scale) @ weights + bias
