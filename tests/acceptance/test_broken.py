"""Mistakes made on purpose hurt, measured against their healthy twins on real photos.

The two that unfreeze many blocks take a minute each and are measured by `python -m bench broken`.
"""

import pytest

from core.experiments.broken import BREAKS, damage, recipes
from core.transfer.fit import train

QUICK = ("rate", "scaled", "unshuffled", "leak", "few", "labels", "shortcut")


@pytest.mark.parametrize("name", QUICK)
def test_the_mistake_hurts_over_three_seeds(name):
    entry = BREAKS[name]
    measured = {run: train(recipe) for run, recipe in recipes(entry).items()}
    found = damage(entry, measured)
    assert found.hurts, found
