"""Whole images: progress, history, cancelling, judging."""

import json

import numpy as np
import pytest

from core import images
from core.datasets.samples import sample
from core.imagine.answers import classify
from core.imagine.ideal import making, pictures
from core.imagine.ideal.loop import ideal, ideals
from core.imagine.ideal.recipe import Ideal, Term
from core.jobs.inline import InlineRunner
from core.jobs.state import DONE, JobState
from core.messages import LabError
from core.runs import record
from core.work import Stop
from core.zoo import classifier

SMALL = Ideal(backbone="squeezenet", size=64, steps=6, seed=1)


@pytest.fixture(scope="module")
def made():
    """A finished image, and the events on its way."""
    events = []
    recipe = SMALL.but(steps=70)
    return ideal(recipe, report=events.append) | {"events": events}


def test_frames_come_from_the_start_to_the_end(made):
    frames = [event for event in made["events"] if event["kind"] == "frame"]
    assert made["events"][0] is frames[0] and frames[0]["step"] == 0
    assert frames[0]["objective"] is None
    assert frames[-1]["step"] == frames[-1]["steps"] == 70 and frames[-1]["share"] == 1
    assert {event["phase"] for event in made["events"] if event["kind"] == "phase"} == {
        "compile",
        "look",
    }
    assert pictures.frame_pixels(frames[-1]["image"]).shape == (64, 64, 3)


def test_the_history_is_bounded_and_the_curve_whole(made):
    assert [point["step"] for point in made["curve"]] == list(range(1, 71))
    steps = [frame["step"] for frame in made["frames"]]
    assert steps[0] == 0 and steps[-1] == 70 and len(steps) == making.FRAMES + 1
    assert made["curve"][-1]["objective"] > made["curve"][0]["objective"]
    json.dumps(made, allow_nan=False)


def test_what_is_said_of_an_image_is_read_from_its_png(made):
    image = images.from_text(made["png"])
    assert image.shape == (64, 64, 3)
    assert set(made["judged_by"]) == set(classifier.available())
    for name, said in made["judged_by"].items():
        answers = classify(image, name, 1000)["predictions"]
        place = next(k for k, one in enumerate(answers) if one["index"] == 284)
        assert said["probability"] == pytest.approx(answers[place]["probability"], rel=1e-6)
        assert said["rank"] == place + 1
    assert made["probability"] == made["judged_by"]["squeezenet"]["probability"]


def test_equal_seeds_give_equal_images():
    first, again, other = (ideal(SMALL.but(seed=seed))["png"] for seed in (4, 4, 5))
    assert first == again != other


@pytest.mark.parametrize("param", ["pixel", "fourier"])
def test_a_photo_is_where_it_starts(param):
    photo = sample("chelsea").pixels()
    recipe = SMALL.but(param=param, start="photo", objective=(Term("boundary", 0, 4),))
    frame = ideal(recipe, photo)["frames"][0]
    start = pictures.frame_pixels(frame["image"]).astype(int)
    assert np.abs(start - images.resize(photo[None], 64)[0]).mean() < 8


def test_without_a_class_nobody_judges():
    made = ideal(SMALL.but(objective=(Term("channel", 3, 2),)))
    assert made["class"] is made["probability"] is made["logit"] is None
    assert made["judged_by"] == {} and made["frames"][-1]["probability"] is None


def test_coarse_to_fine_doubles_the_resolution_halfway():
    image = making.Making(SMALL.but(coarse=True))
    image.prepare()
    coarse = image._state.z.shape
    while not image.over:
        image.advance()
    assert coarse == (2, 32, 17, 3) and image._state.z.shape == (2, 64, 33, 3)
    assert image.image().shape == (64, 64, 3)


def test_an_image_comes_to_rest():
    def last_change(settle):
        image = making.Making(SMALL.but(steps=20, average=0.0, settle=settle))
        image.prepare()
        while not image.over:
            before = image.image().astype(int)
            image.advance()
        return np.abs(image.image() - before).mean()

    assert last_change(0.5) < last_change(0.0) / 3


def test_cancelling_keeps_the_last_frame():
    asked = []

    def cancelled():
        asked.append(0)
        return len(asked) > 4  # once before the step is built, then before each step

    with pytest.raises(Stop) as stop:
        ideal(SMALL, cancelled=cancelled)
    partial = stop.value.partial
    assert partial["steps"] == 3 == len(partial["curve"]) == partial["frames"][-1]["step"]
    assert images.from_text(partial["png"]).shape == (64, 64, 3)
    assert set(partial["judged_by"]) == {"squeezenet"} and partial["stopped"]
    json.dumps(partial, allow_nan=False)


def test_several_images_share_the_time():
    recipes = [SMALL.but(param=param, steps=4096) for param in ("pixel", "tv", "fourier")]
    made = ideals(recipes, budget=0.5)
    spent = [one["seconds"]["steps"] for one in made["images"]]
    assert all(0.5 <= seconds < 1.5 for seconds in spent)
    assert all(1 <= one["steps"] < 4096 for one in made["images"])
    assert not any(one["stopped"] for one in made["images"])  # their time was over
    job = JobState("a", "ideals", "me", DONE, result=made)
    assert [run.status for run in record.images_of(job)] == [DONE] * 3
    assert not any(record.image_of(run)["stopped"] for run in record.images_of(job))
    for one in made["images"]:
        assert one["frames"][-1]["step"] == one["steps"] == len(one["curve"])
        assert len(one["frames"]) <= making.FRAMES + 1
    assert len({one["png"] for one in made["images"]}) == 3


def test_a_channel_that_is_not_there_is_refused():
    with pytest.raises(LabError, match="0 to 127"):
        ideal(SMALL.but(objective=(Term("channel", 128, 2),)))


def test_the_worker_knows_the_tasks():
    runner = InlineRunner()
    photo = images.to_text(sample("chelsea").pixels())
    recipe = SMALL.but(start="photo", steps=2).to_json()
    one = runner.state(runner.submit("ideal", {"recipe": recipe, "photo": photo}, "test"))
    assert one.error is None and one.result["steps"] == 2
    payload = {"recipes": [SMALL.to_json(), SMALL.but(seed=2).to_json()]}
    two = runner.state(runner.submit("ideals", payload, "test"))
    assert two.error is None and [image["steps"] for image in two.result["images"]] == [6, 6]
    bad = runner.state(runner.submit("ideal", {"recipe": SMALL.but(tv=-1.0).to_json()}, "test"))
    assert "-1" in str(bad.error)
