"""What the advisor was made from, and what it is judged by, are kept apart."""

import json

import pytest

from core.advise import cases, judged
from core.advise.case import Case
from core.advise.uploads import uploaded
from core.datasets import library


def name(case):
    return case.dataset, case.classes, case.per_class


def test_no_case_that_is_reported_took_part_in_the_development():
    made = {name(case) for case in (*cases.DEVELOP, *cases.RETIRED)}
    assert not made & {name(case) for case in cases.REPORT}
    assert not {case.seed for case in cases.DEVELOP} & {case.seed for case in cases.REPORT}
    assert len({name(case) for case in cases.REPORT}) == len(cases.REPORT) >= 30
    for case, upload in cases.asked((*cases.DEVELOP, *cases.REPORT)):
        if upload is None:
            case.check()


def test_uploads_of_both_sides_show_no_photos_of_the_same_draw():
    sides = []
    for chosen in (cases.DEVELOP, cases.REPORT):
        asked = [(case, upload) for case, upload in cases.asked(chosen) if upload]
        assert all(case.seed == upload.seed for case, upload in asked)
        sides.append({(u.source, tuple(u.counts.items()), u.kind) for _case, u in asked})
    assert sides[0] and sides[1] and not sides[0] & sides[1]
    used = {case.dataset for case in (*cases.DEVELOP, *cases.REPORT)}
    assert set(cases.UPLOADS) <= used


def test_damaged_small_uneven_and_uploaded_photos_are_among_the_reported():
    asked = cases.asked(cases.REPORT)
    uploads = [upload for _case, upload in asked if upload]
    assert len({upload.kind for upload in uploads} - {""}) >= 6
    assert sum(len(set(upload.counts.values())) > 1 for upload in uploads) >= 3
    assert sum(case.per_class <= 5 for case in cases.REPORT) >= 5


def test_the_report_that_ships_holds_every_case_and_every_arm():
    runs = json.loads(judged.REPORTED.read_text("utf-8"))["runs"]
    assert [Case.from_json(run["case"]) for run in runs] == list(cases.REPORT)
    arms = set(cases.REPORT[0].arms())
    for run in runs:
        assert {(arm["backbone"], arm["way"]) for arm in run["arms"]} == arms


@pytest.mark.parametrize("dataset", ["upload/uneven_port", "upload/snow", "upload/plain_farm"])
def test_an_upload_becomes_a_dataset_and_is_erased(dataset):
    (case,) = [case for case in cases.REPORT if case.dataset == dataset]
    upload = cases.UPLOADS[dataset]
    with uploaded(case, upload) as real:
        entry = library.get(real.dataset)
        assert [str(title) for title in entry.class_titles] == sorted(upload.counts)
        assert entry.test_per_class == upload.tested
        real.check()
        train, test = real.subset().train, real.subset().test
        assert len(train) == case.per_class * len(upload.counts)
        assert not set(train.index.tolist()) & set(test.index.tolist())
        made = real.dataset
    assert not library.available(made)
