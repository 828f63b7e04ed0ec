"""A residual block without its branch hands on what it was given."""

import numpy as np
import pytest

from core.experiments import identity
from core.images import from_text


@pytest.fixture(scope="module")
def photo():
    return np.random.default_rng(0).integers(0, 256, (70, 90, 3), np.uint8)


@pytest.mark.parametrize("blocks", [1, 12])
def test_with_its_branch_at_zero_it_is_the_identity_and_a_plain_block_gives_nothing(photo, blocks):
    found = identity.run(photo, blocks, 0.0)
    assert found["residual"]["difference"] == 0.0
    np.testing.assert_array_equal(
        from_text(found["residual"]["picture"]), from_text(found["photo"])
    )
    assert found["plain"]["largest"] == 0.0
    assert not from_text(found["plain"]["picture"]).any()


def test_the_more_of_the_branch_counts_the_more_is_changed(photo):
    differences = [identity.run(photo, 2, share)["residual"]["difference"] for share in (0.1, 1.0)]
    assert 0 < differences[0] < differences[1]


def test_what_is_brighter_than_white_is_scaled_down(photo):
    found = identity.run(photo, 8, 1.0)["residual"]
    assert found["largest"] > 1
    assert from_text(found["picture"]).max() == 255
