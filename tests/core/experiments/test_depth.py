"""How deep to unfreeze, and what the course's “last N layers” are in the real networks."""

import pytest

from core.experiments import depth
from core.zoo import describe


def described(name):
    return describe.read(name) or describe.describe(name)


@pytest.mark.parametrize(
    ("images", "blocks"), [(999, 0), (1_000, 1), (4_999, 1), (5_000, 2), (50_000, 3)]
)
def test_vgg_is_opened_as_the_course_opens_it(images, blocks):
    assert depth.by_amount(images, 5) == blocks


def test_less_similar_pictures_unfreeze_more():
    found = [depth.by_similarity(name, 18) for name in depth.SIMILARITIES]
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] < 18  # the lowest blocks stay


@pytest.mark.parametrize(("last", "convolutions", "whole"), [(4, 3, 1), (8, 6, 2), (12, 9, 3)])
def test_vgg16s_last_layers_are_whole_blocks_with_their_pooling(last, convolutions, whole):
    found = described("vgg16")
    opened = depth.cut(found, last)
    assert opened.through is None
    assert opened.convolutions == convolutions
    assert depth.boundaries(found).index(last) + 1 == whole
    assert opened.parameters == sum(b["parameters"] for b in found["blocks"][-whole:])


def test_inceptions_last_30_layers_leave_one_convolution_of_their_module_behind():
    opened = depth.cut(described("inception_v3"), 30)
    last = len(opened.blocks) - 1
    assert opened.through == last
    kept = [layer for layer in opened.blocks[last] if not layer.trained]
    assert [layer.kind for layer in kept] == ["Conv2D"]
    assert opened.norms == 9  # against the course's own rule 5
    assert depth.boundaries(described("inception_v3"))[0] == 31


def test_everything_can_be_unfrozen():
    found = described("vgg16")
    opened = depth.cut(found, depth.layers_of(found))
    assert opened.through is None
    assert opened.parameters == found["parameters"]
