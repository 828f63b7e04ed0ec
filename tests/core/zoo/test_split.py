import random

import numpy as np
import pytest

from core.zoo import split
from tests.sample import some

PIXELS = np.random.default_rng(7).uniform(0, 255, (2, 80, 80, 3)).astype(np.float32)


@pytest.fixture(scope="module")
def halves(backbone, trunk):
    """Prefix and suffix at every boundary (at seven of a deep network without TLL_FULL=1)."""
    return [
        tuple(half(trunk, boundary, backbone.blocks) for half in (split.prefix, split.suffix))
        for boundary in some(range(len(backbone.blocks) + 1), 7)
    ]


def test_prefix_and_suffix_make_the_whole_at_every_boundary(trunk, halves):
    whole = trunk(PIXELS).numpy()
    assert whole.std() > 1e-4  # a network that says nothing would pass any comparison
    for prefix, suffix in halves:
        activation = PIXELS if prefix is None else prefix(PIXELS)
        out = np.asarray(activation if suffix is None else suffix(activation))
        np.testing.assert_allclose(out, whole, rtol=1e-5, atol=1e-5 * np.abs(whole).max())


def test_the_halves_hold_all_variables_of_the_trunk_and_each_once(trunk, halves):
    every = {id(v) for v in trunk.variables}
    for prefix, suffix in halves[1:-1]:
        front, back = ({id(v) for v in half.variables} for half in (prefix, suffix))
        assert front | back == every
        assert not front & back


def test_an_impossible_boundary_is_refused(backbone, trunk):
    for boundary in (-1, len(backbone.blocks) + 1):
        with pytest.raises(ValueError, match="boundary"):
            split.prefix(trunk, boundary, backbone.blocks)


def test_names_are_stable_and_exportable(backbone, trunk):
    random.seed(3)
    before = random.getstate()
    again = backbone.build()
    assert random.getstate() == before
    names = [layer.name for layer in again.layers]
    assert names == [layer.name for layer in trunk.layers]
    assert not [name for name in names if name.startswith("_")]
    assert names[-1] == backbone.blocks[-1].layer
    assert again.input.name == "pixels"
