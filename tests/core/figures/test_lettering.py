import pytest

from core.figures.lettering import unwrapped, wrapped


@pytest.mark.parametrize(
    "text",
    [
        "Most often, the automobile was taken for an airplane: 10 of 50 photos in this cell",
        "最も多い間違いは、自動車を飛行機と答えたもの（五十枚中十枚）で、次に多いのは猫と犬でした。",
        "検証はエポック12で68%に達し、settled afterwards、落ち着いた",
        "short",
        "",
    ],
)
def test_a_title_is_broken_into_lines_that_fit_and_loses_no_word(text):
    lines = wrapped(text, columns=30).split("<br>")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    width = [sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in lines]
    assert max(width) <= 30
    assert all(line == line.strip() for line in lines)


def test_no_line_begins_with_closing_punctuation():
    text = "検証はエポック十二で最良になり、その後は訓練だけが伸びた（過学習）。"
    for columns in range(8, 40):
        lines = wrapped(text, columns).split("<br>")
        assert all(line[0] not in "、。）" for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "Fine-tuning is clearly ahead: 81% of the new photos, against 62% with all blocks frozen",
        "ファインチューニングがはっきり上回りました：新しい写真の81%、すべて凍結した場合は62%です",
        "ゼロから訓練 100% → 0% · 特徴抽出 96% → 42% · ファインチューニング 98% → 6%",
        "EfficientNet-Lite0 がはっきり先行：検証用の写真の 81% が正解",
    ],
)
def test_a_wrapped_title_is_one_line_again(text):
    lines = wrapped(text, 24)
    assert "<br>" in lines
    assert unwrapped(lines).replace(" ", "") == text.replace(" ", "")
    assert "<br>" not in unwrapped(lines)
    assert unwrapped(wrapped("one two three four five", 9)) == "one two three four five"


def test_japanese_breaks_between_phrases_and_inside_a_word_only_where_it_does_not_fit():
    assert wrapped("作るのに使っていないネットワークに見せると、答えが変わった", 24).split(
        "<br>"
    ) == [
        "作るのに使っていない",
        "ネットワークに見せると、",
        "答えが変わった",
    ]
    assert wrapped("2通りのうち0通りで", 12) == "2通りのうち<br>0通りで"
    assert wrapped("ファインチューニング", 14) == "ファインチュー<br>ニング"
