"""The lesson's program: it runs, and what is said about its lines was counted."""

import io

import numpy as np
import pytest
from PIL import Image

from core.experiments import program_steps
from core.experiments.program_steps import CLASSES, UNFROZEN
from core.experiments.program_walk import forget_to_recompile, walk
from core.transfer import count
from core.zoo import catalog


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TLL_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        return {name: walk(name, lambda done, total: None) for name in ("vgg16", "mobilenet_v2")}


def states(found, name):
    return {state["id"]: state for state in found[name]["states"]}


@pytest.mark.parametrize("name", UNFROZEN)
def test_lines_are_short_enough_to_stand_beside_a_picture(name):
    text = program_steps.program(name)
    compile(text, name, "exec")
    assert max(map(len, text.splitlines())) <= 48


@pytest.mark.parametrize("name", ["vgg16", "mobilenet_v2"])
def test_every_step_is_counted(found, name):
    ids = [step.id for step in program_steps.steps(name)]
    assert [state["id"] for state in found[name]["states"]] == ids
    here, blocks = states(found, name), len(catalog.get(name).blocks)
    assert here["photos"]["total"] is None
    assert here["base"]["boundary"] == 0
    assert here["freeze"]["boundary"] == here["summary"]["boundary"] == blocks
    assert here["freeze"]["trainable"] == 0
    assert here["unfreeze"]["boundary"] == 0
    assert here["keep"]["boundary"] == blocks - UNFROZEN[name]


def test_known_counts_of_vgg16(found):
    here, whole = states(found, "vgg16"), found["vgg16"]
    assert here["base"]["total"] == 14_714_688
    assert whole["with_top"] == 138_357_544
    assert here["base"]["arrays"] == 26
    assert here["summary"]["trainable"] == count.head_parameters("mlp", 512, CLASSES)
    assert here["summary"]["arrays"] == 4
    assert here["test"]["trainable"] == here["summary"]["trainable"] + 3 * (9 * 512 + 1) * 512
    assert whole["features"] == [7, 7, 512]
    assert whole["flat"] == (7 * 7 * 512 + 1) * 256
    assert whole["pooled"] == (512 + 1) * 256
    assert "Trainable params: 133,898" in whole["summary"]


def test_batch_norm_is_frozen_where_there_is_some(found):
    here = states(found, "mobilenet_v2")
    assert here["norm"]["trainable"] < here["keep"]["trainable"]
    assert here["norm"]["arrays"] < here["keep"]["arrays"]
    assert "norm" not in states(found, "vgg16")


def test_without_a_second_compile_nothing_of_the_base_moves():
    told = forget_to_recompile()
    assert told["without"]["said"] == told["with"]["said"] == 6
    assert told["without"]["moved"] == 0
    assert told["with"]["moved"] == 6


@pytest.mark.filterwarnings("default")  # as where the program is run on its own
def test_the_whole_program_runs_on_photos(tmp_path, run_here, eagerly):
    rng = np.random.default_rng(0)
    for part in ("train", "val", "test"):
        for name in ("cat", "dog"):
            folder = tmp_path / "photos" / part / name
            folder.mkdir(parents=True)
            for number in range(2):
                buffer = io.BytesIO()
                Image.fromarray(rng.integers(0, 256, (40, 50, 3), np.uint8)).save(buffer, "PNG")
                (folder / f"{number}.png").write_bytes(buffer.getvalue())
    text = program_steps.program("mobilenet_v2")
    text = text.replace('weights="imagenet"', "weights=None")
    text = text.replace("(224, 224", "(32, 32").replace("epochs=10", "epochs=1")
    said = run_here(f"{text}print(model.evaluate(test, return_dict=True))\n")
    assert "'accuracy'" in said.splitlines()[-1]
