"""Heat maps: CAM where CAM is defined, in bounds, and about the weights."""

import numpy as np
import pytest

from core.datasets.samples import sample
from core.imagine import saliency
from core.messages import LabError
from core.zoo import classifier, network
from tests.sample import some

CAT = 281


@pytest.fixture(scope="module")
def photo():
    return sample("chelsea").pixels()


@pytest.fixture(scope="module")
def view(photo):
    return classifier.view("efficientnet_lite0", photo)


def test_gradcam_is_cam_where_global_pooling_is_followed_by_one_dense_layer(view):
    """Zhou et al. 2016: the class's row of the head, applied at every position."""
    import keras

    model = classifier.load("efficientnet_lite0")
    last = saliency.catalog.get("efficientnet_lite0").blocks[-1].layer
    trunk = keras.Model(model.input, model.get_layer(last).output)
    features = trunk(view[None].astype(np.float32), training=False).numpy()[0]
    kernel, _bias = network.head("efficientnet_lite0")
    cam = np.maximum(features @ kernel[:, CAT], 0)
    ours = saliency.gradcam("efficientnet_lite0", view, CAT, 18)
    places = features.shape[0] * features.shape[1]
    assert np.allclose(ours * places, cam, rtol=1e-3, atol=1e-3 * cam.max())


@pytest.mark.parametrize("backbone", ["efficientnet_lite0", "squeezenet"])
@pytest.mark.parametrize("method", saliency.METHODS)
def test_a_map_is_between_zero_and_one_and_about_the_class(photo, backbone, method, monkeypatch):
    monkeypatch.setattr(saliency, "GRID", 7)  # a coarse map will do
    monkeypatch.setattr(saliency, "CHANNELS", 16)
    found = saliency.explain(photo, backbone, CAT, method)
    heat = found["map"]
    assert heat.ndim == 2 and heat.dtype == np.float32
    assert (heat.min(), heat.max()) == (0, 1)
    assert not found["flat"]
    asked = []  # the changed photos are asked about once, whatever the class
    other = saliency.explain(
        photo, backbone, 980, method, on_done=lambda done, total: asked.append(done)
    )
    assert not np.allclose(heat, other["map"], atol=0.05)  # a volcano
    assert asked == []


@pytest.mark.parametrize("boundary", some([1, 5, 10, 14, 18], 3))
def test_every_boundary_has_a_map_of_its_own_size(photo, boundary):
    heat = saliency.explain(photo, "efficientnet_lite0", CAT, "gradcam", boundary)["map"]
    layer = saliency.catalog.get("efficientnet_lite0").blocks[boundary - 1].layer
    shape = classifier.load("efficientnet_lite0").get_layer(layer).output.shape
    assert heat.shape[0] == {None: heat.shape[0]}.get(shape[1], shape[1])
    assert heat.shape[0] in (112, 56, 28, 14, 7)


def test_the_map_depends_on_the_weights(view):
    """The sanity check of Adebayo et al. 2018: random weights, another map."""
    before = saliency.gradcam("efficientnet_lite0", view, CAT, 18)
    model = classifier.load("efficientnet_lite0")
    kept = model.get_weights()
    rng = np.random.default_rng(0)
    try:
        for layer in model.layers:
            if type(layer).__name__ in ("Conv2D", "DepthwiseConv2D", "Dense"):
                kernel = layer.weights[0]
                spread = float(np.std(kernel.numpy()))
                kernel.assign(rng.normal(0, spread, kernel.shape).astype(np.float32))
        after = saliency.gradcam("efficientnet_lite0", view, CAT, 18)
    finally:
        model.set_weights(kept)
    both = np.nan_to_num(np.corrcoef(before.ravel(), after.ravel()))
    assert abs(both[0, 1]) < 0.7
    assert np.allclose(saliency.gradcam("efficientnet_lite0", view, CAT, 18), before, atol=1e-5)


def test_what_does_not_exist_is_said(photo):
    for arguments in (("nothing", 0), ("gradcam", 99)):
        with pytest.raises(LabError):
            saliency.explain(photo, "efficientnet_lite0", CAT, *arguments)
    with pytest.raises(LabError):
        saliency.explain(photo, "vgg16_edges", CAT)
    with pytest.raises(LabError):
        saliency.explain(photo, "squeezenet", 1000)


def test_the_overlay_keeps_the_photo_where_it_is_transparent(view):
    heat = np.linspace(0, 1, 49, dtype=np.float32).reshape(7, 7)
    assert np.array_equal(saliency.overlay(view, heat, 0.0), view)
    warm = saliency.overlay(view, heat, 1.0)
    assert warm.shape == view.shape
    assert warm[-1, -1].astype(int).sum() > warm[0, 0].astype(int).sum()
