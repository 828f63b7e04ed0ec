"""A class: its door, its roles, what the teacher sees and does, what the learners see of it."""

import ast
import json
import re
from types import SimpleNamespace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from core.classroom import authority, results
from core.classroom.member import Plan, Step
from core.classroom.room import Room
from core.classroom.setting import Setting
from core.classroom.visitor import Visitor
from core.messages import LabError
from core.paths import ROOT
from core.runs.store import Run
from core.transfer.recipe import Recipe
from dashboard.kit import documents, share, times
from dashboard.kit.quiz import questions
from dashboard.shell import gate, services, sitemap
from pages.teacher import who
from tests.pages.conftest import APP
from tests.pages.shown import shown
from tests.pages.test_every_page import fragments, sources
from tests.patience import PATIENCE

TEACHER = "TEACH-ME-PLEASE"
SECURE = Visitor("10.0.0.9", True)
VIEWS = ("who", "lead", "plan", "guesses", "measured", "quizzes", "end")
in_both = pytest.mark.parametrize("locale", ["en-US", "ja-JP"])


@pytest.fixture
def room(tmp_path, monkeypatch):
    """The app as it is started for a class."""
    made = Room(tmp_path / "class.sqlite")
    made.set_teacher_code(TEACHER)
    monkeypatch.setenv(*next(iter(Setting("word", "0.0.0.0", 8501).to_environment().items())))
    monkeypatch.setattr(gate, "room", lambda: made)
    monkeypatch.setattr(gate, "who_comes", lambda: SECURE)
    yield made
    for one in made.learners():
        services.store().delete_owner(one.id)
    made.close()


@pytest.fixture
def arrive():
    """Open a page as a browser that keeps this token: ``arrive("why", token)``."""

    def opened(page="home", token=None, locale="en-US", **query):
        app = AppTest.from_file(APP, default_timeout=PATIENCE)
        app.context = {"locale": locale, "theme": "light"}
        app.session_state[gate.HEARD] = True
        if token is not None:
            app.session_state[gate.TOKEN] = token
        for name, value in query.items():
            app.query_params[name] = value
        if page != "home":
            app._page_hash = calc_hash(page)
        return app.run()

    return opened


def title(app):
    assert not app.exception
    (found,) = app.title
    return found.value


def teaching(room):
    return room.teach(TEACHER, "x")


def joined(room, name="Ada"):
    token = room.join(room.code(), name, "x")
    return token, room.member(token)


def worked(room, name="Ada"):
    """A learner who has guessed, answered, trained."""
    token, member = joined(room, name)
    log = services.store()
    guess = {"guess": "up", "came": "down", "right": False}
    shares = {"guess": 0.4, "came": 0.5, "right": True}
    log.set_setting(member.id, "guesses", {"why/gap/a": guess, "why/kernels/b": shares})
    room.note_question("why/gap/a", "en", {"ask": "Q <b>?", "choices": {"up": "U", "down": "D"}})
    room.note_question("why/gap/a", "ja", {"ask": "問い", "choices": {"up": "上", "down": "下"}})
    answers = {
        when: {name: {"first": at > 1, "right": True, "given": 1} for at, name in enumerate(known)}
        for when in ("before", "after")
        if (known := questions.quiz("why", when, "en"))
    }
    log.set_setting(member.id, "quiz_answers", {"why": answers})
    metrics = {"test_accuracy": 0.8, "test_interval": [0.7, 0.9]}
    recipe = Recipe(dataset="digits", size=96).to_json()
    log.add(Run(owner=member.id, kind="train", status="done", recipe=recipe, metrics=metrics))
    return token, member


# -- the door ---------------------------------------------------------------------------------


def test_without_a_class_there_is_no_door_and_no_teacher(visit):
    app = visit(ROOT / "pages" / "teacher" / "page.py", "en-US")
    assert "Join" not in title(app) and "Teacher" not in title(app)


@in_both
@pytest.mark.parametrize("page", ["home", "playground", "runs", "privacy"])
def test_a_visitor_sees_the_door_and_nothing_else(room, arrive, texts, page, locale):
    app = arrive(page, locale=locale)
    assert title(app) == {"en-US": "Join the class", "ja-JP": "クラスに参加"}[locale]
    assert len([one for one in app.get("html") if "data:image/svg+xml" in one.proto.body]) == 5
    assert not any("pictures/" in said.value for said in app.markdown)
    assert not app.sidebar.button
    assert {one.key for one in app.text_input} == {"join_code", "join_nickname", "teach_code"}
    if locale == "ja-JP":
        said = " ".join(texts(app)).replace(authority.NAME, "")  # as devices show it
        assert sorted(piece for piece in fragments() if piece in said) == []


def test_nothing_is_drawn_before_the_browser_has_said_who_it_is(room):
    app = AppTest.from_file(APP, default_timeout=PATIENCE).run()
    assert not app.exception and not app.title and not app.text_input


def test_a_learner_joins_and_is_where_the_link_led(room, arrive):
    app = arrive("glossary", code=room.code())
    assert app.text_input(key="join_code").value == room.code()
    app.text_input(key="join_nickname").set_value("*Ada*")
    app.button(key="join_go").click().run()
    assert title(app) == "Glossary"
    (member,) = room.learners()
    assert member.nickname == "*Ada*"
    assert app.session_state["learner"] == member.id
    assert "code" not in app.query_params
    assert app.run().session_state["learner"] == member.id


def test_a_wrong_code_is_told_and_lets_nobody_in(room, arrive):
    app = arrive()
    app.text_input(key="join_code").set_value("WRONG1")
    app.text_input(key="join_nickname").set_value("Eve")
    app.button(key="join_go").click().run()
    assert title(app) == "Join the class"
    assert "not right" in app.error[0].value
    assert room.learners() == []


@pytest.mark.parametrize("forged", ["", "guess", "0" * 43])
def test_a_forged_token_lets_nobody_in(room, arrive, forged):
    _token, member = joined(room)
    for token in (forged, member.id):
        app = arrive(token=token)
        assert title(app) == "Join the class"
        assert app.session_state["learner"] != member.id


def test_a_browser_cannot_write_who_it_is_into_the_session():
    """It sends the states of widgets, by ids that it may make up."""
    state = SessionState()
    state["class_token_known"], state["learner"] = "mine", "me"
    sent = WidgetStates()
    for name in ("class_token_known", "learner", "class_member", "class_token_heard"):
        sent.widgets.append(WidgetState(id=name, string_value="somebody else"))
    state.set_widgets_from_proto(sent)
    state.on_script_will_rerun(sent)
    assert (state["class_token_known"], state["learner"]) == ("mine", "me")
    for name in ("class_member", "class_token_heard"):
        with pytest.raises(KeyError):
            state[name]


def test_the_teachers_code_is_not_asked_for_where_others_can_read_it(room, arrive, monkeypatch):
    monkeypatch.setattr(gate, "who_comes", lambda: Visitor("10.0.0.9", False))
    for page in ("home", "teacher"):
        assert "teach_code" not in {one.key for one in arrive(page).text_input}
    monkeypatch.setattr(gate, "who_comes", lambda: Visitor("127.0.0.1", False))
    app = arrive("teacher")
    app.text_input(key="teach_code").set_value(TEACHER)
    app.button(key="teach_go").click().run()
    assert title(app) == "Teacher’s view"


def test_whoever_leaves_is_a_visitor_whose_browser_forgets_the_token(room, monkeypatch):
    token, member = joined(room)
    state = {gate.TOKEN: token, gate.KEEP: token, gate.MEMBER: member, gate.LEARNER: member.id}
    monkeypatch.setattr(gate.st, "session_state", state)
    gate.leave(member)
    assert state == {gate.DROP: True, gate.HEARD: True}
    assert room.member(token) is None


def test_a_school_account_joins_without_the_code(room, monkeypatch):
    """`st.user` is Streamlit's word for whom the identity provider has vouched for."""

    class Someone(dict):
        is_logged_in = False

    someone = Someone(iss="https://school", sub="42", name="*Ada*")
    monkeypatch.setattr("streamlit.user", someone)

    def opened():
        app = AppTest.from_file(APP, default_timeout=PATIENCE)
        app.context = {"locale": "en-US", "theme": "light"}
        app.secrets["auth"] = {"client_id": "x"}
        app.session_state[gate.HEARD] = True
        return app.run()

    assert opened().button(key="join_account").label == "Sign in with your school’s account"
    someone.is_logged_in = True
    for _again in range(2):
        app = opened()
        app.button(key="join_account_go").click().run()
        assert title(app) != "Join the class"
    (member,) = room.learners()
    assert member.nickname == "*Ada*"


def test_an_address_to_share_is_one_that_the_class_reaches(room, monkeypatch):
    monkeypatch.setattr(
        share.addresses, "urls", lambda way, port, host: [f"{way}://10.0.0.5:{port}"]
    )
    monkeypatch.setattr(share, "st", SimpleNamespace(context=SimpleNamespace(url="")))
    for here, there in {
        "http://localhost:8501/why?part=gap": "http://10.0.0.5:8501/why?part=gap",
        "https://10.0.0.5:8501/why": "https://10.0.0.5:8501/why",
    }.items():
        share.st.context.url = here
        assert share._here() == there


# -- roles --------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["home", "photo", "dataset"])
def test_a_learner_is_told_that_photos_go_to_the_computer_of_the_class(room, arrive, texts, page):
    told = texts(arrive(page, joined(room)[0]))
    assert "Photos go to the computer of the class" in " ".join(told)
    assert "never leave this computer" not in " ".join(told)


def test_a_learner_does_not_find_the_teachers_page(room, arrive):
    token, _member = joined(room)
    assert title(arrive("teacher", token)) == title(arrive("home", token))


def test_every_action_of_the_teachers_pages_asks_who_it_is():
    for file in (ROOT / "pages" / "teacher").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "on_click":
                assert ast.unparse(node.value).startswith("gate.for_teacher("), file.name
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pressed.button":
                assert ast.unparse(node.args[2]).startswith("gate.for_teacher("), file.name


@pytest.mark.parametrize("role", ["visitor", "learner", "teacher", "gone", "no class"])
def test_an_action_is_the_teachers_alone(room, monkeypatch, role):
    token = {"learner": lambda: joined(room)[0]}.get(role, lambda: teaching(room))()
    state = {} if role == "visitor" else {gate.TOKEN: token}
    monkeypatch.setattr(gate.st, "session_state", state)
    if role == "gone":
        room.remove(room.member(token).id)
    if role == "no class":
        monkeypatch.delenv("TLL_CLASS")
    done = []
    action = gate.for_teacher(done.append)
    if role == "teacher":
        action(1)
        assert done == [1]
    else:
        with pytest.raises(LabError, match="teacher"):
            action(1)
        assert done == []


@pytest.mark.parametrize("role", ["visitor", "learner", "teacher"])
def test_a_file_is_made_for_the_teacher_alone(room, monkeypatch, role):
    token = {"visitor": "", "learner": joined(room)[0], "teacher": teaching(room)}[role]
    with monkeypatch.context() as patch:
        patch.setattr(gate.st, "session_state", {gate.TOKEN: token})
        made = gate.file_for_teacher(lambda: "all")
    if role == "teacher":  # in another thread, without a session
        assert made() == "all"
    else:
        with pytest.raises(LabError, match="teacher"):
            made()


# -- the teacher's view ---------------------------------------------------------------------------


@in_both
@pytest.mark.parametrize("view", VIEWS)
def test_the_teachers_view_opens_in_both_languages(room, arrive, texts, view, locale):
    for name in ("Ada", "<i>Bob</i>", ":cat:"):
        worked(room, name)
    room.set_plan(Plan((Step("why", 25), Step("race", 15)), began=1.0))
    room.set_lead("why", {"part": "gap"})
    app = arrive("teacher", teaching(room), locale, view=view)
    assert title(app) == {"en-US": "Teacher’s view", "ja-JP": "先生の画面"}[locale]
    assert [one.value for one in app.error] == []
    if locale == "ja-JP":
        found = texts(app)
        said = " ".join(found)
        assert sorted(piece for piece in fragments() if piece in said) == []
        words = {text for text in sources() if re.fullmatch("[A-Z][a-z]+", text)}
        assert words & {text.strip("*# ") for text in found} == set()


@pytest.mark.parametrize("view", VIEWS)
def test_the_teachers_view_of_an_empty_class_says_what_to_do(room, arrive, view):
    app = arrive("teacher", teaching(room), view=view)
    assert title(app) == "Teacher’s view" and app.caption


def test_who_is_where_is_seen(room, arrive, monkeypatch):
    monkeypatch.setattr(who, "AWAY", PATIENCE)  # a slow machine may take that long to the last line
    token, _member = worked(room, "<b>Ada</b>")
    arrive("why", token, part="gap")
    app = arrive("why", token, part="gap").run()
    assert title(app) == "Why transfer works"
    said = [shown(one.value) for one in arrive("teacher", teaching(room)).markdown]
    (table,) = [one for one in said if "Last seen" in one]
    assert re.search(r"\| <b>Ada</b> \| Why transfer works: The gap.* \| now \| 1 \|", table)


def components(app):
    found = {}
    for one in app.get("bidi_component"):
        name = one.proto.component_name.rpartition(".")[2]
        data = one.proto
        found[name] = str(data)
    return found


def test_a_pause_is_over_every_learners_page_until_it_is_lifted(room, arrive):
    token, _member = joined(room)
    app, teacher = arrive("glossary", token), arrive("teacher", teaching(room))
    assert "to the front" not in components(app)["tll_attention"]
    teacher.button(key="teacher_pause").click().run()
    assert "to the front" in components(app.run())["tll_attention"]
    assert title(app) == "Glossary"  # what was on the page is still there
    assert "tll_attention" not in components(teacher.run())
    teacher.button(key="teacher_go_on").click().run()
    assert "to the front" not in components(app.run())["tll_attention"]
    teacher.text_input(key="teacher_words").set_value("<script>x</script>")
    teacher.button(key="teacher_pause").click().run()
    assert room.pause().words == "<script>x</script>"  # as text: tests/e2e/test_class.py


def test_a_page_opens_by_itself_once_and_a_link_leads_back(room, arrive):
    token, _member = joined(room)
    app, teacher = arrive("glossary", token), arrive("teacher", teaching(room), view="lead")
    teacher.selectbox(key="teacher_page").set_value("why").run()
    teacher.selectbox(key="teacher_part_why").set_value("gap").run()
    teacher.button(key="teacher_open").click().run()
    app.run()
    assert title(app) == "Why transfer works"
    assert app.query_params["part"] == ["gap"] or app.query_params["part"] == "gap"
    labels = [one.proto.label for one in app.get("page_link")]
    assert "The class: Why transfer works" in labels
    room.set_lead("why", {"part": "kernels"})  # another part of the page that is open
    app.run()
    assert title(app) == "Why transfer works" and "kernels" in app.query_params["part"]
    app.switch_page(str(ROOT / "pages" / "glossary" / "page.py")).run()
    assert title(app.run()) == "Glossary"  # whoever goes on is left alone
    assert title(teacher.run()) == "Teacher’s view"


def test_a_recipe_is_handed_to_everybody(room, arrive):
    token, _member = joined(room)
    app, teacher = arrive("glossary", token), arrive("teacher", teaching(room), view="lead")
    address = teacher.text_input(key="teacher_recipe_address")
    address.set_value("https://x/playground?dataset=own-1&unfreeze=2").run()
    assert teacher.warning and not room.lead()
    address = teacher.text_input(key="teacher_recipe_address")
    address.set_value("https://x/playground?dataset=digits&size=96&unfreeze=2&job=1").run()
    told = " ".join(one.value for one in teacher.caption)
    assert "Digits: handwritten" in told and "96 px" in told
    teacher.button(key="teacher_recipe_open").click().run()
    assert room.lead().page == "playground"
    assert room.lead().query == {"dataset": "digits", "size": "96", "unfreeze": "2"}
    app.run()
    assert title(app) == "Freeze playground"


def test_a_plan_is_made_begun_and_stopped(room, arrive):
    teacher = arrive("teacher", teaching(room), view="plan")
    teacher.selectbox(key="teacher_plan_page").set_value("race").run()
    assert teacher.number_input(key="teacher_plan_minutes").value == times.minutes("race") == 15
    teacher.button(key="teacher_plan_add").click().run()
    teacher.button(key="teacher_plan_add").click().run()
    teacher.button(key="teacher_plan_remove_0").click().run()
    assert room.plan() == Plan((Step("race", 15),))
    teacher.button(key="teacher_plan_begin").click().run()
    assert room.plan().at(room.plan().began) == 0
    teacher.button(key="teacher_plan_open_0").click().run()
    assert room.lead().page == "race"
    teacher.button(key="teacher_plan_stop").click().run()
    assert room.plan().began is None


def test_a_guess_is_pooled_with_the_words_of_its_question(room, arrive):
    for name in ("Ada", "Bob"):
        worked(room, name)
    teacher = arrive("teacher", teaching(room), view="guesses")
    figure = json.loads(teacher.get("plotly_chart")[0].proto.spec)
    guessed, came = figure["data"]
    assert (list(guessed["x"]), list(came["x"])) == ([2, 0], [0, 2])
    assert any("Q" in one.value and "Q <b>" not in one.value for one in teacher.markdown)


def test_the_end_needs_a_yes_and_then_nothing_is_left(room, arrive):
    token, member = worked(room)
    app, teacher = arrive("glossary", token), arrive("teacher", teaching(room), view="end")
    assert teacher.button(key="teacher_delete").disabled
    teacher.checkbox(key="teacher_sure").check().run()
    teacher.button(key="teacher_delete").click().run()
    assert "The class is deleted" in teacher.success[0].value
    assert room.learners() == []
    assert services.store().count(member.id) == 0
    assert services.store().get_setting(member.id, "guesses") is None
    assert title(app.run()) == "Join the class"


def test_the_names_of_settings_are_those_that_pages_write():
    from pages.teacher import live

    assert results.Names("guesses", "quiz_answers", "lesson_progress") == live.NAMES


@pytest.mark.parametrize("name", ["privacy", "trust-the-certificate"])
def test_a_document_has_the_same_parts_in_both_languages(name):
    both = [documents.text(name, into) for into in ("en", "ja")]
    heads = [len(re.findall("(?m)^## ", text)) for text in both]
    rows = [len(re.findall(r"(?m)^\|", text)) for text in both]
    assert heads[0] == heads[1] > 2 and rows[0] == rows[1]
    assert not any(re.search(r"\.md\)", text) for text in both)
    assert sitemap.stands("privacy")
