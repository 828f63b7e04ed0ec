"""The address is the truth: Back and Forward, a page that is opened again, a link that is wrong."""

import pytest

from core.paths import ROOT
from dashboard.shell import services
from pages.adversarial import state
from tests.pages.shown import shown

WHY = ROOT / "pages" / "why" / "page.py"


def test_back_and_forward_go_through_the_parts_of_a_lesson(visit):
    app = visit(WHY, "en-US")
    assert "part" not in app.query_params
    titles = [app.header[0].value]
    for part in ("gap", "idea", "kernels"):
        app.button_group(key="why_part").set_value(part).run()
        assert app.query_params["part"] == part  # each its own address, the first one too
        titles.append(app.header[0].value)
    assert titles[2] == titles[0] != titles[1]
    for part, title in (("idea", titles[2]), ("gap", titles[1]), ("idea", titles[2])):
        app.query_params["part"] = part  # what the browser's buttons do
        app.run()
        assert (app.header[0].value, app.query_params["part"]) == (title, part)
    del app.query_params["part"]
    app.run()
    assert app.header[0].value == titles[0]
    assert "part" not in app.query_params  # an entry written here would hold the learner fast


def test_a_lesson_opens_again_where_it_was_left_also_in_a_later_visit(visit):
    app = visit(WHY, "en-US")
    app.button(key="why_to_gap").click().run()
    left = app.header[0].value
    app.switch_page("../pages/runs/page.py").run()
    app.switch_page("../pages/why/page.py").run()
    assert app.header[0].value == left
    later = visit(None, "en-US")
    later.session_state["learner"] = app.session_state["learner"]
    later.switch_page("../pages/why/page.py").run()
    assert later.header[0].value == left


def test_other_choices_in_the_address_follow_it_too(visit):
    app = visit(ROOT / "pages" / "architectures" / "page.py", "en-US", query={"part": "network"})
    app.selectbox(key="architectures_network").set_value("squeezenet").run()
    assert app.query_params["network"] == "squeezenet"
    del app.query_params["network"]
    app.run()
    assert app.selectbox(key="architectures_network").value == "vgg16"


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("playground", {"size": "many"}),
        ("race", {"seeds": "many"}),
        ("ideal", {"steps": "many"}),
        ("adversarial", {"steps": "many", "photo": "nobody"}),
        ("adversarial", {"photo": "nobody"}),
    ],
)
def test_a_warning_about_a_link_stands_until_the_page_is_left(visit, page, query):
    app = visit(ROOT / "pages" / page / "page.py", "en-US", query=query)
    (said,) = [warning.value for warning in app.warning]
    app.run()  # as when the browser has said who it is
    assert [warning.value for warning in app.warning] == [said]
    app.switch_page("../pages/runs/page.py").run()
    app.switch_page(f"../pages/{page}/page.py").run()
    assert not app.warning


def test_a_warning_about_a_link_goes_when_a_control_is_used(visit):
    app = visit(ROOT / "pages" / "playground" / "page.py", "en-US", query={"size": "many"})
    assert app.warning
    app.selectbox(key="pg_start").set_value("random").run()
    assert not app.warning


def test_back_leads_to_the_attack_and_the_photo_before(visit):
    app = visit(ROOT / "pages" / "adversarial" / "page.py", "en-US")
    assert "method" not in app.query_params
    app.selectbox(key="adversarial_method").set_value("fgsm").run()
    assert app.query_params["method"] == "fgsm"
    app.query_params["method"], app.query_params["photo"] = "patch", "coffee"
    app.run()
    assert app.selectbox(key="adversarial_method").value == "patch"
    assert app.session_state["photo"].id == "coffee"
    app.query_params.clear()
    app.run()
    assert app.selectbox(key="adversarial_method").value == "pgd"
    assert app.session_state["photo"].id == state.DOG
    assert "method" not in app.query_params and "photo" not in app.query_params


def test_what_a_later_version_remembered_is_used_as_far_as_it_can_be(visit):
    app = visit(None, "en-US")
    kept = {"steps": 64, "size": "huge", "colour": "red", "backbone": "squeezenet"}
    services.store().set_setting(app.session_state["learner"], "ideal", kept)
    app.query_params["part"] = "studio"
    app.switch_page(str(ROOT / "pages" / "ideal" / "page.py")).run()
    assert "size=huge" in shown(app.warning[0].value) and "colour" in app.warning[0].value
    assert app.query_params["steps"] == "64"
    assert not app.exception and not app.error
