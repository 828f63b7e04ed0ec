"""The shell in a real browser: one's id, one's language, one's data, what is running."""

import re
from contextlib import closing
from http.client import HTTPConnection

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.pages import switch_language
from dashboard.kit import lesson

pytestmark = pytest.mark.browser

ENGLISH, JAPANESE = "Learn new things from old ones", "知っていることから、新しいことを学ぶ"
KEPT = "window.localStorage.getItem('tll-learner')"


def open_home(context, server, title):
    page = context.new_page()
    page.goto(server)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_function(f"{KEPT} !== null")
    return page


def test_the_browser_decides_the_language_and_the_switch_is_remembered(server, learner):
    context = learner(locale="ja-JP")
    page = open_home(context, server, JAPANESE)
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    learner_id = page.evaluate(KEPT)
    assert re.fullmatch("[0-9a-f]{32}", learner_id)
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH)
    expect(page).to_have_url(re.compile("lang=en"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.close()

    again = open_home(context, server, ENGLISH)  # a new visit, without anything in the link
    assert again.evaluate(KEPT) == learner_id


def test_everything_of_mine_can_be_deleted(server, learner):
    page = open_home(learner(), server, ENGLISH)
    before = page.evaluate(KEPT)
    page.get_by_role("button", name="Delete everything of mine").click()
    page.get_by_role("button", name="Keep everything").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate(KEPT) == before
    page.get_by_role("button", name="Delete everything of mine").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_function(f"{KEPT} !== '{before}'")
    expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH)


def test_one_click_shows_the_main_thing_and_leads_on(server, learner):
    page = open_home(learner(), server, ENGLISH)
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("Right answers on new photos")).to_be_visible()
    expect(page.locator(".st-key-tll_running")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Finished: Training")).to_be_attached()
    for photo in page.locator(".st-key-first_run img").all():
        expect(photo).to_be_in_viewport()  # the result is in sight, without scrolling
    page.reload()  # the same browser finds its experiment again
    expect(page.get_by_text("Right answers on new photos")).to_be_visible()
    page.get_by_role("link", name="Open this experiment in the Freeze playground").click()
    expect(page).to_have_url(re.compile(r"/playground\?.*job=[0-9a-f]+"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_browser(server, learner, scheme):
    page = open_home(learner(scheme=scheme), server, ENGLISH)
    ground = {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 21, 28)"}[scheme]
    expect(page.locator(".stApp")).to_have_css("background-color", ground)
    variable = "getComputedStyle(document.documentElement).getPropertyValue('--tll-ground')"
    ground = {"light": "#FFFFFF", "dark": "#11151C"}[scheme]
    page.wait_for_function(f"{variable}.trim() === '{ground}'")  # it comes with the script's answer


def test_the_browser_hears_of_the_pages_before_a_component_can_answer(server, learner):
    """Else the answer asks for the first page, and an address lands on Home."""
    page, heard = learner().new_page(), []

    def listen(frame):
        message = ForwardMsg()
        message.ParseFromString(frame)
        if message.WhichOneof("type") == "navigation":
            heard.append("pages")
        elif message.delta.new_element.WhichOneof("type") == "bidi_component":
            heard.append("component")

    page.on("websocket", lambda socket: socket.on("framereceived", listen))
    page.goto(f"{server}/runs")
    expect(page.get_by_role("heading", level=1)).to_have_text("Run log")
    page.wait_for_function(f"{KEPT} !== null")
    assert heard[0] == "pages" and "component" in heard


def test_the_language_is_switched_back_and_forth_as_the_benchmark_does(server, learner):
    page = learner().new_page()
    page.goto(f"{server}/playground")
    expect(page.get_by_role("heading", level=1)).to_have_text("Freeze playground")
    assert all(switch_language(page, turn) > 0 for turn in range(2))
    expect(page.get_by_role("radio", name="English")).to_be_checked()


def test_what_is_chosen_is_said_in_the_new_language(server, learner):
    page = learner().new_page()
    page.goto(f"{server}/two_ways?part=ways")
    chosen = page.locator(".st-key-ways_dataset input")
    expect(chosen).to_have_value("CIFAR-10: small photos")
    switch_language(page, 0)
    expect(chosen).to_have_value("CIFAR-10：小さな写真")


def test_a_phone_has_language_and_part_in_sight_and_targets_for_a_finger(server, learner):
    page = learner(locale="ja-JP", width=390, height=800).new_page()
    last = list(lesson.parts("architectures", "ja").values())[-1]
    page.goto(f"{server}/architectures?part={last.id}")
    expect(page.get_by_role("radio", name=last.title)).to_be_in_viewport()
    for name in ("English", "日本語"):
        switch = page.get_by_role("radio", name=name)
        expect(switch).to_be_in_viewport()
        assert switch.bounding_box()["height"] >= 44
    button = page.get_by_test_id("stExpandSidebarButton")
    assert min(button.bounding_box()[side] for side in ("width", "height")) >= 44
    pages = page.get_by_test_id("stSidebar")
    expect(pages).to_have_attribute("data-collapsed", "true")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    button.click()  # over the page, and nothing over the way back
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    expect(pages).to_have_attribute("data-collapsed", "true")


@pytest.mark.parametrize("width", [390, 820])
@pytest.mark.parametrize("part", ["two_ways?part=outputs", "two_ways?part=ways"])
def test_all_columns_of_a_table_are_in_sight(server, learner, part, width):
    page = learner(width=width, height=800).new_page()
    page.goto(f"{server}/{part}")
    tables = ".stMain [data-testid=stMarkdownContainer]:has(> table)"
    expect(page.locator(tables).last).to_be_visible()
    page.wait_for_function(  # as soon as the page has come to rest
        "all => [...document.querySelectorAll(all)].every(e => e.scrollWidth <= e.clientWidth)",
        arg=tables,
    )


def test_nothing_is_asked_of_the_internet(server, learner):
    context = learner()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    open_home(context, server, ENGLISH)
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []


def test_the_app_is_its_own_under_no_name_but_this_computers(server):
    """A page of another site whose name was made to point to this computer is of the same origin to
    the browser."""
    port = server.rpartition(":")[2]
    for host, status in (("evil.example", 403), ("localhost", 101), ("127.0.0.1", 101)):
        with closing(HTTPConnection("127.0.0.1", int(port), timeout=20)) as connection:
            asked = {
                "Host": f"{host}:{port}",
                "Origin": f"http://{host}:{port}",
                "Upgrade": "websocket",
                "Connection": "Upgrade",
                "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Protocol": "streamlit",
            }
            connection.request("GET", "/_stcore/stream", headers=asked)
            assert connection.getresponse().status == status, host


def test_a_table_is_looked_at_and_searched_and_not_downloaded(server, learner):
    """Streamlit's own CSV would hold what a spreadsheet takes for formulas."""
    page = learner().new_page()
    page.goto(f"{server}/architectures?part=networks")
    page.get_by_test_id("stDataFrame").first.hover()
    tools = page.get_by_test_id("stElementToolbar").first
    expect(tools.get_by_role("button", name="Search")).to_be_visible()
    expect(tools.get_by_label("Download as CSV")).to_be_attached()  # else it has another name now
    expect(tools.get_by_label("Download as CSV")).to_be_hidden()
