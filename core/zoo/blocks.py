"""Where a network can be cut: the blocks of every architecture, in order (light).

The layer that ends a block is one through which everything flows, so the network can be cut there
and nowhere in between: every skip connection lies inside one block.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.messages import Message, msg


@dataclass(frozen=True)
class Block:
    """A block-aligned piece of a network; the freeze boundary lies behind it."""

    layer: str  # name of the Keras layer whose output ends the block
    title: Message  # "Block 3", "Residual block 4.2" ...
    kind: str  # stem | conv | fire | mbconv | residual | inception | separable | top


def _stem(layer: str) -> Block:
    return Block(layer, msg("Stem"), "stem")


def _top(layer: str) -> Block:
    return Block(layer, msg("Final 1×1 convolution"), "top")


def vgg() -> tuple[Block, ...]:
    """Five blocks of 3×3 convolutions, each closed by a pooling (VGG16 and VGG19 alike)."""
    return tuple(
        Block(f"block{n}_pool", msg("Convolution block {number}", number=n), "conv")
        for n in range(1, 6)
    )


def squeezenet() -> tuple[Block, ...]:
    """Stem and eight fire modules; a pooling belongs to the module before it."""
    ends = {3: "pool3", 5: "pool5"}
    return (
        _stem("pool1"),
        *(
            Block(ends.get(n, f"fire{n}_concat"), msg("Fire module {number}", number=n), "fire")
            for n in range(2, 10)
        ),
    )


def _inverted_residual(layer: str, name: str) -> Block:
    return Block(layer, msg("Inverted residual {name}", name=name), "mbconv")


def efficientnet() -> tuple[Block, ...]:
    """Stem, sixteen inverted residuals in seven stages, final 1×1 (EfficientNet B0 and Lite0)."""
    repeats = (1, 2, 2, 3, 3, 4, 1)
    names = [f"{stage}{'abcd'[i]}" for stage, n in enumerate(repeats, 1) for i in range(n)]
    return (
        _stem("stem_activation"),
        *(
            # the first of a stage changes the shape and has no skip connection
            _inverted_residual(f"block{n}_{'project_bn' if n[1] == 'a' else 'add'}", n)
            for n in names
        ),
        _top("top_activation"),
    )


def mobilenet_v2() -> tuple[Block, ...]:
    """Stem, seventeen inverted residuals, final 1×1."""
    with_skip = {2, 4, 5, 7, 8, 9, 11, 12, 14, 15}
    return (
        _stem("Conv1_relu"),
        _inverted_residual("expanded_conv_project_BN", "0"),
        *(
            _inverted_residual(f"block_{n}_{'add' if n in with_skip else 'project_BN'}", str(n))
            for n in range(1, 17)
        ),
        _top("out_relu"),
    )


def resnet(repeats: tuple[int, int, int, int]) -> tuple[Block, ...]:
    """Stem and the residual blocks of stages 2 to 5."""
    return (
        _stem("pool1_pool"),
        *(
            Block(
                f"conv{stage}_block{n}_out",
                msg("Residual block {name}", name=f"{stage}.{n}"),
                "residual",
            )
            for stage, count in enumerate(repeats, 2)
            for n in range(1, count + 1)
        ),
    )


def inception_v3() -> tuple[Block, ...]:
    """Stem and eleven inception modules."""
    return (
        _stem("max_pooling2d_1"),
        *(
            Block(f"mixed{n}", msg("Inception module {number}", number=n), "inception")
            for n in range(11)
        ),
    )


def xception() -> tuple[Block, ...]:
    """Stem and thirteen blocks of depthwise separable convolutions."""
    ends = ["add", *(f"add_{n}" for n in range(1, 12)), "block14_sepconv2_act"]
    return (
        _stem("block1_conv2_act"),
        *(
            Block(layer, msg("Separable block {number}", number=n), "separable")
            for n, layer in enumerate(ends, 2)
        ),
    )
