"""When to stop, when to slow down, what to keep: small state machines fed once an epoch (light).

The semantics are those of the Keras callbacks of the same names (`tests/oracles` compares them).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class EarlyStopping:
    """Stop when the validation loss has not improved for `patience` epochs."""

    patience: int
    best: float = np.inf
    best_epoch: int = 0
    waited: int = 0

    def improved(self, epoch: int, val_loss: float) -> bool:
        """Take in one epoch; true when it is the best so far (its weights are worth keeping)."""
        self.waited += 1
        if val_loss < self.best:
            self.best, self.best_epoch, self.waited = val_loss, epoch, 0
            return True
        return False

    @property
    def exhausted(self) -> bool:
        return self.waited >= self.patience


@dataclass
class Plateau:
    """Halve the learning rates when the validation loss has not improved for `patience` epochs."""

    patience: int
    factor: float = 0.5
    floor: float = 1e-7
    min_delta: float = 1e-4
    best: float = np.inf
    waited: int = 0

    def slow_down(self, val_loss: float) -> bool:
        """Take in one epoch; true when the learning rates are to be multiplied by `factor`."""
        if val_loss < self.best - self.min_delta:
            self.best, self.waited = val_loss, 0
            return False
        self.waited += 1
        if self.waited >= self.patience:
            self.waited = 0
            return True
        return False


@dataclass
class Best:
    """Remember the epoch of the highest validation accuracy (the first of equals)."""

    best: float = -np.inf
    best_epoch: int = 0

    def improved(self, epoch: int, val_accuracy: float) -> bool:
        if val_accuracy > self.best:
            self.best, self.best_epoch = val_accuracy, epoch
            return True
        return False
