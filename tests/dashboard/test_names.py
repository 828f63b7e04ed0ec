"""Names from outside lose nothing and mean nothing in Markdown."""

import re

import pytest

from core.messages import LabError, msg
from dashboard.shell.names import as_written, in_plot, markdown

NAMES = [
    "*dogs*", ":cat:", "_a_ __b__", "~~x~~", "[l](http://a.example)", "# head", "`code`", "a|b",
    ":material/home:", ":red[x]", "<b>b</b>", "&amp;", "$x$ and $y$", "a -> b <- c -- d", "1. one",
    "- item", "C++", "C#", "a\\b", "me@home.example", "🐈", "猫", "plain",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_character_is_kept(name):
    shown = re.sub(r"\\(.)", r"\1", as_written(name)).replace("\u2060", "")
    assert shown == name


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_that_markdown_or_streamlit_reads(name):
    bare = re.sub(r"\\.", "", as_written(name))
    assert not re.search(r"[*_`~\[\]<>#$|+@&]", bare)
    assert not re.search(r":[\w+]|->|<-|--", as_written(name))


def test_the_names_in_a_message_are_kept_and_its_own_words_stay(monkeypatch):
    monkeypatch.setattr("dashboard.shell.names.language", lambda: "en")
    inner = msg("“{file}” is damaged or incomplete and cannot be read. Try another copy.", file="*")
    error = LabError(msg("**{name}**: {all}; {why}", name="_a_", all=["b*", "c"], why=inner))
    said = markdown(error.message)
    assert said.startswith(r"**\_a\_**: b\*, c; “\*” is damaged")
    assert markdown(error.message.to_json()) == said


def test_a_plot_shows_tags_as_text():
    assert in_plot("<b>&") == "&lt;b&gt;&amp;"
