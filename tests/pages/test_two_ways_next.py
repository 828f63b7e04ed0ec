"""What comes next: the edge detector on the photo, beside a filter that learned nothing."""

import re
import time

import pytest

from core.paths import ROOT
from tests.patience import PATIENCE

PAGE = ROOT / "pages" / "two_ways" / "page.py"


@pytest.fixture
def app(visit):
    from dashboard.shell import services

    page = visit(PAGE, "en-US", query={"part": "next"})
    end = time.time() + PATIENCE
    while any(not job.over for job in services.runner().jobs(page.session_state["learner"])):
        assert time.time() < end
        time.sleep(0.1)
    return page.run()


def test_the_edges_are_shown_block_by_block_and_compared_in_numbers(app):
    assert not app.exception
    drawn = [element.proto.body for element in app.main if element.type == "html"]
    assert sum("Edges seen by block 5" in text for text in drawn) == 1
    assert "only 1,483 are new" in " ".join(element.value for element in app.markdown)

    assert not [element for element in app.slider if element.key == "next_percent"]
    app.select_slider(key="next_agree_guess").set_value(0.5).run()
    app.button(key="next_agree_go").click().run()
    assert not app.exception
    app.slider(key="next_percent").set_value(5).run()
    said = " ".join(element.value for element in app.markdown)
    assert re.search(r"\(5%\), \*\*\d+%\*\* are the same", said)
