"""What learns inside the unfrozen blocks: everything, or few numbers beside what stays (light).

The few: batch norm's gamma and beta, the biases (BitFit, Ben Zaken et al. 2022), low-rank
adapters (LoRA, Hu et al. 2021), whose product is added to kernels that stay as they were, or
adapters (Houlsby et al. 2019), thin layers behind each block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.messages import LabError, Message, msg
from core.zoo.backbone import Backbone
from core.zoo.learnable import ADAPTER, ALL, BIAS, LORA, NORM

LEARNS = (ALL, NORM, BIAS, LORA, ADAPTER)
RANKED = (LORA, ADAPTER)  # those that the recipe's rank makes wider or narrower
SHIFTING = (NORM, BIAS)  # those that may move batch norm while its statistics rest
TITLES: dict[str, Message | str] = {
    ALL: msg("everything"),
    NORM: msg("batch norm"),
    BIAS: msg("biases"),
    LORA: "LoRA",
    ADAPTER: msg("adapters"),
}


def parameters(blocks: Sequence[Mapping[str, Any]], learns: str, rank: int) -> int:
    """How many numbers learn in blocks, as `core.zoo.facts` counted them; batch norm's not among
    everything."""
    if learns == ADAPTER:
        widths = [next(iter(block["output"].values()))[-1] for block in blocks]
        return sum((2 * width + 1) * rank + width for width in widths)
    numbers = sum(int(block["learning"][learns]) for block in blocks)
    return numbers * rank if learns in RANKED else numbers


def check(backbone: Backbone, blocks: Sequence[Mapping[str, Any]], learns: str) -> None:
    """LabError where unfrozen blocks, as they were counted, have nothing of the kind."""
    if not blocks or parameters(blocks, learns, 1):
        return
    if learns == LORA:
        raise LabError(
            "The unfrozen blocks of {network} have no 1×1 convolution and no dense layer, which "
            "is what LoRA works on here. Unfreeze more blocks, or let something else learn.",
            network=backbone.title,
        )
    if learns == NORM:
        raise LabError(
            "The unfrozen blocks of {network} have no batch norm. Unfreeze more blocks, or let "
            "something else learn.",
            network=backbone.title,
        )
    raise LabError(
        "The unfrozen blocks of {network} have no biases. Unfreeze more blocks, or let something "
        "else learn.",
        network=backbone.title,
    )
