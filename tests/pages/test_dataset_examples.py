"""What “Your dataset” shows before there is one: photos with flaws, and a study that was run."""

import pytest

from core.paths import ROOT
from core.runs import examples
from core.study import findings
from core.study.compare import Row
from core.study.plan import EXTRACT, SCRATCH, TUNE, Arm
from core.transfer import program
from dashboard.kit import example
from pages.cats_dogs import state, steps
from pages.dataset import flawed, guess, plan

PAGE = ROOT / "pages" / "dataset" / "page.py"


def said(app):
    return "\n".join(one.value for one in (*app.markdown, *app.caption))


def test_the_flaws_are_asked_for_before_they_are_told(visit, cifar):
    app = visit(PAGE, "en-US", query={"part": "checks"})
    assert not app.exception
    assert "times as many photos" not in said(app)
    app.button(key=f"flawed_guess_{flawed.COLOUR}").click().run()
    assert not app.exception
    assert "You predicted that" in said(app)
    assert "times as many photos" in said(app)


@pytest.mark.parametrize("part", ["study", "report"])
def test_study_and_report_show_one_that_was_run(visit, cifar, part):
    app = visit(PAGE, "en-US", query={"part": part})
    assert not app.exception
    assert "was chosen on the validation photos" in said(app)


def test_the_study_of_the_example_keeps_the_answers_of_its_best_arm(cifar):
    kept = examples.of("dataset", "study", "study")
    assert kept is not None
    found = findings.find(plan.EXAMPLE, example.standing(kept).results)
    assert found is not None
    assert found.complete
    asked = examples.of("dataset", "report", "report_examine")
    assert asked is not None
    best = plan.EXAMPLE.recipe(found.best.arm, found.seed)
    assert asked.asked["payload"]["recipe"] == best.to_json()


def row(way, *tests, seeds=(0, 1)):
    arm = Arm("" if way == SCRATCH else "squeezenet", way)
    return Row(arm, seeds, tests, (0, 1), 400, 0.5, 1.0, 0.9, 1.0, 9, 9)


def test_a_way_leads_when_all_others_are_clearly_behind():
    assert guess.leaders([row(EXTRACT, 0.9, 0.9), row(TUNE, 0.7, 0.7)]) == [EXTRACT]
    assert guess.leaders([row(EXTRACT, 0.9, 0.9), row(TUNE, 0.89, 0.91)]) == [EXTRACT, TUNE]
    assert guess.leaders([row(EXTRACT, 0.9, 0.9), row(TUNE, 0.7, seeds=(0,))]) == []


@pytest.mark.parametrize("step", list(steps.LINES))
def test_every_step_of_the_project_has_its_lines_in_the_program(step):
    both = state.example_recipes()[state.BOTH]
    lines = steps.lines(program.write(both), step)
    assert 0 < len(lines.splitlines()) < 30
