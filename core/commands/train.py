"""``python -m core train``: one training, judged on the test photos."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from math import inf
from typing import cast

from core.commands import output
from core.commands.options import number, several, whole
from core.commands.progress import progress
from core.datasets import library
from core.messages import LabError
from core.settings import WHOLE
from core.transfer.recipe import ALL, SETTINGS, Recipe
from core.transfer.result import Result
from core.translations import Words
from core.zoo import catalog as zoo

METAVARS = {
    "size": "PX",
    "lp_ft": "EPOCHS",
    "early_stopping": "PATIENCE",
    "plateau": "PATIENCE",
    "lr": "X",
    "suffix_lr": "X",
    "decay": "X",
    "smoothing": "X",
    "mixup": "X",
    "seconds": "X",
}
ABOUT = "Run one training and judge it on the test photos."


def add(parser: argparse.ArgumentParser) -> None:
    plain = Recipe()
    # Values are checked by the recipe, whose errors list what is valid.
    parser.add_argument("--dataset", metavar="|".join(library.DATASETS))
    parser.add_argument("--classes", type=several, metavar="A,B", help="default: every class")
    parser.add_argument("--backbone", metavar="ID", help=", ".join(zoo.BACKBONES))
    parser.add_argument("--weights", metavar="bundled|imagenet|random")
    parser.add_argument(
        "--unfreeze", metavar="BLOCKS", help="0: feature extraction; all: the whole network"
    )
    for name, setting in SETTINGS.rows.items():
        usual = getattr(plain, name)
        kind: Callable[[str], object] = str
        if setting.valid is not None:
            metavar, said = "|".join(filter(None, setting.valid)), usual or "none"
        elif setting.high < inf:
            kind = whole if setting.kind is WHOLE else number
            metavar, said = METAVARS.get(name, "N"), f"{usual:g}"
        else:
            continue
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, type=kind, metavar=metavar, help=f"default {said}")
    parser.add_argument(
        "--scratch",
        action="store_true",
        default=None,
        help="the chapter's small CNN from random weights",
    )
    parser.add_argument(
        "--gradual",
        action="store_true",
        default=None,
        help="unfreeze one block after the other, the last one first",
    )
    parser.add_argument(
        "--mirror",
        action="store_true",
        default=None,
        help="test-time augmentation: a test photo is asked about with its mirror image",
    )
    parser.add_argument(
        "--keep-best",
        action="store_true",
        default=None,
        help="end with the weights of the best validation accuracy",
    )


def run(options: argparse.Namespace, say: Words) -> int:
    recipe = recipe_of(options).check()
    from core.jobs.inline import InlineRunner
    from core.runs.record import run_of_result
    from core.runs.series import COMMAND_LINE
    from core.runs.store import Store

    tell = progress(say)
    runner = InlineRunner(on_event=lambda _job, event: tell(event))
    job = runner.state(runner.submit("train", recipe.to_json(), owner=COMMAND_LINE))
    if job.error is not None:
        raise LabError(job.error)
    result = cast(Result, job.result)
    with Store() as store:
        store.add(run_of_result(result, COMMAND_LINE))
    return output.answer(options, result, _lines(result))


def _lines(result: Result) -> Iterator[str]:
    low, high = result["test_interval"]
    yield (
        f"test accuracy   {result['test_accuracy']:.1%}  "
        f"(95 % interval {low:.1%} to {high:.1%}, "
        f"{len(result['predictions']['true'])} photos)"
    )
    yield (
        f"validation      {result['val_accuracy']:.1%}    training {result['train_accuracy']:.1%}"
    )
    yield (
        f"parameters      {result['trainable_parameters']:,} trained of "
        f"{result['total_parameters']:,}"
    )
    yield "seconds         " + "  ".join(f"{k} {v:.2f}" for k, v in result["seconds"].items())
    yield (
        f"frozen prefix   {result['prefix_engine']} {result['precision']}"
        f"{' (stored)' if result['prefix_cached'] else ''}"
    )


def recipe_of(options: argparse.Namespace) -> Recipe:
    """The recipe that a command line with `add`’s options asks for."""
    chosen = {
        name: value
        for name, value in vars(options).items()
        if name in Recipe.__dataclass_fields__ and value is not None
    }
    backbone = zoo.get(chosen.get("backbone", Recipe.backbone))
    unfreeze = chosen.pop("unfreeze", "0")
    if unfreeze == ALL:
        chosen["unfreeze"] = len(backbone.blocks)
    elif unfreeze.isdecimal():
        chosen["unfreeze"] = int(unfreeze)
    else:
        raise LabError(
            "--unfreeze takes a number of blocks or “all”, not “{value}”.", value=unfreeze
        )
    return Recipe(**chosen)
