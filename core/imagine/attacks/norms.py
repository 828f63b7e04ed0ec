"""In what a budget is counted (light).  It always holds for the saved 8-bit picture."""

from __future__ import annotations

from dataclasses import dataclass

from core.messages import Message, msg


@dataclass(frozen=True)
class Norm:
    """One way to count how much an attack may change."""

    title: Message  # of the budget's control
    help: Message
    unit: str  # on the command line
    form: str  # a budget as people read it
    stops: tuple[float, ...]  # budgets that a slider offers
    whole: bool = False  # whether a budget is a whole number
    gain: int = 1  # by how much a change of this kind is amplified to be seen


NORMS = {
    "linf": Norm(  # no colour value changes by more than k (of 255)
        msg("Budget, epsilon (L∞)"),
        msg("The most by which any colour value may change, in steps of 255."),
        "levels of 255",
        "{:g}/255",
        (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64),
        whole=True,
        gain=20,
    ),
    "l2": Norm(  # the length of the whole change, colours counted 0..1, is at most this
        msg("Budget, length (L2)"),
        msg("How long the whole change may be, with colours from 0 to 1."),
        "L2 with colours 0..1",
        "{:g}",
        (0.5, 1, 1.5, 2, 3, 5, 8, 12, 20, 35, 50),
        gain=20,
    ),
    "pixels": Norm(  # at most so many pixels change
        msg("Budget, pixels"),
        msg("How many pixels may change, as much as they like."),
        "pixels",
        "{:g}",
        (1, 2, 3, 5, 10, 20, 35, 50, 75, 100),
        whole=True,
    ),
    "area": Norm(  # only a patch changes, of this share of the picture (percent)
        msg("Budget, area"),
        msg("How much of the picture the patch may cover."),
        "percent of the area",
        "{:g} %",
        (1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 50),
    ),
}
