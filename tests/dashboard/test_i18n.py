"""Messages become words of the learner's language, nested ones too."""

from core.messages import Message, msg
from core.zoo import catalog as zoo
from dashboard.shell.language import nearest, together, translate


def test_a_message_is_translated_with_its_values():
    message = msg("There is no network “{name}”. Choose from: {valid}.", name="x", valid="a, b")
    assert translate(message, into="en") == "There is no network “x”. Choose from: a, b."
    assert (
        translate(message, into="ja")
        == "「x」というネットワークはありません。次から選んでください：a, b"
    )


def test_a_message_inside_a_message_is_translated_first():
    inner = msg("nothing arrived for {seconds:# second|# seconds}", seconds=30)
    outer = Message(
        "{url} could not be downloaded: {problem}. Try again (it goes on where it stopped), "
        "or place the file at {path}.",
        {"url": "U", "problem": inner, "path": "P"},
    )
    said = translate(outer, into="ja")
    assert "30秒間" in said
    assert "arrived" not in said


def test_the_json_form_of_a_message_is_a_message():
    message = zoo.get("squeezenet").blocks[1].title
    assert translate(message.to_json(), into="ja") == translate(message, into="ja")
    assert translate(message, into="ja") != str(message)


def test_an_unknown_text_is_shown_as_it_is():
    assert translate(Message("No such text, {n}", {"n": 3}), into="ja") == "No such text, 3"


def test_the_browser_decides_first():
    assert nearest("ja-JP") == "ja"
    assert nearest("ja") == "ja"
    assert nearest("en-GB") == "en"
    assert nearest("fr-FR") == "en"
    assert nearest(None) == "en"


def test_sentences_stand_together_with_a_space_only_where_the_language_has_one():
    assert together("One.", "", "Two.") == "One. Two."
    assert together("1つ目。", "2つ目。") == "1つ目。2つ目。"
