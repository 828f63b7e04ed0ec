"""Our count of multiply-accumulates and that of TensorFlow's own profiler on the same graph."""

import pytest

from core.zoo import facts

pytestmark = pytest.mark.oracle

COUNTED = ("Conv2D", "DepthwiseConv2dNative", "MatMul")


def profiled(trunk, size):
    """Multiply-accumulates of one photo: TensorFlow counts two operations for each."""
    import tensorflow as tf

    spec = tf.TensorSpec([1, size, size, 3], tf.float32)
    graph = tf.function(lambda x: trunk(x, training=False)).get_concrete_function(spec).graph
    options = (
        tf.compat.v1.profiler.ProfileOptionBuilder(
            tf.compat.v1.profiler.ProfileOptionBuilder.float_operation()
        )
        .with_empty_output()
        .build()
    )
    found = tf.compat.v1.profiler.profile(graph, cmd="op", options=options)
    total, rest = 0, [found]
    while rest:
        node = rest.pop()
        rest += node.children
        if node.name in COUNTED:
            total += node.float_ops
    return total / 2


def test_macs_agree_within_one_percent(backbone, trunk):
    shapes = facts.shapes_of(trunk, backbone.native_size)
    ours = sum(facts.macs_of(layer, shapes[layer.name]) for layer in trunk.layers)
    assert ours == pytest.approx(profiled(trunk, backbone.native_size), rel=0.01)
