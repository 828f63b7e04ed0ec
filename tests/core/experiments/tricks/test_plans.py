"""Every trick changes what it says, and nothing else."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from core.experiments import small
from core.experiments.toys import schedule, spread
from core.experiments.tricks import nets, overfit, scale, schedules, start
from core.experiments.tricks.all import PLANS
from core.experiments.tricks.experiment import Enough, accuracy, run
from core.transfer.soft import HARD, Soft

SETTINGS = {
    "start": {"deviation": 0.02},
    "scale": {"rate": 0.01},
    "optimizers": {"sgd": 0.01, "momentum": 0.02, "adagrad": 0.03, "rmsprop": 0.002, "adam": 0.001},
    "schedules": {"rate": 0.02, "schedule": "cosine"},
    "clipping": {"rate": 0.1, "longest": 1.0},
    "dropout": {"rate": 0.5},
    "batchnorm": {"small": 0.01, "large": 0.3},
    "overfit": {"per_class": 10, "change": "augment"},
}


def arms(name, **setting):
    return {arm.id: arm for arm in PLANS[name](SETTINGS[name] | setting).arms}


def kernels(model):
    return [layer.kernel.numpy() for layer in model.layers if hasattr(layer, "kernel")]


def test_every_trick_has_a_setting_here():
    assert SETTINGS.keys() == PLANS.keys()


@pytest.mark.parametrize("name", sorted(SETTINGS.keys() - {"start"}))
def test_all_arms_begin_with_the_same_kernels_and_another_seed_with_others(name):
    first, *others = arms(name).values()
    expected = kernels(first.model(1))
    for arm in others:
        for a, b in zip(expected, kernels(arm.model(1)), strict=True):
            assert np.array_equal(a, b)
    assert not np.array_equal(expected[0], kernels(first.model(2))[0])


def test_the_stack_that_is_trained_is_the_toys():
    photos = small.photos(2, 1).x
    model = start.stack(0, spread.HE, depth=4)
    x = photos
    found = []
    for layer in model.layers:
        x = layer(x)
        if isinstance(layer, keras.layers.Dense):
            found.append(float(np.sqrt(np.mean(x.numpy() ** 2))))
    expected = spread.spreads(spread.inputs(photos), spread.HE, 4)[1:]
    assert found[:-1] == pytest.approx(expected, rel=1e-3)


def test_each_optimiser_has_the_rate_that_was_asked_for():
    made = {name: arm.optimizer() for name, arm in arms("optimizers").items()}
    rates = {name: float(one.learning_rate.numpy()) for name, one in made.items()}
    assert rates == pytest.approx(SETTINGS["optimizers"])
    assert made["momentum"].momentum == 0.9
    assert made["sgd"].momentum == 0.0


def test_the_rate_of_every_step_is_the_toys():
    made = {name: arms("schedules")[name].optimizer() for name in ("falling", "constant")}
    steps = len(made["falling"]._learning_rate.rates)
    assert steps == schedules.EPOCHS * (schedules.PER_CLASS * 10 // schedules.BATCH)
    expected = {
        "falling": schedule.rates("cosine", 0.02, steps),
        "constant": schedule.rates(schedule.CONSTANT, 0.02, steps),
    }
    place = keras.Variable(np.zeros(1, np.float32))
    for name, optimizer in made.items():
        optimizer.build([place])
        for step in (0, 1, steps // 2, steps - 1, steps):
            optimizer.iterations.assign(step)
            told = float(optimizer.learning_rate)
            assert told == pytest.approx(expected[name][min(step, steps - 1)], rel=1e-5)


def test_the_average_is_of_the_weights_behind_the_second_half():
    model = nets.cnn(0)
    watch = schedules.averaging(model, 0)
    for epoch in (1, 2, 3, 4):
        model.set_weights([np.full_like(one, epoch) for one in model.get_weights()])
        watch({"epoch": epoch, "epochs": 4})
    assert all(np.all(one == 3.5) for one in model.get_weights())


def test_only_one_arm_is_clipped_and_at_the_length_that_was_asked_for():
    made = {name: arm.optimizer() for name, arm in arms("clipping").items()}
    assert made["without"].global_clipnorm is None
    assert made["with"].global_clipnorm == 1.0


def test_weight_decay_is_the_only_thing_that_changes_with_it():
    plain, decayed = (arm.optimizer() for arm in arms("overfit", change="decay").values())
    assert decayed.weight_decay == overfit.DECAY
    assert float(plain.learning_rate) == float(decayed.learning_rate)


def test_pixels_come_in_the_range_that_an_arm_is_named_after():
    photos = small.photos(5, 1)
    raw, unit, standard = (scale.scaled(way, photos)(photos.x).numpy() for way in scale_ways())
    assert raw.max() > 200
    assert unit.max() <= 1
    assert standard.mean((0, 1, 2)) == pytest.approx([0, 0, 0], abs=1e-3)
    assert standard.std((0, 1, 2)) == pytest.approx([1, 1, 1], abs=1e-3)


def scale_ways():
    return [arm.id for arm in PLANS["scale"](SETTINGS["scale"]).arms]


def test_shuffling_deals_the_same_labels_out_anew_and_leaves_validation_alone():
    true, dealt = overfit.photos(0, 10), overfit.shuffled(0, 10)
    assert np.bincount(true.y).tolist() == np.bincount(dealt.y).tolist()
    assert np.mean(true.y == dealt.y) < 0.4
    assert np.array_equal(true.x, dealt.x)
    assert np.array_equal(true.y_val, dealt.y_val)


def test_softer_labels_and_a_mirror_are_the_only_things_that_change_with_them():
    soft = {change: arms("overfit", change=change) for change in ("smoothing", "mixup", "mirror")}
    assert all(found["plain"].soft == HARD and not found["plain"].mirror for found in soft.values())
    assert soft["smoothing"]["smoothing"].soft == Soft(smoothing=overfit.SMOOTHING)
    assert soft["mixup"]["mixup"].soft == Soft(mixup=overfit.MIXUP)
    assert soft["mirror"]["mirror"].mirror


def test_a_photo_and_its_mirror_image_are_answered_alike_by_the_mean_of_both():
    model, photos = nets.cnn(0), overfit.photos(0, 10)
    x, y = photos.x_val, photos.y_val
    assert accuracy(model, x, y, mirror=True) == accuracy(model, x[:, :, ::-1], y, mirror=True)
    assert accuracy(model, x, y) != accuracy(model, x[:, :, ::-1], y)


def test_more_photos_contain_the_few_and_share_their_validation():
    few, more = (arm.photos(0) for arm in arms("overfit", change="more").values())
    assert len(more.y) == overfit.MORE * len(few.y)
    assert np.array_equal(more.x[: len(few.x)], few.x)
    assert np.array_equal(more.x_val, few.x_val)


def test_early_stopping_keeps_the_best_weights_by_photos_that_judge_nothing(monkeypatch):
    """The loss on its own photos goes down, then up: it waits, ends, and goes back."""
    asked = []
    photos = small.photos

    def heard(*arguments):
        asked.append(photos(*arguments))
        return asked[-1]

    monkeypatch.setattr(overfit.small, "photos", heard)
    model = nets.cnn(0)
    watch = overfit.stopping(model, 0, 10)
    judged = overfit.photos(0, 10)
    watched = asked[0].x_val[: overfit.WATCHED * 10]
    seen = {one.tobytes() for one in (*judged.x, *judged.x_val)}
    assert not seen & {one.tobytes() for one in watched}

    head = model.layers[-1]
    good = [np.zeros_like(one) for one in head.get_weights()]
    bad = [one + 5 * np.arange(10, dtype=np.float32) for one in good]
    for epoch, weights in enumerate((bad, good, bad, bad), start=1):
        head.set_weights(weights)
        watch({"epoch": epoch, "epochs": 20})
    head.set_weights(bad)
    with pytest.raises(Enough):
        watch({"epoch": 5, "epochs": 20})
    assert not head.get_weights()[0].any()


def test_augmentation_and_dropout_work_only_in_training():
    x = small.photos(1, 1).x
    for model in (overfit.augmented(0), nets.cnn(0, dropout=0.5)):
        calm = model(x, training=False).numpy()
        assert np.array_equal(calm, model(x, training=False).numpy())
        assert not np.allclose(calm, model(x, training=True).numpy())


def test_batch_norm_lets_the_same_network_learn_at_a_rate_too_large_for_it():
    plan = PLANS["batchnorm"]({"small": 0.01, "large": 0.5})
    plan = replace(plan, arms=[arm for arm in plan.arms if "large" in arm.id], epochs=3, seeds=1)
    without, norm = run(plan, lambda row: None)["runs"]
    assert norm["final"]["train"] > without["final"]["train"] + 0.1
