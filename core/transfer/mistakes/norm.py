"""Batch norm let loose on batches of four photos."""

from core.transfer.mistakes.mistake import Mistake, small

MISTAKE = Mistake(
    "norm",
    3,
    healthy=lambda plain: small(plain).but(size=64, per_class=20, unfreeze=6, batch=4, epochs=5),
    broken=lambda twin: twin.but(bn="train"),
)
