"""Messages travel as JSON and as pickles, also messages inside messages."""

import json
import pickle

import pytest

from core.messages import LabError, Message, fill, msg

INNER = msg("the server answered {code}", code=403)
OUTER = msg("{what} failed: {why}.", what="It", why=INNER)


def test_a_message_inside_a_message_survives_json():
    back = Message.from_json(json.loads(json.dumps(OUTER.to_json())))
    assert back == OUTER
    assert str(back) == "It failed: the server answered 403."


def test_a_value_that_only_looks_a_little_like_a_message_stays_what_it_is():
    plain = msg("{a}", a={"template": "x"})
    assert Message.from_json(plain.to_json()) == plain


def test_an_error_survives_pickling():
    back = pickle.loads(pickle.dumps(LabError(OUTER)))
    assert back.message == OUTER
    assert str(back) == str(OUTER)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 photo is here"),
        (2, "2 photos are here"),
        (0, "0 photos are here"),
        ("1,234", "1,234 photos are here"),
    ],
)
def test_one_is_told_in_the_singular(count, said):
    assert str(msg("{count:# photo is|# photos are} here", count=count)) == said


def test_a_signed_one_is_one_and_a_decimal_is_many():
    text = "{n:# point|# points}"
    assert [fill(text, {"n": n}) for n in ("+1", "−1", "1.0")] == [
        "+1 point",
        "−1 point",
        "1.0 points",
    ]


def test_the_words_may_bend_without_the_number_and_other_formats_stay():
    assert (
        fill("{n:the last block is|the last # blocks are} open", {"n": 1})
        == "the last block is open"
    )
    assert fill("{x:.2f} {y}", {"x": 1.5, "y": "{n}"}) == "1.50 {n}"


def test_messages_in_a_list_survive_json():
    several = msg("left out: {why}", why=[INNER, INNER])
    back = Message.from_json(json.loads(json.dumps(several.to_json())))
    assert back == several
    assert str(back) == "left out: the server answered 403, the server answered 403"
