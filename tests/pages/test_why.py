"""The page “Why transfer works”: every part shows what it measured, and says what it shows."""

import time

import pytest

from core.paths import ROOT
from core.zoo.network import Network
from dashboard.kit import lesson
from dashboard.kit.bars import percent
from pages.why import compare, gap
from tests.pages.guessed import press
from tests.pages.known import trained
from tests.patience import PATIENCE

COPIED = "idea_copied_guess"
WHY = ROOT / "pages" / "why" / "page.py"


def settled(app, seconds=PATIENCE):
    """Run the page until the worker has answered everything that it asks for."""
    from dashboard.shell import services

    end = time.time() + seconds
    while True:
        open_jobs = [
            job for job in services.runner().jobs(app.session_state["learner"]) if not job.over
        ]
        if not open_jobs:
            return app.run()
        assert time.time() < end
        time.sleep(0.1)


@pytest.fixture
def part(visit):
    def open_part(name, locale="en-US"):
        app = settled(visit(WHY, locale, query={lesson.PART: name}))
        app = settled(app)  # what is asked once the first answer is there
        assert not app.exception
        assert [warning.value for warning in app.warning] == []
        return app

    return open_part


def said(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption, *app.subheader))


def test_the_idea_shows_maps_marks_claims_and_corrects_the_slip(part):
    app = part("idea")
    words = said(app)
    assert "behind block 1 of 9" in words
    assert "claim" in words
    assert "measure it in the next part" in words
    assert "1.28 million" in words
    assert "PyTorch" in words and "weights is copied" in app.select_slider(key=COPIED).label
    app.select_slider(key=COPIED).set_value(0.5).run()
    app.button(key="idea_copied_go").click().run()
    assert "Copied: " in said(app)
    app.session_state["idea_picture_picked"] = "high_new"
    app.run()
    assert "behind block 9 of 9" in said(app)
    app.button_group(key="idea_analogy").set_value("car").run()
    assert "negative transfer" in said(app)


def test_the_gap_is_measured_on_a_press_and_said_as_measured(part):
    app = part("gap")
    assert "Example, measured on" in said(app)
    app.session_state["gap_per_class"] = 5
    app.run()
    assert "50 photos to train with" in said(app)
    app = settled(press(app, "gap", "transfer"))
    assert not app.exception
    measured = trained(app, gap.recipes(5))
    apart = {name: run["train_accuracy"] - run["val_accuracy"] for name, run in measured.items()}
    words = said(app)
    pieces = lesson.parts("why", "en")["gap"].pieces
    wider = "holds" if apart["scratch"] - apart["transfer"] >= 0.05 else None
    shown = [name for name in ("holds", "fails", "equal") if pieces[name] in words]
    assert len(shown) == 1
    if wider:
        assert shown == [wider]
        assert "You predicted something else" in words
    assert f"{measured['transfer']['trainable_parameters']:,}" in words


def test_a_photo_walks_through_a_network_and_a_channel_is_shown_large(part):
    app = part("walk")
    walked = next(a for a in app.session_state["answers"].values() if "boundaries" in a)
    words = said(app)
    assert "9 blocks in" in words
    assert "excites the channel most" in words
    last = walked["boundaries"][-1]
    assert app.number_input[0].value == last["channels"][0]["channel"]
    (silent,) = (one for one in app.select_slider if one.key.startswith("walk_silent_"))
    silent.set_value(0.7).run()
    (go,) = (b for b in app.button if (b.key or "").startswith("walk_silent_"))
    go.click().run()
    assert f"{percent(last['silent'])} behind the last" in said(app)
    told = walked["boundaries"][4]["channels"][2]
    app.session_state["walk_squeezenet_bundled_picked"] = f"5:{told['channel']}"
    app.run()
    assert app.number_input[0].value == told["channel"]
    assert "sees 79 × 79 pixels" in said(app)
    app.session_state[f"walk_map_squeezenet_5_{told['channel']}_picked"] = "0:0"
    app.run()
    assert not app.exception
    assert "chosen place sees" in said(app) or told["peak"] == [0, 0]


def test_the_courses_cat_is_seen_by_the_vgg16_that_is_here(part):
    app = part("walk")
    app = settled(app.button(key="walk_course").click().run())
    assert not app.exception
    assert app.selectbox(key="walk_network").value == "vgg16_edges"
    assert "not its ImageNet weights" in said(app)


def test_any_channel_can_be_asked_for_and_random_weights_are_called_random(part):
    app = part("walk")
    other = app.number_input[0]
    app = settled(other.set_value((other.value + 1) % 512).run())
    assert not app.exception
    assert "Largest answer" in said(app)
    app.button_group(key="walk_weights_squeezenet").set_value("random").run()
    app = settled(app)
    assert "Nobody trained these weights" in said(app)
    app.selectbox(key="walk_network").set_value("resnet50").run()
    assert "not on this computer" in said(app)


def test_kernels_are_counted_trained_and_random(part):
    app = part("kernels")
    kernels = [a for a in app.session_state["answers"].values() if "kernels" in a]
    assert len(kernels) == 2
    assert "have specialised" not in said(app)
    key = "kernels_special_vgg16_edges"
    app.select_slider(key=f"{key}_guess").set_value(0.5).run()
    app.button(key=f"{key}_go").click().run()
    words = said(app)
    assert "64 kernels of 3 × 3 pixels" in words
    assert "have specialised" in words
    app.session_state["kernels_vgg16_edges_picked"] = "random:7"
    app.run()
    assert not app.exception


def test_two_networks_stand_side_by_side_and_what_carries_over_is_measured(part):
    app = part("compare", "ja-JP")
    app.session_state["compare_stride"] = 32
    app.run()
    assert "ReLUなし" not in said(app)  # both end with one at this depth
    assert "の値が反応なし" not in said(app)  # not before it is predicted
    silent = [b for b in app.button if (b.key or "").startswith("compare_silent_")]
    (right,) = (one for one in silent if one.key.endswith("_guess_right"))
    right.click().run()
    assert "選択的に反応しています" in said(app)
    app.session_state["compare_stride"] = 8
    app.run()
    assert "28\u00a0×\u00a028" in said(app)
    app.selectbox(key="compare_left_network").set_value("squeezenet").run()
    app = settled(app)
    app = settled(press(app, "compare_carry", "right"))
    assert not app.exception
    names = {"left": "squeezenet", "right": compare.SIDES["right"]}
    measured = trained(app, compare.arms({side: Network(name) for side, name in names.items()}))
    low, _high = measured["right"]["test_interval"]
    apart = low > measured["left"]["test_interval"][1]
    assert ("予想どおり" in said(app)) == apart
