"""What a worker does for the advisor; the one list is `core.tasks`."""

from __future__ import annotations

from core.work import Cancelled, Document, Report, Task, steps


def advise(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Measure every network on the photos of ``payload`` (`core.advise.case.Case.to_json`) and
    answer every wish: ``case``, ``photos``, ``measures`` by backbone, ``advice`` by wish
    (`core.advise.recommend.Advice.to_json`)."""
    from core.advise.case import Case
    from core.advise.measure import measure
    from core.advise.model import calibrated
    from core.advise.recommend import WISHES, recommend
    from core.zoo import facts

    case = Case.from_json(payload).check()
    measures = measure(case, report, cancelled)
    for name in measures:
        facts.of(name)  # what the cheap wish compares
    return {
        "case": case.to_json(),
        "photos": case.photos,
        "measures": measures,
        "advice": {
            wish: recommend(case, measures, wish, calibrated()).to_json() for wish in WISHES
        },
    }


def validate_advice(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Train every arm of ``payload["cases"]`` with ``payload["seeds"]``: ``{"runs": outcomes}``
    (`core.advise.validate.run`)."""
    from core.advise.case import Case
    from core.advise.validate import run

    chosen = [Case.from_json(case) for case in payload["cases"]]
    return {"runs": run(chosen, payload["seeds"], report, cancelled)}


def foretell(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What was to be expected of ``payload["recipes"]`` (name → recipe of a finished training):
    name → accuracy and range (`core.advise.foretell`)."""
    from core.advise.foretell import foretell as run
    from core.advise.model import calibrated
    from core.transfer.recipe import Recipe

    recipes = {name: Recipe.from_json(given) for name, given in payload["recipes"].items()}
    return run(recipes, calibrated(), report, cancelled)


def nearness(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """How near photos of each of ``payload["datasets"]`` are to ImageNet: id → measures."""
    from core.advise.nearness import nearness as run

    on_done = steps(report, cancelled, "measure")

    return run(payload["datasets"], payload["per_class"], on_done)


TASKS: dict[str, Task] = {
    "advise": advise,
    "validate_advice": validate_advice,
    "foretell": foretell,
    "nearness": nearness,
}
