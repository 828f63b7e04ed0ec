"""The compiled step: what it raises, what it reports, and that sliders never build it again."""

import numpy as np
import pytest
import tensorflow as tf

from core.imagine.ideal import drawing, judge, step
from core.imagine.ideal.recipe import Ideal, Term
from core.zoo import classifier
from tests.sample import FULL

SMALL = Ideal(backbone="squeezenet", size=64, seed=1)
TERMS = {
    "class": Term("class", 340),
    "channel": Term("channel", 5, 3),
    "neuron": Term("neuron", 5, 3),
    "boundary": Term("boundary", 0, 4),
}


def climb(recipe, steps):
    """What the steps said."""
    state, told = step.begin(drawing.start(recipe, recipe.size, None)), []
    for _ in range(steps):
        state, said = step.of(recipe)(state, step.controls(recipe, recipe.size))
        told.append([float(value) for value in said])
    return np.array(told)


PARAMS = ("pixel", "tv", "fourier", "maco")
PAIRS = [(kind, param) for kind in TERMS for param in PARAMS]
SAMPLE = [(kind, param) for kind, param in PAIRS if kind == "class" or param == "pixel"]


@pytest.mark.parametrize(("kind", "param"), PAIRS if FULL else SAMPLE)
def test_the_objective_rises_within_a_few_steps(kind, param):
    told = climb(SMALL.but(param=param, objective=(TERMS[kind],), crop=0.0, noise=0.0, pad=0.0), 8)
    assert told[-1, 0] > told[0, 0]


def test_phases_alone_raise_the_probability_of_a_class():
    told = climb(SMALL.but(param="maco", crop=0.0, noise=0.0, pad=0.0), 16)
    assert told[-1, 2] > 3 * told[0, 2]


def test_a_negative_weight_lowers():
    told = climb(SMALL.but(param="pixel", objective=(Term("channel", 1, 1, -1.0),), rate=0.01), 6)
    assert told[0, 0] < told[-1, 0] < 0  # minus the channel's mean, which no ReLU lets below 0


def test_a_sum_is_the_sum_of_its_terms():
    plain = SMALL.but(param="pixel")
    cat, zebra = (climb(plain.but(objective=(Term(index=k),)), 1)[0, 0] for k in (284, 340))
    both = plain.but(objective=(Term(index=284, weight=2.0), Term(index=340, weight=-0.5)))
    assert climb(both, 1)[0, 0] == pytest.approx(2 * cat - 0.5 * zebra, rel=1e-3)


def test_a_neuron_is_one_value_of_the_map():
    from core.imagine.ideal import goals

    maps = tf.random.stateless_normal([2, 5, 7, 4], [1, 2])
    found = goals.neuron(maps, 3, tf.constant([1.0, 0.5]))
    assert np.array_equal(found, maps[:, 4, 3, 3])
    assert np.allclose(goals.channel(maps, 1, None), np.mean(maps[..., 1], (1, 2)), atol=1e-6)
    assert np.allclose(goals.boundary(maps, 0, None), np.mean(maps**2, (1, 2, 3)), atol=1e-6)


def test_total_variation_is_that_of_numpy():
    image = np.random.default_rng(0).integers(0, 256, (20, 30, 3), np.uint8)
    x = image / 255
    expected = (np.abs(x[1:] - x[:-1]).sum() + np.abs(x[:, 1:] - x[:, :-1]).sum()) / x.size
    assert judge.variation(image) == pytest.approx(expected, rel=1e-9)
    known = step.total_variation(tf.constant(x[None], tf.float32))
    assert float(known) == pytest.approx(expected, rel=1e-5)


def test_a_larger_lambda_makes_a_smoother_image():
    rough, smooth = (climb(SMALL.but(param="tv", tv=value), 8)[-1, 1] for value in (0.0, 500.0))
    assert smooth < rough


def test_moving_sliders_never_traces_again():
    climb(SMALL, 1)
    run = step.of(SMALL)
    count = run.experimental_get_tracing_count()
    for changes in (
        {"rate": 0.2},
        {"tv": 3.0},
        {"seed": 7},
        {"size": 96},
        {"objective": (Term(index=1, weight=0.3),)},
        {"pad": 0.0, "crop": 0.1, "noise": 0.0},
        {"jitter": 0.1, "scale": 0.1, "rotation": 9.0},
        {"start": "grey"},
    ):
        moved = SMALL.but(**changes)
        climb(moved, 1)
        assert step.of(moved) is run
    assert run.experimental_get_tracing_count() == count == 1


def test_raw_pixels_and_the_course_s_way_share_one_step():
    assert step.of(SMALL.but(param="pixel")) is step.of(SMALL.but(param="tv"))


@pytest.mark.parametrize("backbone", classifier.available())
def test_the_logit_is_that_of_the_whole_classifier(backbone):
    recipe = Ideal(backbone=backbone, param="pixel", size=96, start="grey")
    image = np.full((1, 96, 96, 3), 127.5, np.float32)
    logits = np.asarray(classifier.load(backbone)(image))[0]
    assert climb(recipe, 1)[0, 0] == pytest.approx(logits[284], abs=1e-3)
