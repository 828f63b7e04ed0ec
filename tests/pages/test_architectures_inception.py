"""The part on inception: channels to move, real modules to walk, branches on a photo."""

import pytest

from core.paths import ROOT
from tests.pages.settled import settle
from tests.pages.unlinked import unlinked as said

PAGE = ROOT / "pages" / "architectures" / "page.py"


@pytest.fixture(scope="module", autouse=True)
def described():
    """The networks of the part have been counted, as on every machine after the first look."""
    from core.zoo import describe

    for name in ("inception_v3", "squeezenet"):
        assert describe.read(name) or describe.describe(name)


@pytest.fixture
def part(visit):
    return visit(PAGE, "en-US", query={"part": "inception"})


def opened(app, section):
    app.segmented_control(key="inception_section").set_value(section).run()
    assert not app.exception
    return app


def test_the_saving_is_predicted_for_a_module_that_does_not_stand_there(part):
    assert not part.exception
    assert part.button(key="inception_guess_wait").disabled
    part.select_slider(key="inception_guess_guess").set_value(0.75).run()
    part.button(key="inception_guess_go").click().run()
    assert not part.exception
    from dashboard.shell import services

    kept = services.store().get_setting(part.session_state["learner"], "guesses")
    entry = kept["architectures/inception/module_5a"]
    assert entry["right"] and entry["came"] == pytest.approx(0.802, abs=0.001)


def test_the_count_stands_beside_what_the_paper_says(part):
    assert "303.5M → 128M MACs" in said(part)
    part.selectbox(key="inception_preset").set_value("4e").run()
    assert "counted here: 170M" in said(part)
    part.selectbox(key="inception_preset").set_value("5a").run()
    assert "The two do not agree" in said(part)


def test_wide_bottlenecks_are_said_to_cost_more(part):
    part.slider(key="inception_reduce3_3a").set_value(256)
    part.slider(key="inception_reduce5_3a").set_value(256).run()
    assert not part.exception
    assert "cost more than they save" in said(part)
    assert "the paper gives" not in said(part).lower()  # no module of the paper any more


def test_without_bottlenecks_the_pooled_channels_pass(part):
    assert "192 channels in, **256** out" in said(part)
    part.toggle(key="inception_bottlenecks").set_value(False).run()
    assert not part.exception
    assert "192 channels in, **416** out" in said(part)
    assert "inception_pool_3a" not in [slider.key for slider in part.slider]


def test_modules_of_inception_v3_speak_for_themselves(part):
    part = opened(part, "v3")
    part.select_slider(key="inception_v3_guess_guess").set_value(0.3).run()
    part.button(key="inception_v3_guess_go").click().run()
    for block, words in {
        1: "**3×3 → 3×3** in a row see 5×5 and need 10% fewer",
        4: "halves the map, 35 → 17",
        5: "**7×1 → 1×7 → 7×1 → 1×7** in a row see 13×13 and need 88% fewer",
        10: "**side by side**",
    }.items():
        part.select_slider(key="inception_v3_block").set_value(block).run()
        assert not part.exception
        assert words in said(part)


def test_the_branches_of_a_trained_module_answer_to_the_photo(part):
    part = settle(opened(part, "photo"))
    assert not part.exception
    assert "of the 32 channels that vary most" in said(part).lower()
    assert "Random weights" not in said(part)
    captions = [caption.value for caption in part.caption]
    assert any("concatenated output: 128 channels" in caption for caption in captions)
