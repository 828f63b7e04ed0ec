"""What is counted as read: words, without programs, markup and addresses."""

from scripts.words import count


def test_words_of_english_are_counted():
    assert count("**Don’t** freeze the 1.28 million photos: *why*?", "en") == 7


def test_characters_of_japanese_are_counted_without_punctuation():
    assert count("凍結（ぜんぶ）、する。", "ja") == 7


def test_programs_markup_and_addresses_are_not_read():
    said = 'See [the guide](https://keras.io/guides) <b class="big">now</b>\n```python\nx = 1\n```'
    assert count(said, "en") == 4
