"""The published figures, and what the course's tables say."""

import csv
import re

import pytest

from core.advise import evidence, rules
from core.advise.case import Case
from core.datasets import library
from core.experiments.broken import BREAKS, SEEDS
from core.transfer import rates
from dashboard.kit import lesson
from pages.two_ways import layers


def test_every_row_of_the_file_is_read_and_explained():
    with evidence.FILE.open() as file:
        rows = list(csv.DictReader(file))
    known = evidence.published()
    assert len(known) == 19 and 2 * len(known) == len(rows)
    for row in rows:
        one = known[row["dataset"]]
        full = row["train_examples"] == evidence.FULL
        assert float(row["scratch"]) == (one.scratch_full if full else one.scratch)
        assert float(row["imagenet_supervised"]) == (one.imagenet_full if full else one.imagenet)
    gains = [one.gain for one in known.values()]
    assert gains == sorted(gains, reverse=True)


def test_the_known_exceptions_are_found():
    names = {row.name for row in evidence.exceptions()}
    assert {"Retinopathy", "sNORB-Elev"} <= names and "Pets" not in names


def test_every_row_is_in_one_of_vtabs_groups_and_the_nearest_gains_most():
    names = [name for group in evidence.GROUPS.values() for name in group]
    assert sorted(names) == sorted(evidence.published())
    gains = [evidence.mean_gain(group) for group in ("natural", "specialised", "structured")]
    assert [round(gain, 1) for gain in gains] == [45.5, 13.5, 8.5]
    assert sum(row.shrinks for row in evidence.published().values()) == 16


@pytest.mark.parametrize("into", ["en", "ja"])
def test_the_lessons_table_holds_the_published_figures(into):
    text = lesson.parts("two_ways", into)["layers"].pieces["evidence"]
    rows = [
        re.findall(r"\d+\.\d", line) for line in text.splitlines() if "→" in line and "|" in line
    ]
    known = evidence.published()
    told = [known[n] for n in ("Pets", "EuroSAT", "Camelyon", "Retinopathy", "sNORB-Elev")]
    assert [list(map(float, row)) for row in rows if row] == [
        [one.scratch, one.imagenet, one.scratch_full, one.imagenet_full] for one in told
    ]


@pytest.mark.parametrize("similarity", ["high", "medium", "low"])
def test_the_lessons_examples_of_similarity_are_the_courses(similarity):
    """The lesson on layers names what the advisor, and the chapter, count as this similarity."""
    named = set(re.split(r"[:,] ", layers.SIMILAR[similarity])[1:])
    assert len(named) == sum(e.similarity == similarity for e in evidence.EXAMPLES.values())


def test_examples_point_at_rows_that_are_there():
    for example in evidence.EXAMPLES.values():
        assert set(example.rows) <= set(evidence.published())
    assert {e.id for e in evidence.EXAMPLES.values() if not e.rows} == {
        "cars", "faces", "xray", "art",
    }  # fmt: skip
    for dataset in library.DATASETS.values():
        assert set(dataset.published or ()) <= set(evidence.published())
        assert dataset.near in rules.SIMILARITIES


def test_both_tables_are_read_at_once():
    few_alike, many_alien = rules.said(300, "high", 5), rules.said(100_000, "low", 5)
    assert (few_alike.by_amount, few_alike.by_similarity) == (0, 0) and few_alike.agree
    assert (many_alien.by_amount, many_alien.by_similarity) == (3, 4) and not many_alien.agree
    assert rules.said(300, "medium", 5).rate == rates.CHAPTER
    assert [rules.said(n, "high", 5).rung for n in rules.EXAMPLE_PHOTOS] == list(rules.RUNGS)


def test_only_healthy_runs_on_the_same_classes_are_evidence():
    task = Case("digits", ("0", "1"), 10).recipe("squeezenet", "extract")
    assert evidence.counts(task.but(classes=("1", "0"), epochs=3, seed=5), task)
    for other in (task.but(fault="labels"), task.but(classes=()), task.but(dataset="faces")):
        assert not evidence.counts(other, task)


@pytest.mark.parametrize("name", BREAKS)
def test_a_mistake_on_purpose_is_no_evidence_even_if_ordinary_settings_make_it(name):
    """A rate that is too high, batch norm let loose, five photos: no field says that they are."""
    entry = BREAKS[name]
    for seed in SEEDS:
        healthy, broken = entry.healthy.but(seed=seed), entry.broken.but(seed=seed)
        assert evidence.counts(healthy, healthy) and not evidence.counts(broken, healthy)
