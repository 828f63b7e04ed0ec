"""Attacks on the twenty ImageNet photos that foolbox carries: what is promised of them.

Budgets and success are measured anew here from PNG files, with nothing of the attacks' own code:
pixels are compared in 64-bit integers, answers come from the network as it was published.  What no
attack may break is in `test_budgets.py`.
"""

import numpy as np
import pytest

from core.datasets.samples import samples
from core.imagine.attacks import run
from core.imagine.attacks.recipe import Attack
from core.zoo import classifier
from tests.acceptance.files import decoded

NETWORKS = ("efficientnet_lite0", "squeezenet")
SIAMESE = 284


@pytest.fixture(scope="module")
def views():
    photos = [entry.pixels() for entry in samples() if entry.labelled == "imagenet"]
    assert len(photos) == 20
    return {name: np.stack([classifier.view(name, p) for p in photos]) for name in NETWORKS}


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
