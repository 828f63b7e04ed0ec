"""Whole experiments on real networks and real images, small enough to take seconds."""

import json

import keras
import numpy as np
import pytest

from core.messages import LabError
from core.transfer import count, finder, fit, stages
from core.transfer.cache import ActivationStore
from core.transfer.calibrate import choose
from core.transfer.fit import train
from core.transfer.loop import Trainer
from core.transfer.recipe import Recipe
from core.transfer.result import ClassRow, EpochRow, Result
from core.work import Stop
from core.zoo.plain import plain

SMALL = Recipe(
    dataset="digits",
    classes=("0", "1", "7"),
    per_class=20,
    val_per_class=10,
    test_per_class=20,
    backbone="squeezenet",
    size=64,
    batch=16,
    epochs=5,
)


@pytest.fixture(scope="module", autouse=True)
def compiled_once():
    """Every loop of this file stays compiled to its end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "_TRAINERS_KEPT", 20)
        yield
    stages.forget_trainers()


@pytest.fixture
def store(tmp_path):
    return ActivationStore(tmp_path)


def run(store, recipe=SMALL, **changes):
    return train(recipe.but(**changes), store=store)


def test_a_result_is_whole_plain_json_and_consistent(store):
    result = run(store)
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    assert result.keys() == Result.__required_keys__
    assert {key for row in result["history"] for key in row} == EpochRow.__required_keys__
    assert {key for row in result["per_class"] for key in row} == ClassRow.__required_keys__
    assert Recipe.from_json(result["recipe"]) == SMALL
    assert len(result["history"]) == 5
    confusion = np.array(result["confusion"])
    assert confusion.sum() == len(result["predictions"]["true"]) == 60
    assert result["test_accuracy"] == pytest.approx(np.trace(confusion) / 60)
    low, high = result["test_interval"]
    assert low < result["test_accuracy"] < high or result["test_accuracy"] in (0, 1)
    assert result["test_accuracy"] > 0.6  # chance is a third
    assert result["trainable_parameters"] == 512 * 256 + 256 + 256 * 3 + 3
    parts = sum(v for k, v in result["seconds"].items() if k != "total")
    assert parts <= result["seconds"]["total"]


def test_equal_recipes_give_equal_results_and_the_second_comes_from_the_store(store):
    changes = {"unfreeze": 2, "lp_ft": 2, "epochs": 2, "suffix_lr": 1e-4}
    first, second = run(store, **changes), run(store, **changes)
    assert not first["prefix_cached"]
    assert second["prefix_cached"]
    strip = [{**row, "seconds": 0} for row in first["history"]]
    assert strip == [{**row, "seconds": 0} for row in second["history"]]
    assert first["predictions"] == second["predictions"]
    assert run(store, **changes, seed=1)["predictions"] != first["predictions"]


def test_a_rebuilt_trainer_repeats_the_kept_one(store):
    first = run(store, unfreeze=1, epochs=2)
    stages.forget_trainers()
    assert run(store, unfreeze=1, epochs=2)["predictions"] == first["predictions"]


@pytest.mark.parametrize(
    ("changes", "stage_names"),
    [
        ({"unfreeze": 1, "epochs": 2}, ["suffix"] * 2),
        ({"unfreeze": 9, "epochs": 1}, ["all"]),
        ({"unfreeze": 2, "lp_ft": 2, "epochs": 1}, ["head", "head", "suffix"]),
        ({"scratch": True, "epochs": 2}, ["all"] * 2),
        ({"head": "probe"}, ["head"]),
        ({"classes": ("0", "7"), "output": "sigmoid", "epochs": 1}, ["head"]),
        ({"head": "linear", "optimizer": "sgd", "lr": 1e-2, "epochs": 1}, ["head"]),
        ({"augment": "chapter", "views": 2, "epochs": 1}, ["head"]),
        ({"augment": "chapter", "unfreeze": 9, "epochs": 1}, ["all"]),
        ({"augment": "chapter", "scratch": True, "epochs": 1}, ["all"]),
        ({"backbone": "mobilenet_v2_dogs", "bn": "train", "unfreeze": 2, "epochs": 1}, ["suffix"]),
        (
            {"backbone": "mobilenet_v2_dogs", "learns": "norm", "unfreeze": 2, "epochs": 1},
            ["suffix"],
        ),
        ({"learns": "bias", "unfreeze": 1, "epochs": 1}, ["suffix"]),
        ({"smoothing": 0.1, "mixup": 0.4, "epochs": 1}, ["head"]),
        ({"learns": "lora", "unfreeze": 2, "gradual": True, "epochs": 3}, ["suffix"] * 3),
        ({"backbone": "efficientnet_b0", "weights": "random", "epochs": 1}, ["head"]),
    ],
    ids=lambda value: str(value)[:50],
)
def test_every_way_of_training_runs(store, changes, stage_names):
    result = run(store, **changes)
    assert [row["stage"] for row in result["history"]] == stage_names
    assert all(np.isfinite(row["loss"]) for row in result["history"])
    if "all" in stage_names:  # nothing frozen is stored when nothing is frozen
        assert result["prefix_engine"] == "none"
        assert not list(store.root.glob("*.npy"))


def test_only_unfrozen_blocks_move(store):
    run(store, backbone="mobilenet_v2_dogs", unfreeze=2, epochs=2, suffix_lr=1e-2)
    trainer = next(reversed(stages._TRAINERS.values()))
    before = dict(zip([v.path for v in trainer.body.variables], trainer._body_start, strict=True))
    moved = {v.path for v in trainer.body.variables if not np.array_equal(v, before[v.path])}
    learning = stages.unfrozen_variables(trainer.body.layers, SMALL)
    assert moved == {v.path for v in learning}
    assert not any("moving" in path or "BN" in path for path in moved)


def test_lora_moves_nothing_but_1x1_kernels_by_a_thin_product(store):
    """As many numbers as were counted before, and the trunk that is taken along holds them."""
    kept = []
    recipe = SMALL.but(unfreeze=2, learns="lora", rank=2, epochs=2, suffix_lr=1e-2)

    def keep(trained):
        kept.append((trained.trunk(), trained.probabilities(np.full((1, 64, 64, 3), 9, np.uint8))))

    result = train(recipe, store=store, on_trained=keep)
    assert result["trainable_parameters"] == count.trainable(recipe, recipe.network.facts)
    trainer = next(reversed(stages._TRAINERS.values()))
    before = dict(zip([v.path for v in trainer.body.variables], trainer._body_start, strict=True))
    moves = {v.path: np.asarray(v) - before[v.path] for v in trainer.body.variables}
    moved = {path for path, move in moves.items() if move.any()}
    assert moved == {v.path for v in stages.unfrozen_variables(trainer.body.layers, recipe)}
    for path in moved:
        assert moves[path].shape[:2] == (1, 1)
        assert np.linalg.matrix_rank(moves[path][0, 0], tol=1e-5) == 2
    (trunk, said) = kept[0]
    for layer in trainer.body.layers[1:]:
        for mine, taken in zip(layer.weights, trunk.get_layer(layer.name).weights, strict=True):
            np.testing.assert_array_equal(mine, taken)
    assert said.shape == (1, 3)


def test_adapters_learn_and_the_trunk_that_is_taken_along_holds_them(store):
    kept = []
    recipe = SMALL.but(unfreeze=2, learns="adapter", rank=4, epochs=2, suffix_lr=1e-2)
    photo = np.random.default_rng(0).integers(0, 255, (1, 64, 64, 3)).astype(np.uint8)

    def keep(trained):
        pooled = np.asarray(plain(trained.trunk())(photo.astype(np.float32))).mean((1, 2))
        head = trained.learned.head(pooled, training=False)
        kept.append((keras.ops.softmax(head), trained.probabilities(photo)))

    result = train(recipe, store=store, on_trained=keep)
    assert result["trainable_parameters"] == count.trainable(recipe, recipe.network.facts)
    trainer = next(reversed(stages._TRAINERS.values()))
    before = dict(zip([v.path for v in trainer.body.variables], trainer._body_start, strict=True))
    moved = {v.path for v in trainer.body.variables if not np.array_equal(v, before[v.path])}
    assert moved == {v.path for v in trainer.body.variables if v.path.startswith("adapter")}
    near = {"f32": 1e-3, "bf16": 1e-2}[
        choose(recipe.network).precision
    ]  # the prefix, on this machine
    np.testing.assert_allclose(*kept[0], atol=near)


def test_blocks_that_are_unfrozen_one_after_the_other_go_on_from_what_they_learned(store):
    """A stage each, that begins with the head and the blocks as the one before left them."""
    seen = []
    start = Trainer.start

    def watched(trainer, seed, before=None):
        start(trainer, seed, before)
        if before is not None:
            seen.append((before.head.get_weights(), trainer.head.get_weights()))
            for layer in before.body.layers[1:]:
                seen.append((layer.get_weights(), trainer.body.get_layer(layer.name).get_weights()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Trainer, "start", watched)
        rows = run(store, unfreeze=2, gradual=True, epochs=3, suffix_lr=1e-3)["history"]
    assert [row["epoch"] for row in rows] == [1, 2, 3]
    assert len(seen) > 2
    for before, after in seen:
        for one, other in zip(before, after, strict=True):
            np.testing.assert_array_equal(one, other)


def test_rates_rise_and_fall_as_the_schedule_says(store):
    rows = run(store, epochs=10, schedule="warm", lr=1e-2)["history"]
    lrs = [row["lr"] for row in rows]
    assert lrs[1:] == sorted(lrs[1:], reverse=True)
    assert lrs[-1] < 1e-3 < lrs[1]


def test_a_mirrored_test_photo_has_the_mean_of_two_answers(store):
    """Digits have no mirror twin, so it shows."""
    plain_, both = run(store, epochs=2), run(store, epochs=2, mirror=True)
    assert plain_["history"][-1]["loss"] == both["history"][-1]["loss"]
    assert plain_["predictions"]["confidence"] != both["predictions"]["confidence"]
    assert plain_["predictions"]["true"] == both["predictions"]["true"]


def test_the_finder_climbs_from_a_rate_that_does_nothing_to_one_that_breaks_it(store, monkeypatch):
    monkeypatch.setattr(finder, "ActivationStore", lambda: store)
    found = finder.find(SMALL.but(head="linear"), lambda event: None, lambda: False)
    rates, losses = found["rates"], found["losses"]
    assert rates == sorted(rates)
    assert len(rates) == len(losses)
    assert min(losses) < 0.8 * losses[0]
    assert 1e-5 < found["advice"] <= rates[-1] / finder.SAFE
    valley = [3.0, 2.9, 2.0, 1.0, 0.9, 0.9, 4.0]  # it falls fastest at the third rate
    assert finder.advice(np.geomspace(1e-4, 1, 7), valley) == pytest.approx(1e-4 * 10 ** (4 / 3))
    assert finder.advice(np.array([1e-6, 1e-5]), [1.0, 0.99]) is None


def test_batch_norm_in_training_mode_moves_its_statistics(store):
    run(store, backbone="mobilenet_v2_dogs", unfreeze=2, epochs=1, bn="train")
    trainer = next(reversed(stages._TRAINERS.values()))
    before = dict(zip([v.path for v in trainer.body.variables], trainer._body_start, strict=True))
    statistics = [v for v in trainer.body.variables if "moving_mean" in v.path]
    assert statistics
    assert all(not np.array_equal(v, before[v.path]) for v in statistics)


def test_early_stopping_ends_early_and_keeps_the_best(store):
    result = run(store, epochs=60, early_stopping=2, lr=3e-3)
    losses = [row["val_loss"] for row in result["history"]]
    if result["stopped_early"]:
        assert len(losses) < 60
        assert result["best_epoch"] == len(losses) - 2
    assert losses[result["best_epoch"] - 1] == min(losses)


def test_keep_best_ends_with_the_best_validation_accuracy(store):
    result = run(store, epochs=15, keep_best=True, lr=1e-2)
    seen = [row["val_accuracy"] for row in result["history"]]
    assert result["val_accuracy"] == pytest.approx(max(seen))
    assert result["best_epoch"] == seen.index(max(seen)) + 1


def test_a_plateau_lowers_both_rates(store):
    rows = run(store, epochs=12, plateau=1, lr=0.3)["history"]
    assert rows[-1]["lr"] < 0.3
    assert rows[-1]["suffix_lr"] < SMALL.suffix_lr


@pytest.mark.parametrize(
    ("changes", "when"),
    [
        ({}, "prepare"),
        ({}, "prefix"),
        ({}, "epoch"),
        ({"unfreeze": 9}, "compile"),
        ({"unfreeze": 9}, "epoch"),
        ({"scratch": True}, "fit"),
        ({"scratch": True}, "epoch"),
        ({"head": "probe"}, "prefix"),
        ({"head": "probe"}, "epoch"),
    ],
    ids=str,
)
def test_cancel_keeps_what_was_measured(store, changes, when):
    heard = []

    def report(event):
        heard.append(event.get("phase") or event["kind"])

    with pytest.raises(Stop) as stopped:
        train(SMALL.but(epochs=500, **changes), report, lambda: when in heard, store)
    partial = stopped.value.partial
    assert Recipe.from_json(partial["recipe"]).epochs == 500
    assert len(partial["history"]) <= 1
    assert "test_accuracy" not in partial
    if when == "epoch":
        assert heard.count("epoch") == 1


def test_test_photos_are_opened_after_the_last_weight_is_chosen(store, monkeypatch):
    order = []
    ask = stages.inputs

    def watched(run_, stored, part, **more):
        order.append((len(run_.history), more.get("phase", "prefix")))
        return ask(run_, stored, part, **more)

    monkeypatch.setattr(fit, "inputs", watched)
    run(store, unfreeze=1, lp_ft=2, epochs=3)
    assert [phase for _, phase in order].count("prefix_test") == 1
    assert order[-1] == (5, "prefix_test")


def test_activations_too_large_for_memory_are_computed_again_and_it_is_said(store, monkeypatch):
    exact = run(store, unfreeze=2, epochs=2)
    stages.forget_trainers()
    monkeypatch.setattr(stages, "MEMORY_LIMIT", 60 * 64 * 64 * 3)  # photos fit, activations do not
    result = run(store, unfreeze=2, epochs=2)
    assert result["prefix_engine"] == "none"
    assert any("too many to keep" in note["template"] for note in result["notes"])
    assert result["trainable_parameters"] == exact["trainable_parameters"]
    assert result["history"][0]["loss"] == pytest.approx(exact["history"][0]["loss"], rel=0.02)


def test_too_many_photos_for_memory_are_refused_in_words(store, monkeypatch):
    monkeypatch.setattr(stages, "MEMORY_LIMIT", 1000)
    with pytest.raises(LabError, match="fewer images"):
        run(store, unfreeze=9)


def test_a_full_disk_is_said_and_nothing_is_lost(store):
    result = train(SMALL, store=ActivationStore(store.root, budget=10))
    assert any("could not be stored" in note["template"] for note in result["notes"])
    assert result["predictions"] == run(store)["predictions"]


def test_a_rate_far_too_high_ends_in_a_sentence_or_in_bad_accuracy(store):
    """Nothing that is not a number may leave the engine."""
    try:
        result = run(store, lr=100.0, optimizer="sgd", head="linear", epochs=30)
    except LabError as error:
        assert "learning rate" in str(error)
    else:
        json.dumps(result, allow_nan=False)
