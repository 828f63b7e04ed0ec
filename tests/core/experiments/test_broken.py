"""Every mistake beside its twin: they differ as they should; the damage is what was measured."""

import pytest

from core.experiments.broken import BREAKS, SEEDS, damage, recipes


def results(healthy, broken, fresh=None):
    out = {}
    for seed, right, wrong in zip(SEEDS, healthy, broken, strict=True):
        out[f"healthy|{seed}"] = {"test_accuracy": right}
        out[f"broken|{seed}"] = {"test_accuracy": wrong}
        if fresh:
            out[f"broken|{seed}"]["fresh_accuracy"] = fresh[seed]
    return out


@pytest.mark.parametrize("entry", BREAKS.values(), ids=lambda entry: entry.id)
def test_both_twins_can_be_run_on_the_same_photos_for_as_long(entry):
    for name, recipe in recipes(entry).items():
        assert recipe.check().seed == int(name[-1])
    healthy, broken = entry.healthy, entry.broken
    assert healthy != broken
    assert healthy.epochs + healthy.lp_ft == broken.epochs + broken.lp_ft
    assert (healthy.classes, healthy.size, healthy.test_per_class) == (
        broken.classes,
        broken.size,
        broken.test_per_class,
    )


def test_the_damage_is_the_gap_of_the_twins_and_needs_every_seed_to_be_sure():
    entry = BREAKS["rate"]
    sure = damage(entry, results([0.7, 0.72, 0.71], [0.2, 0.22, 0.2]))
    assert sure.gap.mean == pytest.approx(0.5033, abs=1e-3)
    assert sure.hurts
    assert not damage(entry, results([0.7, 0.72, 0.71], [0.2, 0.8, 0.7])).hurts


@pytest.mark.parametrize("name", ["leak", "shortcut"])
def test_a_claim_is_measured_against_fresh_photos(name):
    assert not BREAKS[name].honest
    found = damage(BREAKS[name], results([0.7] * 3, [1.0] * 3, [0.7, 0.72, 0.74]))
    assert (found.wrong, found.right) == (1.0, pytest.approx(0.72))
    assert found.hurts
