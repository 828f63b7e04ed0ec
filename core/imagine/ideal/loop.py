"""The steps of one image or of several at once: progress, time, cancelling (heavy)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import cast

import numpy as np

from core.environment import describe as environment
from core.images import from_text
from core.imagine.ideal.making import Making
from core.imagine.ideal.recipe import Ideal
from core.imagine.ideal.result import Alone, Frame, Results, Seconds, Shown
from core.work import Cancelled, Document, Report, Stop
from core.zoo import classifier

SOONEST, LATEST = 0.25, 0.8  # seconds between the frames of one image that are streamed


def ideal(
    recipe: Ideal,
    photo: np.ndarray | None = None,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
) -> Alone:
    """Make one image.

    Raises LabError for what cannot be made, and `Stop` with what there is so far within one step
    of being asked to stop.
    """
    try:
        return _alone(ideals([recipe], photo, None, report, cancelled))
    except Stop as stop:
        raise Stop({**_alone(cast(Results, stop.partial))}) from None


def _alone(made: Results) -> Alone:
    one = made["images"][0]
    seconds = one["seconds"] | made["seconds"]
    return {**one, "seconds": seconds, "environment": made["environment"]}


def ideals(
    recipes: Sequence[Ideal],
    photo: np.ndarray | None = None,
    budget: float | None = None,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
) -> Results:
    """Make several images side by side.

    The image with the least time behind it gets the next step, so that after `budget` seconds
    each, and at any time before, they can be compared fairly.
    """
    return _Studio(recipes, photo, budget, report, cancelled).run()


class _Studio:
    """Several images on their way, and who is told about them."""

    def __init__(
        self,
        recipes: Sequence[Ideal],
        photo: np.ndarray | None,
        budget: float | None,
        report: Report,
        cancelled: Cancelled,
    ) -> None:
        self.report, self.cancelled = report, cancelled
        self.clock: Seconds = {}
        self.since = self.started = time.perf_counter()
        self.images = [Making(recipe, photo, budget) for recipe in recipes]
        self.shown = [0.0] * len(recipes)

    def run(self) -> Results:
        for number, image in enumerate(self.images):
            self.show(number, image.frames[0])
        self.lap("first_frame")
        self.report({"kind": "phase", "phase": "compile", "done": 0, "total": 1})
        for image in self.images:
            self.look_up()
            image.prepare()
        self.lap("compile")
        while pending := [n for n, image in enumerate(self.images) if not image.over]:
            self.look_up()
            number = min(pending, key=lambda n: self.images[n].seconds)
            image = self.images[number]
            image.advance()
            if self.due(number):
                self.show(number, image.frame())
        self.lap("steps")
        return self.made(classifier.available())

    def due(self, number: int) -> bool:
        """Whether an image is to be shown: best where its history has a frame of it anyway."""
        image = self.images[number]
        since = time.perf_counter() - self.shown[number]
        return image.over or since > (SOONEST if image.kept else LATEST)

    def look_up(self) -> None:
        if self.cancelled():
            self.lap("steps")
            raise Stop({**self.made()})

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.clock[name], self.since = now - self.since, now

    def show(self, number: int, frame: Frame) -> None:
        image = self.images[number]
        last = image.curve[-1] if image.curve else None
        event: Shown = {
            "kind": "frame",
            "number": number,
            "steps": image.recipe.steps,
            "share": sum(one.share for one in self.images) / len(self.images),
            "objective": last and last["objective"],
            "tv": last and last["tv"],
            **frame,
        }
        self.report({**event})
        self.shown[number] = time.perf_counter()

    def made(self, judges: Sequence[str] | None = None) -> Results:
        """The result, judged by the networks `judges`, or by each image's own alone."""
        results = []
        for number, image in enumerate(self.images):
            event = {"kind": "phase", "phase": "look", "done": number, "total": len(self.images)}
            self.report(event)
            results.append(image.result(judges or [image.recipe.backbone]))
        self.lap("judge")
        self.clock["total"] = time.perf_counter() - self.started
        return {"images": results, "seconds": self.clock, "environment": environment()}


def ideal_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The ideal image of ``payload["recipe"]``.

    ``photo`` is a PNG in base64 (`core.images.to_text`) of any size: needed where a recipe starts
    from "photo" (a photo, a doodle), left out otherwise.  Events: `Shown`, and phases "compile"
    (the step is being built) and "look" (finished images are being judged).  A cancelled job's
    partial result has the same form.
    """
    return {**ideal(Ideal.from_json(payload["recipe"]), _photo(payload), report, cancelled)}


def ideals_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The ideal images of ``payload["recipes"]``, side by side.

    ``seconds`` is the time that each image may take, or None: whichever comes first, the time's
    end or the recipe's last step.
    """
    recipes = [Ideal.from_json(document) for document in payload["recipes"]]
    return {**ideals(recipes, _photo(payload), payload.get("seconds"), report, cancelled)}


def _photo(payload: Document) -> np.ndarray | None:
    text = payload.get("photo")
    return from_text(text) if text else None
