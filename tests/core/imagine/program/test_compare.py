"""The very programs that are shown, run, and their pictures compared with our own engine's.

Rounding differs between the two (ours folds the batch norms away and looks at the image through a
window), and steps in the sign of a gradient make much of little: pixels agree after the first
step of an ideal image and drift apart from then on, while the logit climbs alike (64 steps: within
a quarter, and both sure).  An attack moves by whole levels inside a small box, and stays together.
"""

from pathlib import Path

import numpy as np
import pytest

from core import images
from core.datasets.samples import sample
from core.imagine.attacks.methods import METHODS
from core.imagine.attacks.recipe import Attack
from core.imagine.ideal import loop
from core.imagine.ideal.recipe import Ideal, Term
from core.imagine.program import attack, compare, ideal
from core.imagine.program.program import NETWORK

FIRST_STEP = 0.99  # of the colour values are equal after one step
CLIMB = 0.1  # by so large a share the logits may differ after more steps
ATTACKED = 0.97  # of the colour values of an attacked photo are equal
SURE = 0.05  # by so much its probabilities may differ
# Methods that are shown as themselves; any other is shown as PGD, and says so.
SHOWN = [name for name in METHODS if attack.covered(Attack.of(name)).method == name]


def never():
    return False


@pytest.mark.parametrize(("param", "steps"), [("tv", 1), ("pixel", 16), ("maco", 1)])
def test_the_ideal_image_of_the_program_climbs_as_ours(param, steps, run_here, tmp_path):
    zebra = ideal.covered(Ideal("squeezenet", (Term(index=340),), param, steps=steps, size=64))
    network = compare.network_file("squeezenet")
    (tmp_path / NETWORK).symlink_to(network)
    program = ideal.write(zebra, "ja")
    for name, content in program.beside.items():
        (tmp_path / name).write_bytes(content)
    run_here(program.text)
    theirs = images.read(Path("ideal.png"))
    ours = images.from_text(loop.ideal(zebra)["png"])
    found = compare.compared("squeezenet", 340, (theirs, ours), (0, 0))
    if steps == 1:
        assert found["same"] >= FIRST_STEP
        assert found["mean"] < 0.05
    logit = found["ours"]["logit"]
    assert found["program"]["logit"] == pytest.approx(logit, rel=CLIMB)


@pytest.mark.parametrize("method", SHOWN)
def test_the_attack_of_the_program_run_by_itself_ends_where_ours_ends(method):
    heard = []
    given = {"steps": 5, "momentum": 0.5} if "momentum" in METHODS[method].uses else {}
    asked = Attack.of(method, backbones=("squeezenet",), **given)
    photo = images.to_text(sample("imagenet_00").pixels())
    payload = {"recipe": asked.to_json(), "photo": photo}
    found = compare.attack_program_task(payload, heard.append, never)
    assert found["target"] == asked.target
    assert found["same"] >= ATTACKED and found["most"] <= 2 * asked.budget
    ours, theirs = found["ours"], found["program"]
    assert theirs["probability"] == pytest.approx(ours["probability"], abs=SURE)
    assert np.isfinite(theirs["logit"])
    assert [event["phase"] for event in heard] == ["export", "program"]
