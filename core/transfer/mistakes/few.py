"""Five photos of each class."""

from core.transfer.mistakes.mistake import Mistake

MISTAKE = Mistake("few", 7, broken=lambda twin: twin.but(per_class=5))
