"""A Jupyter notebook as text: cells of words and of Python (light)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

Cell = dict[str, Any]


def book(cells: Sequence[Cell]) -> str:
    """The text of an .ipynb file."""
    return json.dumps(
        {
            "cells": [cell | {"id": f"cell-{k}"} for k, cell in enumerate(cells)],
            "metadata": {
                "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                "language_info": {"name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        ensure_ascii=False,
        indent=1,
    )


def text(said: str) -> Cell:
    """A cell of Markdown."""
    return {"cell_type": "markdown", "metadata": {}, "source": said.splitlines(keepends=True)}


def code(source: str) -> Cell:
    """A cell of Python that was not run yet."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": source.strip("\n").splitlines(keepends=True),
    }
