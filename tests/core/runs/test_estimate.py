"""Estimates against a machine whose speed is known: passing, training and the rest."""

import pytest

from core.runs.estimate import Past, block_macs, estimate, work
from core.transfer.recipe import Recipe

SIZES = (64, 128, 224)
BLOCKS = {"efficientnet_lite0": 18, "resnet50": 17, "squeezenet": 9}


def counted(backbone):
    """Facts in the form of core.zoo.facts: every block does the same work, by the area."""
    macs = {str(size): 1_000_000 * size * size // 128**2 for size in SIZES}
    return {"features": 10, "blocks": [{"macs": macs}] * BLOCKS[backbone]}


FACTS = {name: counted(name) for name in BLOCKS}
PASSING, TRAINING, STEP, REST = 0.5, 2.0, 0.001, 0.4  # seconds a GMAC, a GMAC, a step; the rest


def measured(recipe, cached=False):
    """What the imagined machine takes for a recipe."""
    asked = work(recipe, FACTS[recipe.backbone])
    passing = 0.0 if cached else PASSING * asked.passing
    fit = TRAINING * asked.training or STEP * asked.steps
    seconds = {"prefix": 0.8 * passing, "prefix_test": 0.2 * passing, "fit": fit}
    return Past(recipe, seconds | {"total": passing + fit + REST}, cached)


def test_without_a_run_that_tells_there_is_no_estimate():
    head = Recipe()
    assert estimate(head, [], FACTS) is None
    assert estimate(head.but(unfreeze=3), [measured(head)], FACTS) is None
    assert estimate(head.but(scratch=True), [measured(head)], FACTS) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"per_class": 200},
        {"size": 224},
        {"epochs": 100, "seed": 1},
        {"classes": ("cat", "dog")},
        {"augment": "chapter", "views": 8},
        {"per_class": 20, "batch": 16, "seed": 3},
    ],
)
@pytest.mark.parametrize("unfreeze", [0, 3])
def test_one_run_predicts_another_of_its_kind(changes, unfreeze):
    past = [measured(Recipe(unfreeze=unfreeze))]
    wanted = Recipe(unfreeze=unfreeze, **changes)
    said = estimate(wanted, past, FACTS)
    assert said.seconds == pytest.approx(measured(wanted).seconds["total"], rel=0.02)
    assert said.low < said.seconds < said.high
    assert (said.runs, said.cached) == (1, False)


def test_a_deeper_boundary_costs_more_training_and_less_passing():
    past = [measured(Recipe(unfreeze=3))]
    few, many = (estimate(Recipe(unfreeze=n), past, FACTS) for n in (1, 12))
    assert few.seconds < many.seconds


def test_photos_that_have_passed_already_cost_nothing_again():
    first = Recipe(size=224)
    past = [measured(first)]
    again = estimate(first.but(lr=0.01, epochs=40), past, FACTS)
    assert again.cached
    assert again.seconds == pytest.approx(measured(first.but(epochs=40), True).seconds["total"])
    assert not estimate(first.but(seed=1), past, FACTS).cached


def test_another_network_is_a_guess_with_a_wider_range():
    past = [measured(Recipe(backbone="squeezenet"))]
    own = estimate(Recipe(backbone="squeezenet", size=224), past, FACTS)
    foreign = estimate(Recipe(backbone="resnet50", size=224), past, FACTS)
    assert foreign.high / foreign.low > own.high / own.low


def test_a_machine_that_varies_is_given_a_wider_range_and_in_the_end_none():
    steady = [measured(Recipe(per_class=n)) for n in (50, 60, 70)]

    def told(*factors):
        shaky = [
            Past(run.recipe, {k: v * factor for k, v in run.seconds.items()}, False)
            for run, factor in zip(steady, factors, strict=True)
        ]
        return estimate(Recipe(per_class=100), shaky, FACTS)

    calm, wild = told(1, 1, 1), told(1, 2, 4)
    assert wild.high / wild.low > calm.high / calm.low
    assert wild.runs == 3
    assert told(1, 3, 9) is None


def test_work_at_a_size_that_was_not_counted_grows_with_the_area():
    facts = FACTS["squeezenet"]
    assert block_macs(facts, 128) == pytest.approx([0.001] * 9)
    assert block_macs(facts, 140)[0] == pytest.approx(0.001 * (140 / 128) ** 2)


def test_a_network_that_was_not_counted_is_judged_by_its_steps():
    past = [measured(Recipe())]
    said = estimate(Recipe(epochs=200), past, {"efficientnet_lite0": None})
    assert said.seconds > past[0].seconds["fit"]
