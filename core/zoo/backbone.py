"""What a network's file says about it (light: no TensorFlow).

Here stands what cannot be counted.  Parameters, shapes and MACs are counted from the built network
(`core/zoo/facts.py`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.messages import Message, msg
from core.zoo import arrays

if TYPE_CHECKING:
    import keras

Arrays = Sequence[np.ndarray]
# {layer: [arrays]}, or a plain list in the order of the network's layers that have weights
Read = Callable[[Path], Mapping[str, Arrays] | Sequence[Arrays]]

IMAGENET = msg("ImageNet: telling 1,000 kinds of animals and things apart")

# The ImageNet classifier that a network was published with, behind its last feature map:
POOLED = "pooled"  # averages, then one dense layer
CONVOLVED = "convolved"  # a 1×1 convolution with ReLU, then averages
FLATTENED = "flattened"  # every position, then three dense layers

# How random kernels are drawn so that the signal stays alive.  Where skip connections add up, He's
# variance grows with every block (ResNet101: to 10^7); where they do not, Glorot's dies away
# (EfficientNet-Lite0: to 10^-5).  ReLU6 clips what He's lets grow.
HE, GLOROT, CLIPPED = "he", "glorot", "clipped"


@dataclass(frozen=True)
class Block:
    """A block-aligned piece of a network; the freeze boundary lies behind it.

    The layer that ends it is one through which everything flows, so the network can be cut there
    and nowhere in between: every skip connection lies inside one block.  At least one of its layers
    convolves: a batch norm alone would be a block with nothing to fine-tune.
    """

    layer: str  # name of the Keras layer whose output ends the block
    title: Message  # "Block 3", "Residual block 4.2" ...
    kind: str  # one word for blocks made alike: "stem", "residual", "mbconv" …


def stem(layer: str) -> Block:
    return Block(layer, msg("Stem"), "stem")


def inverted_residual(layer: str, name: str) -> Block:
    return Block(layer, msg("Inverted residual {name}", name=name), "mbconv")


def last_convolution(layer: str) -> Block:
    return Block(layer, msg("Final 1×1 convolution"), "top")


@dataclass(frozen=True)
class Source:
    """One file of trained weights, as its makers published it."""

    name: str  # inside the package, or in Keras' folder
    bytes: int
    digest: str  # sha256 or md5; empty where the makers published none
    package: str = ""
    url: str = ""  # of the folder it can be downloaded from


def keras_file(folder: str, name: str, bytes: int, digest: str) -> Source:
    """A file of Keras' weights without the classifier."""
    url = f"https://storage.googleapis.com/tensorflow/keras-applications/{folder}/"
    name = f"{name}_weights_tf_dim_ordering_tf_kernels_notop.h5"
    return Source(name, bytes, digest, url=url)


@dataclass(frozen=True)
class Course:
    """What the course's own table says (chapter 5 of its text): parameters in millions, ImageNet
    top-5 accuracy in percent.  It rounds differently from Keras' table, and in places it differs:
    both are shown, beside what is counted."""

    parameters: float
    top5: float


def keras_trunk(backbone: Backbone) -> keras.Model:
    """The trunk of a network that Keras carries: float32 RGB 0..255 [N,H,W,3] -> feature map."""
    import keras

    from core.zoo import preprocess
    from core.zoo.names import stable_names

    inputs = preprocess.pixels()
    application = getattr(keras.applications, backbone.keras_class)
    prepared = preprocess.KINDS[backbone.preprocessing](inputs)
    network = application(include_top=False, weights=None, input_tensor=prepared)
    stable_names(network)
    return keras.Model(inputs, network.output, name=backbone.id)


@dataclass(frozen=True, kw_only=True)
class Backbone:
    """One network: everything about it that is not counted."""

    id: str
    title: str
    place: int  # place among all networks
    year: int
    depth: int  # layers with weights on the longest way from photo to answer
    special: Message  # what sets it apart, in a few words
    published_top5: float | None = None  # percent, ImageNet validation
    published_parameters: float | None = None  # millions, with the ImageNet classifier
    course: Course | None = None
    citation: str
    url: str
    licence: str

    source: Source  # of the trained weights
    source_task: Message = IMAGENET  # what they were trained for
    read: Read = arrays.in_order  # the file of the trained weights
    head_layer: str = ""  # where that file holds the ImageNet classifier, too: its layer there

    native_size: int = 224  # pixels a side its trained weights expect
    min_size: int = 32
    crop: float = 0.875  # share of the side kept by the centre crop at evaluation
    preprocessing: str  # name in core.zoo.preprocess.KINDS
    blocks: tuple[Block, ...]
    application: str = ""  # "module.Class" in keras.applications
    make: Callable[[Backbone], keras.Model] = keras_trunk
    top: str = POOLED
    initial: str = HE
    batch_norm: bool = True
    drops_branches: bool = False  # Keras' own network does, at random, while it is trained
    folded_parameters: int = 0  # of the published network, constants here
    tuned_blocks: int = 2  # trailing blocks that fine-tuning unfreezes where nobody chooses
    heavy_blocks: bool = False  # millions of parameters each: too slow to train many times over

    @property
    def trained_weights(self) -> str:
        """ "bundled" with set-up, or Keras' "imagenet"."""
        return "bundled" if self.source.package else "imagenet"

    @property
    def weight_choices(self) -> tuple[str, ...]:
        return (self.trained_weights, "random")

    @property
    def keras_module(self) -> str:
        return self.application.partition(".")[0]

    @property
    def keras_class(self) -> str:
        return self.application.partition(".")[2]

    def build(self) -> keras.Model:
        """The trunk with whatever weights Keras starts it with (heavy)."""
        with _global_generator_untouched():
            return self.make(self)


@contextmanager
def _global_generator_untouched() -> Iterator[None]:
    # every Keras initialiser draws its seed from Python's global generator
    before = random.getstate()
    try:
        yield
    finally:
        random.setstate(before)
