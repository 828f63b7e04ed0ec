"""The first mention of a term opens its entry; code, links and headings stay as they are."""

import pytest

from core.teaching.glossary_links import linked

TO = "check?term={term}"


def test_a_term_is_linked_once_and_the_longest_wins():
    known = set()
    said = linked("Feature maps and a feature map. A kernel.", "en", TO, known)
    assert said == (
        "[Feature maps](check?term=map) and a feature map. A [kernel](check?term=kernel)."
    )
    assert linked("A kernel again.", "en", TO, known) == "A kernel again."
    assert linked("特徴マップと特徴", "ja", TO, set()).startswith("[特徴マップ](check?term=")


@pytest.mark.parametrize(
    "kept", ["`kernel`", "[a kernel](there)", "## The kernel", "```\nkernel\n```", "kernels_own"]
)
def test_what_is_no_plain_text_is_left_alone(kept):
    assert linked(kept, "en", TO, set()) == kept


def test_there_are_never_more_links_than_can_be_read():
    said = linked("kernel stride padding pooling loss", "en", TO, set(), most=2)
    assert said.count("](") == 2 and said.endswith("padding pooling loss")


def test_what_is_emphasised_inside_a_japanese_sentence_keeps_its_asterisks():
    """Beside a bracket Markdown would print them."""
    said = "回り込む道が**スキップ接続**です。スキップ接続は足し算です。"
    made = linked(said, "ja", TO, set())
    assert made.startswith("回り込む道が**スキップ接続**です。[スキップ接続](check?term=skip)")


def test_emphasis_is_read_from_its_own_beginning():
    """The end of one is not taken for the beginning of the next."""
    said = "点数（**ロジット**）を付け、**ソフトマックス**は累乗します。"
    assert linked(said, "ja", TO, set()) == said.replace(
        "ロジット", "[ロジット](check?term=logits)"
    )
