"""How deep to unfreeze: the rules of thumb by amount of data and by similarity, and what “the last
N layers” really are (light).

The rules are the course's; its VGG16 example opens 1, 2 and 3 of 5 blocks for small, medium and
large data, which is carried here as shares to networks with more blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

AMOUNTS = (1_000, 5_000, 50_000)  # images: below the first "very small", behind the last "large"
_BY_AMOUNT = (0, 1 / 5, 2 / 5, 3 / 5)  # of the blocks are unfrozen
_BY_SIMILARITY = {"high": 0, "medium": 2 / 5, "low": 4 / 5}
SIMILARITIES = tuple(_BY_SIMILARITY)


def rung(images: int) -> int:
    """The row of the size table, 0..3."""
    return sum(images >= bound for bound in AMOUNTS)


def by_amount(images: int, blocks: int) -> int:
    """How many trailing blocks the size table unfreezes."""
    return round(_BY_AMOUNT[rung(images)] * blocks)


def by_similarity(similarity: str, blocks: int) -> int:
    """How many trailing blocks the similarity table unfreezes."""
    return round(_BY_SIMILARITY[similarity] * blocks)


@dataclass(frozen=True)
class LayerCell:
    """One layer of a network as Keras lists it."""

    name: str
    kind: str
    parameters: int
    trained: bool

    @property
    def normalises(self) -> bool:
        return self.kind == "BatchNormalization"


@dataclass(frozen=True)
class Cut:
    """What unfreezing the last `last` layers does: layers by block, and the block it cuts through
    (None when the cut falls between two blocks)."""

    last: int
    blocks: tuple[tuple[LayerCell, ...], ...]
    through: int | None

    @property
    def trained(self) -> list[LayerCell]:
        return [layer for block in self.blocks for layer in block if layer.trained]

    @property
    def convolutions(self) -> int:
        """Unfrozen layers that hold weights, batch norm aside."""
        return sum(layer.parameters > 0 and not layer.normalises for layer in self.trained)

    @property
    def norms(self) -> int:
        return sum(layer.normalises for layer in self.trained)

    @property
    def parameters(self) -> int:
        """What learns, batch norm left frozen."""
        return sum(layer.parameters for layer in self.trained if not layer.normalises)


def layers_of(description: Mapping[str, Any]) -> int:
    """Layers of a network (`core.zoo.describe`), its input and preprocessing included."""
    return sum(len(block["layers"]) for block in description["blocks"])


def cut(description: Mapping[str, Any], last: int) -> Cut:
    """Unfreeze the last `last` layers in the order in which Keras lists them."""
    first = layers_of(description) - last  # place of the first unfrozen layer
    place, through, blocks = 0, None, []
    for number, block in enumerate(description["blocks"]):
        cells = []
        for layer in block["layers"]:
            cells.append(
                LayerCell(layer["name"], layer["kind"], layer["parameters"], place >= first)
            )
            place += 1
        if cells[-1].trained and not cells[0].trained:
            through = number
        blocks.append(tuple(cells))
    return Cut(last, tuple(blocks), through)


def boundaries(description: Mapping[str, Any]) -> list[int]:
    """The numbers of last layers that end at a block boundary, smallest first."""
    out = [0]
    for block in reversed(description["blocks"]):
        out.append(out[-1] + len(block["layers"]))
    return out[1:]
