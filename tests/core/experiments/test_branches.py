"""A photo inside real modules: branches are what the network itself puts together."""

import keras
import numpy as np
import pytest

from core.datasets.samples import sample
from core.experiments import branches
from core.messages import LabError
from core.transfer import engines
from core.zoo import classifier, weights
from core.zoo.network import Network


@pytest.fixture(scope="module")
def photo():
    return sample("chelsea").pixels()


def whole(photo, network, layer):
    trunk = engines.trunk(Network(network))
    model = keras.Model(trunk.input, trunk.get_layer(layer).output)
    view = classifier.view(network, photo)
    return np.asarray(model(view[None].astype(np.float32), training=False))[0]


def test_branches_are_the_parts_of_the_concatenation(photo):
    found = branches.branches(photo, "squeezenet", 2)  # fire3, closed by a pooling
    joined = whole(photo, "squeezenet", "fire3_concat")
    assert found["output"] == list(joined.shape)
    assert found["weights"] == "bundled"
    near, wide = found["branches"]
    assert [near["layer"], wide["layer"]] == ["fire3_expand1x1", "fire3_expand3x3"]
    assert near["channels"] + wide["channels"] == joined.shape[-1]
    assert near["among"] + wide["among"] == found["compared"] == branches.COMPARED
    for place, one in enumerate((near, wide)):
        part = joined[..., 64 * place : 64 * (place + 1)]
        spread = part.std((0, 1))
        shown = [told["channel"] for told in one["strongest"]]
        assert np.allclose(spread[shown], np.sort(spread)[::-1][: branches.SHOWN], rtol=1e-4)
        assert one["silent"] == pytest.approx((part <= 0).mean(), abs=0.01)


def test_a_depthwise_kernel_makes_its_channel_from_that_channel_alone(photo):
    network, number = "efficientnet_lite0", 3
    found = branches.depthwise(photo, network, number)
    assert found["input"] == found["output"] == [56, 56, 144]
    before = whole(photo, network, "block2b_expand_activation")
    after = whole(photo, network, "block2b_dwconv")
    for told in found["pairs"]:
        channel = told["after"]["channel"]
        assert told["before"]["channel"] == channel
        kernel = np.array(told["kernel"])
        row, column = 20, 31
        window = before[row - 1 : row + 2, column - 1 : column + 2, channel]
        assert after[row, column, channel] == pytest.approx((window * kernel).sum(), abs=1e-2)


def test_weights_are_the_trained_ones_where_they_are():
    assert Network.here("squeezenet").weights == "bundled"
    ready = weights.state("inception_v3").kind == "ready"
    assert Network.here("inception_v3").weights == ("imagenet" if ready else "random")


def test_blocks_without_such_layers_are_refused_in_words(photo):
    with pytest.raises(LabError, match="together"):
        branches.branches(photo, "squeezenet", 0)
    with pytest.raises(LabError, match="depthwise"):
        branches.depthwise(photo, "squeezenet", 1)
