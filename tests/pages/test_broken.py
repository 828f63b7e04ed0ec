"""Break it: what is trained is said before the prediction that begins it."""

import pytest

from core.paths import ROOT
from dashboard.shell import services
from tests.pages.guessed import press
from tests.pages.settled import settle

PAGE = ROOT / "pages" / "playground" / "page.py"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            "en-US",
            [
                "settings of their own, not yours above",
                "50 photos of each class",
                "**The mistake:** Learning rate: 0.001 → 0.1",
                "Photos per class: 20 → 50",
            ],
        ),
        (
            "ja-JP",
            ["あなたの設定ではなく", "50枚", "**誤り：** 学習率：0.001 → 0.1", "20 → 50"],
        ),
    ],
)
def test_the_settings_of_both_twins_are_said_with_what_differs_from_the_learners(
    visit, texts, locale, said
):
    app = visit(PAGE, locale, query={"break": "rate", "per_class": "20", "dataset": "cifar10"})
    assert not app.exception
    read = " ".join(texts(app))
    assert [piece for piece in said if piece not in read] == []


def test_what_will_be_trained_is_said_beside_the_choices_that_begin_it(visit, cifar, texts):
    app = visit(PAGE, "en-US", query={"break": "rate"})
    assert "Break it: 6 short trainings" in " ".join(texts(app))
    press(app, "pg_break_rate", "lot")
    (job,) = services.runner().jobs(app.session_state["learner"])
    assert len(job.payload["recipes"]) == 6
    services.runner().cancel(job.id)
    app = settle(app)
    assert app.button(key="pg_break_rate_guess_lot").icon  # what was said is marked, and stands
    assert not app.button(key="pg_break_rate_guess_some").icon


def test_the_top_of_the_page_leads_to_it(visit):
    app = visit(PAGE, "en-US", query={"dataset": "digits"})
    assert "pg_break" not in app.session_state
    app.button(key="pg_break_open_door").click().run()
    assert not app.exception
    assert "pg_break" in app.session_state  # the choice of a mistake is drawn: it stands open
