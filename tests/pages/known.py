"""What a learner has in the run log: laid there by a test instead of trained, or read."""

from core.runs import record, series
from core.runs.store import Run
from dashboard.shell import services


def lay(app, recipes, results):
    """Finished runs of these recipes (by name), as far as results (by name) are given."""
    for name, result in results.items():
        metrics = dict(result)
        services.store().add(
            Run(
                owner=app.session_state["learner"],
                kind="train",
                status="done",
                recipe=recipes[name].check().to_json(),
                curve=metrics.pop("history", []),
                timings=metrics.pop("seconds", {}),
                metrics=metrics,
            )
        )


def trained(app, recipes):
    """Name → the result of those recipes that the learner has trained."""
    checked = {name: recipe.check() for name, recipe in recipes.items()}
    found = series.found(services.store(), app.session_state["learner"], checked)
    return {name: record.result_of(run) for name, run in found.items()}
