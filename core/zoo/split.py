"""Cut a trunk at a block boundary into a prefix and a suffix (heavy).

Both halves share the variables of the trunk: training the suffix trains the trunk.
"""

from __future__ import annotations

from collections.abc import Sequence

import keras

from core.zoo.backbone import Block


def prefix(trunk: keras.Model, boundary: int, blocks: Sequence[Block]) -> keras.Model | None:
    """Pixels to the activation behind the first `boundary` blocks.

    None at boundary 0: nothing is in front of the cut, the activation is the pixels themselves.
    """
    if boundary == 0:
        return None
    return keras.Model(trunk.input, _cut(trunk, boundary, blocks), name=f"prefix_{boundary}")


def suffix(trunk: keras.Model, boundary: int, blocks: Sequence[Block]) -> keras.Model | None:
    """The activation behind the first `boundary` blocks to the last feature map.

    None when no block is left behind the cut, the activation is the last feature map itself.
    """
    if boundary == len(blocks):
        return None
    if boundary == 0:
        return trunk
    return keras.Model(_cut(trunk, boundary, blocks), trunk.output, name=f"suffix_{boundary}")


def _cut(trunk: keras.Model, boundary: int, blocks: Sequence[Block]) -> keras.KerasTensor:
    if not 0 < boundary <= len(blocks):
        raise ValueError(f"boundary {boundary} of {len(blocks)} blocks")
    return trunk.get_layer(blocks[boundary - 1].layer).output


def ends(trunk: keras.Model, blocks: Sequence[Block]) -> keras.Model:
    """Pixels to the activation behind every block."""
    return keras.Model(trunk.input, [trunk.get_layer(block.layer).output for block in blocks])
