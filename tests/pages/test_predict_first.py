"""Parts about one photo with answers that are given: each asks first and shows afterwards."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import images
from core.imagine.attacks.recipe import Attack
from core.runs.store import Store
from core.zoo import classifier
from dashboard.kit import ask, photo, readiness
from dashboard.shell import gate, services
from tests.patience import PATIENCE

OWN, WANTED = 243, 284
GREY = images.to_text(np.full((224, 224, 3), 128, np.uint8))


def best(*pairs):
    return [{"index": index, "probability": share} for index, share in pairs]


def said(first):
    five = best((first, 0.6), (5, 0.1), (6, 0.05), (7, 0.04), (8, 0.03))
    return {"predictions": five, "energy": -9.0}


def verdict(after):
    clean, adversarial = (
        {"index": k, "probability": 0.6, "top": best((k, 0.6), (5, 0.1))} for k in (OWN, after)
    )
    one = {"clean": clean, "adversarial": adversarial, "fooled": after != OWN}
    return one | {"hit": after == WANTED, "target_probability": 0.6}


ATTACKED = {
    "before": GREY,
    "after": GREY,
    "curve": [],
    "recipe": Attack.of().to_json(),
    "success": True,
    "target": WANTED,
    "steps_used": 3,
    "seconds": {"attack": 1.0},
    "linf": 4,
    "l2": 6.0,
    "changed_pixels": 9,
    "psnr": 40.0,
    "ssim": 0.9,
    "judged_by": {"efficientnet_lite0": verdict(WANTED), "squeezenet": verdict(OWN)},
    "clean": verdict(WANTED)["clean"],
    "adversarial": verdict(WANTED)["adversarial"],
}
LADDER = [0.0, 1.0, 2.0]
GIVEN = {
    "attack": ATTACKED,
    "classify": {name: said(OWN) for name in classifier.available()},
    "explain": {"map": np.eye(7).tolist(), "flat": False, "probability": 0.5},
    "attack_control": {
        "draws": 20,
        "changed": 0,
        "interval": [0.0, 0.16],
        "probability": 0.5,
        "clean": best((OWN, 0.6))[0],
        "attacked": best((WANTED, 0.6))[0],
        "example": GREY,
        "linf": 4,
        "l2": 6.0,
    },
    "attack_defend": {
        "clean": best((OWN, 0.6))[0],
        "attacked": best((WANTED, 0.6))[0],
        "rows": [
            {
                "amount": 90 - k,
                "clean": best((OWN, 0.6))[0],
                "kept": True,
                "attacked": best((OWN, 0.6))[0],
                "survives": False,
                "undone": True,
                "clean_own": 0.6,
                "attacked_own": 0.5,
                "attacked_wanted": 0.1,
            }
            for k in range(10)
        ],
    },
    "attack_plane": {
        "along": [-1.0, 0.0, 1.0, 2.0],
        "across": [-1.0, 0.0, 1.0],
        "length": 6.0,
        "classes": [[OWN, OWN, WANTED, WANTED]] * 3,
        "probabilities": [[0.5] * 4] * 3,
    },
    "attack_loop": {
        "own": OWN,
        "steps": [
            {
                "image": GREY,
                "gradient": GREY,
                "loss": 3.0,
                "probability": 0.1,
                "answer": OWN,
                "share": 0.6,
                "edge": 0.0,
            }
        ]
        * 3,
    },
    "adding_up": {
        "own": OWN,
        "rival": WANTED,
        "values": 150_528,
        "curves": {
            str(level): {
                "count": [0, 10, 100],
                "sign": LADDER,
                "random": [0.0, 0.0, 0.1],
                "linear": LADDER,
            }
            for level in (1, 2, 4, 8)
        },
    },
}


@pytest.fixture
def given(tmp_path, monkeypatch):
    log = Store(tmp_path / "runs.sqlite")
    monkeypatch.setattr(services, "store", lambda: log)
    monkeypatch.setattr(ask, "result", lambda kind, *_, **__: GIVEN[kind])
    monkeypatch.setattr(ask, "begun", lambda *_: False)
    monkeypatch.setattr(services, "submit", lambda *_, **__: "")
    monkeypatch.setattr(readiness, "has_cifar10", lambda: True)
    yield log
    log.close()


def script(lesson, part, into):
    from importlib import import_module

    import streamlit as st

    from dashboard.kit import lesson as lessons

    st.session_state.setdefault("language", into)
    st.session_state.setdefault("learner", "me")
    import_module(f"pages.{lesson}.{part}").draw(lessons.parts(lesson)[part])


def opened(lesson, part, into="en"):
    asked = {"lesson": lesson, "part": part, "into": into}
    app = AppTest.from_function(script, kwargs=asked, default_timeout=PATIENCE).run()
    assert not app.exception, app.exception
    return app


QUICK = [  # lesson, part, key of the question, a guess, what is shown only after it
    ("adversarial", "how", "adding", "hardly", "pull the same way"),
    ("adversarial", "beyond", "beyond", 0.2, "**0.04%**"),
    ("adversarial", "defences", "defences_jpeg", "works", "The change fits every pixel"),
    ("adversarial", "slice", "slice", "attack", "Along the attack, a border is near"),
    ("adversarial", "curve", "control", 0.5, "of 20 draws"),
    ("photo", "answers", "answers", str(OWN), "same first answer"),
    ("photo", "cover", "cover", "holds", "Nothing is covered yet"),
    ("photo", "always", "always", 0.5, "higher means less familiar"),
]


@pytest.mark.parametrize(("lesson", "part", "key", "guess", "why"), QUICK)
def test_a_guess_stands_before_what_was_measured(given, lesson, part, key, guess, why):
    def told(app):
        return why in " ".join(one.value for one in app.markdown)

    app = opened(lesson, part)
    assert not told(app)
    if isinstance(guess, str):  # one of several: the choice is the button
        app = app.button(key=f"{key}_guess_{guess}").click().run()
    else:
        assert app.button(key=f"{key}_wait").disabled
        app = app.select_slider(key=f"{key}_guess").set_value(guess).run()
        assert not told(app)
        app = app.button(key=f"{key}_go").click().run()
    assert not app.exception, app.exception
    assert told(app)
    (kept,) = given.get_setting("me", "guesses").values()
    assert kept["guess"] == guess and kept["came"] is not None


@pytest.mark.parametrize(("place", "right"), [(4, True), (2, False)])
def test_in_a_class_a_place_is_chosen_before_anybody_looks(given, monkeypatch, place, right):
    monkeypatch.setattr(gate, "on", lambda: True)
    assert opened("photo", "look").button(key="look_wait").disabled
    about = f"photo/look/where-{photo.sample(photo.DEFAULT, 'en').digest[:12]}"
    given.set_setting("me", "guesses", {about: {"guess": place, "came": None, "right": None}})
    app = opened("photo", "look").button(key="look_go").click().run()
    assert not app.exception, app.exception
    kept = given.get_setting("me", "guesses")[about]
    assert kept["right"] is right and 4 in kept["came"]  # the map is warm from corner to corner
    assert any("two warmest" in one.value for one in app.caption)


OTHERS = [("adversarial", "attack"), ("adversarial", "matrix"), ("photo", "look")]


@pytest.mark.parametrize(("lesson", "part"), [*(one[:2] for one in QUICK), *OTHERS])
def test_every_part_opens_in_japanese(given, lesson, part):
    opened(lesson, part, "ja")
