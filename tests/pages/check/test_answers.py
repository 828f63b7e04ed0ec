"""Quizzes against their lessons: a question leads to the part that treats it, and what a quiz calls
right is what the lesson's own functions and counts say."""

import re
from itertools import chain
from pathlib import Path

import pytest

from core import statistics
from core.advise import model, rules
from core.experiments import gradients
from core.experiments.counts import compute
from core.teaching import yaml_files
from core.teaching.quizzes import FOLDER, WHEN
from core.translations import LANGUAGES
from core.zoo import describe, purposes
from dashboard.kit import lesson
from dashboard.kit.quiz.questions import LESSONS, quiz
from pages.advisor import claim

# treated/LESSON.yaml: what the part behind a question's link has to speak of (in English; both
# languages have the same structure, see test_lesson.py).
TREATED = Path(__file__).parent / "treated"


def counted(name):
    """A network's counted price: ``parameters_with_top``, ``macs_with_top``."""
    return describe.read(name) or describe.describe(name)


def every(name, into="en"):
    return list(chain.from_iterable(quiz(name, when, into).values() for when in WHEN))


@pytest.mark.parametrize("name", LESSONS)
def test_a_question_leads_to_the_part_that_treats_it(name):
    asked = every(name)
    treated = yaml_files.read(TREATED / f"{name}.yaml")
    assert {question.id for question in asked if "/" in question.link} == treated.keys()
    for question in asked:
        where, _slash, part = question.link.partition("/")
        if part:
            text = "\n".join(lesson.parts(where, "en")[part].pieces.values())
            assert treated[question.id] in text, question.id


@pytest.mark.parametrize("into", LANGUAGES)
def test_what_happens_to_a_deep_plain_stack_is_one_of_the_lessons_verdicts(into):
    """Which of them is right is measured in tests/core/experiments/test_gradients.py."""
    choices = quiz("architectures", "before", into)["deep"].choices
    told = [choice.verdict for choice in choices if choice.verdict]
    pieces = lesson.parts("architectures", into)["residual"].pieces
    assert {"vanished", "fades"} <= set(told)
    assert all(f"gradient_{verdict}" in pieces for verdict in told)
    assert gradients.verdict([[1e-9] * 49]) in told


@pytest.mark.parametrize("into", LANGUAGES)
@pytest.mark.parametrize("blocks", [5, 16, 18])
def test_what_to_unfreeze_for_a_few_photos_is_what_the_two_tables_say(into, blocks):
    question = quiz("two_ways", "after", into)["few"]
    photos, fewer = (
        int(re.search(r"([\d,]+)(?: photos of| photos,|枚)", text)[1].replace(",", ""))
        for text in (question.ask, question.explain[question.explain.index("300") :])
    )
    said = rules.said(photos, "high", blocks)
    assert said.by_similarity == 0 and 1 <= said.by_amount <= blocks / 3
    sensible = {said.by_similarity, said.by_amount}
    unfrozen = (0, blocks, said.by_amount, -1)  # of the four choices; the last opens the first one
    assert question.right == [place for place, count in enumerate(unfrozen) if count in sensible]
    assert rules.said(fewer, "high", blocks).agree


def test_the_network_for_a_phone_is_the_one_that_the_lesson_recommends():
    question = quiz("architectures", "before", "en")["phone"]
    macs = {name: counted(name)["macs_with_top"] for name in (*purposes.COMPARED, "resnet101")}
    assert purposes.recommend("small", macs) == "mobilenet_v2"
    assert [question.choices[place].text.split(",")[0] for place in question.right] == [
        "MobileNetV2"
    ]
    assert "about fifty times" in question.choices[0].why
    assert macs["vgg16"] / macs["mobilenet_v2"] == pytest.approx(50, rel=0.05)
    assert macs["resnet101"] > 10 * macs["mobilenet_v2"]  # “many times as much work”


def test_only_what_the_lesson_calls_low_level_is_looked_for_in_the_first_blocks():
    question = quiz("why", "after", "en")["levels"]
    pieces = lesson.parts("why", "en")["idea"].pieces
    levels = {"mid": ("stripes",), "low": ("colour",), "high": ("nose",)}
    for level, words in levels.items():
        for word in words:
            assert word in pieces[level]
            for choice in question.choices:
                if word in choice.text:
                    assert choice.right == (level == "low"), choice.text


def test_counted_prices_contradict_that_more_layers_need_more():
    """The lesson weighs the course's claim about ResNet against these figures."""
    plain, residual = counted("vgg16"), counted("resnet50")
    for price in ("parameters_with_top", "macs_with_top"):
        assert residual[price] < plain[price] / 3


def test_what_two_runs_or_three_pairs_of_seeds_support_is_what_the_rules_say():
    close = quiz("playground", "after", "en")["close"]
    shares = [(int(n) / 100) for n in re.findall(r"(\d+)% \(", close.ask)]
    ends = [tuple(map(int, pair)) for pair in re.findall(r"\((\d+) to (\d+)\)", close.ask)]
    said = [statistics.wilson_interval(round(100 * share), 100) for share in shares]
    assert [tuple(round(100 * end) for end in one) for one in said] == ends
    assert (
        statistics.touch(*said) and close.choices[close.right[0]].text == "These photos do not tell"
    )
    pairs = quiz("race", "after", "en")["pairs"]
    found = [float(n) for n in re.findall(r"\d+", pairs.ask.partition("A:")[2])]
    gap = statistics.difference(found[:3], found[3:])
    assert gap.verdict == "second" and gap.mean == 5
    assert pairs.choices[pairs.right[0]].text == "B is better by about five points"


def test_a_matrix_is_read_along_rows_and_down_columns():
    question = quiz("playground", "after", "en")["matrix"]
    recall, precision = 60 / (60 + 30 + 10), 80 / (30 + 80 + 0)
    assert [question.choices[place].text for place in question.right] == [
        f"{recall:.0%} of the cats were recognised",
        f"{precision:.0%} of the answers “dog” are right",
    ]


def test_the_advisor_counts_of_a_way_what_it_does_in_the_question():
    (asked,) = [
        e for e in yaml_files.read(FOLDER / "advisor.en.yaml")["before"] if e["id"] == "sure"
    ]
    mean, low, high = map(float, re.findall(r"\d+\.\d", asked["ask"]))
    error = (high - low) / 2 / model.SURE
    counted = model.Gain((mean, 0.0), (error**2, 0.0, 0.0)).sure(model.SOME)
    assert compute(asked["answer"]) == pytest.approx(counted) == pytest.approx(low)


def test_a_promise_inside_its_interval_is_open():
    question = quiz("advisor", "after", "en")["open"]
    low, high = re.search(r"interval (\d+) to (\d+)%", question.ask).groups()
    assert claim.sides({"asked": (int(low) / 100, int(high) / 100)})["open"] == ["asked"]
    assert question.choices[question.right[0]].text == "It is open"
