"""Write docs/result.md from the types of a result (core/transfer/result.py).

python -m scripts.result_page
"""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin, get_type_hints

from core.paths import ROOT
from core.transfer.result import ClassRow, EpochRow, Predictions, Result

FILE = ROOT / "docs" / "result.md"
_HEAD = """# What a training gives

`core.transfer.fit.train(recipe)` and `python -m core train --json` give one JSON object. This page
is made from `core/transfer/result.py` (`python -m scripts.result_page`).

"""
_FOOT = """
While it runs, two kinds of event are reported: `{"kind": "phase", "phase", "done", "total"}` and
`{"kind": "epoch", "epochs", …a row of the history}`.

Several recipes as one job (task `series`) also report `{"kind": "result", "run", "result"}` for
every finished run and `{"kind": "refused", "run", "error"}` for one that could not be run.
"""
_ROWS = {
    "A row of `history`": EpochRow,
    "A row of `per_class`": ClassRow,
    "`predictions`, a value for every test photo": Predictions,
}


def page() -> str:
    """The page as Markdown."""
    rows = "".join(f"\n## {title}\n\n{_table(kind)}" for title, kind in _ROWS.items())
    return _HEAD + _table(Result) + rows + _FOOT


def _table(kind: Any) -> str:
    hints = get_type_hints(kind, include_extras=True)
    lines = [f"| `{key}` | {_meaning(hint)} |\n" for key, hint in hints.items()]
    return "| key | meaning |\n|---|---|\n" + "".join(lines)


def _meaning(hint: Any) -> str:
    if get_origin(hint) is not Annotated:  # NotRequired[…]
        hint = get_args(hint)[0]
    return str(hint.__metadata__[0])


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
