"""How far a command is, as lines on standard error (light)."""

from __future__ import annotations

import time

from core.commands import output
from core.messages import Message
from core.translations import Words
from core.work import Document, Report

LINE_EVERY = 1.0  # seconds between two lines of the same phase


def progress(say: Words) -> Report:
    """Every epoch is told, of a download every percent, of other work about one line a second."""
    told, told_at = "", 0.0

    def tell(event: Document) -> None:
        nonlocal told, told_at
        now, item = time.monotonic(), event.get("item", event.get("run", ""))
        if event["kind"] == "download" and event["total"]:
            line = what = f"{item} download {100 * event['done'] // event['total']} %"
        elif event["kind"] == "epoch":
            row = event.get("row", event)
            what = line = (
                f"{item} epoch {event['epoch']}/{event['epochs']}  loss {row['loss']:.3f}  "
                f"accuracy {row['accuracy']:.3f}  val {row['val_accuracy']:.3f}"
            )
        elif event["kind"] == "frame":
            if not event["step"]:
                return
            what = line = (
                f"step {event['step']}/{event['steps']}  objective {event['objective']:.2f}"
            )
        elif event["kind"] == "refused":
            what = line = f"{item}: {say(Message.from_json(event['error']))}"
        elif event["kind"] == "measured":
            what = line = f"measured {event['backbone']}"
        else:
            what = f"{item} {event.get('phase', event['kind'])}"
            line = f"{what} {event.get('done', 0):.4g}/{event.get('total', 0)}"
        if what != told or now - told_at > LINE_EVERY:
            told, told_at = what, now
            output.tell(line.strip())

    return tell
