"""Feature maps in colour, in tiles, and beside the photo with what a place sees."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from core import ramp
from core.figures import tiles
from core.figures.field_view import CELLS, SIDE, Field, field_view, places
from core.images import png_bytes


def test_the_ramp_grows_lighter_from_end_to_end():
    lightness = ramp.coloured(np.linspace(0, 1, 64)).astype(float) @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(lightness) > 0).all()


def test_a_grey_picture_takes_the_colours_of_the_ramp():
    grey = np.array([[0, 128], [200, 255]], np.uint8)
    text = base64.b64encode(png_bytes(grey)).decode()
    data = ramp.tinted(text).removeprefix("data:image/png;base64,")
    shown = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"))
    assert np.array_equal(shown, ramp.coloured(grey / 255))


def test_tiles_can_be_chosen_and_say_what_they_are():
    html = tiles.grid(
        [
            tiles.Tile("a:1", "data:x", 'a "map"', chosen=True),
            tiles.Tile("a:2", "data:y", "another", pick=False),
        ],
        across=2,
    )
    assert html.count("data-pick") == 1 + tiles.STYLE.count("data-pick")
    assert 'data-pick="a:1" aria-label="a &quot;map&quot;" aria-pressed="true"' in html
    assert 'alt="another"' in html
    assert "--across:2" in html


def test_rows_draw_how_much_of_the_photo_a_place_sees():
    row = tiles.Row("Block <1>", ("64 maps",), [tiles.Tile("1", "data:x", "map")], 0.25)
    html = tiles.rows([row, row])
    assert html.count("Block &lt;1&gt;") == 2
    assert html.count("width:25.0%") == 2


@pytest.mark.parametrize(("height", "width"), [(13, 13), (56, 56), (5, 7)])
def test_places_lie_apart_within_the_map_and_cover_a_small_one(height, width):
    found = places(height, width)
    assert len(set(found)) == len(found) == min(height, CELLS) * min(width, CELLS)
    assert all(0 <= row < height and 0 <= column < width for row, column in found)
    if max(height, width) <= CELLS:
        assert set(found) == {(row, column) for row in range(height) for column in range(width)}


def view(pen, **changes):
    given = {"overlay": 0.0, "box": (28, 56, 112, 224)} | changes
    return field_view(
        pen,
        "data:photo",
        "data:map",
        Field((4, 8), (3, 6), given["box"], 224),
        overlay=given["overlay"],
        label="words",
    )


def test_the_field_is_framed_on_the_photo_and_the_place_on_the_map(pen):
    svg = view(pen)
    frames = re.findall(
        r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="none"', svg
    )
    share = SIDE / 224
    assert [float(edge) for edge in frames[0]] == [28 * share, 56 * share, 84 * share, 168 * share]
    assert [float(edge) for edge in frames[-1]] == [6 * SIDE / 8, 3 * SIDE / 4, SIDE / 8, SIDE / 4]
    assert 'data-pick="3:6" aria-label="row 4, column 7"' in svg


def test_the_map_lies_over_the_photo_when_wanted(pen):
    assert view(pen).count("data:map") == 1
    laid = view(pen, overlay=0.6)
    assert laid.count("data:map") == 2
    assert 'opacity="0.6"' in laid
