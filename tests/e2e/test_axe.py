"""axe-core over every page and every part: no violation of ours, in light and in dark.

What is Streamlit's own is listed with the reason; nothing else is let through.
"""

import re
from contextlib import suppress
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from core.messages import Message
from core.teaching import texts
from core.translations import words
from dashboard.kit import lesson
from dashboard.shell import sitemap
from tests.e2e.journeys import still
from tests.sample import FULL

pytestmark = pytest.mark.browser

PARTS = [
    f"{page}?part={part}"
    for page in sitemap.TITLES
    if (texts.FOLDER / f"{page}.en.md").is_file()
    for part in lesson.parts(page, "en")
]
LESSONS = {place.partition("?")[0] for place in PARTS}
OTHERS = [
    *(
        "" if page == sitemap.HOME else page
        for page in sitemap.TITLES
        if page not in LESSONS and page not in sitemap.OF_TEACHER  # of a class: test_class.py
    ),
    "check?quiz=why",
]
LANGUAGE = {"light": "en", "dark": "ja"}
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
PATIENCE = 3_000  # milliseconds for what a page measures when it opens

# rule -> where, and why it is not ours; with the number at github.com/streamlit/streamlit where one
# was found (looked for in November 2026; the others have none)
STREAMLITS = {
    "list": ("[data-testid=stSidebarNavItems]", "the navigation's sections are divs in a list"),
    "listitem": ("[data-testid=stSidebarNavItems]", "the same, seen from its items"),
    "presentation-role-conflict": (
        "[data-testid=stFileUploaderDropzone]",
        "#15928 took the dropzone out of the tab order, its attributes for readers stayed",
    ),
    "color-contrast": (
        "[data-testid=stCode]",
        "tokens of code have Streamlit's own colours",
    ),
    "scrollable-region-focusable": ("[data-testid=stCode]", "a long program scrolls in its frame"),
}

# Streamlit fades what it is about to draw anew.
STILL = """* { transition: none !important; animation: none !important }
[data-stale] { opacity: 1 !important }"""
THEMED = """() => {
  const style = (element) => getComputedStyle(element);
  const ground = style(document.documentElement).getPropertyValue("--tll-ground").trim();
  const rgb = (ground.match(/[0-9a-f]{2}/gi) ?? []).map((part) => parseInt(part, 16)).join(", ");
  return style(document.querySelector(".stApp")).backgroundColor === `rgb(${rgb})`;
}"""
# As Back does: the page changes in the tab that is open, which costs half of opening it anew.  Over
# when Streamlit has taken it up.
GO = """async (place) => {
  const app = document.querySelector("[data-test-script-state]");
  const taken = new Promise((over) => new MutationObserver((_all, watching) => {
    watching.disconnect();
    over();
  }).observe(app, { attributeFilter: ["data-test-script-state"] }));
  history.pushState(null, "", "/" + place);
  window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
  await Promise.race([taken, new Promise((over) => setTimeout(over, 3000))]);
}"""
RUN = """async ([known, whole]) => {
  const found = await axe.run(whole ? document : { exclude: "[data-testid=stSidebar]" }, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  });
  const element = (target) => {
    let root = document, found = null;
    for (const step of target.flat(2)) {
      found = root.querySelector(step);
      root = found?.shadowRoot ?? root;
    }
    return found;
  };
  return found.violations.flatMap(({ id, nodes }) => nodes
    .filter(({ target }) => !(known[id] && element(target)?.closest(known[id])))
    .map(({ target, html, any, all, none }) => [id, target.flat(2).join(" >> "),
      html.slice(0, 160), [...any, ...all, ...none].map((check) => check.message).join("; ")]));
}"""


@pytest.fixture(scope="module")
def source():
    """axe-core itself, as the package for Playwright carries it."""
    return AXE.read_text("utf-8")


@pytest.fixture(scope="module")
def tabs(browser, server, source):
    """One tab a theme, each in a language of its own; nothing fades, so that every colour is seen
    as it stays."""
    contexts = {
        scheme: browser.new_context(
            locale=locale, color_scheme=scheme, viewport={"width": 1280, "height": 900}
        )
        for scheme, locale in LANGUAGE.items()
    }
    pages = {scheme: context.new_page() for scheme, context in contexts.items()}
    for page in pages.values():
        page.goto(f"{server}/glossary")
        settled(page)
        page.evaluate(source)
        page.add_style_tag(content=STILL)
    yield pages
    for context in contexts.values():
        context.close()


def settled(page):
    """Wait until the page is drawn."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    still(page)


def violations(page, whole):
    """What axe finds; the sidebar is the same on every page and costs most, so once is enough."""
    settled(page)
    page.wait_for_function(THEMED)  # the first run of a session does not know the theme yet
    with suppress(AssertionError):  # what takes longer is looked at as it stands meanwhile
        expect(page.get_by_role("progressbar")).to_have_count(0, timeout=PATIENCE)
    return page.evaluate(RUN, [{rule: where for rule, (where, _why) in STREAMLITS.items()}, whole])


@pytest.mark.parametrize(
    ("scheme", "place"),
    [
        *(("light", place) for place in (*OTHERS, *PARTS)),
        *(("dark", place) for place in (*OTHERS, *PARTS[:: 1 if FULL else 4])),  # else a sample
    ],
)
def test_axe_finds_nothing_of_ours(tabs, scheme, place):
    page = tabs[scheme]
    page.evaluate(GO, place)
    name, _mark, part = place.partition("?part=")
    if name == sitemap.BESIDE:  # it is in no menu
        title = words(LANGUAGE[scheme])(Message(sitemap.TITLES[name][0]))
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
    else:
        here = page.locator("[data-testid=stSidebarNavLink][aria-current=page]")
        expect(here).to_have_attribute("href", re.compile(f"/{name.partition('?')[0]}$"))
    if part:
        title = lesson.parts(name, LANGUAGE[scheme])[part].title
        chosen = page.locator(f".st-key-line_{name}").get_by_role("radio", checked=True)
        expect(chosen).to_contain_text(title)
    assert violations(page, whole=place == "") == []
