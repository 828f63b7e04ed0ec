"""The planned residual block against blocks that are really built."""

from itertools import product

import keras
import pytest

from core.experiments import residual_block
from core.experiments.residual_block import Plan
from core.zoo import facts
from core.zoo.steps import steps


def built(plan):
    """The same block from Keras layers: parameters and MACs."""
    layers = keras.layers
    rows = residual_block.layers(plan)
    made = {"before": keras.Input((plan.side, plan.side, plan.channels))}
    for one in rows:
        sources = [made[name] for name in one["inputs"]]
        layer = {
            "Conv2D": lambda one=one: layers.Conv2D(
                one["output"][-1], one["kernel"], one["stride"], padding="same"
            ),
            "BatchNormalization": layers.BatchNormalization,
            "ReLU": layers.ReLU,
            "Add": layers.Add,
        }[one["kind"]]()
        made[one["name"]] = layer(sources if len(sources) > 1 else sources[0])
        assert list(made[one["name"]].shape[1:]) == one["output"]
    model = keras.Model(made["before"], made[rows[-1]["name"]])
    return model.count_params(), work(model.layers)


def side(channels):
    return residual_block.stages(True)[channels]


def work(layers):
    return sum(facts.macs_of(layer, (1, *layer.output.shape[1:])) for layer in layers)


@pytest.mark.parametrize(
    ("bottleneck", "skip", "batch_norm", "halves"), list(product([True, False], repeat=4))
)
def test_the_count_is_that_of_the_built_block(bottleneck, skip, batch_norm, halves):
    plan = Plan(8, 6, bottleneck, 3, skip, batch_norm, halves)
    counted = residual_block.cost(plan)
    assert (counted.parameters, counted.macs) == built(plan)


def test_a_skip_around_the_same_shape_costs_nothing():
    assert residual_block.cost(Plan(skip=True)) == residual_block.cost(Plan(skip=False))


def test_a_block_that_halves_must_project_what_its_skip_carries():
    with_skip = {one["name"] for one in residual_block.layers(Plan(halves=True))}
    without = {one["name"] for one in residual_block.layers(Plan(halves=True, skip=False))}
    assert with_skip - without == {"skip_conv", "skip_bn", "add"}


def test_it_can_be_drawn_as_real_blocks_are():
    drawn = steps(residual_block.layers(Plan(halves=True)))
    assert [step.id for step in drawn] == ["skip_conv", "1_conv", "2_conv", "add"]
    assert drawn[-1].inputs == ("skip_conv", "2_conv")
    assert drawn[1].activations == ("relu",)


@pytest.mark.parametrize(("stage", "halves"), [(2, False), (3, True), (3, False), (5, True)])
def test_bottlenecks_are_those_of_keras_resnet50(stage, halves):
    network = keras.applications.ResNet50(weights=None, input_shape=(224, 224, 3))
    number = 1 if halves else 2
    theirs = [one for one in network.layers if one.name.startswith(f"conv{stage}_block{number}_")]
    ins = 64 * 2**stage
    plan = (
        Plan(ins // 2, side(ins // 2), True, halves=True) if halves else Plan(ins, side(ins), True)
    )
    counted = residual_block.cost(plan)
    assert counted.parameters == sum(one.count_params() for one in theirs)
    assert counted.macs == work(theirs)
