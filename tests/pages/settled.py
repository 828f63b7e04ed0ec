"""Waiting for what a page has asked the worker."""

import time

from dashboard import services

PATIENCE = 300  # seconds


def settle(app):
    """Run the script again once the worker has answered, as the page's own look once a second does.

    A page that asks something new in that run is not waited for.
    """
    end = time.time() + PATIENCE
    while any(not job.over for job in services.runner().jobs(app.session_state["learner"])):
        assert time.time() < end
        time.sleep(0.1)
    return app.run()
