"""The network for a purpose follows from the figures; the course's table beside the count."""

from core.zoo import catalog, facts, purposes
from core.zoo.purposes import COMPARED, GOOD, PURPOSES, recommend

MACS = dict(zip(COMPARED, (352, 385, 300, 3857, 8357, 15470), strict=True))


def test_every_purpose_names_a_compared_network():
    assert {recommend(purpose, MACS) for purpose in PURPOSES} <= set(COMPARED)


def test_small_is_the_least_work_of_those_that_are_good_enough():
    assert recommend("small", MACS) == "mobilenet_v2"
    assert recommend("small", MACS | {"mobilenet_v2": 99_999}) == "resnet50"
    # whatever little work it does, it is not good enough
    assert recommend("small", MACS | {"squeezenet": 1}) == "mobilenet_v2"
    assert (catalog.get("squeezenet").published_top5 or 0) < GOOD


def test_accurate_is_the_highest_published_figure():
    best = recommend("accurate", MACS)
    figures = [catalog.get(name).published_top5 or 0 for name in purposes.COMPARED]
    assert catalog.get(best).published_top5 == max(figures)


def test_a_prototype_has_its_trained_weights_in_the_lab():
    assert catalog.get(recommend("prototype", MACS)).trained_weights == "bundled"


def test_the_course_differs_where_its_rounded_figure_is_not_the_count():
    counted = {
        name: round(entry.course.parameters * 1e6)
        for name, entry in catalog.BACKBONES.items()
        if entry.course
    }
    assert catalog.differing(counted) == []
    assert catalog.differing(counted | {"vgg16": 138_600_000}) == ["vgg16"]
    assert catalog.differing({"squeezenet": 1}) == []  # not in the course
    assert (
        catalog.differing({"mobilenet_v2": facts.count("mobilenet_v2")["parameters_with_top"]})
        == []
    )
