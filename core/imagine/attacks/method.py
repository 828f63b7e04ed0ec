"""What a method's file says of it: its one `METHOD` (light)."""

from __future__ import annotations

from dataclasses import dataclass

from core.imagine.attacks.norms import NORMS
from core.imagine.attacks.problem import Make
from core.messages import Message


@dataclass(frozen=True)
class Method:
    """One attack: who makes it, what can be set about it, what a learner is told of it.

    `make` gives pictures on the 8-bit lattice that keep the budget and the region, and calls
    `problem.on_step` often, which is how it is cancelled.
    """

    title: str  # a proper name
    place: int  # in lists: the order in which they are best met
    norm: str  # of `norms.NORMS`
    make: Make
    sentence: Message  # what it does, beside its name
    explained: Message  # how it does it, among the other methods
    citation: str
    url: str
    budget: float  # where its settings start
    highest: float  # the largest budget that makes sense
    steps: int
    uses: tuple[str, ...] = ("steps",)  # settings that change something
    step: int = 0  # levels of 255 a step changes; 0 where it is derived (`stride`) or not used
    momentum: float = 0.0
    targeted: bool = True

    @property
    def stops(self) -> tuple[float, ...]:
        """Budgets that a slider offers."""
        return tuple(stop for stop in NORMS[self.norm].stops if stop <= self.highest)

    def stride(self, budget: float, steps: int) -> int:
        """Levels a step: the method's own, or 2.5 × budget / steps, as Madry et al. take it, in
        whole levels."""
        if self.step or self.norm != "linf" or steps < 1 or not 0 <= budget <= 255:
            return self.step  # `Attack.check` says what is wrong
        return int(max(1, min(budget, -(-2.5 * budget // steps))))
