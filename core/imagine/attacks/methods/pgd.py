"""PGD: several small steps in the gradient's sign (Madry et al. 2018).

From the photo itself and without momentum it is the iterative FGSM of Kurakin et al. 2017, with
momentum MI-FGSM (Dong et al. 2018).
"""

from core.imagine.attacks import lattice
from core.imagine.attacks.method import Method
from core.messages import msg

METHOD = Method(
    "PGD",
    place=20,
    norm="linf",
    make=lattice.follow,
    sentence=msg(
        "Many small steps along the gradient’s sign, clipped to the budget after each one."
    ),
    explained=msg(
        "**PGD**: many small steps, clipped to the budget after each one. With momentum it is "
        "MI-FGSM; it keeps its direction better."
    ),
    citation="Madry et al. 2018, Towards Deep Learning Models Resistant to Adversarial Attacks",
    url="https://arxiv.org/abs/1706.06083",
    budget=4,
    highest=64,
    steps=20,
    uses=("steps", "step", "momentum", "random_start"),
)
