"""Pictures look as they did: a figure of each kind against the specification it is kept as.

A picture that changes on purpose is written anew with ``FIGURES_WRITE=1``, and looked at.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from core.figures.before_after import Curve, Panel, before_after
from core.figures.comparison import RunDot, run_comparison
from core.figures.curves import Ended
from core.figures.dumbbell import Ends, dumbbell
from core.figures.epsilon_curve import many_photos, one_photo
from core.figures.flow import Arrow, Box, flow_svg
from core.figures.image_loop import Scene, image_loop
from core.figures.inside import changes
from core.figures.network import BlockView, network_svg
from core.figures.palette import ARMS
from core.figures.pen import Pen
from core.figures.predicted import predicted
from core.figures.race_board import Measured, bars, looks
from core.figures.replay import with_replay
from core.figures.size_cost import SizePoint, size_cost
from core.figures.windows import windows_svg
from dashboard.shell.theme import PALETTES

KEPT = Path(__file__).parent / "specifications"
PEN = Pen(PALETTES["light"], str)
HISTORY = [
    {
        "epoch": n,
        "stage": "head" if n < 3 else "suffix",
        "accuracy": 0.1 * n,
        "val_accuracy": 0.09 * n,
        "loss": 3 / n,
        "val_loss": 3.5 / n,
    }
    for n in range(1, 7)
]
BUDGETS = [
    {
        "budget": budget,
        "success": success,
        "confidence": sure,
        "index": index,
        "interval": [max(success - 0.2, 0), min(success + 0.1, 1)],
    }
    for budget, success, sure, index in (
        (0, 0.0, 0.01, 1),
        (1, 0.0, 0.2, 2),
        (2, 1.0, 0.9, 3),
        (4, 1.0, 1.0, 3),
    )
]


def _panel(title, *ends):
    def scaled(share):
        fields = ("accuracy", "val_accuracy")
        return [row | {field: row[field] * share for field in fields} for row in HISTORY]

    return Panel(
        title,
        [
            Curve(name, tone, [scaled(1), scaled(0.8)], end)
            for name, tone, end in zip(("without", "with"), ARMS, ends, strict=False)
        ],
    )


def _learning_curves():
    ended = Ended((0.7, 0.5), (0.5, 0.4, 0.6))
    return with_replay(PEN, HISTORY, "It rose", loss="Loss: lowest in epoch 6", ended=ended)


def _before_after():
    panels = [_panel("slow", (0.61, 0.4), None), _panel("fast", (0.8, 0.6), (0.7, 0.6))]
    return before_after(PEN, panels, "It helped", epochs=6, chance=0.1)


def _dumbbell():
    rows = [
        Ends("far", 0.2, 0.6, "+40", (0.1, 0.3), (0.55, 0.6), 0.1),
        Ends("near", 0.9, 0.98, "+8 (+5 to +11)"),
    ]
    second, share = "frozen ImageNet features", "Test accuracy"
    return dumbbell(PEN, rows, "Found", second=second, share=share)


def _run_comparison():
    runs = [RunDot("a", 0.7, (0.65, 0.74), "A"), RunDot("b", 0.5, (0.4, 0.6), "B", chosen=True)]
    return run_comparison(PEN, runs, "a is better", chance=0.1)


def _size_cost():
    points = [SizePoint(224, 0.74, 0.7, 0.78, 9.0), SizePoint(96, 0.6, 0.5, 0.7, 2.0)]
    return size_cost(PEN, points, "More costs more", macs={96: 0.1, 224: 0.4}, chosen=128)


def _race_bars():
    arms = looks([("Frozen A", "extract"), ("Frozen B", "extract")], PEN.palette)
    found = [Measured(0.7, 0.6, 0.75, seeds=(0.69, 0.71)), Measured(0.4, 0.3, 0.5, seeds=(0.4,))]
    return bars(PEN, list(zip(arms, found, strict=True)), "transfer wins", chance=0.1)


def _one_photo():
    return one_photo(PEN, BUDGETS, "Enough", {1: "dog", 2: "wolf", 3: "Siamese cat"})


def _many_photos():
    return many_photos(PEN, BUDGETS, "Enough", targeted=False)


def _changes():
    blocks = [{"change": 0.0, "cka": 1.0}, {"change": 0.02, "cka": 0.9}]
    return changes(PEN, blocks, "t", ["one", "two"], 1)


def _predicted():
    line = {"y": [0.5, 0.7], "low": [0.4, 0.6], "high": [0.6, 0.8]}
    curve = {"x": [5, 20], "lines": {"frozen": line}, "turn": 1}
    return predicted(PEN, curve, "It rises", "reuse", ticks=["5", "20"], guess=[0.2, 0.9])


def _windows():
    return windows_svg(PEN, (1, 2))


def _image_loop():
    picture = "data:image/png;base64,"
    score = "logit of\n“<cat>”\n3.2"
    return image_loop(
        PEN, Scene("ideal", "image", "Net", score, f"{picture}AAAA", f"{picture}BBBB")
    )


def _network():
    blocks = [
        BlockView("Block 1", "9 parameters", 56, 9),
        BlockView("Block 2", "90 parameters", 28, 90),
        BlockView("<3>", "d", 7, 40),
    ]
    return network_svg(PEN, blocks, 2, label="A network", head="head")


def _flow():
    boxes = [
        Box("a", "3×3 & more", "64", 0, 0, "ink", pick=True, chosen=True),
        Box("b", "add", "", 0, 1, "right", frozen=True),
        Box("c", "beside", "", 1, 1),
    ]
    skip = Arrow("a", "b", 0.9, "right", True, "skip")
    return flow_svg(PEN, boxes, [Arrow("a", "b"), skip, Arrow("b", "c")], "A block")


DRAWN = {
    "learning_curves.json": _learning_curves,
    "before_after.json": _before_after,
    "dumbbell.json": _dumbbell,
    "run_comparison.json": _run_comparison,
    "size_cost.json": _size_cost,
    "race_bars.json": _race_bars,
    "one_photo.json": _one_photo,
    "many_photos.json": _many_photos,
    "changes.json": _changes,
    "predicted.json": _predicted,
    "windows.svg": _windows,
    "image_loop.svg": _image_loop,
    "network.svg": _network,
    "flow.svg": _flow,
}


def _same(drawn, kept):
    """Structure alike and numbers equal."""
    if isinstance(kept, dict):
        return drawn.keys() == kept.keys() and all(_same(drawn[k], kept[k]) for k in kept)
    if isinstance(kept, list):
        return len(drawn) == len(kept) and all(map(_same, drawn, kept))
    if isinstance(kept, float):
        return drawn == pytest.approx(kept, abs=1e-9)
    return drawn == kept


def _number(said):
    try:
        return float(said.removesuffix("%"))
    except ValueError:
        return None


def _alike(drawn, kept):
    """The same elements; numbers may be written with other digits."""
    if (drawn.tag, drawn.text, set(drawn.keys())) != (kept.tag, kept.text, set(kept.keys())):
        return False
    for name, said in kept.items():
        number = _number(said)
        if drawn.get(name) != said and (
            number is None or _number(drawn.get(name)) != pytest.approx(number, abs=0.06)
        ):
            return False
    return len(drawn) == len(kept) and all(map(_alike, drawn, kept))


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_looks_as_it_did(name):
    drawn, kept = DRAWN[name](), KEPT / name
    text = drawn.to_json() if isinstance(drawn, go.Figure) else drawn
    if os.environ.get("FIGURES_WRITE"):
        kept.write_text(text + "\n", "utf-8")
    if kept.suffix == ".json":
        assert _same(json.loads(text), json.loads(kept.read_text("utf-8")))
    else:
        assert _alike(*map(ElementTree.fromstring, (text, kept.read_text("utf-8"))))
