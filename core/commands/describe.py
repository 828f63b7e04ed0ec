"""``python -m core describe BACKBONE``: a network block by block, layer by layer."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from core.commands import output
from core.messages import Message
from core.translations import Words
from core.zoo import catalog

ABOUT = "Count a network: blocks, layers, shapes, parameters, MACs, receptive fields."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backbone", metavar="BACKBONE", help=", ".join(catalog.BACKBONES))


def run(options: argparse.Namespace, say: Words) -> int:
    from core.zoo import describe

    catalog.get(options.backbone)
    found = describe.read(options.backbone) or describe.describe(options.backbone)
    return output.answer(options, found, _lines(found, say))


def _lines(found: dict[str, Any], say: Words) -> Iterator[str]:
    yield (
        f"{found['title']}: {found['parameters_with_top']:,} parameters with its classifier, "
        f"{found['macs_with_top'] / 1e9:.2f} billion MACs for {found['input'][0]} pixels a side"
    )
    for block in found["blocks"]:
        field = block["receptive_field"]
        shape = " × ".join(map(str, block["output"]))
        yield (
            f"  {say(Message.from_json(block['title'])):28} {len(block['layers']):>3} layers  "
            f"{shape:>16}  {block['parameters']:>12,}  {block['macs'] / 1e6:>9.1f} M MACs  "
            f"sees {field['size']} px"
        )
