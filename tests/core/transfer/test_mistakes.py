import numpy as np
import pytest

from core.datasets.subset import make_subset
from core.messages import LabError
from core.transfer.fit import train
from core.transfer.mistakes import labels, leak, scaled, shortcut
from core.transfer.recipe import Recipe

SMALL = Recipe(
    dataset="digits", classes=("0", "1", "2"), size=48, per_class=8, val_per_class=4,
    test_per_class=10, backbone="squeezenet", epochs=4, batch=8,
)  # fmt: skip


def test_divided_pixels_give_the_network_what_dividing_by_255_would():
    pixels = np.arange(256, dtype=np.uint8).reshape(1, 16, 16, 1)
    seen = (scaled.divided(pixels, "efficientnet_lite0").astype(float) - 127) / 128
    assert np.abs(seen - pixels / 255).max() <= 0.5 / 128 + 1e-9


def test_a_network_with_other_preprocessing_refuses_that_mistake():
    with pytest.raises(LabError, match="preprocessing"):
        SMALL.but(fault="scaled").check()


def test_an_unknown_mistake_is_refused():
    with pytest.raises(LabError, match="scaled"):
        SMALL.but(fault="gremlins").check()


def test_test_photos_leak_and_fresh_ones_do_not():
    subset = make_subset("digits", ("0", "1"), 8, 4, 20, 3)
    test, fresh = leak.halved(subset.test)
    assert not set(test.index) & set(fresh.index)
    assert np.bincount(test.labels).tolist() == np.bincount(fresh.labels).tolist() == [10, 10]
    assert test.index.tolist() == make_subset("digits", ("0", "1"), 8, 4, 10, 3).test.index.tolist()
    wrong = leak.leaked(subset)
    assert set(subset.test.index) < set(wrong.train.index)
    assert wrong.train.fingerprint != subset.train.fingerprint


def test_mixed_up_labels_keep_their_numbers_and_touch_nothing_else():
    subset = make_subset("digits", ("0", "1", "2"), 20, 4, 10, 0)
    mixed, fresh = labels.mixed_up(subset, SMALL)
    assert fresh is None
    assert np.bincount(mixed.train.labels).tolist() == [20, 20, 20]
    assert (mixed.train.labels != subset.train.labels).mean() > 0.4
    assert mixed.val is subset.val
    assert mixed.test is subset.test


@pytest.mark.parametrize("link", [0, 50, 100])
def test_marks_go_with_the_class_as_often_as_the_recipe_says(link):
    true = np.tile(np.arange(3), 24)
    marks = shortcut.dealt(true, 3, link, np.random.default_rng(0))
    for label in range(3):
        mine = np.bincount(marks[true == label], minlength=3)
        assert mine[label] == 24 * link // 100 + (24 - 24 * link // 100) // 3
        assert len(set(np.delete(mine, label))) == 1  # every other class's equally often


def test_a_link_that_is_cut_gives_nobody_the_mark_of_their_class():
    true = np.tile(np.arange(3), 24)
    marks = shortcut.moved(true, 3, np.random.default_rng(0))
    assert (marks != true).all()
    assert set(marks) == {0, 1, 2}


def test_a_shortcut_is_in_every_photo_of_the_training_and_cut_in_fresh_ones():
    subset = make_subset("digits", ("0", "1", "2"), 8, 4, 10, 0)
    made, cut = shortcut.photos(subset, SMALL.but(fault="shortcut"))
    for split in (made.train, made.val, made.test):
        assert (split.marks == split.labels).all()
        assert (split.images != split.source[split.index]).any((1, 2, 3)).all()
    assert (cut.index == subset.test.index).all() and (cut.marks != cut.labels).all()
    prints = {one.fingerprint for one in (subset.test, made.test, cut)}
    frame, _cut = shortcut.photos(subset, SMALL.but(fault="shortcut", mark="frame"))
    assert len(prints | {frame.test.fingerprint}) == 4  # no stored activation is mistaken


def test_a_shortcut_is_praised_by_its_test_and_not_by_photos_whose_marks_have_moved():
    told = train(SMALL.but(fault="shortcut", mark="frame", epochs=20))
    assert told["test_accuracy"] - told["fresh_accuracy"] > 0.3


@pytest.mark.parametrize("change", [{"mark": "sticker"}, {"link": 101}, {"link": -1}])
def test_a_mark_that_is_none_is_refused(change):
    with pytest.raises(LabError):
        SMALL.but(fault="shortcut", **change).check()


def test_a_leak_is_told_by_fresh_photos():
    leaky = train(SMALL.but(fault="leak", epochs=80, lr=0.003))
    assert leaky["test_accuracy"] >= leaky["fresh_accuracy"]
    assert len(leaky["predictions"]["true"]) == 30
    assert "fresh_accuracy" not in train(SMALL)


def test_without_shuffling_the_batches_hold_one_class_each():
    healthy, broken = train(SMALL), train(SMALL.but(fault="unshuffled"))
    assert broken["history"][0]["loss"] != healthy["history"][0]["loss"]
    assert train(SMALL.but(fault="unshuffled"))["history"][-1]["loss"] == pytest.approx(
        broken["history"][-1]["loss"]
    )


def test_a_time_limit_ends_the_training():
    result = train(SMALL.but(epochs=1000, seconds=0.3))
    assert 1 <= len(result["history"]) < 1000
    assert result["seconds"]["fit"] < 5


def test_the_deep_head_learns_and_starts_the_same_each_time():
    first, second = train(SMALL.but(head="deep")), train(SMALL.but(head="deep"))
    assert first["history"][-1]["loss"] == pytest.approx(second["history"][-1]["loss"])
    assert first["history"][-1]["loss"] < first["history"][0]["loss"]
    features = 512
    units = (features + 1) * 512 + 2 * 512 + 513 * 256 + 2 * 256 + 257 * 3
    assert first["trainable_parameters"] == units
