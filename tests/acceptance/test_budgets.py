"""No attack breaks its budget or its mask, on the ImageNet photos that foolbox carries.

Both are measured anew here from PNG files, with nothing of the attacks' own code: pixels are
compared in 64-bit integers.  Some photos of half the size do (with TLL_FULL=1 all of them, whole).
"""

import numpy as np
import pytest

from core.datasets.samples import samples
from core.imagine.attacks import run
from core.imagine.attacks.methods import METHODS
from core.imagine.attacks.recipe import Attack
from core.zoo import classifier
from tests.acceptance.files import decoded
from tests.sample import FULL, some

NETWORK = "squeezenet"
BUDGETS = {  # of every norm: small, and larger than anybody needs
    "linf": (1, 2, 16),
    "l2": (0.05, 2),
    "pixels": (1, 30),
    "area": (2, 10),
}
STEPS = {"deepfool": 5, "one_pixel": 1, "carlini_wagner": 5}
SLOW = ("l2", "pixels")  # attacks that take one photo at a time
PHOTOS = {"fgsm": 10, "pgd": 4}  # other attacks take longer


@pytest.fixture(scope="module")
def views(request):
    if not FULL:
        request.getfixturevalue("half_size")
    photos = [entry.pixels() for entry in samples() if entry.labelled == "imagenet"]
    return np.stack([classifier.view(NETWORK, photo) for photo in photos])


@pytest.mark.parametrize(
    ("method", "budget"),
    [(name, budget) for name in METHODS for budget in BUDGETS[METHODS[name].norm]],
)
def test_no_attack_breaks_its_budget_or_its_mask(method, budget, views):
    norm = METHODS[method].norm
    before = np.stack(some(views, PHOTOS.get(method, 2)))
    side = len(before[0])
    painted = np.zeros((side, side), bool)
    painted[side // 8 : 5 * side // 6, side // 4 : 7 * side // 8] = True
    attack = Attack.of(
        method,
        backbones=(NETWORK,),
        budget=budget,
        steps=STEPS.get(method, min(METHODS[method].steps, 10)),
    )
    small = budget == BUDGETS[norm][0]
    for region in [painted if small else None] if norm in SLOW else (None, painted):
        after = decoded(run.make(attack, before, region).pictures)
        change = after.astype(np.int64) - before.astype(np.int64)
        moved = (change != 0).any(3)
        for one, pixels in zip(change, moved, strict=True):
            if norm == "linf":
                assert np.abs(one).max() <= budget
            elif norm == "l2":
                assert np.sqrt((one.astype(np.float64) ** 2).sum()) <= budget * 255 * (1 + 1e-9)
            elif norm == "pixels":
                assert pixels.sum() <= budget
            else:
                rows, columns = np.nonzero(pixels)
                assert np.ptp(rows) + 1 <= np.sqrt(budget / 100) * len(pixels)
                assert np.ptp(columns) + 1 <= np.sqrt(budget / 100) * len(pixels)
        if region is not None:
            assert not moved[:, ~painted].any()
