"""Everything learns from the first step, at the rate of a head that still knows nothing."""

from core.transfer.mistakes.mistake import Mistake, small

MISTAKE = Mistake(
    "head",
    2,
    healthy=lambda plain: small(plain).but(per_class=20, unfreeze=18, lp_ft=5, epochs=2),
    # one rate, as one `compile` gives
    broken=lambda twin: twin.but(lp_ft=0, epochs=7, suffix_lr=twin.lr),
)
