"""``python -m core runs list|show|export``: the run log without a browser."""

from __future__ import annotations

import argparse
import json
from typing import Any

from core.commands import files, output
from core.commands.options import whole
from core.messages import LabError, choose_from
from core.runs import export
from core.runs.series import COMMAND_LINE
from core.runs.store import Run, Store, local
from core.translations import Words

ABOUT = "List, show or export the runs in the run log."
FORMATS = ("csv", "json", "tensorboard")
MOST = 100_000


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "show", "export"), help="what to do")
    parser.add_argument("id", nargs="?", metavar="ID", help="of the run to show (its beginning)")
    parser.add_argument(
        "--all", action="store_true", help="runs of the browser’s learners, too (default: own)"
    )
    parser.add_argument("--limit", type=whole, default=MOST, metavar="N", help="the newest N runs")
    parser.add_argument("--format", metavar="|".join(FORMATS), default="csv", help="of an export")
    parser.add_argument("--out", metavar="FILE", help="of an export (default: standard output)")


def run(options: argparse.Namespace, say: Words) -> int:
    with Store() as store:
        runs = store.runs(None if options.all else COMMAND_LINE, limit=max(0, options.limit))
    return {"list": _list, "show": _show, "export": _export}[options.what](options, runs)


def _list(options: argparse.Namespace, runs: list[Run]) -> int:
    rows = [export.row(run) for run in runs]
    if not rows and not options.json:
        output.tell("No runs yet: python -m core train")
    return output.answer(options, rows, map(_line, rows))


def _line(row: dict[str, Any]) -> str:
    share = row["test_accuracy"]
    return (
        f"{row['id'][:8]}  {local(row['created'])}  {row['kind']:6} {row['status']:9} "
        f"{f'{share:.1%}' if share != '' else '':>7}  {row['dataset']:12} "
        f"{'scratch' if row['scratch'] is True else row['backbone']:20} {row['series']}"
    )


def _show(options: argparse.Namespace, runs: list[Run]) -> int:
    if not options.id:
        raise LabError("Which run? Say the beginning of its id, as “runs list” shows it.")
    found = [known for known in runs if known.id.startswith(options.id)]
    if len(found) != 1:
        raise LabError(
            "{count:# run has an id that begins|# runs have an id that begins} with "
            "“{id}”. “runs list” shows them all.",
            count=len(found),
            id=options.id,
        )
    document = json.loads(export.to_json(found))[0]
    output.document(document, None if options.json else 2)
    return 0


def _export(options: argparse.Namespace, runs: list[Run]) -> int:
    if options.format not in FORMATS:
        raise LabError(
            "There is no format “{name}”. Choose from: {valid}.",
            name=options.format,
            valid=choose_from(FORMATS),
        )
    out = files.writable("--out", options.out) if options.out else None
    if options.format == "tensorboard":
        if not out:
            raise LabError("Event files are packed into a ZIP: say where with --out FILE.")
        from core.runs.tensorboard import archive

        data = archive({export.name_of(known): known.curve for known in runs if known.curve})
    else:
        text = export.to_csv(runs) if options.format == "csv" else export.to_json(runs)
        data = text.encode()
    if not out:
        output.data(data.decode())
        return 0
    out.write_bytes(data)
    said = {"runs": len(runs), "file": options.out, "bytes": len(data)}
    return output.answer(options, said, [f"{len(runs)} runs → {options.out}"])
