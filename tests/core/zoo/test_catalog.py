from pathlib import Path

import pytest

from core.messages import LabError
from core.zoo import backbones, catalog, facts, preprocess, weights
from core.zoo.backbone import FLATTENED
from core.zoo.network import Network

KERNELS = ("kernel", "depthwise_kernel", "pointwise_kernel")


def test_an_unknown_network_lists_the_valid_ones():
    with pytest.raises(LabError, match=r"vgg15.*efficientnet_lite0, squeezenet"):
        catalog.get("vgg15")


def test_a_file_is_all_that_a_new_network_needs(tmp_path, monkeypatch):
    xception = Path(backbones.__file__).with_name("xception.py").read_text("utf-8")
    (tmp_path / "another.py").write_text(xception.replace('id="xception"', 'id="another"'), "utf-8")
    monkeypatch.setattr(backbones, "__path__", [*backbones.__path__, str(tmp_path)])
    assert {entry.id for entry in catalog._collected()} == {*catalog.BACKBONES, "another"}


def test_every_network_has_a_place_of_its_own_and_a_preprocessing_that_there_is():
    entries = catalog.BACKBONES.values()
    assert len({entry.place for entry in entries}) == len(entries)
    assert {entry.preprocessing for entry in entries} <= set(preprocess.KINDS)


def test_a_network_is_a_backbone_with_weights():
    squeezenet = Network("squeezenet")
    assert squeezenet == Network("squeezenet", "bundled") != Network("squeezenet", "random")
    assert squeezenet.entry is catalog.get("squeezenet")
    assert squeezenet.depth == len(squeezenet.entry.blocks)
    assert squeezenet.ready and not squeezenet.random
    assert squeezenet.digest == weights.digest("squeezenet", "bundled")
    assert Network.here("squeezenet") == squeezenet
    assert Network.here("vgg16") == Network("vgg16", "random")  # nothing was downloaded
    with pytest.raises(LabError, match="vgg15"):
        Network("vgg15")
    with pytest.raises(LabError, match="bundled, random"):
        Network("squeezenet", "imagenet")


def test_every_network_has_a_source_of_its_kind():
    for backbone in catalog.BACKBONES.values():
        bundled = backbone.trained_weights == "bundled"
        source = backbone.source
        assert bool(source.package) == bundled
        assert bool(source.url) == (not bundled)
        assert source.bytes > 1_000_000


def test_notice_names_every_network():
    notice = (Path(__file__).parents[3] / "NOTICE").read_text("utf-8")
    assert [one.title for one in catalog.BACKBONES.values() if one.title not in notice] == []


def test_the_titles_of_blocks_tell_them_apart(backbone):
    titles = [str(block.title) for block in backbone.blocks]
    assert len(set(titles)) == len(titles)


def test_the_depth_is_that_of_the_built_network(backbone, trunk):
    depth = {}
    for layer in trunk.layers:  # every layer comes after its inputs
        inputs = layer._inbound_nodes[0].input_tensors
        before = [depth[tensor._keras_history.operation.name] for tensor in inputs]
        own = sum(variable.name in KERNELS for variable in layer.weights)
        depth[layer.name] = max(before, default=0) + own
    classifier = 3 if backbone.top == FLATTENED else 1
    if backbone.id == "vgg16_edges":
        classifier = 0  # it draws from every block, and keeps none of VGG's
    assert max(depth.values()) + classifier == backbone.depth


def test_published_and_counted_parameters_agree(backbone, built_once):
    if backbone.published_parameters is None:
        return
    counted = facts.count(backbone.id, [])["parameters_with_top"]
    assert round(counted / 1e6, 1) == backbone.published_parameters
