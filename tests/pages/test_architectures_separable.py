"""The part on separable convolutions: counted, raced, planned, read from real networks, scaled."""

import pytest

from core.paths import ROOT
from tests.pages.settled import settle

PAGE = ROOT / "pages" / "architectures" / "page.py"
REAL = ("mobilenet_v2", "efficientnet_b0", "xception")


@pytest.fixture(scope="module", autouse=True)
def described():
    """The networks of the part have been counted, as on every machine after the first look."""
    from core.zoo import describe

    for name in REAL:
        assert describe.read(name) or describe.describe(name)


@pytest.fixture
def part(visit):
    return visit(PAGE, "en-US", query={"part": "separable"})


def said(app):
    return " ".join(element.value for element in app.markdown)


def test_the_answer_comes_after_the_guess_and_follows_the_sliders(part):
    assert not part.exception
    assert "The formula is short" not in said(part)
    part.segmented_control(key="separable_guess").set_value("8×").run()
    assert "You said 8×. It is 8.4×: well judged." in said(part)
    assert "1/128 + 1/9 = 0.119" in said(part)
    part.select_slider(key="separable_kernel").set_value(1).run()
    assert not part.exception
    assert "there is nothing to take apart" in said(part)
    part.segmented_control(key="separable_guess").set_value("3×").run()  # in sight of the answer
    from dashboard.shell import services

    (kept,) = services.store().get_setting(part.session_state["learner"], "guesses").items()
    entry = {"guess": "8×", "came": "8×", "right": True}
    assert kept == ("architectures/separable/separable_guess", entry)


def test_the_race_is_run_on_a_press_and_told_as_it_came_out(part):
    part.segmented_control(key="separable_guess").set_value("8×")
    part.select_slider(key="separable_ins").set_value(4)
    part.select_slider(key="separable_outs").set_value(16)
    part.select_slider(key="separable_side").set_value(7).run()
    assert "times less work" not in said(part)
    part = settle(part.button(key="separable_time_go").click().run())
    assert not part.exception
    assert "5.8 times less work" in said(part)  # 1 / (1/16 + 1/9)
    kinds = ("but only", "here the clock agrees", "and even")
    assert sum(kind in said(part) for kind in kinds) == 1


def test_a_planned_block_says_why_it_has_a_skip_or_none(part):
    for (outs, stride), words in {
        (24, 1): "**With a skip connection**",
        (32, 1): "24 channels go in, 32 come out. What has not",
        (24, 2): "with stride 2 the map is halved",
    }.items():
        part.select_slider(key="inverted_outs").set_value(outs)
        part.segmented_control(key="inverted_stride").set_value(stride).run()
        assert not part.exception
        assert words in said(part)
        assert said(part).count("skip connection**") == 1


def test_real_blocks_are_told_apart_by_what_is_in_them(part):
    for network, words in {
        "mobilenet_v2": "blocks of MobileNetV2 have no squeeze-and-excite",
        "efficientnet_b0": "but <1% of the MACs",
        "xception": "**Xception** takes the idea",
    }.items():
        part.selectbox(key="inverted_network").set_value(network).run()
        assert not part.exception
        assert words in said(part)


def test_phi_moves_the_counted_network_and_a_photo_goes_through(part):
    assert "**4.7 times** B0" in said(part)
    part.slider(key="scaling_phi").set_value(0.0)
    part = settle(part.toggle(key="separable_depthwise_on").set_value(True).run())
    assert not part.exception
    assert "**1.0 times** B0" in said(part)
    assert "5.3M parameters and 385.8M MACs" in said(part)
    assert "144 channels go in, 144 come out" in said(part)
