"""Epsilon curve, control, matrix, defences, plane: each on a real attack."""

import numpy as np
import pytest

from core.datasets.samples import sample
from core.imagine.attacks import run
from core.imagine.attacks.analyses.control import control, shuffled
from core.imagine.attacks.analyses.defences import DEFENCES, get, measure
from core.imagine.attacks.analyses.matrix import matrix
from core.imagine.attacks.analyses.plane import plane
from core.imagine.attacks.analyses.sweep import sweep
from core.imagine.attacks.methods import METHODS, several
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import victim
from core.messages import LabError

ATTACK = Attack.of("pgd", backbones=("squeezenet",), steps=10)


@pytest.fixture(scope="module")
def attacked(photos):
    return run.make(ATTACK, photos[:1]).pictures[0]


IN_STEPS = [name for name in several() if "steps" in METHODS[name].uses]


@pytest.mark.parametrize("method", IN_STEPS)
def test_the_epsilon_curve_begins_at_nothing_and_ends_in_success(method, photos):
    attack = Attack.of(method, backbones=("squeezenet",), steps=10)
    rows = sweep(attack, photos, budgets=(0, 2, 8))
    assert [row["budget"] for row in rows] == [0, 2, 8]
    assert rows[0]["success"] == 0
    assert rows[-1]["success"] == 1
    assert rows[0]["confidence"] < rows[1]["confidence"] < rows[2]["confidence"] + 0.1
    assert all(row["interval"][0] <= row["success"] <= row["interval"][1] for row in rows)


@pytest.mark.parametrize("method", IN_STEPS)
def test_the_epsilon_curve_is_that_of_single_attacks(method, photos):
    alone = Attack.of(method, backbones=("squeezenet",), steps=10, budget=3)
    row = sweep(alone, photos[:1], budgets=(1, 3))[1]
    picture = run.make(alone, photos[:1]).pictures
    said = victim(("squeezenet",)).probabilities(picture)[0, 0]
    assert row["index"] == said.argmax()


def test_the_control_has_the_attacks_size_and_no_effect(photos, attacked):
    found = control(photos[0], attacked, "squeezenet", draws=10)
    assert found["attacked"]["index"] == 284
    assert found["changed"] <= 1
    change = np.abs(attacked.astype(int) - photos[0])
    assert found["linf"] == change.max()
    assert found["l2"] == pytest.approx(np.linalg.norm(change) / 255, rel=0.02)


def test_a_shuffled_change_stays_where_the_mask_allows(photos, stripe):
    attack = Attack.of("pgd", backbones=("squeezenet",), steps=2)
    after = run.make(attack, photos[:1], stripe).pictures[0]
    mixed = shuffled(photos[0], after, stripe, np.random.default_rng(0))
    assert (mixed[~stripe] == photos[0][~stripe]).all()
    assert (mixed[stripe] != photos[0][stripe]).any()


@pytest.mark.parametrize("method", IN_STEPS)
def test_the_matrix_has_every_network_and_all_of_them_together(method):
    attack = Attack.of(method, backbones=("squeezenet",), steps=10)
    rows = matrix(attack, sample("imagenet_00").pixels())
    assert [row["made_on"] for row in rows] == [
        ["efficientnet_lite0"],
        ["squeezenet"],
        ["efficientnet_lite0", "squeezenet"],
    ]
    for row in rows:
        assert all(row["judged_by"][name]["hit"] for name in row["made_on"])
        assert set(row["judged_by"]) == {"efficientnet_lite0", "squeezenet"}


@pytest.mark.parametrize("name", DEFENCES)
def test_a_defence_gives_a_picture_and_its_weakest_amount_hardly_changes_it(name, photos):
    defence = get(name)
    weak, strong = (defence.apply(photos[0], defence.amounts[k]).astype(int) for k in (0, -1))
    assert weak.shape == strong.shape == photos[0].shape
    change = [np.abs(picture - photos[0]).mean() for picture in (weak, strong)]
    assert change[0] < 4 < change[1]


def test_jpeg_undoes_a_small_attack_at_some_quality(photos, attacked):
    found = measure(photos[0], attacked, "squeezenet", "jpeg")
    assert found["attacked"]["index"] == 284
    assert len(found["rows"]) == len(DEFENCES["jpeg"].amounts)
    assert any(row["undone"] and row["kept"] for row in found["rows"])
    with pytest.raises(LabError, match="jpeg"):
        measure(photos[0], attacked, "squeezenet", "prayer")


def test_the_plane_has_the_photo_and_the_attack_where_it_says(photos, attacked):
    found = plane(photos[0], attacked, "squeezenet", count=7)
    said = victim(("squeezenet",)).probabilities(np.stack([photos[0], attacked]))[0].argmax(1)
    classes = np.array(found["classes"])
    assert found["across"][3] == pytest.approx(0)
    assert found["along"][2] == pytest.approx(0)
    assert found["along"][4] == pytest.approx(1)
    assert classes[3, 2] == said[0]
    assert classes[3, 4] == said[1]
    assert found["length"] == pytest.approx(
        np.linalg.norm(attacked.astype(float) - photos[0]) / 255
    )
