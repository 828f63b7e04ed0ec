"""The widgets of our own: what their files promise to those who meet them half loaded."""

import re
from pathlib import Path

import pytest

from dashboard.components import component

FOLDER = Path(component.__file__).parent
WITH_CONTROLS = sorted(
    file.stem
    for file in FOLDER.glob("*.html")
    if re.search(r"<(button|input|select|textarea)\b|tabindex", file.read_text("utf-8"))
)


@pytest.mark.parametrize("name", WITH_CONTROLS)
def test_controls_are_hidden_until_the_script_has_named_them(name):
    """Otherwise a screen reader meets a button without a name while the script is on its way."""
    html = (FOLDER / f"{name}.html").read_text("utf-8")
    script = (FOLDER / f"{name}.js").read_text("utf-8")
    assert re.match(r'<div class="[a-z]+" style="visibility: hidden">', html)
    assert script.count('.style.visibility = "";') == 1


def test_there_are_such_widgets():
    assert {"film", "compare"} <= set(WITH_CONTROLS)
