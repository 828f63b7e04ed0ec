"""A learner's work without training: runs, settings and a dataset, made on the spot."""

from core.datasets.upload import archive
from core.datasets.upload.create import create
from core.images import to_text
from core.imagine.ideal.recipe import Ideal
from core.messages import msg
from core.runs.store import Run
from core.transfer.recipe import Recipe


def training(owner, created="2026-01-02T03:04:05.678+00:00", accuracy=0.75, **more):
    recipe = more.pop("recipe", Recipe(dataset="digits"))
    return Run(
        owner,
        "train",
        "done",
        recipe=recipe.to_json(),
        environment={"processor": "x", "cores": 2},
        metrics={
            "test_accuracy": accuracy,
            "test_interval": [accuracy - 0.1, accuracy + 0.1],
            "classes": list(recipe.class_names),
            "train_accuracy": 1.0,
            "val_accuracy": 0.8,
            "trainable_parameters": 10,
        },
        curve=[
            {"epoch": 1, "stage": "head", "loss": float("nan"), "accuracy": 0.5, "val_loss": 1.0,
             "val_accuracy": 0.5, "lr": 0.001, "suffix_lr": 0.0, "seconds": 0.1}
        ],
        predictions={"index": [3], "true": [0], "predicted": [1], "confidence": [0.5]},
        timings={"total": 2.5},
        notes=[msg("“{file}” is empty. Choose another file.", file="a.png").to_json()],
        created=created,
        **more,
    )  # fmt: skip


def image(owner, pixels):
    return Run(
        owner,
        "ideal",
        "done",
        recipe=Ideal().to_json(),
        metrics={"class": 284, "probability": 0.5, "logit": 3.0, "tv": 0.1, "judged_by": {},
                 "steps": 8},
        curve=[{"step": 1, "objective": 1.0, "tv": 0.1, "probability": None}],
        predictions={"png": to_text(pixels)},
        timings={"total": 1.0},
    )  # fmt: skip


def dataset(owner, pictures, title="My things", first=0):
    def photos(name, start):
        return [(f"{name}{n}.png", pictures.saved(pictures.scene(start + n))) for n in range(8)]

    source = archive.files({"<b>cats</b>": photos("c", first), "dogs": photos("d", first + 100)})
    return create(owner, title, source)["id"]


SETTINGS = {
    "lesson_progress": {"why": ["reuse"], "race": ["run"]},
    "lesson_left": {"why": "reuse"},
    "quiz_answers": {"why": {"before": {"q1": {"first": False, "right": False, "given": "a"}}}},
    "guesses": {"why/reuse/x-1": {"guess": "a", "came": "b", "right": False}},
    "measured/" + "0" * 64: {"rows": [1, 2.5, None]},
    "language": "ja",
}


def remember(store, owner, settings=None):
    for name, value in (settings or SETTINGS).items():
        store.set_setting(owner, name, value)
