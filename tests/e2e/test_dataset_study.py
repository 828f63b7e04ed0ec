"""The whole assignment in a real browser: from a ZIP of photos to the report that is handed in."""

import io
import re
import zipfile
from html import escape

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from dashboard.kit import upload
from tests.e2e.journeys import walked

pytestmark = pytest.mark.browser

WORDS = {
    "en-US": ("Your dataset", "Study", "Report", "My reflection"),
    "ja-JP": ("自分のデータセット", "比べる", "レポート", "私の考察"),
}


NAMES = ("*light*", ":cat: $x$ [a] -> <b>")  # whatever people call their folders


def seen(name):
    """A name as it is written, on a page that may have characters in it of which nothing is
    seen."""
    return re.compile("\u2060?".join(map(re.escape, name)))


def photos():
    """A ZIP of light and dark noise, ten photos each; 18 MB with what a Mac left in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("__MACOSX/filler", np.random.default_rng(0).bytes(18_000_000))
        for name, low in zip(NAMES, (150, 0), strict=True):
            for k in range(10):
                rng = np.random.default_rng([low, k])
                small = Image.fromarray(rng.integers(low, low + 100, (6, 8, 3), dtype=np.uint8))
                buffer = io.BytesIO()
                small.resize((128, 96), Image.Resampling.BICUBIC).save(buffer, "JPEG")
                archive.writestr(f"{name}/{k}.jpg", buffer.getvalue())
    return out.getvalue()


def part(page, title):
    page.get_by_role("radio").filter(has_text=re.compile(rf"^(✓|\d+) · {title}$")).click()
    expect(page.get_by_role("heading", level=2)).to_have_text(title)


@walked("ja-JP")
def test_from_a_zip_to_the_report(server, learner, locale, tmp_path):
    title, study, report, reflection = WORDS[locale]
    page = learner(locale=locale).new_page()
    page.goto(f"{server}/dataset")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_function("window.localStorage.getItem('tll-learner') !== null")
    chooser, limit = page.locator("input[type=file]"), page.locator(".tll-refused")
    large, packed = tmp_path / "large.zip", tmp_path / "noise.zip"
    with large.open("wb") as file:
        file.truncate(upload.ZIP_MEGABYTES * 1_100_000)
    chooser.set_input_files(large)
    expect(limit).to_have_text(re.compile("200 MBまでの" if locale == "ja-JP" else "up to 200 MB"))
    expect(limit).to_be_visible()
    packed.write_bytes(photos())
    chooser.set_input_files(packed)
    page.locator(".st-key-adding_keep button").click()
    expect(page.locator(".tll-gallery")).to_have_count(2)
    for name in NAMES:
        expect(page.locator("strong").filter(has_text=seen(name))).to_be_visible()

    part(page, study)
    page.locator("[class*=st-key-study_seeds]").get_by_role("radio").first.click()
    field = page.locator("[class*=st-key-study_prediction] textarea")
    go = page.locator(".st-key-study_go button")
    told = page.get_by_test_id("stCaptionContainer").filter(has_text=re.compile("7 networks|7回"))
    expect(told.first).to_be_visible()  # three networks, two ways, one from scratch
    field.fill("Light is easy.")
    go.click()  # typing and pressing at once
    found = page.locator(".st-key-study_found .js-plotly-plot").filter(has_text="SqueezeNet")
    expect(found.first).to_be_visible()
    expect(page.get_by_text("★").first).to_be_attached()

    part(page, report)
    expect(page.locator(".st-key-report_html button")).to_be_visible()
    own = page.locator("[class*=st-key-study_reflection] textarea")
    own.fill("As I thought.")
    with page.expect_download() as taken:  # typing and pressing at once, as quickly as a hand can
        page.locator(".st-key-report_html button").click(delay=100)
    expect(
        page.get_by_text(re.compile("your reflection is in the report|あなたの考察は"))
    ).to_be_visible()
    html = taken.value.path().read_text("utf-8")
    assert "Light is easy." in html and "As I thought." in html and reflection in html
    assert all(f"<td>{escape(name)}</td>" in html for name in NAMES)
    assert f'lang="{locale[:2]}"' in html and html.count("<svg") == 3

    page.locator(".st-key-report_notebook_go button").click()
    expect(page.locator(".st-key-report_notebook_zip button")).to_be_visible()
    with page.expect_download() as taken:
        page.locator(".st-key-report_notebook_zip button").click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        names = {
            "report.ipynb",
            "photos.npz",
            "backbone.keras",
            "MODEL_CARD.md",
            "MODEL_CARD.ja.md",
        }
        assert set(archive.namelist()) == names
    page.locator(".st-key-report_export_go button").click()
    expect(page.locator(".st-key-report_download button")).to_be_visible()
