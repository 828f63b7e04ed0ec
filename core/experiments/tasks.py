"""What a worker can do for a lesson: part of the one list in `core/tasks.py` (light)."""

from __future__ import annotations

from core.work import Cancelled, Document, Report, Task, heard, look_up, steps


def trainings(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run ``payload["recipes"]`` (name → recipe) one after the other: name → result in short."""
    from core.experiments.trainings import run
    from core.transfer.recipe import Recipe

    recipes = {name: Recipe.from_json(given) for name, given in payload["recipes"].items()}
    return run(recipes, report, cancelled)


def branches(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What each branch of block ``payload["number"]`` makes of ``payload["photo"]``."""
    from core.experiments.branches import branches as run
    from core.images import from_text

    report({"kind": "phase", "phase": "look", "done": 0, "total": 1})
    return run(from_text(payload["photo"]), payload["backbone"], payload["number"])


def depthwise(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Channels of ``payload["photo"]`` before and after the depthwise convolution of a block."""
    from core.experiments.branches import depthwise as run
    from core.images import from_text

    report({"kind": "phase", "phase": "look", "done": 0, "total": 1})
    return run(from_text(payload["photo"]), payload["backbone"], payload["number"])


def convolution_time(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """A standard and a separable convolution against the clock (`separable.pair`)."""
    from core.experiments.convolution_time import measure

    on_round = steps(report, cancelled, "measure")

    kernel, ins, outs, side = (int(payload[name]) for name in ("kernel", "ins", "outs", "side"))
    return measure(kernel, ins, outs, side, on_round)


def price(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Photos a second of each of ``payload["backbones"]`` on this machine."""
    from core.experiments.price import measure

    def on_step(phase: str, done: int, total: int) -> None:
        look_up(cancelled)
        report({"kind": "phase", "phase": phase, "done": done, "total": total})

    return measure(payload["backbones"], on_step)


def program_walk(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run the lesson's program for ``payload["backbone"]`` line by line and count."""
    from core.experiments.program_walk import walk as run

    on_step = steps(report, cancelled, "count")

    return run(payload["backbone"], on_step)


def recompile(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What unfreezing does with and without a second `compile`."""
    from core.experiments.program_walk import forget_to_recompile

    return forget_to_recompile()


def predict(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Measure the curve ``payload["experiment"]`` of a quiz on ``payload["dataset"]``."""
    from core.experiments.predictions import measure

    return measure(payload["experiment"], payload["dataset"], report, cancelled)


def loss_slice(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """A slice of the loss on ``payload["dataset"]`` along the steepest descent."""
    from core.experiments.rates import measure

    return measure(payload["dataset"], report, cancelled)


def rates(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run ``payload["recipes"]`` (name → recipe), of which some may fail for their rate."""
    from core.experiments.rates import compare
    from core.transfer.recipe import Recipe

    recipes = {name: Recipe.from_json(given) for name, given in payload["recipes"].items()}
    return compare(recipes, report, cancelled)


def batch_norm(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What a few batches do to batch norm that is let loose (`core.experiments.batchnorm`)."""
    from core.experiments.batchnorm import run

    tell = heard(report, cancelled)

    return run(payload["batch"], payload["momentum"], tell)


def gradients(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The gradient of every layer of a plain and a residual stack before training."""
    from core.experiments.gradients import measure

    on_done = steps(report, cancelled, "measure")

    stack = (payload[name] for name in ("depth", "initializer", "batch_norm", "seed", "noise"))
    return measure(*stack, on_done=on_done)


def stack_race(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Train a plain and a residual stack on the same photos."""
    from core.experiments.stack_race import race

    tell = heard(report, cancelled)

    stack = (payload[name] for name in ("depth", "initializer", "batch_norm", "seed", "epochs"))
    return race(*stack, tell=tell)


def identity(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What ``payload["photo"]`` becomes in blocks whose branches count ``payload["share"]``."""
    from core.experiments.identity import run
    from core.images import from_text

    return run(from_text(payload["photo"]), payload["blocks"], payload["share"])


def trick(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Train the arms of ``payload["trick"]`` as ``payload["setting"]`` says, side by side."""
    from core.experiments.tricks.all import PLANS
    from core.experiments.tricks.experiment import run

    def on_row(row: Document) -> None:
        look_up(cancelled)
        report({"kind": "phase", "phase": "fit", **row})

    return run(PLANS[payload["trick"]](payload["setting"]), on_row)


def attack_loop(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """An attack on ``payload["photo"]`` step by step (`core.experiments.small_changes.loop`)."""
    from core.experiments.small_changes import loop
    from core.images import from_text

    on_step = steps(report, cancelled, "measure")

    photo = from_text(payload["photo"])
    return loop(photo, payload["backbone"], payload["target"], payload["levels"], on_step)


def adding_up(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What many small changes of ``payload["photo"]`` add up to."""
    from core.experiments.small_changes import adding_up as run
    from core.images import from_text

    on_batch = steps(report, cancelled, "measure")

    return run(from_text(payload["photo"]), payload["backbone"], payload["target"], on_batch)


def drawings(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Drawings of two things, told apart by what a network sees (`core.imagine.drawn`).

    ``payload["photo"]``: a list of them, so that pages forget the job as they do with any photo.
    """
    from core.images import from_text
    from core.imagine.drawn import compare

    on_done = steps(report, cancelled, "look")

    return compare([from_text(text) for text in payload["photo"]], payload["labels"], on_done)


TASKS: dict[str, Task] = {
    "drawings": drawings,
    "trainings": trainings,
    "branches": branches,
    "depthwise": depthwise,
    "convolution_time": convolution_time,
    "price": price,
    "program_walk": program_walk,
    "recompile": recompile,
    "predict": predict,
    "loss_slice": loss_slice,
    "rates": rates,
    "batch_norm": batch_norm,
    "gradients": gradients,
    "stack_race": stack_race,
    "identity": identity,
    "trick": trick,
    "attack_loop": attack_loop,
    "adding_up": adding_up,
}
