"""A series: named recipes whose results are wanted, each taken from the run log or made (light).

Nothing is trained twice: a recipe that its owner has in the log is finished.  So a series that was
cancelled, or whose worker, server or computer died, goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.jobs.inline import InlineRunner
from core.jobs.state import JobState
from core.messages import LabError, Message
from core.runs import record
from core.runs.store import Run, Store, recipe_digest
from core.transfer.recipe import Recipe

COMMAND_LINE = "command line"  # the owner of what was asked for without a browser
Recipes = Mapping[str, Recipe]


def name_of(kind: str, recipes: Recipes) -> str:
    """A series' name in the log: its kind of work, and digits that stand for its recipes."""
    whole = {name: recipe.to_json() for name, recipe in recipes.items()}
    return f"{kind}-{recipe_digest(whole)[:12]}"


def payload(series: str, recipes: Recipes) -> dict[str, Any]:
    """What task ``series`` is given.  Raises LabError for a recipe that cannot be run."""
    checked = {name: recipe.check().to_json() for name, recipe in recipes.items()}
    return {"series": series, "recipes": checked}


def found(store: Store, owner: str, recipes: Recipes) -> dict[str, Run]:
    """Name → the finished run of the log, for those recipes that have one."""
    runs = {name: store.find(owner, recipe.to_json()) for name, recipe in recipes.items()}
    return {name: run for name, run in runs.items() if run is not None}


def run_here(
    series: str,
    recipes: Recipes,
    store: Store,
    report: Callable[[dict[str, Any]], None] = lambda event: None,
    owner: str = COMMAND_LINE,
) -> tuple[dict[str, Run], dict[str, Message]]:
    """Train in this process what the log does not have yet; every run is written when it ends.

    Returns the runs by name, and why others could not be run.  Raises LabError.
    """
    known = found(store, owner, recipes)
    missing = {name: recipe for name, recipe in recipes.items() if name not in known}
    if not missing:
        return known, {}

    unwritten: list[LabError] = []

    def heard(job: JobState, event: dict[str, Any]) -> None:
        if event["kind"] == "result":
            run = record.run_of_result(event["result"], owner, series)
            try:
                store.add(run)
            except LabError as error:  # a full disk: what comes after it would be lost, too
                unwritten.append(error)
                runner.cancel(job.id)
            known[event["run"]] = run
        else:
            report(event)

    runner = InlineRunner(on_event=heard)
    job = runner.state(runner.submit("series", payload(series, missing), owner))
    if unwritten:
        raise unwritten[0]
    if job.error is not None:
        raise LabError(job.error)
    assert job.result is not None
    refused = {name: Message.from_json(said) for name, said in job.result["refused"].items()}
    return {name: known[name] for name in recipes if name in known}, refused
