"""Exported networks: opened by plain Keras in a process without this project, they say the same."""

import json
import subprocess
import sys

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
    "mlp": PLAIN.but(augment="chapter", views=2),
    "deep": PLAIN.but(head="deep", backbone="mobilenet_v2_dogs", weights="bundled"),
    "tuned": PLAIN.but(unfreeze=2, lp_ft=2, suffix_lr=1e-4, output="sigmoid"),
    "scratch": PLAIN.but(scratch=True),
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
def exported(tmp_path_factory, jpeg):
    """Arm → its file, and what the training itself says about the photo."""
    folder = tmp_path_factory.mktemp("networks")
    photo = images.decode(jpeg.read_bytes(), jpeg.name).pixels
    out = {}
    for name, recipe in ARMS.items():
        path = folder / f"{name}.keras"

        def keep(trained, name=name, path=path):
            export.whole(trained).save(path)
            coarse = trained.choice is not None and trained.choice.precision != "f32"
            out[name] = (str(path), trained.probabilities([photo])[0], coarse)

        fit.train(recipe, on_trained=keep)
    return out


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
