"""The lessons in a real browser: on each page the thing one came for."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.journeys import still, walked

pytestmark = pytest.mark.browser


def open_part(context, server, page_name, query):
    page = context.new_page()
    page.goto(f"{server}/{page_name}?{query}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_function("window.localStorage.getItem('tll-learner') !== null")
    return page


def button(page, key):
    return page.locator(f".st-key-{key} button")


@walked("ja-JP")
def test_walk_a_photo_and_look_at_one_channel(server, learner, locale):
    page = open_part(learner(locale=locale), server, "why", "part=walk")
    first = page.locator('[data-pick^="1:"]').first
    expect(first).to_be_visible()
    channel = first.get_attribute("data-pick").split(":")[1]
    first.click()
    stem = "Stem" if locale == "en-US" else "入口の畳み込み"
    number = page.get_by_role("spinbutton", name=re.compile(stem))
    expect(number).to_have_value(channel)
    named = page.get_by_label(re.compile(f"(channel|チャンネル) ?{channel}\\b"))
    field = page.locator("svg").and_(named)
    expect(field.first).to_be_visible()


def test_back_and_forward_go_through_the_parts_and_a_lesson_opens_where_it_was_left(
    server, learner
):
    page = open_part(learner(), server, "runs", "")
    lesson, other = (
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=name)
        for name in ("Strategy advisor", "Run log")
    )
    part = page.get_by_role("heading", level=2).first

    def shows(text):
        """As a person looks before the next step; Streamlit mixes up steps that are quicker."""
        expect(part).to_have_text(text)
        still(page)

    def shows_log():
        expect(page).to_have_url(re.compile("/runs"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Run log")
        still(page)

    lesson.click()
    expect(page).to_have_url(re.compile("/advisor.part=tables$"))  # its own, and no new entry
    expect(part).to_be_visible()
    first = part.inner_text()
    button(page, "advisor_to_similar").click()
    expect(page).to_have_url(re.compile("part=similar"))
    expect(part).not_to_have_text(first)
    second = part.inner_text()
    expect(part).to_be_in_viewport()  # its top, though the button stands at the foot of the other
    page.go_back()
    shows(first)
    page.go_forward()
    shows(second)
    other.click()
    shows_log()
    lesson.click()
    shows(second)
    page.go_back()
    shows_log()
    page.go_back()
    shows(second)
    page.go_back()
    shows(first)


@walked("en-US")
def test_take_a_network_apart_down_to_a_layer(server, learner, locale):
    page = open_part(
        learner(locale=locale), server, "architectures", "part=network&network=resnet50"
    )
    block = page.locator('.network [data-pick="1"], [data-pick="1"]').first
    expect(block).to_be_visible()
    block.click()
    layer = page.locator('[data-pick="conv2_block1_2_conv"]')
    expect(layer).to_be_visible()
    layer.focus()
    page.keyboard.press("Enter")  # the keyboard can do it, too
    expect(page.locator("code", has_text="conv2_block1_2_conv").first).to_be_visible()
    expect(page.get_by_text("36,928").first).to_be_visible()  # 3 × 3 × 64 × 64 + 64


@walked("ja-JP")
def test_build_a_stack(server, learner, locale):
    page = open_part(learner(locale=locale), server, "architectures", "part=vgg")
    button(page, "vgg_section").nth(1).click()
    label = "Receptive field" if locale == "en-US" else "受容野"
    field = page.locator("[data-testid=stMetric]").filter(has_text=label)
    expect(field).to_contain_text("6")  # 3×3, 3×3, pooling
    button(page, "vgg_add_conv3").click()
    expect(field).to_contain_text("10")
    button(page, "vgg_undo").click()
    expect(field).to_contain_text("6")


@walked("en-US")
def test_read_the_program_line_by_line(server, learner, locale):
    page = open_part(learner(locale=locale, scheme="dark"), server, "two_ways", "part=code")
    lines = page.locator("[data-pick]")
    expect(lines.first).to_be_visible()
    start = page.locator(".st-key-code_side").inner_text()
    button(page, "code_next").click()
    expect(page.locator(".st-key-code_side").first).not_to_have_text(start)
    lines.first.click()
    expect(button(page, "code_back")).to_be_disabled()


def test_predict_measure_and_stop(server, learner):
    page = open_part(learner(locale="ja-JP"), server, "tricks", "part=overfit")
    page.locator(".st-key-tricks_overfit_photos").get_by_role("slider").press(
        "Home"
    )  # the fewest photos
    choices = page.locator(".st-key-tricks_overfit_guess[role=group] button")
    choices.nth(1).click()
    cancel = page.locator(".st-key-tricks_overfit_cancel button")
    expect(cancel).to_be_visible()
    cancel.click()
    marked = choices.nth(1).get_by_test_id("stIconMaterial")
    expect(marked).to_be_visible()
    choices.nth(0).click()  # and another one may be said
    expect(page.locator(".st-key-tricks_overfit_figure .main-svg").first).to_be_visible()


@walked("ja-JP")
def test_answer_a_question_and_look_up_a_term(server, learner, locale):
    context = learner(locale=locale, scheme="dark")
    page = open_part(context, server, "check", "")
    entries = page.evaluate("window.history.length")
    button(page, "quiz_open_why_before").click()
    choices = page.locator("[data-testid=stRadio] [role=radiogroup] label")
    choices.nth(0).click()
    assert page.evaluate("window.history.length") == entries + 1  # a quiz is one step back
    send = page.locator("[data-testid=stFormSubmitButton] button")
    expect(send.locator("p")).to_have_css("color", "rgb(17, 21, 28)")  # dark on light blue
    send.click()
    not_yet = "Not yet" if locale == "en-US" else "もう一度"
    expect(page.get_by_text(re.compile(not_yet)).first).to_be_visible()
    choices.nth(1).click()
    send.click()
    expect(page.get_by_text("Right." if locale == "en-US" else "正解です。").first).to_be_visible()

    page = open_part(context, server, "check", "term=freeze")
    expect(page.get_by_text("freeze" if locale == "en-US" else "凍結").first).to_be_visible()
    # Home knows how far one is
    page.goto(server)
    expect(page.get_by_text(re.compile(r"0/\d")).first).to_be_visible()
