"""From photo to judged files: what a learner is told is what is in the PNG."""

import numpy as np
import pytest

from core import images
from core.datasets.samples import sample
from core.imagine.answers import classify
from core.imagine.attacks import run
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import victim
from core.zoo import classifier


@pytest.fixture(scope="module")
def result():
    photo = sample("imagenet_00").pixels()
    return run.run(Attack.of("pgd", backbones=("squeezenet",)), photo)


def test_the_answers_are_those_of_the_files(result):
    for file, said in (("before", "clean"), ("after", "adversarial")):
        picture = images.from_text(result[file])
        for name in classifier.available():
            first = classify(picture, name, 1)["predictions"][0]
            told = result["judged_by"][name][said]
            assert told["index"] == first["index"]
            assert told["probability"] == pytest.approx(first["probability"], abs=1e-5)
    assert result["success"] is (result["adversarial"]["index"] == 284)


def test_the_sizes_are_those_of_the_files(result):
    before, after = (images.from_text(result[k]).astype(int) for k in ("before", "after"))
    change = after - before
    assert result["linf"] == np.abs(change).max()
    assert result["l2"] == pytest.approx(np.linalg.norm(change) / 255)
    assert result["changed_pixels"] == (np.abs(change).sum(2) > 0).sum()
    assert result["psnr"] == pytest.approx(10 * np.log10(255**2 / (change**2).mean()))
    assert 0.9 < result["ssim"] < 1


def test_the_curve_goes_up_to_where_the_attack_stopped(result):
    assert [row["step"] for row in result["curve"]] == list(range(result["steps_used"] + 1))
    assert result["curve"][-1]["confidence"] > result["curve"][0]["confidence"]


def test_a_mask_over_the_photo_becomes_a_mask_over_the_view():
    photo = sample("chelsea").pixels()
    mask = np.zeros(photo.shape[:2], bool)
    mask[:, : photo.shape[1] // 2] = True
    attack = Attack.of("pgd", backbones=("squeezenet",))
    region = run.region_of(mask, photo, attack)
    assert region.shape == (227, 227)
    assert 0.45 < region.mean() < 0.55
    assert not region[:, 120:].any()
    assert (run.region_of(region, photo, attack) == region).all()
    half = mask[::2, ::2]  # painted on a smaller canvas
    assert abs(run.region_of(half, photo, attack).mean() - region.mean()) < 0.02


def test_second_best_and_least_likely_are_those_of_the_clean_photo():
    photo = sample("imagenet_00").pixels()
    view = classifier.view("squeezenet", photo)
    order = victim(("squeezenet",)).probabilities(view[None])[0, 0].argsort()
    for goal, place in (("second", -2), ("least", 0)):
        said = run.run(Attack.of("pgd", backbones=("squeezenet",), goal=goal, steps=1), photo)
        assert said["target"] == order[place]
