"""How near photos are to ImageNet, as a frozen network sees them (heavy).

Two measures of the same features: the domain similarity of Cui et al. 2018 between class means and
the rows of the ImageNet head (`core.advise.metrics`), and how sure that head is of its best class.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from core.advise.metrics import domain_similarity
from core.datasets.subset import make_subset
from core.experiments.domains import SIZE, VALIDATION
from core.imagine.answers import softmax
from core.transfer.cache import ActivationStore
from core.transfer.prefix import Prefix
from core.work import Cancelled, Document, Report, steps
from core.zoo.network import Network, head

BACKBONE = "efficientnet_lite0"  # pooling and one dense layer: its head can read the features


def nearness(
    datasets: Sequence[str], per_class: int, on_done: Callable[[int, int], None]
) -> dict[str, Any]:
    """Dataset → ``similarity`` 0..1 and ``sure`` 0..1 (mean largest ImageNet probability) of
    training photos.  `on_done` hears how many domains of how many are measured and may stop it."""
    found = head(BACKBONE)
    assert found is not None  # it is bundled
    kernel, bias = found
    network = Network(BACKBONE)
    prefix = Prefix.calibrated(network, network.depth, SIZE)
    store, out = ActivationStore(), {}
    for done, dataset in enumerate(datasets):

        def look(photos: int, done: int = done) -> None:
            on_done(done, len(datasets))

        look(0)
        photos = make_subset(dataset, (), per_class, VALIDATION, 1, 0).train
        features, _hit, _kept = prefix(photos, store, look)  # as the trainings have stored them
        out[dataset] = {
            "similarity": domain_similarity(features, photos.labels, kernel.T),
            "sure": float(softmax(features @ kernel + bias).max(1).mean()),
        }
    return out


def nearness_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """How near photos of each of ``payload["datasets"]`` are to ImageNet: id → measures."""
    return nearness(payload["datasets"], payload["per_class"], steps(report, cancelled, "measure"))
