"""Every attack keeps its budget, its mask and the lattice, and reaches what it can: on photos of
half the size that SqueezeNet is used to, a quarter of the work."""

import numpy as np
import pytest

from core.datasets.samples import sample
from core.imagine.attacks import run
from core.imagine.attacks.methods import METHODS, carlini_wagner
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import victim
from core.messages import LabError
from core.zoo import classifier

SLOW = ("l2", "pixels")  # attacks that take one photo at a time
SHORT = {"deepfool": 20, "one_pixel": 1, "carlini_wagner": 30, "patch": 20}  # steps
LONG = {"pgd": 20, "carlini_wagner": 100, "patch": 150}  # steps that lead to a target
AIMED = [name for name, method in METHODS.items() if "steps" in method.uses and method.targeted]


@pytest.fixture(scope="module")
def photos(half_size):
    """A photo that one pixel may turn and a dog, uint8 [2, 113, 113, 3]."""
    pixels = [sample(f"imagenet_{n:02}").pixels() for n in (7, 0)]
    return np.stack([classifier.view("squeezenet", one) for one in pixels])


@pytest.fixture(scope="module")
def stripe(half_size):
    """A mask: the middle third of the columns, bool [113, 113]."""
    mask = np.zeros((half_size, half_size), bool)
    mask[:, half_size // 3 : 2 * half_size // 3] = True
    return mask


def short(method, **given):
    """An attack that keeps this file short."""
    steps = SHORT.get(method, min(METHODS[method].steps, 10))
    return Attack.of(method, **{"backbones": ("squeezenet",), "steps": steps} | given)


def norms(before, after):
    """Budgets measured anew: largest change, L2 with colours 0..1, pixels, percent of the area."""
    change = after.astype(np.float64) - before.astype(np.float64)
    pixels = (change != 0).any(-1)
    rows, columns = np.nonzero(pixels)
    square = 0.0 if not len(rows) else (np.ptp(rows) + 1) * (np.ptp(columns) + 1)
    return {
        "linf": np.abs(change).max(),
        "l2": np.sqrt((change**2).sum()) / 255,
        "pixels": pixels.sum(),
        "area": 100 * square / pixels.size,
    }


@pytest.mark.parametrize("masked", [False, True], ids=["everywhere", "masked"])
@pytest.mark.parametrize("method", METHODS)
def test_budget_and_mask_hold(method, masked, photos, stripe):
    attack = short(method)
    region = stripe if masked else None
    found = run.make(attack, photos[:1] if attack.norm in SLOW else photos, region)
    assert found.pictures.dtype == np.uint8
    for before, after in zip(photos, found.pictures, strict=False):
        assert norms(before, after)[attack.norm] <= attack.budget
        if masked:
            assert (before[~stripe] == after[~stripe]).all()


@pytest.mark.parametrize("method", [name for name in METHODS if METHODS[name].norm != "pixels"])
def test_the_answer_is_changed(method, photos):
    attack = short(method, goal="untargeted")
    network = victim(attack.backbones)
    before = network.probabilities(photos)[0].argmax(1)
    after = network.probabilities(run.make(attack, photos).pictures)[0].argmax(1)
    assert (before != after).all()


@pytest.mark.parametrize("method", [name for name in AIMED if METHODS[name].norm != "pixels"])
def test_the_target_is_reached(method, photos):
    attack = short(method, target=284, steps=LONG.get(method, 20))
    found = run.make(attack, photos[:1])
    assert victim(attack.backbones).probabilities(found.pictures)[0].argmax(1) == [284]


def test_one_pixel_gets_nearer_with_every_generation(photos):
    attack = Attack.of("one_pixel", backbones=("squeezenet",), goal="untargeted", steps=4)
    found = run.make(attack, photos[:1])
    sure = [float(row[0]) for row in found.confidence]
    assert sure == sorted(sure)
    assert sure[-1] > sure[0]


def test_the_least_change_is_less_than_that_of_the_sign_gradient(photos):
    size = {}
    for method in ("pgd", "deepfool", "carlini_wagner"):
        attack = Attack.of(method, backbones=("squeezenet",), goal="untargeted", budget=4, steps=60)
        found = run.make(attack, photos[:1])
        size[method] = norms(photos[0], found.pictures[0])["l2"]
    assert 0 < size["deepfool"] < size["pgd"]
    assert 0 < size["carlini_wagner"] < size["pgd"]


def test_several_networks_are_fooled_together(photos):
    both = ("squeezenet", "efficientnet_lite0")
    found = run.make(Attack.of("pgd", backbones=both, target=284, steps=40), photos[:1])
    assert victim(both).probabilities(found.pictures).argmax(2).tolist() == [[284], [284]]


@pytest.mark.parametrize(
    "method", [name for name in METHODS if {"seed", "random_start"} & {*METHODS[name].uses}]
)
def test_equal_seeds_give_equal_pictures(method, photos):
    attack = short(method, steps=1, random_start=True, seed=3)
    first, again = (run.make(attack, photos[:1]).pictures for _ in range(2))
    other = run.make(Attack.from_json(attack.to_json() | {"seed": 4}), photos[:1]).pictures
    assert (first == again).all()
    assert (first != other).any()


def test_a_patch_that_does_not_fit_is_refused(photos):
    corner = np.zeros(photos.shape[1:3], bool)
    corner[:200:2] = True  # large, but nowhere wide enough for a square
    with pytest.raises(LabError, match="does not fit"):
        run.make(Attack.of("patch", backbones=("squeezenet",), budget=2), photos[:1], corner)


def test_nothing_is_traced_again_when_sliders_move(photos, stripe):
    network = victim(("squeezenet",))
    run.make(Attack.of("pgd", backbones=network.backbones, steps=2), photos)
    run.make(Attack.of("deepfool", backbones=network.backbones, steps=2), photos[:1])
    run.make(Attack.of("carlini_wagner", backbones=network.backbones, steps=5), photos[:1])
    weighing = carlini_wagner.compiled("squeezenet")
    before = network.traces(), weighing.experimental_get_tracing_count()
    for settings in (
        {"budget": 9, "steps": 3, "step": 2},
        {"momentum": 0.5, "random_start": True, "seed": 8},
        {"goal": "untargeted"},
        {"target": 7},
    ):
        run.make(Attack.of("pgd", backbones=network.backbones, **settings), photos[:1], stripe)
    run.make(Attack.of("deepfool", backbones=network.backbones, steps=3), photos[1:], stripe)
    weighed = Attack.of("carlini_wagner", backbones=network.backbones, steps=10, target=9)
    run.make(weighed, photos[1:], stripe)
    assert (network.traces(), weighing.experimental_get_tracing_count()) == before


@pytest.mark.parametrize("method", AIMED)
def test_no_more_steps_are_taken_than_allowed(method, photos):
    attack = short(method, goal="least", steps=3)
    found = run.make(attack, photos[:1])
    assert found.steps.tolist() == [3]
    assert 3 <= len(found.confidence) <= 4  # Carlini-Wagner does not look after its last step


def test_more_steps_are_taken_only_where_they_are_needed(photos):
    attack = Attack.of("pgd", backbones=("squeezenet",), goal="untargeted", steps=30)
    assert (run.make(attack, photos).steps < 30).all()
