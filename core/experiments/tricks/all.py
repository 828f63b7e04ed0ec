"""Every trick by its name (heavy)."""

from __future__ import annotations

from collections.abc import Callable

from core.experiments.tricks import (
    batchnorm,
    clipping,
    dropout,
    optimizers,
    overfit,
    scale,
    schedules,
    start,
)
from core.experiments.tricks.experiment import Plan, Setting, run
from core.work import RAN, SO_FAR, Cancelled, Document, Report, heard

PLANS: dict[str, Callable[[Setting], Plan]] = {
    "start": start.plan,
    "scale": scale.plan,
    "optimizers": optimizers.plan,
    "schedules": schedules.plan,
    "clipping": clipping.plan,
    "dropout": dropout.plan,
    "batchnorm": batchnorm.plan,
    "overfit": overfit.plan,
}


def trick_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Train the arms of ``payload["trick"]`` as ``payload["setting"]`` says, side by side."""
    tell = heard(report, cancelled)
    return run(
        PLANS[payload["trick"]](payload["setting"]),
        lambda told: tell({"kind": "phase", "phase": "fit", **told}),
        lambda told: report({"kind": RAN, **told}),
        payload.get(SO_FAR, ()),
    )
