"""The program line by line: counted by the worker, walked by buttons."""

import re

import pytest

from core.experiments import program_steps
from core.paths import ROOT
from core.transfer.rates import CHAPTER, in_code
from tests.pages.guessed import press
from tests.pages.settled import settle

PAGE = ROOT / "pages" / "two_ways" / "page.py"


@pytest.fixture
def app(visit):
    return settle(visit(PAGE, "en-US", query={"part": "code"}))


def said(app):
    return " ".join(element.value for element in app.markdown)


SAID = {
    "base": "1,000-class head left out: 123,642,856 parameters",
    "softmax": "not compiled",
    "summary": "133,898 of 14,848,586 parameters learn",
    "compile": "compiled, rate 1e-3",
    "unfreeze": "what is dashed does not learn yet",
    "keep": "what is dashed does not learn yet",
    "recompile": f"compiled, rate {in_code(CHAPTER)}",
    "test": "This number says how good the network is",
}


def test_every_step_draws_and_explains_what_was_counted(app):
    steps = program_steps.steps("vgg16")
    for step in steps:
        assert not app.exception
        assert not re.search(r"\{\w+\}", said(app)), step.id
        assert SAID.get(step.id, "") in said(app)
        if step is not steps[-1]:
            app.button(key="code_next").click().run()
    assert app.button(key="code_next").disabled


def test_forgetting_to_compile_is_measured(app):
    app = settle(press(app, "code_forget", "all"))
    assert not app.exception
    assert "**0 of them moved**; with it, **6**" in said(app)
