"""One case measured and trained for real, and past trainings compared."""

from dataclasses import replace

import numpy as np
import pytest

from core.advise import foretell, validate
from core.advise.case import Case
from core.advise.measure import measure, quarters
from core.advise.ways import FROZEN
from core.experiments.broken import BREAKS
from core.transfer import fit
from core.transfer.cache import ActivationStore
from core.transfer.prefix import Prefix
from core.transfer.recipe import Recipe
from core.work import Stop


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr("core.advise.case.EPOCHS", 2)
    monkeypatch.setattr("core.advise.ways.HEAD_EPOCHS", 1)
    monkeypatch.setattr("core.advise.ways.TUNE_EPOCHS", 1)
    return Case("faces", (), 4, size=32)


def test_a_case_is_measured_every_arm_trained_and_nothing_made_twice(small, monkeypatch, tmp_path):
    monkeypatch.setattr(Case, "backbones", lambda self: ["squeezenet"])
    case, log, told = replace(small, seed=5), tmp_path / "log.jsonl", []

    def killed(recipe):
        if len(told) == 2:
            raise KeyboardInterrupt
        return train(recipe)

    train = fit.train
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(fit, "train", killed)
        validate.run([(case, None)], log, told.append)
    assert len(told) == 2
    (outcome,) = validate.run([(case, None)], log, told.append)
    assert [(arm["backbone"], arm["way"]) for arm in outcome["arms"]] == case.arms()
    assert len(told) == len(case.arms())
    assert all(arm["tested"] == 60 and arm["log_me"] < 10 for arm in outcome["arms"])
    assert len(validate.rows([outcome])) == len(case.arms())
    assert validate.run([(case, None)], log, told.append) == [outcome]


def test_measuring_keeps_what_trainings_need_and_hears_cancel(small, monkeypatch):
    monkeypatch.setattr(Case, "backbones", lambda self: ["squeezenet", "efficientnet_lite0"])
    found = measure(small)
    assert set(found) == {"squeezenet", "efficientnet_lite0"}
    for one in found.values():
        assert 0 <= one["knn"] <= 1 and 0 <= one["probe"] <= 1 and 0 <= one["before"] <= 1
        assert 0 < one["domain"] < 1
    recipe, photos = small.recipe("squeezenet", FROZEN).but(unfreeze=1), small.subset().train
    for boundary in (recipe.boundary, recipe.boundary + 1):
        prefix = Prefix.calibrated(recipe.network, boundary, recipe.size)
        _maps, hit, _kept = prefix(photos, ActivationStore(), lambda done: None)
        assert hit
    with pytest.raises(Stop):
        measure(small, cancelled=lambda: True)


def test_quarters_keep_roughly_where_things_are():
    maps = np.zeros((1, 4, 4, 1))
    maps[0, 0, 3] = 4.0
    assert quarters(maps).tolist() == [[0, 1, 0, 0]]
    assert quarters(np.ones((2, 3, 3, 5))).shape == (2, 20)
    assert quarters(np.ones((2, 1, 1, 5))).tolist() == np.ones((2, 20)).tolist()


def test_past_trainings_are_compared_only_where_the_advisor_has_an_opinion():
    good = Recipe(dataset="faces", backbone="squeezenet", per_class=4)
    assert foretell.comparable(good)
    for change in ({"scratch": True}, {"weights": "random"}, {"fault": "labels"}, {"per_class": 1}):
        assert not foretell.comparable(good.but(**change))
    few = good.but(unfreeze=3, learns="lora")
    assert foretell.comparable(few) and foretell.way_of(few) == "lora_half"
    for change in ({"learns": "adapter"}, {"augment": "chapter"}):
        assert not foretell.comparable(few.but(**change))
    assert foretell.way_of(good) == "extract"
    assert foretell.way_of(good.but(unfreeze=2)) == "tune_3"
    assert foretell.way_of(good.but(unfreeze=5)) == "tune_half"
    assert foretell.way_of(good.but(unfreeze=9)) == "tune_all"


def test_no_mistake_on_purpose_is_compared_whatever_setting_makes_it():
    for entry in BREAKS.values():
        assert not foretell.comparable(entry.broken.but(seed=2))
        assert foretell.comparable(entry.healthy)
