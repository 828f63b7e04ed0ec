"""The ways of training that the advisor compares and can recommend (light).

How much of a network is unfrozen and what learns in it; the rest is the same for all: the head
first and alone, then blocks at a rate that suits what learns in them.  Ways that were tried and are
clearly worse than everything frozen are gone (`docs/decisions/0013-advisor.md`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.messages import Message, msg
from core.transfer import rates
from core.zoo.backbone import Backbone
from core.zoo.learnable import ALL, LORA

FROZEN = "extract"
HEAD_EPOCHS, TUNE_EPOCHS = 10, 8
MOST_BLOCKS = 10  # of a network that is opened by half or as a whole: slow to try many times over


@dataclass(frozen=True)
class Way:
    """``blocks``: as many unfrozen ones; ``share``: or so much of a network, 0 to 1."""

    title: Message
    blocks: int = 0
    share: float = 0.0
    learns: str = ALL

    @property
    def frozen(self) -> bool:
        return not self.blocks and not self.share

    def unfreeze(self, depth: int) -> int:
        """Unfrozen blocks of a network with `depth` blocks."""
        return self.blocks or int(self.share * depth)

    def possible(self, backbone: Backbone) -> bool:
        """Whether it is tried: one of a VGG's blocks, with millions of parameters, takes longer to
        train than all other arms together; half of a deep network took as long as five of them."""
        if backbone.heavy_blocks:
            return self == WAYS[FROZEN]
        return not (self.learns == ALL and self.share) or len(backbone.blocks) <= MOST_BLOCKS

    def changes(self, depth: int) -> dict[str, Any]:
        """What the way makes of a plain training, fields of a recipe."""
        if self.frozen:
            return {}
        return {
            "unfreeze": self.unfreeze(depth),
            "learns": self.learns,
            "lp_ft": HEAD_EPOCHS,
            "epochs": TUNE_EPOCHS,
            "suffix_lr": rates.LAB if self.learns == ALL else rates.FEW,
        }


WAYS = {
    FROZEN: Way(msg("everything frozen")),
    "tune_3": Way(msg("last three blocks trained"), 3),
    "tune_half": Way(msg("half of the blocks trained"), share=0.5),
    "tune_all": Way(msg("all blocks trained"), share=1),
    "lora_half": Way(msg("LoRA in half of the blocks"), share=0.5, learns=LORA),
}
