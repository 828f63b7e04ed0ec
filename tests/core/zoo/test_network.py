import dataclasses
import hashlib
import random
from importlib.util import find_spec
from pathlib import Path

import h5py
import keras
import numpy as np
import pytest
from keras.src.legacy.saving import legacy_h5_format
from PIL import Image

from core.messages import LabError
from core.paths import keras_models
from core.zoo import catalog, network, preprocess, weights
from core.zoo.catalog import BACKBONES
from core.zoo.network import Network

IMAGENET = [b.id for b in BACKBONES.values() if b.trained_weights == "imagenet"]
PIXELS = np.random.default_rng(7).uniform(0, 255, (2, 96, 96, 3)).astype(np.float32)


def photos(size, crop):
    """The 20 ImageNet photos that foolbox ships, float32 RGB, and their classes."""
    folder = Path(next(iter(find_spec("foolbox").submodule_search_locations))) / "data"
    images, classes = [], []
    for file in sorted(folder.glob("imagenet_*")):
        with Image.open(file) as opened:
            image = opened.convert("RGB")
        (w, h), side = image.size, min(image.size) * crop
        box = ((w - side) / 2, (h - side) / 2, (w + side) / 2, (h + side) / 2)
        images.append(np.asarray(image.resize((size, size), Image.Resampling.BICUBIC, box)))
        classes.append(int(file.stem.split("_")[-1]))
    return np.stack(images).astype(np.float32), np.array(classes)


def place(backbone_id, monkeypatch, write):
    """Put a file in Keras' folder by hand and let its own hash be the published one."""
    entry = BACKBONES[backbone_id]
    file = keras_models() / entry.source.name
    file.parent.mkdir(parents=True, exist_ok=True)
    with h5py.File(file, "w") as stream:
        write(stream)
    digest = hashlib.md5(file.read_bytes()).hexdigest() if entry.source.digest else ""
    source = dataclasses.replace(entry.source, digest=digest)
    monkeypatch.setitem(BACKBONES, backbone_id, dataclasses.replace(entry, source=source))
    return file


@pytest.mark.parametrize(("name", "right"), [("efficientnet_lite0", 18), ("squeezenet", 14)])
def test_the_bundled_imagenet_networks_recognise_real_photos(name, right):
    entry = catalog.get(name)
    images, classes = photos(entry.native_size, entry.crop)
    assert len(images) == 20
    features = Network(name).load()(images).numpy()
    kernel, bias = network.head(name)
    if name == "squeezenet":
        logits = np.maximum(features @ kernel + bias, 0).mean((1, 2))
    else:
        logits = features.mean((1, 2)) @ kernel + bias
    assert (logits.argmax(1) == classes).sum() >= right


def test_the_edge_network_sees_what_its_makers_network_sees():
    """The first two convolutions, from the file's own arrays, through plain TensorFlow."""
    import tensorflow as tf

    trunk = Network("vgg16_edges").load()
    x = PIXELS[..., ::-1] - np.float32([103.939, 116.779, 123.68])
    with h5py.File(weights.ready("vgg16_edges")) as file:
        for n in ("conv2d", "conv2d_1"):
            group = file[f"block1/layers/{n}/vars"]
            x = tf.nn.relu(tf.nn.conv2d(x, group["0"][()], 1, "SAME") + group["1"][()])
    ours = keras.Model(trunk.input, trunk.get_layer("block1_conv2").output)(PIXELS)
    np.testing.assert_allclose(ours, x, rtol=1e-4, atol=1e-3)


def test_the_dog_network_knows_dogs_from_other_photos():
    """The breed head of the file is surer of the two dogs than of most of the other photos."""
    images, classes = photos(160, 1.0)
    features = Network("mobilenet_v2_dogs").load()(images).numpy().mean((1, 2))
    with h5py.File(weights.ready("mobilenet_v2_dogs")) as file:
        dense = file["model_weights/dense/dense"]
        logits = features @ dense["kernel"][()] + dense["bias"][()]
    is_dog = (classes >= 151) & (classes <= 268)  # ImageNet's dogs
    assert is_dog.sum() == 2
    sure = np.exp(logits - logits.max(1, keepdims=True))
    sure = 1 / sure.sum(1)
    assert sure[is_dog].min() > np.median(sure[~is_dog])


@pytest.mark.parametrize(
    "backbone", [BACKBONES[name] for name in IMAGENET], ids=IMAGENET, indirect=True
)
def test_keras_files_give_the_network_that_keras_builds(backbone, lent, monkeypatch):
    name, entry = backbone.id, backbone
    application = getattr(keras.applications, entry.keras_class)
    module = getattr(keras.applications, entry.keras_module)
    original = application(include_top=False, weights=None, input_shape=(None, None, 3))
    rng = np.random.default_rng(5)
    for variable in original.weights:
        if variable.name in ("gamma", "beta", "moving_mean", "bias"):
            noise = rng.normal(0, 0.1, variable.shape)
            variable.assign(np.asarray(variable) + noise)
        elif variable.name == "moving_variance":
            variable.assign(rng.uniform(0.5, 1.5, variable.shape))
    place(name, monkeypatch, lambda f: legacy_h5_format.save_weights_to_hdf5_group(f, original))

    ours = Network(name, "imagenet").load()(PIXELS).numpy()

    if entry.folded_parameters:  # Keras' file, not its code, holds these numbers
        mean, deviation = preprocess.IMAGENET_MEAN, preprocess.IMAGENET_DEVIATION
        prepared = 255 * (PIXELS / 255 - np.float32(mean)) / np.float32(deviation)
    else:
        prepared = module.preprocess_input(PIXELS.copy())
    theirs = original(prepared).numpy()
    assert np.abs(theirs).max() > 0
    np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-4 * np.abs(theirs).max())


def test_random_weights_are_always_the_same_and_disturb_nothing():
    random.seed(1)
    np.random.seed(1)
    state, numbers = random.getstate(), np.random.get_state()[1].copy()
    first = Network("mobilenet_v2", "random").load()
    assert random.getstate() == state
    assert (np.random.get_state()[1] == numbers).all()
    random.seed(2)
    np.random.seed(2)
    keras.utils.set_random_seed(3)
    second = Network("mobilenet_v2", "random").load()
    for a, b in zip(first.weights, second.weights, strict=True):
        np.testing.assert_array_equal(a, b)


def test_random_is_not_trained():
    trained = Network("squeezenet", "bundled").load().get_layer("conv1").kernel
    drawn = Network("squeezenet", "random").load().get_layer("conv1").kernel
    assert not np.allclose(trained, drawn, atol=1e-2)


@pytest.mark.parametrize("name", IMAGENET)
def test_missing_weights_say_which_file_belongs_where(name):
    with pytest.raises(LabError) as caught:
        Network(name, "imagenet").load()
    assert str(keras_models() / BACKBONES[name].source.name) in str(caught.value)


def test_a_file_of_another_network_is_refused(monkeypatch):
    def other(stream):
        stream.attrs["layer_names"] = ["block1_conv1"]
        group = stream.create_group("block1_conv1")
        group.attrs["weight_names"] = ["kernel"]
        group["kernel"] = np.zeros((3, 3, 3, 8), np.float32)

    for name in ("mobilenet_v2", "efficientnet_b0", "vgg16"):
        file = place(name, monkeypatch, other)
        with pytest.raises(LabError, match="does not hold the weights") as caught:
            Network(name, "imagenet").load()
        assert str(file) in str(caught.value)


def test_an_unknown_choice_of_weights_lists_the_valid_ones():
    with pytest.raises(LabError, match="bundled, random"):
        Network("squeezenet", "imagenet").load()
