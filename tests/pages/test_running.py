"""What is running stands in the bar of every page, and can be stopped there."""

import re

from core.paths import ROOT
from dashboard import bar
from dashboard.shell import layout, services
from tests.patience import PATIENCE


def long_training(app):
    recipe = services.first_recipe().but(unfreeze=2, epochs=1000)
    return services.runner().submit("train", recipe.to_json(), app.session_state["learner"])


def test_a_running_job_is_shown_and_can_be_cancelled(visit, monkeypatch):
    app = visit(locale="en-US")
    assert not [b for b in app.button if b.label == "Cancel"]
    job_id = long_training(app)
    app.run()
    link = next(e for e in app.get("page_link") if e.proto.label.startswith("Training"))
    assert link.proto.label == "Training: EfficientNet-Lite0"
    assert f"job={job_id}" in link.proto.query_string
    app.button(key=f"cancel_{job_id}").click().run()
    job = services.runner().wait(job_id, PATIENCE)
    assert job.status == "cancelled"
    drawn = []
    monkeypatch.setattr(layout, "style", lambda: drawn.append("page"))
    app.run()
    assert drawn == ["page"]  # drawn when it was over: not once more for the bar
    assert app.session_state[bar.ENDED] == (job_id, "Stopped: Training: EfficientNet-Lite0.")
    assert not [b for b in app.button if b.key == f"cancel_{job_id}"]
    assert services.store().get(job_id).status == "cancelled"


def test_jobs_of_one_name_can_be_told_apart(visit):
    """By page, tab, time and what is different; the second one knows its place in the queue."""
    app = visit(ROOT / "pages" / "playground" / "page.py", locale="en-US")
    long_training(app)
    app.button(key="pg_train").click().run()
    said = [caption.value for caption in app.caption if "epochs" in caption.value.lower()]
    mine, other = (one for one in said if re.search(r"\d:\d\d:\d\d", one))
    assert "Freeze playground · this tab" in mine and "this tab" not in other
    assert re.search(r"\d+:\d\d:\d\d", mine) and re.search(r"\d+:\d\d:\d\d", other)
    for job in services.runner().jobs(app.session_state["learner"]):
        services.runner().cancel(job.id)
        services.runner().wait(job.id, PATIENCE)


def test_nobody_sees_or_stops_the_jobs_of_others(visit):
    mine, other = visit(locale="en-US"), visit(locale="en-US")
    job_id = long_training(mine)
    other.run()
    assert not [b for b in other.button if b.label == "Cancel"]
    services.runner().cancel(job_id)
    assert services.runner().wait(job_id, PATIENCE).over
