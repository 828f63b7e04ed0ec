"""Names of files that do not say in which code they are written (light).

Old ZIPs, and folders copied from old systems, hold bytes.  The names of one ZIP are in one code, so
they are judged together: every code that can read them all is tried, and the one that gives the
likeliest letters is taken.  Where a short name is a good word in several codes, Japan's come first.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Sequence

from core.messages import Message, msg

UTF8 = "utf-8"
CODES: dict[str, Message] = {  # in this order where two are equally likely
    UTF8: msg("Unicode"),
    "cp932": msg("Japanese, Shift JIS"),
    "euc_jp": msg("Japanese, EUC-JP"),
    "gbk": msg("Chinese, GBK"),
    "cp949": msg("Korean, EUC-KR"),
    "big5": msg("Chinese, Big5"),
    "cp1252": msg("Western European, Windows-1252"),
    "cp850": msg("Western European, code page 850"),
    "cp866": msg("Cyrillic, code page 866"),
    "cp437": msg("Western European, code page 437"),
}
# Letters of frequent words: they tell Chinese from Korean where every byte fits both.
_FREQUENT = {
    "gbk": "的一是不了人大小中上下个们这来国时地出年生天水火山木花草树叶果鱼鸟猫狗牛马羊猪鸡"
    "鸭虎狮象熊猴兔鼠蛇龙虫车船飞机房门桌椅书笔手头脸眼口红黄蓝绿白黑灰色男女老师学习"
    "图片照数据类别新建文件夹训练测试验证集合",
    "cp949": "고양이강아지개소말돼양닭새물고기나무꽃풀사람남자여자얼굴손발눈집차배비행기사진자"
    "료훈련학습시험검증테스트데이터셋새폴더의가는을를에서한국대로하지다리그림물체과일"
    "빨간노란파란색검은흰",
    "big5": "的一是不了人大小中上下個們這來國時地出年生天水火山木花草樹葉果魚鳥貓狗牛馬羊豬雞"
    "鴨虎獅象熊猴兔鼠蛇龍蟲車船飛機房門桌椅書筆手頭臉眼口紅黃藍綠白黑灰色男女老師學習"
    "圖片照資料類別新增資料夾訓練測試驗證集合",
}


def read(names: Sequence[bytes]) -> tuple[list[str], str]:
    """Names as text, and the code they were taken to be written in (a key of `CODES`).

    Of names in two codes, as joined ZIPs have them, those in UTF-8 are known by themselves.
    """
    sure = [None if name.isascii() else _unicode(name) for name in names]
    others = [name for name, known in zip(names, sure, strict=True) if known is None]
    joined = b"/".join(name for name in others if not name.isascii())
    costs: dict[str, float] = {}
    for code in CODES:
        with contextlib.suppress(UnicodeDecodeError):
            costs[code] = _cost(code, joined.decode(code))
    best = min(costs, key=lambda code: costs[code])  # there is one: cp437 knows every byte
    text = [known or name.decode(best) for name, known in zip(names, sure, strict=True)]
    return text, best


def _unicode(name: bytes) -> str | None:
    """A name that is in UTF-8 beyond doubt: three bytes that fit are no accident."""
    with contextlib.suppress(UnicodeDecodeError):
        text = name.decode()
        return text if max(text) >= "\u0800" else None
    return None


def _cost(code: str, text: str) -> float:
    """How unlikely it is that somebody calls something so, given the code that it was read from."""
    within = len(re.findall("(?<=[A-Za-z])[\u3000-\ud7ff](?=[A-Za-z])", text))
    return within + sum(_cost_of_letter(code, c) for c in text if c > "\x7f")


def _cost_of_letter(code: str, c: str) -> float:
    if c in _FREQUENT.get(code, ""):
        return 0.05
    if c < "\u3000" or code in ("cp1252", "cp850", "cp866", "cp437"):
        return _cost_of_alphabet(code, c)
    if "ぁ" <= c <= "ヿ" or c == "々":
        return 0.0 if code in (UTF8, "cp932", "euc_jp") else 0.5
    if "\uff61" <= c <= "\uff9f":  # half-width katakana: half of all bytes look like them
        return 0.6
    if unicodedata.category(c) in ("Co", "Cn"):
        return 5.0
    return _of_two_bytes(code, c)


def _cost_of_alphabet(code: str, c: str) -> float:
    letter = unicodedata.category(c)[0] in "LM"
    if code == UTF8:
        return 2.0 if "\u0180" <= c <= "\u02ff" or (not letter and c < "\u2000") else 0.1
    if not letter:
        return 2.0
    if code in ("cp1252", "cp850", "cp437"):
        return (0.5 if c.islower() else 0.8) if "\u00c0" <= c <= "\u017f" else 2.0
    return 0.6 if code == "cp866" else 1.0


# Of the codes of two bytes: where the letters of daily use stand, by their first byte.
_DAILY = {
    "cp932": ("euc_jp", 0xB0, 0xCF, 0.3),
    "euc_jp": ("euc_jp", 0xB0, 0xCF, 0.3),
    "gbk": ("gb2312", 0xB0, 0xD7, 0.4),
    "cp949": ("euc_kr", 0xB0, 0xC8, 0.4),
    "big5": ("big5", 0xA4, 0xC6, 0.45),
}


def _of_two_bytes(code: str, c: str) -> float:
    if code not in _DAILY:
        return 0.1
    plain, first, last, cost = _DAILY[code]
    try:
        lead = c.encode(plain)[0]
    except UnicodeEncodeError:
        return 1.5
    return cost if first <= lead <= last else 1.0
