"""How far a training or a fetch is, as lines on standard error (light)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.commands import output


def progress() -> Callable[[Any, dict[str, Any]], None]:
    """Events as lines on standard error; of a download one line for every percent."""
    percents: dict[str, int] = {}

    def show(job: Any, event: dict[str, Any]) -> None:
        if event.get("kind") == "download" and event["total"]:
            item, percent = event.get("item", ""), 100 * event["done"] // event["total"]
            if percents.get(item) == percent:
                return
            percents[item] = percent
            text = f"{item} download {percent} %".strip()
        elif event.get("kind") == "epoch":
            text = (
                f"epoch {event['epoch']}/{event['epochs']}  loss {event['loss']:.3f}  "
                f"accuracy {event['accuracy']:.3f}  val {event['val_accuracy']:.3f}"
            )
        elif "phase" in event:
            done = f"{event['done']:.4g}/{event['total']}"
            text = f"{event.get('item', '')} {event['phase']} {done}".strip()
        else:
            text = "  ".join(f"{key} {value}" for key, value in event.items() if key != "kind")
        output.tell(text)

    return show
