"""FGSM: one step of the whole budget in the gradient's sign (Goodfellow et al. 2015)."""

from core.imagine.attacks import lattice
from core.imagine.attacks.method import Method
from core.messages import msg

METHOD = Method(
    "FGSM",
    place=10,
    norm="linf",
    make=lattice.follow,
    sentence=msg("One step of the whole budget in the sign of the gradient: the quickest attack."),
    explained=msg("**FGSM**: one step of the whole budget along the gradient’s sign."),
    citation="Goodfellow et al. 2015, Explaining and Harnessing Adversarial Examples",
    url="https://arxiv.org/abs/1412.6572",
    budget=4,
    highest=64,
    steps=1,
    uses=(),
)
