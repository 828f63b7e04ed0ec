"""The gradients of plain and residual stacks, really measured."""

import json

import numpy as np
import pytest

from core.experiments import gradients, stacks
from dashboard.kit.quiz.questions import quiz


def first_of(result, stack):
    return gradients.typical(result[stack])[0]


def test_at_fifty_layers_the_plain_stacks_first_gradient_is_far_below_the_residual_ones():
    result = gradients.measure(50, "glorot", batch_norm=False, seed=0, noise=False)
    assert result["layers"] == len(result["plain"][0]) == len(result["residual"][0]) == 49
    for plain, residual in zip(result["plain"], result["residual"], strict=True):  # every seed
        assert 0 < plain[0] < 1e-3 * residual[0]
    assert gradients.verdict(result["plain"]) == "vanished"
    assert gradients.verdict(result["residual"]) == "even"
    question = quiz("architectures", "before", "en")["deep"]  # it asks about this very stack
    told = [question.choices[place].verdict for place in question.right]
    assert told == [gradients.verdict(result["plain"])]
    json.dumps(result, allow_nan=False)


@pytest.mark.parametrize(
    ("initializer", "batch_norm", "plain", "residual"),
    [
        ("he", False, "even", "exploded"),  # the sum doubles the variance in every block
        ("glorot", True, "grows", "even"),  # towards the first layers
    ],
)
def test_skips_alone_are_not_the_whole_story(initializer, batch_norm, plain, residual, monkeypatch):
    monkeypatch.setattr(gradients, "SEEDS", 1)
    result = gradients.measure(50, initializer, batch_norm, seed=0, noise=True)
    assert gradients.verdict(result["plain"]) == plain
    assert gradients.verdict(result["residual"]) == residual


def test_few_layers_need_no_skip():
    result = gradients.measure(10, "he", batch_norm=False, seed=0, noise=True)
    assert gradients.verdict(result["plain"]) == "even"


@pytest.mark.parametrize("batch_norm", [True, False])
def test_both_stacks_begin_with_the_same_weights(batch_norm):
    blocks = gradients.blocks_of(8)
    plain, residual = (stacks.build(blocks, kind, "he", batch_norm, seed=3) for kind in (0, 1))
    kernels = [[np.asarray(one.kernel) for one in stacks.weighted(m)] for m in (plain, residual)]
    assert len(kernels[0]) == 8
    for ours, theirs in zip(*kernels, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    again = stacks.build(blocks, False, "he", batch_norm, seed=4)
    assert not np.array_equal(kernels[0][0], again.layers[1].kernel)


def test_noise_and_weights_are_the_same_for_the_same_seed():
    once, twice = (gradients.measure(6, "glorot", False, 2, True) for _ in range(2))
    assert once["plain"] == twice["plain"]
    assert once["plain"] != gradients.measure(6, "glorot", False, 9, True)["plain"]


def test_whoever_listens_may_stop_it():
    def stop(done, total):
        if done:
            raise KeyError(total)

    with pytest.raises(KeyError, match="6"):
        gradients.measure(6, "glorot", False, 0, True, on_done=stop)


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ([1e-9] * 6, "vanished"),
        ([0.0] * 6, "vanished"),
        ([1e4] * 6, "exploded"),
        ([1e3, 1e3, 1e3, 1, 1, 1], "grows"),
        ([1, 1, 1, 1e3, 1e3, 1e3], "fades"),
        ([1, 2, 3, 2, 1, 0.5], "even"),
    ],
)
def test_a_verdict_is_read_from_the_norms(layers, said):
    assert gradients.verdict([layers, layers]) == said


def test_the_typical_norm_is_the_geometric_mean_of_the_seeds():
    assert gradients.typical([[1e-6, 1.0], [1e-2, 4.0]]) == pytest.approx([1e-4, 2.0])
