"""The classifier's page, opened from the disk in Chromium with the network off, says what the Lab
says: on a computer and on a phone."""

import base64

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("onnx")

from bench.home import ASK
from core import images
from core.study.home import forms, runtime
from core.transfer import fit
from core.transfer.photos import subset_of
from core.transfer.recipe import Recipe

pytestmark = pytest.mark.browser
RECIPE = Recipe(
    dataset="digits",
    classes=("3", "7"),
    per_class=20,
    val_per_class=5,
    test_per_class=10,
    backbone="squeezenet",
    head="probe",
    batch=8,
    size=64,
).check()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The page, a JPEG as a camera stores it (on its side, large), and what the Lab says of that
    and of the test photos."""
    if not runtime.here():
        pytest.skip("what runs a network inside a browser was not fetched by the set-up")
    folder = tmp_path_factory.mktemp("home")
    page, jpeg = folder / "classifier.html", folder / "photo.jpg"
    page.write_text(forms.paged(RECIPE)["html"], encoding="utf-8")
    test = subset_of(RECIPE).test
    exif = Image.Exif()
    exif[0x0112] = 6
    digit = Image.fromarray(test.images[0]).resize((1300, 1100), Image.Resampling.BICUBIC)
    digit.rotate(90, expand=True).save(jpeg, quality=90, exif=exif)
    said = {}

    def keep(trained):
        photo = images.decode(jpeg.read_bytes(), jpeg.name).pixels
        said["jpeg"] = trained.probabilities([photo])[0]
        said["test"] = trained.probabilities(list(test.images))

    fit.train(RECIPE, on_trained=keep)
    return page, jpeg, list(test.images), said


def opened(context, page):
    """The page in a tab without a network, and what it asked for."""
    asked = []
    context.set_offline(True)
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: pytest.fail(str(error)))
    tab.goto(page.as_uri())
    return tab, asked


def test_on_a_phone_a_jpeg_is_classified_as_in_the_lab(learner, made):
    page, jpeg, _photos, said = made
    tab, asked = opened(learner("ja-JP", "dark", 390, 844), page)
    tab.set_input_files("#file", jpeg)
    tab.wait_for_selector("#result:not([hidden])")
    best = int(said["jpeg"].argmax())
    name, share = tab.locator("#answer").inner_text().split()
    assert name == RECIPE.class_names[best]
    assert abs(float(share[:-1]) / 100 - said["jpeg"][best]) < 0.05
    assert "の根拠になった場所" in tab.locator("#heated").inner_text()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert "20枚" in tab.locator("#limits").inner_text()
    tab.locator("[data-language=en]").click()
    assert tab.locator("html").get_attribute("lang") == "en"
    assert "It knows these classes only: three, seven." in tab.locator("#limits").inner_text()
    assert asked == [page.as_uri()]


def test_test_photos_get_the_answers_of_the_training(learner, made):
    page, _jpeg, photos, said = made
    tab, _asked = opened(learner(), page)
    packed = [base64.b64encode(images.png_bytes(photo)).decode() for photo in photos]
    given = np.array([row[0] for row in tab.evaluate(ASK, packed)])
    assert (given.argmax(1) == said["test"].argmax(1)).mean() >= 0.99
    assert np.abs(given - said["test"]).max() < 0.05
    tab.set_input_files("#file", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"})
    tab.wait_for_selector("#state.wrong")
