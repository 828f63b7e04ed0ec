"""The residual block: it is edited, measured by the real worker, and the words follow."""

import pytest
from streamlit.testing.v1 import AppTest

from core.experiments.gradients import STACKS
from core.paths import ROOT
from dashboard.kit import lesson
from pages.architectures.residual_race import outcome
from pages.architectures.residual_setting import KEY, SETTINGS
from tests.pages.guessed import press
from tests.pages.settled import settle
from tests.pages.unlinked import unlinked as said
from tests.patience import PATIENCE

PAGE = ROOT / "pages" / "architectures" / "page.py"


@pytest.fixture
def page(visit):
    return settle(visit(PAGE, "en-US", query={lesson.PART: "residual"}))


def opened(app, section):
    app.segmented_control(key="residual_section").set_value(section).run()
    return settle(app)


def test_editing_the_block_changes_its_numbers_and_what_is_said(page):
    assert "**74,368** parameters" in said(page)  # two 3×3 of 64 channels with batch norm
    page.toggle(key="residual_skip").set_value(False).run()
    assert "**74,368** parameters" in said(page)
    assert "Without the skip" in said(page)
    page.toggle(key="residual_skip").set_value(True)
    page.toggle(key="residual_halves").set_value(True).run()
    assert "1×1 convolution with stride 2" in said(page)
    page.toggle(key="residual_halves").set_value(False)
    page.slider(key="residual_convolutions").set_value(1).run()
    assert "section 3.2" in said(page)


def test_a_bottleneck_of_256_channels_is_the_real_block_beside_it(page):
    page.button_group(key="residual_kind").set_value("bottleneck").run()
    page = settle(page)
    assert "Exactly as many parameters as ResNet50’s *Residual block 2.2*" in said(page)


def test_gradients_are_predicted_measured_and_told_as_they_are(page):
    page = opened(page, "gradients")
    page.select_slider(key="residual_depth").set_value(32).run()
    page = settle(press(page, "residual_gradients", "residual"))
    assert "You predicted that." in said(page)
    assert "**plain: vanished.**" in said(page)
    assert "**residual: even.**" in said(page)
    assert "**Glorot** keeps" in said(page)
    from dashboard.shell import services

    (kept,) = services.store().get_setting(page.session_state["learner"], "guesses").values()
    assert kept == {"guess": "residual", "came": "residual", "right": True}


def test_all_four_ways_together_are_concluded_from_what_was_measured(page):
    page = opened(page, "gradients")
    page.select_slider(key="residual_depth").set_value(6).run()
    for setting in SETTINGS:
        page.session_state[f"{KEY}_picked"] = setting
        page.run()
        page = settle(press(page, "residual_gradients", "both"))
        assert "All four measured" in said(page) or setting != list(SETTINGS)[-1]
    assert "Deep networks usually behave differently" in said(page)  # six layers need no help


def test_with_the_branch_off_the_photo_comes_out_unchanged(page):
    page = opened(page, "off")
    assert 0 not in page.select_slider(key="residual_share").options
    page = settle(press(page, "residual_off", "residual"))
    assert "You predicted that." in said(page)
    assert "is the identity" in said(page)
    assert [caption.value for caption in page.caption].count(
        "Largest difference to the photo: **0, exactly**"
    ) == 1


def test_what_resnet_needs_is_predicted_before_it_is_counted(page):
    page = opened(page, "needs")
    assert "Fewer of both" not in said(page)
    page.select_slider(key="residual_needs_guess").set_value(0.25).run()
    page.button(key="residual_needs_go").click().run()
    assert not page.exception
    assert "Fewer of both" in said(page)
    assert "15.5B → 3.9B MACs" in said(page)


def end(low, high, learnt=True):
    return {"low": low, "high": high, "learnt": learnt}


@pytest.mark.parametrize(
    ("plain", "residual", "expected"),
    [
        (end(0.08, 0.13, False), end(0.2, 0.3), "residual"),
        (end(0.2, 0.3), end(0.08, 0.13, False), "plain"),
        (end(0.08, 0.12, False), end(0.07, 0.11, False), "neither"),
        (end(0.2, 0.25), end(0.3, 0.35), "both_residual"),
        (end(0.3, 0.35), end(0.2, 0.25), "both_plain"),
        (end(0.2, 0.3), end(0.25, 0.35), "both_level"),
    ],
)
def test_the_race_is_told_by_its_intervals(plain, residual, expected):
    assert outcome(dict(zip(STACKS, (plain, residual), strict=True))) == expected
    for language in ("en", "ja"):
        assert f"race_{expected}" in lesson.parts("architectures", language)["residual"].pieces


def told(found):
    import streamlit as st

    from dashboard.kit import lesson
    from pages.architectures import residual_race

    st.session_state.setdefault("language", "en")
    residual_race.tell(lesson.parts("architectures", "en")["residual"], found)


def test_a_race_is_told_with_its_curves_and_what_contradicts_the_gradients():
    rows = [
        {"epoch": n, "loss": 2.3 / n, "accuracy": 0.1 * n, "val_loss": 2.3, "val_accuracy": 0.1 * n}
        for n in (1, 2, 3)
    ]
    ends = {
        "plain": end(0.08, 0.13, False) | {"gradient": "even", "accuracy": 0.1},
        "residual": end(0.26, 0.34) | {"gradient": "exploded", "accuracy": 0.3},
    }
    found = {
        "runs": [{"arm": stack, "rows": rows} for stack in STACKS],
        "stacks": ends,
        "photos": 1000,
        "validation": 500,
        "seconds": 9.0,
    }
    app = AppTest.from_function(told, args=(found,), default_timeout=PATIENCE).run()
    assert not app.exception
    assert len(app.markdown) == 3
    assert "Only the residual stack has learned" in said(app)
    assert "30% (95% interval 26–34%)" in said(app)
    assert "“plain” were **even**" in said(app)
    assert "“residual” looked bad before training (exploded)" in said(app)
    assert "1,000 photos to train" in app.caption[0].value
