"""Break it: what is trained is said, and the button is in sight before the prediction."""

import pytest

from core.paths import ROOT

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


def test_the_button_is_in_sight_before_the_prediction(visit, cifar, texts):
    app = visit(PAGE, "en-US", query={"break": "rate"})
    assert "Predict first" in " ".join(texts(app))
    waiting = app.button(key="pg_break_rate_wait")
    assert waiting.disabled
    app.radio(key="pg_break_rate_guess").set_value("lot").run()
    assert app.button(key="pg_break_rate_go").label == waiting.label


def test_the_top_of_the_page_leads_to_it(visit):
    app = visit(PAGE, "en-US", query={"dataset": "digits"})
    assert "pg_break" not in app.session_state
    app.button(key="pg_break_open_door").click().run()
    assert not app.exception
    assert "pg_break" in app.session_state  # the choice of a mistake is drawn: it stands open
