"""Before and after: what the panel says is chosen by what was measured.

The worker's answers are laid into the session as `dashboard.kit.ask` keeps them; that it gives
answers of this form is tested in tests/core/inside.
"""

import numpy as np
import pytest

from core import images
from core.jobs.rules import digest
from core.paths import ROOT
from core.runs.store import Run
from core.transfer.recipe import Recipe
from tests.pages.shown import shown

PAGE = ROOT / "pages" / "race" / "page.py"
TUNED = Recipe(
    dataset="digits", classes=("0", "1"), size=48, per_class=10, val_per_class=4,
    test_per_class=10, backbone="squeezenet", unfreeze=2, lp_ft=3, epochs=3, batch=8,
)  # fmt: skip


def compared(frozen=False, before=0.5, after=0.9, p=0.01):
    moved = [0.0] * 7 + [0.0 if frozen else 0.02] * 2
    return {
        "frozen": frozen,
        "accuracy": [0.80, 0.80 if frozen else 0.90],
        "blocks": [{"change": one, "cka": 1 - 5 * one} for one in moved],
        "cka_photos": 20,
        "map": {
            "method": "pca",
            "before": [[0.0, 0.0], [0.1, 0.1]],
            "after": [[-1.0, 0.0], [1.0, 0.1]],
            "labels": [0, 1],
            "index": [1300, 1301],
        },
        "separation": {
            "before": {"share": before, "interval": [0.3, 0.7]},
            "after": {"share": after, "interval": [0.7, 0.97]},
            "p": p,
        },
    }


def looked():
    grey = images.to_text(np.zeros((8, 8, 3), np.uint8))
    block = {
        "heat": [[[0.0, 1.0], [0.2, 0.4]], [[1.0, 0.0], [0.2, 0.4]]],
        "maps": [[grey] * 4, [grey] * 4],
        "channels": [3, 1, 4, 5],
    }
    return {
        "view": images.to_text(np.full((48, 48, 3), 90, np.uint8)),
        "target": 1,
        "probability": [0.6, 0.93],
        "frozen": False,
        "blocks": [block | {"heat": [None, None]}] * 3 + [block] * 6,
    }


@pytest.fixture
def inside(visit):
    def open_panel(recipe, found, locale="en-US"):
        from core.datasets import library
        from dashboard.shell import services

        app = visit(locale=locale)
        run = Run(
            owner=app.session_state["learner"], kind="train", status="done",
            recipe=recipe.to_json(),
        )  # fmt: skip
        services.store().add(run)
        payload = {"recipe": recipe.to_json()}
        photo = images.to_text(library.photo("digits", found["map"]["index"][0]))
        app.session_state["answers"] = {
            digest("before_after", payload): found,
            digest("before_after_photo", payload | {"photo": photo}): looked(),
        }
        app.query_params["inside"] = run.id
        app.switch_page(str(PAGE)).run()
        assert not app.exception
        return app

    return open_panel


def said(app):
    return shown("\n".join(one.value for one in (*app.markdown, *app.caption, *app.success)))


def titles(app):
    """Each stands above its figure, as text."""
    return "\n".join(one.value for one in app.markdown if one.value.startswith("**"))


def test_a_fine_tuned_network_is_held_beside_its_twin(inside):
    app = inside(TUNED, compared())
    text = said(app)
    assert "**80.0%** with all blocks frozen, **90.0%** after the last 2 blocks were" in text
    assert "50% had mostly neighbours of their own class" in text and "90% have now" in text
    assert "Classes lie further apart" in titles(app)
    assert "moved furthest" in titles(app)
    assert "after: “one” gets 93%" in text
    block = app.select_slider(key="inside_block")
    assert len(block.options) == 6  # blocks whose heat maps were sent


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (compared(p=0.4), "as far as can be told"),
        (compared(before=0.9, after=0.5), "come closer"),
    ],
)
def test_what_the_map_shows_is_not_always_progress(inside, found, title):
    assert title in titles(inside(TUNED, found))


def test_in_a_frozen_network_nothing_changes(inside):
    app = inside(TUNED.but(unfreeze=0, lp_ft=0), compared(frozen=True))
    assert "nothing inside has changed" in said(app)
    assert "has not moved" in titles(app)


def test_scratch_is_told_plainly_and_in_japanese_no_english_is_left(inside):
    app = inside(TUNED.but(scratch=True, unfreeze=0, lp_ft=0), compared())
    assert "from scratch" in app.info[0].value
    text = said(inside(TUNED, compared(), "ja-JP"))
    assert "すべて凍結したとき" in text and "before" not in text
