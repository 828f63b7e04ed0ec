import numpy as np
import pytest

from core.experiments.preprocessing import prepare, seen_as
from core.zoo import catalog


@pytest.fixture(scope="module")
def photo():
    return np.random.default_rng(0).integers(0, 256, (8, 8, 3)).astype(np.uint8)


@pytest.mark.parametrize("network", ["squeezenet", "mobilenet_v2", "efficientnet_lite0"])
def test_it_is_what_the_network_itself_does_first(photo, network):
    import keras

    entry = catalog.get(network)
    trunk = entry.build()
    first = keras.Model(trunk.input, trunk.get_layer("preprocess").output)
    theirs = np.asarray(first(photo[None].astype(np.float32)))[0]
    np.testing.assert_allclose(prepare(photo, entry.preprocessing), theirs, atol=1e-4)


@pytest.mark.parametrize(("network", "module"), [("vgg16", "vgg16"), ("resnet50", "resnet")])
def test_it_is_keras_own_preprocess_input(photo, network, module):
    import keras

    theirs = getattr(keras.applications, module).preprocess_input(photo.astype(np.float32))
    np.testing.assert_allclose(
        prepare(photo, catalog.get(network).preprocessing), theirs, atol=1e-4
    )


@pytest.mark.parametrize("kind", ["caffe", "lite", "symmetric"])
def test_the_picture_gives_the_same_numbers_as_the_division(photo, kind):
    step = np.ptp(prepare(np.array([[[0] * 3, [1] * 3]], np.uint8), kind))  # of one grey level
    found = prepare(seen_as(photo, kind), kind)
    assert np.abs(found - photo / 255).max() <= 0.51 * step


def test_after_a_mean_hardly_anything_is_left_to_see(photo):
    seen = seen_as(photo, "caffe")
    assert all(np.ptp(seen[..., channel]) <= 1 for channel in range(3))
