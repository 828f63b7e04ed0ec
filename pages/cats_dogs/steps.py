"""The steps of the program: what each is set to, and its lines of Keras."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.shell.language import _

HEAD, STAGE1, EARLY, PLATEAU = "head", "stage1", "early", "plateau"
CHECKPOINT, STAGE2 = "checkpoint", "stage2"
# where the lines of a step begin and end in what `core.transfer.program` writes; the first time
LINES = {
    HEAD: ("head_layers = [", "]"),
    STAGE1: ("trunk.trainable = False", "    epochs="),
    EARLY: ("        keras.callbacks.EarlyStopping", "        keras.callbacks.EarlyStopping"),
    PLATEAU: ("        keras.callbacks.ReduceLROn", "        keras.callbacks.ReduceLROn"),
    CHECKPOINT: ("        keras.callbacks.ModelCheckpoint", "        ),"),
    STAGE2: ("trunk.trainable = True", "SUFFIX_RATE ="),
}


@dataclass(frozen=True)
class Step:
    """What a step is called and set to; what it is for is the lesson's piece of its id."""

    name: str
    setting: str


def steps(low: str) -> Mapping[str, Step]:
    """Every step by id; low: the rate of stage 2."""
    return {
        HEAD: Step(_("Head"), "Dense 512 → BN → Dropout 0.5 → Dense 256 → BN → Dropout 0.3"),
        STAGE1: Step(_("Stage 1"), _("everything frozen, Adam 0.0001, up to 20 epochs")),
        EARLY: Step(_("Early stopping"), _("patience 5, on the validation loss")),
        PLATEAU: Step(_("Plateau"), _("halve the rate after 3 epochs without progress")),
        CHECKPOINT: Step(_("Checkpoint"), _("keep the epoch with the best validation accuracy")),
        STAGE2: Step(_("Stage 2"), _("last blocks unfrozen, {rate}, up to 10 epochs", rate=low)),
    }


def lines(code: str, step: str) -> str:
    """The lines of a step in the program."""
    first, last = LINES[step]
    every = code.splitlines()
    begin = next(at for at, line in enumerate(every) if line.startswith(first))
    end = next(at for at in range(begin, len(every)) if every[at].startswith(last))
    return textwrap.dedent("\n".join(every[begin : end + 1]))
