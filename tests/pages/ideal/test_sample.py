"""Examples of ideal images: small, and what they say was measured."""

import numpy as np
import pytest

from core.imagine.ideal import pictures
from core.imagine.ideal.recipe import Ideal
from core.runs import examples
from pages.ideal import loop, objectives, sample, seeds, studio, ways

NOISE = np.random.default_rng(0).integers(0, 255, (160, 160, 3), np.uint8)
PARTS = [studio, loop, ways, objectives, seeds]
KIB = 1024


def found(frames=9):
    frame = pictures.frame_text(NOISE)
    return {
        "recipe": Ideal().to_json(),
        "png": "…",
        "steps": 8,
        "probability": 0.9,
        "judged_by": {},
        "frames": [{"step": step, "image": frame, "probability": 0.9} for step in range(frames)],
    }


@pytest.mark.parametrize(("frames", "steps"), [(1, [8]), (3, [0, 4, 8])])
def test_a_few_small_frames_are_kept_the_last_always(frames, steps):
    kept = sample.smaller({"images": [found()]}, frames)["images"][0]
    assert [frame["step"] for frame in kept["frames"]] == steps
    assert pictures.frame_pixels(kept["frames"][0]["image"]).shape == (128, 128, 3)
    assert {one["probability"] for one in (kept, *kept["frames"])} == {
        None
    }  # it is to be predicted


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__.rpartition(".")[2])
def test_an_example_is_there_small_and_of_another_network(part):
    name = part.__name__.rpartition(".")[2]
    file = examples.FOLDER / f"ideal.{name}.json"
    assert file.stat().st_size < 60 * KIB
    for key in part.examples():
        shown = examples.of("ideal", name, key)
        assert {one["recipe"]["backbone"] for one in sample.of(shown)} == {sample.NETWORK}
        assert all(one["frames"] for one in sample.of(shown))


def test_where_the_loop_climbs_most_is_counted_per_step():
    def curve(*gains):
        values = np.cumsum([0.0, *gains])
        return [{"objective": value} for value in values]

    rest = [1.0] * (loop.STEPS - 1)
    assert loop.steepest(curve(*([9.0] * 8 + rest[8:]))) == "early"
    assert loop.steepest(curve(*(rest[:-8] + [9.0] * 8))) == "late"
    assert loop.steepest(curve(*(rest[:8] + [3.0] * 15 + rest[23:]))) == "middle"
