"""``python -m core race``: ways of learning under an equal budget, and what the data support."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from core.commands import output
from core.commands.options import number, several, whole
from core.commands.progress import progress
from core.messages import LabError, choose_from
from core.race import summary
from core.race.plan import SCRATCH, WAYS, Arm, Race, arm
from core.race.presets import PRESETS, RACES, stands_in
from core.runs import record, series
from core.runs.series import COMMAND_LINE
from core.runs.store import Store
from core.transfer.result import Results
from core.translations import Words

ABOUT = "Race ways of learning against each other under an equal budget."
KIND = "race"
MOST_EPOCHS = 1000  # with a budget in seconds
_NUMBERS = ("size", "epochs", "val_per_class", "test_per_class", "batch")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--preset", metavar="|".join(PRESETS), help="a race that is ready")
    parser.add_argument(
        "--ways", type=several, metavar="A,B", help=f"of {', '.join(WAYS)}; default: all"
    )
    parser.add_argument("--backbones", type=several, metavar="A,B", help="for each way but scratch")
    parser.add_argument(
        "--arms", type=several, metavar="A,B", help="exactly these, as the page’s link has them"
    )
    parser.add_argument("--dataset", metavar="ID")
    parser.add_argument("--classes", type=several, metavar="A,B", help="default: every class")
    parser.add_argument(
        "--per-class", type=several, metavar="N[,N]", help="several: accuracy against photos"
    )
    parser.add_argument("--seeds", type=several, metavar="N[,N]", help="default 0,1,2")
    for name in _NUMBERS:
        parser.add_argument(f"--{name.replace('_', '-')}", type=whole, metavar="N")
    parser.add_argument("--seconds", type=number, metavar="S", help="budget instead of epochs")
    parser.add_argument("--suffix-lr", type=number, metavar="X", help="of unfrozen blocks")
    parser.add_argument("--fresh", action="store_true", help="train also what the log has")


def run(options: argparse.Namespace, say: Words) -> int:
    race = planned(options).check()
    started = time.perf_counter()
    recipes = race.recipes()
    owner = f"{COMMAND_LINE} {time.time_ns()}" if options.fresh else COMMAND_LINE
    with Store() as store:
        runs, refused = series.run_here(
            series.name_of(KIND, recipes), recipes, store, progress(say), owner
        )
    results = {name: record.result_of(run) for name, run in runs.items()}
    said = document(race, results, say) | {
        "refused": {name: say(why) for name, why in refused.items()},
        "seconds": time.perf_counter() - started,
    }
    if options.preset and (note := stands_in()):
        said["note"] = say(note)
    return output.answer(options, said, _lines(said))


def planned(options: argparse.Namespace) -> Race:
    """The race that the options ask for."""
    if options.preset:
        if options.preset not in RACES:
            raise LabError(
                "There is no race “{name}”. Choose from: {valid}.",
                name=options.preset,
                valid=choose_from(PRESETS),
            )
        race = RACES[options.preset]()
    else:
        race = Race(_arms(options))
    changes: dict[str, Any] = {
        name: getattr(options, name)
        for name in ("dataset", "seconds", "suffix_lr", *_NUMBERS)
        if getattr(options, name) is not None
    }
    if options.classes:
        changes["classes"] = options.classes
    for name in ("per_class", "seeds"):
        if getattr(options, name):
            changes[name] = tuple(map(_whole, getattr(options, name)))
    if options.seconds and options.epochs is None:
        changes["epochs"] = MOST_EPOCHS
    return race.but(**changes)


def _arms(options: argparse.Namespace) -> tuple[Arm, ...]:
    if options.arms:
        return tuple(map(Arm.parse, options.arms))
    found = []
    for way in options.ways or WAYS:
        Arm.parse(way)  # refuses what is none, in words
        networks = ("",) if way == SCRATCH else options.backbones or ("",)
        found += [arm(way, network) for network in networks]
    return tuple(found)


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise LabError("A whole number is needed, not “{value}”.", value=text) from None


def document(race: Race, results: Results, say: Words) -> dict[str, Any]:
    """The race as JSON: rows of every amount of photos, best first, and the verdict."""
    boards = {amount: summary.board(race, results, amount) for amount in race.per_class}
    last = boards[race.per_class[-1]]
    return {
        "dataset": race.dataset,
        "per_class": list(race.per_class),
        "size": race.size,
        "seeds": list(race.seeds),
        "epochs": race.epochs,
        "arms": [_row(found, say) for found in last],
        "amounts": {
            str(amount): {found.arm.id: found.mean for found in rows}
            for amount, rows in boards.items()
        },
        "finding": say(summary.finding(last)) if last else "",
        "verdict": [say(sentence) for sentence in summary.verdict(race, last)],
    }


def _row(found: summary.Row, say: Words) -> dict[str, Any]:
    return {
        "arm": found.arm.id,
        "title": say(found.arm.title()),
        "way": found.arm.way,
        "backbone": found.arm.backbone,
        "accuracies": {str(seed): value for seed, value in found.accuracies.items()},
        "accuracy": found.mean,
        "interval": [found.low, found.high],
        "seconds": found.seconds,
        "once_seconds": found.passing,
        "trainable_parameters": found.trainable,
        "gain": asdict(found.gain) if found.gain else None,
    }


def _lines(said: dict[str, Any]) -> Iterator[str]:
    for found in said["arms"]:
        low, high = found["interval"]
        gain = f"{100 * found['gain']['mean']:+6.1f}" if found["gain"] else " " * 6
        yield (
            f"{found['accuracy']:6.1%}  ({low:.1%} to {high:.1%})  {gain}  "
            f"{found['seconds']:6.1f} s  {found['trainable_parameters']:>10,}  {found['title']}"
        )
    for sentence in [*said["verdict"], *said["refused"].values(), said.get("note", "")]:
        if sentence:
            yield sentence
    yield f"{said['seconds']:.1f} s in all"
