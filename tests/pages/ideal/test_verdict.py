"""The sentence about an ideal image is chosen by what was measured."""

import pytest

from core.imagine.ideal.recipe import Ideal, Term
from pages.ideal import verdict


def result(own=0.9, target=284, **ranks):
    judged = {"efficientnet_lite0": {"probability": own, "rank": 1}}
    judged |= {name: {"probability": 0.1, "rank": rank} for name, rank in ranks.items()}
    recipe = Ideal(objective=(Term(index=target),) if target is not None else (Term("channel"),))
    return {
        "recipe": recipe.to_json(),
        "class": target,
        "probability": own if target is not None else None,
        "judged_by": judged if target is not None else {},
        "steps": 8,
    }


@pytest.mark.parametrize(
    ("made", "piece"),
    [
        (result(squeezenet=5), "recognised"),
        (result(squeezenet=6), "only_itself"),
        (result(squeezenet=6, resnet50=2), "recognised"),
        (result(own=0.49, squeezenet=1), "not_yet"),
        (result(), "unjudged"),
        (result(target=None), "no_class"),
    ],
)
def test_the_piece_follows_the_measurement(made, piece):
    assert verdict.piece(made) == piece


def test_the_network_that_made_it_is_no_judge():
    assert verdict.others(result(squeezenet=3)) == {"squeezenet": 3}
    assert verdict.recognised(result(squeezenet=3, resnet50=9)) == 1
