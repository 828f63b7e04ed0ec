"""A learning rate that is a hundred times too high."""

from core.transfer.mistakes.mistake import Mistake

MISTAKE = Mistake("rate", 1, broken=lambda twin: twin.but(lr=100 * twin.lr))
