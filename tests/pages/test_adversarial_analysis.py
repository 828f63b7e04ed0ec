"""What is found out about an attack: the real tasks on the smaller network, and what is said."""

from dataclasses import replace

import numpy as np
import pytest

from core.imagine.attacks.analyses.defences import DEFENCES
from core.imagine.attacks.recipe import Attack
from core.paths import ROOT
from core.runs import examples
from core.runs.store import Run
from core.statistics import wilson_interval
from core.transfer.recipe import Recipe
from pages.adversarial import control, curve, defences, matrix, own, state
from pages.adversarial import slice as plane
from tests.pages.settled import settle
from tests.patience import PATIENCE

PAGE = ROOT / "pages" / "adversarial" / "page.py"
ATTACK = Attack.of("pgd", backbones=("squeezenet",), target=284, budget=8, steps=8)


@pytest.fixture(scope="module")
def made(own_folders):
    """A real attack of the course's example on SqueezeNet."""
    from core.jobs.state import DONE
    from dashboard.kit import photo
    from dashboard.shell import services

    dog = photo.sample(state.DOG, "en")
    asked = state.payload(ATTACK, dog)
    job = services.runner().wait(services.runner().submit("attack", asked, "a test"), PATIENCE)
    assert job.status == DONE
    return state.Made(dog, None, job.result, "first")


@pytest.fixture
def part(visit, made):
    def open_part(name, locale="en-US", of=made):
        app = visit(PAGE, locale, query={"part": name})
        app.session_state[state.MADE] = [of]
        app = settle(app.run())
        assert not app.exception
        return app

    return open_part


def said(app):
    return "\n".join(element.value for element in app.markdown)


def titles(app):
    """The titles of the figures on the page: each stands above it, and is its text."""
    return [one.proto.alt for one in app.get("plotly_chart")]


def guessed(app, key, said):
    """Predict, then press; or press what is predicted, where the choices are the buttons."""
    choices = {one.key: one for one in app.button}
    if f"{key}_guess_{said}" in choices:
        return settle(choices[f"{key}_guess_{said}"].click().run())
    assert app.button(key=f"{key}_wait").disabled
    app = app.select_slider(key=f"{key}_guess").set_value(said).run()
    return settle(app.button(key=f"{key}_go").click().run())


@pytest.mark.parametrize("page", [curve, matrix, defences, plane])
def test_examples_are_asked_for_by_a_samples_name_and_keep_no_picture(page):
    for key, (kind, asked) in page.examples().items():
        assert kind in ("attack_example", "attack_sweep"), key
        assert "photo" not in asked and "before" not in asked
    for file in examples.FOLDER.glob("adversarial.*.json"):
        text = file.read_text("utf-8")
        assert len(text) < 60_000 and "iVBOR" not in text and "/9j/" not in text


# -- the epsilon curve -----------------------------------------------------------------------------


def test_the_curve_names_the_smallest_budget_and_answers_the_guess(part):
    app = guessed(part("curve"), "curve_sweep", "16")
    assert not app.exception
    assert "smallest that makes it “Siamese cat”" in titles(app)[0]
    assert "You guessed 16/255" in said(app)
    assert "of 20 draws" not in said(app)  # the control stands below and asks first
    assert "of 20 draws" in said(guessed(app, "control", 0.0))


def test_an_attack_without_epsilon_says_so_and_offers_pgd(part, made):
    of = replace(made, result=made.result | {"recipe": Attack.of("deepfool").to_json()})
    app = part("curve", of=of)
    assert "DeepFool does not limit the change of each pixel" in said(app)
    assert curve.of_signs(Attack.of("deepfool")) == Attack.of("pgd", goal="untargeted")
    assert curve.of_signs(ATTACK) is ATTACK


def sweep(*successes, index=1):
    return [{"budget": k, "success": float(won), "index": index} for k, won in enumerate(successes)]


@pytest.mark.parametrize(
    ("rows", "came"),
    [(sweep(1, 1), "0"), (sweep(0, 0), "never"), (sweep(0, 0, 1), "2")],
)
def test_the_smallest_budget_decides_which_guess_comes_true(rows, came):
    assert curve.came(rows) == came


@pytest.mark.parametrize(("guess", "piece"), [(2, "right"), (4, "higher"), (1, "lower")])
def test_the_sentence_on_the_guess_follows_the_measurement(guess, piece):
    assert curve.said_of(guess, 2) == piece


@pytest.mark.parametrize(
    ("changed", "piece"),
    [(0, "control_none"), (3, "control_some"), (10, "control_half"), (16, "control_most")],
)
def test_the_sentence_on_the_control_follows_the_measurement(made, changed, piece):
    found = {"changed": changed, "draws": 20, "interval": wilson_interval(changed, 20)}
    assert control.said_of(made, found) == piece


def test_a_control_of_an_attack_that_failed_proves_nothing(made):
    failed = replace(made, result=made.result | {"adversarial": made.result["clean"]})
    assert control.said_of(failed, {"changed": 0, "draws": 20}) == "control_held"


# -- the transfer matrix ---------------------------------------------------------------------------


def test_the_matrix_shows_every_network_and_counts_what_carried_over(part):
    app = part("matrix", "ja-JP")
    app = app.segmented_control(key="matrix_budget").set_value(4).run()
    app = guessed(app, "matrix", "none")
    assert not app.exception
    bodies = [element.proto.body for element in app.get("html")]
    (body,) = [html.split("<tbody>")[1] for html in bodies if "<tbody>" in html]
    assert body.count("<tr>") == 3
    assert body.count('itself"') == 4  # each network on itself, and both in the ensemble
    assert "2通りのうち" in said(app)
    assert "転移ではありません" in said(app)


def verdict(fooled, hit=None):
    return {"fooled": fooled, "hit": hit}


def result(*foreign, own_fooled=(), targeted=False):
    """Two networks; `foreign`: what the other one says of each single row."""
    wanted = verdict(True, True if targeted else None)
    rows = [
        {"made_on": ["a"], "own": [], "judged_by": {"a": wanted, "b": foreign[0]}},
        {"made_on": ["b"], "own": [], "judged_by": {"b": wanted, "a": foreign[1]}},
        {"made_on": ["a", "b"], "own": [], "judged_by": {"a": wanted, "b": wanted}},
    ]
    for row, heads in zip(rows, own_fooled, strict=False):
        row["own"] = [{"fooled": fooled} for fooled in heads]
    return {"networks": ["a", "b"], "rows": rows}


def test_only_networks_that_the_attack_did_not_know_are_counted():
    untargeted = Attack.of("pgd", goal="untargeted")
    assert matrix.carried(result(verdict(True), verdict(False)), untargeted) == (1, 1, 2)
    targeted = result(verdict(True, False), verdict(True, True), targeted=True)
    assert matrix.carried(targeted, Attack.of("pgd")) == (1, 2, 2)


@pytest.mark.parametrize(
    ("counts", "piece"),
    [((0, 0, 2), "none"), ((0, 1, 2), "elsewhere"), ((1, 2, 2), "some"), ((2, 2, 2), "all")],
)
def test_the_sentence_on_transfer_follows_the_counts(counts, piece):
    assert matrix.said_of(*counts) == piece
    assert matrix.came(*counts) == {"elsewhere": "none"}.get(piece, piece)


@pytest.mark.parametrize(
    ("heads", "piece"),
    [
        ((), "together"),
        (([False], [False], [True]), "together_better"),
        (([True], [False], [True]), "together_equal"),
        (([True, True], [False, False], [True, False]), "together_worse"),
    ],
)
def test_an_ensemble_is_judged_by_networks_that_took_no_part(heads, piece):
    found = result(verdict(True), verdict(False), own_fooled=heads)
    assert matrix.ensemble(found, found["rows"][2], Attack.of("pgd", goal="untargeted"))[0] == piece


def test_the_newest_distinct_trainings_on_frozen_features_can_judge(monkeypatch):
    frozen = [Recipe(seed=seed) for seed in (1, 2, 2, 3, 4)]
    others = [Recipe(unfreeze=1), Recipe(scratch=True)]
    runs = [Run("me", "train", "done", recipe.to_json()) for recipe in (*others, *frozen)]
    runs.insert(0, Run("me", "train", "cancelled", Recipe(seed=9).to_json()))
    monkeypatch.setattr(own.runlog, "runs", lambda *_asked: runs)
    assert [recipe.seed for recipe in own.newest()] == [1, 2, 3]


# -- defences --------------------------------------------------------------------------------------


def test_a_defence_is_shown_at_an_amount_that_works(part):
    app = guessed(part("defences"), "defences_jpeg", "price")
    (title,) = titles(app)
    assert title.startswith("Save as JPEG: ")
    assert "knows that it is there" in said(app)
    at = app.select_slider(key="defences_at_jpeg")
    app = at.set_value(0).run()
    assert not app.exception
    assert "as before" in said(app)
    app = settle(app.segmented_control(key="defences_kind").set_value("noise").run())
    assert titles(guessed(app, "defences_noise", "fails"))[0].startswith("Add noise: ")


def test_there_is_nothing_to_undo_where_the_answer_did_not_change(part, made):
    app = part(
        "defences", of=replace(made, result=made.result | {"adversarial": made.result["clean"]})
    )
    assert "nothing to undo" in said(app)
    assert not app.get("plotly_chart")


def defended(*given):
    """Rows of (clean photo kept, attack undone)."""
    return [
        {"amount": amount, "kept": kept, "undone": undone}
        for amount, (kept, undone) in enumerate(given)
    ]


@pytest.mark.parametrize(
    ("rows", "piece", "finding"),
    [
        (defended((True, False), (True, True)), "works", "Blur: 1 of 2 amounts undo"),
        (defended((True, True), (False, True)), "price", "the weakest is 0"),
        (defended((True, False), (False, True)), "fails", "changes the clean photo’s answer, too"),
        (defended((True, False)), "fails", "none of 1 amounts"),
    ],
)
def test_what_is_said_of_a_defence_follows_the_measurement(rows, piece, finding):
    assert defences.said_of(rows) == piece
    assert finding in defences.finding(DEFENCES["blur"], rows)


# -- the plane -------------------------------------------------------------------------------------


def test_the_plane_is_titled_by_its_borders_and_another_direction_is_another_question(part):
    app = guessed(part("slice"), "slice", "attack")
    (title,) = titles(app)
    assert title.startswith(("Along the attack, a border after", "A border after"))
    assert any("random direction 1" in caption.value for caption in app.caption)
    app = settle(app.button(key="slice_again").click().run())
    assert any("random direction 2" in caption.value for caption in app.caption)
    settle(app)
    assert not app.exception


def slice_of(classes):
    return {"along": [-1, 0, 1, 2], "across": [-1, 0, 1], "classes": classes}


@pytest.mark.parametrize(
    ("classes", "borders", "piece"),
    [
        ([[1, 1, 2, 2]] * 3, (1, None), "holds"),
        ([[1] * 4] * 3, (None, None), "no_border"),
        ([[1, 1, 1, 2], [1, 1, 1, 2], [1, 3, 1, 2]], (2, 1), "as_near"),
        ([[1, 3, 2, 2], [1, 1, 2, 2], [1, 1, 2, 2]], (1, 1), "as_near"),
    ],
)
def test_the_sentence_on_the_plane_follows_its_borders(classes, borders, piece):
    assert plane.borders(slice_of(classes)) == borders
    assert plane.said_of(*borders, plane.step(slice_of(classes))) == piece


def test_a_border_is_called_farther_or_nearer_by_more_than_a_step_of_the_map():
    assert plane.said_of(0.5, 1.2, 0.1) == "farther"
    assert plane.said_of(1.2, 0.5, 0.1) == "contradicts"
    assert plane.said_of(0.5, 0.6, 0.1) == "as_near"
    guesses = [plane.came(*borders, 0.1) for borders in ((0.5, 1.2), (1.2, 0.5), (0.5, 0.6))]
    assert guesses == ["attack", "random", "alike"]


def test_the_answers_are_those_of_the_pictures(made):
    assert np.abs(made.after.astype(int) - made.before).max() <= 8
    assert made.result["success"]
