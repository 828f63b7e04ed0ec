"""The written program: every recipe gives sound Python, and some of them are really run."""

import ast
import itertools
import os
import re
import subprocess
import sys

import numpy as np
import pytest

from core.paths import ROOT
from core.transfer import program
from core.transfer.learns import LEARNS
from core.transfer.recipe import HEADS, OPTIMIZERS, Recipe
from core.transfer.soft import Soft
from core.zoo.catalog import BACKBONES

TINY = Recipe(
    dataset="digits",
    backbone="squeezenet",
    size=32,
    per_class=4,
    val_per_class=2,
    test_per_class=3,
    epochs=2,
    batch=8,
)
NORMED = ("efficientnet_lite0", "efficientnet_b0", "resnet50")  # with all that may learn
OFFLINE = {"vgg16": "random", "efficientnet_b0": "random", "mobilenet_v2": "random"}


def names_used(text):
    """Names that are read somewhere and defined nowhere in the program."""
    tree = ast.parse(text)
    read, known = set(), set(dir(__builtins__)) | set(__builtins__)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (known if isinstance(node.ctx, ast.Store) else read).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            known.add(node.name)
        elif isinstance(node, ast.arg):
            known.add(node.arg)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            known.update((name.asname or name.name).split(".")[0] for name in node.names)
    return read - known


def recipes():
    for backbone, head, augment in itertools.product(BACKBONES, HEADS, ("none", "chapter")):
        yield Recipe(backbone=backbone, head=head, augment=augment)
    for backbone, optimizer, bn in itertools.product(BACKBONES, OPTIMIZERS, ("frozen", "train")):
        for unfreeze, lp_ft in ((2, 0), (2, 3), (len(BACKBONES[backbone].blocks), 1)):
            yield Recipe(
                backbone=backbone, optimizer=optimizer, bn=bn, unfreeze=unfreeze, lp_ft=lp_ft
            )
    for backbone, learns, bn in itertools.product(NORMED, LEARNS[1:], ("frozen", "train")):
        yield Recipe(backbone=backbone, learns=learns, bn=bn, unfreeze=3, lp_ft=1)
    for backbone, more in itertools.product(NORMED, ({"learns": "lora"}, {"decay": 0.5})):
        yield Recipe(backbone=backbone, unfreeze=3, gradual=True, schedule="warm", **more)
    yield Recipe(schedule="cosine", optimizer="sgd")
    for more in ({}, {"unfreeze": 2}, {"scratch": True}, {"classes": ("cat", "dog")}):
        output = "sigmoid" if "classes" in more else "softmax"
        yield Recipe(smoothing=0.1, mixup=0.2, mirror=True, output=output, **more)
    yield Recipe(scratch=True, early_stopping=3, plateau=2, keep_best=True)
    yield Recipe(dataset="digits", per_class=20, classes=("0", "7"), batch=16)
    for more in ({}, {"unfreeze": 2, "lp_ft": 1}, {"scratch": True}):
        yield Recipe(classes=("cat", "dog"), output="sigmoid", **more)
    yield Recipe(dataset="faces", per_class=20, val_per_class=5, test_per_class=5, batch=16)


@pytest.mark.parametrize("recipe", recipes(), ids=lambda r: "-".join(r.to_query().values()))
def test_every_recipe_gives_a_program_without_an_unknown_name(recipe):
    text = program.write(recipe.check())
    compile(text, "program.py", "exec")
    assert names_used(text) == set()
    assert not re.search(r"\n\n\n\n| +\n", text)


def test_the_choices_of_the_recipe_stand_in_the_program():
    text = program.write(
        Recipe(
            classes=("cat", "dog"), per_class=30, size=96, lr=0.02, suffix_lr=3e-5, unfreeze=4,
            epochs=7, batch=16, seed=5, optimizer="sgd", early_stopping=3, plateau=2,
            keep_best=True, lp_ft=2,
        )
    )  # fmt: skip
    for line in (
        'CLASSES = ["cat", "dog"]',
        "NUMBERS = [3, 5]",
        "PER_CLASS, VAL_PER_CLASS, TEST_PER_CLASS = 30, 20, 50",
        "SIZE = 96",
        "EPOCHS, BATCH, SEED = 7, 16, 5",
        "RATE = 0.02",
        "SUFFIX_RATE = 3e-05",
        "class TwoRates(keras.optimizers.SGD):",
        "EarlyStopping(patience=3",
        "ReduceLROnPlateau(factor=0.5, patience=2",
        "ModelCheckpoint(",
        "epochs=2,",
    ):
        assert line in text
    layer = BACKBONES["efficientnet_lite0"].blocks[-5].layer
    assert f'names.index("{layer}")' in text


def test_two_classes_may_share_one_output_as_in_the_chapter():
    text = program.write(Recipe(classes=("cat", "dog"), output="sigmoid"))
    for line in (
        'keras.layers.Dense(1, activation="sigmoid"),',
        "loss=keras.losses.BinaryCrossentropy(),",
        "> 0.5).astype(int)",
    ):
        assert line in text
    assert "Sparse" not in text


def test_comments_come_in_the_readers_language():
    said = []

    def words(message):
        said.append(message)
        return f"言葉 {len(said)}"

    text = program.write(Recipe(unfreeze=2, augment="chapter"), words)
    comments = re.findall(r"(?:# |\"\"\")(.+?)(?:\"\"\")?\n", text)
    assert len(said) > 8
    assert all(comment.startswith("言葉") for comment in comments)


def test_a_program_for_keras_own_networks_and_data_needs_nothing_of_the_lab():
    assert "from core" not in program.write(Recipe(backbone="resnet50", unfreeze=2))
    assert "from core.zoo import network" in program.write(Recipe(backbone="squeezenet"))


def test_it_chooses_the_same_photos_as_the_lab():
    from core.datasets.subset import make_subset

    text = program.write(TINY.but(classes=("3", "8"), seed=4))
    scope = {}
    exec(text[: text.index("resize = ")], scope)
    subset = make_subset("digits", ("3", "8"), 4, 2, 3, 4)
    for part, (x, y) in {
        "train": ("x_train", "y_train"),
        "val": ("x_val", "y_val"),
        "test": ("x_test", "y_test"),
    }.items():
        assert (scope[x] == getattr(subset, part).images).all()
        assert (scope[y] == getattr(subset, part).labels).all()


RUN = {
    "head": TINY.but(keep_best=True, early_stopping=2, plateau=1),
    "views": TINY.but(augment="chapter", views=2, mixup=0.2, smoothing=0.1),
    "sigmoid": TINY.but(classes=("3", "8"), output="sigmoid", keep_best=True, mixup=0.2),
    "probe": TINY.but(head="probe"),
    "scratch": TINY.but(scratch=True, optimizer="sgd"),
    "suffix": TINY.but(
        backbone="mobilenet_v2", unfreeze=1, lp_ft=1, head="linear", batch=32, mixup=1
    ),
    "dropout": TINY.but(
        backbone="efficientnet_b0", unfreeze=1, optimizer="sgd", epochs=1, batch=32
    ),
    "adapter": TINY.but(unfreeze=2, learns="adapter", rank=2, decay=0.5, lp_ft=1, epochs=1),
    "pace": TINY.but(
        unfreeze=2,
        lp_ft=1,
        gradual=True,
        schedule="warm",
        learns="lora",
        rank=2,
        keep_best=True,
        smoothing=0.1,
        mirror=True,
    ),
    "norm": TINY.but(backbone="mobilenet_v2", unfreeze=1, learns="norm", epochs=1, batch=32),
    "bias": TINY.but(backbone="efficientnet_b0", unfreeze=1, learns="bias", epochs=1, batch=32),
    "all": TINY.but(backbone="vgg16", unfreeze=5, bn="train", augment="chapter", epochs=1),
}
DEEP = ("suffix", "dropout", "norm", "bias", "adapter", "pace")


def written(name):
    recipe = RUN[name]
    return program.write(recipe.but(weights=OFFLINE.get(recipe.backbone, "bundled")).check())


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_program_mixes_as_the_lab_does(smoothing):
    """The same two batches in one, and the same loss."""
    import keras

    recipe = Recipe(mixup=0.2, smoothing=smoothing).check()
    text = program.write(recipe)
    given = {"np": np, "keras": keras, "CLASSES": recipe.class_names}
    exec(text[text.index("def wanted") : text.index("class Batches")], given)
    loss = re.search(r"loss=(.+\)),", text).group(1)
    random = np.random.default_rng(0)
    photos, labels = random.normal(size=(6, 5)), random.integers(10, size=6)
    logits = random.normal(size=(6, 10)).astype("float32")
    share = np.random.default_rng(1).beta(0.2, 0.2)
    x, y = given["mixed"](photos, labels, np.random.default_rng(1))
    soft = Soft(smoothing, 0.2)
    assert np.allclose(x, soft.mixed(photos, share), atol=1e-6)
    ours = np.mean(soft.losses(labels, logits, np.float32(share)))
    assert float(eval(loss, {"keras": keras})(y, logits)) == pytest.approx(ours, abs=1e-5)


def ends_with_an_accuracy_and_its_interval(said):
    last = said.strip().splitlines()[-1]
    found = re.fullmatch(r"test accuracy ([\d.]+) \(([\d.]+) to ([\d.]+)\)", last)
    accuracy, low, high = map(float, found.groups())
    assert 0 <= low <= accuracy <= high <= 1


def test_it_runs_as_a_program_of_its_own(tmp_path):
    (tmp_path / "learn.py").write_text(written("head"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "learn.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "KERAS_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    ends_with_an_accuracy_and_its_interval(done.stdout)


@pytest.mark.filterwarnings("default")  # as where the program is run on its own
@pytest.mark.parametrize("name", [name for name in RUN if name not in ("head", *DEEP)])
def test_it_really_runs_and_ends_with_an_accuracy_and_its_interval(name, run_here):
    ends_with_an_accuracy_and_its_interval(run_here(written(name)))


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", DEEP)
def test_deep_networks_too(name, run_here, eagerly):
    ends_with_an_accuracy_and_its_interval(run_here(written(name)))
