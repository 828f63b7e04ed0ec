"""``python -m core advise --dataset ID``: measure the photos and recommend a training."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from core.advise.case import SIZE, Case
from core.advise.recommend import WISHES
from core.advise.ways import WAYS
from core.commands import output
from core.commands.options import several, whole
from core.commands.progress import progress
from core.datasets import library
from core.messages import LabError, Message, choose_from
from core.runs.estimate import estimate, past_of
from core.transfer.recipe import Recipe
from core.translations import Words
from core.zoo import catalog as zoo
from core.zoo import facts

ABOUT = "Measure what every network makes of some photos, and recommend a training."


def add(parser: argparse.ArgumentParser) -> None:
    plain = Case("cifar10")
    parser.add_argument("--dataset", required=True, metavar="|".join(library.DATASETS))
    parser.add_argument(
        "--classes", type=several, default=(), metavar="A,B", help="default: every class"
    )
    for name, default in (("per-class", plain.per_class), ("seed", plain.seed), ("size", SIZE)):
        parser.add_argument(
            f"--{name}", type=whole, default=default, metavar="N", help=f"default {default}"
        )
    parser.add_argument(
        "--wish", default=WISHES[0], metavar="|".join(WISHES), help=f"default {WISHES[0]}"
    )


def run(options: argparse.Namespace, say: Words) -> int:
    if options.wish not in WISHES:
        raise LabError(
            "“{value}” is not a wish. Choose from: {valid}.",
            value=options.wish,
            valid=choose_from(WISHES),
        )
    case = Case(
        options.dataset,
        options.classes,
        options.per_class,
        options.seed,
        options.size,
    ).check()
    from core.advise.measure import advise_task

    found = advise_task(case.to_json(), progress(say), lambda: False)
    advice = found.pop("advice")[options.wish]
    said = found | {"wish": options.wish, "seconds": _seconds(advice["recipe"])} | advice
    return output.answer(options, said, _lines(said, say))


def _lines(said: dict[str, Any], say: Words) -> Iterator[str]:
    for name, one in said["measures"].items():
        yield (
            f"{name:20} probe {one['probe']:6.1%}  k-NN {one['knn']:6.1%}  "
            f"LogME {one['log_me']:6.3f}"
        )
    expected = said["expected"]
    yield (
        f"\n{zoo.get(said['backbone']).title}, {say(WAYS[said['way']].title)}: expected "
        f"{expected['accuracy']:.1%} ({expected['low']:.1%} to {expected['high']:.1%})"
    )
    for reason in said["reasons"]:
        yield f"- {say(Message.from_json(reason))}"


def _seconds(recipe: dict[str, Any]) -> dict[str, float] | None:
    """How long the recommended training takes by this computer's past runs, where they tell."""
    from core.runs.store import Store

    with Store() as store:
        past = past_of(store)
    wanted = Recipe.from_json(recipe)
    guess = estimate(wanted, past, {wanted.backbone: facts.read(wanted.backbone)})
    return (
        None if guess is None else {"expected": guess.seconds, "low": guess.low, "high": guess.high}
    )
