"""Feature maps are Keras' own activations; peaks and kernels are where they are said to be."""

import numpy as np
import pytest

from core import images
from core.datasets.samples import sample
from core.imagine import activations
from core.messages import LabError
from core.transfer import engines
from core.zoo import catalog, classifier
from core.zoo.network import Network


@pytest.fixture(scope="module")
def photo():
    return sample("chelsea").pixels()


@pytest.mark.parametrize("backbone", ["efficientnet_lite0", "squeezenet", "vgg16_edges"])
def test_maps_are_the_activations_of_every_boundary(photo, backbone):
    view = classifier.view(backbone, photo)
    ours = activations.maps(Network(backbone), view)
    theirs = activations._tensorflow(Network(backbone))(view)
    assert len(ours) == len(theirs) == len(catalog.get(backbone).blocks)
    for mine, keras in zip(ours, theirs, strict=True):
        assert mine.shape == keras.shape
        assert np.abs(mine - keras).max() <= 2e-3 * max(1, np.abs(keras).max())


def test_a_walk_shows_the_channels_that_vary_most_with_their_peaks(photo):
    found = activations.walk(photo, Network("squeezenet"), top=3)
    view = classifier.view("squeezenet", photo)
    assert np.array_equal(images.from_text(found["view"]), view)
    for boundary, values in zip(
        found["boundaries"], activations.maps(Network("squeezenet"), view), strict=True
    ):
        assert boundary["output"] == list(values.shape)
        spread = values.std((0, 1))
        shown = [told["channel"] for told in boundary["channels"]]
        assert list(spread[shown]) == sorted(spread, reverse=True)[:3]
        for told in boundary["channels"]:
            row, column = told["peak"]
            assert values[row, column, told["channel"]] == pytest.approx(told["largest"])
            picture = images.from_text(told["map"])
            assert max(picture.shape[:2]) <= activations.LARGEST
            assert (picture.min(), picture.max()) == (0, 255) or max(values.shape[:2]) > 128


def test_one_channel_is_the_same_as_in_the_walk(photo):
    walked = activations.walk(photo, Network("squeezenet"), top=1)["boundaries"][4]["channels"][0]
    alone = activations.channel(photo, Network("squeezenet"), 5, walked["channel"])
    assert alone == walked
    for boundary, index in ((0, 0), (99, 0), (1, 64_000), (1, -1)):
        with pytest.raises(LabError):
            activations.channel(photo, Network("squeezenet"), boundary, index)


@pytest.mark.parametrize(
    ("backbone", "size"),
    [("efficientnet_lite0", [3, 3, 3, 32]), ("vgg16_edges", [3, 3, 3, 64])],
)
def test_kernels_are_pictures_of_the_first_convolution(backbone, size):
    found = activations.kernels(Network(backbone))
    assert found["size"] == size
    assert len(found["kernels"]) == size[-1]
    layer = engines.trunk(Network(backbone)).get_layer(found["layer"])
    kernel = np.asarray(layer.kernel)[..., 0]
    picture = images.from_text(found["kernels"][0]).astype(float)
    if backbone == "vgg16_edges":  # trained on BGR
        kernel = kernel[..., ::-1]
    assert np.corrcoef(kernel.ravel(), picture.ravel())[0, 1] > 0.999


def test_a_walk_knows_its_fields_and_where_values_may_be_negative(photo):
    found = activations.walk(photo, Network("mobilenet_v2_dogs"), top=1)["boundaries"]
    view = classifier.view("mobilenet_v2_dogs", photo)
    for boundary, values in zip(
        found, activations.maps(Network("mobilenet_v2_dogs"), view), strict=True
    ):
        assert boundary["rectified"] == (values.min() >= 0)
        assert boundary["silent"] == pytest.approx((values <= 0).mean())
    assert [found[0]["rectified"], found[1]["rectified"], found[-1]["rectified"]] == [1, 0, 1]
    sizes = [boundary["field"]["size"] for boundary in found]
    assert sizes == sorted(sizes)
    assert found[0]["field"]["size"] == 3  # one 3×3 convolution


def test_trained_kernels_specialise_in_brightness_or_hue_and_random_ones_do_not():
    trained, random = (
        np.array(activations.kernels(Network("vgg16_edges", name))["colour"])
        for name in ("", "random")
    )
    for colour in (trained, random):
        assert colour.min() >= 0
        assert colour.max() <= 1
    special = [int(((c < 0.2) | (c > 0.9)).sum()) for c in (trained, random)]
    assert special[0] > 40
    assert special[1] < 5
