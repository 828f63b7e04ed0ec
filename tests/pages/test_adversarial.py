"""The adversarial lab: the course's example through the real worker, and what cannot be."""

import base64
import io
import time

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from core import images
from core.imagine.attacks.recipe import Attack
from core.paths import ROOT
from core.zoo import classifier
from dashboard.kit.photo import Photo
from pages.adversarial import guess, mask, shown, state
from tests.pages.settled import settle
from tests.patience import PATIENCE

PAGE = ROOT / "pages" / "adversarial" / "page.py"
SQUEEZENET = ["squeezenet"]  # the smaller network, where it does not matter which


def choose(app, **values):
    """Let the controls say something, as a link from elsewhere would."""
    app.session_state[state.linked.key()] = Attack.of(**values)
    return app.run()


def go(app, steps="middle"):
    """What attacks: at the first time a prediction of the steps that it needs."""
    known = {button.key: button for button in app.button}
    return known.get("adversarial_go") or known[f"adversarial_guess_{steps}"]


@pytest.mark.parametrize(
    ("locale", "button", "cat"),
    [
        ("en-US", "Make the network see “Siamese cat”", "**Siamese cat**"),
        ("ja-JP", "「シャム猫」と答えさせる", "**シャム猫**"),
    ],
)
def test_a_dog_becomes_a_siamese_cat(visit, locale, button, cat):
    app = visit(PAGE, locale)
    assert any(button in one.value for one in app.caption)
    app = settle(go(app).click().run())
    assert not app.exception
    (kept,) = guesses_of(app)
    assert kept["guess"] == "middle" and kept["came"] in ("early", "middle", "late")
    (said,) = app.error  # a red box: the network was fooled
    assert cat in said.value
    made = app.session_state[state.MADE][0]
    change = made.after.astype(int) - made.before
    assert 0 < np.abs(change).max() <= 4
    assert made.result["success"] and made.photo.id == state.DOG
    used = app.button(key="adversarial_use").click().run()
    assert (used.session_state["photo"].pixels == made.after).all()


def guesses_of(app):
    from dashboard.shell import services

    return services.store().get_setting(app.session_state["learner"], "guesses").values()


def uploaded(app, pixels):
    app.file_uploader[0].upload("cat.png", images.png_bytes(pixels), "image/png")
    return settle(app.run())


@pytest.mark.parametrize(
    ("locale", "cat", "proof"),
    [
        ("en-US", "**Siamese cat**", "**EfficientNet-Lite0** answers **Siamese cat**"),
        ("ja-JP", "**シャム猫**", "**EfficientNet-Lite0** の答えは「**シャム猫**」"),
    ],
)
def test_the_file_that_is_dropped_back_in_is_answered_where_it_was_promised(
    visit, texts, locale, cat, proof
):
    app = visit(PAGE, locale)
    app = settle(go(app).click().run())
    made = app.session_state[state.MADE][0]
    app = uploaded(app, made.after)
    assert proof not in " ".join(texts(app))  # first a guess
    app = app.button(key="file_guess_fooled").click().run()
    assert not app.exception
    assert [one["right"] for one in guesses_of(app) if one["guess"] == "fooled"] == [True]
    said = " ".join(texts(app))
    assert proof in said
    answers = " ".join(html.body for html in app.get("html"))
    assert answers.count("tll-bars") >= 2  # of both networks
    assert not app.error  # the result of the dog's photo does not stand beside another file
    app.session_state["photo"] = made.photo
    assert cat in app.run().error[0].value  # but comes back with its own


def test_another_picture_of_the_learners_own_is_answered_without_a_claim(visit, texts):
    app = uploaded(visit(PAGE, "en-US"), np.full((64, 64, 3), 120, np.uint8))
    assert not app.exception
    said = " ".join(texts(app))
    assert "What the networks answer to this picture" in said and "pixel by pixel" not in said


def test_what_cannot_be_is_said_in_words_and_not_run(visit):
    both = ("squeezenet", "efficientnet_lite0")
    app = choose(visit(PAGE, "en-US"), method="deepfool", backbones=both)
    assert "DeepFool attacks one network at a time" in app.warning[0].value
    assert not {"adversarial_go", "adversarial_guess_never"} & {one.key for one in app.button}
    app = choose(app, backbones=())
    assert "at least one network" in app.warning[0].value
    assert not app.exception


def test_another_method_starts_from_its_own_settings_and_is_remembered(visit):
    from dashboard.shell import services

    app = visit(PAGE, "en-US")
    app.selectbox(key="adversarial_method").set_value("patch").run()
    assert app.session_state[state.linked.key()] == Attack.of("patch")
    app.selectbox(key="adversarial_method").set_value("pgd").run()
    app.select_slider(key="adversarial_budget").set_value(8).run()
    assert app.session_state[state.linked.key()].budget == 8
    kept = services.store().get_setting(app.session_state["learner"], state.linked.page)
    assert Attack.from_json(kept) == app.session_state[state.linked.key()]


def test_only_what_is_painted_changes(visit):
    app = visit(PAGE, "en-US")
    chosen = app.session_state["photo"]
    app = choose(app, backbones=tuple(SQUEEZENET), goal="untargeted", budget=32)
    app.session_state[mask.PAINT] = True
    app.run()
    assert "adversarial_guess_never" not in [one.key for one in app.button]  # nothing is painted
    size = shown_size("squeezenet", chosen)
    paint = np.zeros((2 * size, 2 * size, 4), np.uint8)
    paint[100:201, 60:181] = 255  # the last row and column are half a pixel
    buffer = base64.b64encode(_rgba(paint)).decode()
    app.session_state[f"adversarial_squeezenet_{chosen.digest[:12]}"] = {
        "drawing": {
            "raw": {"objects": [{"type": "path"}]},
            "data": f"data:image/png;base64,{buffer}",
        },
        "backgroundFit": None,
    }
    app = settle(go(app.run()).click().run())
    made = app.session_state[state.MADE][0]
    changed = (made.before != made.after).any(2)
    assert changed.any()
    assert not changed[~made.mask].any()
    expected = np.zeros((size, size), bool)
    expected[50:100, 30:90] = True
    assert (made.mask == expected).all()


def _rgba(pixels):
    buffer = io.BytesIO()
    Image.fromarray(pixels, "RGBA").save(buffer, "PNG")
    return buffer.getvalue()


def shown_size(network, chosen):
    return len(classifier.view(network, chosen.pixels))


def test_a_stopped_attack_keeps_its_picture_and_says_so(visit):
    from dashboard.shell import services

    app = visit(PAGE, "en-US")
    app = choose(app, method="one_pixel", backbones=tuple(SQUEEZENET), steps=1000, budget=2)
    app = go(app, "never").click().run()
    known = services.runner().jobs(app.session_state["learner"])
    job = next(job for job in known if job.kind == "attack")
    end = time.time() + PATIENCE
    while not services.runner().wait(job.id, 0.2).events:
        assert time.time() < end
    services.runner().cancel(job.id)
    app = settle(app)
    assert "Stopped after" in app.info[0].value
    made = app.session_state[state.MADE][0]
    assert not made.finished and made.after.shape == made.before.shape
    assert not app.exception


def waiting():
    import streamlit as st

    from dashboard.shell import sight
    from pages.adversarial import state

    st.session_state.setdefault("language", "en")
    sight.begin()  # as the app does before every page
    made = state.needed()
    st.text("none" if made is None else str(made.result["adversarial"]["index"]))


def test_another_part_makes_the_example_by_itself(monkeypatch):
    from dashboard.shell import services

    with monkeypatch.context() as patch:  # a fast machine answers while the page still waits
        patch.setattr(services, "wait", lambda job_id: services.runner().state(job_id))
        app = AppTest.from_function(waiting, default_timeout=PATIENCE).run()
        assert app.text[0].value == "none"
    assert settle(app).text[0].value == str(state.PRESET.target)


@pytest.mark.parametrize(
    ("recipe", "used", "came"),
    [
        (Attack.of(), 2, "early"),
        (Attack.of(), 3, "middle"),
        (Attack.of(), 11, "late"),
        (Attack.of("fgsm"), 1, "works"),
        (Attack.of("deepfool"), 9, "works"),
    ],
)
def test_the_guess_on_the_steps_comes_true_by_the_steps_used(recipe, used, came, monkeypatch):
    monkeypatch.setattr(guess, "_", lambda text, **values: text)
    assert guess.came(made(recipe, success=True, steps_used=used)) == came
    assert {came, guess.NEVER} <= set(guess.question(recipe).choices)
    assert guess.came(made(recipe, steps_used=used)) == guess.NEVER


def test_a_rectangle_takes_the_place_of_the_brush(visit):
    app = visit(PAGE, "en-US")
    app = choose(app, backbones=tuple(SQUEEZENET))
    app.session_state[mask.PAINT] = True
    app.session_state["adversarial_paint_way"] = "rectangle"
    app.run()
    assert "9% of the picture may change" in " ".join(one.value for one in app.markdown)
    app.slider(key="adversarial_rectangle_across").set_value((0, 100)).run()
    assert not app.exception
    assert "30% of the picture may change" in " ".join(one.value for one in app.markdown)


# -- which sentence the measurement chooses ----------------------------------------------------


def made(recipe, **said):
    grey = images.to_text(np.full((2, 2, 3), 128, np.uint8))
    result = {
        "recipe": recipe.to_json(),
        "before": grey,
        "after": grey,
        "judged_by": {},
        "clean": {"index": 243},
        "adversarial": {"index": 243},
        "target": recipe.target if recipe.goal == "class" else None,
        "success": False,
    }
    return state.Made(Photo("", "x", np.zeros((2, 2, 3), np.uint8)), None, result | said, "id")


@pytest.mark.parametrize(
    ("recipe", "said", "piece"),
    [
        (Attack.of(), {"success": True, "adversarial": {"index": 284}}, "target_reached"),
        (Attack.of(), {"adversarial": {"index": 5}}, "changed"),
        (Attack.of(), {}, "held"),
        (Attack.of(target=243), {"success": True}, "already"),
        (Attack.of(goal="untargeted"), {"success": True, "adversarial": {"index": 5}}, "left"),
        (Attack.of(backbones=("squeezenet", "efficientnet_lite0")), {}, "some"),
    ],
)
def test_the_sentence_follows_from_the_measurement(recipe, said, piece):
    assert shown.outcome(made(recipe, **said)) == piece


def test_the_difference_is_around_grey_and_clipped():
    before = np.full((1, 3, 3), 100, np.uint8)
    after = np.uint8([[[100] * 3, [104] * 3, [80] * 3]])
    assert shown.amplified(before, after, 10)[0, :, 0].tolist() == [128, 168, 0]


def test_a_file_is_named_by_what_it_is():
    assert shown.file_name(made(Attack.of())) == "adversarial-siamese-cat-pgd-4.png"
