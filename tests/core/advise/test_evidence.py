"""The published figures, and what the course's tables say."""

import csv

from core.advise import evidence, rules
from core.datasets import catalog


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


def test_examples_point_at_rows_that_are_there():
    for example in evidence.EXAMPLES.values():
        assert set(example.rows) <= set(evidence.published())
    assert {e.id for e in evidence.EXAMPLES.values() if not e.rows} == {
        "cars", "faces", "xray", "art",
    }  # fmt: skip
    for dataset, rows in evidence.NEAREST.items():
        assert dataset in catalog.DATASETS and set(rows) <= set(evidence.published())


def test_both_tables_are_read_at_once():
    few_alike, many_alien = rules.said(300, "high", 5), rules.said(100_000, "low", 5)
    assert (few_alike.by_amount, few_alike.by_similarity) == (0, 0) and few_alike.agree
    assert (many_alien.by_amount, many_alien.by_similarity) == (3, 4) and not many_alien.agree
    assert rules.said(300, "medium", 5).rate == rules.LOW
    assert [rules.said(n, "high", 5).rung for n in rules.EXAMPLE_PHOTOS] == list(rules.RUNGS)
