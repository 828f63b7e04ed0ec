import pytest

from core.messages import LabError
from core.zoo import catalog
from core.zoo.sources import SOURCES


def test_an_unknown_network_lists_the_valid_ones():
    with pytest.raises(LabError, match=r"vgg15.*efficientnet_lite0, squeezenet"):
        catalog.get("vgg15")


def test_every_network_has_a_source_of_its_kind():
    assert set(SOURCES) == set(catalog.BACKBONES)
    for backbone in catalog.BACKBONES.values():
        bundled = backbone.trained_weights == "bundled"
        source = SOURCES[backbone.id]
        assert bool(source.package) == bundled
        assert bool(source.url) == (not bundled)
        assert source.bytes > 1_000_000


@pytest.mark.parametrize("backbone", catalog.BACKBONES.values(), ids=lambda b: b.id)
def test_the_titles_of_blocks_tell_them_apart(backbone):
    titles = [str(block.title) for block in backbone.blocks]
    assert len(set(titles)) == len(titles)
