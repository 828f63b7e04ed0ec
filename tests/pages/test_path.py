"""Your path on Home: what there is, how far one is, and the next step."""

import pytest

from core.paths import ROOT
from dashboard.kit import lesson
from dashboard.kit.quiz import questions, record
from dashboard.shell import services, sitemap
from pages.home import path
from pages.home.path import PROMISES


def links(app):
    return [(link.proto.label, link.proto.query_string) for link in app.get("page_link")]


def said(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption))


def keep(app, name, value):
    services.store().set_setting(app.session_state["learner"], name, value)


@pytest.mark.parametrize(("locale", "word"), [("en-US", "Begin"), ("ja-JP", "始める")])
def test_everything_that_stands_has_a_row(visit, locale, word):
    app = visit(locale=locale)
    standing = [name for name in PROMISES if sitemap.stands(name)]
    for name in standing:
        assert sitemap.TITLES[name][1] in said(app)
    labels = [label for label, _query in links(app)]
    assert labels.count(word) == len(standing) - len(path.EXPERIMENTS)
    assert set(questions.LESSONS) <= set(PROMISES)


def test_the_path_is_the_site_in_its_order():
    """The photo page stands before the attacks, which are about such a photo."""
    on_the_way = [name for part in list(sitemap.SECTIONS.values())[:3] for name in part]
    assert list(PROMISES) == [name for name in on_the_way if name != sitemap.HOME]
    assert list(sitemap.TITLES) == [name for part in sitemap.SECTIONS.values() for name in part]
    assert on_the_way.index("photo") < on_the_way.index("ideal") < on_the_way.index("adversarial")


def test_what_comes_next_is_marked_and_how_long_the_rest_takes(visit):
    app = visit(locale="en-US")
    known = {name: list(lesson.parts(name, "en")) for name in ("why", "architectures")}

    def next_one():
        (row,) = [one.value for one in app.markdown if "blue-badge" in one.value]
        return row

    assert "**Why transfer works**" in next_one()
    assert f"about {5 * len(known['why'])} min" in said(app)
    keep(app, lesson.PROGRESS, {"why": known["why"], "architectures": known["architectures"][:2]})
    app.run()
    assert "**Architectures**" in next_one()
    assert f"2 of {len(known['architectures'])} parts · about " in said(app)
    assert any("**Why transfer works** :green[:material/check" in one.value for one in app.markdown)


def test_the_first_step_is_to_guess(visit):
    app = visit(locale="en-US")
    assert "guess before you look" in said(app)
    assert any("quiz=why&when=before" in query for _label, query in links(app))
    keep(app, lesson.PROGRESS, {"photo": ["look"]})
    app.run()
    assert "guess before you look" not in said(app)


def test_the_link_goes_on_with_the_first_part_that_is_not_done(visit):
    app = visit(locale="en-US")
    known = lesson.parts("photo", "en")
    keep(app, lesson.PROGRESS, {"photo": ["answers", "near"]})
    app.run()
    assert f"2 of {len(known)} parts" in said(app)
    assert ("Go on: Where they look", "part=look&lang=en") in links(app)
    keep(app, lesson.PROGRESS, {"photo": list(known)})
    app.run()
    assert any(label == "Look again" for label, _query in links(app))
    assert any("quiz=photo&when=after" in query for _label, query in links(app))


def test_the_scores_of_the_quizzes_stand_beside_the_parts(visit):
    app = visit(locale="en-US")
    right = {"first": True, "right": True, "given": [2]}
    keep(app, record.ANSWERS, {"photo": {"before": {"noise": right}}})
    app.run()
    assert "quiz before: 1/3" in said(app)
    keep(app, record.ANSWERS, {"photo": {"before": {"noise": right}, "after": {"map": right}}})
    app.run()
    assert "quiz 1/3 → 1/5" in said(app)


@pytest.mark.parametrize(("at", "when"), [(0, "before"), (-1, "after")])
def test_a_quiz_stands_at_each_end_of_its_lesson(visit, at, when):
    part = list(lesson.parts("photo", "en"))[at]
    app = visit(ROOT / "pages" / "photo" / "page.py", "en-US", query={"part": part})
    (label,) = [label for label, query in links(app) if f"quiz=photo&when={when}" in query]
    count = len(questions.quiz("photo", when, "en"))
    assert label.endswith(f": {count} questions")
    assert sum("quiz=photo" in query for _label, query in links(app)) == 1


def test_what_a_quiz_came_to_stands_at_its_end_of_the_lesson(visit):
    app = visit(ROOT / "pages" / "photo" / "page.py", "en-US")
    right = {"first": True, "right": True, "given": [0]}
    known = questions.quiz("photo", "before", "en")
    keep(app, record.ANSWERS, {"photo": {"before": dict.fromkeys(known, right)}})
    app.query_params["part"] = next(iter(lesson.parts("photo", "en")))
    app.run()
    wanted = f"Your guesses before: {len(known)} of {len(known)} right"
    assert wanted in [label for label, _query in links(app)]


def test_home_is_a_short_page():
    assert len((ROOT / "pages" / "home" / "page.py").read_text().splitlines()) < 40


def test_every_experiment_is_one_press_away_where_the_menu_is_folded(visit):
    app = visit(locale="en-US")
    labels = [label for label, _query in links(app)]
    for name in (*sitemap.SECTIONS["Experiment"], *sitemap.SECTIONS["Project"]):
        assert (sitemap.TITLES[name][0] in labels) == sitemap.stands(name)
