"""Exported networks: opened by plain Keras in a process without this project, they say the same."""

import json
import subprocess
import sys
from importlib.util import find_spec

import numpy as np
import pytest
from PIL import Image

from core import images
from core.study import export, files
from core.study.lines import LINES
from core.transfer import fit
from core.transfer.recipe import Recipe
from core.zoo.plain import plain

PLAIN = Recipe(
    dataset="digits",
    classes=("3", "7"),
    per_class=12,
    val_per_class=5,
    test_per_class=5,
    backbone="squeezenet",
    size=64,
    epochs=3,
    batch=8,
)
ARMS = {
    "probe": PLAIN.but(head="probe"),
    "mlp": PLAIN.but(augment="chapter", views=2, mirror=True),
    "deep": PLAIN.but(head="deep", backbone="mobilenet_v2_dogs", weights="bundled"),
    "tuned": PLAIN.but(unfreeze=2, lp_ft=2, suffix_lr=1e-4, output="sigmoid"),
    "scratch": PLAIN.but(scratch=True, mirror=True),
}
BARE = """
import contextlib, io, json, os, shutil, sys
lines, out = sys.argv[1], {}
for path in sys.argv[2:]:
    shutil.copyfile(path, "best.keras")
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(lines, names)
    said = names["model"](names["read"]("photo.jpg")[None])
    chances = names["np"].asarray(said["probabilities"])[0].tolist()
    out[path] = [chances, said["label"].numpy()[0].decode()]
print(json.dumps(out))
"""


@pytest.fixture(scope="module")
def jpeg(tmp_path_factory):
    """A photo that is neither square nor of the size of the training, as a phone stores it: on its
    side."""
    path = tmp_path_factory.mktemp("photo") / "photo.jpg"
    rng = np.random.default_rng(0)
    small = Image.fromarray(rng.integers(0, 256, (9, 13, 3), dtype=np.uint8))
    exif = Image.Exif()
    exif[0x0112] = 6
    small.resize((390, 270), Image.Resampling.BICUBIC).save(path, quality=90, exif=exif)
    return path


@pytest.fixture(scope="module")
def models():
    """Arm → its graph for ONNX, and what it says beside the file for Keras (`_beside`)."""
    return {}


@pytest.fixture(scope="module")
def exported(tmp_path_factory, jpeg, models):
    """Arm → its file, and what the training itself says about the photo."""
    folder = tmp_path_factory.mktemp("networks")
    photo = images.decode(jpeg.read_bytes(), jpeg.name).pixels
    out = {}
    for name, recipe in ARMS.items():
        path = folder / f"{name}.keras"

        def keep(trained, name=name, path=path):
            whole = export.whole(trained)
            whole.save(path)
            if find_spec("onnx"):
                models[name] = _beside(trained, whole)
            coarse = trained.choice is not None and trained.choice.precision != "f32"
            out[name] = (str(path), trained.probabilities([photo])[0], coarse)

        fit.train(recipe, on_trained=keep)
    return out


def _beside(trained, whole):
    """Probabilities of noise by ONNX and by Keras, and the heat maps by ONNX and by gradients."""
    import keras
    import onnxruntime
    import tensorflow as tf

    from core.study.home import graph

    model = graph.graph(trained)
    size = trained.recipe.size
    photos = np.random.default_rng(0).integers(0, 256, (2, size, size, 3)).astype(np.float32)
    said = onnxruntime.InferenceSession(model.SerializeToString()).run(None, {"photo": photos})
    if trained.recipe.scratch:
        return said[0], np.asarray(whole(photos)["probabilities"]), None, None
    features = tf.constant(np.asarray(plain(trained.trunk())(photos)))
    given = keras.Input(features.shape[1:])
    head = keras.Model(given, export._head(trained, keras.ops.mean(given, (1, 2))))
    with tf.GradientTape() as tape:
        tape.watch(features)
        second = head(features)[:, 1]
    weights = tape.gradient(second, features).numpy().sum((1, 2))
    heat = np.maximum(np.einsum("nhwc,nc->nhw", features.numpy(), weights), 0)
    return said[0], np.asarray(whole(photos)["probabilities"]), said[1][:, 1], heat


def test_onnx_says_what_keras_says_and_its_heat_map_is_grad_cam(exported, models):
    pytest.importorskip("onnx")
    assert models.keys() == exported.keys()
    for name, (given, wanted, heat, gradients) in models.items():
        assert np.abs(given - wanted).max() < 1e-5, name
        if heat is not None:
            assert np.abs(heat - gradients).max() <= 1e-4 * gradients.max() + 1e-6, name


def test_the_lines_answer_in_a_bare_process_as_the_training_did(exported, jpeg):
    paths = [path for path, _, _ in exported.values()]
    done = subprocess.run(
        [sys.executable, "-I", "-c", BARE, LINES, *paths],
        capture_output=True, text=True, cwd=jpeg.parent, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)
    for name, (path, wanted, coarse) in exported.items():
        given, label = said[path]
        assert label == ("3", "7")[int(np.argmax(wanted))], name
        assert np.abs(np.array(given) - wanted).max() < (0.1 if coarse else 0.01), name


def test_a_copy_of_a_trunk_has_layers_of_keras_only():
    from core.zoo import network

    for backbone, weights in (("squeezenet", "bundled"), ("efficientnet_b0", "random")):
        trunk = network.load(backbone, weights)
        copy = plain(trunk)
        assert all(type(layer).__module__.startswith("keras.") for layer in copy.layers)
        x = np.random.default_rng(0).uniform(0, 255, (1, 64, 64, 3)).astype(np.float32)
        one, other = np.asarray(trunk(x)), np.asarray(copy(x))
        assert np.abs(one - other).max() <= 1e-4 * np.abs(one).max()


def test_the_task_makes_a_file_once_and_again_when_it_is_gone(tmp_path, monkeypatch):
    monkeypatch.setenv("TLL_CACHE_DIR", str(tmp_path))
    payload = {"recipe": ARMS["scratch"].but(epochs=1).to_json()}
    made = export.export_task(payload, lambda event: None, lambda: False)
    assert made["agree"] == 1 and made["gap"] < 0.01
    path = files.place(Recipe.from_json(payload["recipe"]), files.WHOLE)
    assert made["path"] == str(path) and path.stat().st_size == made["bytes"]
    changed = path.stat().st_mtime_ns
    assert export.export_task(payload, lambda event: None, lambda: False) == made
    assert path.stat().st_mtime_ns == changed
    path.unlink()
    assert files.made(Recipe.from_json(payload["recipe"]), files.WHOLE) is None
