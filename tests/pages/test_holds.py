"""Will it hold?  Its parts with what was measured before, and one real measurement, small."""

import numpy as np
import pytest

from core.datasets.upload import archive
from core.datasets.upload.create import create
from core.experiments import shift, shortcut
from core.images import png_bytes
from core.jobs.rules import digest
from core.paths import ROOT
from core.transfer import evaluate
from core.transfer.recipe import Recipe
from dashboard.kit import guesses, lesson
from dashboard.shell import services
from pages.holds import between, room, shortcuts, sure, ways
from pages.holds import shift as damage
from tests.pages.guessed import press
from tests.pages.settled import settle
from tests.pages.shown import shown

PAGE = ROOT / "pages" / "holds" / "page.py"
both = pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
SMALL = Recipe(
    size=32,
    backbone="squeezenet",
    per_class=4,
    val_per_class=2,
    test_per_class=2,
    epochs=2,
    batch=8,
)


@pytest.fixture
def small(monkeypatch, cifar):
    """The lesson with trainings that take a second."""
    quick = {name: one.but(epochs=1) for name, one in shift.ways(SMALL).items()}
    quick["tuned"] = quick["tuned"].but(lp_ft=1, unfreeze=1)
    asked = {"ways": {name: one.to_json() for name, one in quick.items()}, "seeds": 2}
    monkeypatch.setattr(ways, "payload", lambda *_base: asked)
    mixed = {"recipe": quick["tuned"].to_json(), "seeds": 1}
    monkeypatch.setattr(between, "payload", lambda *_base: mixed)
    base = SMALL.but(classes=("cat", "dog"), epochs=1)
    arms = {name: one.but(epochs=1) for name, one in shortcut.arms("spot", base).items()}
    marks = {
        name: one.but(unfreeze=0, lp_ft=0, augment="none").to_json() for name, one in arms.items()
    }
    monkeypatch.setattr(shortcuts, "payload", lambda *_asked: {"arms": marks, "seeds": 1})
    return asked


def run(arm, seed, right, photos=100):
    """A run of the measurement: `right` of its photos at every severity and kind."""
    bins = [[0.0, 0.0, 0.0] for _ in range(evaluate.BINS - 1)] + [[photos, 0.95 * photos, right]]
    return {
        "arm": arm,
        "seed": seed,
        "photos": photos,
        "right": {kind: [right] * 6 for kind in shift.KINDS},
        "said": [bins] * 6,
        "tempered": [bins] * 6,
        "temperature": 1.5,
    }


def said(app):
    return " ".join(element.value for element in app.markdown)


@both
def test_damage_is_predicted_measured_and_told_in_both_parts(visit, small, locale):
    app = visit(PAGE, locale, query={lesson.PART: "shift"})
    assert not app.exception
    app = settle(press(app, "holds_shift", "tuned"))
    app = settle(app)
    assert not app.exception
    learner = app.session_state["learner"]
    (bet,) = services.store().get_setting(learner, "guesses").values()
    assert bet["came"] is not None
    into = "en" if locale == "en-US" else "ja"
    assert lesson.parts("holds", into)["shift"].pieces["why"].split("**")[1] in said(app)
    app.slider(key="holds_shift_severity").set_value(0).run()
    assert not app.exception
    app.button_group(key="holds_part").set_value("sure").run()  # measured, and asked all the same
    assert not app.exception
    assert lesson.parts("holds", into)["sure"].pieces["why"].split("**")[1] not in said(app)
    press(app, "holds_sure", "half")
    assert lesson.parts("holds", into)["sure"].pieces["why"].split("**")[1] in said(app)
    assert len(services.store().get_setting(learner, "guesses")) == 2


def test_weights_are_mixed_after_a_guess(visit, small):
    app = visit(PAGE, "en-US", query={lesson.PART: "between"})
    app = settle(press(app, "holds_between", "between"))
    app = settle(app)
    assert not app.exception
    assert "mixing is arithmetic" in said(app)
    app.select_slider(key="holds_between_share").set_value(0).run()
    assert not app.exception


def test_a_shortcut_is_predicted_measured_and_told(visit, small):
    app = visit(PAGE, "ja-JP", query={lesson.PART: "shortcuts"})
    assert not app.exception
    app = settle(settle(press(app, "holds_shortcuts", "scratch")))
    assert not app.exception
    assert lesson.parts("holds", "ja")["shortcuts"].pieces["why"].split("**")[3] in said(app)
    (bet,) = services.store().get_setting(app.session_state["learner"], "guesses").values()
    assert bet["came"]
    assert said(app).count("|") > 20  # the table
    for mark in ("frame", "tint"):
        app.button_group(key="holds_shortcuts_mark").set_value(mark).run()
        assert not app.exception
    app.button_group(key="holds_shortcuts_remedy").set_value("mixed").run()
    assert not app.exception


def test_without_cifar10_the_shortcut_is_drawn_into_photos_that_every_machine_has(visit):
    app = visit(PAGE, "en-US", query={lesson.PART: "shortcuts"})
    assert not app.exception
    assert app.button(key="holds_shortcuts_guess_even")
    base = shortcuts._base("digits")
    assert all(arm.check() for arm in shortcut.arms("frame", base).values())


@pytest.mark.parametrize("part", ["shortcuts", "shift", "sure", "between"])
def test_a_part_shows_an_example_until_it_is_measured(visit, cifar, part):
    app = visit(PAGE, "en-US", query={lesson.PART: part})
    assert not app.exception
    assert any("Example, measured on" in caption.value for caption in app.caption)
    modules = {"shortcuts": shortcuts, "shift": damage, "sure": sure, "between": between}
    asked = getattr(modules[part], "payload", ways.payload)()
    kind = {"shortcuts": "shortcut", "between": "between"}.get(part, "shift")
    assert guesses.at(f"holds/{part}/{digest(kind, asked)[:12]}") is None


def test_the_example_does_not_show_what_is_asked(visit, cifar):
    app = visit(PAGE, "en-US", query={lesson.PART: "sure"})
    assert app.slider(key="holds_sure_severity").value == sure.ASKED
    (drawn,) = app.get("plotly_chart")
    assert "severity 0" in drawn.proto.alt


def test_who_leads_must_lead_with_every_seed():
    runs = [run("scratch", 0, 20), run("frozen", 0, 60), run("tuned", 0, 90)]
    runs += [run("scratch", 1, 25), run("frozen", 1, 62), run("tuned", 1, 88)]
    assert damage._judged(runs).winner == "tuned"
    runs[-1] = run("tuned", 1, 50)
    assert damage._judged(runs).winner is None


@pytest.fixture
def rooms():
    """``rooms(owner)``: two own datasets with the same classes, and one with others."""
    rng = np.random.default_rng(0)

    def photos(count):
        out = []
        for number in range(count):
            colours = rng.integers(0, 256, (8, 8, 3), np.uint8)
            pixels = np.kron(colours, np.ones((8, 8, 1), np.uint8))
            out.append((f"{number}.png", png_bytes(pixels)))
        return out

    def make(owner, *names):
        for title, classes in zip(names, (("a*", "b"), ("b", "a*"), ("b", "c")), strict=False):
            create(owner, title, archive.files({name: photos(10) for name in classes}))

    return make


def test_another_room_is_a_second_dataset_with_the_same_classes(visit, rooms, cifar, monkeypatch):
    app = visit(PAGE, "en-US", query={lesson.PART: "shift"})
    assert "You have no photos of your own here yet" in said(app)
    learner = app.session_state["learner"]
    rooms(learner, "Kitchen")
    app.run()
    assert "None of your other datasets has just these classes: a*, b" in shown(said(app))
    rooms(learner, "Attic", "Cellar", "Garage")
    app.run()
    assert len(app.selectbox(key="holds_room_there").options) == 2  # the garage has other classes
    assert app.button(key="holds_room_guess_none")
    made = room.payload

    def small(dataset, other):
        asked = made(dataset, other)
        tuned = Recipe.from_json(asked["ways"]["tuned"])
        quick = tuned.fitted(backbone="squeezenet", size=32, epochs=1, unfreeze=0, lp_ft=0)
        return asked | {"ways": {"tuned": quick.to_json()}, "seeds": 1}

    monkeypatch.setattr(room, "payload", small)
    app.run()
    app = settle(settle(press(app, "holds_room", "none")))
    assert not app.exception
    assert "nobody has learned from them" in said(app)


def marked_run(way, remedy, seed, linked, cut, mass):
    right = {"linked": linked, "cut": cut, "plain": linked}
    return {"arm": f"{way}|{remedy}", "seed": seed, "photos": 100, "right": right, "mass": mass}


def test_who_loses_most_is_counted_seed_by_seed_and_a_small_loss_is_none():
    runs = [marked_run("tuned", "none", seed, 100, 10 + seed, 0.6) for seed in range(3)]
    runs += [marked_run("tuned", "mixed", seed, 84, 80 + seed, 0.1) for seed in range(3)]
    for way, cut in (("scratch", 0), ("frozen", 60)):
        runs += [marked_run(way, "none", seed, 100, cut + seed, None) for seed in range(3)]
    assert shortcuts._judged(runs).winner == "scratch"
    assert shortcuts._costs(runs, "tuned")
    before, after = (shortcut.of(runs, "tuned", one) for one in ("none", "mixed"))
    assert shortcut.lost(before) == pytest.approx([0.9, 0.89, 0.88])
    assert [shortcut.mass(one) for one in (before, after)] == pytest.approx([0.6, 0.1])
    level = [marked_run("tuned", "none", seed, 84, 82, 0.1) for seed in range(3)]
    assert not shortcuts._costs(level, "tuned")


@pytest.mark.parametrize(("there", "came"), [(88, "none"), (95, "none"), (81, "few"), (40, "many")])
def test_a_loss_in_the_other_room_shows_where_the_intervals_do_not_touch(there, came):
    places = {"here": {"right": 450, "photos": 500}, "there": {"right": 5 * there, "photos": 500}}
    assert room.outcome([{"arm": "tuned", "seed": 0, **places}]) == came


@pytest.mark.parametrize(("right", "came"), [(95, "as_said"), (70, "fewer"), (40, "half")])
def test_how_many_of_the_surest_answers_are_right_decides_what_is_said(right, came):
    assert sure.outcome({"runs": [run("tuned", 0, right)]}) == came


@pytest.mark.parametrize(
    ("ends", "half", "came"),
    [((60, 70), 40, "worse"), ((60, 70), 66, "between"), ((60, 70), 80, "better")],
)
def test_the_network_halfway_is_compared_with_both_ends(ends, half, came):
    row = [ends[0]] * 5 + [half] + [ends[1]] * 5
    assert between.outcome([{"photos": 100, "clean": row, "shifted": row}]) == came


@pytest.mark.parametrize(
    ("back", "said"), [(0.45, "back"), (0.2, "little"), (0.004, "none"), (-0.04, "none")]
)
def test_a_remedy_that_gives_no_point_back_is_not_said_to_give_some(back, said):
    assert shortcuts.gained(back, 0.9) == said
