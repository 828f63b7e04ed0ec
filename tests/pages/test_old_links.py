"""Links that people have kept: every form of address that worked before the settings had one table.

`tests/data/old_links.json` was written by the code of then: [page, parameters, the recipe as JSON].
"""

import json
from dataclasses import asdict

import pytest

from core.imagine.attacks import recipe as attack
from core.imagine.ideal import recipe as ideal
from core.paths import ROOT
from core.race import plan
from core.runs.store import Run
from core.transfer import recipe
from dashboard.kit import lesson
from dashboard.shell import services
from pages.adversarial import state as adversarial
from pages.glossary.terms import terms
from pages.ideal import state as ideals
from pages.playground import state as playground
from pages.race import state as race
from tests.pages.shown import shown
from tests.patience import PATIENCE

PLAYGROUND = ROOT / "pages" / "playground" / "page.py"
OLD = json.loads((ROOT / "tests" / "data" / "old_links.json").read_text("utf-8"))
SETTINGS = {
    "playground": recipe.SETTINGS,
    "race": plan.SETTINGS,
    "ideal": ideal.SETTINGS,
    "adversarial": attack.SETTINGS,
}
STATES = {
    "playground": playground.linked,
    "race": race.linked,
    "ideal": ideals.linked,
    "adversarial": adversarial.linked,
}


def document(page, made):
    if page == "race":
        return json.loads(json.dumps(asdict(made) | {"arms": [arm.id for arm in made.arms]}))
    return json.loads(json.dumps(made.to_json()))


@pytest.mark.parametrize(("page", "query", "was"), OLD, ids=lambda value: str(value)[:60])
def test_an_old_link_means_what_it_meant(page, query, was):
    query = {name: text for name, text in query.items() if name != "photo"}
    read = SETTINGS[page].from_query(query)
    assert read.trouble is None
    now = document(page, read.recipe)
    assert {name: now[name] for name in was} == was


@pytest.fixture(scope="module")
def browser():
    """One session for all links of this file: ``browser(page, query)`` opens one in it."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=PATIENCE)
    app.context = {"locale": "en-US", "theme": "light"}
    app.run()

    def follow(page, query):
        app.query_params.clear()
        app.query_params.update(query)
        app.switch_page(str(ROOT / "pages" / page / "page.py")).run()
        assert not app.exception and not app.error
        assert not [warning.value for warning in app.warning if "left out" in warning.value]
        return app

    return follow


@pytest.mark.parametrize("page", SETTINGS)
def test_the_page_shows_what_its_old_link_holds(browser, page):
    part = {"ideal": {"part": "studio"}, "adversarial": {"part": "attack"}}.get(page, {})
    links = [(query, was) for name, query, was in OLD if name == page and query]
    for query, was in links[1:4]:
        if "vgg16" in str(query) or "mobilenet_v2_dogs" in str(query):
            continue
        app = browser(page, query | part)
        now = document(page, app.session_state[STATES[page].key()])
        assert {name: now[name] for name in was} == was
        assert part.items() <= {name: app.query_params[name] for name in app.query_params}.items()


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("why", "kernels"),
        ("architectures", "which"),
        ("two_ways", "code"),
        ("tricks", "scale"),
        ("advisor", "tables"),
        ("ideal", "gallery"),
        ("adversarial", "beyond"),
        ("cats_dogs", "programme"),
        ("pets", "domains"),
        ("dataset", "photos"),
    ],
)
def test_a_link_to_a_part_of_a_lesson_opens_it(browser, name, part):
    app = browser(name, {"part": part, "lang": "en"})
    assert app.header[0].value == lesson.parts(name, "en")[part].title


def test_links_to_a_network_a_mistake_a_run_and_a_bookmark(browser):
    app = browser("architectures", {"part": "network", "network": "squeezenet"})
    assert app.selectbox(key="architectures_network").value == "squeezenet"
    app = browser("playground", {"break": "few"})
    assert app.button_group(key="pg_break").value == "few"
    app = browser("playground", {"job": "0" * 32, "size": "160"})
    assert "not in this browser" in " ".join(info.value for info in app.info)
    assert app.session_state[playground.linked.key()].size == 160
    app = browser("race", {"inside": "0" * 32})
    assert "not in this browser" in app.info[0].value
    owner = app.session_state["learner"]
    services.store().add(Run(owner=owner, kind="train", status="failed", recipe=OLD[2][2]))
    app = browser("runs", {"find": "squeezenet"})
    assert app.text_input[0].value == "squeezenet"


def test_links_to_a_quiz_and_to_a_term(browser):
    app = browser("check", {"quiz": "tricks", "when": "after"})
    assert app.query_params["quiz"] in ("tricks", ["tricks"])
    name, term = next(iter(terms("en").items()))
    for query, kept in (
        ({"view": "glossary"}, "lang=en"),
        ({"term": name}, f"term={name}&lang=en"),
    ):
        app = browser("check", query)  # the glossary stood there once
        (link,) = [one.proto for one in app.get("page_link") if one.proto.page == "glossary"]
        assert link.query_string == kept
    app = browser("glossary", {"term": name})
    assert any(f":material/bookmark: **{term.term}**" in one.value for one in app.markdown)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("playground", {"lr": "1e-08", "epochs": "1000", "batch": "1", "seed": "2147483647",
                        "scratch": "1", "unfreeze": "18", "seconds": "86400", "views": "32"}),
        ("race", {"arms": "scratch,extract", "epochs": "1", "seconds": "86400", "size": "331",
                  "seeds": "0,1,2,3,4,5,6,7,8,9"}),
        ("race", {"arms": "extract,scratch.chapter", "seconds": "0.1", "seeds": "2147483647"}),
        ("ideal", {"part": "studio", "crop": "0.001", "rotation": "180.0", "average": "0.999",
                   "size": "512", "steps": "4096", "tv": "0.5", "seed": "2147483647"}),
        ("ideal", {"part": "studio", "objective": "channel:999999999:1:-1000:0:1"}),
        ("adversarial", {"part": "attack", "method": "patch", "seed": "2147483647",
                         "momentum": "0.55", "step": "255", "steps": "2000", "budget": "0.0"}),
        ("adversarial", {"part": "attack", "method": "pgd", "budget": "255.0", "target": "999"}),
    ],
    ids=str,
)  # fmt: skip
def test_values_at_their_ends_crash_no_page(browser, page, query):
    browser(page, query)


def test_a_link_of_a_later_version_is_used_as_far_as_it_can_be_and_told_once(browser):
    app = browser("playground", {"size": "96"})
    app.query_params.update({"size": "64", "colour": "red"})
    app.run()
    assert app.session_state[playground.linked.key()].size == 64
    assert "colour=red" in shown(app.warning[0].value)
    assert app.query_params["colour"] in ("red", ["red"])  # or Back could not pass
    app.selectbox(key="pg_start").set_value("random").run()
    assert not app.warning
    assert "colour" not in app.query_params


def test_a_link_opens_in_its_language(visit):
    app = visit(PLAYGROUND, "en-US", query={"size": "96", "lang": "ja"})
    assert app.session_state["language"] == "ja"
    assert app.session_state[playground.linked.key()].size == 96
