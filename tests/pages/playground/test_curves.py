"""What the title of the learning curves says, for curves whose shape is known."""

import pytest

from pages.playground import curves


def history(validation, training=None):
    training = training or [min(1.0, value + 0.05) for value in validation]
    return [
        {
            "epoch": n,
            "stage": "head",
            "accuracy": a,
            "val_accuracy": v,
            "loss": 1,
            "val_loss": 2 - v,
        }
        for n, (v, a) in enumerate(zip(validation, training, strict=True), 1)
    ]


NOISE = [0.7, 0.72, 0.69, 0.71, 0.7, 0.72, 0.71, 0.69, 0.71]


@pytest.mark.parametrize(
    ("validation", "training", "said"),
    [
        ([0.3, 0.4, 0.5, 0.55, 0.6, 0.62, 0.66, 0.69, 0.72], None, "Still rising: 72% in epoch 9"),
        ([0.4, 0.6, 0.68, *NOISE], None, "Validation reached 72% in epoch 5 and settled"),
        (NOISE, None, "Validation reached 72% in epoch 2 and settled"),
        ([0.4, 0.7, 0.7, 0.7, 0.6, 0.5], None, "Validation was best in epoch 2 (70%), then"),
        (NOISE, [0.6, *[1.0] * 8], "Overfitting: best in epoch 2 (72%)"),
        ([0.5], None, "Validation reached 50% in epoch 1 and settled"),
    ],
)
def test_the_title_says_what_the_curve_does(validation, training, said):
    assert curves._finding(history(validation, training), {}, 300).startswith(said)


def test_a_run_that_stopped_early_says_so_before_anything_else():
    rising = history([0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
    assert curves._finding(rising, {"stopped_early": True}, 300).startswith("Stopped early")


def test_the_lowest_validation_loss_is_named():
    assert curves._lowest(history([0.3, 0.6, 0.5])) == "Loss: validation lowest in epoch 2"


def test_with_few_validation_photos_a_rise_of_one_of_them_is_not_told():
    rising = history([0.5, 0.5, 0.5, 0.55, 0.55, 0.55])  # of 20 photos: one
    assert curves._finding(rising, {}, 300).startswith("Still rising")
    assert "20 photos tell no more" in curves._finding(rising, {}, 20)
