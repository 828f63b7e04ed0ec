"""Ways of writing and typing the same word -> one form in which they can be compared.

`plain` makes the small differences go: case, width, kana, long-vowel marks, plurals, accents.
`romaji_of_kana` and `romaji_of_typing` bring kana and Latin typing to one rough Latin spelling:
Hepburn, kunrei and what people type meet in the kunrei spelling without long vowels and doubled
letters: shinbun, shimbun, sinbun -> "sinbun"; tōkyō, toukyou, Tokyo -> "tokyo"; ロッカー -> "roka".
"""

from __future__ import annotations

import re
import unicodedata

_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
_KANA = {
    kana: row + vowel
    for row, line in _ROWS.items()
    for kana, vowel in zip(line, "aiueo", strict=True)
}
_KANA |= {"や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "o", "ん": "n"}
_KANA |= {"ぢ": "zi", "づ": "zu", "ゔ": "bu", "っ": "", "ー": ""}
_SMALL = dict(zip("ゃゅょぁぃぅぇぉ", ("ya", "yu", "yo", "a", "i", "u", "e", "o"), strict=True))

_V_AS_B = {"ゔぁ": "ば", "ゔぃ": "び", "ゔ": "ぶ", "ゔぇ": "べ", "ゔぉ": "ぼ"}

# In this order: each line brings one way of typing to the kunrei spelling.
_TYPED = (
    (r"n'", "n"),
    (r"[^a-z]", ""),
    (r"tch|cch", "ch"),
    (r"sh", "sy"),
    (r"ch", "ty"),
    (r"ts", "t"),
    (r"j", "zy"),
    (r"f", "h"),
    (r"v", "b"),
    (r"m(?=[bmp])", "n"),
    (r"y+(?=i)", ""),
)


def plain(text: str) -> str:
    """Words in lower case, hiragana and singular, without accents, marks and punctuation.

    English words keep a single space between them; text with Japanese has no spaces.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    # Accents over Latin letters go; the voicing marks of kana are composed and stay.
    text = "".join(
        char if char > "\u024f" else unicodedata.normalize("NFD", char)[0] for char in text
    )
    text = "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in text)
    text = re.sub(r"ゔ[ぁぃぇぉ]?", lambda found: _V_AS_B[found[0]], text)
    text = re.sub(r"[ー・'’]", "", text)
    words = [_singular(word) for word in re.findall(r"\w+", text)]
    spaced = " ".join(words)
    return spaced if spaced.isascii() else spaced.replace(" ", "")


def _singular(word: str) -> str:
    if len(word) > 4:
        word = re.sub(r"ies$", "y", word)
    if len(word) > 3:
        word = re.sub(r"(?<=[cs]h)es$|(?<=ss)es$|(?<=x)es$|(?<=[a-rt-z])s$", "", word)
    return "gray" if word == "grey" else word


def romaji_of_kana(hiragana: str) -> str:
    """The rough spelling of a word in hiragana; empty when it holds anything else."""
    text = ""
    for kana, small in re.findall(f"(.)([{''.join(_SMALL)}]?)", hiragana):
        if kana not in _KANA:
            return ""
        text += _joined(_KANA[kana], _SMALL[small]) if small else _KANA[kana]
    return _rough(text)


def _joined(sound: str, small: str) -> str:
    """A kana and a small one after it: き ya -> kya, ふ a -> ha, し e -> sye, う i -> wi."""
    if sound == "u":
        return "w" + small
    return sound[:-1] + ("y" if sound.endswith("i") and small == "e" else "") + small


def romaji_of_typing(text: str) -> str:
    """The rough spelling of romaji as typed; empty when `text` holds anything but Latin script."""
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    text = re.sub(r"[\u0300-\u036f]", "", text)
    if not text.isascii():
        return ""
    for pattern, replacement in _TYPED:
        text = re.sub(pattern, replacement, text)
    return _rough(text)


def _rough(text: str) -> str:
    """Without long vowels and doubled letters."""
    return re.sub(r"(.)\1+", r"\1", text.replace("ou", "o"))
