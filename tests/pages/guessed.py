"""A guess on a page, as outside a class: the press on a choice guesses, and measures."""

import pytest

from dashboard.shell import services


def press(app, key, said):
    """Guess, and measure."""
    return app.button(key=f"{key}_guess_{said}").click().run()


def keep(app, key, said):
    """Guess; nothing is measured, for what comes out is given by the test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services, "submit", lambda *_given: "none")
        return press(app, key, said)
