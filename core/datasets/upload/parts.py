"""Folders that are parts of a split somebody made before, told by their names (light)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

TRAIN, VAL, TEST, UNLABELLED = "train", "val", "test", "unlabelled"

_KINDS = {
    word: kind
    for kind, words in {
        TRAIN: "train training learn learning 訓練 学習 トレーニング",
        VAL: "val valid validate validation dev 検証 バリデーション",
        TEST: "test tests testing eval evaluation holdout テスト 評価 試験",
        UNLABELLED: "pred predict prediction predictions inference unlabeled unlabelled 予測 推論",
    }.items()
    for word in words.split()
}
_ABOUT = re.compile(  # what is said of any part: train_set, TestData, 訓練用画像
    "(?:datasets?|data|sets?|images?|imgs?|photos?|pictures?|pics?|samples?|split|folder|part"
    "|用|データ|画像|写真|セット)*"
)


def kinds(names: Iterable[str]) -> dict[str, str]:
    """Which of the folders beside each other are parts: name → TRAIN, VAL, TEST or UNLABELLED.

    A word that all of them share says nothing: ``seg_train``, ``seg_test``; other words make a
    folder something else: ``test_tubes``.
    """
    said = {name: _said(name) for name in names}
    named = {name: (found, others) for name, (found, others) in said.items() if len(found) == 1}
    shared = (
        frozenset.intersection(*(others for _, others in named.values()))
        if len(named) > 1
        else frozenset()
    )
    return {name: min(found) for name, (found, others) in named.items() if others == shared}


def about(name: str) -> bool:
    """Whether a folder's name says nothing of its own: ``images``, ``test_set``."""
    return not _said(name)[1]


def _said(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The parts that a name speaks of, and its words that speak of anything else."""
    spaced = re.sub("(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", name))
    found, others = set(), set()
    for word in re.findall(r"[^\W\d_]+", spaced.casefold()):
        if _ABOUT.fullmatch(word):
            continue
        kind = next((k for w, k in _KINDS.items() if _part_of_word(word, w)), None)
        if kind:
            found.add(kind)
        else:
            others.add(word)
    return frozenset(found), frozenset(others)


def _part_of_word(word: str, part: str) -> bool:
    return word.startswith(part) and _ABOUT.fullmatch(word, len(part)) is not None
