"""Every way to write or type a word meets in one form; different words stay apart."""

import pytest

from core.spelling import plain, romaji_of_kana, romaji_of_typing


@pytest.mark.parametrize(
    ("kana", "typed"),
    [
        ("しんぶん", ("shinbun", "shimbun", "sinbun")),
        ("とうきょう", ("Tōkyō", "Tokyo", "toukyou", "ｔｏｋｙｏ")),
        ("まっちゃ", ("matcha", "maccha", "mattya")),
        ("ちゅうしゃき", ("chuushaki", "tyuusyaki", "chūshaki")),
        ("つづき", ("tsuzuki", "tuzuki")),
        ("ふじさん", ("Fujisan", "huzisan")),
        ("きんえん", ("kin'en", "kinen")),
        ("ふぉーく", ("fo-ku", "fooku")),
        ("しぇふ", ("shefu", "syehu")),
        ("てぃー", ("ti-", "tii")),
        ("うぃんど", ("windo",)),
        ("ぎゅうにゅう", ("gyuunyuu", "gyūnyū", "gyunyu")),
        ("こんにゃく", ("konnyaku", "konnnyaku")),
    ],
)
def test_romaji_systems_meet(kana, typed):
    assert {romaji_of_typing(one) for one in typed} == {romaji_of_kana(kana)}


def test_different_words_stay_different():
    words = [
        "ねこ",
        "ねっこう",
        "いぬ",
        "きつね",
        "しか",
        "ちか",
        "すし",
        "つち",
        "はし",
        "ばし",
        "きゃく",
        "かく",
    ]
    assert len({romaji_of_kana(word) for word in words} - {""}) == len(words) - 1  # ねこ, ねっこう


@pytest.mark.parametrize("other", ["猫", "T", "ゃ", " "])
def test_what_is_not_kana_has_no_romaji(other):
    assert romaji_of_kana(other) == ""


@pytest.mark.parametrize("other", ["ネコ", "猫", "ねこ neko", "123", ""])
def test_what_is_not_latin_is_not_romaji(other):
    assert romaji_of_typing(other) == ""


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("cat", ("Cat", "CATS", "ｃａｔ", " cat. ")),
        ("polar bear", ("Polar Bears", "polar-bear", "polar\u3000bear")),
        ("gray fox", ("grey fox", "GRAY FOXES")),
        ("butterfly", ("butterflies", "Butterfly")),
        ("consomme", ("consommé", "consomme\u0301")),
        ("ごるでんれとりば", ("ゴールデン・レトリバー", "ｺﾞｰﾙﾃﾞﾝ ﾚﾄﾘﾊﾞｰ", "ごるでんれとりば")),
        ("ばいおりん", ("ヴァイオリン", "バイオリン")),
        ("tしゃつ", ("Tシャツ", "Ｔシャツ", "t-シャツ")),
    ],
)
def test_writings_meet(form, written):
    assert {plain(one) for one in written} == {form}


@pytest.mark.parametrize("word", ["glass", "bus", "tie", "jaguar", "かば", "かは", "はは", "ぱぱ"])
def test_plain_words_stay_what_they_are(word):
    assert plain(word) == word
