"""The model card: measured fields filled, the maker's left to the maker, names harmless."""

import pytest

from core.messages import Message
from core.study import card
from core.study.card import Own
from core.transfer.recipe import Recipe
from core.translations import words

DIGITS = Recipe(dataset="digits", classes=("0", "1"), per_class=9, unfreeze=2, seed=4)
RESULT = {
    "test_accuracy": 0.875,
    "test_interval": [0.8, 0.93],
    "calibration_error": 0.034,
    "trainable_parameters": 12345,
    "per_class": [
        {"class": "0", "precision": 0.9, "recall": 0.8, "f1": 0.85, "support": 20},
        {"class": "1", "precision": 0.7, "recall": 0.6, "f1": 0.65, "support": 21},
    ],
}


def test_what_was_measured_is_filled_in():
    said = card.card(DIGITS, RESULT, words("en"))
    for part in (
        "# Model card", "87.5% (95% interval 80.0% to 93.0%)", "off by 3.4 points", "12,345",
        "Apache-2.0", "last 2 blocks of", "Of each class 9 to train", "seed 4",
        "| zero | 0.900 | 0.800 | 0.850 | 20 |", "another camera",
    ):  # fmt: skip
        assert part in said


def test_purpose_and_limits_are_their_makers_to_write():
    empty = card.card(DIGITS, RESULT, words("en"))
    assert empty.count("*not yet written*") == 2
    full = card.card(DIGITS, RESULT, words("en"), Own("For my desk", "Not for <b>post</b> | # x"))
    assert "not yet written" not in full
    assert "For my desk" in full
    assert "<b>" not in full
    assert "\\| \\# x" in full


def test_there_is_one_in_each_language():
    files = card.files(DIGITS, RESULT)
    assert set(files) == {"MODEL_CARD.md", "MODEL_CARD.ja.md"}
    assert "モデルカード" in files["MODEL_CARD.ja.md"]
    assert "まだ書かれていません" in files["MODEL_CARD.ja.md"]


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        (DIGITS.but(unfreeze=0), "every block of the network stayed"),
        (DIGITS.but(scratch=True), "random weights"),
        (DIGITS.but(fault="leak"), "do not use it"),
        (Recipe(dataset="own-" + "0" * 16, classes=("a",)), "not on this computer any more"),
    ],
    ids=["frozen", "scratch", "fault", "gone"],
)
def test_every_kind_of_training_has_one(recipe, said):
    assert said in card.card(recipe, {}, words("en"))
    assert "not measured" in card.card(recipe, {}, words("en"))


def test_no_name_of_a_class_becomes_markup(monkeypatch):
    from core.datasets import library

    monkeypatch.setattr(
        type(library.get("digits")), "titles",
        lambda self, classes=(): [Message("{name}", {"name": "<i>|x"}), Message("b")],
    )  # fmt: skip
    assert "&lt;i\\>\\|x" in card.card(DIGITS, RESULT, words("en"))
