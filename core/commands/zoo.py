"""``python -m core zoo``: the networks and the state of their weights."""

from __future__ import annotations

import argparse

from core.commands import output
from core.translations import Words
from core.zoo import catalog

ABOUT = "List the networks and the state of their weights."


def add(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace, say: Words) -> int:
    from core.zoo import facts, weights

    rows = []
    for entry in catalog.BACKBONES.values():
        counted = facts.of(entry.id)
        state = weights.state(entry.id)
        rows.append(
            {
                "id": entry.id,
                "title": entry.title,
                "source_task": say(entry.source_task),
                "weights_state": state.kind,
                "weights_message": say(state.message),
                "parameters": counted["total_parameters"],
                "boundaries": [say(block.title) for block in entry.blocks],
            }
        )
    lines = (
        f"{row['id']:20} {row['parameters']:>12,} parameters  {len(row['boundaries']):>3} blocks  "
        f"{row['weights_state']:12} {row['source_task']}"
        for row in rows
    )
    return output.answer(options, rows, lines)
