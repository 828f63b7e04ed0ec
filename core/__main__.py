"""Every capability without a browser: ``python -m core COMMAND``.

With ``--json`` one JSON document goes to standard output; progress always goes to standard error.
Exit status 0 only on success, 1 for what cannot be done, 2 for a command line that cannot be read;
errors are one clear sentence.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from core.commands import (
    advise,
    attack,
    check,
    classify,
    describe,
    explain,
    ideal,
    race,
    runs,
    study,
)
from core.datasets import catalog as datasets
from core.datasets import official
from core.messages import LabError, Message, msg
from core.transfer.faults import FAULTS
from core.transfer.recipe import ALL, AUGMENTS, BN_MODES, HEADS, OPTIMIZERS, Recipe
from core.zoo import catalog as zoo

COMMANDS: dict[str, Any] = {
    "advise": advise,
    "attack": attack,
    "check": check,
    "classify": classify,
    "describe": describe,
    "explain": explain,
    "ideal": ideal,
    "race": race,
    "runs": runs,
    "study": study,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except LabError as error:
        return _fail(str(error), 1)
    except OSError as error:  # a full disk, a folder that cannot be written
        where = f" ({error.filename})" if error.filename else ""
        return _fail(f"{error.strerror or error}{where}", 1)
    except KeyboardInterrupt:
        return _fail("Stopped before the end; nothing was kept of this run.", 130)


def _fail(sentence: str, status: int) -> int:
    print(f"error: {sentence}", file=sys.stderr, flush=True)
    return status


# -- zoo -----------------------------------------------------------------------------------------


def show_zoo(options: argparse.Namespace) -> int:
    from core.zoo import facts, weights

    rows = []
    for entry in zoo.BACKBONES.values():
        counted = facts.read(entry.id) or facts.count(entry.id)
        state = weights.state(entry.id)
        rows.append(
            {
                "id": entry.id,
                "title": entry.title,
                "source_task": str(entry.source_task),
                "weights_state": state.kind,
                "weights_message": str(state.message),
                "parameters": counted["total_parameters"],
                "boundaries": [str(block.title) for block in entry.blocks],
            }
        )
    if options.json:
        _print(rows)
    else:
        for row in rows:
            print(
                f"{row['id']:20} {row['parameters']:>12,} parameters  "
                f"{len(row['boundaries']):>3} blocks  {row['weights_state']:12} "
                f"{row['source_task']}"
            )
    return 0


# -- fetch ---------------------------------------------------------------------------------------


def fetch(options: argparse.Namespace) -> int:
    from core.fetch import fetch_all, fetch_dataset

    show = _progress()

    def told(event: dict[str, Any]) -> None:
        show(None, event)

    rows = fetch_dataset(options.dataset, told) if options.dataset else fetch_all(told)
    if options.json:
        _print(rows)
    else:
        fresh = [row for row in rows if row["state"] != "ready"]
        for row in fresh:
            said = Message.from_json(row["message"])
            print(f"{row['item']:28} {row['state']:8} {row['seconds']:6.1f} s  {said}")
        print(f"{len(rows) - len(fresh)} of {len(rows)} things were here already.")
    strict = options.strict or options.dataset  # what was asked for by name must be there
    return int(bool(strict) and any(row["state"] == "failed" for row in rows))


# -- train ---------------------------------------------------------------------------------------


def train(options: argparse.Namespace) -> int:
    recipe = _recipe(options).check()
    from core.jobs.inline import InlineRunner
    from core.runs.record import run_of_result
    from core.runs.series import COMMAND_LINE
    from core.runs.store import Store

    runner = InlineRunner(on_event=_progress())
    job = runner.state(runner.submit("train", recipe.to_json(), owner=COMMAND_LINE))
    if job.error is not None:
        raise LabError(job.error)
    result = job.result
    assert result is not None
    store = Store()
    store.add(run_of_result(result, COMMAND_LINE))
    store.close()
    if options.json:
        _print(result)
        return 0
    low, high = result["test_interval"]
    print(
        f"test accuracy   {result['test_accuracy']:.1%}  "
        f"(95 % interval {low:.1%} to {high:.1%}, "
        f"{len(result['predictions']['true'])} photos)"
    )
    print(
        f"validation      {result['val_accuracy']:.1%}    training {result['train_accuracy']:.1%}"
    )
    print(
        f"parameters      {result['trainable_parameters']:,} trained of "
        f"{result['total_parameters']:,}"
    )
    print("seconds         " + "  ".join(f"{k} {v:.2f}" for k, v in result["seconds"].items()))
    print(
        f"frozen prefix   {result['prefix_engine']} {result['precision']}"
        f"{' (stored)' if result['prefix_cached'] else ''}"
    )
    return 0


def _recipe(options: argparse.Namespace) -> Recipe:
    chosen = {
        name: value
        for name, value in vars(options).items()
        if name in Recipe.__dataclass_fields__ and value is not None
    }
    if "classes" in chosen:
        chosen["classes"] = tuple(part.strip() for part in chosen["classes"].split(",") if part)
    backbone = zoo.get(chosen.get("backbone", Recipe.backbone))
    unfreeze = chosen.pop("unfreeze", "0")
    if unfreeze == ALL:
        chosen["unfreeze"] = len(backbone.blocks)
    elif unfreeze.isdecimal():
        chosen["unfreeze"] = int(unfreeze)
    else:
        raise LabError(
            msg("--unfreeze takes a number of blocks or “all”, not “{value}”.", value=unfreeze)
        )
    return Recipe(**chosen)


# -- the parser ----------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence; the usage would fill the screen."""

    def error(self, message: str) -> NoReturn:
        said = message.removeprefix("argument ")
        sys.exit(_fail(f"{said}. See “{self.prog} --help”.", 2))


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a whole number is needed, not “{text}”") from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a number is needed, not “{text}”") from None


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m core", description="The Transfer Learning Lab without a browser."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str) -> Any:
        sub = commands.add_parser(name, help=about, description=about)
        sub.add_argument("--json", action="store_true", help="one JSON document on stdout")
        sub.set_defaults(command=run)
        return sub

    for name, module in COMMANDS.items():
        module.add(command(name, module.run, module.ABOUT))
    command("zoo", show_zoo, "List the networks and the state of their weights.")
    sub = command("fetch", fetch, "Fetch and check images, count and convert the networks.")
    sub.add_argument(
        "--strict", action="store_true", help="exit with 1 when anything could not be had"
    )
    sub.add_argument(
        "--dataset",
        metavar="|".join(official.DATASETS),
        help="fetch this large image set from its makers instead (about 800 MB)",
    )
    sub = command("train", train, "Run one training and judge it on the test photos.")
    plain = Recipe()
    # Values are checked by the recipe, whose errors list what is valid.
    sub.add_argument("--dataset", metavar="|".join(datasets.DATASETS))
    sub.add_argument("--classes", metavar="A,B", help="default: every class")
    sub.add_argument("--backbone", metavar="ID", help=", ".join(zoo.BACKBONES))
    sub.add_argument("--weights", metavar="bundled|imagenet|random")
    sub.add_argument(
        "--unfreeze", metavar="BLOCKS", help="0: feature extraction; all: the whole network"
    )
    for name, valid in (
        ("head", HEADS),
        ("optimizer", OPTIMIZERS),
        ("bn", BN_MODES),
        ("augment", AUGMENTS),
        ("fault", FAULTS),
    ):
        sub.add_argument(
            f"--{name}",
            metavar="|".join(filter(None, valid)),
            help=f"default {getattr(plain, name) or 'none'}",
        )
    for name, metavar in (
        ("per-class", "N"),
        ("val-per-class", "N"),
        ("test-per-class", "N"),
        ("size", "PX"),
        ("epochs", "N"),
        ("batch", "N"),
        ("lp-ft", "EPOCHS"),
        ("early-stopping", "PATIENCE"),
        ("plateau", "PATIENCE"),
        ("views", "N"),
        ("seed", "N"),
    ):
        sub.add_argument(
            f"--{name}",
            type=_whole,
            metavar=metavar,
            help=f"default {getattr(plain, name.replace('-', '_'))}",
        )
    for name in ("lr", "suffix-lr", "seconds"):
        sub.add_argument(
            f"--{name}",
            type=_number,
            metavar="X",
            help=f"default {getattr(plain, name.replace('-', '_')):g}",
        )
    sub.add_argument(
        "--scratch",
        action="store_true",
        default=None,
        help="the chapter's small CNN from random weights",
    )
    sub.add_argument(
        "--keep-best",
        action="store_true",
        default=None,
        help="end with the weights of the best validation accuracy",
    )
    return parser


def _progress() -> Callable[[Any, dict[str, Any]], None]:
    """Events as lines on standard error; of a download one line for every percent."""
    percents: dict[str, int] = {}

    def show(job: Any, event: dict[str, Any]) -> None:
        if event.get("kind") == "download" and event["total"]:
            item, percent = event.get("item", ""), 100 * event["done"] // event["total"]
            if percents.get(item) == percent:
                return
            percents[item] = percent
            text = f"{item} download {percent} %".strip()
        elif event.get("kind") == "epoch":
            text = (
                f"epoch {event['epoch']}/{event['epochs']}  loss {event['loss']:.3f}  "
                f"accuracy {event['accuracy']:.3f}  val {event['val_accuracy']:.3f}"
            )
        elif "phase" in event:
            done = f"{event['done']:.4g}/{event['total']}"
            text = f"{event.get('item', '')} {event['phase']} {done}".strip()
        else:
            text = "  ".join(f"{key} {value}" for key, value in event.items() if key != "kind")
        print(text, file=sys.stderr, flush=True)

    return show


def _print(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, allow_nan=False))


if __name__ == "__main__":
    sys.exit(main())
