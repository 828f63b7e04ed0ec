"""Learning curves as TensorBoard event files (heavy: TensorFlow writes them)."""

from __future__ import annotations

import base64
import io
import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tensorflow as tf

from core.work import Cancelled, Document, Report

# field of the history → the curve’s name; the same names are drawn into one chart
TRAINED = {name: name for name in ("loss", "accuracy", "lr", "suffix_lr")}
VALIDATED = {"val_loss": "loss", "val_accuracy": "accuracy"}
_PLUGIN = "scalars"  # what tells TensorBoard to draw a tensor as a curve


def archive(curves: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """A ZIP with a folder for each run, ``train`` and ``validation`` inside: what TensorBoard is
    given as ``--logdir`` once it is unpacked.

    curves: name → rows of the history (`docs/result.md`); epochs are the steps.
    """
    buffer = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(buffer, "w") as packed:
        root = Path(folder)
        for number, (name, rows) in enumerate(curves.items()):
            place = root / f"{number:03d}-{re.sub(r'[^a-zA-Z0-9._-]+', '-', name)[:60]}"
            _write(place / "train", rows, TRAINED)
            _write(place / "validation", rows, VALIDATED)
        for file in sorted(root.rglob("events.*")):
            packed.write(file, file.relative_to(root))
    return buffer.getvalue()


def _write(folder: Path, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> None:
    metadata = tf.compat.v1.SummaryMetadata(
        plugin_data=tf.compat.v1.SummaryMetadata.PluginData(plugin_name=_PLUGIN),
        data_class=1,  # DATA_CLASS_SCALAR
    )
    writer = tf.summary.create_file_writer(str(folder))
    with writer.as_default():
        for row in rows:
            for field, tag in names.items():
                if field in row:
                    value = tf.constant(float(row[field]), tf.float32)
                    tf.summary.write(tag, value, step=int(row["epoch"]), metadata=metadata)
    writer.close()


def tensorboard_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """``payload["curves"]`` (name → history) as TensorBoard event files: a ZIP in base64."""
    report({"kind": "phase", "phase": "save", "done": 0, "total": 1})
    return {"zip": base64.b64encode(archive(payload["curves"])).decode()}
