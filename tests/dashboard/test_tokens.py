"""Colours: readable (WCAG AA), and the same in the theme files as in the one place."""

import tomllib

import pytest

from core.paths import ROOT
from dashboard.shell.theme import EDGES, LINES, PALETTES, css_variables

THEMES = list(PALETTES)
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula_knows_black_and_white():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["ground", "raised"])
@pytest.mark.parametrize("name", ["frozen", "trainable", "head", "right", "wrong", "ink", "quiet"])
def test_every_colour_can_be_read_as_text(theme, ground, name):
    palette = PALETTES[theme]
    assert contrast(getattr(palette, name), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["ground", "raised"])
def test_the_edges_of_controls_can_be_seen(theme, ground):
    assert contrast(EDGES[theme], getattr(PALETTES[theme], ground)) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_theme_file_repeats_the_tokens(theme):
    palette, written = PALETTES[theme], CONFIG["theme"][theme]
    assert written["primaryColor"] == palette.frozen
    assert written["backgroundColor"] == palette.ground
    assert written["secondaryBackgroundColor"] == palette.raised
    assert written["textColor"] == palette.ink
    assert written["borderColor"] == LINES[theme]
    assert written["sidebar"]["backgroundColor"] == palette.raised
    for name, token in (
        ("blueColor", palette.frozen),
        ("orangeColor", palette.trainable),
        ("violetColor", palette.head),
        ("greenColor", palette.right),
        ("redColor", palette.wrong),
        ("grayColor", palette.quiet),
    ):
        assert written[name] == token
    assert f"--tll-frozen: {palette.frozen};" in css_variables(theme)


def test_both_config_files_are_the_same_and_safe():
    """Streamlit reads the second one when it is started from another folder."""
    second = ROOT / "dashboard" / ".streamlit" / "config.toml"
    assert tomllib.loads(second.read_text("utf-8")) == CONFIG
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["server"]["enableXsrfProtection"] is True
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["fileWatcherType"] == "none"  # `make dev` switches it on


def test_fonts_come_from_the_machine():
    written = (ROOT / ".streamlit" / "config.toml").read_text("utf-8")
    assert "http" not in written.split("[theme]")[1]
