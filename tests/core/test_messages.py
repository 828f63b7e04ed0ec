"""Messages travel as JSON and as pickles, also messages inside messages."""

import json
import pickle

from core.messages import LabError, Message, msg

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
