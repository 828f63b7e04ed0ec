import pytest

from core.messages import LabError
from core.zoo import catalog, facts
from core.zoo.backbone import FLATTENED

KERNELS = ("kernel", "depthwise_kernel", "pointwise_kernel")


def test_an_unknown_network_lists_the_valid_ones():
    with pytest.raises(LabError, match=r"vgg15.*efficientnet_lite0, squeezenet"):
        catalog.get("vgg15")


def test_every_network_has_a_source_of_its_kind():
    for backbone in catalog.BACKBONES.values():
        bundled = backbone.trained_weights == "bundled"
        source = backbone.source
        assert bool(source.package) == bundled
        assert bool(source.url) == (not bundled)
        assert source.bytes > 1_000_000


@pytest.mark.parametrize("backbone", catalog.BACKBONES.values(), ids=lambda b: b.id)
def test_the_titles_of_blocks_tell_them_apart(backbone):
    titles = [str(block.title) for block in backbone.blocks]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("backbone", catalog.BACKBONES.values(), ids=lambda b: b.id)
def test_the_depth_is_that_of_the_built_network(backbone):
    depth = {}
    for layer in backbone.build().layers:  # every layer comes after its inputs
        inputs = layer._inbound_nodes[0].input_tensors
        before = [depth[tensor._keras_history.operation.name] for tensor in inputs]
        own = sum(variable.name in KERNELS for variable in layer.weights)
        depth[layer.name] = max(before, default=0) + own
    classifier = 3 if backbone.top == FLATTENED else 1
    if backbone.id == "vgg16_edges":
        classifier = 0  # it draws from every block, and keeps none of VGG's
    assert max(depth.values()) + classifier == backbone.depth


@pytest.mark.parametrize("backbone", catalog.BACKBONES.values(), ids=lambda b: b.id)
def test_published_and_counted_parameters_agree(backbone):
    if backbone.published_parameters is None:
        return
    counted = facts.count(backbone.id, [])["parameters_with_top"]
    assert round(counted / 1e6, 1) == backbone.published_parameters
