"""One image on its way: its state, its history, and the seconds spent on it (heavy)."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from core import images
from core.imagine.ideal import drawing, goals, judge, pictures, step
from core.imagine.ideal.recipe import Ideal
from core.imagine.ideal.result import Frame, Moment, Result

FRAMES = 32  # of an image's history, besides its start


class Making:
    """An image, step by step, until its recipe's last step or until `budget` seconds are spent.

    `photo` uint8 [h, w, 3] serves recipes that start from one.
    """

    def __init__(
        self, recipe: Ideal, photo: np.ndarray | None = None, budget: float | None = None
    ) -> None:
        self.recipe, self.budget = recipe.check(), budget
        self._drawing = drawing.of(recipe)
        self._size = recipe.size // 2 if recipe.coarse and recipe.steps > 1 else recipe.size
        self._state = step.begin(drawing.start(recipe, self._size, photo))
        self._controls = step.controls(recipe, self._size)
        self.curve: list[Moment] = []
        self.seconds = 0.0
        self.frames: list[Frame] = []
        self.frames.append(self.frame())

    @property
    def done(self) -> int:
        """Steps so far."""
        return len(self.curve)

    @property
    def share(self) -> float:
        """How far it is, 0..1."""
        steps = self.done / self.recipe.steps
        time_spent = self.seconds / self.budget if self.budget and self.done else 0.0
        return min(1.0, max(steps, time_spent))

    @property
    def over(self) -> bool:
        return self.share >= 1

    @property
    def kept(self) -> bool:
        """Whether the image as it is now is in the history."""
        return bool(self.frames) and self.frames[-1]["step"] == self.done

    def prepare(self) -> None:
        """Build the compiled step, which takes a moment the first time."""
        goals.check_channels(self.recipe)
        step.of(self.recipe)(self._state, self._controls)

    def advance(self) -> None:
        """One step; halfway the resolution doubles where the recipe goes from coarse to fine."""
        started = time.perf_counter()
        if self._size < self.recipe.size and self.done >= self.recipe.steps // 2:
            self._refine()
        if (strength := self._strength()) < 1:
            self._controls = step.controls(self.recipe, self._size, strength)
        self._state, told = step.of(self.recipe)(self._state, self._controls)
        objective, tv, probability = (float(value) for value in told)
        known = None if self.recipe.target is None else probability
        self.curve.append(
            {"step": self.done + 1, "objective": objective, "tv": tv, "probability": known}
        )
        self.seconds += time.perf_counter() - started
        if self.over or self.share * FRAMES >= len(self.frames):
            self.frames.append(self.frame())

    def _strength(self) -> float:
        """1, until at the end the image comes to rest."""
        left, settle = 1 - self.share, self.recipe.settle or 0.0
        return left / settle if left < settle else 1.0

    def _refine(self) -> None:
        """The same image at twice the resolution, from where the steps go on."""
        self._state = step.begin(self._drawing.finer(self._state.average.numpy()))
        self._size = self.recipe.size
        self._controls = step.controls(self.recipe, self._size)

    def image(self) -> np.ndarray:
        """The image as it is now, uint8 [size, size, 3]."""
        now = pictures.eight_bits(self._drawing.draw(self._state.average).numpy()[0])
        return np.asarray(images.resize(now[None], self.recipe.size)[0])

    def frame(self) -> Frame:
        """The image as it is now for the history and for the page."""
        if self.kept:
            return self.frames[-1]
        image, target, known = self.image(), self.recipe.target, None
        if target is not None and self.curve:  # the start is shown before any network is loaded
            known = judge.opinion(image, self.recipe.backbone, target)["probability"]
        return {"step": self.done, "image": pictures.frame_text(image), "probability": known}

    def result(self, judges: Sequence[str]) -> Result:
        """Everything about the image, judged from its own PNG by the networks `judges`."""
        if not self.kept:
            self.frames.append(self.frame())
        png = images.to_text(self.image())
        verdict = judge.verdict(images.from_text(png), self.recipe, judges)
        return {
            **verdict,
            "recipe": self.recipe.to_json(),
            "png": png,
            "steps": self.done,
            "stopped": not self.over,
            "frames": self.frames,
            "curve": self.curve,
            "seconds": {"steps": self.seconds},
        }
