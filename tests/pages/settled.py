"""Waiting for what a page has asked the worker."""

import time

from dashboard.shell import services
from tests.patience import PATIENCE


def settle(app):
    """Run the script again once the worker has answered, as the page's own look once a second does.

    A page that asks something new in that run is not waited for.
    """
    end = time.time() + PATIENCE
    runner = services.runner()
    while under_way := [j for j in runner.jobs(app.session_state["learner"]) if not j.over]:
        assert time.time() < end
        for job in under_way:
            runner.look(job.id, "a page")
        time.sleep(0.1)
    return app.run()
