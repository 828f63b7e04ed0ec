"""The part on separable convolutions: counted, raced, planned, read from real networks, scaled."""

import pytest

from core.paths import ROOT
from tests.pages.guessed import press
from tests.pages.settled import settle
from tests.pages.unlinked import unlinked as said

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


def opened(app, section):
    app.segmented_control(key="separable_section").set_value(section).run()
    assert not app.exception
    return app


def test_the_answer_comes_after_the_guess_and_follows_the_sliders(part):
    assert not part.exception
    assert "The formula" not in said(part)
    part = press(part, "separable_guess", "9×")
    assert "1/4 + 1/9 = 0.361" in said(part)
    part.select_slider(key="separable_kernel").set_value(1).run()
    assert not part.exception
    assert "there is nothing to take apart" in said(part)
    from dashboard.shell import services

    (kept,) = services.store().get_setting(part.session_state["learner"], "guesses").items()
    entry = {"guess": "9×", "came": "9×", "right": True}
    assert kept == ("architectures/separable/256_channels", entry)


def test_the_race_is_run_on_a_press_and_told_as_it_came_out(part):
    part.select_slider(key="separable_ins").set_value(4)
    part.select_slider(key="separable_outs").set_value(16)
    part.select_slider(key="separable_side").set_value(7)
    part = press(part, "separable_guess", "9×")
    assert "times less work" not in said(part)
    part = settle(press(part, "separable_time", "slow"))
    assert not part.exception
    assert "5.8 times less work" in said(part)  # 1 / (1/16 + 1/9)
    kinds = ("but only", "the two differ", "and even")
    assert sum(kind in said(part) for kind in kinds) == 1


def test_a_planned_block_says_why_it_has_a_skip_or_none(part):
    part = press(opened(part, "block"), "inverted_skip", "expansion")
    for (outs, stride), words in {
        (24, 1): "**With a skip connection**",
        (32, 1): "24 channels go in, 32 come out. Tensors of different",
        (24, 2): "with stride 2 the map is halved",
    }.items():
        part.select_slider(key="inverted_outs").set_value(outs)
        part.segmented_control(key="inverted_stride").set_value(stride).run()
        assert not part.exception
        assert words in said(part)
        assert said(part).count("skip connection**") == 1


def test_real_blocks_are_told_apart_by_what_is_in_them(part):
    part = opened(part, "block")
    for network, words in {
        "mobilenet_v2": "blocks of MobileNetV2 have no squeeze-and-excite",
        "efficientnet_b0": "but <1% of the MACs",
        "xception": "**Xception** puts separable",
    }.items():
        part.selectbox(key="inverted_network").set_value(network).run()
        assert not part.exception
        assert words in said(part)


def test_phi_moves_the_counted_network(part):
    part = opened(part, "growing")
    assert "**4.7 times** B0" in said(part)
    part.slider(key="scaling_phi").set_value(0.0).run()
    assert not part.exception
    assert "**1.0 times** B0" in said(part)
    assert "5.3M parameters, 385.8M MACs" in said(part)
    part = press(part, "scaling_guess", "14×")
    assert "Why about 2 for each step?" in said(part)


def test_a_photo_goes_through_a_depthwise_convolution(part):
    part = settle(opened(part, "photo"))
    assert not part.exception
    assert "144 channels go in, 144 come out" in said(part)
