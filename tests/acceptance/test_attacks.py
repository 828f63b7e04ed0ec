"""Attacks on the twenty ImageNet photos that foolbox carries: what is promised of them.

Budgets, masks and success are measured anew here from PNG files, with nothing of the attacks' own
code: pixels are compared in 64-bit integers, answers come from the network as it was published.

What fools them is tried on all twenty; what no attack may break, on some of them (on all with
TLL_FULL=1).
"""

import io
import os

import numpy as np
import pytest
from PIL import Image

from core.datasets.samples import samples
from core.images import png_bytes
from core.imagine.attacks import run
from core.imagine.attacks.methods import METHODS
from core.imagine.attacks.recipe import Attack
from core.zoo import classifier

NETWORKS = ("efficientnet_lite0", "squeezenet")
SIAMESE = 284
BUDGETS = {  # of every norm: small, and larger than anybody needs
    "linf": (1, 2, 16),
    "l2": (0.05, 2),
    "pixels": (1, 30),
    "area": (2, 10),
}
STEPS = {"deepfool": 5, "one_pixel": 1, "carlini_wagner": 5}
SLOW = ("l2", "pixels")  # attacks that take one photo at a time
EVERY = {"fgsm": 2, "pgd": 4} if not os.environ.get("TLL_FULL") else dict.fromkeys(METHODS, 1)


@pytest.fixture(scope="module")
def views():
    photos = [entry.pixels() for entry in samples() if entry.labelled == "imagenet"]
    assert len(photos) == 20
    return {name: np.stack([classifier.view(name, p) for p in photos]) for name in NETWORKS}


def decoded(pictures):
    """Written as PNG files and opened again."""
    files = [io.BytesIO(png_bytes(picture)) for picture in pictures]
    return np.stack([np.asarray(Image.open(file).convert("RGB")) for file in files])


def said(name, pictures):
    model = classifier.load(name)
    return model(pictures.astype(np.float32), training=False).numpy().argmax(1)


@pytest.mark.parametrize("network", NETWORKS)
def test_untargeted_pgd_fools_all_twenty_at_2(network, views):
    attack = Attack.of("pgd", backbones=(network,), goal="untargeted", budget=2, steps=20)
    files = decoded(run.make(attack, views[network]).pictures)
    assert np.abs(files.astype(np.int64) - views[network]).max() <= 2
    assert (said(network, files) != said(network, views[network])).sum() == 20


@pytest.mark.parametrize(("budget", "least"), [(2, 19), (4, 20)])
def test_targeted_pgd_makes_siamese_cats(budget, least, views):
    network = NETWORKS[0]
    attack = Attack.of("pgd", backbones=(network,), target=SIAMESE, budget=budget, steps=40)
    found = run.make(attack, views[network])
    files = decoded(found.pictures)
    assert np.abs(files.astype(np.int64) - views[network]).max() <= budget
    assert found.steps.max() <= 40
    assert (said(network, files) == SIAMESE).sum() >= least


@pytest.mark.parametrize(
    ("method", "budget"),
    [(name, budget) for name in METHODS for budget in BUDGETS[METHODS[name].norm]],
)
def test_no_attack_breaks_its_budget_or_its_mask(method, budget, views):
    network, norm = NETWORKS[1], METHODS[method].norm
    before = views[network][:: EVERY.get(method, 5)]
    painted = np.zeros(before.shape[1:3], bool)
    painted[30:190, 50:200] = True
    attack = Attack.of(
        method,
        backbones=(network,),
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
