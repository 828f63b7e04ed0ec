"""A planned block built for real: what Keras counts is the truth for what we count by formula."""

import keras
import pytest

from core.experiments.cost import Cost
from core.zoo.facts import inputs_of, macs_of


def _build(rows, ins, *, bias):
    """A Keras model of planned layers (`core.zoo.steps.planned`); maps have any size."""
    layers = keras.layers
    made = {"before": layers.Input((None, None, ins))}
    for row in rows:
        inputs = [made[name] for name in row["inputs"]]
        window = row["kernel"] and row["kernel"][0]
        more = {"padding": "same", "strides": row["stride"], "name": row["name"]}
        match row["kind"]:
            case "Conv2D":
                layer = layers.Conv2D(row["output"][-1], window, use_bias=bias, **more)
            case "DepthwiseConv2D":
                layer = layers.DepthwiseConv2D(window, use_bias=bias, **more)
            case "MaxPooling2D":
                layer = layers.MaxPooling2D(window, **more)
            case kind:
                made[row["name"]] = getattr(layers, kind)(name=row["name"])(inputs)
                continue
        made[row["name"]] = layer(inputs[0])
    return keras.Model(made["before"], made[rows[-1]["name"]])


def _counted(rows, ins, side, *, bias):
    """Parameters and MACs as Keras has them, and the shape that comes out."""
    model = _build(rows, ins, bias=bias)
    shapes = {}
    for layer in model.layers:
        before = [shapes[history.operation.name] for history in inputs_of(layer)]
        shapes[layer.name] = (
            tuple(layer.compute_output_shape(before if len(before) > 1 else before[0]))
            if before
            else (1, side, side, ins)
        )
    macs = sum(macs_of(layer, shapes[layer.name]) for layer in model.layers)
    return Cost(model.count_params(), macs), list(shapes[rows[-1]["name"]][1:])


@pytest.fixture
def counted():
    """``counted(rows, ins, side, bias=...)``: see `_counted`."""
    return _counted
