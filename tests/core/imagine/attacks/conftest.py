"""Two real photos as SqueezeNet, the faster of the bundled networks, sees them."""

import numpy as np
import pytest

from core.datasets.samples import sample
from core.zoo import classifier

NETWORK = "squeezenet"


@pytest.fixture(scope="session")
def photos():
    """A dog and a folding chair, uint8 [2, 227, 227, 3]."""
    return np.stack([classifier.view(NETWORK, sample(f"imagenet_{n:02}").pixels()) for n in (0, 1)])


@pytest.fixture(scope="session")
def stripe():
    """A mask: the middle third of the columns, bool [227, 227]."""
    mask = np.zeros((227, 227), bool)
    mask[:, 76:151] = True
    return mask
